"""The sections of the report, laid out as blocks.

Over 400 lines: what is said once and drawn for several readers stands together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from model.booking.check import Check, Kind
from model.booking.pace import SitOrWait
from model.evidence.exam import cited, evidence
from model.evidence.match import match_evidence
from model.evidence.sources import GRADE_MEANINGS, GRADE_WORDS
from model.outlook.gap import contrasts
from model.outlook.offset import Offset
from model.outlook.outlook import Outlook
from model.outlook.rates import Rate
from model.outlook.strength import Strength
from model.plan.plan import StudyPlan
from model.plan.steps import Change
from model.report.agenda import open_decisions, questions, titles
from model.report.blocks import (
    Block,
    Chart,
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
from model.report.report import Report
from model.report.sentences import (
    ADVICE_NOTE,
    APPLICANTS,
    SCORE_LIMITS,
    about,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    band_words,
    basis_words,
    between_sentence,
    chance_sentence,
    check_words,
    conflict_text,
    conflict_way_out,
    contrast_words,
    eras_note,
    event_line,
    event_title,
    evidence_words,
    interval_sentence,
    ledger_sentence,
    load_sentence,
    match_words,
    missing_sentence,
    parity_sentence,
    pass_verbs,
    percentile_sentence,
    quartile_sentence,
    rate_sentence,
    remarks,
    span,
    spoken,
    step2_error_sentence,
    strength_entry,
    strength_next_step,
    strength_reading,
    strength_reference,
    strength_title,
    unmet_sentence,
    waiting_note,
    weight_sentence,
    years_words,
)
from model.sharing.sections import Section
from model.text import capital, count, long_date, short_date, whole

TITLE: Final = "Second Sitting: a report to talk over"

KINDS: Final[Mapping[Kind, str]] = {
    "scores": "The scores",
    "preparation": "Preparation",
    "calendar": "Rules and calendar",
}

MATCH_LIMITS: Final = (
    "How much a first-attempt failure costs in the match has not been published since Step 1 became pass or fail.",
    "Published rates include applicants with failed attempts and do not tell them apart.",
)
PLAN_LIMITS: Final = (
    "Whether what helped first-time takers helps after an attempt that did not pass has not been published.",
    "The order of subjects and the pace of the days are our judgement.",
)
STRENGTH_LIMITS: Final = ("There is no total of the strengths: nothing published supports one.",)


# What several drawings share ------------------------------------------------------------------------------------------


def passing(percent: float) -> Icons:
    """The icon array of a chance of passing [percent]."""
    passed = whole(percent)
    passes, do = pass_verbs(passed)
    return Icons(
        sure=passed,
        most=passed,
        alt=f"Of 100 people, {passed} {passes} and {100 - passed} {do} not.",
        caption=f"Filled: {passed} {passes}. Hollow: {100 - passed} {do} not.",
    )


def matching(floor: float, ceiling: float) -> Icons:
    """The icon array of a match rate between floor and ceiling [percent]."""
    sure, most = whole(floor), whole(ceiling)
    matches, do = "matches" if sure == 1 else "match", pass_verbs(most)[1]
    return Icons(
        sure=sure,
        most=most,
        alt=f"Of 100 people, between {sure} and {most} match.",
        caption=f"Filled: {sure} {matches}. Dotted: {most - sure} nobody can tell. Hollow: {100 - most} {do} not.",
    )


def scores_chart(report: Report) -> Chart:
    """The chart of scores and level up to the exam; the report must hold a path."""
    answer, facts = report.readiness, evidence()
    lower, upper = facts.constant("low_pass_lower"), facts.constant("low_pass_upper")
    tests, last = answer.estimate.tests, answer.path[-1]
    level = f"{last.low:.0f} to {last.high:.0f}"
    scored = ((long_date(row.test.date), row.test.label, f"{row.test.score:g}", f"{row.epc:.0f}") for row in tests)
    return Chart(
        name="scores",
        alt=f"{count(len(tests), 'practice score')}, the latest {tests[-1].epc:.0f}; on {long_date(answer.sitting)} "
        f"the level is estimated at {level}; the low-pass band is {lower:g} to {upper:g}.",
        caption="Diamonds: your scores on NBME's scale. Line and shade: your level, with the range that holds two "
        "times in three. Grey band: NBME's low-pass band.",
        table=Table(
            title="The scores as a table",
            columns=("Day", "What", "Score", "EPC"),
            numeric=(False, False, True, True),
            rows=(*scored, (long_date(last.date), "Estimated level, two times in three", "", level)),
        ),
    )


def offset_chart(shift: Offset, specialty: str) -> Chart:
    """The chart of ceiling and floor over Step 2 CK in a specialty."""
    first, last = shift.curve[0], shift.curve[-1]
    bands = ((band_words(rate.band), rate) for _, rate in shift.marks)
    own = "" if shift.at is None else f" At {shift.at.step2ck:g}: {whole(shift.at.floor)} to {whole(shift.at.ceiling)}."
    return Chart(
        name="offset",
        alt=f"{specialty}: from {first.step2ck:g} to {last.step2ck:g} in Step 2 CK the published rate goes from "
        f"{whole(first.ceiling)} to {whole(last.ceiling)} of 100, the floor from {whole(first.floor)} to "
        f"{whole(last.floor)}.{own}",
        caption="Full line: the published rate, the ceiling. Dashed line: the floor with a first-attempt failure. "
        "Dots: published bands, hollow where there are too few applicants."
        + ("" if shift.at is None else " Diamonds: your score."),
        table=rates_table("The bands as a table", "Step 2 CK", bands),
    )


def rates_table(title: str, label: str, rates: Iterable[tuple[str, Rate]]) -> Table:
    """Rates one under the other, each from floor to ceiling with the applicants behind it."""
    return Table(
        title=title,
        columns=(label, "Of 100", "Applicants"),
        numeric=(False, True, True),
        rows=tuple((name, f"{whole(rate.floor)} to {whole(rate.ceiling)}", _applicants(rate)) for name, rate in rates),
    )


def _applicants(rate: Rate) -> str:
    return "not published" if rate.n is None else f"{rate.n:,}" + (" (few)" if rate.small else "")


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


# The parts ------------------------------------------------------------------------------------------------------------


def _kept(*texts: str) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in texts if text)


def _items(title: str, texts: Iterable[str]) -> Iterator[Block]:
    listed = tuple(texts)
    if listed:
        yield from (Heading(title), Items(listed))


def _readiness(report: Report) -> Iterator[Block]:
    answer = report.readiness
    yield Paragraph(f"Based on {basis_words(report.readiness)}", "note")
    yield Paragraph(about(answer.chance.central), "lead")
    yield Paragraph(chance_sentence(report))
    yield passing(answer.chance.central)
    yield from _kept(*remarks(report))
    if answer.path:
        yield Heading("Your scores up to the exam")
        yield scores_chart(report)


def _booking(report: Report, *, beside_the_chance: bool) -> Iterator[Block]:
    found = report.booking
    yield Paragraph(advice_text(found.advice), "lead")
    yield Paragraph(advice_reason(found.advice))
    yield from _items("What would change this", advice_changes(found.advice))
    yield Paragraph(f"One thing to do next: {advice_step(found.advice)}")
    yield Paragraph(ADVICE_NOTE, "note")
    yield Heading("Sit, or wait")
    yield waits_table(found.sit_or_wait)
    yield from _items("Dates that cross a line", conflicts(found.sit_or_wait))
    yield Paragraph(waiting_note(beside_the_chance=beside_the_chance), "note")
    for kind, title in KINDS.items():
        yield Heading(f"What was looked at: {title[0].lower()}{title[1:]}")
        yield Entries(tuple(_check(check) for check in found.checks if check.kind == kind))


def _check(check: Check) -> Entry:
    words = check_words(check)
    return Entry(
        f"{words.title}: {check.status}.", f"{spoken(words.value)}.", f"Line: {words.line} ({cited(check.source)})."
    )


def _outlook(report: Report) -> Iterator[Block]:
    found = report.outlook
    if found is None:
        yield Paragraph("No kind of school is chosen, so no match rate can be looked up.")
        return
    if found.leading is None:
        yield Paragraph("No table with match rates is installed here", "lead")
    else:
        yield from _leading(found.leading, found)
    yield from _kept(percentile_sentence(found), *map(missing_sentence, found.missing))
    if found.offset is not None:
        yield from _offset(found.offset, report.profile.application.target_specialties[0])
    yield from _items("Those who matched, and those who did not", map(quartile_sentence, found.quartiles))
    if found.targets:
        yield Heading("The specialties you chose")
        yield rates_table(
            "From the floor to the published rate", "Specialty", ((rate.specialty, rate) for rate in found.targets)
        )


def _leading(rate: Rate, found: Outlook) -> Iterator[Block]:
    yield Paragraph(f"Based on {APPLICANTS[rate.group]}, {years_words(rate.years)} ({cited(rate.source)}).", "note")
    yield Paragraph(match_words(rate), "lead")
    yield from _kept(rate_sentence(rate), interval_sentence(rate))
    yield matching(rate.floor, rate.ceiling)
    yield Paragraph(between_sentence(found))
    counted = ". ".join(map(contrast_words, contrasts()))
    yield Paragraph(f"The floor is the ceiling's odds times {found.factor:g}. Counted elsewhere: {counted}.", "note")


def _offset(shift: Offset, specialty: str) -> Iterator[Block]:
    yield Heading(f"How far Step 2 CK offsets the attempt in {specialty.lower()}")
    yield offset_chart(shift, specialty)
    none = f"No rate is published for {specialty} at 230-239, so there is none to hold the floor against."
    yield from _kept(weight_sentence(shift), parity_sentence(shift) or none)
    error = step2_error_sentence()
    if error:
        yield Paragraph(error, "note")


def _strengths(report: Report) -> Iterator[Block]:
    yield Paragraph(
        "First what has room or is not entered, then by how many directors cite it. No total: nothing supports one.",
        "note",
    )
    yield Entries(tuple(_strength(strength) for strength in report.strengths))


def _strength(strength: Strength) -> Entry:
    marks = ", ".join(map(cited, strength.sources))
    entry = f"{capital(strength_entry(strength))}. " if strength.entered else ""
    return Entry(
        title=f"{strength_title(strength)}: {strength_reading(strength)}.",
        text=f"{entry}Next: {strength_next_step(strength)}",
        note=capital(strength_reference(strength)) + (f" ({marks})." if marks else "."),
    )


def timeline_chart(found: StudyPlan) -> Chart:
    """The chart of the plan's days and periods; the plan must hold some."""
    return Chart(
        name="timeline",
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
    )


