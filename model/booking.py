"""Should the date stand? Checks against published lines and our own rules, and what waiting would cost.

The outcome is advice with its reason, never a verdict, and always with what would change it.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from model.entries.differences import NOT_ENTERED
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.curves import Chance
from model.readiness.readiness import Readiness
from model.readiness.scores import ScoredTest
from model.words import count, long_date, whole

MONTHS_PER_YEAR: Final = 12
JUDGEMENT: Final = "judgement"

Status = Literal["met", "not met", "not known"]
Kind = Literal["scores", "preparation", "calendar"]
Reading = Literal["above", "close", "partly below", "below"]
Outcome = Literal["keep_date", "one_more_form", "more_time", "rule_first"]

READING_WORDS: Final[Mapping[Reading, str]] = {
    "above": "wholly above the low-pass band",
    "close": "inside the low-pass band or slightly above it",
    "partly below": "partly below the low-pass band",
    "below": "wholly below the low-pass band",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes
    ----------
    name, title : str
        Key and heading.
    kind : Kind
    value, line : str
        The student's value, and the line it is held against.
    status : Status
    why : str
        Why it matters.
    source : str
        Source id of the line, or ``judgement`` where it is ours.
    flips : str
        What would turn the status.
    """

    name: str
    title: str
    kind: Kind
    value: str
    line: str
    status: Status
    why: str
    source: str
    flips: str


@dataclass(frozen=True, slots=True)
class SitOrWait:
    """One possible date: the chance if scores stay and if the trend goes on, and what the wait costs.

    Without a trend waiting changes nothing, so ``hold`` is the same on every date.
    ``results_typical`` and ``results_allow`` are the days by which results usually come and by which to plan for
    them. ``conflicts`` holds a sentence for each calendar line that the date would cross.
    """

    weeks_later: int
    date: dt.date
    hold: Chance
    trend: Chance
    results_typical: dt.date
    results_allow: dt.date
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the scores support, why, one thing to do next, and what would change it."""

    outcome: Outcome
    text: str
    reason: str
    next_step: str
    would_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Booking:
    """Advice, the checks behind it, the score needed next [EPC], and the dates side by side."""

    advice: Advice
    checks: tuple[Check, ...]
    next_form_score: int | None
    sit_or_wait: tuple[SitOrWait, ...]


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months later, or that month's last day."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def nbme_reading(epc: float) -> Reading:
    """NBME's four-way reading of a score [EPC]: its likely range, EPC +/- 4, against the low-pass band, 62-68."""
    facts = evidence()
    half = facts.constant("likely_range_half_width")
    if epc - half > facts.constant("low_pass_upper"):
        return "above"
    if epc - half >= facts.constant("low_pass_lower"):
        return "close"
    if epc + half >= facts.constant("low_pass_lower"):
        return "partly below"
    return "below"


def rule_source(rule: str) -> str:
    """Source id of a rule of ours, or ``judgement``."""
    return evidence().rules[rule].source or JUDGEMENT


def recent_tests(tests: tuple[ScoredTest, ...], today: dt.date) -> Check:
    """Whether enough scored tests are recent."""
    days, needed = int(evidence().rule("booking.recent_days")), int(evidence().rule("booking.recent_tests"))
    recent = [test for test in tests if (today - test.test.date).days <= days]
    missing = needed - len(recent)
    flips = f"{count(missing, 'more scored test')}"
    if missing <= 0:
        lapses = recent[-needed].test.date + dt.timedelta(days=days + 1)
        flips = f"No further score by {long_date(lapses)}"
    return Check(
        name="recent_tests",
        title="Two scored tests in the last weeks",
        kind="scores",
        value=f"{count(len(recent), 'scored test')} in the last {days} days",
        line=f"at least {needed} in {days} days",
        status="met" if missing <= 0 else "not met",
        why=evidence().rules["booking.recent_tests"].why,
        source=rule_source("booking.recent_tests"),
        flips=flips,
    )


