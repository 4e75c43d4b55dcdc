"""The report for one reader, laid out as blocks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.outlook.gap import contrasts
from model.outlook.outlook import Outlook
from model.outlook.rates import Rate
from model.report.agenda import open_decisions, questions, titles
from model.report.blocks import Block, Document, Heading, Items, Link, Links, Paragraph, Part
from model.report.report import Report
from model.report.sections.booking import booking_blocks
from model.report.sections.outlook import outlook_blocks
from model.report.sections.plan import plan_blocks
from model.report.sections.readiness import readiness_blocks
from model.report.sections.sources import sources_blocks
from model.report.sections.strengths import strengths_blocks
from model.report.sentences import APPLICANTS, SCORE_LIMITS, about, advice_text, evidence_words, match_words, span
from model.sharing.sections import Section
from model.text import long_date

TITLE: Final = "Second Sitting: a report to talk over"

MATCH_LIMITS: Final = (
    "How much a first-attempt failure costs in the match has not been published since Step 1 became pass or fail.",
    "Published rates include applicants with failed attempts and do not tell them apart.",
)
PLAN_LIMITS: Final = (
    "Whether what helped first-time takers helps after an attempt that did not pass has not been published.",
    "The order of subjects and the pace of the days are our judgement.",
)
STRENGTH_LIMITS: Final = ("There is no total of the strengths: nothing published supports one.",)


def _wellbeing(report: Report) -> Iterator[Block]:
    yield Paragraph(report.profile.plan.wellbeing or "No note is entered.")


# Where things stand, and what to talk about ---------------------------------------------------------------------------


def _standing(report: Report, shown: tuple[Section, ...]) -> Iterator[str]:
    chance, found = report.readiness.chance, report.outlook
    if "readiness" in shown:
        yield f"{about(chance.central)}; range {span(chance)}. Evidence: {evidence_words(report)}."
    if "booking" in shown:
        yield f"{advice_text(report.booking.advice)}."
    if "outlook" in shown:
        leading = None if found is None else found.leading
        yield "No match rate can be looked up yet." if leading is None else _leading_line(leading)
    if "strengths" in shown:
        room, empty = titles(report, "room"), titles(report, "not_entered")
        yield f"Of {len(report.strengths)} strengths, {len(room)} with room to build and {len(empty)} not entered."
    if "plan" in shown:
        exam = report.plan.exam
        yield f"Plan: {'no exam date ahead is entered' if exam is None else f'exam on {long_date(exam)}'}."


def _leading_line(rate: Rate) -> str:
    group = APPLICANTS[rate.group]
    whom = f"{group}, {rate.specialty.lower()}" if rate.specialty else group
    return f"{match_words(rate)}: {whom}."


def _now(report: Report, shown: tuple[Section, ...], label: str, made_with: tuple[str, str] | None) -> Iterator[Block]:
    versions = (report.model_version, report.data_version)
    if label:
        yield Paragraph(label, "lead")
    yield Paragraph(f"As of {long_date(report.today)}, with model {versions[0]} and data {versions[1]}.")
    if made_with is not None and made_with != versions:
        yield Paragraph(
            f"It was saved with model {made_with[0]} and data {made_with[1]}, so the figures may differ from those "
            "seen then.",
            "note",
        )
    lines = tuple(_standing(report, shown))
    if lines:
        yield Items(lines)
    yield Paragraph(
        "The student chose what is shown here; “you” is the student throughout. An estimate, not a verdict.", "note"
    )


def _agenda(report: Report, shown: tuple[Section, ...]) -> Iterator[Block]:
    yield Heading("Open decisions")
    yield Items(tuple(open_decisions(report, shown)) or ("Nothing is left open in what is shown here.",))
    yield Heading("Three questions to ask")
    yield Items(questions(report, shown), numbered=True)


# Limits, sources, support ---------------------------------------------------------------------------------------------


def _limits(shown: tuple[Section, ...]) -> Iterator[Block]:
    limits: tuple[str, ...] = SCORE_LIMITS if {"readiness", "booking"} & set(shown) else ()
    for section, more in (("outlook", MATCH_LIMITS), ("strengths", STRENGTH_LIMITS), ("plan", PLAN_LIMITS)):
        limits += more if section in shown else ()
    if limits:
        yield Items(limits)


def _source_ids(report: Report, shown: tuple[Section, ...]) -> Iterator[str]:
    facts, found = evidence(), report.outlook
    if "readiness" in shown:
        yield from report.readiness.sources
    if "booking" in shown:
        yield from (check.source for check in report.booking.checks)
        yield from (facts.exam_rules[name].source for name in ("results_typical", "results_allow"))
        if "readiness" not in shown:  # the table of dates holds chances, whoever shows them
            yield from report.readiness.sources
    if "outlook" in shown and found is not None:
        yield from _outlook_source_ids(found)
    if "strengths" in shown:
        yield from (source for strength in report.strengths for source in strength.sources)
    if "plan" in shown:
        yield from report.plan.sources


def _outlook_source_ids(found: Outlook) -> Iterator[str]:
    tables = match_evidence()
    yield from (rate.source for rate in found.targets)
    yield from (row.source for row in found.quartiles)
    if found.leading is not None:
        yield found.leading.source
        yield from (item.source for item in contrasts())
    if found.percentile is not None:
        yield tables.percentiles[0].source
    if found.offset is not None:
        yield from (row.source for name, row in tables.constants.items() if name == "standard_error_of_measurement")


def _support() -> Iterator[Block]:
    facts = evidence()
    yield Links(
        tuple(
            Link(line.name, facts.sources[line.source].url, f"{line.contact}. {line.about}.")
            for line in facts.support_lines
        )
    )
    yield Paragraph("Estimates from published figures, not advice from your school or a doctor.", "note")


def document(
    report: Report,
    sections: Sequence[Section],
    *,
    label: str = "",
    made_with: tuple[str, str] | None = None,
) -> Document:
    """Lay a report out for a reader.

    Parameters
    ----------
    report : Report
    sections : sequence of Section
        What is shown, always in the same order; nothing is said of a section left out.
    label : str
        What the student called it.
    made_with : (str, str) or None
        Model and data version at the time of saving; where they are not the report's, the document says so.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        If no section is chosen.
    """
    bodies: Mapping[Section, tuple[str, Iterator[Block]]] = {
        "readiness": ("Chance of passing", readiness_blocks(report)),
        "booking": ("Booking the date", booking_blocks(report, beside_the_chance="readiness" in sections)),
        "outlook": ("Match outlook", outlook_blocks(report.profile, report.outlook)),
        "strengths": ("Strengths, and what to build next", strengths_blocks(report.strengths)),
        "plan": ("The plan", plan_blocks(report.plan)),
        "wellbeing": ("How it is going", _wellbeing(report)),
    }
    shown = tuple(section for section in bodies if section in sections)
    if not shown:
        raise ValueError("A document without a section would show nothing. Choose at least one.")
    parts = (
        ("Where things stand today", _now(report, shown, label, made_with)),
        ("Agenda for the meeting", _agenda(report, shown)),
        *(bodies[section] for section in shown),
        ("What nobody knows", _limits(shown)),
        ("Sources", sources_blocks(_source_ids(report, shown))),
        ("Somebody to talk to, on any day", _support()),
    )
    laid_out = (Part(title, tuple(blocks)) for title, blocks in parts)
    return Document(
        title=TITLE,
        label=label,
        as_of=report.today,
        model_version=report.model_version,
        data_version=report.data_version,
        parts=tuple(part for part in laid_out if part.blocks),
    )
