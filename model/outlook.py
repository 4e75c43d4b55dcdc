"""How the application holds up: published match rates, the band a first-attempt failure leaves, the Step 2 CK offset.

Look-up, odds and straight lines; nothing here is fitted. Rates are in percent. Published rates include applicants with
failed attempts and do not tell them apart, so they are a ceiling; the one national contrast found gives a floor.
"""

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Literal

from model.entries.profile import Profile
from model.entries.schema import Application, Group
from model.evidence.exam import evidence
from model.evidence.match import Band, MatchEvidence, SpecialtyCount, match_evidence

CONFIDENCE: Final = 0.95
ROUNDING: Final = 1e-9
CONTRASTS: Final = ("aamc_2017", "vcu_cohort")
Z: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)

APPLICANTS: Final[dict[Group, str]] = {
    "US MD": "US MD seniors",
    "US DO": "US DO seniors",
    "US IMG": "US-citizen IMGs",
    "Non-US IMG": "non-US-citizen IMGs",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% Wilson interval [percent]."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A published match rate and the band that a first-attempt failure leaves.

    Attributes
    ----------
    applicants, specialty : str
        Whom the rate describes; ``specialty`` is empty for all specialties together.
    published : float
        Percent as printed, or as counted.
    ceiling, floor : float
        Percent within 1-99: the published rate, and its odds times the attempt factor.
    n : int or None
        Applicants behind the rate.
    interval : Interval or None
        Of the published rate.
    band : str
        Step 2 CK band, such as ``240-249``; empty where the rate is not by Step 2 CK.
    years : str
    source : str
    small : bool
        Fewer applicants than a line may rest on.
    """

    applicants: str
    specialty: str
    published: float
    ceiling: float
    floor: float
    n: int | None
    interval: Interval | None
    band: str
    years: str
    source: str
    small: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Ceiling and floor [percent] at a Step 2 CK score."""

    step2ck: float
    ceiling: float
    floor: float


@dataclass(frozen=True, slots=True)
class Offset:
    """How far Step 2 CK offsets the attempt in one specialty.

    Attributes
    ----------
    curve : tuple of CurvePoint
        Over the explored scores.
    marks : tuple of (float, Rate)
        The published bands, at ``band_point``.
    at : CurvePoint or None
        Ceiling and floor at the student's score.
    points_equivalent : float or None
        Step 2 CK points that the attempt weighs at most; ``None`` without a score.
    more_than : bool
        Whether the ceiling never falls as low as the floor, so that it weighs more than that.
    reference_rate : float or None
        Percent that the floor is held against, within 1-99.
    parity_score : float or None
        Step 2 CK at which the floor reaches it; ``None`` if no published score does.
    """

    curve: tuple[CurvePoint, ...]
    marks: tuple[tuple[float, Rate], ...]
    at: CurvePoint | None
    points_equivalent: float | None
    more_than: bool
    reference_rate: float | None
    parity_score: float | None


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Published quartiles of one measure for those who matched, and for those who did not where printed."""

    measure: str
    matched: tuple[float, float, float]
    not_matched: tuple[float, float, float] | None
    not_matched_median: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The match outlook for a profile.

    Attributes
    ----------
    factor : float
        Odds factor of the floor.
    factor_borrowed : bool
        Whether it was measured on another group than the student's.
    leading : Rate or None
        The first target specialty at the student's score, or the best that is published.
    targets, everything : tuple of Rate
        The target specialties in order, and every specialty with a rate.
    offset : Offset or None
        Where the leading specialty is published by Step 2 CK.
    quartiles : tuple of Quartiles
        For the leading specialty.
    percentile : float or None
        Percent of Step 2 CK first takers below the student's score.
    missing : tuple of str
        What is not published, or not installed, in sentences.
    """

    group: Group
    factor: float
    factor_borrowed: bool
    step2ck: int | None
    leading: Rate | None
    targets: tuple[Rate, ...]
    everything: tuple[Rate, ...]
    offset: Offset | None
    quartiles: tuple[Quartiles, ...]
    percentile: float | None
    missing: tuple[str, ...]


def capped(percent: float) -> float:
    """A rate within 1-99 of 100: a printed 0 or 100 is a rounding."""
    floor = evidence().rule("model.shown_floor")
    return min(max(percent, floor), 100 - floor)


def times_odds(percent: float, factor: float) -> float:
    """The rate [percent, 1-99] whose odds are ``factor`` times those of a rate, capped before and after."""
    if factor == 1:  # exactly the rate itself: rounding must not part floor and ceiling
        return capped(percent)
    odds = factor * capped(percent) / (100 - capped(percent))
    return capped(100 * odds / (1 + odds))


def wilson(percent: float, n: int) -> Interval:
    """95% Wilson interval [percent] of a published percent of ``n``."""
    p, z2 = percent / 100, Z**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n**2))
    return Interval(100 * max(centre - half, 0), 100 * min(centre + half, 1))


