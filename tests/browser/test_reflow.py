"""On a phone, and on a screen of 640 pixels at twice the size, a page is read downwards alone: never sideways."""

import pytest

from pages.ui.pages import MATCH, METHODS, RETAKE, SHARE

pytestmark = pytest.mark.browser

WIDTHS = (390, 320)
EXAMPLE = "Good scores last time"
REPORT = "Second Sitting: a report to talk over"
PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")


@pytest.fixture
def student(visit, app):
    return visit(app, screen="phone").arrives_at("Home").try_example(EXAMPLE)


def test_no_page_scrolls_sideways(student):
    stays_inside(student)
    for page in (RETAKE, MATCH, SHARE, METHODS):
        stays_inside(student.go(page.title).open(""))


def test_no_part_of_the_plan_scrolls_sideways(student):
    student.go("Plan")
    for part in PARTS:
        stays_inside(student.part(part).open(""))


def test_an_advisors_page_never_scrolls_sideways(visit, student):
    student.save_first()
    stays_inside(visit(student.make_link("Dr. Osei"), screen="phone").reads(REPORT))


def stays_inside(student):
    for width in WIDTHS:
        # A chart takes the new width a moment after the page does.
        student.under("light", width).page.wait_for_function(
            """(width) => [document.scrollingElement, document.querySelector("[data-testid=stMain]")].every(
                (part) => part.clientWidth === width && part.scrollWidth <= width)""",
            arg=width,
        )
    student.back_to_screen()
