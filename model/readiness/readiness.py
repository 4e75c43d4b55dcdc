"""Do the practice scores support sitting? Pass curves, ability over time, and the chance of passing on a date.

Scores are on NBME's equated percent correct scale [EPC, 0-100]. Chances are in percent and are never below 1 or above
99. Published score evidence describes first-time takers; repeat-taker rates count examinations, third and fourth
attempts included; no outcome of this app's users has been collected.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from model.entries.profile import Profile
from model.entries.schema import PracticeTest
from model.evidence.exam import evidence
from model.readiness.assumptions import Assumptions, assumptions
from model.readiness.curves import Ability, Chance, Curves, Pair, fit_curves
from model.readiness.last_time import Gap, last_time_gap, with_gaps
from model.readiness.levels import DAYS_PER_WEEK, Levels, horizon, levels_by, with_next_form
from model.readiness.rates import RepeatRate, repeat_rate
from model.readiness.scores import ScoredTest, scored
from model.text import whole


@dataclass(frozen=True, slots=True)
class Estimate:
    """A student's level over time under each of the three curves, fitted once and asked for any day.

    Parameters
    ----------
    today : date
        The student's own date.
    tests, last_time : tuple of ScoredTest
        This time's scores, and those from before the latest attempt that did not pass; oldest first.
    rate : RepeatRate
        Published rate that sets the prior.
    curves : Curves
    assumed : Assumptions
    priors : tuple of float
        Prior mean [EPC] for each curve.
    gaps : tuple of Gap or None
        Personal gap between practice and exam day for each curve; ``None`` without last-time scores. It is added to
        levels that rest on practice scores; the published rate of repeat takers has it in already.
    levels : Levels
        Level by this time's scores.
    """

    today: dt.date
    tests: tuple[ScoredTest, ...]
    last_time: tuple[ScoredTest, ...]
    rate: RepeatRate
    curves: Curves
    assumed: Assumptions
    priors: tuple[float, ...]
    gaps: tuple[Gap, ...] | None
    levels: "Levels"

    @property
    def anchor(self) -> dt.date:
        """Day from which time is counted: the latest test's, or today if there is none."""
        return self.tests[-1].test.date if self.tests else self.today

    def weeks(self, day: dt.date) -> float:
        """Weeks from the latest test to a day, held at the trend's horizon."""
        return horizon((day - self.anchor).days)

    def abilities(self, days: tuple[dt.date, ...]) -> tuple[tuple[Ability, ...], ...]:
        """Ability on each day under each curve, the personal gap included."""
        rows = self.levels.at(tuple(self.weeks(day) for day in days))
        return tuple(with_gaps(row, self.gaps) for row in rows) if self.tests else rows

    def held(self) -> tuple[Ability, ...]:
        """Ability under each curve on any later day, if scores stay where the latest test left them."""
        return self.abilities((self.anchor,))[0]

    def chance(self, abilities: tuple[Ability, ...]) -> Chance:
        """Chance of passing for an ability under each curve."""
        floor = evidence().rule("model.shown_floor")
        values = [
            min(max(curve.chance(ability), floor), 100 - floor)
            for curve, ability in zip(self.curves, abilities, strict=True)
        ]
        return Chance(central=values[0], low=min(values), high=max(values))

    def next_form_score(self, form_day: dt.date, sitting: dt.date, bar: float) -> int | None:
        """Lowest whole CBSSA score on a further form with which the lowest chance reaches a bar.

        Parameters
        ----------
        form_day : date
            When the form would be taken, no earlier than the latest test.
        sitting : date
            Day of the exam.
        bar : float
            Chance in percent.

        Returns
        -------
        int or None
            Score [EPC, 0-100], or ``None`` if no single form reaches the bar.
        """
        kind = evidence().tests["cbssa"]
        lowest, highest = int(kind.min), int(kind.max)
        ends = tuple(PracticeTest(test=kind.test, date=form_day, score=score) for score in (lowest, highest))
        low_row, high_row = (
            with_gaps(row, self.gaps)
            for row in with_next_form(self.tests, scored(ends), self.priors, sitting, self.assumed)
        )
        for score in range(lowest, highest + 1):
            share = (score - lowest) / (highest - lowest)  # the level is linear in any one score
            abilities = tuple(
                Ability(low.mean + share * (high.mean - low.mean), low.sd)
                for low, high in zip(low_row, high_row, strict=True)
            )
            if whole(self.chance(abilities).low) >= bar:
                return score
        return None


