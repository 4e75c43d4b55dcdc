"""Do the practice scores support sitting? Pass curves, ability over time, and the chance of passing on a date.

Scores are on NBME's equated percent correct scale [EPC, 0-100]. Chances are in percent and are never below 1 or above
99. Published score evidence describes first-time takers; repeat-taker rates count examinations, third and fourth
attempts included; no outcome of this app's users has been collected.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from statistics import NormalDist
from typing import Final, Literal

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from model.entries.profile import Profile
from model.entries.schema import Group, PracticeTest
from model.evidence.exam import evidence
from model.words import whole

# A matrix here has a row for each practice test. Threads for it wait for each other far longer than they work.
threadpool_limits(limits=1, user_api="blas")

NORMAL: Final = NormalDist()
DAYS_PER_WEEK: Final = 7
STANDARD_ERROR_CURVE: Final = "standard_error"
GENEROUS_CURVE: Final = "usmlepredictor"

CurveName = Literal["central", "cautious", "generous"]
CURVES: Final[tuple[CurveName, ...]] = ("central", "cautious", "generous")

Pair = tuple[float, float]
"""A score [EPC] and a probability of passing [0-1]."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the model takes for granted beside published curves and rates; the values are rules of ours.

    Attributes
    ----------
    level_sd, week_to_week_sd, exam_day_gap_sd : float
        Standard deviations of the starting level, of swings around the trend, and of the gap to exam day [EPC].
    trend_sd : float
        Standard deviation of the trend [EPC per week].
    test_error : float
        Factor on the standard error of every practice test.
    left_out : str or None
        A published curve that joins no fit. Where a fit rests on it alone, the central one stands in for that fit.
    """

    level_sd: float
    trend_sd: float
    week_to_week_sd: float
    exam_day_gap_sd: float
    test_error: float = 1.0
    left_out: str | None = None


@cache
def assumptions() -> Assumptions:
    """What the app assumes: ``rules.toml``, section model."""
    rule = evidence().rule
    return Assumptions(
        level_sd=rule("model.level_sd"),
        trend_sd=rule("model.trend_sd"),
        week_to_week_sd=rule("model.week_to_week_sd"),
        exam_day_gap_sd=rule("model.exam_day_gap_sd"),
    )


@dataclass(frozen=True, slots=True)
class Ability:
    """What practice scores say about the level on one day: mean and standard deviation [EPC]."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Chance:
    """Chance of passing in percent [1-99], unrounded: the central figure, the lowest and the highest curve."""

    central: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PassCurve:
    """A logistic pass curve: the score with an even chance, and its spread as a normal curve [both EPC].

    The spread is ``logistic_probit_ratio`` divided by the slope of the fit.
    """

    centre: float
    spread: float

    def at(self, score: float) -> float:
        """Probability [0-1] printed on the curve for a score [EPC], one test's own error included."""
        ratio = evidence().rule("model.logistic_probit_ratio")
        return 1 / (1 + math.exp(-ratio * (score - self.centre) / self.spread))

    def shown(self, score: float) -> float:
        """What the curve says at a score [EPC] as it is shown: percent, never below 1 or above 99."""
        floor = evidence().rule("model.shown_floor")
        return min(max(100 * self.at(score), floor), 100 - floor)

    @property
    def true_variance(self) -> float:
        """Variance [EPC squared] left once one test's error is taken out of the curve; at least 1."""
        return float(max(self.spread**2 - evidence().constant("likely_range_half_width") ** 2, 1))

    def chance(self, ability: Ability) -> float:
        """Chance of passing in percent, uncapped, for an ability.

        ``100 Phi((mean - centre) / sqrt(max(spread^2 - 4^2, 1) + sd^2))``: the curve contains one test's error of
        4 EPC, so that is taken out before the ability's own error goes in.
        """
        return 100 * NORMAL.cdf((ability.mean - self.centre) / math.sqrt(self.true_variance + ability.sd**2))

    def prior_mean(self, pass_percent: float, level_sd: float) -> float:
        """Mean ability [EPC] at which the chance, with the prior's sd, equals a published pass rate [percent]."""
        return self.centre + NORMAL.inv_cdf(pass_percent / 100) * math.sqrt(self.true_variance + level_sd**2)


