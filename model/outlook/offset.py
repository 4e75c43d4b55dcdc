"""How far Step 2 CK offsets the attempt in one specialty."""

import itertools
from dataclasses import dataclass

from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.outlook.rates import ROUNDING, Rate, band_point, band_rate, capped, odds_factor, times_odds


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


def first_explored_score(step2ck: int | None) -> int:
    """Where exploring begins: the student's score, or the mean of first takers, inside the explored range."""
    first, last = (int(score) for score in evidence().rules["outlook.explored_scores"].numbers)
    mean = match_evidence().constants.get("mean_2025_2026")
    usual = (first + last) // 2 if mean is None else round(mean.value)
    return min(max(usual if step2ck is None else step2ck, first), last)
