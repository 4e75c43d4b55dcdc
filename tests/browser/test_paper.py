"""A page on paper: whole, in ink on white, over as many sheets as it takes."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

A4 = {"width": 673, "height": 1002}  # pixels between margins of 16 mm
INK = "rgb(20, 24, 26)"
EXAMPLE = "Climbing, not there yet"
REPORT = "Second Sitting: a report to talk over"
ANSWERS = {
    "Home": ("Where you stand", 0),
    "Readiness": ("About 84 of 100 pass, 16 do not", 1),
    "Outlook": ("Between 86 and 97 of 100 match", 2),
    "Plan": ("In short", 0),
}

# What is cut off at a sheet's side, a box around the page that would keep it to one sheet, and a text that is not ink.
FAULTS = """(ink) => {
    const main = document.querySelector("[data-testid=stMain]"), found = []
    for (let box = main; box; box = box.parentElement)
        if (box !== document.documentElement && getComputedStyle(box).overflowY !== "visible")
            found.push(`kept to its box: ${box.dataset.testid}`)
    for (const part of main.querySelectorAll("p, li, h1, h2, h3, table, svg.marks, img")) {
        const { left, right, width } = part.getBoundingClientRect(), said = part.innerText || part.tagName
        if (width && (left < 0 || right > document.documentElement.clientWidth + 1)) found.push(`cut off: ${said}`)
        if (/^(P|LI|H\\d)$/.test(part.tagName) && getComputedStyle(part).color !== ink) found.push(`pale: ${said}`)
    }
    return found
}"""


def printed(student):
    """The page as it goes to the printer."""
    student.page.set_viewport_size(A4)
    student.page.emulate_media(media="print")
    return student.settled()


def on_screen(student):
    student.page.emulate_media(media="screen")
    return student.back_to_screen()


def sheets(student):
    return len(re.findall(rb"/Type\s*/Page\b", student.page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_dark_page_prints_whole_and_in_ink(visit, app):
    student = visit(app, scheme="dark").arrives_at("Home").try_example(EXAMPLE)
    for title, (answer, charts) in ANSWERS.items():
        if title != "Home":
            student.go(title)
        printed(student)
        expect(student.main.get_by_role("heading", name=answer)).to_be_visible()
        expect(student.main.locator("svg.marks")).to_have_count(charts)
        assert student.page.evaluate(FAULTS, INK) == [], title
        assert sheets(student) >= student.main.evaluate("main => main.scrollHeight") // A4["height"], title
        on_screen(student)


def test_what_an_advisor_prints_holds_every_part_of_the_report(visit, app):
    student = visit(app).arrives_at("Home").try_example(EXAMPLE)
    student.save_first()
    advisor = printed(visit(student.make_link("Dr. Osei"), scheme="dark").reads(REPORT))
    expect(advisor.main.locator("svg.marks")).to_have_count(3)
    assert advisor.page.evaluate(FAULTS, INK) == []
