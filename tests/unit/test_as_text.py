"""The report on a terminal: the same blocks as every page, as lines."""

import pytest

from model.report.as_text import document_text, to_text
from model.report.blocks import (
    Card,
    Chart,
    Details,
    Document,
    Entries,
    Entry,
    Heading,
    Icons,
    Items,
    Link,
    Links,
    Paragraph,
    Part,
    Table,
)
from model.report.report import report
from model.report.sentences import (
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    basis_words,
    check_words,
    event_title,
    rate_sentence,
    remarks,
    strength_reading,
    strength_title,
)
from model.text import long_date

CLIMBING = ((28, 55), (14, 60), (0, 66))
SURGERY = {"target_specialties": ("General Surgery", "Internal Medicine"), "step2ck": 245}
TABLE = Table("The figures", ("Day", "Of 100"), (False, True), (("1 Dec", "7"), ("12 Dec", "84")))


@pytest.fixture
def told(today):
    return lambda profile: report(profile, today)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Heading("Dates"), ["Dates:"]),
        (Paragraph("One.\nTwo.", "lead"), ["One.", "Two."]),
        (Items(("a", "b"), numbered=True), ["1. a", "2. b"]),
        (Items(("a",), intro=Paragraph("Begin with")), ["Begin with", "- a"]),
        (Entries((Entry("Name: met.", "Two.", "Line: one."),)), ["- Name: met. Two.", "  Line: one."]),
        (Links((Link("Here", "https://a.org", "read."),)), ["- Here <https://a.org>: read."]),
        (Links((Link("Here", "", "read.", ","),)), ["- Here, read."]),
        (TABLE, ["The figures:", "  Day     Of 100", "  1 Dec        7", "  12 Dec      84"]),
        (Icons(1, 2, "Of 100.", "Filled: 1."), ["Filled: 1."]),
        (Chart("scores", "A chart.", "A caption.", TABLE, None), ["The figures:", "  Day     Of 100"]),
        (Card((Paragraph("a"), Paragraph("b")), "card"), ["  a", "", "  b"]),
        (Details("Why", (Paragraph("a"),), "why"), ["Why:", "", "  a"]),
    ],
)
def test_each_kind_of_block_has_its_lines(block, lines, today):
    text = document_text(Document("Title", "", today, "1", "2", (Part("Part", (block,)),)))
    assert text.splitlines()[: 6 + len(lines)] == ["Title", "=====", "", "Part", "----", "", *lines]


def test_the_text_says_the_chance_the_advice_and_what_they_rest_on(told, student):
    answer = told(student(*CLIMBING, group=None))
    lines, advice = [line.strip() for line in to_text(answer).splitlines()], answer.booking.advice
    assert f"Based on {basis_words(answer.readiness)}" in lines
    assert {advice_text(advice), advice_reason(advice), f"One thing to do next: {advice_step(advice)}"} <= set(lines)
    assert {f"- {change}" for change in advice_changes(advice)} <= set(lines)
    assert set(remarks(answer)) <= set(lines)


def test_the_text_has_every_check_date_and_strength(told, student, day):
    answer = told(student(*CLIMBING, plan={"school_deadline": day(30)}))
    text = to_text(answer)
    titles = {check_words(check).title: check.status for check in answer.booking.checks}
    assert [title for title, status in titles.items() if f"- {title}: {status}. " not in text] == []
    assert [row.date for row in answer.booking.sit_or_wait if f"  {long_date(row.date)}" not in text] == []
    read = [f"- {strength_title(row)}: {strength_reading(row)}. " for row in answer.strengths]
    assert [line for line in read if line not in text] == []


def test_the_text_has_the_rate_of_each_specialty_chosen(told, student):
    answer = told(student(application=SURGERY))
    text = to_text(answer)
    assert len(answer.outlook.targets) == len(SURGERY["target_specialties"])
    assert [rate.specialty for rate in answer.outlook.targets if rate_sentence(rate) not in text] == []


def test_the_text_has_the_plan_with_its_days_and_no_note_of_the_students(told, student):
    answer = told(student((28, 55), exam_in=40, plan={"causes": ("cramming",), "wellbeing": "Sleeping again."}))
    text = to_text(answer)
    assert [title for title in map(event_title, answer.plan.events) if title not in text] == []
    assert "Next practice test: " in text
    assert "Sleeping again." not in text


def test_the_text_of_a_plan_without_a_date_ahead_names_no_test_and_no_load(told, student):
    text = to_text(told(student(exam_in=None)))
    assert "To begin with: " in text
    assert "Next practice test" not in text
    assert "questions a day in" not in text
