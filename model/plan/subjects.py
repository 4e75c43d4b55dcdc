"""The areas of the exam in the order to study them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from model.entries.profile import Profile
from model.entries.schema import Level
from model.evidence.plan import AXES, Axis, plan_evidence

LEVEL_ORDER: Final[Mapping[Level | None, int]] = {"lower": 0, "same": 1, None: 1, "higher": 2}


@dataclass(frozen=True, slots=True)
class Priority:
    """An area of the exam in the order to study it.

    ``low`` and ``high`` are its published share of the questions [percent]. ``report`` and ``latest`` are how the fail
    report and the latest practice test show it; ``tied`` says that others have the same rank.
    """

    axis: Axis
    area: str
    low: float
    high: float
    report: Level | None
    latest: Level | None
    rank: int
    tied: bool
    source: str

    @property
    def now(self) -> Level | None:
        """What counts: the latest practice test where it shows the area, else the report."""
        return self.latest or self.report


# What to study first -------------------------------------------------------------------------------------------------


def priorities(profile: Profile) -> tuple[Priority, ...]:
    """Areas of the exam in the order to study them, by axis.

    First what was lower, by the latest practice test where it shows the area, else by the report; areas about the same
    and areas not shown follow; within each, the larger share of the exam first. Equal ones are tied. The order is a
    judgement: nothing published ranks areas for a repeat taker.
    """
    entered = {row.area: row for row in profile.plan.areas}
    found = []
    for axis in AXES:
        keys: dict[str, tuple[int, float]] = {}
        for area in plan_evidence().areas.values():
            if area.axis == axis:
                row = entered.get(area.area)
                level = None if row is None else row.latest or row.report
                keys[area.area] = (LEVEL_ORDER[level], -area.share)
        tally = Counter(keys.values())
        for name in sorted(keys, key=lambda name: (keys[name], name)):
            area, row = plan_evidence().areas[name], entered.get(name)
            found.append(
                Priority(
                    axis=axis,
                    area=name,
                    low=area.percent_low,
                    high=area.percent_high,
                    report=None if row is None else row.report,
                    latest=None if row is None else row.latest,
                    rank=1 + sum(number for key, number in tally.items() if key < keys[name]),
                    tied=tally[keys[name]] > 1,
                    source=area.source,
                )
            )
    return tuple(found)
