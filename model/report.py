"""One report built from a profile, and its sentences: what pages and documents draw, and the command line prints."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydantic import BaseModel

from model import MODEL_VERSION
from model.booking.booking import Booking, booking
from model.booking.check import Check
from model.booking.pace import SitOrWait
from model.entries.profile import Profile
from model.evidence.exam import cited, evidence
from model.evidence.match import match_evidence
from model.evidence.sources import GRADE_WORDS
from model.outlook.gap import Contrast
from model.outlook.offset import Offset
from model.outlook.outlook import Outlook, outlook
from model.outlook.rates import APPLICANTS, ROUNDING, Rate, capped
from model.outlook.references import Quartiles
from model.outlook.strengths import Strength, strengths
from model.plan.attempts import Ledger
from model.plan.plan import StudyPlan, plan
from model.plan.timeline import Event
from model.plan.workload import Load
from model.readiness.last_time import Gap
from model.readiness.readiness import Readiness, readiness
from model.words import about, count, long_date, span, whole

Strong = Callable[[str], str]
"""How a page sets off the figure that a sentence is about; ``str`` leaves it plain."""

MEASURES: Final = {"step2ck": "Step 2 CK", "contiguous_ranks": "contiguous ranks"}

ADVICE_NOTE: Final = (
    "The advice goes by the lowest of the three curves, because a second attempt that does not pass costs more than a "
    "wait; so it can say to wait while the middle figure looks high. To talk it through: your school's academic "
    "support, or the support lines below."
)

SCORE_LIMITS: Final = (
    "All published evidence on scores is about first-time takers.",
    "Repeat-taker rates count examinations, third and fourth attempts included.",
    "No outcome of this app's users has been collected (n = 0).",
    "NBME publishes no full table of score and chance; those in circulation disagree.",
)


@dataclass(frozen=True, slots=True)
class Report:
    """The answers to one profile on one day, with the versions they were made with."""

    profile: Profile
    today: dt.date
    readiness: Readiness
    booking: Booking
    outlook: Outlook | None
    strengths: tuple[Strength, ...]
    plan: StudyPlan
    model_version: str
    data_version: str


def to_dict(found: Report) -> dict[str, Any]:
    """The report as plain values: dates in ISO form, chances in percent, unrounded."""
    answer, advice = found.readiness, found.booking.advice
    model, gap = answer.estimate, gap_in_chance(answer)
    return {
        "model_version": found.model_version,
        "data_version": found.data_version,
        "today": found.today.isoformat(),
        "readiness": {
            "chance": asdict(answer.chance),
            "ability": asdict(answer.ability),
            "basis": {
                "text": basis_words(found.readiness),
                "sitting": answer.sitting.isoformat(),
                "sitting_assumed": answer.assumed,
                "scored_tests": len(model.tests),
                "last_time_tests": len(model.last_time),
                "last_time_gap": None if gap is None else asdict(gap),
                "repeat_rate": asdict(model.rate),
                "printed_pairs_used": len(model.curves.used),
                "printed_pairs_set_aside": len(model.curves.set_aside),
            },
            "sources": list(answer.sources),
        },
        "booking": {
            "advice": advice.text,
            "outcome": advice.outcome,
            "reason": advice.reason,
            "next_step": advice.next_step,
            "would_change": list(advice.would_change),
            "checks": [asdict(check) for check in found.booking.checks],
            "next_form_score": found.booking.next_form_score,
            "sit_or_wait": [_row(row) for row in found.booking.sit_or_wait],
        },
        "outlook": None if found.outlook is None else _outlook_values(found.outlook),
        "strengths": [asdict(strength) for strength in found.strengths],
        "plan": _plan_values(found.plan),
    }


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
        advice.text,
        f"  {advice.reason}",
        *(f"  Would change it: {change}" for change in advice.would_change),
        f"  One thing to do next: {advice.next_step}",
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


def gap_in_chance(answer: Readiness) -> Gap | None:
    """The gap between practice and exam day that is in the chance; with no score since then it is in none."""
    model = answer.estimate
    return model.gaps[0] if model.gaps is not None and model.tests else None


def basis_words(answer: Readiness) -> str:
    """What the chance rests on, in one sentence."""
    model = answer.estimate
    rate = model.rate
    parts = []
    if model.tests:
        parts.append(f"{count(len(model.tests), 'practice score')} since the last attempt")
        if model.last_time:
            parts.append(f"{count(len(model.last_time), 'practice score')} from before it")
        if model.curves.used:
            parts.append("the pass chance printed on your own report")
    parts.append(
        f"the published {rate.year} rate for repeat examinations, {rate.group}: "
        f"{whole(rate.percent)} of 100 passed (n = {rate.tested:,})"
    )
    joined = ", and ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0]
    assumed = "; no exam date ahead is entered, so it is for sitting within a week" if answer.assumed else ""
    return f"{joined}. For sitting on {long_date(answer.sitting)}{assumed}."


def _row(row: SitOrWait) -> dict[str, Any]:
    values = asdict(row)
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _check_line(check: Check) -> str:
    return f"  [{check.status}] {check.title}: {check.value} (line: {check.line}; {check.source})"


def _wait_line(row: SitOrWait) -> str:
    hold, trend = row.hold, row.trend
    return (
        f"  +{row.weeks_later} weeks, {long_date(row.date)}: "
        f"{whole(hold.low)}-{whole(hold.high)}, about {whole(hold.central)}; "
        f"{whole(trend.low)}-{whole(trend.high)}, about {whole(trend.central)}; "
        f"results {long_date(row.results_typical)} to {long_date(row.results_allow)}"
        + "".join(f"; {conflict}" for conflict in row.conflicts)
    )


def rate_values(rate: Rate) -> dict[str, Any]:
    """A rate as plain values, percents unrounded."""
    return asdict(rate)


def offset_values(offset: Offset) -> dict[str, Any]:
    """The Step 2 CK offset as plain values."""
    return {
        "points_equivalent": offset.points_equivalent,
        "more_than": offset.more_than,
        "parity_score": offset.parity_score,
        "reference_rate": offset.reference_rate,
        "curve": [asdict(point) for point in offset.curve],
    }


def _outlook_values(answer: Outlook) -> dict[str, Any]:
    return {
        "factor": answer.factor,
        "factor_borrowed": answer.factor_borrowed,
        **({} if answer.leading is None else rate_values(answer.leading)),
        "specialties": [rate_values(rate) for rate in answer.targets],
        "offset": None if answer.offset is None else offset_values(answer.offset),
        "missing": list(answer.missing),
    }


def rate_sentence(rate: Rate) -> str:
    """A rate in words: of whom, how many matched, over which years, and what a failed attempt leaves."""
    ranked = f" who ranked {rate.specialty.lower()} first" if rate.specialty else ""
    band = f" with a Step 2 CK {'' if rate.band.startswith('below') else 'of '}{rate.band}" if rate.band else ""
    people = "" if rate.n is None else f", n = {rate.n:,}{', too few to rest on' if rate.small else ''}"
    return (
        f"Of 100 {rate.applicants}{ranked}{band}, {whole(rate.ceiling)} matched{_anywhere(rate)} "
        f"({rate.years}{people}). With a first-attempt failure nobody has published the figure: "
        f"between {whole(rate.floor)} and {whole(rate.ceiling)}."
    )


def match_words(rate: Rate) -> str:
    """The range of a match rate in short, and that it is of all specialties where it is of none."""
    return f"Between {whole(rate.floor)} and {whole(rate.ceiling)} of 100 match{_anywhere(rate)}"


def _anywhere(rate: Rate) -> str:
    return "" if rate.specialty else " in any specialty"


def evidence_words(found: Report) -> str:
    """How good the evidence behind the chance is, in words."""
    model = found.readiness.estimate
    if not model.tests:
        return evidence().sources[model.rate.source].grade_word
    if model.curves.used:
        return "fair for the chance printed on your report, disputed for the rest"
    return GRADE_WORDS["D"]


def chance_sentence(found: Report, strong: Strong = str) -> str:
    """Of which 100 people the chance is, its range, and how good the evidence is."""
    answer = found.readiness
    spread, good = strong(span(answer.chance)), strong(evidence_words(found))
    if not answer.estimate.tests:
        return (
            "Of 100 repeat examinations; none of your own scores since the attempt is in it yet. Range "
            f"{spread}. Evidence: {good}. What happened in the past; an estimate, not a verdict."
        )
    when = "within a week" if answer.assumed else f"on {long_date(answer.sitting)}"
    parted = whole(answer.chance.low) != whole(answer.chance.high)
    return (
        f"Of 100 people with practice scores like these who sit {when}. Range {spread}"
        f"{', because the published curves part' if parted else ''}. Evidence: {good}. What happened to people like "
        "you in the past; an estimate, not a verdict."
    )


def remarks(found: Report) -> Iterator[str]:
    """What went into the chance, or is missing from it, that the reader would not expect."""
    answer = found.readiness
    model = answer.estimate
    gap = gap_in_chance(answer)
    if gap is not None:
        yield (
            "Last time's practice scores suggest how far exam day fell short of practice. The estimate allows for "
            f"that: {gap.mean:+.1f} EPC, give or take {gap.sd:.1f}."
        )
    for score, probability in model.curves.set_aside:
        yield (
            f"A printed chance of {100 * probability:.0f} at a score of {score:g} is far from every published curve, "
            "so it is set aside. Check it against the report."
        )
    if answer.far:
        weeks = evidence().rule("model.trend_horizon")
        yield (
            f"The date lies more than {weeks:g} weeks after the latest score. Scores say little about a day that far "
            "off; the figure is the one for that horizon."
        )
    if model.tests and found.profile.latest_fail is None:
        yield (
            "The day of your attempt is not entered, so every score counts as taken since then. Enter it under "
            "attempts and dates; scores from before it are read differently."
        )
    if model.curves.used and model.tests:
        yield "A printed chance narrows the range to NBME's figure; how repeat takers do with it is not published."
    if found.profile.group is None:
        yield "No school is chosen, so all repeat examinations count together. Choose yours to make it more personal."


def waiting_note(*, beside_the_chance: bool) -> str:
    """What the two figures of a date mean, and when its results come; the second is the chance, if that is shown."""
    typical, allow = (evidence().exam_rules[name] for name in ("results_typical", "results_allow"))
    weeks = evidence().rule("model.trend_horizon")
    same = ", which is the one at the top of the page," if beside_the_chance else ""
    return (
        "Waiting alone changes nothing; what you do with the weeks does. The first figure takes your level as it is "
        f"now; the second{same} carries your own trend forward. It gets less certain with every week, so that it can "
        "fall even where scores rise. The range shows how far the published curves part, not this, and can narrow "
        f"meanwhile. From {weeks:g} weeks after the latest score on, both figures stay. Results usually come in "
        f"{typical.value:g} weeks ({cited(typical.source)}); plan for {allow.value:g} ({cited(allow.source)})."
    )


def interval_sentence(rate: Rate) -> str:
    """How far chance alone would move a published rate; empty where nobody was counted."""
    if rate.interval is None:
        return ""
    few = " Few applicants stand behind it." if rate.small else ""
    return (
        f"Chance alone would move the published rate between {whole(rate.interval.low)} and "
        f"{whole(rate.interval.high)} (95% interval).{few}"
    )


def between_sentence(answer: Outlook) -> str:
    """What ceiling and floor are."""
    borrowed = f" For {APPLICANTS[answer.group]} that gap is borrowed from US MDs." if answer.factor_borrowed else ""
    return (
        "The published rate is the ceiling: it includes applicants with failed attempts and does not tell them apart. "
        f"The floor takes the one national gap found, adjusted for nothing.{borrowed} What happened to others in the "
        "past; an estimate, not a verdict."
    )


def percentile_sentence(answer: Outlook) -> str:
    """Where a Step 2 CK score stands among first takers; empty where it is unknown."""
    if answer.percentile is None:
        return ""
    source, share = match_evidence().percentiles[0].source, capped(answer.percentile)
    beyond = "more than " if share < answer.percentile else "fewer than " if share > answer.percentile else ""
    return (
        f"A Step 2 CK of {answer.step2ck} is at or above {beyond}{share:g} of 100 first takers at US schools "
        f"({cited(source)})."
    )


def contrast_words(item: Contrast) -> str:
    """What one study counted after a first attempt that did not pass, and after one that did."""
    return (
        f"{item.after_fail[0]} of {item.after_fail[1]} after a first attempt that did not pass, {item.after_pass[0]} "
        f"of {item.after_pass[1]} after one that did ({item.outcome}; {cited(item.source)})"
    )


def weight_sentence(shift: Offset, strong: Strong = str) -> str:
    """How many Step 2 CK points the attempt weighs at most; empty without a score."""
    if shift.points_equivalent is None or shift.at is None:
        return ""
    exact, floor = shift.points_equivalent, f"the floor, {whole(shift.at.floor)} of 100"
    number = math.floor(exact) if shift.more_than else whole(exact)
    points, score = strong(count(number, "point")), f"At a score of {shift.at.step2ck:g}"
    if shift.more_than and not number:
        return (
            f"{score} nobody can tell how many points of Step 2 CK the attempt weighs here: the line goes no further "
            f"down, so nothing shows where the published rate is as low as {floor}."
        )
    said = f"at most {points} of Step 2 CK here: {floor}, is what is published that far below."
    if shift.more_than:
        reason = f"the line goes no further down, and there the published rate is still above {floor}."
        said = f"more than {points} of Step 2 CK here: {reason}"
    return (
        f"{score} the attempt weighs {said} (The lines run straight between the middles of the bands, so between them "
        "they differ a little from the band's own figure.)"
    )


def parity_sentence(shift: Offset, strong: Strong = str) -> str:
    """From which score the floor reaches the reference rate; empty where there is none to hold it against."""
    if shift.reference_rate is None:
        return ""
    if shift.parity_score is None:
        return f"No published score brings the floor up to {strong(f'{whole(shift.reference_rate)} of 100')}."
    score = math.ceil(shift.parity_score - ROUNDING)  # the first whole score that does
    return f"From a score of {strong(str(score))} the floor reaches {whole(shift.reference_rate)} of 100."


def step2_error_sentence() -> str:
    """How exactly a Step 2 CK score is known; empty where that table is not installed."""
    error = match_evidence().constants.get("standard_error_of_measurement")
    if error is None:
        return ""
    return f"A Step 2 CK score is known to within {error.value:g} points, two times in three ({cited(error.source)})."


def quartile_sentence(row: Quartiles) -> str:
    """Quartiles of those who matched, and the median of those who did not where it is printed."""
    low, median, high = row.matched
    apart = "" if row.not_matched_median is None else f" Not matched: median {row.not_matched_median:g}."
    return (
        f"Those who matched, {MEASURES[row.measure]}: half between {low:g} and {high:g}, median {median:g}.{apart} "
        f"({cited(row.source)})"
    )


def outlook_lines(answer: Outlook) -> Iterator[str]:
    """The outlook as plain lines: each rate with its source and its floor's, what they are, and what is missing."""
    rates = answer.targets or (() if answer.leading is None else (answer.leading,))
    floor = evidence().rules["outlook.attempt_factor"].source
    yield from (f"{rate_sentence(rate)} [{rate.source}, {floor}]" for rate in rates)
    if rates:
        yield between_sentence(answer)
    yield from answer.missing


