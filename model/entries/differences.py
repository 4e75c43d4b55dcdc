"""What differs between two profiles, entry by entry."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from model.entries.fields import field, label
from model.entries.profile import Profile
from model.entries.schema import WEEKDAYS, Plan, PracticeTest
from model.evidence.plan import plan_evidence
from model.text import long_date

NOT_ENTERED: Final = "not entered"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that two profiles do not share, in words."""

    entry: str
    one: str
    other: str


def differences(one: Profile, other: Profile) -> tuple[Difference, ...]:
    """What differs between two profiles, entry by entry, in the order of the file.

    Parameters
    ----------
    one, other : Profile

    Returns
    -------
    tuple of Difference
        Empty if and only if the profiles are equal, but for the order of practice tests and of areas.
    """
    here, there = _in_words(one), _in_words(other)
    return tuple(
        Difference(entry, here.get(entry, NOT_ENTERED), there.get(entry, NOT_ENTERED))
        for entry in dict.fromkeys((*here, *there))
        if here.get(entry, NOT_ENTERED) != there.get(entry, NOT_ENTERED)
    )


def _in_words(profile: Profile) -> dict[str, str]:
    words = {label(name): _value(name, getattr(profile, name)) for name in ("group", "exam_date", "pass_bar")}
    for number, attempt in enumerate(profile.attempts, start=1):
        words[f"Attempt {number}"] = (
            f"{_value('attempts.date', attempt.date)}, {'passed' if attempt.passed else 'did not pass'}"
        )
    for test in sorted(profile.practice_tests, key=lambda test: (test.date, test.label, test.score)):
        entry = f"{test.label}, {long_date(test.date)}"
        words[entry] = f"{words[entry]}; {_result(test)}" if entry in words else _result(test)
    for section in ("application", "plan"):
        entries = getattr(profile, section)
        names = (name for name in type(entries).model_fields if name != "areas")
        words |= {label(f"{section}.{name}"): _value(f"{section}.{name}", getattr(entries, name)) for name in names}
    for row in profile.plan.areas:
        words[row.area] = (
            f"report {_value('plan.areas.report', row.report).lower()}, "
            f"latest practice test {_value('plan.areas.latest', row.latest).lower()}"
        )
    return words | {label(f"plan.{name}"): _list(titles(profile.plan)) for name, titles in _TITLES.items()}


_TITLES: Final[Mapping[str, Callable[[Plan], Iterable[str]]]] = {
    "days_off": lambda plan: (WEEKDAYS[day] for day in plan.days_off),
    "causes": lambda plan: (plan_evidence().causes[name].title for name in plan.causes),
    "steps_done": lambda plan: (plan_evidence().steps[name].title for name in plan.steps_done),
    "resources": lambda plan: plan.resources,
}
"""The entries of the plan that are lists, each with the words for what is in it."""


def _list(names: Iterable[str]) -> str:
    return "; ".join(names) or NOT_ENTERED


def _result(test: PracticeTest) -> str:
    printed = test.printed_pass_percent
    parts = [f"{test.score:g}"] if printed is None else [f"{test.score:g}", f"printed chance {printed:g}"]
    conditions = {"untimed": test.timed, "not full length": test.full_length, "seen before": test.unseen}
    return ", ".join(parts + [words for words, kept in conditions.items() if not kept])


def _value(name: str, value: object) -> str:
    choices = field(name).choices
    match value:
        case None | () | "":
            return NOT_ENTERED
        case dt.date():
            return long_date(value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value) if choices is None else choices[value]
