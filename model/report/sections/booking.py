"""Booking the date: the advice, the dates side by side, and what was looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from model.booking.check import Check, Kind
from model.booking.pace import SitOrWait
from model.evidence.exam import cited
from model.report.blocks import Block, Card, Details, Entries, Entry, Heading, Items, Paragraph, Table, emphasis
from model.report.report import Report
from model.report.sentences import (
    ADVICE_NOTE,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    check_words,
    span,
    spoken,
    unmet_sentence,
    waiting_note,
)
from model.text import long_date, short_date, whole

KINDS: Final[Mapping[Kind, str]] = {
    "scores": "The scores",
    "preparation": "Preparation",
    "calendar": "Rules and calendar",
}
NEXT: Final = "One thing to do next:"


def booking_blocks(report: Report, *, beside_the_chance: bool) -> Iterator[Block]:
    """The whole section; ``beside_the_chance`` where the chance itself is shown too."""
    yield advice_card(report)
    yield from dates_blocks(report.booking.sit_or_wait, beside_the_chance=beside_the_chance)
    yield from checks_blocks(report.booking.checks)


def advice_card(report: Report) -> Card:
    """The advice, its reason, what would change it, and the one next step."""
    advice = report.booking.advice
    turning = advice_changes(advice)
    changes = (Items(turning, intro=emphasis("What would change this")),) if turning else ()
    return Card(
        (
            Paragraph(advice_text(advice), "lead"),
            Paragraph(advice_reason(advice)),
            *changes,
            Paragraph(f"{NEXT} {advice_step(advice)}", strong=(NEXT,)),
            Paragraph(ADVICE_NOTE, "note"),
        ),
        key="advice",
    )


def dates_blocks(rows: Sequence[SitOrWait], *, beside_the_chance: bool) -> Iterator[Block]:
    """The possible dates, the lines that they cross, and what their figures mean."""
    yield Heading("Sit, or wait")
    yield waits_table(rows)
    crossed = conflicts(rows)
    if crossed:
        yield Items(crossed, intro=emphasis("Dates that cross a line", "crossed"))
    yield Paragraph(waiting_note(beside_the_chance=beside_the_chance), "note")


def waits_table(rows: Iterable[SitOrWait]) -> Table:
    """The possible dates side by side."""
    return Table(
        title="The dates side by side",
        columns=("Exam on", "If scores stay, of 100", "If your trend goes on, of 100", "Results"),
        numeric=(False, True, True, False),
        rows=tuple(
            (
                long_date(row.date) + (f", {row.weeks_later} weeks later" if row.weeks_later else ""),
                f"{whole(row.hold.central)} ({span(row.hold)})",
                f"{whole(row.trend.central)} ({span(row.trend)})",
                f"{short_date(row.results_typical)} to {short_date(row.results_allow)}",
            )
            for row in rows
        ),
    )


def conflicts(rows: Iterable[SitOrWait]) -> tuple[str, ...]:
    """The calendar lines that the possible dates would cross, each with its date."""
    return tuple(f"{long_date(row.date)}: {unmet_sentence(check)}" for row in rows for check in row.conflicts)


def checks_blocks(checks: Sequence[Check]) -> Iterator[Block]:
    """Every check by its kind: how it stands, what was found, and the line it was held against."""
    yield Heading("What was looked at")
    for kind, title in KINDS.items():
        yield Entries(tuple(_check(check) for check in checks if check.kind == kind), emphasis(title))


def _check(check: Check) -> Entry:
    words = check_words(check)
    return Entry(
        f"{words.title}: {check.status}.",
        f"{spoken(words.value)}.",
        f"Line: {words.line} ({cited(check.source)}).",
        check.status,
    )


def reasons_details(checks: Sequence[Check]) -> Details:
    """Why each check matters, and what would flip it."""
    found = tuple(map(check_words, checks))
    lines = tuple(f"{words.title}. {words.why} Flips it: {words.flips}." for words in found)
    reasons = Items(lines, strong=tuple(f"{words.title}." for words in found))
    return Details("Why each matters, and what would flip it", (reasons,), key="check_reasons")