def _plan(report: Report) -> Iterator[Block]:
    found = report.plan
    subjects = ", ".join(row.area for row in found.first_subjects)
    yield Paragraph(f"To begin with: {subjects}", "lead")
    if found.next_test is not None:
        yield Paragraph(f"Next practice test: {long_date(found.next_test)}.")
    yield from _kept("" if found.load is None else load_sentence(found.load))
    yield Heading("First steps")
    yield Items(tuple(f"{step.title}: {'done' if step.done else f'by {long_date(step.due)}'}." for step in found.steps))
    if found.changes:
        yield Heading("What to change")
        yield Entries(tuple(_change(change) for change in found.changes))
    if found.events:
        yield Heading("The calendar")
        yield timeline_chart(found)
    if found.latest_eras is not None:
        yield Paragraph(eras_note(found.latest_eras), "note")
    crossed = (f"{conflict_text(item)} Way out: {conflict_way_out(item)}" for item in found.conflicts)
    yield from _items("Lines that the date crosses", crossed)
    yield Heading("Attempts")
    yield Paragraph(ledger_sentence(found.ledger))


def _change(change: Change) -> Entry:
    found = "; ".join(f"{row.behaviour}: {row.finding} (n = {row.n:,}; {cited(row.source)})" for row in change.findings)
    return Entry(f"{change.title}.", change.change, f"Studies: {found}." if found else "No study was found.")


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
    whom = APPLICANTS[rate.group] + (f", {rate.specialty.lower()}" if rate.specialty else "")
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


def _sources(report: Report, shown: tuple[Section, ...]) -> Iterator[Block]:
    facts = evidence()
    names = dict.fromkeys(name for name in _source_ids(report, shown) if name in facts.sources)
    used = [facts.sources[name] for name in names]
    if not used:
        return
    yield Links(
        tuple(
            Link(row.title, row.url, f"{row.publisher}, {row.published}: {row.grade_word}. Seen: {row.seen}.")
            for row in used
        )
    )
    letters = sorted({row.grade for row in used})
    yield Items(
        tuple(f"{GRADE_WORDS[letter].capitalize()} ({letter}): {GRADE_MEANINGS[letter]}." for letter in letters)
    )
    terms = dict.fromkeys(f"{row.terms}." for row in used if row.terms)
    if terms:
        yield Paragraph(" ".join(terms), "note")


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
        "readiness": ("Chance of passing", _readiness(report)),
        "booking": ("Booking the date", _booking(report, beside_the_chance="readiness" in sections)),
        "outlook": ("Match outlook", _outlook(report)),
        "strengths": ("Strengths, and what to build next", _strengths(report)),
        "plan": ("The plan", _plan(report)),
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
        ("Sources", _sources(report, shown)),
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
