"""A student saves, an advisor reads, the student revokes: the whole path in a real browser."""

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from model.entries.examples import examples
from model.report.report import report
from model.report.sentences import about, advice_text
from model.sharing.sections import SECTIONS
from model.sharing.workspace import Workspace
from model.text import long_date

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = "Steady above the band"
LABEL = "Dr. Osei-Lindqvist"
REPORT = "Second Sitting: a report to talk over"
CLOSED = "This link does not open anything"
INPUTS = (
    "input, textarea, select, [contenteditable=true], [role=slider], [role=combobox], [role=switch], [role=checkbox]"
)


@pytest.fixture(params=["wide", "phone"])
def screen(request):
    return request.param


def secret(link):
    ((found,),) = parse_qs(urlsplit(link).query).values()
    return found


def in_clear(folder, *texts):
    """Which files under a folder hold any of the texts."""
    return [
        (path.name, text)
        for path in folder.rglob("*")
        if path.is_file()
        for text in texts
        if text.encode() in path.read_bytes()
    ]


def test_what_a_student_saves_an_advisor_reads_until_it_is_revoked(serve, visit, tmp_path, screen, today):
    expected = report(next(item.profile for item in examples(today) if item.title == EXAMPLE), today)
    answer = about(expected.readiness.chance.central)
    with serve(ROOT / "streamlit_app.py", tmp_path / "server.log") as address:
        student = visit(address, screen=screen).arrives_at("Home").try_example(EXAMPLE)
        private = student.save_first()
        shared = student.make_link(LABEL)

        advisor = visit(shared, screen=screen).reads(REPORT).reads_text(LABEL).reads(answer)
        advisor.reads(advice_text(expected.booking.advice))
        expect(advisor.page.locator(INPUTS)).to_have_count(0)
        expect(advisor.main.get_by_role("button").filter(has_not=advisor.page.locator("svg"))).to_have_count(0)
        expect(advisor.page.get_by_role("link", name="Readiness", exact=True)).to_have_count(0)
        expect(advisor.main.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-symbol path")).not_to_have_count(
            0
        )

        student.main.get_by_role("button", name="Revoke").click()
        student.reads_text(f"Revoked: the link for {LABEL}.")
        advisor.page.reload()
        advisor.reads(CLOSED)

        student.main.get_by_role("button", name="Undo").click()
        student.reads_text(f"Open again: the link for {LABEL}.")
        advisor.page.reload()
        advisor.reads(REPORT)

        student.main.get_by_role("button", name="Delete everything").click()
        student.main.get_by_role("button", name="Yes, delete it").click()
        student.reads_text("Deleted: your saved plan and every link to it.")
        advisor.page.reload()
        advisor.reads(CLOSED)
        back = visit(private, screen=screen).reads(CLOSED)
        for guest in (student, advisor, back):
            guest.page.close()  # before the server ends: an open page would go on asking for it
    assert in_clear(tmp_path, secret(private), secret(shared), LABEL, "cbssa", '"score"', "Family Medicine") == []


def test_the_private_link_brings_the_work_along_and_leaves_the_address_bar(app, visit):
    student = visit(app).arrives_at("Home").try_example(EXAMPLE).go("Readiness")
    answer = student.main.get_by_role("heading", name="of 100 pass").inner_text()
    private = student.save_first()

    back = visit(private, screen="phone").arrives_at("Home").reads_text("Opened what you saved on")
    expect(back.page).to_have_url(f"{app}/")
    back.go("Readiness").reads(answer)
    assert secret(private) not in back.page.url


def test_a_change_is_marked_until_it_is_saved_and_a_live_link_then_shows_it(app, visit, today):
    student = visit(app, screen="phone").arrives_at("Home").go("Readiness").choose("School", "US MD school")
    student.save_first()
    shared = student.make_link(LABEL)
    advisor = visit(shared).reads("About 71 of 100 pass, 29 do not")

    student.go("Readiness").enter_date("Exam date, booked or thought of", today + dt.timedelta(days=7))
    student.add_cbssa(today, 62).reads("About 79 of 100 pass, 21 do not").reads_text("Not saved yet.")
    advisor.page.reload()
    advisor.reads("About 71 of 100 pass, 29 do not")

    student.page.locator(".st-key-save").get_by_role("button").click()
    student.reads_text(f"Saved {long_date(today)}")
    advisor.page.reload()
    advisor.reads("About 79 of 100 pass, 21 do not")


def test_the_report_comes_as_a_file_with_its_charts(app, visit, tmp_path):
    student = visit(app).arrives_at("Home").try_example(EXAMPLE).go("Share")
    with student.page.expect_download() as started:
        student.main.get_by_role("button", name="Download the report").click()
    started.value.save_as(tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text()
    assert started.value.suggested_filename == "second-sitting-report.html"
    assert "of 100 pass" in text
    assert text.count('role="img"') >= 3


def test_by_keyboard_a_student_makes_a_link_and_an_advisor_reads_to_its_end(app, visit):
    student = visit(app).arrives_at("Home").tab_to("Share")
    student.press("Enter")
    student.arrives_at("Share").tab_to("Save and make my private link")
    student.page.keyboard.press("Enter")
    student.reads_text("It is shown this once.")
    assert "Save now" in student.focused()
    student.tab_to("I have kept it")
    student.page.keyboard.press("Enter")  # this button goes with the link
    expect(student.main.get_by_text("It is shown this once.")).to_have_count(0)
    student.settled().tab_to("For whom (they see it; may stay empty)")
    student.page.keyboard.type(LABEL)
    student.tab_to("Make the link")
    student.press("Enter")
    student.reads_text(f"Made: the link for {LABEL}.").focused()

    advisor = visit(student.shared_link()).reads(REPORT).reads_text(LABEL)
    end = advisor.main.get_by_text("Estimates from published figures, not advice from your school or a doctor.")
    expect(end).not_to_be_in_viewport()
    assert advisor.press("Tab") == "Skip to main content"
    advisor.page.keyboard.press("Enter")
    advisor.page.keyboard.press("End")
    expect(end).to_be_in_viewport()


def test_a_cold_server_opens_an_advisors_link_right(cold_app, visit, tmp_path, today):
    store = Workspace(f"sqlite:///{tmp_path / 'saved.db'}")
    kept, _ = store.create(examples(today)[1].profile, today)
    token = store.publish(kept, label=LABEL, sections=SECTIONS, live=True, days=7).links[0].token

    advisor = visit(f"{cold_app}/?share={token}").reads(REPORT).reads_text(LABEL)
    expect(advisor.page.get_by_test_id("stException")).to_have_count(0)
    expect(advisor.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("link", ["?share=nothing", f"?share={'A' * 43}", f"?plan={'A' * 43}", f"?share={'A' * 9000}"])
def test_whatever_opens_nothing_looks_the_same(app, visit, link):
    page = visit(f"{app}/{link}").reads(CLOSED)
    assert page.main.inner_text().split("\n\n") == [
        CLOSED,
        "It may have expired, been revoked, or be incomplete. Ask the person who sent it for a new one.",
    ]
