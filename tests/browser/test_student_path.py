"""The two-minute path of a student, on a wide screen and on a phone."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from model.entries.examples import examples
from model.report.report import report
from model.report.sentences import about, advice_text, span

pytestmark = pytest.mark.browser


@pytest.fixture(params=["wide", "phone"])
def student(request, visit, app):
    return visit(app, screen=request.param).arrives_at("Home")


def ago(today, days):
    return today - dt.timedelta(days=days)


def test_scores_typed_by_hand_move_the_answer_and_come_back_after_removal(student, today):
    student.follow("Go to readiness", "Readiness")
    student.choose("School", "US MD school").reads("About 71 of 100 pass, 29 do not")
    student.enter_date("Exam date, booked or thought of", ago(today, -7))

    student.add_cbssa(today, 62).reads("About 79 of 100 pass, 21 do not").reads_text("58 to 89")
    expect(student.main.get_by_role("img", name="Of 100 people, 79 pass and 21 do not.")).to_be_visible()

    student.change(0, "Remove").reads("About 71 of 100 pass, 29 do not")
    student.main.get_by_role("button", name="Undo").click()
    student.reads("About 79 of 100 pass, 21 do not")

    student.change(0, "Remove").reads("About 71 of 100 pass, 29 do not")
    for days, score in ((28, 55), (14, 60), (0, 66)):
        student.add_cbssa(ago(today, days), score)
    student.reads("About 84 of 100 pass, 16 do not").reads_text("69 to 93")
    expect(student.main.get_by_role("img", name="Of 100 people, 84 pass and 16 do not.")).to_be_visible()


def test_what_was_entered_is_still_there_after_other_pages(student, today):
    student.follow("Go to readiness", "Readiness")
    student.choose("School", "US MD school").enter_date("Exam date, booked or thought of", ago(today, -7))
    student.add_cbssa(today, 62).reads("About 79 of 100 pass, 21 do not")

    student.go("Methods").go("Readiness").reads("About 79 of 100 pass, 21 do not")
    expect(student.main.get_by_role("combobox", name="School")).to_have_value("US MD school")

    student.go("Home").reads("Where you stand").reads_text("About 79 of 100 pass, 21 do not; range 58 to 89.")


@pytest.mark.parametrize("number", range(3))
def test_an_example_opens_from_home_and_shows_the_answer_its_profile_has(student, today, number):
    example = examples(today)[number]
    expected = report(example.profile, today)
    chance = expected.readiness.chance

    student.try_example(example.title).reads_text(f"{about(chance.central)}; range {span(chance)}.")
    student.follow("See why, and what would change it", "Readiness")

    student.reads(about(chance.central)).reads_text(span(chance)).reads(advice_text(expected.booking.advice))
    expect(student.page.get_by_test_id("stException")).to_have_count(0)


def test_the_score_chart_draws_a_mark_for_each_score_and_its_table_opens(student):
    student.try_example("Climbing, not there yet").go("Readiness")
    marks = student.main.get_by_test_id("stVegaLiteChart").locator("svg .mark-symbol path")
    expect(marks).to_have_count(3)

    student.open("The scores as a table")
    rows = student.main.get_by_test_id("stExpander").get_by_role("row")
    expect(rows.filter(has_text="form")).to_have_count(3)
    expect(rows.filter(has_text="Estimated level, two times in three")).to_be_visible()


def test_a_student_with_a_keyboard_alone_adds_a_test_and_sees_the_answer_change(visit, app, today):
    student = visit(app).arrives_at("Home").tab_to("Readiness")
    student.press("Enter")
    student.arrives_at("Readiness").reads("About 61 of 100 pass, 39 do not")
    student.focused()

    student.tab_to("Which test")
    student.page.keyboard.type("World Self-Assessment 2")
    expect(student.page.get_by_role("option")).to_have_text(["UWorld Self-Assessment 2"])
    student.press("Enter")
    expect(student.main.get_by_label("Score (three-digit score, 100 to 300)")).to_be_visible()
    student.settled().focused()

    student.tab_to("year, Day taken")
    student.page.keyboard.type(today.strftime("%Y%m%d"))
    student.tab_to("Score (three-digit score, 100 to 300)")
    student.page.keyboard.type("214")
    student.tab_to("year, Day taken", key="Shift+Tab").tab_to("Add this test")
    student.press("Enter")

    student.reads_text("Added: UWorld Self-Assessment 2, 214.").focused()
    expect(student.main.get_by_role("heading", name="About 61 of 100 pass, 39 do not")).to_have_count(0)
    expect(student.main.get_by_role("heading", name="of 100 pass")).to_be_visible()