def reading_check(tests: tuple[ScoredTest, ...]) -> Check:
    """NBME's own reading of the latest two forms."""
    facts = evidence()
    half = facts.constant("likely_range_half_width")
    lower, upper = facts.constant("low_pass_lower"), facts.constant("low_pass_upper")
    nbme = [test for test in tests if test.test.kind.prints_pass_probability][-2:]
    readings = [nbme_reading(test.epc) for test in nbme]
    close = [reading in {"above", "close"} for reading in readings]
    status: Status
    if not nbme:
        status = "not known"
    elif readings[-1] == "above" or (close[-1] and len(close) > 1 and close[0]):
        status = "met"
    elif close == [True]:
        status = "not known"
    else:
        status = "not met"
    if status == "met":
        flips = f"A next form below {lower + half:g}"
    elif close and close[-1]:
        flips = f"A next form of {lower + half:g} or higher"
    else:
        flips = f"Two next forms of {lower + half:g} or higher, or one above {upper + half:g}"
    value = "; ".join(
        f"{test.epc:g}, likely {max(test.epc - half, test.test.kind.min):g} to "
        f"{min(test.epc + half, test.test.kind.max):g}: {READING_WORDS[reading]}"
        for test, reading in zip(nbme, readings, strict=True)
    )
    return Check(
        name="nbme_reading",
        title="NBME's own reading of the latest two forms",
        kind="scores",
        value=value or "no CBSSA or CBSE since the last attempt",
        line=f"two likely ranges at {lower:g} or higher, or the latest wholly above {upper:g}",
        status=status,
        why="NBME reads a likely range inside the low-pass band as close to the line, and one partly below it as "
        "a reason to prepare more. Two results reassure more than one.",
        source=facts.constants["likely_range_half_width"].source,
        flips=flips,
    )


def bar_check(readiness: Readiness, bar: int, needed: int | None) -> Check:
    """The lowest chance [percent] beside the student's own bar."""
    low = whole(readiness.chance.low)
    met = low >= bar
    if met:
        flips = "A lower score on the next form, or a higher bar"
    elif needed is None:
        flips = "No single form reaches it; several higher scores may"
    else:
        flips = f"{needed} or higher on a further CBSSA"
    return Check(
        name="chance_at_bar",
        title="The lowest chance against your own bar",
        kind="scores",
        value=f"{low} of 100 on the lowest of the three curves",
        line=f"your bar, {bar} of 100",
        status="met" if met else "not met",
        why=evidence().rules["booking.default_bar"].why,
        source=rule_source("booking.default_bar"),
        flips=flips,
    )


def _score(epc: float) -> str:
    """A score as it is read: whole, or with one decimal where it was converted."""
    return f"{round(epc, 1):g}"


def trend_check(tests: tuple[ScoredTest, ...]) -> Check:
    """Whether the latest score [EPC] lies far below the best before it."""
    rule = evidence().rules["booking.falling_points"]
    line = f"no more than {rule.number:g} EPC below the best score before it"
    last_day = tests[-1].test.date if tests else None
    latest_tests = [test.epc for test in tests if test.test.date == last_day]
    earlier = [test.epc for test in tests if test.test.date != last_day]
    if not earlier:
        return Check(
            name="no_falling_trend",
            title="No falling trend",
            kind="scores",
            value="no scores on two different days",
            line=line,
            status="not known",
            why=rule.why,
            source=rule_source("booking.falling_points"),
            flips="A scored test on another day",
        )
    latest, best = fmean(latest_tests), max(earlier)
    met = best - latest <= rule.number
    turns = _score(max(test.epc for test in tests) - rule.number)  # a next form has every score so far before it
    return Check(
        name="no_falling_trend",
        title="No falling trend",
        kind="scores",
        value=f"latest {_score(latest)} EPC, best before it {_score(best)}",
        line=line,
        status="met" if met else "not met",
        why=rule.why,
        source=rule_source("booking.falling_points"),
        flips=f"A next form below {turns}" if met else f"{turns} or higher on the next form",
    )


