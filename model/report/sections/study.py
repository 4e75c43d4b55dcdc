"""What to study and how much each day: the areas of the exam, and the questions of good, middling and bad days."""

from collections.abc import Iterator
from typing import Final

from model.entries.profile import Profile
from model.evidence.exam import cited, evidence
from model.evidence.plan import AXES, Axis, plan_evidence
from model.plan.plan import StudyPlan
from model.plan.subjects import Priority
from model.plan.workload import Load
from model.report.blocks import Block, Chart, Items, Paragraph, Table, emphasis
from model.report.sections.plan import LEVEL_WORDS, daily, finding_line, named, no_exam, reason
from model.report.sentences import event_title, missed_ways
from model.text import count, long_date

AXIS_WORDS: Final[dict[Axis, str]] = {"system": "By system", "discipline": "By discipline"}
FIRST_OF_EACH: Final = 5  # areas named for each axis; the table behind them holds them all
BAD: Final = "bad"  # the kind of day on which rest and people are all there is to say


# What to study -------------------------------------------------------------------------------------------------------


def subjects_blocks(found: StudyPlan) -> Iterator[Block]:
    """The first areas of each axis with their reasons, and all of them as a chart."""
    if not any(row.now for row in found.priorities):
        yield Paragraph("Nothing from your reports is entered yet, so the order goes by each area's share of the exam.")
    for axis in AXES:
        rows = found.ranked(axis)
        yield Items(
            tuple(_ranked(row, rows) for row in rows[:FIRST_OF_EACH]),
            numbered=True,
            intro=emphasis(f"{AXIS_WORDS[axis]}, the first {FIRST_OF_EACH} of {len(rows)}"),
        )
    yield Paragraph(
        "First what was lower, by your latest practice test where it shows the area, else by the fail report; then the "
        f"larger share of the exam. The order is our judgement; the shares are the exam's "
        f"({cited(found.priorities[0].source)}).",
        "note",
    )
    yield areas_chart(found.priorities)


def _ranked(row: Priority, rows: tuple[Priority, ...]) -> str:
    others = tuple(other for other in rows if other.rank == row.rank and other.area != row.area)
    return f"{row.area}: {reason(row)}{f' (tie with {named(others)})' if others else ''}"


def areas_chart(rows: tuple[Priority, ...]) -> Chart:
    """The areas of both axes, ranked; few columns, so that a phone shows them all."""
    lower = [row.area for row in rows if row.now == "lower"]
    return Chart(
        name="areas",
        alt=f"{len(rows)} areas of the exam with their shares; lower: {'; '.join(lower) if lower else 'none marked'}.",
        caption="Bars: each area's published share of the questions, lowest to highest. Full diamonds: lower for you "
        "now. Hollow diamonds: higher for you now.",
        table=Table(
            title="The areas as a table",
            columns=("Rank", "Area", "Percent", "Report, then latest test"),
            numeric=(False, False, True, False),
            rows=tuple(
                (
                    f"{row.axis.capitalize()} {row.rank}{' (tie)' if row.tied else ''}",
                    row.area,
                    f"{row.low:g} to {row.high:g}",
                    f"{LEVEL_WORDS[row.report]}, then {LEVEL_WORDS[row.latest]}" if row.now else LEVEL_WORDS[None],
                )
                for row in rows
            ),
        ),
        facts=rows,
    )


# Each day ------------------------------------------------------------------------------------------------------------


def day_blocks(profile: Profile, found: StudyPlan, today: str | None) -> Iterator[Block]:
    """The questions of a day by how it is; a bad day is told of rest and people, and of nothing else."""
    if today == BAD:
        yield from _rest_and_people()
        return
    yield from _questions(profile, found)
    yield from _versions(today, found.load)
    missed = None if found.load is None else found.load.missed
    if missed is not None:
        lead = "After a missed day"
        intro = f"{lead} there are three ways on; choose what fits the days ahead"
        yield Items(tuple(f"{way}." for way in missed_ways(missed)), intro=Paragraph(intro, strong=(lead,)))
    yield from _practice(found)
    yield _resources(profile)


def _rest_and_people() -> Iterator[Block]:
    yield Items(
        tuple(f"{line.name}: {line.contact}" for line in evidence().support_lines),
        intro=Paragraph(
            f"{plan_evidence().versions[BAD].text} If days like this one come often, tell somebody soon: somebody you "
            "trust, your school's counselling, or"
        ),
    )


def _questions(profile: Profile, found: StudyPlan) -> Iterator[Block]:
    load = found.load
    if found.exam is None:
        yield Paragraph(f"{no_exam(profile)} With one ahead, the questions are laid out up to it.")
        return
    if load is None or not load.remaining:
        yield Paragraph(daily(load))
        return
    items, a_day = evidence().rules["plan.block_items"], f"{count(load.per_day, 'question')} a day"
    yield Paragraph(
        f"{a_day}, in {count(load.blocks, 'timed block')} of {items.number:g} ({cited(items.source or '')}), subjects "
        f"mixed: {load.remaining:,} of {load.target:,} to go, on {count(len(load.days), 'study day')}.",
        strong=(a_day,),
    )
    if load.heavy:
        yield Paragraph(
            "That is more than a day holds well. A later date or a smaller number would bring it down; both are worth "
            "talking through with your school.",
            mark="remark",
        )


def _versions(today: str | None, load: Load | None) -> Iterator[Block]:
    questions = {} if load is None or not load.remaining else {kind.name: kind.questions for kind in load.kinds}
    for name, version in plan_evidence().versions.items():
        if today in {None, name}:
            amount = f", {count(questions[name], 'question')}" if questions else ""
            none = " or none" if amount and name == BAD else ""
            yield Paragraph(f"{version.title}{amount}{none}: {version.text}", strong=(version.title,))


def _practice(found: StudyPlan) -> Iterator[Block]:
    days = tuple(
        f"{long_date(event.start)}: {event_title(event)}" for event in found.events if event.kind == "scheduled"
    )
    if days:
        least, most = (evidence().rule(f"plan.{name}") for name in ("least_spacing", "test_spacing"))
        spacing = f"Practice tests, {least:g} to {most:g} days apart where the calendar has room"
        yield Items(days, intro=Paragraph(spacing, strong=("Practice tests",)))


def _resources(profile: Profile) -> Paragraph:
    few, names = evidence().rules["plan.few_resources"], profile.plan.resources
    if len(names) > few.number:
        return Paragraph(f"{count(len(names), 'resource')} are named. {few.why}", mark="remark")
    return Paragraph(few.why, "note")


# Accommodations ------------------------------------------------------------------------------------------------------


def accommodations_blocks(profile: Profile, found: StudyPlan) -> Iterator[Block]:
    """The evidence on accommodations, ahead of every date, unless none are needed or all is granted."""
    asked = profile.plan.accommodations
    if asked in {"not needed", "granted"}:
        return
    lead = "If you may need test accommodations, ask early, before a date is fixed."
    if asked == "asked":
        lead = "You have asked for test accommodations: a date after the answer keeps room for it."
    yield Paragraph(" ".join((lead, *map(finding_line, found.accommodations))), mark="early")
