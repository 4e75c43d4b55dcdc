"""Entering, changing, removing, keeping and opening: nothing typed is ever lost."""

import json
from datetime import timedelta

import pytest

from model.entries.examples import examples
from model.report.report import report
from model.report.sentences import advice_text, basis_words


def scores(student):
    return [(test.test, test.score) for test in student.app.session_state["tests"]]


def test_no_score_yet_shows_the_published_rate_of_the_group(student, today):
    student.go("readiness")
    student.enter(group="US MD", exam_date=today + timedelta(days=7))
    assert "About 71 of 100 pass, 29 do not" in student.said
    assert "Range **71 to 71**" in student.said


def test_a_single_score_shows_the_worked_example(student, today):
    student.go("readiness")
    student.enter(group="US MD", exam_date=today + timedelta(days=7))
    student.add("cbssa", today, 62)
    assert "About 79 of 100 pass, 21 do not" in student.said
    assert "Range **58 to 89**" in student.said


def test_three_scores_show_the_worked_example_and_its_advice(student):
    student.click("example_climbing")
    student.go("readiness")
    assert "About 84 of 100 pass, 16 do not" in student.said
    assert "Range **69 to 93**" in student.said
    assert "More time would help" in student.said


def test_the_score_field_and_its_bounds_follow_the_chosen_test(student):
    student.go("readiness")
    student.enter(new_test="uwsa1")
    field = student.app.number_input(key="new_score_uwsa1")
    assert (field.min, field.max) == (100, 300)
    assert field.label == "Score (three-digit score, 100 to 300)"
    assert "new_printed" not in [field.key for field in student.app.number_input]


def test_a_test_without_day_or_score_is_not_added_and_says_what_is_missing(student):
    student.go("readiness")
    student.click("keep_test")
    assert [warning.value for warning in student.app.warning] == [
        "The date is missing, or outside what its field takes. Enter it and add the test again.",
        "The score is missing, or outside what its field takes. Enter it and add the test again.",
    ]
    assert scores(student) == []


def test_a_form_entered_twice_is_refused_and_stays_in_the_form(student, today):
    student.go("readiness")
    student.add("cbssa", today, 66, new_form="31")
    student.add("cbssa", today, 67, new_form="31")
    assert "is there twice" in student.app.warning[0].value
    assert scores(student) == [("cbssa", 66)]
    assert student.app.number_input(key="new_score_cbssa").value == 67


def test_a_test_is_changed_in_place(student, today):
    student.go("readiness")
    student.add("cbssa", today - timedelta(days=9), 60)
    student.add("cbssa", today, 66)
    student.change(0, "Edit")
    assert student.app.number_input(key="new_score_cbssa").value == 60
    student.app.number_input(key="new_score_cbssa").set_value(61)
    student.click("keep_test")
    assert scores(student) == [("cbssa", 61), ("cbssa", 66)]


def test_changing_a_test_can_be_given_up(student, today):
    student.go("readiness")
    student.add("uwsa2", today, 214)
    student.change(0, "Edit")
    student.app.number_input(key="new_score_uwsa2").set_value(250)
    student.click("cancel_edit")
    assert scores(student) == [("uwsa2", 214)]
    assert student.app.number_input(key="new_score_uwsa2").value is None


def test_a_removed_test_comes_back_to_its_place(student, today):
    student.go("readiness")
    for days, score in ((20, 58), (10, 61), (0, 64)):
        student.add("cbssa", today - timedelta(days=days), score)
    before = scores(student)
    student.change(1, "Remove")
    assert scores(student) == [("cbssa", 58), ("cbssa", 64)]
    student.enter(pass_bar=80)
    student.click("undo")
    assert scores(student) == before
    assert student.app.session_state["pass_bar"] == 80


def test_entries_survive_switching_pages(student, today):
    student.go("readiness")
    student.enter(group="US DO", exam_date=today + timedelta(days=30), pass_bar=85)
    student.add("cbssa", today, 66, new_printed=91)
    student.app.number_input(key="new_score_cbssa").set_value(70)
    student.app.run()
    student.go("methods")
    student.go("home")
    assert "Where you stand" in student.said
    app = student.go("readiness")
    assert app.selectbox(key="group").value == "US DO"
    assert app.date_input(key="exam_date").value == today + timedelta(days=30)
    assert app.number_input(key="pass_bar").value == 85
    assert app.number_input(key="new_score_cbssa").value == 70
    assert scores(student) == [("cbssa", 66)]


def test_dates_out_of_order_name_the_entry_and_keep_the_rest(student, today):
    student.go("readiness")
    student.add("cbssa", today, 66)
    student.app.session_state["calendar"] = True
    student.app.run()
    student.enter(eligibility_start=today + timedelta(days=60), eligibility_end=today)
    assert "Check both dates." in student.app.warning[0].value
    student.enter(eligibility_end=today + timedelta(days=120))
    assert not student.app.warning
    assert scores(student) == [("cbssa", 66)]


def test_attempts_and_dates_reach_the_checks(student, today):
    student.go("readiness")
    student.app.session_state["calendar"] = True
    student.app.run()
    student.enter(exam_date=today + timedelta(days=20), attempt_count=2)
    student.enter(attempt_0=today - timedelta(days=300), attempt_1=today - timedelta(days=90))
    student.enter(school_deadline=today + timedelta(days=10), full_day_simulation="Done")
    assert "2 attempts used, 2 left" in student.said
    assert "Before your school's deadline: not met" in student.said
    assert "One full day at exam length: met" in student.said


def test_clearing_everything_can_be_undone_and_redone(student):
    student.click("example_steady")
    before = scores(student)
    student.click("start_over")
    assert scores(student) == []
    assert "Where you stand" not in student.said
    student.click("undo")
    assert scores(student) == before


def test_opening_an_example_over_own_entries_can_be_undone(student, today):
    student.go("readiness")
    student.add("cbssa", today, 59)
    student.go("home")
    student.click("example_climbing")
    student.click("undo")
    assert scores(student) == [("cbssa", 59)]


@pytest.mark.parametrize("number", range(3))
def test_an_opened_file_gives_the_answer_its_profile_has(student, today, number):
    profile = examples(today)[number].profile
    student.app.file_uploader(key="upload").upload("mine.json", profile.to_json().encode()).run()
    assert "Opened mine.json." in student.said
    assert student.app.session_state["tests"] == profile.practice_tests
    answer = report(profile, today)
    assert advice_text(answer.booking.advice) in student.said
    assert basis_words(answer.readiness) in student.said


BAD = {
    "score": (
        '{"format": "second-sitting/1", "practice_tests": [{"test": "cbssa", "date": "2026-01-05", "score": 312}]}',
        "Score 312 is outside 0-100",
    ),
    "text": ("not a profile", "not readable JSON"),
    "format": (json.dumps({"practice_tests": []}), "format"),
    "size": (json.dumps({"format": "second-sitting/1", "x": "y" * 300_000}), "larger than 256 kB"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_says_what_is_wrong_and_changes_nothing(student, bad):
    student.click("example_climbing")
    before = scores(student)
    file, sentence = BAD[bad]
    student.app.file_uploader(key="upload").upload("bad.json", file.encode()).run()
    assert sentence in student.app.warning[0].value
    assert scores(student) == before
    assert not student.app.exception


def test_text_from_a_file_is_never_taken_for_markup(student):
    file = {"format": "second-sitting/1", "![x](http://example.org/a.png)": 1}
    student.app.file_uploader(key="upload").upload("odd.json", json.dumps(file).encode()).run()
    assert student.app.warning[0].value.startswith(r"'!\[x\](http\://example.org/a.png)'")
