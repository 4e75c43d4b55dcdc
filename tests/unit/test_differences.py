"""Two saves that met are told apart entry by entry, in words."""

import datetime as dt

import pytest

from model.entries.differences import Difference, differences
from model.entries.examples import examples
from model.entries.profile import Profile

TODAY = dt.date(2026, 11, 22)


def profile(**entries):
    return Profile.from_entries(entries, TODAY)


def cbssa(score, day=TODAY, **more):
    return {"test": "cbssa", "date": day, "score": score, **more}


@pytest.mark.parametrize("example", examples(TODAY), ids=lambda example: example.key)
def test_a_profile_does_not_differ_from_itself_read_back(example):
    assert differences(example.profile, Profile.from_json(example.profile.to_json(), TODAY)) == ()


@pytest.mark.parametrize(
    ("here", "there", "entry", "words"),
    [
        pytest.param({"group": "US MD"}, {}, "group", ("US MD", "not entered"), id="school"),
        pytest.param(
            {"exam_date": dt.date(2026, 12, 24)},
            {"exam_date": dt.date(2027, 1, 7)},
            "exam date",
            ("24 Dec 2026", "7 Jan 2027"),
            id="a day",
        ),
        pytest.param({"pass_bar": 85}, {}, "pass bar", ("85", "90"), id="a number"),
        pytest.param(
            {"attempts": ({"date": dt.date(2026, 7, 2)},)},
            {"attempts": ({"date": None},)},
            "attempt 1",
            ("2 Jul 2026, did not pass", "not entered, did not pass"),
            id="an attempt",
        ),
        pytest.param(
            {"attempts": ({"date": None, "passed": True},)},
            {},
            "attempt 1",
            ("not entered, passed", "not entered"),
            id="an attempt that only one has",
        ),
        pytest.param(
            {"application": {"target_specialties": ("Pediatrics", "Neurology")}},
            {"application": {"target_specialties": ("Pediatrics",)}},
            "target specialties",
            ("Pediatrics, Neurology", "Pediatrics"),
            id="a list",
        ),
        pytest.param(
            {"application": {"aoa": True}}, {"application": {"aoa": False}}, "aoa", ("yes", "no"), id="yes and no"
        ),
        pytest.param(
            {"plan": {"full_day_simulation": False}},
            {},
            "full day simulation",
            ("no", "not entered"),
            id="no and not entered",
        ),
        pytest.param(
            {"plan": {"days_off": (5, 6), "causes": ()}},
            {"plan": {"days_off": (6,)}},
            "days off",
            ("Saturday; Sunday", "Sunday"),
            id="days off",
        ),
        pytest.param(
            {"plan": {"causes": ("cramming", "burnout")}},
            {},
            "causes",
            ("The learning was crammed instead of spaced; Burned out in the dedicated period", "not entered"),
            id="causes",
        ),
        pytest.param(
            {"plan": {"steps_done": ("talk",)}},
            {},
            "steps done",
            ("Talk to someone", "not entered"),
            id="steps",
        ),
        pytest.param(
            {"plan": {"resources": ("A bank, a book",)}},
            {"plan": {"resources": ("A bank", "a book")}},
            "resources",
            ("A bank, a book", "A bank; a book"),
            id="resources",
        ),
        pytest.param(
            {"practice_tests": (cbssa(62, form="31"),)},
            {"practice_tests": (cbssa(63.5, form="31"),)},
            "NBME CBSSA (forms 25 and later), form 31, 22 Nov 2026",
            ("62", "63.5"),
            id="a score",
        ),
        pytest.param(
            {"practice_tests": (cbssa(62, printed_pass_percent=80.0, timed=False),)},
            {"practice_tests": (cbssa(62, full_length=False, unseen=False),)},
            "NBME CBSSA (forms 25 and later), 22 Nov 2026",
            ("62, printed chance 80, untimed", "62, not full length, seen before"),
            id="how a test was taken",
        ),
        pytest.param(
            {"practice_tests": (cbssa(62), cbssa(60))},
            {"practice_tests": (cbssa(60),)},
            "NBME CBSSA (forms 25 and later), 22 Nov 2026",
            ("60; 62", "60"),
            id="two tests of one day",
        ),
    ],
)
def test_one_entry_that_differs_is_named_with_both_values(here, there, entry, words):
    assert differences(profile(**here), profile(**there)) == (Difference(entry, *words),)
    assert differences(profile(**there), profile(**here)) == (Difference(entry, *reversed(words)),)


def test_the_order_in_which_tests_were_entered_is_no_difference():
    tests = (cbssa(62), cbssa(66, dt.date(2026, 11, 1)))
    assert differences(profile(practice_tests=tests), profile(practice_tests=tests[::-1])) == ()