@dataclass(frozen=True, slots=True)
class Curves:
    """The three fits, and which printed pairs joined them."""

    central: PassCurve
    cautious: PassCurve
    generous: PassCurve
    used: tuple[Pair, ...] = ()
    set_aside: tuple[Pair, ...] = ()

    def __iter__(self) -> Iterator[PassCurve]:
        """Central, cautious, generous: the order of ``CURVES``."""
        return iter((self.central, self.cautious, self.generous))

    def range_at(self, score: float) -> tuple[float, float]:
        """Lowest and highest printed probability [0-1] of the three curves at a score [EPC], capped as shown."""
        cap = evidence().rule("model.shown_floor") / 100
        values = [min(max(curve.at(score), cap), 1 - cap) for curve in self]
        return min(values), max(values)


@cache
def published_curves() -> dict[str, tuple[Pair, ...]]:
    """Anchor points of each published curve, and of the one derived from the exam's standard error.

    The derived curve is ``Phi((x - 62) / (10.2 / 2.2))``: NBME's low-pass line, the error of a projection to the
    three-digit scale (projection_2021) and the points per EPC (community_converter).
    """
    facts = evidence()
    curves: dict[str, list[Pair]] = {}
    for anchor in facts.anchors:
        curves.setdefault(anchor.curve, []).append((anchor.epc, anchor.pass_probability))
    line = facts.constant("low_pass_lower")
    error = facts.constant("projection_error_sd") / facts.constant("three_digit_per_epc")
    grid = facts.rules["model.standard_error_grid"].numbers
    curves[STANDARD_ERROR_CURVE] = [(x, NORMAL.cdf((x - line) / error)) for x in grid]
    return {name: tuple(pairs) for name, pairs in curves.items()}


ALONE: Final[Mapping[CurveName, str]] = {"cautious": STANDARD_ERROR_CURVE, "generous": GENEROUS_CURVE}


def _names(curve: CurveName, left_out: str | None) -> tuple[str, ...]:
    alone = ALONE.get(curve)
    if alone is not None and alone != left_out:
        return (alone,)
    return tuple(name for name in published_curves() if name != left_out)


def fit_pass_curve(names: tuple[str, ...], printed: tuple[Pair, ...] = ()) -> PassCurve | None:
    """Fit one pass curve by logistic regression without a penalty.

    Each anchor (x, p) enters as two rows, y = 1 with weight p and y = 0 with weight 1 - p; the rows of one published
    curve share a total weight of 1, each printed pair has ``model.printed_pair_weight``.

    Parameters
    ----------
    names : tuple of str
        Curves out of ``published_curves``.
    printed : tuple of (float, float)
        Scores [EPC] and printed probabilities [0-1, exclusive].

    Returns
    -------
    PassCurve or None
        ``None`` if the printed pairs turn the curve around, so that a higher score would pass less often.
    """
    facts = evidence()
    origin = facts.constant("low_pass_lower")
    weighted = [(x, p, 1 / len(published_curves()[name])) for name in names for x, p in published_curves()[name]] + [
        (x, p, facts.rule("model.printed_pair_weight")) for x, p in printed
    ]
    fit = LogisticRegression(C=math.inf, solver="newton-cholesky", tol=1e-8).fit(
        [[x - origin] for x, _, _ in weighted for _ in range(2)],
        [outcome for _ in weighted for outcome in (1, 0)],
        sample_weight=[w * share for _, p, w in weighted for share in (p, 1 - p)],
    )
    slope = float(fit.coef_[0, 0])
    if slope <= 0:
        return None
    return PassCurve(
        centre=origin - float(fit.intercept_[0]) / slope,
        spread=facts.rule("model.logistic_probit_ratio") / slope,
    )


def _fit_all(printed: tuple[Pair, ...], left_out: str | None) -> Curves | None:
    central, cautious, generous = (fit_pass_curve(_names(name, left_out), printed) for name in CURVES)
    if central is None or cautious is None or generous is None:
        return None
    return Curves(central, cautious, generous, used=printed)


@lru_cache(maxsize=256)
def fit_curves(printed: tuple[Pair, ...] = (), left_out: str | None = None) -> Curves:
    """Fit the central, cautious and generous curve, with the student's own printed pairs in all three.

    Pairs are taken newest first. A pair that no published curve comes near, so that it would widen the range at a
    printed score or turn a curve around, is set aside and named rather than believed.

    Parameters
    ----------
    printed : tuple of (float, float)
        Scores [EPC] and printed probabilities [0-1], oldest first.
    left_out : str, optional
        A published curve that joins no fit.

    Returns
    -------
    Curves
    """
    base = _fit_all((), left_out)
    if base is None:  # pragma: no cover - evidence.load refuses anchors that fall as the score rises
        raise ValueError("The published anchors do not rise with the score.")
    floor = evidence().rule("model.printed_pair_floor")
    curves, aside = base, tuple[Pair, ...]()
    for score, probability in reversed(printed):
        fitted = _fit_all((*curves.used, (score, min(max(probability, floor), 1 - floor))), left_out)
        if fitted is not None and _no_wider(fitted, base):
            curves = fitted
        else:
            aside = (*aside, (score, probability))
    return replace(curves, set_aside=aside)