def conditions_check(tests: tuple[ScoredTest, ...]) -> Check:
    """Whether the latest two tests were taken as the exam is."""
    latest = tests[-2:]
    missing = [
        word
        for word, kept in (
            ("timed", all(test.test.timed for test in latest)),
            ("full length", all(test.test.full_length for test in latest)),
            ("unseen", all(test.test.unseen for test in latest)),
        )
        if not kept
    ]
    status: Status = "not known" if not latest else "not met" if missing else "met"
    value = f"not {', not '.join(missing)}" if missing else "timed, full length, unseen"
    if status == "met":
        flips = "A next form taken without a clock, in parts, or with questions seen before"
    elif latest and not all(getattr(latest[-1].test, name) for name in ("timed", "full_length", "unseen")):
        flips = "Two fresh forms, each timed and in one day"
    else:
        flips = "A fresh form, timed and in one day"
    return Check(
        name="exam_conditions",
        title="Taken as the exam is taken",
        kind="scores",
        value=value if latest else "no scored test yet",
        line="the latest two timed, full length and unseen",
        status=status,
        why=evidence().rules["conditions.questions_seen"].why + " " + evidence().rules["conditions.untimed"].why,
        source=JUDGEMENT,
        flips=flips,
    )


def simulation_check(profile: Profile) -> Check:
    """Whether one day was spent at exam length."""
    rule = evidence().rules["booking.simulation_items"]
    items: dict[dt.date, int] = {}
    for test in profile.this_time:
        if test.timed and test.full_length and test.kind.items is not None:
            items[test.date] = items.get(test.date, 0) + test.kind.items
    days = [day for day, number in items.items() if number >= rule.number]
    said = profile.plan.full_day_simulation
    status: Status = "met" if days or said else "not known" if said is None else "not met"
    value = {"met": "done", "not met": "not yet", "not known": "not entered"}[status]
    return Check(
        name="full_day_simulation",
        title="One full day at exam length",
        kind="preparation",
        value=f"{items[days[-1]]} timed items on {long_date(days[-1])}" if days else value,
        line=f"{rule.number:g} timed items in one day",
        status=status,
        why=rule.why,
        source=rule_source("booking.simulation_items"),
        flips="Nothing; it stays done" if status == "met" else "One day with two timed tests back to back",
    )


def school_benchmark(profile: Profile) -> Check:
    """One school's published benchmark."""
    lines = {name: evidence().rule(f"booking.school_{name}") for name in ("cbssa", "free120", "qbank")}
    latest = {test.test: test.score for test in profile.this_time}
    known = {name: latest[name] for name in lines if name in latest}
    below = [name for name, score in known.items() if score < lines[name]]
    status: Status = "not met" if below else "met" if len(known) == len(lines) else "not known"
    names = {"cbssa": "CBSSA", "free120": "Free 120", "qbank": "question bank"}
    return Check(
        name="school_benchmark",
        title="One school's published benchmark",
        kind="preparation",
        value=", ".join(f"{names[name]} {known[name]:g}" for name in known) or "none of the three entered",
        line=", ".join(f"{names[name]} {line:g}" for name, line in lines.items()),
        status=status,
        why=evidence().rules["booking.school_cbssa"].why,
        source=rule_source("booking.school_cbssa"),
        flips=", ".join(f"{names[name]} of {lines[name]:g} or higher" for name in lines if name in below)
        or ("A lower score on one of the three" if status == "met" else "Entering the scores that are missing"),
    )


def _attempts_left(profile: Profile) -> Check:
    most = int(evidence().exam_rule("lifetime_attempts"))
    used = len(profile.attempts)
    passed = any(attempt.passed for attempt in profile.attempts)
    status: Status = "not known" if used == 0 else "not met" if passed or used >= most else "met"
    if passed:
        value, flips = "an attempt that passed is entered", "Correcting that attempt, if it did not pass"
    elif used == 0:
        value, flips = "no attempt entered", "Entering your attempts"
    else:
        value = f"{count(used, 'attempt')} used, {max(most - used, 0)} left"
        flips = "Nothing that the rules name" if used >= most else "Further attempts"
    return Check(
        name="attempts_left",
        title="Attempts left",
        kind="calendar",
        value=value,
        line="a Step that was passed is not taken again" if passed else f"{most} attempts at Step 1 in all",
        status=status,
        why="The limit covers a lifetime, and attempts that were not finished count. A passed Step needs no booking.",
        source=evidence().exam_rules["lifetime_attempts"].source,
        flips=flips,
    )