def _strength_line(item: Strength) -> str:
    marks = f" [{', '.join(item.sources)}]" if item.sources else ""
    return f"{item.title}: {item.entry}; {item.reading} ({item.reference}){marks}"


def _plan_values(found: StudyPlan) -> dict[str, Any]:
    """The plan as plain values: dates in ISO form."""
    values: dict[str, Any] = _plain(asdict(found))
    del values["today"]
    return values | {"ledger": values["ledger"] | {"after_next": found.ledger.after_next}}


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a frozen object holds)
    match value:
        case dt.date():
            return value.isoformat()
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case BaseModel():
            return _plain(value.model_dump())
        case _:
            return value


def load_sentence(found: Load) -> str:
    """Questions a day, in words."""
    heavy = " That is more than a day holds well; a later date or a smaller number would bring it down."
    return (
        f"{count(found.per_day, 'question')} a day in {count(found.blocks, 'timed block')}, on "
        f"{count(len(found.days), 'study day')}: {found.remaining:,} of {found.target:,} to go."
        f"{heavy if found.heavy else ''}"
    )


def _plan_lines(found: StudyPlan) -> tuple[str, ...]:
    return (
        "Plan",
        f"  Begin with: {', '.join(row.area for row in found.first_subjects)}.",
        *(() if found.next_test is None else (f"  Next practice test: {long_date(found.next_test)}.",)),
        *(() if found.load is None else (f"  {load_sentence(found.load)}",)),
        *(f"  {event_line(event)}" for event in found.events),
        *(f"  {conflict.text} Way out: {conflict.way_out}" for conflict in found.conflicts),
        f"  {ledger_sentence(found.ledger)}",
        "",
    )


def event_line(event: Event) -> str:
    """A day or a period of the timeline, in words."""
    until = f" to {long_date(event.end)}" if event.end > event.start else ""
    return f"{long_date(event.start)}{until}: {event.title}."


def ledger_sentence(found: Ledger) -> str:
    """Attempts used and left, and what follows if the next one does not pass."""
    return f"{count(found.used, 'attempt')} used, {found.left} left of {found.limit}. {found.after_next}"


def report(profile: Profile, today: dt.date) -> Report:
    """Build the report for a profile.

    Parameters
    ----------
    profile : Profile
    today : date
        The student's own date.

    Returns
    -------
    Report
    """
    answer = readiness(profile, today)
    return Report(
        profile=profile,
        today=today,
        readiness=answer,
        booking=booking(profile, answer, today),
        outlook=outlook(profile),
        strengths=strengths(profile),
        plan=plan(profile, today),
        model_version=MODEL_VERSION,
        data_version=evidence().version,
    )
