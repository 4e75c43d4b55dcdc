"""The published contrasts between those whose first attempt passed and those whose did not."""

from dataclasses import dataclass
from typing import Final

from model.evidence.match import match_evidence

CONTRASTS: Final = ("aamc_2017", "vcu_cohort")


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