def _days_of_attempts(profile: Profile) -> tuple[dt.date, ...] | None:
    days = tuple(attempt.date for attempt in profile.attempts if attempt.date is not None)
    return tuple(sorted(days)) if profile.attempts and len(days) == len(profile.attempts) else None


def _attempts_in_12_months(profile: Profile, sitting: dt.date) -> Check:
    rule = evidence().exam_rules["attempts_per_12_months"]
    most = int(evidence().exam_rule("attempts_per_12_months"))
    days = _days_of_attempts(profile)
    recent = [day for day in days or () if add_months(day, MONTHS_PER_YEAR) > sitting]
    few = 0 < len(profile.attempts) < most  # too few to reach the line, whenever they were
    status: Status = "met" if few else "not known" if days is None else "met" if len(recent) < most else "not met"
    flips = "Further attempts" if status == "met" else "Entering the days of your attempts"
    if status == "not met":
        flips = f"A date from {long_date(add_months(recent[-most], MONTHS_PER_YEAR))} on"
    return Check(
        name="attempts_in_12_months",
        title="Attempts within 12 months",
        kind="calendar",
        value=f"{count(len(profile.attempts), 'attempt')} in all"
        if few and days is None
        else "days of attempts not entered"
        if days is None
        else f"{count(len(recent), 'attempt')} in the 12 months before {long_date(sitting)}",
        line=f"at most {most} attempts in 12 months, this one included",
        status=status,
        why="The rule counts attempts in any 12 months, not in a calendar year.",
        source=rule.source,
        flips=flips,
    )


def _fourth_attempt(profile: Profile, sitting: dt.date, today: dt.date) -> Check:
    facts = evidence()
    after_first = int(facts.exam_rule("fourth_attempt_after_first"))
    after_latest = int(facts.exam_rule("fourth_attempt_after_latest"))
    fourth = int(facts.exam_rule("lifetime_attempts"))
    number = len(profile.attempts) + 1
    days = _days_of_attempts(profile)
    status: Status
    if not profile.attempts:
        status, value, flips = "not known", "no attempt entered", "Entering your attempts"
    elif number != fourth:
        status, value, flips = "met", f"this would be attempt {number}", "Nothing before the fourth attempt"
    elif days is None:
        status, value, flips = "not known", "days of attempts not entered", "Entering the days of your attempts"
    else:
        earliest = max(add_months(days[0], after_first), add_months(days[-1], after_latest))
        day = long_date(earliest)
        status, value, flips = "met", f"earliest day {day}", f"A date before {day}"
        if sitting < earliest:
            status, flips = "not met", f"A date from {day} on"
        elif earliest <= today:
            flips = "Nothing; the wait is over"
    return Check(
        name="fourth_attempt_wait",
        title="The wait before a fourth attempt",
        kind="calendar",
        value=value,
        line=f"{after_first} months after the first attempt and {after_latest} after the latest",
        status=status,
        why="The wait is a rule for the fourth attempt alone.",
        source=facts.exam_rules["fourth_attempt_after_first"].source,
        flips=flips,
    )


def _eligibility(profile: Profile, sitting: dt.date, today: dt.date) -> Check:
    start, end = profile.plan.eligibility_start, profile.plan.eligibility_end
    months = evidence().exam_rule("eligibility_period")
    begins, ends = ("not entered" if day is None else long_date(day) for day in (start, end))
    status: Status = "met"
    if end is not None and sitting > end:
        by = f"A date by {long_date(end)}, or an extension" if end >= today else "An extension"
        status, flips = "not met", f"{by}; one is normally possible"
    elif start is not None and sitting < start:
        status, flips = "not met", f"A date from {long_date(start)} on"
    elif end is None:
        status, flips = "not known", "Entering the last day of your eligibility period"
    else:
        flips = f"A date after {long_date(end)}"
    return Check(
        name="eligibility_window",
        title="Inside the eligibility period",
        kind="calendar",
        value=f"{long_date(sitting)}, period " + (f"{begins} to {ends}" if start or end else NOT_ENTERED),
        line=f"inside your {months:g}-month period",
        status=status,
        why="The permit to sit is for this period; one extension is normally possible.",
        source=evidence().exam_rules["eligibility_period"].source,
        flips=flips,
    )


