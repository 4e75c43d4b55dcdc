"""Does the model keep its word where the truth is known? Students are drawn, answered as in the app, and sit.

One world is the model's own assumptions; in each of the others something else is true. Nothing here comes from people:
it shows what the app would say and do if the world were so, not how the world is. What was found stands in
``data/simulation.json``, made by ``python -m model simulate --renew``.
"""

import datetime as dt
import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Annotated, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model import MODEL_VERSION
from model.booking.advice import Outcome
from model.booking.booking import booking
from model.entries.profile import Profile
from model.entries.schema import Group
from model.evidence.exam import evidence
from model.evidence.tables import DATA, EvidenceError, describe
from model.outlook.rates import Interval, wilson
from model.readiness.assumptions import assumptions
from model.readiness.curves import Ability, Chance, CurveName, PassCurve, fit_curves
from model.readiness.levels import DAYS_PER_WEEK
from model.readiness.rates import repeat_rate
from model.readiness.readiness import readiness

TODAY: Final = dt.date(2026, 1, 5)  # any day does: time is counted from the latest test
GROUPS_DRAWN: Final[tuple[Group, ...]] = ("US MD", "US DO", "Non-US IMG")  # as often as their examinations
OUTCOMES: Final[tuple[Outcome, ...]] = ("keep_date", "one_more_form", "more_time")


@dataclass(frozen=True, slots=True)
class World:
    """How scores and results come about.

    Attributes
    ----------
    name, title, about : str
    curve : {"central", "cautious", "generous"}
        The pass curve that is true.
    error_factor : float
        True standard error of a practice test, as a multiple of the published one.
    bias : float
        How far practice scores lie above the true level [EPC].
    growth : bool
        Whether levels grow as in projection_2021, instead of along trends of the model's own kind.
    """

    name: str
    title: str
    about: str
    curve: CurveName = "central"
    error_factor: float = 1.0
    bias: float = 0.0
    growth: bool = False

    @property
    def true_curve(self) -> PassCurve:
        """The fit that is true."""
        curve: PassCurve = getattr(fit_curves(), self.curve)
        return curve


@cache
def worlds() -> tuple[World, ...]:
    """The worlds that are simulated: the model's own first."""
    rule = evidence().rule
    larger, bias = rule("simulation.larger_error"), rule("simulation.bias")
    closed, ceiling = 100 * evidence().constant("growth_daily_fraction"), evidence().constant("growth_ceiling")
    return (
        World("own", "The model's own", "Levels, trends, swings and errors are as the model takes them."),
        World(
            "growth",
            "Growth as published",
            f"Levels close {closed:.1f}% of the distance to {ceiling:g} (three-digit) each day, as projected for "
            "first-time takers in a short study period. The published rate fits the day of the latest test, so more "
            "pass.",
            growth=True,
        ),
        World(
            "error",
            "Larger errors",
            f"The error of a practice test is {larger:g} times the published one.",
            error_factor=larger,
        ),
        World(
            "bias",
            "Flattering scores",
            f"Practice scores lie {bias:g} EPC above the true level.",
            bias=bias,
        ),
        World(
            "cautious",
            "The cautious curve",
            "Results follow the exam's standard error alone, where the central curve takes all published points. "
            "Levels start higher, so that the published rate still holds.",
            curve="cautious",
        ),
    )


@dataclass(frozen=True, slots=True)
class Sat:
    """One simulated student: the chance told, the advice given, and whether the exam was passed."""

    chance: Chance
    outcome: Outcome
    passed: bool


