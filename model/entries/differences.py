"""What differs between two profiles, entry by entry."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from model.entries.profile import Profile
from model.entries.schema import WEEKDAYS, PracticeTest
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
    words = {name: _value(getattr(profile, name)) for name in ("group", "exam_date", "pass_bar")}
    for number, attempt in enumerate(profile.attempts, start=1):
        words[f"attempt {number}"] = f"{_value(attempt.date)}, {'passed' if attempt.passed else 'did not pass'}"
    for test in sorted(profile.practice_tests, key=lambda test: (test.date, test.label, test.score)):
        entry = f"{test.label}, {long_date(test.date)}"
        words[entry] = f"{words[entry]}; {_result(test)}" if entry in words else _result(test)
    for section in (profile.application, profile.plan):
        words |= {name: _value(getattr(section, name)) for name in type(section).model_fields if name != "areas"}
    for row in profile.plan.areas:
        words[row.area] = f"report {_value(row.report)}, latest practice test {_value(row.latest)}"
    tables = plan_evidence()
    words["days_off"] = _list(WEEKDAYS[day] for day in profile.plan.days_off)
    words["causes"] = _list(tables.causes[name].title for name in profile.plan.causes)
    words["steps_done"] = _list(tables.steps[name].title for name in profile.plan.steps_done)
    words["resources"] = _list(profile.plan.resources)
    return {entry.replace("_", " "): value for entry, value in words.items()}


def _list(names: Iterable[str]) -> str:
    return "; ".join(names) or NOT_ENTERED


def _result(test: PracticeTest) -> str:
    printed = test.printed_pass_percent
    parts = [f"{test.score:g}"] if printed is None else [f"{test.score:g}", f"printed chance {printed:g}"]
    conditions = {"untimed": test.timed, "not full length": test.full_length, "seen before": test.unseen}
    return ", ".join(parts + [words for words, kept in conditions.items() if not kept])


def _value(value: object) -> str:
    match value:
        case None | () | "":
            return NOT_ENTERED
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return long_date(value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