def band_point(band: Band) -> float:
    """Step 2 CK score at which a band is drawn: its middle, an open band as wide as the others."""
    facts = evidence()
    middle, lowest = facts.rule("outlook.band_middle"), facts.rules["entry.step2ck_range"].numbers[0]
    return band.step2ck_high - middle if band.step2ck_low == lowest else band.step2ck_low + middle


def _rate(  # noqa: PLR0913 (a rate is what these say together)
    *,
    applicants: str,
    specialty: str,
    percent: float,
    n: int | None,
    band: str,
    years: str,
    source: str,
    factor: float,
) -> Rate:
    return Rate(
        applicants=applicants,
        specialty=specialty,
        published=percent,
        ceiling=capped(percent),
        floor=times_odds(percent, factor),
        n=n,
        interval=None if n is None else wilson(percent, n),
        band=band,
        years=years,
        source=source,
        small=n is not None and n < evidence().rule("outlook.smallest_band"),
    )


def band_rate(band: Band, factor: float) -> Rate:
    """The published rate of a Step 2 CK band."""
    facts = evidence()
    lowest, highest = facts.rules["entry.step2ck_range"].numbers
    name = f"{band.step2ck_low}-{band.step2ck_high}"
    if band.step2ck_low == lowest:
        name = f"below {band.step2ck_high + 1}"
    elif band.step2ck_high == highest:
        name = f"{band.step2ck_low} or higher"
    return _rate(
        applicants=APPLICANTS["US MD"],
        specialty=band.specialty,
        percent=band.matched_percent,
        n=band.applicants,
        band=name,
        years="2020-2024",
        source=band.source,
        factor=factor,
    )


def odds_factor(factor: float | None) -> float:
    """The odds factor of the floor: the published contrast's where none is given, else one from there to 1."""
    lowest = evidence().rule("outlook.attempt_factor")
    if factor is None:
        return lowest
    if not lowest <= factor <= 1:
        raise ValueError(f"Factor {factor} is outside {lowest:g}-1, the published gap to none. Choose one in between.")
    return factor


def counted(tables: MatchEvidence, group: Group, specialty: str) -> tuple[SpecialtyCount, ...]:
    """The published counts for a group in a specialty."""
    names = {"US MD": "US MD senior", "US DO": "US DO senior", "Non-US IMG": "Non-US IMG", "US IMG": ""}
    return tuple(row for row in tables.counts if row.applicant_type == names[group] and row.specialty == specialty)


def _count_rate(tables: MatchEvidence, group: Group, specialty: str, factor: float) -> Rate | None:
    rows = counted(tables, group, specialty)
    if len(rows) != 1:  # two counts that disagree are no figure to stand on
        return None
    row = rows[0]
    total = row.matched + row.unmatched
    return _rate(
        applicants=APPLICANTS[group],
        specialty=specialty,
        percent=100 * row.matched / total,
        n=total,
        band="",
        years=str(row.year),
        source=row.source,
        factor=factor,
    )


def rate(group: Group, specialty: str, step2ck: int | None, factor: float | None = None) -> Rate | None:
    """Look up the published rate for a group, a specialty and a Step 2 CK score.

    Parameters
    ----------
    group : Group
    specialty : str
        As the tables spell it.
    step2ck : int or None
        Score, or unknown.
    factor : float or None
        Odds factor of the floor, from the published contrast's to 1; the published contrast's where it is not given.

    Returns
    -------
    Rate or None
        For US MD seniors by Step 2 CK band where a score is known and its band is published, otherwise the
        specialty's rate; ``None`` where nothing is published or two published counts disagree.

    Raises
    ------
    ValueError
        If the factor is outside its bounds.
    """
    tables, times = match_evidence(), odds_factor(factor)
    if group == "US MD" and step2ck is not None:
        for band in tables.bands.get(specialty, ()):
            if band.step2ck_low <= step2ck <= band.step2ck_high:
                return band_rate(band, times)
    return _count_rate(tables, group, specialty, times)


