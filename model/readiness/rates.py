"""Published pass rates of repeat examinations."""

from dataclasses import dataclass
from typing import Literal

from model.entries.schema import Group
from model.evidence.exam import evidence


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
