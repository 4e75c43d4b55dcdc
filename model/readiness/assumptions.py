"""What the model takes for granted beside published curves and rates."""

from dataclasses import dataclass
from functools import cache

from model.evidence.exam import evidence


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
