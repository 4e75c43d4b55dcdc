"""200 generated profiles get the figures that version 1.1 gave them.

``tests/fixtures/reports_1_1`` holds the profiles, as version 1.1 read them, and its figures to 12 digits. Versions and
wording are not held against each other.
"""

import datetime as dt
import gzip
import json
import math

import pytest

from benchmarks.driving import ROOT
from model.entries.profile import Profile
from model.report.report import report
from tests.spec.figures_of_report import figures

HELD = ROOT / "tests" / "fixtures" / "reports_1_1"
# Beside the figures stand the case's own name and day, versions, and what counts or names wording.
LEFT_OUT = {"id", "today", "versions", "would_change", "applicants", "missing", "eras_note", "modes"}


def held(name):
    return json.loads(gzip.decompress((HELD / name).read_bytes()))


PROFILES = {row["id"]: row for row in held("profiles.json.gz")}
FIGURES = {row["id"]: row for row in held("figures.json.gz")}


def rows_by_name(value):
    """Tables of columns and rows as rows with names; wording left out."""
    match value:
        case {"columns": columns, "rows": rows, **rest}:
            named = [rows_by_name(dict(zip(columns, row, strict=True))) for row in rows]
            return {**rest, "rows": named} if rest else named
        case {"tested": _, "group": _, **rest}:  # the published rate's group in words
            return rows_by_name(rest | {"tested": value["tested"]})
        case dict():
            return {name: rows_by_name(part) for name, part in value.items() if name not in LEFT_OUT}
        case list():
            return [rows_by_name(part) for part in value]
    return value


def first_difference(then, now, path=""):
    """Name the first place where two figures differ, and both; ``None`` where they are the same."""
    match then, now:
        case dict(), dict():
            if then.keys() != now.keys():
                return f"{path}: {sorted(then.keys() ^ now.keys())} on one side alone"
            parts = [(f"{path}.{name}", then[name], now[name]) for name in then]
        case list(), list():
            if len(then) != len(now):
                return f"{path}: {len(then)} rows, now {len(now)}"
            parts = [(f"{path}[{number}]", *pair) for number, pair in enumerate(zip(then, now, strict=True))]
        case _:
            return None if same(then, now) else f"{path}: {then!r}, now {now!r}"
    differences = (first_difference(before, after, where) for where, before, after in parts)
    return next((difference for difference in differences if difference is not None), None)


def same(then, now):
    if isinstance(then, int | float) and isinstance(now, int | float) and bool not in {type(then), type(now)}:
        return math.isclose(then, now, rel_tol=1e-9, abs_tol=1e-12)
    return then == now and isinstance(then, bool) == isinstance(now, bool)


@pytest.mark.parametrize(
    ("then", "now", "difference"),
    [
        ({"a": [1.0, 2.0]}, {"a": [1.0, 2.0 + 1e-10]}, None),
        ({"a": [1.0, 2.0]}, {"a": [1.0, 2.0 + 1e-7]}, ".a[1]: 2.0, now 2.0000001"),
        ({"a": [1]}, {"a": [1, 2]}, ".a: 1 rows, now 2"),
        ({"a": 1}, {"b": 1}, ": ['a', 'b'] on one side alone"),
        ({"a": {"b": "met"}}, {"a": {"b": "not met"}}, ".a.b: 'met', now 'not met'"),
        ({"a": None}, {"a": 0}, ".a: None, now 0"),
        ({"a": True}, {"a": 1}, ".a: True, now 1"),
    ],
)
def test_the_first_difference_is_named_with_its_path(then, now, difference):
    assert first_difference(then, now) == difference


def test_two_hundred_profiles_are_held():
    assert len(PROFILES) == 200
    assert list(PROFILES) == list(FIGURES)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_gets_the_figures_of_version_1_1(name):
    row = PROFILES[name]
    today = dt.date.fromisoformat(row["today"])
    profile = Profile.from_json(json.dumps(row["profile"]), today)
    difference = first_difference(rows_by_name(FIGURES[name]), figures(report(profile, today)))
    assert difference is None, f"{name}{difference}"
