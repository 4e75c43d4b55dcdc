"""The plan's calendar: what has a day, what the exam date crosses, and what moves with it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from model.booking.pace import SitOrWait
from model.entries.profile import Profile
from model.evidence.exam import cited, evidence
from model.plan.conflicts import Conflict, conflicts
from model.plan.plan import StudyPlan
from model.report.blocks import Block, Chart, Heading, Items, Paragraph, Table, emphasis
from model.report.sections.booking import waits_table
from model.report.sentences import conflict_text, conflict_way_out, eras_note, event_line, event_title, waiting_note
from model.text import long_date


def conflict_blocks(found: Sequence[Conflict]) -> Iterator[Block]:
    """The lines that the exam date crosses, each with a way out."""
    if found:
        yield Items(
            tuple(f"{conflict_text(item)} Way out: {conflict_way_out(item)} ({cited(item.source)})" for item in found),
            intro=emphasis("Lines that the exam date crosses, each with a way out", "crossed"),
        )


def timeline_blocks(found: StudyPlan) -> Iterator[Block]:
    """Everything with a day, and what is known of ERAS where none of its days lies ahead."""
    if found.events:
        yield timeline_chart(found)
    if found.latest_eras is not None:
        yield Paragraph(eras_note(found.latest_eras), "note")


def timeline_chart(found: StudyPlan) -> Chart:
    """The chart of the plan's days and periods; the plan must hold some."""
    return Chart(
        name="calendar",
        alt="Timeline: " + " ".join(map(event_line, found.events)),
        caption="Diamonds: your dates, and practice tests laid out from them. Circles: results. Squares: published "
        "dates. Bars: periods.",
        table=Table(
            title="The calendar as a table",
            columns=("Day", "What", "Moves with the exam"),
            numeric=(False, False, False),
            rows=tuple(
                (
                    long_date(event.start) + (f" to {long_date(event.end)}" if event.end > event.start else ""),
                    event_title(event),
                    "yes" if event.moves else "no",
                )
                for event in found.events
            ),
        ),
        facts=found.events,
    )


def moves_blocks(found: StudyPlan) -> Iterator[Block]:
    """Each day of the plan that moves with the exam, now and then."""
    rows = tuple((event_title(move.event), _day(move.before), _day(move.after)) for move in found.moves)
    if rows:
        weeks = evidence().rule("plan.move_weeks")
        title = f"If the exam moves by {weeks:g} weeks"
        yield Heading(title)
        yield Table(title, ("What", "Now", "Then"), (False, False, False), rows)


def _day(day: dt.date | None) -> str:
    return "not there" if day is None else long_date(day)


def side_by_side_blocks(profile: Profile, today: dt.date, rows: Sequence[SitOrWait]) -> Iterator[Block]:
    """Three dates with their chances, and the lines that each crosses."""
    yield Heading("Three dates side by side")
    yield waits_table(rows)
    crossed = tuple(_crossed(row.date, conflicts(profile, today, row.date)) for row in rows)
    yield Items(crossed, strong=tuple(long_date(row.date) for row in rows))
    yield Paragraph(waiting_note(beside_the_chance=False), "note")


def _crossed(day: dt.date, found: Iterable[Conflict]) -> str:
    crossed = " ".join(map(conflict_text, found))
    return f"{long_date(day)} {f'crosses: {crossed}' if crossed else 'crosses no line of those entered.'}"