def overall_rate(group: Group, factor: float) -> Rate | None:
    """The latest published match rate of a group, all specialties together; ``factor`` as for ``rate``."""
    times = odds_factor(factor)
    names = {
        "US MD": "US MD senior",
        "US DO": "US DO senior",
        "US IMG": "US-citizen IMG",
        "Non-US IMG": "Non-US-citizen IMG",
    }
    rows = [row for row in match_evidence().rates if row.applicant_type == names[group]]
    if not rows:
        return None
    row = max(rows, key=lambda row: row.year)
    return _rate(
        applicants=APPLICANTS[group],
        specialty="",
        percent=row.pgy1_match_percent,
        n=row.active_applicants,
        band="",
        years=str(row.year),
        source=row.source,
        factor=times,
    )


Points = tuple[tuple[float, float], ...]
"""Step 2 CK score and ceiling [percent], scores rising."""


def line(specialty: str) -> Points:
    """The ceiling of US MD seniors over Step 2 CK: published bands at their middles, those too small left out."""
    smallest = evidence().rule("outlook.smallest_band")
    bands = match_evidence().bands.get(specialty, ())
    return tuple((band_point(band), capped(band.matched_percent)) for band in bands if band.applicants >= smallest)


def ceiling_at(points: Points, score: float) -> float:
    """The ceiling [percent] at a score: straight lines between points, flat outside."""
    if score <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if score <= x1:
            return y0 + (y1 - y0) * (score - x0) / (x1 - x0)
    return points[-1][1]


def points_equivalent(points: Points, score: float, factor: float) -> tuple[float, bool]:
    """Step 2 CK points that the attempt weighs at most at a score.

    ``score - x'`` with x' the highest score below at which the ceiling is as low as the floor here.

    Returns
    -------
    (float, bool)
        The points, and whether the line never falls that low, so that it is more than the distance to its first
        point.
    """
    target = times_odds(ceiling_at(points, score), factor)
    if target >= ceiling_at(points, score):
        return 0.0, False
    inside = [point for point in points if point[0] < score]
    reached = [*inside, (score, ceiling_at(points, score))]
    for (x0, y0), (x1, y1) in reversed(list(itertools.pairwise(reached))):
        if min(y0, y1) <= target <= max(y0, y1):
            share = 1.0 if y1 == target else (target - y0) / (y1 - y0)
            return score - (x0 + share * (x1 - x0)), False
    return max(score - points[0][0], 0.0), True


def parity_score(points: Points, reference: float, factor: float) -> float | None:
    """Lowest score at which the floor reaches a reference rate [percent], or ``None`` if no published score does.

    The floor reaches it where the ceiling's odds are the reference's divided by the factor.
    """
    needed = times_odds(reference, 1 / factor)
    if times_odds(points[0][1], factor) >= capped(reference) - ROUNDING:
        return points[0][0]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if y1 >= needed - ROUNDING and times_odds(y1, factor) >= capped(reference) - ROUNDING:
            return min(x1, x0 + (needed - y0) * (x1 - x0) / (y1 - y0))
    return None


def curve(specialty: str, factor: float) -> tuple[CurvePoint, ...]:
    """Ceiling and floor [percent] at every explored score; empty where nothing is published by Step 2 CK."""
    points = line(specialty)
    if not points:
        return ()
    first, last = (int(score) for score in evidence().rules["outlook.explored_scores"].numbers)
    return tuple(_curve_point(points, score, factor) for score in range(first, last + 1))


def _curve_point(points: Points, score: float, factor: float) -> CurvePoint:
    ceiling = ceiling_at(points, score)
    return CurvePoint(score, ceiling, times_odds(ceiling, factor))


