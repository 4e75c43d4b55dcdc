"""What several test folders share: a fixed day, a way to describe a student, a way to leave out match tables."""

import datetime as dt
import shutil

import pytest
from hypothesis import settings

from model.evidence import DATA
from model.match_evidence import load, match_evidence
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


@pytest.fixture
def without(tmp_path, monkeypatch):
    """Read the match tables from a folder where some are left out, or some rows: (table, how they begin, instead)."""

    def leave_out(*tables, rows=()):
        for path in DATA.glob("*.csv"):
            shutil.copyfile(path, tmp_path / path.name)
        for table in tables:
            (tmp_path / table).unlink()
        for table, beginning, instead in rows:
            lines = (tmp_path / table).read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [instead if line.startswith(beginning) else line for line in lines]
            assert kept != lines
            (tmp_path / table).write_text("".join(kept), encoding="utf-8")
        monkeypatch.setattr(load, "__defaults__", (tmp_path,))
        match_evidence.cache_clear()

    yield leave_out
    monkeypatch.undo()
    match_evidence.cache_clear()
