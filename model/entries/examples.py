"""Made-up students to try the app with; days are counted from the day they are opened."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from model.entries.profile import Profile
from model.evidence.tables import DATA


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up student: key, title, one line about them, and their profile."""

    key: str
    title: str
    about: str
    profile: Profile


@cache
def _table() -> dict[str, dict[str, Any]]:
    with (DATA / "examples.toml").open("rb") as file:
        return tomllib.load(file)


def examples(today: dt.date) -> tuple[Example, ...]:
    """The example students as they stand on a day."""
    return tuple(
        Example(key, entry["title"], entry["about"], _profile(entry, today)) for key, entry in _table().items()
    )


def _profile(entry: dict[str, Any], today: dt.date) -> Profile:
    def ago(days: int) -> dt.date:
        return today - dt.timedelta(days=days)

    tests = tuple(
        {name: value for name, value in test.items() if name != "days_ago"} | {"date": ago(test["days_ago"])}
        for test in entry["tests"]
    )
    return Profile.from_entries(
        {
            "group": entry["group"],
            "exam_date": ago(-entry["exam_in_days"]),
            "attempts": tuple({"date": ago(days), "passed": False} for days in entry["attempts_days_ago"]),
            "practice_tests": tests,
            "application": entry["application"]
            | {"target_specialties": tuple(entry["application"]["target_specialties"])},
            "plan": {"full_day_simulation": entry.get("full_day_simulation")},
        },
        today,
    )