def reference_rate(specialty: str) -> float | None:
    """The published percent at the reference band, 230-239, or ``None`` where it is not published."""
    lower = evidence().rule("outlook.reference_band")
    bands = match_evidence().bands.get(specialty, ())
    return next((band.matched_percent for band in bands if band.step2ck_low == lower), None)


def offset(specialty: str, step2ck: int | None, factor: float, reference: float | None = None) -> Offset | None:
    """How far Step 2 CK offsets the attempt in a specialty.

    Parameters
    ----------
    specialty : str
    step2ck : int or None
        Score, or unknown: then the curve stands alone.
    factor : float
        Odds factor of the floor, from the published contrast's to 1.
    reference : float or None
        Rate [percent] to hold the floor against; the published one at 230-239 where it is not given.

    Returns
    -------
    Offset or None
        ``None`` where nothing is published by Step 2 CK.

    Raises
    ------
    ValueError
        If the factor is outside its bounds.
    """
    factor, points = odds_factor(factor), line(specialty)
    if not points:
        return None
    weighs = None if step2ck is None else points_equivalent(points, step2ck, factor)
    chosen = reference_rate(specialty) if reference is None else reference
    held = None if chosen is None else capped(chosen)
    bands = match_evidence().bands[specialty]
    return Offset(
        curve=curve(specialty, factor),
        marks=tuple((band_point(band), band_rate(band, factor)) for band in bands),
        at=None if step2ck is None else _curve_point(points, step2ck, factor),
        points_equivalent=None if weighs is None else weighs[0],
        more_than=weighs is not None and weighs[1],
        reference_rate=held,
        parity_score=None if held is None else parity_score(points, held, factor),
    )


def quartiles(group: Group, specialty: str) -> tuple[Quartiles, ...]:
    """Published quartiles for a group and specialty: Step 2 CK, and contiguous ranks where they are printed."""
    tables = match_evidence()
    if group == "US MD" and specialty in tables.step2_quartiles:
        row = tables.step2_quartiles[specialty]
        matched = (row.matched_q1, row.matched_median, row.matched_q3)
        return (Quartiles("step2ck", matched, None, row.unmatched_median, row.source),)
    if group != "Non-US IMG":
        return ()
    found = []
    for measure in ("step2ck", "contiguous_ranks"):
        rows = {row.outcome: row for row in tables.img_profiles if (row.specialty, row.measure) == (specialty, measure)}
        if "matched" in rows:
            yes, no = rows["matched"], rows.get("not_matched")
            apart = None if no is None else (no.q1, no.median, no.q3)
            median = None if no is None else no.median
            found.append(Quartiles(measure, (yes.q1, yes.median, yes.q3), apart, median, yes.source))
    return tuple(found)


def percentile(step2ck: int | None) -> float | None:
    """Percent of Step 2 CK first takers below a score, by the nearest published score at or below it."""
    below = [row.percentile for row in match_evidence().percentiles if step2ck is not None and row.score <= step2ck]
    return below[-1] if below else None


def sweep(group: Group, step2ck: int | None, factor: float) -> tuple[Rate, ...]:
    """Every specialty with a published rate for a group at a score, in alphabetical order."""
    found = (rate(group, specialty, step2ck, factor) for specialty in match_evidence().specialties)
    rows = tuple(row for row in found if row is not None)
    banded = tuple(row for row in rows if row.band)
    return banded or rows  # where some are for this score, one for every score would not compare


Order = Literal["floor", "ceiling", "applicants", "name"]


def ordered(rates: tuple[Rate, ...], order: Order) -> tuple[Rate, ...]:
    """Rates in an order to read them in; where they are level, by name."""
    keys: dict[Order, Callable[[Rate], float]] = {
        "floor": lambda rate: -rate.floor,
        "ceiling": lambda rate: -rate.ceiling,
        "applicants": lambda rate: -(rate.n or 0),
        "name": lambda _: 0.0,
    }
    return tuple(sorted(rates, key=lambda rate: (keys[order](rate), rate.specialty)))


