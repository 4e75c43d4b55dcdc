"""Everybody can read it: the plan, the share page, and what an advisor sees."""

import pytest

pytestmark = pytest.mark.browser

FIRST = "Climbing, not there yet"
REPORT = "Second Sitting: a report to talk over"
PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")


@pytest.fixture
def student(visit, app):
    return visit(app).arrives_at("Home").try_example(FIRST)


def test_each_part_of_the_plan_has_no_barrier_of_its_own(student, own_barriers):
    student.go("Plan")
    for part in PARTS:
        student.part(part)
        if part == "What happened":
            student.main.get_by_text("The learning was crammed").click()
        assert own_barriers(student.settled().open("")) == {}, part


def test_share_and_what_an_advisor_sees_have_no_barrier_of_their_own(visit, student, own_barriers):
    assert own_barriers(student.go("Share")) == {}
    student.save_first()
    link = student.make_link("Dr. Osei")
    student.main.get_by_text("Preview what the advisor sees").click()
    assert own_barriers(student.settled()) == {}
    advisor = visit(link).reads(REPORT)
    assert own_barriers(advisor) == {}
    advisor.page.goto(f"{link}x")
    assert own_barriers(advisor.reads("This link does not open anything")) == {}
