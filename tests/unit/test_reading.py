"""Sections are read apart: what cannot be used is left out and told where it was entered, and the rest is answered."""

import json
from datetime import date

import pytest

from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.reading import read, read_json
from model.entries.refusals import ProfileError
from model.evidence.plan import plan_evidence

CBSSA = {"test": "cbssa", "date": "2026-11-20", "score": 66}
AREA = next(iter(plan_evidence().areas))
ONE_IMPOSSIBLE_COUNT = {
    "group": "US MD",
    "exam_date": "2026-12-01",
    "attempts": [{"date": "2026-06-01", "passed": False}],
    "practice_tests": [CBSSA],
    "application": {"clerkship_honors": 5, "clerkships_graded": 3},
}


def written(**entries):
    return json.dumps({"format": FORMAT, **entries})


def opened(today, **entries):
    """The same entries read from a file, strictly."""
    return Profile.from_json(written(**entries), today)


def test_five_of_three_clerkships_spoil_the_clerkship_lines_and_nothing_else(today):
    found = read_json(written(**ONE_IMPOSSIBLE_COUNT | {"plan": {"questions_done": 3}}), today)
    assert found.profile == opened(today, **ONE_IMPOSSIBLE_COUNT | {"application": {}, "plan": {"questions_done": 3}})
    (problem,) = found.problems["application"]
    assert problem.fields == ("application.clerkship_honors", "application.clerkships_graded")
    assert found.sentences() == found.sentences("application") == found.about("application.clerkships_graded")
    assert found.sentences("scores", "plan") == found.about("application.letters") == ()
    assert problem.sentence.endswith("5 of 3 clerkships is more than all of them. Check both numbers.")


@pytest.mark.parametrize(
    ("entries", "left", "section", "fields"),
    [
        pytest.param({"application": 3}, {}, "application", [("application",)], id="a section of another kind"),
        pytest.param(
            {"application": {"aoa": "no", "letters": 501, "ghhs": True}},
            {"application": {"ghhs": True}},
            "application",
            [("application.letters",), ("application.aoa",)],
            id="two lines",
        ),
        pytest.param(
            {"application": {"clerkship_honors": 4, "clerkships_graded": 3, "letters": 2, "letters_since_attempt": 3}},
            {},
            "application",
            [
                ("application.clerkship_honors", "application.clerkships_graded"),
                ("application.letters_since_attempt", "application.letters"),
            ],
            id="two lines at odds, one after the other",
        ),
        pytest.param(
            {"application": {"score": 1}}, {}, "application", [("application.score",)], id="an entry nobody knows"
        ),
        pytest.param(
            {"plan": {"days_off": ["Sunday", 6, "Monday"], "begun": "2026-11-20"}},
            {"plan": {"days_off": [6], "begun": "2026-11-20"}},
            "plan",
            [("plan.days_off",), ("plan.days_off",)],
            id="items of a list",
        ),
        pytest.param(
            {"plan": {"areas": [{"area": "Anatomy"}, {"area": AREA, "report": "lower"}]}},
            {"plan": {"areas": [{"area": AREA, "report": "lower"}]}},
            "plan",
            [("plan.areas.area",)],
            id="one area",
        ),
        pytest.param(
            {"plan": {"remediation_start": "2026-12-02", "remediation_end": "2026-12-01", "graduation": "2027-05-01"}},
            {"plan": {"graduation": "2027-05-01"}},
            "plan",
            [("plan.remediation_start", "plan.remediation_end")],
            id="a course that ends before it starts",
        ),
        pytest.param(
            {"application": {"target_specialties": ["Neurology", "Pathology", "Neurology"]}},
            {"application": {"target_specialties": ["Neurology", "Pathology"]}},
            "application",
            [("application.target_specialties",)],
            id="a specialty twice",
        ),
        pytest.param({"group": "US", "pass_bar": 0}, {}, "scores", [("group",), ("pass_bar",)], id="school and bar"),
        pytest.param(
            {"practice_tests": [CBSSA | {"timed": 1}, CBSSA, CBSSA | {"score": 312}]},
            {"practice_tests": [CBSSA]},
            "scores",
            [("practice_tests.timed",), ("practice_tests",)],
            id="two tests of three",
        ),
        pytest.param(
            {"attempts": [{"date": "soon", "passed": True}, {"date": "2026-06-01"}]},
            {"attempts": [{"passed": True}, {"date": "2026-06-01"}]},
            "scores",
            [("attempts.date",)],
            id="an attempt counts without its day",
        ),
        pytest.param({"attempts": [3, {}]}, {"attempts": [{}]}, "scores", [("attempts",)], id="no attempt"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told_in_its_section(entries, left, section, fields, today):
    found = read_json(written(**entries), today)
    assert found.profile == opened(today, **left)
    assert [problem.fields for problem in found.problems[section]] == fields
    assert len(found.sentences()) == len(fields)


def test_entries_of_a_form_are_read_the_same_and_their_problems_name_no_identifier(today):
    entries = {
        "practice_tests": ({"test": "cbssa", "date": today, "score": 66.0},),
        "application": {"letters_from_specialty": 2, "letters": 1, "aoa": True},
        "plan": {"days_off": (7,), "begun": date(1999, 1, 1)},
    }
    found = read(entries, today)
    assert found.profile == Profile.from_entries(entries | {"application": {"aoa": True}, "plan": {}}, today)
    assert found.sentences() == (
        "2 of 1 letters is more than all of them. Check both numbers.",
        "This plan begins: 1999-01-01 lies before 2000. Check the year.",
        "Days off in each week: 7 is no weekday, which is 0 for Monday to 6 for Sunday. Correct it.",
    )


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"format": "second-sitting/9"}', "{}", written(group=1).replace("1}", '"US MD", "group": 1}')],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused(content, today):
    with pytest.raises(ProfileError):
        read_json(content, today)


def test_what_can_all_be_used_has_no_problem(today):
    found = read_json(written(group="US DO"), today)
    assert (found.profile.group, found.sentences()) == ("US DO", ())
