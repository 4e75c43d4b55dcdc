"""Practice scores on NBME's equated percent correct scale [EPC, 0-100], each with its standard error."""

import math
from dataclasses import dataclass

from model.entries.schema import PracticeTest
from model.evidence.exam import evidence


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