def _school_deadline(profile: Profile, sitting: dt.date, today: dt.date) -> Check:
    deadline = profile.plan.school_deadline
    status: Status = "not known" if deadline is None else "met" if sitting <= deadline else "not met"
    flips = "Entering the date your school set, if it set one"
    if deadline is not None and status == "met":
        flips = f"A date after {long_date(deadline)}"
    elif deadline is not None:
        by = f"A date by {long_date(deadline)}, or your" if deadline >= today else "Your"
        flips = f"{by} school's agreement"
    return Check(
        name="school_deadline",
        title="Before your school's deadline",
        kind="calendar",
        value="not entered" if deadline is None else f"{long_date(sitting)}, deadline {long_date(deadline)}",
        line="on or before the date your school set",
        status=status,
        why="Schools set their own; no fixed wait or date was found in the exam's rules.",
        source=evidence().exam_rules["fixed_wait_before_second"].source,
        flips=flips,
    )


def results_by(sitting: dt.date) -> tuple[dt.date, dt.date]:
    """Days by which results typically come and by which to plan for them."""
    typical, allow = (evidence().exam_rule(name) for name in ("results_typical", "results_allow"))
    return sitting + dt.timedelta(weeks=typical), sitting + dt.timedelta(weeks=allow)


def _results_before_rotations(profile: Profile, sitting: dt.date, today: dt.date) -> Check:
    start = profile.plan.rotations_start
    typical, allow = results_by(sitting)
    status: Status = "not known"
    if start is not None and allow <= start:
        status = "met"
    elif start is not None and typical > start:
        status = "not met"
    weeks = dt.timedelta(weeks=evidence().exam_rule("results_allow"))
    begin, flips = "not entered", "Entering the day rotations start"
    if start is not None:
        begin, latest = long_date(start), start - weeks
        by = f"A date by {long_date(latest)}" if latest >= today else "Rotations that start later"
        flips = f"A date after {long_date(latest)}" if status == "met" else by
    return Check(
        name="results_before_rotations",
        title="Results before rotations start",
        kind="calendar",
        value=f"results {long_date(typical)} to {long_date(allow)}, rotations {begin}",
        line="results in hand on the first day",
        status=status,
        why="A school may hold rotations until the result is in; ask yours.",
        source=evidence().exam_rules["results_allow"].source,
        flips=flips,
    )


def exam_date(profile: Profile, readiness: Readiness, today: dt.date) -> Check:
    """Whether an exam date ahead is entered."""
    day = profile.exam_date
    status: Status = "not known" if day is None else "met" if day >= today else "not met"
    used = f"{long_date(readiness.sitting)} is used"
    value = f"not entered; {used}"
    if day is not None:
        value = long_date(day) if status == "met" else f"{long_date(day)} has passed; {used}"
    return Check(
        name="exam_date",
        title="An exam date ahead",
        kind="calendar",
        value=value,
        line="a date ahead, so that the chance is for that day",
        status=status,
        why=evidence().rules["booking.sitting_horizon"].why,
        source=rule_source("booking.sitting_horizon"),
        flips="Enter the date you have, or the one you think of" if status != "met" else "Moving the date",
    )


def calendar_checks(profile: Profile, sitting: dt.date, today: dt.date) -> tuple[Check, ...]:
    """The checks that a calendar or a rule decides, for sitting on a day."""
    return (
        _attempts_left(profile),
        _attempts_in_12_months(profile, sitting),
        _fourth_attempt(profile, sitting, today),
        _eligibility(profile, sitting, today),
        _school_deadline(profile, sitting, today),
        _results_before_rotations(profile, sitting, today),
    )


def sit_or_wait(profile: Profile, readiness: Readiness) -> tuple[SitOrWait, ...]:
    """Possible dates side by side."""
    weeks = tuple(int(number) for number in evidence().rules["booking.wait_weeks"].numbers)
    days = tuple(readiness.sitting + dt.timedelta(weeks=number) for number in weeks)
    model = readiness.estimate
    hold = model.chance(model.held())
    rows = []
    for number, day, abilities in zip(weeks, days, model.abilities(days), strict=True):
        typical, allow = results_by(day)
        conflicts = tuple(
            f"{check.title}: {check.value}."
            for check in calendar_checks(profile, day, model.today)
            if check.status == "not met"
        )
        rows.append(SitOrWait(number, day, hold, model.chance(abilities), typical, allow, conflicts))
    return tuple(rows)