class Result(BaseModel):
    """A row of what was found: frozen, with bounds."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Count = Annotated[int, Field(ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Tally(Result):
    """Students, how many of them passed, and what they were told on average: central, lowest, highest [of 100]."""

    students: Count
    passed: Count
    said: Percent
    low: Percent
    high: Percent

    @property
    def share(self) -> float:
        """Share who passed [percent]; ``nan`` without students."""
        return 100 * self.passed / self.students if self.students else math.nan

    @property
    def interval(self) -> Interval:
        """95% Wilson interval of the share who passed [percent]."""
        return wilson(self.share, self.students)


class Band(Result):
    """The students whose central chance lay in a band [of 100]: its edges, the upper one excluded."""

    lower: Percent
    upper: Percent
    tally: Tally


class Found(Result):
    """What was found in one world: all its students, each band of chances, each advice."""

    world: str
    overall: Tally
    bands: tuple[Band, ...]
    advice: Mapping[Outcome, Tally]

    @property
    def compared(self) -> Band:
        """The band in which worlds are held against each other."""
        lower = evidence().rule("simulation.compared_band")
        return next(band for band in self.bands if band.lower == lower)


class Simulation(Result):
    """What was found in every world, with the versions it was found with."""

    model_version: str
    data_version: str
    students: Annotated[int, Field(gt=0)]
    seed: int
    worlds: tuple[Found, ...]


def _tally(sat: Iterable[Sat]) -> Tally:
    group = tuple(sat)
    return Tally(
        students=len(group),
        passed=sum(one.passed for one in group),
        said=_mean(one.chance.central for one in group),
        low=_mean(one.chance.low for one in group),
        high=_mean(one.chance.high for one in group),
    )


def _mean(values: Iterable[float]) -> float:
    known = tuple(values)
    return round(fmean(known), 6) if known else 0.0  # beyond that a figure would hang on the machine


def _grown(epc: float, days: int) -> float:
    """A level [EPC] some days later if it grows as projected; earlier for negative days (projection_2021)."""
    facts = evidence()
    standard, line = facts.constant("step1_passing_standard"), facts.constant("low_pass_lower")
    per_epc, ceiling = facts.constant("three_digit_per_epc"), facts.constant("growth_ceiling")
    open_share = (1 - facts.constant("growth_daily_fraction")) ** days
    score = standard + (epc - line) * per_epc
    return line + (ceiling - (ceiling - score) * open_share - standard) / per_epc


def _levels(world: World, group: Group, days: tuple[int, ...], draw: random.Random) -> list[float]:
    """True levels [EPC] on days counted from the latest test."""
    assumed = assumptions()
    # On the day of the latest test the published rate holds in every world.
    mean = world.true_curve.prior_mean(repeat_rate(group).percent, assumed.level_sd)
    level = draw.gauss(mean, assumed.level_sd)
    trend = draw.gauss(0, assumed.trend_sd)
    weeks = np.array(days) / DAYS_PER_WEEK
    length = evidence().rule("model.week_to_week_length")
    shared = np.exp(-((weeks[:, None] - weeks[None, :]) ** 2) / (2 * length**2)) + 1e-9 * np.eye(len(days))
    swings = assumed.week_to_week_sd * np.linalg.cholesky(shared) @ [draw.gauss(0, 1) for _ in days]
    paths = [_grown(level, day) if world.growth else level + trend * day / DAYS_PER_WEEK for day in days]
    return [path + float(swing) for path, swing in zip(paths, swings, strict=True)]


def _one(world: World, draw: random.Random) -> Sat:
    facts = evidence()
    weights = [repeat_rate(group).tested for group in GROUPS_DRAWN]
    (group,) = draw.choices(GROUPS_DRAWN, weights)
    number = int(draw.choice(facts.rules["simulation.tests"].numbers))
    ahead = DAYS_PER_WEEK * int(draw.choice(facts.rules["simulation.weeks_ahead"].numbers))
    spacing = int(facts.rule("plan.test_spacing"))
    days = tuple(-spacing * back for back in reversed(range(number)))
    *levels, on_the_day = _levels(world, group, (*days, ahead), draw)
    kind = facts.tests["cbssa"]
    error = world.error_factor * (kind.standard_error_epc or 0)
    scores = [round(min(max(draw.gauss(level + world.bias, error), kind.min), kind.max)) for level in levels]
    profile = Profile.from_entries(
        {
            "group": group,
            "exam_date": TODAY + dt.timedelta(days=ahead),
            "practice_tests": tuple(
                {"test": kind.test, "date": TODAY + dt.timedelta(days=day), "score": score}
                for day, score in zip(days, scores, strict=True)
            ),
        },
        TODAY,
    )
    answer = readiness(profile, TODAY)
    passes = world.true_curve.chance(Ability(on_the_day, 0)) / 100
    return Sat(answer.chance, booking(profile, answer, TODAY).advice.outcome, draw.random() < passes)


def drawn(world: World, students: int, seed: int) -> tuple[Sat, ...]:
    """The first students of a world, answered and sat; the same students come of the same seed."""
    draw = random.Random(f"{seed} {world.name}")  # noqa: S311 (simulated students, no secret)
    return tuple(_one(world, draw) for _ in range(students))


def found(world: World, students: int, seed: int) -> Found:
    """Draw the students of a world, answer them, let them sit, and count.

    Parameters
    ----------
    world : World
    students : int
        How many.
    seed : int
        Start of the random numbers; the same students come of the same seed.

    Returns
    -------
    Found
    """
    sat = drawn(world, students, seed)
    edges = evidence().rules["simulation.bands"].numbers
    return Found(
        world=world.name,
        overall=_tally(sat),
        bands=tuple(
            Band(
                lower=lower,
                upper=upper,
                tally=_tally(one for one in sat if lower <= one.chance.central < upper),
            )
            for lower, upper in pairwise(edges)  # no chance is above 99
        ),
        advice={outcome: _tally(one for one in sat if one.outcome == outcome) for outcome in OUTCOMES},
    )


def simulate(students: int | None = None) -> Simulation:
    """Simulate every world, with the seed of ``rules.toml``; about a minute's work.

    Parameters
    ----------
    students : int, optional
        Simulated students in each world, at least 1; as many as ``rules.toml`` says unless given.

    Returns
    -------
    Simulation
    """
    facts = evidence()
    number = students or int(facts.rule("simulation.students"))
    seed = int(facts.rule("simulation.seed"))
    return Simulation(
        model_version=MODEL_VERSION,
        data_version=facts.version,
        students=number,
        seed=seed,
        worlds=tuple(found(world, number, seed) for world in worlds()),
    )


def load(directory: Path = DATA) -> Simulation:
    """Read what was found, ``simulation.json``.

    Raises
    ------
    EvidenceError
        If the file cannot be read, holds what no simulation finds, or not the worlds that are simulated.
    """
    path = directory / "simulation.json"
    try:
        results = Simulation.model_validate_json(path.read_bytes())
    except OSError as error:
        raise EvidenceError(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise EvidenceError(f"{path.name}, {describe(error)}.") from error
    if [result.world for result in results.worlds] != [world.name for world in worlds()]:
        raise EvidenceError(f"{path.name}, column worlds: they are not the worlds that are simulated.")
    return results


@cache
def simulated() -> Simulation:
    """Answer with what was found, read once in the life of the process."""
    return load()
