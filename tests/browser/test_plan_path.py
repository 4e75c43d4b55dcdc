"""The plan as a student makes it, on a wide screen and on a phone: an exam date, a fail report, and a calendar file."""

import datetime as dt

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AHEAD = dt.timedelta(days=42)


@pytest.fixture(params=["wide", "phone"])
def student(request, visit, app):
    return visit(app, screen=request.param).arrives_at("Home")


def card(student):
    return student.page.locator(".st-key-plan_short")


def planned(student, today):
    """Enter an exam date, and two areas of the fail report."""
    student.part("Calendar").enter_date("Exam date, booked or thought of", today + AHEAD)
    student.part("What to study").open("What your reports show")
    return student.tap("Cardiovascular system", "Lower").tap("Gastrointestinal system", "Lower")


def test_a_date_and_a_report_give_three_subjects_a_next_test_and_questions_a_day(student, today):
    planned(student.go("Plan"), today)
    items = card(student).get_by_role("listitem")
    expect(items.nth(0)).to_contain_text("Cardiovascular system: lower on your fail report")
    expect(items.nth(1)).to_contain_text("Gastrointestinal system: lower on your fail report")
    expect(items.nth(2)).to_contain_text("Reproductive and endocrine systems")
    expect(items.filter(has_text="Next practice test:")).to_contain_text(str(today.year)[:2])
    expect(items.filter(has_text="Questions a day:")).to_contain_text("study days until the exam")
    chart = student.main.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("svg .mark-symbol path")).to_have_count(2)


def test_the_calendar_shows_what_moves_and_its_file_holds_the_exam(student, today, tmp_path):
    planned(student.go("Plan"), today).part("Calendar").reads("If the exam moves by 2 weeks")
    student.reads("Three dates side by side")
    with student.page.expect_download() as started:
        student.main.get_by_role("button", name="Download the calendar").click()
    started.value.save_as(tmp_path / "plan.ics")
    assert started.value.suggested_filename == "second-sitting.ics"
    days = {
        str(event["summary"]): event["dtstart"].dt
        for event in Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    }
    assert days["Exam"] == today + AHEAD
    assert today <= min(days.values())
    tests = [day for title, day in days.items() if title.startswith("Practice test")]
    assert len(tests) == 2
    assert max(tests) < today + AHEAD


def test_a_plan_survives_its_file(student, today, tmp_path):
    planned(student.go("Plan"), today)
    before = card(student.part("Each day")).inner_text()
    student.main.get_by_role("button", name="Sunday", exact=True).click()
    expect(card(student)).not_to_have_text(before, use_inner_text=True)
    said = card(student.settled()).inner_text()
    student.go("Home").download(tmp_path / "plan.json")
    student.main.get_by_role("button", name="Clear everything").click()
    student.reads_text("Everything is cleared.").go("Plan")
    expect(card(student)).to_contain_text("No exam date is entered yet.")
    student.go("Home").open_file(tmp_path / "plan.json").reads_text("Opened plan.json.")
    expect(card(student.go("Plan"))).to_have_text(said, use_inner_text=True)


def test_talking_to_someone_is_taken_out_and_brought_back(student):
    talk = student.go("Plan").main.get_by_role("checkbox", name="Talk to someone")
    expect(talk).to_have_count(1)
    student.main.get_by_role("button", name="Take this out").click()
    expect(talk).to_have_count(0)
    student.main.get_by_role("button", name="Undo").click()
    expect(talk).to_have_count(1)


def test_a_part_is_reached_and_an_area_marked_by_the_keyboard_alone(visit, app):
    student = visit(f"{app}/plan").arrives_at("Plan").tab_to("First steps")
    for part in ("What happened", "What to study"):
        assert student.press("ArrowRight") == part
    student.page.keyboard.press("Space")
    student.reads("What to study").tab_to("What your reports show (optional)")
    student.page.keyboard.press("Enter")
    student.reads_text("One tap for each area").tab_to("By system").tab_to("Lower")
    student.page.keyboard.press("Space")
    expect(card(student).get_by_role("listitem").first).to_contain_text("Human development: lower on your fail report")