def _no_wider(curves: Curves, base: Curves) -> bool:
    rounding = 1e-9
    for score, _ in curves.used:
        low, high = curves.range_at(score)
        base_low, base_high = base.range_at(score)
        if high - low > base_high - base_low + rounding:
            return False
    return True


def to_epc(test: PracticeTest) -> float | None:
    """Convert a practice score to EPC [0-100].

    Three-digit scores by ``62 + (score - 196) / 2.2`` (scale_constants.csv), held inside 0-100. ``None`` for a
    question bank, which has never been tied to a chance of passing.
    """
    facts = evidence()
    if test.kind.to_epc == "none":
        return None
    if test.kind.to_epc == "identity":
        return test.score
    above_line = (test.score - facts.constant("step1_passing_standard")) / facts.constant("three_digit_per_epc")
    return min(max(facts.constant("low_pass_lower") + above_line, 0), 100)


def standard_error(test: PracticeTest) -> float | None:
    """Standard error of a practice score [EPC], widened where it was not taken under exam conditions."""
    if test.kind.standard_error_epc is None:
        return None
    rule = evidence().rule
    factors = (
        1 if test.timed else rule("conditions.untimed"),
        1 if test.full_length else rule("conditions.not_full_length"),
        1 if test.unseen else rule("conditions.questions_seen"),
    )
    return float(test.kind.standard_error_epc * math.prod(factors))


@dataclass(frozen=True, slots=True)
class ScoredTest:
    """A practice test on the EPC scale, with its standard error [EPC]."""

    test: PracticeTest
    epc: float
    error: float


