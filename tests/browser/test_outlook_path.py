"""The outlook as a student finds it, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["wide", "phone"])
def student(request, visit, app):
    return visit(app, screen=request.param).arrives_at("Home")


def test_a_specialty_and_a_score_give_ceiling_floor_and_chart(student):
    student.go("Outlook").reads("Choose your kind of school to begin")
    student.choose("School", "US MD school").reads("Between 70 and 94 of 100 match in any specialty")
    student.choose("Leading specialty", "Internal Medicine")
    student.enter_number("Step 2 CK (leave empty if unknown)", 245).page.keyboard.press("Tab")
    student.reads("Between 94 and 99 of 100 match").reads_text("the attempt weighs at most 20 points")
    expect(student.main.get_by_role("img", name="Of 100 people, between 94 and 99 match.")).to_be_visible()
    marks = student.main.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-symbol path")
    expect(marks).to_have_count(7)


def test_exploring_with_the_keyboard_moves_the_readings_and_keeps_the_entry(student):
    student.try_example("Steady above the band").go("Outlook")
    student.choose("School", "US MD school").reads("Between 94 and 99 of 100 match")
    student.main.get_by_text("Try another Step 2 CK score").click()
    slider = student.main.get_by_role("slider", name="Step 2 CK to try")
    expect(slider).to_have_value("246")
    slider.focus()
    student.page.keyboard.press("ArrowLeft")
    student.reads_text("At a score of 245 the attempt weighs")
    expect(student.main.get_by_label("Step 2 CK (leave empty if unknown)")).to_have_value("246")


def test_every_specialty_opens_as_a_table(student):
    student.try_example("Climbing, not there yet").go("Outlook").open("The specialties as a table")
    rows = student.main.get_by_test_id("stExpander").get_by_role("row")
    expect(rows.filter(has_text="Internal Medicine/Pediatrics")).to_be_visible()


def test_a_student_with_a_keyboard_alone_finds_the_answer_and_makes_it_their_own(visit, app):
    student = visit(app).arrives_at("Home").tab_to("Outlook")
    student.press("Enter")
    student.arrives_at("Outlook").reads("Choose your kind of school to begin").tab_to("School")
    student.page.keyboard.type("US MD")
    expect(student.page.get_by_role("option")).to_have_text(["US MD school"])
    student.press("Enter")
    student.reads("Between 70 and 94 of 100 match in any specialty").tab_to("Step 2 CK (leave empty if unknown)")
    student.page.keyboard.type("245")
    student.tab_to("Leading specialty", key="Shift+Tab")
    student.page.keyboard.type("Internal Medicine")
    expect(student.page.get_by_role("option")).to_have_text(["Internal Medicine", "Internal Medicine/Pediatrics"])
    student.press("Enter")
    student.reads("Between 94 and 99 of 100 match").reads_text("the attempt weighs at most 20 points").focused()