def estimate(profile: Profile, today: dt.date, assumed: Assumptions | None = None) -> Estimate:
    """Fit the model to a profile.

    Parameters
    ----------
    profile : Profile
    today : date
        The student's own date.
    assumed : Assumptions, optional
        Others than the app's own, to see how far an answer hangs on them.

    Returns
    -------
    Estimate
    """
    assumed = assumed or assumptions()
    tests, last_time = scored(profile.this_time), scored(profile.last_time)
    curves = fit_curves(_printed_pairs(profile), assumed.left_out)
    rate = repeat_rate(profile.group)
    priors = tuple(curve.prior_mean(rate.percent, assumed.level_sd) for curve in curves)
    gaps = None
    fail = profile.latest_fail
    if last_time and fail is not None:
        (row,) = levels_by(last_time, priors, assumed).at((horizon((fail - last_time[-1].test.date).days),))
        gaps = tuple(
            last_time_gap(curve, level, assumed.exam_day_gap_sd) for curve, level in zip(curves, row, strict=True)
        )
    return Estimate(today, tests, last_time, rate, curves, assumed, priors, gaps, levels_by(tests, priors, assumed))


def _printed_pairs(profile: Profile) -> tuple[Pair, ...]:
    """Printed scores [EPC] and probabilities [0-1], oldest first."""
    tests = sorted(profile.practice_tests, key=lambda test: test.date)
    return tuple(
        (test.score, test.printed_pass_percent / 100) for test in tests if test.printed_pass_percent is not None
    )


@dataclass(frozen=True, slots=True)
class PathPoint:
    """Central ability on a day, and one standard deviation either side [EPC, held inside 0-100]."""

    date: dt.date
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answer to "do my scores support sitting?", with what it rests on.

    Attributes
    ----------
    sitting : date
        The day the chance is for.
    assumed : bool
        Whether that day is assumed (a week from today) because no exam date ahead was entered.
    far : bool
        Whether the day lies beyond the reach of the latest scores.
    chance : Chance
        Percent.
    ability : Ability
        Central ability on that day [EPC], its mean held inside 0-100.
    path : tuple of PathPoint
        From the first score to that day; empty without scores.
    sources : tuple of str
        Every source the figures rest on.
    """

    sitting: dt.date
    assumed: bool
    far: bool
    chance: Chance
    ability: Ability
    path: tuple[PathPoint, ...]
    estimate: Estimate
    sources: tuple[str, ...]


PATH_POINTS: Final = 24


def readiness(profile: Profile, today: dt.date, assumed: Assumptions | None = None) -> Readiness:
    """Chance of passing on the exam date, or within a week where none is entered.

    Parameters
    ----------
    profile : Profile
    today : date
        The student's own date.
    assumed : Assumptions, optional
        Others than the app's own.

    Returns
    -------
    Readiness
    """
    model = estimate(profile, today, assumed)
    facts = evidence()
    ahead = profile.exam_date is not None and profile.exam_date >= today
    horizon = dt.timedelta(days=facts.rule("booking.sitting_horizon"))
    sitting = profile.exam_date if ahead and profile.exam_date is not None else today + horizon
    days = _path_days(model, sitting)
    rows = model.abilities((sitting, *days))
    abilities = rows[0]
    path = tuple(
        PathPoint(day, *(_on_scale(row[0].mean + sds * row[0].sd) for sds in (0, -1, 1)))
        for day, row in zip(days, rows[1:], strict=True)
    )
    far = (sitting - model.anchor).days / DAYS_PER_WEEK > model.weeks(sitting)
    return Readiness(
        sitting=sitting,
        assumed=not ahead,
        far=far,
        chance=model.chance(abilities),
        ability=replace(abilities[0], mean=_on_scale(abilities[0].mean)),
        path=path,
        estimate=model,
        sources=_sources(model),
    )


def _on_scale(level: float) -> float:
    """A level [EPC] as it can be shown: a steep trend leads beyond the ends of the scale."""
    kind = evidence().tests["cbssa"]
    return min(max(level, kind.min), kind.max)


def _path_days(model: Estimate, sitting: dt.date) -> tuple[dt.date, ...]:
    if not model.tests:
        return ()
    first = model.tests[0].test.date
    step = max((sitting - first).days // PATH_POINTS, 1)
    days = {first + dt.timedelta(days=offset) for offset in range(0, (sitting - first).days, step)}
    return tuple(sorted(days | {test.test.date for test in model.tests} | {sitting}))


def _sources(model: Estimate) -> tuple[str, ...]:
    facts = evidence()
    constants = (
        "low_pass_lower",
        "likely_range_half_width",
        "projection_error_sd",
        "three_digit_per_epc",
        "step1_passing_standard",
    )
    names = [model.rate.source]
    names += [anchor.source for anchor in facts.anchors]
    names += [facts.constants[name].source for name in constants]
    names += [test.test.kind.source for test in (*model.tests, *model.last_time)]
    return tuple(dict.fromkeys(names))