HARD_RULES: Final = frozenset({"attempts_left", "attempts_in_12_months", "fourth_attempt_wait", "eligibility_window"})


# What a date can cross and a school or a calendar decides; the exam date itself is no such line.
CALENDAR_LINES: Final = frozenset({"eligibility_window", "school_deadline", "results_before_rotations"})


def _outcome(readiness: Readiness, checks: Mapping[str, Check], needed: int | None) -> Outcome:
    hard = HARD_RULES - {"eligibility_window"} if readiness.assumed else HARD_RULES
    if any(checks[name].status == "not met" for name in hard):
        return "rule_first"
    scores = [check for check in checks.values() if check.kind == "scores"]
    if all(check.status == "met" for check in scores):
        return "keep_date"
    tests = readiness.estimate.tests
    if not tests:
        return "one_more_form"
    waiting: Outcome = "one_more_form" if _months_ahead(readiness) else "more_time"
    nbme = [test for test in tests if test.test.kind.prints_pass_probability]
    below = bool(nbme) and nbme_reading(nbme[-1].epc) in {"partly below", "below"}
    if below or checks["no_falling_trend"].status == "not met":
        return waiting
    level = readiness.estimate.held()[0].mean
    reach = level + evidence().rule("booking.reach_points")
    if checks["chance_at_bar"].status == "met" or (needed is not None and needed <= reach):
        return "one_more_form"
    return waiting


def _months_ahead(readiness: Readiness) -> bool:
    """Whether the exam lies so far ahead that today's scores say little about it, and no date needs to move yet."""
    return readiness.sitting - readiness.estimate.today > dt.timedelta(weeks=evidence().rule("model.trend_horizon"))


def advice(
    profile: Profile, readiness: Readiness, checks: Mapping[str, Check], needed: int | None, today: dt.date
) -> Advice:
    """What the checks advise."""
    outcome = _outcome(readiness, checks, needed)
    open_scores = [check for check in checks.values() if check.kind == "scores" and check.status != "met"]
    crossed = [check for check in checks.values() if check.name in CALENDAR_LINES and check.status == "not met"]
    compared = f"The lowest chance is {whole(readiness.chance.low)} of 100 and your bar is {profile.pass_bar}."
    day = "the day assumed here" if readiness.assumed else "the date"
    if outcome == "rule_first":
        broken = [checks[name] for name in checks if name in HARD_RULES and checks[name].status == "not met"]
        passed = any(attempt.passed for attempt in profile.attempts)
        school = " ".join(("Talk to your school before you book.", *(_way_out(check) for check in broken)))
        rules = " ".join(f"{check.title}: {check.value}; the rule: {check.line}." for check in broken)
        others = _calendar_lines([check for check in crossed if check not in broken], day)
        return Advice(
            outcome,
            "A rule comes before the scores",
            rules if passed else f"{rules} {compared}{others}",
            "Check your attempts: one is entered as passed. If that is a slip, correct it. If it did pass, no further "
            "attempt at Step 1 is due."
            if passed
            else school,
            _changes((*broken, *open_scores)),
        )
    if outcome == "keep_date":
        text = "The scores support booking a date" if readiness.assumed else "The scores support keeping the date"
        every_score = tuple(check for check in checks.values() if check.kind == "scores")
        return Advice(
            outcome,
            text,
            f"{compared} Every check on the scores is met.{_calendar_lines(crossed, day)}",
            _last_step(readiness, checks, crossed, today),
            _changes(every_score),
        )
    if outcome == "one_more_form":
        form = "one form you have not seen, timed and in one day"
        step = f"Take {form}, this week."
        if readiness.sitting - today < _horizon():
            step = (
                f"Ask whether the date can move, so that {form}, fits before it. If it cannot, rest before the exam; "
                "the chance is for that day."
            )
        elif readiness.estimate.tests and _months_ahead(readiness):
            weeks = evidence().rule("model.trend_horizon")
            step = f"Go on studying, and take {form}, within the last {weeks:g} weeks before the exam."
        return Advice(
            outcome,
            "One more fresh form first",
            _form_reason(readiness, checks, needed, compared) + _calendar_lines(crossed, day),
            step,
            _changes(open_scores),
        )
    step = (
        "Ask your school which later dates are open, and compare them below."
        if readiness.sitting > today
        else "Ask your school today whether the date can still move."
    )
    reason = _time_reason(checks, needed, compared) + _calendar_lines(crossed, day)
    return Advice(outcome, "More time would help", reason, step, _changes(open_scores))


