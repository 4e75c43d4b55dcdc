"""Two saves that met are told apart entry by entry, in words."""

import datetime as dt

import pytest

from model.entries.differences import Difference, differences
from model.entries.examples import examples
from model.entries.fields import field
from model.entries.profile import Profile
from model.entries.schema import Application, AreaResult, Plan, PracticeTest
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence

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
        pytest.param({"group": "US MD"}, {}, "School", ("US MD school", "not entered"), id="school"),
        pytest.param(
            {"exam_date": dt.date(2026, 12, 24)},
            {"exam_date": dt.date(2027, 1, 7)},
            "Exam date",
            ("24 Dec 2026", "7 Jan 2027"),
            id="a day",
        ),
        pytest.param({"pass_bar": 85}, {}, "Your own bar", ("85", "90"), id="a number"),
        pytest.param(
            {"attempts": ({"date": dt.date(2026, 7, 2)},)},
            {"attempts": ({"date": None},)},
            "Attempt 1",
            ("2 Jul 2026, did not pass", "not entered, did not pass"),
            id="an attempt",
        ),
        pytest.param(
            {"attempts": ({"date": None, "passed": True},)},
            {},
            "Attempt 1",
            ("not entered, passed", "not entered"),
            id="an attempt that only one has",
        ),
        pytest.param(
            {"application": {"target_specialties": ("Pediatrics", "Neurology")}},
            {"application": {"target_specialties": ("Pediatrics",)}},
            "Target specialties",
            ("Pediatrics, Neurology", "Pediatrics"),
            id="a list",
        ),
        pytest.param(
            {"application": {"aoa": True}},
            {"application": {"aoa": False}},
            "Alpha Omega Alpha",
            ("Yes", "No"),
            id="yes and no",
        ),
        pytest.param(
            {"plan": {"full_day_simulation": False}},
            {},
            "One full day at exam length",
            ("Not yet", "not entered"),
            id="no and not entered",
        ),
        pytest.param(
            {"plan": {"days_off": (5, 6), "causes": ()}},
            {"plan": {"days_off": (6,)}},
            "Days off in each week",
            ("Saturday; Sunday", "Sunday"),
            id="Days off in each week",
        ),
        pytest.param(
            {"plan": {"causes": ("cramming", "burnout")}},
            {},
            "What may have played a part",
            ("The learning was crammed instead of spaced; Burned out in the dedicated period", "not entered"),
            id="causes",
        ),
        pytest.param(
            {"plan": {"steps_done": ("talk",)}},
            {},
            "First steps done",
            ("Talk to someone", "not entered"),
            id="steps",
        ),
        pytest.param(
            {"plan": {"resources": ("A bank, a book",)}},
            {"plan": {"resources": ("A bank", "a book")}},
            "Resources you use",
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


def named(model, before=""):
    """The dotted name of each field, down to the last."""
    for name in model.model_fields:
        yield f"{before}{name}"
        inner = {"application": Application, "plan": Plan}.get(name)
        if inner is not None:
            yield from named(inner, f"{name}.")


@pytest.mark.parametrize(
    "name", [*named(Profile), *named(PracticeTest, "practice_tests."), *named(AreaResult, "plan.areas.")]
)
def test_every_field_has_a_label_that_is_no_identifier(name):
    label = field(name).label
    assert label[0].isupper()
    assert "_" not in label


def test_no_two_entries_have_one_label():
    labels = [field(name).label for name in named(Profile)]
    assert sorted(labels) == sorted(set(labels) - set(plan_evidence().areas))


def test_a_field_that_is_not_there_is_an_error():
    for name in ("aoa", "application.letters.aoa", "nothing.at_all"):
        with pytest.raises(KeyError):
            field(name)


def test_a_field_tells_its_unit_its_help_its_choices_and_its_bounds():
    printed, bar = field("practice_tests.printed_pass_percent"), field("pass_bar")
    assert (printed.unit, printed.help.split(".")[0]) == ("percent", "NBME prints it for sitting within a week")
    assert (bar.bounds, bar.help) == ((1, 99), evidence().rules["booking.default_bar"].why)
    assert field("application.step2ck").bounds == (100, 300)
    assert field("plan.questions_done").bounds == (0, 20000)
    assert field("application.ghhs").choices == {True: "Yes", False: "No"}
    assert field("attempts.date").days.days(TODAY) == (dt.date(2000, 1, 1), TODAY)
    assert field("exam_date").days.days(TODAY) == (dt.date(2000, 1, 1), dt.date(2031, 12, 31))
