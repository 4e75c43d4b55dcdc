"""All sentences of the answers: what is said to the reader about each figure."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

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
    NextStep,
    Reading,
    Reference,
    SignalsGiven,
    Strength,
    StrengthName,
)
from model.plan.attempts import AttemptRow, Ledger
from model.plan.timeline import Event, EventCode, plan_rule
from model.plan.workload import Load, MissedDay
from model.readiness.curves import Chance
from model.readiness.last_time import Gap
from model.readiness.readiness import Readiness
from model.report.report import Report
from model.text import count, long_date, whole


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


def capitalised(clause: str) -> str:
    """A clause as it begins a line."""
    return clause[:1].upper() + clause[1:]


def spoken(text: str) -> str:
    """A published line as it is said to the reader: with a capital, and ``did not pass`` for ``failed``."""
    return capitalised(re.sub(r"\bfailed\b", "did not pass", text))


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
    return capitalised(match_clause(rate))


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


READING_WORDS: Final[Mapping[Reading, str]] = {
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
    "research": "Research experiences",
    "publications": "Abstracts, publications and presentations",
    "volunteering": "Volunteer experiences",
    "work": "Work experiences",
    "personal_statement": "Personal statement",
    "interview": "Interview",
    "contiguous_ranks": "Contiguous ranks planned",
    "signals": "Program signals",
    "aoa": "Alpha Omega Alpha",
    "ghhs": "Gold Humanism Honor Society",
    "obstacles": "Obstacles overcome",
}

NEXT_STEPS: Final[Mapping[NextStep, str]] = {
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
    return READING_WORDS[strength.reading]


def strength_next_step(strength: Strength) -> str:
    """What to do next for a strength."""
    return NEXT_STEPS[strength.next_step]


def strength_entry(strength: Strength) -> str:
    """What the student entered for a strength; it says so where that is nothing."""
    apart = "; " if strength.name == "clerkships" else ", "
    return apart.join(map(_entered_words, strength.entered)) or READING_WORDS["not_entered"]


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
    "school_meeting": "Meeting with your school",
    "remediation": "Remediation course",
    "study_start": "Study begins",
    "eligibility": "Eligibility period",
    "school_deadline": "Your school's deadline to sit",
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


def ledger_sentence(found: Ledger) -> str:
    """Attempts used and left, and what follows if the next one does not pass."""
    return f"{count(found.used, 'attempt')} used, {found.left} left of {found.limit}. {after_next(found)}"