def _calendar_lines(crossed: Iterable[Check], day: str) -> str:
    return "".join(f" The calendar does not support {day}: {check.title} ({check.value})." for check in crossed)


def _horizon() -> dt.timedelta:
    return dt.timedelta(days=evidence().rule("booking.sitting_horizon"))


def _changes(checks: Iterable[Check]) -> tuple[str, ...]:
    return tuple(f"{check.title}: {check.flips}." for check in checks)


def _way_out(check: Check) -> str:
    return f"{check.title}, what would change it: {check.flips[0].lower()}{check.flips[1:]}."


def _last_step(readiness: Readiness, checks: Mapping[str, Check], crossed: list[Check], today: dt.date) -> str:
    if crossed:
        return f"Talk to your school about this line: {crossed[0].line}."
    rehearsed = checks["full_day_simulation"].status == "met"
    if rehearsed or readiness.sitting - today < _horizon():
        return "Show this page to your advisor, and rest before the exam."
    return "Spend one day at exam length before the exam, and show this page to your advisor."


def _form_reason(readiness: Readiness, checks: Mapping[str, Check], needed: int | None, compared: str) -> str:
    if not readiness.estimate.tests:
        return "No score since the last attempt is entered, so the answer rests on the published rate."
    missing = [
        f"{check.title}: {check.value}"
        for check in checks.values()
        if check.kind == "scores" and check.status != "met" and check.name != "chance_at_bar"
    ]
    reached = ""
    if _months_ahead(readiness):
        weeks = evidence().rule("model.trend_horizon")
        reached = f" The exam lies more than {weeks:g} weeks ahead; scores say little about a day that far off."
    elif checks["chance_at_bar"].status != "met":
        reached = f" A next form of {needed} or higher would bring it there."
    also = f" Also open: {'; '.join(missing)}." if missing else ""
    return f"{compared}{reached}{also}"


def _time_reason(checks: Mapping[str, Check], needed: int | None, compared: str) -> str:
    reasons = [compared]
    if checks["chance_at_bar"].status != "met":
        single = "No single form would reach the bar yet."
        reasons.append(single if needed is None else f"It would take {needed} or higher on the next form.")
    reasons += [
        f"{checks[name].title}: {checks[name].value}."
        for name in ("nbme_reading", "no_falling_trend")
        if checks[name].status == "not met"
    ]
    return " ".join(reasons)


def booking(profile: Profile, readiness: Readiness, today: dt.date) -> Booking:
    """Hold a profile's scores, preparation and calendar against their lines.

    Parameters
    ----------
    profile : Profile
    readiness : Readiness
        The answer of ``model.readiness.readiness`` for the same profile and day.
    today : date
        The student's own date.

    Returns
    -------
    Booking
    """
    model = readiness.estimate
    needed = model.next_form_score(today, readiness.sitting, profile.pass_bar)
    checks = (
        recent_tests(model.tests, today),
        reading_check(model.tests),
        bar_check(readiness, profile.pass_bar, needed),
        trend_check(model.tests),
        conditions_check(model.tests),
        simulation_check(profile),
        school_benchmark(profile),
        exam_date(profile, readiness, today),
        *calendar_checks(profile, readiness.sitting, today),
    )
    by_name = {check.name: check for check in checks}
    return Booking(
        advice=advice(profile, readiness, by_name, needed, today),
        checks=checks,
        next_form_score=needed,
        sit_or_wait=sit_or_wait(profile, readiness),
    )
