"""How far do the answers hang on what is assumed? The made-up students, answered again with one assumption changed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from model.booking.advice import Advice
from model.booking.booking import booking
from model.entries.examples import Example, examples
from model.entries.schema import Group
from model.evidence.exam import evidence
from model.readiness.assumptions import Assumptions, assumptions
from model.readiness.curves import Chance, published_curves
from model.readiness.rates import repeat_rate
from model.readiness.readiness import readiness
from model.text import whole

DAY: Final = dt.date(2026, 1, 5)  # any day does: the made-up students' days are counted from it

Kind = Literal["as it is", "curves", "group", "errors"]

CURVE_TITLES: Final = {
    "nbme_sample": "NBME's sample report",
    "yousmle": "Yousmle's table",
    "usmlepredictor": "the commercial table",
    "standard_error": "the curve from the exam's standard error",
}
ERROR_TITLES: Final = {
    "test_error": "Error of each practice test",
    "level_sd": "Spread of starting levels",
    "trend_sd": "Spread of trends",
    "week_to_week_sd": "Swings from week to week",
    "exam_day_gap_sd": "Gap between practice and exam day",
}
GROUPS_COMPARED: Final[tuple[Group | None, ...]] = ("US MD", "US DO", "Non-US IMG", None)  # US IMG has the same rate


@dataclass(frozen=True, slots=True)
class Change:
    """One assumption changed: its kind, a title, and what is assumed instead."""

    kind: Kind
    title: str
    assumed: Assumptions
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A made-up student's answer with one assumption changed: the chance [of 100] and the advice."""

    change: Change
    chance: Chance
    advice: Advice


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A made-up student, and their answers: as the app gives it, then with each assumption changed."""

    example: Example
    as_it_is: Changed
    changed: tuple[Changed, ...]

    @property
    def lowest(self) -> Changed:
        """The change that leaves the lowest central chance."""
        return min(self.changed, key=lambda row: row.chance.central)

    @property
    def highest(self) -> Changed:
        """The change that leaves the highest central chance."""
        return max(self.changed, key=lambda row: row.chance.central)

    @property
    def other_advice(self) -> tuple[Changed, ...]:
        """The changes under which the advice is another."""
        return tuple(row for row in self.changed if row.advice.outcome != self.as_it_is.advice.outcome)


def _curves_left_out(base: Assumptions) -> Iterator[Change]:
    for name in published_curves():
        yield Change("curves", f"Without {CURVE_TITLES[name]}", replace(base, left_out=name))


def _groups(base: Assumptions, own: Group | None) -> Iterator[Change]:
    for group in GROUPS_COMPARED:
        if group == own:
            continue
        start = f"{whole(repeat_rate(group).percent)} of 100 before any score"
        yield Change("group", f"{group or 'No group entered'}: {start}", base, group)


def _errors(base: Assumptions) -> Iterator[Change]:
    for name, title in ERROR_TITLES.items():
        for factor in evidence().rules["sensitivity.factors"].numbers:
            word = "halved" if factor < 1 else "doubled"
            yield Change("errors", f"{title} {word}", replace(base, **{name: factor * getattr(base, name)}))


def _answer(example: Example, change: Change) -> Changed:
    profile = example.profile
    if change.kind == "group":
        profile = profile.model_copy(update={"group": change.group})
    answer = readiness(profile, DAY, change.assumed)
    return Changed(change, answer.chance, booking(profile, answer, DAY).advice)


@cache
def sensitivity() -> tuple[Sensitivity, ...]:
    """Every made-up student's answer with each assumption changed, one at a time."""
    base = assumptions()
    return tuple(
        Sensitivity(
            example,
            _answer(example, Change("as it is", "As the app has it", base)),
            tuple(
                _answer(example, change)
                for change in (*_curves_left_out(base), *_groups(base, example.profile.group), *_errors(base))
            ),
        )
        for example in examples(DAY)
    )
