"""Published quartiles and percentiles to hold a score against."""

from dataclasses import dataclass

from model.entries.schema import Group
from model.evidence.match import match_evidence


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Published quartiles of one measure for those who matched, and for those who did not where printed."""

    measure: str
    matched: tuple[float, float, float]
    not_matched: tuple[float, float, float] | None
    not_matched_median: float | None
    source: str


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