def scored(tests: tuple[PracticeTest, ...]) -> tuple[ScoredTest, ...]:
    """The tests that convert to EPC, in the order given."""
    return tuple(
        ScoredTest(test, epc, error)
        for test in tests
        if (epc := to_epc(test)) is not None and (error := standard_error(test)) is not None
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """Personal gap between practice and exam day [EPC]: mean and standard deviation."""

    mean: float
    sd: float


FAR_TAIL: Final = 30  # standard deviations; not far beyond, the tail is smaller than any number a computer holds


def _hazard(z: float) -> float:
    """``phi(z) / Phi(-z)``, also where ``Phi(-z)`` is too small to be had from 1; far out by its asymptotic series."""
    if z > FAR_TAIL:
        return z + 1 / z - 2 / z**3
    return NORMAL.pdf(z) / (math.erfc(z / math.sqrt(2)) / 2)


def last_time_gap(curve: PassCurve, ability: Ability, gap_sd: float) -> Gap:
    """What a failed sitting says about the gap between practice and exam day.

    A gap d has prior N(0, g^2), g being gap_sd. Given practice ability N(m0, s0^2) on the day and the fail, with
    D^2 = s0^2 + g^2 + max(s^2 - 16, 1), z = (m0 - c) / D and L = phi(z) / Phi(-z):
    E[d] = -(g^2 / D) L and Var[d] = g^2 (1 - (g^2 / D^2)(L^2 - z L)).

    Parameters
    ----------
    curve : PassCurve
    ability : Ability
        Level on the day of the sitting by the practice scores before it [EPC].
    gap_sd : float
        Standard deviation of the gap before the result is known [EPC].

    Returns
    -------
    Gap
        For 68 +/- 3 on the central curve, and a gap_sd of 4: -3.8 +/- 3.6.
    """
    prior = gap_sd**2
    total = math.sqrt(ability.sd**2 + prior + curve.true_variance)
    z = (ability.mean - curve.centre) / total
    hazard = _hazard(z)
    variance = prior * (1 - prior / total**2 * (hazard**2 - z * hazard))
    return Gap(mean=-prior / total * hazard, sd=math.sqrt(variance))


@dataclass(frozen=True, slots=True)
class RepeatRate:
    """Published pass rate of repeat examinations [percent], whom it describes, and how many were tested."""

    percent: float
    tested: int
    year: int
    group: str
    source: str


def repeat_rate(group: Group | None) -> RepeatRate:
    """Latest published repeat-taker pass rate for a group.

    Both IMG groups use the published non-US rate, which does not tell US citizens apart. Without a group all
    published repeat examinations are pooled.
    """
    facts = evidence()
    if group is None:
        rates = [facts.repeat_rate(name) for name in ("US MD", "US DO", "Non-US")]
        tested = sum(rate.tested for rate in rates)
        percent = sum(rate.tested * rate.pass_percent for rate in rates) / tested
        return RepeatRate(percent, tested, rates[0].year, "all schools", rates[0].source)
    name: Literal["US MD", "US DO", "Non-US"] = (
        "US MD" if group == "US MD" else "US DO" if group == "US DO" else "Non-US"
    )
    rate = facts.repeat_rate(name)
    label = f"{name} schools"
    if name == "Non-US":
        label = "schools outside the US and Canada, US and other citizens together"
    return RepeatRate(rate.pass_percent, rate.tested, rate.year, label, rate.source)


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


def _kernel(assumed: Assumptions) -> object:
    return (
        ConstantKernel(assumed.level_sd**2, "fixed")
        + ConstantKernel(assumed.trend_sd**2, "fixed") * DotProduct(0, "fixed")
        + ConstantKernel(assumed.week_to_week_sd**2, "fixed")
        * RBF(evidence().rule("model.week_to_week_length"), "fixed")
    )


def horizon(days: int) -> float:
    """Weeks in a number of days, held at the trend's horizon."""
    return min(days / DAYS_PER_WEEK, evidence().rule("model.trend_horizon"))


@dataclass(frozen=True, slots=True)
class Levels:
    """Level by practice scores over time, for each prior mean; the prior alone where there are no scores."""

    priors: tuple[float, ...]
    level_sd: float
    process: GaussianProcessRegressor | None = field(compare=False)

    def at(self, weeks: tuple[float, ...]) -> tuple[tuple[Ability, ...], ...]:
        """Level [EPC] at times in weeks from the latest test: a row for each time, with an entry for each prior."""
        if self.process is None:
            return tuple(tuple(Ability(prior, self.level_sd) for prior in self.priors) for _ in weeks)
        means, sds = self.process.predict([[week] for week in weeks], return_std=True)
        return tuple(
            tuple(Ability(prior + mean, sd) for prior, mean, sd in zip(self.priors, mean_row, sd_row, strict=True))
            for mean_row, sd_row in zip(means.tolist(), sds.tolist(), strict=True)
        )


def levels_by(tests: tuple[ScoredTest, ...], priors: tuple[float, ...], assumed: Assumptions) -> Levels:
    """The level by some tests, for each prior mean."""
    if not tests:
        return Levels(priors, assumed.level_sd, None)
    distances = [[test.epc - prior for prior in priors] for test in tests]
    return Levels(priors, assumed.level_sd, _process(tests, distances, assumed))


def _process(
    tests: tuple[ScoredTest, ...], distances: list[list[float]], assumed: Assumptions
) -> GaussianProcessRegressor:
    """Gaussian process over weeks from the latest test, one output for each column of distances from a prior mean."""
    latest = tests[-1].test.date
    variances = np.array([(assumed.test_error * test.error) ** 2 for test in tests])
    return GaussianProcessRegressor(_kernel(assumed), alpha=variances, optimizer=None).fit(
        [[(test.test.date - latest).days / DAYS_PER_WEEK] for test in tests], distances
    )


def with_next_form(
    tests: tuple[ScoredTest, ...],
    forms: tuple[ScoredTest, ...],
    priors: tuple[float, ...],
    sitting: dt.date,
    assumed: Assumptions,
) -> tuple[tuple[Ability, ...], ...]:
    """Level on the day of the exam with one further form, a row for each score that form might have."""
    columns = tuple((form, prior) for form in forms for prior in priors)
    process = _process(
        (*tests, forms[0]),
        [[test.epc - prior for _, prior in columns] for test in tests]
        + [[form.epc - prior for form, prior in columns]],
        assumed,
    )
    levels = Levels(tuple(prior for _, prior in columns), assumed.level_sd, process)
    (row,) = levels.at((horizon((sitting - forms[0].test.date).days),))
    return tuple(row[start : start + len(priors)] for start in range(0, len(row), len(priors)))


def with_gaps(row: tuple[Ability, ...], gaps: tuple[Gap, ...] | None) -> tuple[Ability, ...]:
    """The levels of one day with the gap to exam day in them, where there is one."""
    if gaps is None:
        return row
    return tuple(
        Ability(ability.mean + gap.mean, math.hypot(ability.sd, gap.sd)) for ability, gap in zip(row, gaps, strict=True)
    )


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