def first_explored_score(step2ck: int | None) -> int:
    """Where exploring begins: the student's score, or the mean of first takers, inside the explored range."""
    first, last = (int(score) for score in evidence().rules["outlook.explored_scores"].numbers)
    mean = match_evidence().constants.get("mean_2025_2026")
    usual = (first + last) // 2 if mean is None else round(mean.value)
    return min(max(usual if step2ck is None else step2ck, first), last)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One study's count of those who matched, after a first attempt that did not pass and after one that did."""

    study: str
    outcome: str
    after_fail: tuple[int, int]
    after_pass: tuple[int, int]
    source: str


def contrasts() -> tuple[Contrast, ...]:
    """The published contrasts behind the attempt factor."""
    rows = {(row.study, row.group): row for row in match_evidence().failure_outcomes if row.study in CONTRASTS}
    found = []
    for study in CONTRASTS:
        failed, passed = (rows.get((study, f"{word} first attempt")) for word in ("failed", "passed"))
        if failed is not None and passed is not None:
            counts = (failed.count, failed.of), (passed.count, passed.of)
            found.append(Contrast(study, failed.outcome, *counts, failed.source))
    return tuple(found)


def _lacks(tables: MatchEvidence, group: Group, specialty: str, score: int | None) -> str:
    """What is not published for a specialty, in a sentence; empty where nothing lacks."""
    rows, found = counted(tables, group, specialty), rate(group, specialty, score)
    if found is not None:
        if group != "US MD" or score is None or found.band:
            return ""
        return f"No rate for {specialty} at a Step 2 CK of {score} was found, so the specialty's own is shown."
    if len(rows) > 1:
        counts = " and ".join(f"{row.matched} of {row.matched + row.unmatched}" for row in rows)
        return f"Two published counts for {specialty} disagree ({counts}), so neither is used."
    if group != "US MD" or specialty not in tables.bands:
        return f"No rate for {APPLICANTS[group]} in {specialty} was found."
    if score is None:
        return f"Rates for {specialty} were found by Step 2 CK alone, so a score is needed to show one."
    return f"No rate for {specialty} at a Step 2 CK of {score} was found; other scores have one."


def _missing(tables: MatchEvidence, group: Group, names: tuple[str, ...], score: int | None) -> Iterable[str]:
    if tables.missing:
        yield f"Not installed here: {', '.join(sorted(tables.missing))}. The views that need them stay empty."
    if group == "US IMG":
        yield "For US-citizen IMGs no rate by specialty and none by Step 2 CK was found; the overall rate stands alone."
        return
    if group in {"US DO", "Non-US IMG"}:
        yield f"For {APPLICANTS[group]} no rate by Step 2 CK was found, so an offset cannot be drawn."
    yield from filter(None, (_lacks(tables, group, specialty, score) for specialty in names))
    if names and rate(group, names[0], score) is None and overall_rate(group, 1) is not None:
        yield f"The rate that leads is that of {APPLICANTS[group]} in all specialties together."


def outlook(
    profile: Profile,
    *,
    factor: float | None = None,
    step2ck: int | None = None,
    reference: float | None = None,
) -> Outlook | None:
    """The match outlook for a profile.

    Parameters
    ----------
    profile : Profile
    factor : float or None
        Odds factor of the floor, from the published contrast's to 1; the published contrast's where it is not given.
    step2ck : int or None
        A score to explore in place of the one entered.
    reference : float or None
        Rate [percent] to hold the floor against.

    Returns
    -------
    Outlook or None
        ``None`` without a group: the tables are split by it.

    Raises
    ------
    ValueError
        If the factor is outside its bounds.
    """
    times = odds_factor(factor)
    if profile.group is None:
        return None
    tables, group = match_evidence(), profile.group
    application: Application = profile.application
    score = application.step2ck if step2ck is None else step2ck
    names = application.target_specialties
    targets = tuple(row for name in names if (row := rate(group, name, score, times)) is not None)
    first = names[0] if names else None
    leading = None if first is None else rate(group, first, score, times)
    return Outlook(
        group=group,
        factor=times,
        factor_borrowed=group != "US MD",
        step2ck=score,
        leading=overall_rate(group, times) if leading is None else leading,
        targets=targets,
        everything=sweep(group, score, times),
        offset=offset(first, score, times, reference) if group == "US MD" and first is not None else None,
        quartiles=() if first is None else quartiles(group, first),
        percentile=percentile(score),
        missing=tuple(_missing(tables, group, names, score)),
    )
