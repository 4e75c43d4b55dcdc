"""Everybody can read it: no barrier that axe finds, no sideways scrolling on a phone, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

BARRIERS = ("serious", "critical")
FIRST = "Climbing, not there yet"
REPORT = "Second Sitting: a report to talk over"
THIRD = "Good scores last time"
PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")


def barriers(student):
    """Rules that the page breaks so that somebody is shut out, each with the elements that break it."""
    found = Axe().run(student.unrolled().page).response["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found if rule["impact"] in BARRIERS}


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=["wide", "phone"])
def screen(request):
    return request.param


@pytest.fixture(scope="session")
def known():
    """Barriers of Streamlit's own page, by screen and theme."""
    return {}


@pytest.fixture
def own_barriers(visit, bare_app, known, screen, scheme):
    """Find the barriers of a page that a page of Streamlit's alone does not have under the same theme and width."""
    if (screen, scheme) not in known:
        bare = visit(bare_app, screen=screen, scheme=scheme).reads("A page")
        known[screen, scheme] = set(barriers(bare))

    def find(student):
        return {rule: where for rule, where in barriers(student).items() if rule not in known[screen, scheme]}

    return find


@pytest.fixture
def student(visit, app, screen, scheme):
    return visit(app, screen=screen, scheme=scheme).arrives_at("Home")


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


def test_each_part_of_the_plan_has_no_barrier_of_its_own(student, own_barriers):
    student.try_example(FIRST).go("Plan")
    for part in PARTS:
        student.part(part)
        if part == "What happened":
            student.main.get_by_text("The learning was crammed").click()
        assert own_barriers(student.settled().open("")) == {}, part


def test_share_and_what_an_advisor_sees_have_no_barrier_of_their_own(visit, student, own_barriers, screen, scheme):
    assert own_barriers(student.try_example(FIRST).go("Share")) == {}
    student.save_first()
    link = student.make_link("Dr. Osei")
    student.main.get_by_text("Preview what the advisor sees").click()
    assert own_barriers(student.settled()) == {}
    advisor = visit(link, screen=screen, scheme=scheme).reads(REPORT)
    assert own_barriers(advisor) == {}
    advisor.page.goto(f"{link}x")
    assert own_barriers(advisor.reads("This link does not open anything")) == {}


@pytest.mark.parametrize("title", ["Home", "Readiness", "Outlook", "Plan", "Share", "Methods"])
def test_a_phone_never_scrolls_sideways(visit, app, title):
    student = visit(app, screen="phone").arrives_at("Home").try_example(THIRD)
    if title != "Home":
        student.go(title)
    stays_inside(student)


def test_a_phone_never_scrolls_sideways_over_any_part_of_the_plan(visit, app):
    student = visit(app, screen="phone").arrives_at("Home").try_example(THIRD).go("Plan")
    for part in PARTS:
        stays_inside(student.part(part).open(""))


def test_a_phone_never_scrolls_sideways_over_an_advisors_page(visit, app):
    student = visit(app, screen="phone").arrives_at("Home").try_example(THIRD)
    student.save_first()
    stays_inside(visit(student.make_link("Dr. Osei"), screen="phone").reads(REPORT))


def stays_inside(student):
    widths = student.page.evaluate(
        """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")].map(
            (part) => ({ needed: part.scrollWidth, there: part.clientWidth }))"""
    )
    assert all(part["needed"] <= part["there"] == 390 for part in widths), widths
