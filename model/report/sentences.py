"""All sentences of the answers: what is said to the reader about each figure."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Final

from model.evidence.exam import cited, evidence
from model.evidence.match import match_evidence
from model.evidence.sources import GRADE_WORDS
from model.outlook.gap import Contrast
from model.outlook.offset import Offset
from model.outlook.outlook import Outlook
from model.outlook.rates import APPLICANTS, ROUNDING, Rate, capped
from model.outlook.references import Quartiles
from model.plan.timeline import Event
from model.plan.workload import Load
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


def spoken(text: str) -> str:
    """A published line as it is said to the reader: with a capital, and ``did not pass`` for ``failed``."""
    kind = re.sub(r"\bfailed\b", "did not pass", text)
    return kind[:1].upper() + kind[1:]


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
    return f"{long_date(event.start)}{until}: {event.title}."
