"""What several test folders share: one fixed day, one way to describe a student, one Hypothesis profile."""

import datetime as dt

import pytest
from hypothesis import settings

from model.profile import Profile

TODAY = dt.date(2026, 11, 22)

settings.register_profile("stable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("stable")


def _ago(days):
    return None if days is None else TODAY - dt.timedelta(days=days)


def _student(*tests, group="US MD", failed=(143,), exam_in=7, **entries):
    rows = []
    for days, score, *extra in tests:
        row = {"test": "cbssa", "date": _ago(days), "score": score}
        row.update(*extra)
        rows.append(row)
    known = {
        "group": group,
        "exam_date": None if exam_in is None else _ago(-exam_in),
        "attempts": tuple({"date": _ago(days)} for days in failed),
        "practice_tests": tuple(rows),
    }
    return Profile.from_entries(known | entries, TODAY)


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def day():
    """A date some days from today; negative days lie in the past."""
    return lambda days: _ago(-days)


@pytest.fixture(scope="session")
def student():
    """Build a profile from (days ago, score) of CBSSAs, or (days ago, score, other entries of the test)."""
    return _student
