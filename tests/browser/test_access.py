"""Everybody can read it: no barrier that axe finds on any page, in light and dark, at any width."""

import pytest

pytestmark = pytest.mark.browser

FIRST = "Climbing, not there yet"

# Style rules and pictures that the app adds to a page, and those of them that would move whatever the reader asked for.
ADDED = """() => {
    const sheets = [...document.styleSheets].filter((sheet) => !sheet.href && !("emotion" in sheet.ownerNode.dataset))
    const rules = sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    const drawn = [...document.querySelectorAll("[data-testid=stMain] svg.marks")].map((chart) => chart.outerHTML)
    const pictures = [...document.querySelectorAll("[data-testid=stMain] img")].map((image) => image.src)
    const added = [...rules, ...drawn, ...pictures.map((src) => atob(src.split("base64,")[1] ?? "") || src)]
    return { rules: rules.length, drawn: drawn.length, pictures: pictures.length,
             moving: added.filter((text) => /animat|transition/i.test(text)) }
}"""


@pytest.fixture
def student(visit, app):
    return visit(app).arrives_at("Home")


def test_home_has_no_barrier_of_its_own(student, own_barriers):
    assert own_barriers(student) == {}
    assert own_barriers(student.try_example(FIRST)) == {}


def test_readiness_has_no_barrier_of_its_own(student, own_barriers):
    assert own_barriers(student.go("Readiness")) == {}
    assert own_barriers(student.go("Home").try_example(FIRST).go("Readiness").open("")) == {}


def test_methods_has_no_barrier_of_its_own(student, own_barriers):
    assert own_barriers(student.go("Methods").open("")) == {}


def test_outlook_has_no_barrier_of_its_own(student, own_barriers):
    assert own_barriers(student.go("Outlook")) == {}
    assert own_barriers(student.go("Home").try_example(FIRST).go("Outlook").open("")) == {}


def test_nothing_that_the_app_adds_to_a_page_moves(student):
    added = student.try_example(FIRST).go("Readiness").page.evaluate(ADDED)
    assert added["moving"] == []
    assert (added["drawn"], added["pictures"]) == (1, 1)
    assert added["rules"] > 0
