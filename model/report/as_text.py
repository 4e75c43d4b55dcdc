"""The report as plain text for a terminal."""

from collections.abc import Iterable, Iterator

from model.booking.check import Check
from model.booking.pace import SitOrWait
from model.evidence.exam import evidence
from model.outlook.strength import Strength
from model.plan.plan import StudyPlan
from model.report.report import Report
from model.report.sentences import (
    ADVICE_NOTE,
    about,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    basis_words,
    chance_sentence,
    check_words,
    conflict_text,
    conflict_way_out,
    event_line,
    ledger_sentence,
    load_sentence,
    outlook_lines,
    remarks,
    span,
    strength_entry,
    strength_reading,
    strength_reference,
    strength_title,
    unmet_sentence,
)
from model.text import long_date, whole


def to_text(found: Report) -> str:
    """The report as plain text for a terminal."""
    answer, advice = found.readiness, found.booking.advice
    lines = [
        f"Second Sitting, {long_date(found.today)} (model {found.model_version}, data {found.data_version})",
        "",
        f"Based on {basis_words(found.readiness)}",
        f"{about(answer.chance.central)}; range {span(answer.chance)}.",
        chance_sentence(found),
        *remarks(found),
        "",
        advice_text(advice),
        f"  {advice_reason(advice)}",
        *(f"  Would change it: {change}" for change in advice_changes(advice)),
        f"  One thing to do next: {advice_step(advice)}",
        f"  {ADVICE_NOTE}",
        "",
        "Checks",
        *(_check_line(check) for check in found.booking.checks),
        "",
        "Sit or wait (chance if scores stay, and if the trend goes on)",
        *(_wait_line(row) for row in found.booking.sit_or_wait),
        "",
        *(() if found.outlook is None else ("Match outlook", *_indented(outlook_lines(found.outlook)), "")),
        "Strengths",
        *_indented(map(_strength_line, found.strengths)),
        "",
        *_plan_lines(found.plan),
        "Somebody to talk to, on any day",
        *(f"  {line.name}: {line.contact}. {line.about}. [{line.source}]" for line in evidence().support_lines),
        "",
        "Sources: " + ", ".join(dict.fromkeys((*answer.sources, *found.plan.sources))),
    ]
    return "\n".join(lines) + "\n"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _check_line(check: Check) -> str:
    words = check_words(check)
    return f"  [{check.status}] {words.title}: {words.value} (line: {words.line}; {check.source})"


def _wait_line(row: SitOrWait) -> str:
    hold, trend = row.hold, row.trend
    return (
        f"  +{row.weeks_later} weeks, {long_date(row.date)}: "
        f"{whole(hold.low)}-{whole(hold.high)}, about {whole(hold.central)}; "
        f"{whole(trend.low)}-{whole(trend.high)}, about {whole(trend.central)}; "
        f"results {long_date(row.results_typical)} to {long_date(row.results_allow)}"
        + "".join(f"; {unmet_sentence(check)}" for check in row.conflicts)
    )


def _strength_line(item: Strength) -> str:
    marks = f" [{', '.join(item.sources)}]" if item.sources else ""
    said = f"{strength_entry(item)}; {strength_reading(item)} ({strength_reference(item)})"
    return f"{strength_title(item)}: {said}{marks}"


def _plan_lines(found: StudyPlan) -> tuple[str, ...]:
    return (
        "Plan",
        f"  Begin with: {', '.join(row.area for row in found.first_subjects)}.",
        *(() if found.next_test is None else (f"  Next practice test: {long_date(found.next_test)}.",)),
        *(() if found.load is None else (f"  {load_sentence(found.load)}",)),
        *(f"  {event_line(event)}" for event in found.events),
        *(f"  {conflict_text(conflict)} Way out: {conflict_way_out(conflict)}" for conflict in found.conflicts),
        f"  {ledger_sentence(found.ledger)}",
        "",
    )
