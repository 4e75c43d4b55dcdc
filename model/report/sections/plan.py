"""The plan in short, its first steps, the changes, and the attempts: what a student and an advisor both see of it."""

from collections.abc import Iterator
from typing import Final

from model.entries.profile import Profile
from model.entries.schema import Level
from model.evidence.exam import cited, evidence
from model.evidence.plan import Finding
from model.plan.attempts import AttemptRow, Ledger
from model.plan.plan import StudyPlan
from model.plan.steps import Change
from model.plan.subjects import Priority
from model.plan.workload import Load
from model.report.blocks import Block, Card, Entries, Entry, Heading, Items, Paragraph, Table
from model.report.sections.calendar import conflict_blocks, timeline_blocks
from model.report.sentences import after_next, load_sentence, missing_days, spoken
from model.text import count, long_date

LEVEL_WORDS: Final[dict[Level | None, str]] = {
    "lower": "lower",
    "same": "about the same",
    "higher": "higher",
    None: "not shown",
}
NO_EFFECT: Final = "No effect found."


def plan_blocks(found: StudyPlan) -> Iterator[Block]:
    """The whole section, without what a student chooses on a day."""
    yield Paragraph(f"To begin with: {', '.join(row.area for row in found.first_subjects)}", "lead")
    if found.next_test is not None:
        yield Paragraph(f"Next practice test: {long_date(found.next_test)}.")
    if found.load is not None:
        yield Paragraph(load_sentence(found.load))
    yield Heading("First steps")
    yield Items(tuple(f"{step.title}: {'done' if step.done else f'by {long_date(step.due)}'}." for step in found.steps))
    if found.changes:
        yield Heading("What to change")
        yield from changes_blocks(found)
    yield Heading("The calendar")  # it holds a day of ERAS at least, or says that none lies ahead
    yield from timeline_blocks(found)
    yield from conflict_blocks(found.conflicts)
    yield Heading("Attempts")
    yield from ledger_blocks(found.ledger)


# In short ------------------------------------------------------------------------------------------------------------


def short_blocks(profile: Profile, found: StudyPlan) -> Iterator[Block]:
    """What to begin with, the next practice test, the questions a day, and what moves with the exam."""
    subjects = tuple(f"{row.area}: {reason(row)}" for row in found.first_subjects)
    yield Items(subjects, numbered=True, intro=Paragraph("Begin with"))
    if found.also_first:
        yield Paragraph(f"Tied with the last of these: {named(found.also_first)}.")
    lines = tuple(_short_lines(profile, found))
    yield Items(tuple(text for text, _ in lines), strong=tuple(figure for _, figure in lines))


def _short_lines(profile: Profile, found: StudyPlan) -> Iterator[tuple[str, str]]:
    if found.exam is None:
        said = f"{no_exam(profile)} With one ahead, under Calendar, practice tests and questions a day are laid out."
        yield said, ""
        return
    yield f"Exam: {long_date(found.exam)}.", long_date(found.exam)
    if found.next_test is None:
        yield "Next practice test: no day is left for one before the exam.", ""
    else:
        yield f"Next practice test: {long_date(found.next_test)}.", long_date(found.next_test)
    heavy = found.load is not None and bool(found.load.remaining) and found.load.heavy
    aside = " That is more than a day holds well; Each day says what would bring it down." if heavy else ""
    figure = "" if found.load is None or not found.load.remaining else str(found.load.per_day)
    yield f"{daily(found.load)}{aside}", figure
    if found.moves:
        weeks = evidence().rule("plan.move_weeks")
        days = f"{count(len(found.moves), 'day')} of the plan change"
        yield f"If the exam moves by {weeks:g} weeks, {days}; Calendar has them side by side.", ""


def reason(row: Priority) -> str:
    """What puts an area where it is."""
    shown = "latest practice test" if row.latest else "fail report"
    read = "" if row.now is None else f"{LEVEL_WORDS[row.now]} on your {shown}; "
    return f"{read}{row.low:g} to {row.high:g} percent of the exam"


def named(rows: tuple[Priority, ...]) -> str:
    """Areas one after the other."""
    return "; ".join(row.area for row in rows)


def no_exam(profile: Profile) -> str:
    """Why no exam lies ahead."""
    if profile.exam_date is None:
        return "No exam date is entered yet."
    return f"The exam date entered, {long_date(profile.exam_date)}, has passed."


def daily(found: Load | None) -> str:
    """Questions a day in short."""
    if found is None:
        return "Questions a day: none; no study day is left before the exam."
    if not found.remaining:
        return f"Questions a day: none have to be; the {found.target:,} aimed at are done."
    return f"Questions a day: {found.per_day}, on {count(len(found.days), 'study day')} until the exam."


# What happened -------------------------------------------------------------------------------------------------------


def changes_blocks(found: StudyPlan) -> Iterator[Block]:
    """A card for each change: what studies found, null findings too, and how its questions tend to be missed."""
    for change in found.changes:
        yield Card(tuple(_change(change)), key=f"change_{change.cause}")


def _change(change: Change) -> Iterator[Block]:
    grounds = f"The cause: {cited(change.source)}. The change: our judgement."
    yield Entries((Entry(f"{change.title}.", change.change, grounds),))
    nothing = tuple(NO_EFFECT if row.null else "" for row in change.findings)
    yield Items(tuple(map(finding_line, change.findings)) or ("No study was found.",), strong=nothing)
    yield Items(
        tuple(f"{mode.title}: {mode.todo}" for mode in change.modes),
        intro=Paragraph("How its questions tend to be missed, and what to do (our judgement)"),
    )


def finding_line(row: Finding) -> str:
    """What a study found, with how many took part and its source."""
    nothing = f"{NO_EFFECT} " if row.null else ""
    return f"{nothing}{spoken(f'{row.behaviour}: {row.finding}')} (n = {row.n:,}; {cited(row.source)})."


def causes_blocks(profile: Profile, found: StudyPlan) -> Iterator[Block]:
    """What a student sees of the causes: the changes, and what to do where none is ticked or sure."""
    yield from changes_blocks(found)
    if profile.plan.causes_unsure:
        yield Paragraph(
            "Not being sure is an answer too. For some days, note how each missed question was missed: never learned, "
            "not brought back, misread, changed, or out of time. The largest pile names the change."
        )
    elif not found.changes:
        yield Paragraph(
            "Each one that you tick shows one change, what studies found, and how its questions get missed."
        )


# Attempts ------------------------------------------------------------------------------------------------------------


def ledger_blocks(ledger: Ledger) -> Iterator[Block]:
    """Attempts used and left, what follows if the next one does not pass, and the day of each that is left."""
    if not ledger.used:
        yield Paragraph(
            f"No attempt is entered. With the one that did not pass, above, this says how many of {ledger.limit} are "
            f"left ({cited(ledger.sources[0])}) and from which day the rules allow each."
        )
        return
    used = f"{count(ledger.used, 'attempt')} used, {ledger.left} left"
    yield Paragraph(f"{used} of {ledger.limit} ({cited(ledger.sources[0])}). {after_next(ledger)}", strong=(used,))
    rows = tuple(
        (str(row.number), _earliest(row), "" if row.planned is None else long_date(row.planned)) for row in ledger.rows
    )
    if rows:
        columns = ("Attempt", "The rules allow it from", "Planned")
        yield Table("The attempts that are left", columns, (True, False, False), rows)


def _earliest(row: AttemptRow) -> str:
    if row.earliest is not None:
        return long_date(row.earliest)
    return "no wait" if row.known else f"not known without {missing_days(row)}"
