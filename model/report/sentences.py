"""All sentences of the answers: what is said to the reader about each figure.

Over 400 lines: a file is a language, so that a second language would be one more file.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Final

from model.booking.advice import Advice, NextStep, Outcome
from model.booking.calendar import (
    AttemptsInYear,
    AttemptsLeft,
    Eligibility,
    ExamDate,
    FourthAttempt,
    ResultsBeforeRotations,
    SchoolDeadline,
)
from model.booking.check import Check, Status
from model.booking.scores import (
    ChanceAtTarget,
    Condition,
    ExamConditions,
    FullDay,
    NbmeReading,
    Reading,
    RecentTests,
    SchoolBenchmark,
    Trend,
)
from model.entries.fields import label
from model.entries.schema import Group
from model.evidence.exam import cited, evidence
from model.evidence.match import match_evidence
from model.evidence.plan import ErasDate
from model.evidence.sources import GRADE_WORDS
from model.outlook.gap import Contrast
from model.outlook.offset import Offset
from model.outlook.outlook import Missing, MissingCode, Outlook
from model.outlook.rates import ROUNDING, Rate, ScoreBand, capped
from model.outlook.references import Quartiles
from model.outlook.strength import (
    Entered,
    FirstTakersMean,
    MatchedMean,
    MatchedQuartiles,
    Reference,
    SignalsGiven,
    Strength,
    StrengthName,
)
from model.outlook.strength import (
    NextStep as StrengthStep,
)
from model.outlook.strength import (
    Reading as StrengthReading,
)
from model.plan.attempts import AttemptRow, Ledger
from model.plan.conflicts import Conflict
from model.plan.timeline import Event, EventCode, plan_rule
from model.plan.workload import Load, MissedDay
from model.readiness.curves import Chance
from model.readiness.last_time import Gap
from model.readiness.readiness import Readiness
from model.report.report import Report
from model.text import capital, count, long_date, whole


def span(chance: "Chance") -> str:
    """The range of a chance, such as ``69 to 93``."""
    return f"{whole(chance.low)} to {whole(chance.high)}"


def pass_verbs(passed: int) -> tuple[str, str]:
    """The verbs of both sides, of 100 people: ``pass`` and ``do``, or ``passes`` and ``does`` where it is one."""
    return ("passes" if passed == 1 else "pass", "does" if passed == 99 else "do")  # noqa: PLR2004 (one is left)


def about(percent: float) -> str:
    """Both sides of a chance of passing: ``About 84 of 100 pass, 16 do not``."""
    passed = whole(percent)
    verbs = pass_verbs(passed)
    return f"About {passed} of 100 {verbs[0]}, {100 - passed} {verbs[1]} not"


def spoken(text: str) -> str:
    """A published line as it is said to the reader: with a capital, and ``did not pass`` for ``failed``."""
    return capital(re.sub(r"\bfailed\b", "did not pass", text))


NOT_ENTERED: Final = "not entered"

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


def rate_sentence(rate: Rate) -> str:
    """A rate in words: of whom, how many matched, over which years, and what a failed attempt leaves."""
    ranked = f" who ranked {rate.specialty.lower()} first" if rate.specialty else ""
    band = ""
    if rate.band is not None:
        band = f" with a Step 2 CK {'' if rate.band.open == 'below' else 'of '}{band_words(rate.band)}"
    people = "" if rate.n is None else f", n = {rate.n:,}{', too few to rest on' if rate.small else ''}"
    return (
        f"Of 100 {APPLICANTS[rate.group]}{ranked}{band}, {whole(rate.ceiling)} matched{_anywhere(rate)} "
        f"({years_words(rate.years)}{people}). With a first-attempt failure nobody has published the figure: "
        f"between {whole(rate.floor)} and {whole(rate.ceiling)}."
    )


def match_clause(rate: Rate) -> str:
    """The range of a match rate in short, and that it is of all specialties where it is of none."""
    return f"between {whole(rate.floor)} and {whole(rate.ceiling)} of 100 match{_anywhere(rate)}"


def match_words(rate: Rate) -> str:
    """The same as a line of its own."""
    return capital(match_clause(rate))


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


def contrast_counts(item: Contrast) -> str:
    """What one study counted after a first attempt that did not pass, and after one that did."""
    return (
        f"{item.after_fail[0]} of {item.after_fail[1]} after a first attempt that did not pass, {item.after_pass[0]} "
        f"of {item.after_pass[1]} after one that did"
    )


def contrast_words(item: Contrast) -> str:
    """What one study counted, of which outcome, and where it was published."""
    return f"{contrast_counts(item)} ({item.outcome}; {cited(item.source)})"


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
    yield from map(missing_sentence, answer.missing)


# Outlook, strengths, plan ---------------------------------------------------------------------------------------------


APPLICANTS: Final[Mapping[Group, str]] = {
    "US MD": "US MD seniors",
    "US DO": "US DO seniors",
    "US IMG": "US-citizen IMGs",
    "Non-US IMG": "non-US-citizen IMGs",
}


def band_words(band: ScoreBand | None) -> str:
    """A band of scores: ``below 220``, ``240-249`` or ``250 or higher``; empty where there is none."""
    if band is None:
        return ""
    if band.open is None:
        return f"{band.low}-{band.high}"
    return f"below {band.high + 1}" if band.open == "below" else f"{band.low} or higher"


def years_words(years: tuple[int, int]) -> str:
    """The years that a rate is counted over: ``2026`` or ``2020-2024``."""
    first, last = years
    return str(first) if first == last else f"{first}-{last}"


_MISSING: Final[Mapping[MissingCode, str]] = {
    "tables": "Not installed here: {tables}. The views that need them stay empty.",
    "all_but_overall": "For {applicants} no rate by specialty and none by Step 2 CK was found; the overall rate stands "
    "alone.",
    "scores_of_group": "For {applicants} no rate by Step 2 CK was found, so an offset cannot be drawn.",
    "specialty": "No rate for {applicants} in {specialty} was found.",
    "score": "No rate for {specialty} at a Step 2 CK of {step2ck} was found; other scores have one.",
    "score_unknown": "Rates for {specialty} were found by Step 2 CK alone, so a score is needed to show one.",
    "score_of_specialty": "No rate for {specialty} at a Step 2 CK of {step2ck} was found, so the specialty's own is "
    "shown.",
    "counts_disagree": "Two published counts for {specialty} disagree ({counts}), so neither is used.",
    "overall_leads": "The rate that leads is that of {applicants} in all specialties together.",
}


def missing_sentence(item: Missing) -> str:
    """What is not published, or not installed."""
    return _MISSING[item.code].format(
        applicants=APPLICANTS[item.group],
        specialty=item.specialty,
        step2ck=item.step2ck,
        counts=" and ".join(f"{matched} of {total}" for matched, total in item.counts),
        tables=", ".join(item.tables),
    )


STRENGTH_READING_WORDS: Final[Mapping[StrengthReading, str]] = {
    "above_average": "above the matched average",
    "above_mean": "above the published mean",
    "near": "near it",
    "at_mark": "at the published mark",
    "room": "room to build",
    "entered": "entered",
    "not_entered": "not entered",
}

STRENGTH_TITLES: Final[Mapping[StrengthName, str]] = {
    "step2ck": "Step 2 CK",
    "clerkships": "Clerkships",
    "letters": "Letters of recommendation",
    "research": label("application.research_experiences"),
    "publications": label("application.abstracts_pubs_presentations"),
    "volunteering": label("application.volunteer_experiences"),
    "work": label("application.work_experiences"),
    "personal_statement": "Personal statement",
    "interview": "Interview",
    "contiguous_ranks": "Contiguous ranks planned",
    "signals": "Program signals",
    "aoa": label("application.aoa"),
    "ghhs": label("application.ghhs"),
    "obstacles": "Obstacles overcome",
}

NEXT_STEPS: Final[Mapping[StrengthStep, str]] = {
    "study_for_step2ck": "Give Step 2 CK its own study time after Step 1; it is the score that programs see in "
    "numbers.",
    "score_stands": "This score stands, since a Step that was passed is not taken again; let clerkships, letters and "
    "the interview speak beside it.",
    "score_may_stand": "If it was passed, this score stands; let clerkships, letters and the interview speak beside "
    "it. If it was not, plan the next attempt with your school first.",
    "ask_what_honors_take": "Ask early in each clerkship what honors takes; take the target specialty's when you are "
    "rested.",
    "ask_for_letter": "Ask somebody in the specialty who saw you work since the attempt; tell them what you changed.",
    "finish_one_project": "One project seen through with a mentor in the specialty says more than several begun.",
    "present_what_is_under_way": "Finish and present what is under way before beginning something new.",
    "keep_one_volunteering": "Keep the one that matters to you; length and responsibility show.",
    "list_paid_work": "List paid work too; steady work speaks for reliability.",
    "write_about_the_attempt": "Say in two or three sentences what happened and what you changed, and have somebody "
    "read it.",
    "practise_interview": "Practise saying what you learned from the attempt aloud, with somebody who asks again.",
    "rank_every_program": "Rank every program of the specialty where you would train.",
    "use_every_signal": "Use every signal, where the program would look past one number.",
    "list_if_it_comes": "Nothing to do; list it if it comes.",
    "let_it_be_said": "If there is something you came through, let a letter or the statement say it.",
}

_THINGS: Final[Mapping[str, str]] = {
    "letters": "letter",
    "research_experiences": "experience",
    "abstracts_pubs_presentations": "item",
    "volunteer_experiences": "experience",
    "work_experiences": "experience",
    "practice_interviews": "practice interview",
    "contiguous_ranks": "rank",
}
"""Of what a count is that is entered."""
_ENTRIES: Final[Mapping[str, str]] = {
    "clerkship_honors": "honors in {}",
    "specialty_honors": "in the target specialty: {}",
    "letters_from_specialty": "{} from the specialty",
    "letters_since_attempt": "{} from people who saw you work since the attempt",
    "signals_used": "{} used",
}
"""How an entry is said that is neither a count nor a word of its own."""
_YES_AND_NO: Final[Mapping[str, tuple[str, str]]] = {
    "step2ck_predicted": ("predicted", "taken"),
    "attempt_addressed": ("the attempt is addressed", "the attempt is not addressed yet"),
}


def strength_title(strength: Strength) -> str:
    """What a strength is called."""
    return STRENGTH_TITLES[strength.name]


def strength_reading(strength: Strength) -> str:
    """How a strength stands beside what is published."""
    return STRENGTH_READING_WORDS[strength.reading]


def strength_next_step(strength: Strength) -> str:
    """What to do next for a strength."""
    return NEXT_STEPS[strength.next_step]


def strength_entry(strength: Strength) -> str:
    """What the student entered for a strength; it says so where that is nothing."""
    apart = "; " if strength.name == "clerkships" else ", "
    return apart.join(map(_entered_words, strength.entered)) or STRENGTH_READING_WORDS["not_entered"]


def _entered_words(row: Entered) -> str:
    if isinstance(row.value, bool):
        yes, no = _YES_AND_NO.get(row.field, ("yes", "no"))
        return yes if row.value else no
    if isinstance(row.value, int) and row.field in _THINGS:
        return count(row.value, _THINGS[row.field])
    return _ENTRIES.get(row.field, "{}").format(row.value) + ("" if row.of is None else f" of {row.of}")


def strength_reference(strength: Strength) -> str:
    """What is published about a strength, in one clause; it says so where nothing is."""
    texts = [*map(_reference_words, strength.references)]
    if strength.percent_citing is not None:
        weighed = f", importance {strength.importance:g} of 5" if strength.importance else ""
        texts.append(f"cited by {strength.percent_citing:g} of 100 directors{weighed}")
    return "; ".join(texts) or "no published figure was found"


def _reference_words(row: Reference) -> str:
    match row:
        case MatchedQuartiles():
            low, median, high = row.quartiles.matched
            return f"matched in {row.specialty}: half between {low:g} and {high:g}, median {median:g}"
        case MatchedMean():
            return f"matched in {row.specialty}: {row.mean:.1f} on average"
        case FirstTakersMean():
            return f"mean of first takers at US schools {row.mean:g}"
        case SignalsGiven():
            return f"{row.specialty} gives {row.signals.signals}"
        case _:
            alone = "; it counts publications alone, without abstracts and presentations"
            return (
                f"{row.contrast}: odds of {row.outcome} times {row.odds_ratio:g} ({row.ci_low:g} to {row.ci_high:g}), "
                f"{row.population}{alone if row.factor == 'publications_over_5' else ''}"
            )


_EVENT_TITLES: Final[Mapping[EventCode, str]] = {
    "school_meeting": label("plan.school_meeting"),
    "remediation": "Remediation course",
    "study_start": "Study begins",
    "eligibility": "Eligibility period",
    "school_deadline": label("plan.school_deadline"),
    "rotations": "Core rotations start",
    "step2ck": "Step 2 CK",
    "graduation": "Graduation",
    "eras": "ERAS",
    "practice": "Practice test",
    "exam": "Exam",
    "results_typical": "Results usually there",
    "results_allow": "Results there, with room to spare",
}


def event_title(event: Event) -> str:
    """What an event of the timeline is called."""
    title = _EVENT_TITLES[event.code]
    if event.eras is not None:
        return f"{title} {event.eras.season}: {event.eras.event}"
    if event.code == "practice":
        return f"{title}, {'with a full day at exam length' if event.full_day else 'a form not seen before'}"
    return title if event.half is None else f"{title} {event.half}"


def eras_note(latest: ErasDate) -> str:
    """What to say of ERAS where no published day of it lies ahead."""
    return (
        f"No day of ERAS ahead is published here yet. The latest one known: ERAS {latest.season}, {latest.event}, "
        f"{long_date(latest.date)}."
    )


def missed_ways(missed: MissedDay) -> tuple[str, ...]:
    """The ways on after a missed day, one that is more than a day holds well with the one to take instead."""
    heavy = f"more than the {plan_rule('heavy_day')} that a day holds well"
    instead = "a smaller total or a later exam fits better" if missed.each_day_heavy else "the next way fits better"
    return (
        f"{count(missed.next_day, 'question')} on the next day, and all is as it was"
        + (f": {heavy}, so {instead}" if missed.next_day_heavy else ""),
        f"{count(missed.each_day, 'question')} on each day from here"
        + (f": {heavy}, so {instead}" if missed.each_day_heavy else ""),
        f"{missed.total_kept:,} in all instead of {missed.total_kept + missed.questions:,}",
    )


def missing_days(row: AttemptRow) -> str:
    """The days that would have to be known to name the day of an attempt; empty where none lacks."""
    lacking = ("each attempt so far" if item == "so_far" else f"attempt {item}" for item in row.missing)
    return f"the day of {' and of '.join(lacking)}" if row.missing else ""


def after_next(found: Ledger) -> str:
    """What happens, by the rules, if the next attempt does not pass."""
    if found.passed:
        return "An attempt that passed is entered, so no next one is due. Correct it if it did not pass."
    if not found.left:
        return "By the rules no attempt is left. Ask your school and your licensing authority what they allow."
    if found.left == 1:
        return "The next attempt would be the last that the rules allow."
    later = found.rows[1]
    when = (
        f"The one after could be from {long_date(later.earliest)} on."
        if later.earliest is not None
        else "The rules name no wait before the one after."
        if later.known
        else f"When the one after could be depends on {missing_days(later)}, not known here yet."
    )
    left = f"If the next one does not pass, {count(found.left - 1, 'attempt')} would be left."
    return f"{left} {when} Your school may set limits of its own; ask."


def load_sentence(found: Load) -> str:
    """Questions a day, in words."""
    heavy = " That is more than a day holds well; a later date or a smaller number would bring it down."
    return (
        f"{count(found.per_day, 'question')} a day in {count(found.blocks, 'timed block')}, on "
        f"{count(len(found.days), 'study day')}: {found.remaining:,} of {found.target:,} to go."
        f"{heavy if found.heavy else ''}"
    )


def event_line(event: Event) -> str:
    """A day or a period of the timeline, in words."""
    until = f" to {long_date(event.end)}" if event.end > event.start else ""
    return f"{long_date(event.start)}{until}: {event_title(event)}."


# Booking -------------------------------------------------------------------------------------------------------------

READING_WORDS: Final[Mapping[Reading, str]] = {
    "above": "wholly above the low-pass band",
    "close": "inside the low-pass band or slightly above it",
    "partly below": "partly below the low-pass band",
    "below": "wholly below the low-pass band",
}
CONDITION_WORDS: Final[Mapping[Condition, str]] = {
    "timed": "timed",
    "full_length": "full length",
    "unseen": "unseen",
}
BENCHMARK_WORDS: Final[Mapping[str, str]] = {"cbssa": "CBSSA", "free120": "Free 120", "qbank": "question bank"}
FRESH_FORM: Final = "one form you have not seen, timed and in one day"


@dataclass(frozen=True, slots=True)
class CheckWords:
    """A check in words: its title, the student's value, the line, why it matters, and what would change it.

    ``change`` can stand inside a sentence; ``flips`` is the same at the beginning of one.
    """

    title: str
    value: str
    line: str
    why: str
    change: str

    @property
    def flips(self) -> str:
        """What would change the status, as a sentence begins."""
        return capital(self.change)


def check_words(check: Check) -> CheckWords:
    """A check in words."""
    return _check_words(check.facts, check.status)


@singledispatch
def _check_words(facts: object, status: Status) -> CheckWords:
    raise TypeError(f"No words for the check of a {type(facts).__name__} that is {status}.")


@_check_words.register
def _(facts: RecentTests, status: Status) -> CheckWords:
    lapses = "" if facts.lapses is None else f"no further score by {long_date(facts.lapses)}"
    return CheckWords(
        title="Two scored tests in the last weeks",
        value=f"{count(facts.count, 'scored test')} in the last {facts.days} days",
        line=f"at least {facts.needed} in {facts.days} days",
        why=evidence().rules["booking.recent_tests"].why,
        change=lapses if status == "met" else count(facts.needed - facts.count, "more scored test"),
    )


@_check_words.register
def _(facts: NbmeReading, status: Status) -> CheckWords:
    close, above = facts.lower + facts.half, facts.upper + facts.half
    change = f"two next forms of {close:g} or higher, or one above {above:g}"
    if status == "met":
        change = f"a next form below {close:g}"
    elif facts.latest_close:
        change = f"a next form of {close:g} or higher"
    value = "; ".join(
        f"{form.epc:g}, likely {form.low:g} to {form.high:g}: {READING_WORDS[form.reading]}" for form in facts.forms
    )
    return CheckWords(
        title="NBME's own reading of the latest two forms",
        value=value or "no CBSSA or CBSE since the last attempt",
        line=f"two likely ranges at {facts.lower:g} or higher, or the latest wholly above {facts.upper:g}",
        why="NBME reads a likely range inside the low-pass band as close to the line, and one partly below it as "
        "a reason to prepare more. Two results reassure more than one.",
        change=change,
    )


@_check_words.register
def _(facts: ChanceAtTarget, status: Status) -> CheckWords:
    change = "a lower score on the next form, or a higher bar"
    if status != "met":
        none = "no single form reaches it; several higher scores may"
        change = none if facts.needed is None else f"{facts.needed} or higher on a further CBSSA"
    return CheckWords(
        title="The lowest chance against your own bar",
        value=f"{facts.low} of 100 on the lowest of the three curves",
        line=f"your bar, {facts.target} of 100",
        why=evidence().rules["booking.default_bar"].why,
        change=change,
    )


def _score(epc: float) -> str:
    """A score as it is read: whole, or with one decimal where it was converted."""
    return f"{round(epc, 1):g}"


@_check_words.register
def _(facts: Trend, status: Status) -> CheckWords:
    value, change = "no scores on two different days", "a scored test on another day"
    if facts.latest is not None and facts.best is not None and facts.turns is not None:
        value = f"latest {_score(facts.latest)} EPC, best before it {_score(facts.best)}"
        turns = _score(facts.turns)
        change = f"a next form below {turns}" if status == "met" else f"{turns} or higher on the next form"
    return CheckWords(
        title="No falling trend",
        value=value,
        line=f"no more than {facts.allowed:g} EPC below the best score before it",
        why=evidence().rules["booking.falling_points"].why,
        change=change,
    )


@_check_words.register
def _(facts: ExamConditions, status: Status) -> CheckWords:
    missing = [CONDITION_WORDS[name] for name in facts.missing]
    value = f"not {', not '.join(missing)}" if missing else "timed, full length, unseen"
    change = "a fresh form, timed and in one day"
    if status == "met":
        change = "a next form taken without a clock, in parts, or with questions seen before"
    elif facts.tests and not facts.latest_kept:
        change = "two fresh forms, each timed and in one day"
    rules = evidence().rules
    return CheckWords(
        title="Taken as the exam is taken",
        value=value if facts.tests else "no scored test yet",
        line="the latest two timed, full length and unseen",
        why=rules["conditions.questions_seen"].why + " " + rules["conditions.untimed"].why,
        change=change,
    )


@_check_words.register
def _(facts: FullDay, status: Status) -> CheckWords:
    value = {"met": "done", "not met": "not yet", "not known": NOT_ENTERED}[status]
    if facts.day is not None:
        value = f"{facts.items} timed items on {long_date(facts.day)}"
    return CheckWords(
        title=label("plan.full_day_simulation"),
        value=value,
        line=f"{facts.needed:g} timed items in one day",
        why=evidence().rules["booking.simulation_items"].why,
        change="nothing; it stays done" if status == "met" else "one day with two timed tests back to back",
    )


@_check_words.register
def _(facts: SchoolBenchmark, status: Status) -> CheckWords:
    names = BENCHMARK_WORDS
    below = ", ".join(f"{names[name]} of {facts.lines[name]:g} or higher" for name in facts.below)
    others = "a lower score on one of the three" if status == "met" else "entering the scores that are missing"
    return CheckWords(
        title="One school's published benchmark",
        value=", ".join(f"{names[name]} {score:g}" for name, score in facts.known.items())
        or "none of the three entered",
        line=", ".join(f"{names[name]} {line:g}" for name, line in facts.lines.items()),
        why=evidence().rules["booking.school_cbssa"].why,
        change=below or others,
    )


@_check_words.register
def _(facts: ExamDate, status: Status) -> CheckWords:
    used = f"{long_date(facts.used)} is used"
    value = f"{NOT_ENTERED}; {used}"
    if facts.entered is not None:
        passed = f"{long_date(facts.entered)} has passed; {used}"
        value = long_date(facts.entered) if status == "met" else passed
    return CheckWords(
        title="An exam date ahead",
        value=value,
        line="a date ahead, so that the chance is for that day",
        why=evidence().rules["booking.sitting_horizon"].why,
        change="moving the date" if status == "met" else "enter the date you have, or the one you think of",
    )


@_check_words.register
def _(facts: AttemptsLeft, status: Status) -> CheckWords:
    line = f"{facts.limit} attempts at Step 1 in all"
    value = f"{count(facts.used, 'attempt')} used, {max(facts.limit - facts.used, 0)} left"
    change = "further attempts" if status == "met" else "nothing that the rules name"
    if facts.passed:
        line = "a Step that was passed is not taken again"
        value, change = "an attempt that passed is entered", "correcting that attempt, if it did not pass"
    elif not facts.used:
        value, change = "no attempt entered", "entering your attempts"
    return CheckWords(
        title="Attempts left",
        value=value,
        line=line,
        why="The limit covers a lifetime, and attempts that were not finished count. A passed Step needs no booking.",
        change=change,
    )


@_check_words.register
def _(facts: AttemptsInYear, status: Status) -> CheckWords:
    value = "days of attempts not entered"
    if facts.recent is not None:
        value = f"{count(facts.recent, 'attempt')} in the 12 months before {long_date(facts.day)}"
    elif facts.few:
        value = f"{count(facts.total, 'attempt')} in all"
    change = "further attempts" if status == "met" else "entering the days of your attempts"
    if facts.free_from is not None:
        change = f"a date from {long_date(facts.free_from)} on"
    return CheckWords(
        title="Attempts within 12 months",
        value=value,
        line=f"at most {facts.limit} attempts in 12 months, this one included",
        why="The rule counts attempts in any 12 months, not in a calendar year.",
        change=change,
    )


@_check_words.register
def _(facts: FourthAttempt, status: Status) -> CheckWords:
    value, change = "days of attempts not entered", "entering the days of your attempts"
    if facts.number == 1:
        value, change = "no attempt entered", "entering your attempts"
    elif facts.number != facts.fourth:
        value, change = f"this would be attempt {facts.number}", "nothing before the fourth attempt"
    elif facts.earliest is not None:
        day = long_date(facts.earliest)
        value, change = f"earliest day {day}", f"a date before {day}"
        if status == "not met":
            change = f"a date from {day} on"
        elif facts.over:
            change = "nothing; the wait is over"
    return CheckWords(
        title="The wait before a fourth attempt",
        value=value,
        line=f"{facts.after_first} months after the first attempt and {facts.after_latest} after the latest",
        why="The wait is a rule for the fourth attempt alone.",
        change=change,
    )


@_check_words.register
def _(facts: Eligibility, _: Status) -> CheckWords:
    start, end = facts.start, facts.end
    begins, ends = (NOT_ENTERED if day is None else long_date(day) for day in (start, end))
    change = "entering the last day of your eligibility period"
    if end is not None and facts.day > end:
        by = f"a date by {long_date(end)}, or an extension" if facts.end_ahead else "an extension"
        change = f"{by}; one is normally possible"
    elif start is not None and facts.day < start:
        change = f"a date from {long_date(start)} on"
    elif end is not None:
        change = f"a date after {long_date(end)}"
    return CheckWords(
        title="Inside the eligibility period",
        value=f"{long_date(facts.day)}, period " + (f"{begins} to {ends}" if start or end else NOT_ENTERED),
        line=f"inside your {facts.months:g}-month period",
        why="The permit to sit is for this period; one extension is normally possible.",
        change=change,
    )


@_check_words.register
def _(facts: SchoolDeadline, status: Status) -> CheckWords:
    value, change = NOT_ENTERED, "entering the date your school set, if it set one"
    if facts.deadline is not None:
        deadline = long_date(facts.deadline)
        value, change = f"{long_date(facts.day)}, deadline {deadline}", f"a date after {deadline}"
        if status != "met":
            change = f"{f'a date by {deadline}, or your' if facts.ahead else 'your'} school's agreement"
    return CheckWords(
        title="Before your school's deadline",
        value=value,
        line="on or before the date your school set",
        why="Schools set their own; no fixed wait or date was found in the exam's rules.",
        change=change,
    )


@_check_words.register
def _(facts: ResultsBeforeRotations, status: Status) -> CheckWords:
    begin, change = NOT_ENTERED, "entering the day rotations start"
    if facts.start is not None and facts.latest is not None:
        begin, latest = long_date(facts.start), long_date(facts.latest)
        by = f"a date by {latest}" if facts.ahead else "rotations that start later"
        change = f"a date after {latest}" if status == "met" else by
    return CheckWords(
        title="Results before rotations start",
        value=f"results {long_date(facts.typical)} to {long_date(facts.allow)}, rotations {begin}",
        line="results in hand on the first day",
        why="A school may hold rotations until the result is in; ask yours.",
        change=change,
    )


def change_sentence(check: Check) -> str:
    """What would change a check."""
    words = check_words(check)
    return f"{words.title}: {words.flips}."


def unmet_sentence(check: Check) -> str:
    """What a check found that is not met."""
    words = check_words(check)
    return f"{words.title}: {words.value}."


OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    "rule_first": "A rule comes before the scores",
    "keep_date": "Keep the date",
    "one_more_form": "One more fresh form first",
    "more_time": "More time",
}


def advice_text(found: Advice) -> str:
    """The advice in short."""
    kept = "The scores support booking a date" if found.assumed else "The scores support keeping the date"
    longer = {"keep_date": kept, "more_time": "More time would help"}
    return longer.get(found.outcome, OUTCOME_WORDS[found.outcome])


def advice_reason(found: Advice) -> str:
    """Why the advice is given."""
    compared = f"The lowest chance is {found.low} of 100 and your bar is {found.target}."
    if found.outcome == "rule_first":
        words = map(check_words, found.broken)
        rules = " ".join(f"{rule.title}: {rule.value}; the rule: {rule.line}." for rule in words)
        return rules if found.next_step == "correct_attempts" else f"{rules} {compared}{_crossed_sentences(found)}"
    if found.outcome == "keep_date":
        return f"{compared} Every check on the scores is met.{_crossed_sentences(found)}"
    reason = _form_reason if found.outcome == "one_more_form" else _time_reason
    return reason(found, compared) + _crossed_sentences(found)


def _crossed_sentences(found: Advice) -> str:
    day = "the day assumed here" if found.assumed else "the date"
    words = map(check_words, found.crossed)
    return "".join(f" The calendar does not support {day}: {line.title} ({line.value})." for line in words)


def _form_reason(found: Advice, compared: str) -> str:
    if not found.scored:
        return "No score since the last attempt is entered, so the answer rests on the published rate."
    names = {check.name for check in found.open_scores}
    missing = [check_words(check) for check in found.open_scores if check.name != "chance_at_bar"]
    reached = ""
    if found.months_ahead:
        weeks = evidence().rule("model.trend_horizon")
        reached = f" The exam lies more than {weeks:g} weeks ahead; scores say little about a day that far off."
    elif "chance_at_bar" in names:
        reached = f" A next form of {found.needed} or higher would bring it there."
    also = f" Also open: {'; '.join(f'{words.title}: {words.value}' for words in missing)}." if missing else ""
    return f"{compared}{reached}{also}"


def _time_reason(found: Advice, compared: str) -> str:
    reasons = [compared]
    if any(check.name == "chance_at_bar" for check in found.open_scores):
        single = "No single form would reach the bar yet."
        reasons.append(single if found.needed is None else f"It would take {found.needed} or higher on the next form.")
    named = ("nbme_reading", "no_falling_trend")
    unmet = [check for check in found.open_scores if check.name in named and check.status == "not met"]
    return " ".join((*reasons, *map(unmet_sentence, unmet)))


def advice_step(found: Advice) -> str:
    """One thing to do next."""
    match found.next_step:
        case "correct_attempts":
            return (
                "Check your attempts: one is entered as passed. If that is a slip, correct it. If it did pass, no "
                "further attempt at Step 1 is due."
            )
        case "ask_about_rules":
            words = map(check_words, found.broken)
            ways = (f"{rule.title}, what would change it: {rule.change}." for rule in words)
            return " ".join(("Talk to your school before you book.", *ways))
        case "talk_about_line":
            return f"Talk to your school about this line: {check_words(found.crossed[0]).line}."
        case "form_near_exam":
            weeks = evidence().rule("model.trend_horizon")
            return f"Go on studying, and take {FRESH_FORM}, within the last {weeks:g} weeks before the exam."
        case _:
            return STEPS[found.next_step]


STEPS: Final[Mapping[NextStep, str]] = {
    "show_and_rest": "Show this page to your advisor, and rest before the exam.",
    "rehearse_and_show": "Spend one day at exam length before the exam, and show this page to your advisor.",
    "form_this_week": f"Take {FRESH_FORM}, this week.",
    "ask_to_move_for_form": f"Ask whether the date can move, so that {FRESH_FORM}, fits before it. If it cannot, rest "
    "before the exam; the chance is for that day.",
    "compare_dates": "Ask your school which later dates are open, and compare them below.",
    "ask_today": "Ask your school today whether the date can still move.",
}


def advice_changes(found: Advice) -> tuple[str, ...]:
    """What would change the advice."""
    return tuple(map(change_sentence, found.turning))


# Conflicts of the exam date ------------------------------------------------------------------------------------------


def conflict_text(found: Conflict) -> str:
    """What an exam date conflicts with."""
    if found.check is not None:
        return unmet_sentence(found.check)
    day, latest = long_date(found.day), f"{long_date(found.results)} at the latest to plan for"
    return {
        "study": f"Study begins on {day}, not before the exam.",
        "remediation": f"The remediation course ends on {day}, not before the exam.",
        "meeting": f"The meeting with your school is on {day}, after the exam.",
        "step2ck": f"Step 2 CK on {day} may come before the result ({latest}).",
        "graduation": f"Graduation on {day} may come before the result ({latest}).",
        "eras": f"ERAS takes applications for the {found.season} season from {day}; the result may not be there yet "
        f"({latest}).",
    }[found.code]


def conflict_way_out(found: Conflict) -> str:
    """The way out of a conflict."""
    if found.check is not None:
        return f"{check_words(found.check).flips}."
    day, results = long_date(found.day), long_date(found.results)
    earlier = "An earlier exam, or a" if found.in_time else "A"
    return {
        "study": "An earlier start, or a later exam.",
        "remediation": f"An exam after {day}, or your school's agreement.",
        "meeting": "An earlier meeting, or a later exam, so that the date can still be talked through.",
        "step2ck": f"Step 2 CK from {results} on, or your school's agreement.",
        "graduation": f"{earlier} graduation that waits for the result; ask your school.",
        "eras": "Apply with the result to follow, or in the next season; ask your school which fits.",
    }[found.code]
