"""What the checks advise, why, and one thing to do next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from model.booking.check import Check
from model.booking.scores import nbme_reading
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.readiness import Readiness
from model.text import whole

Outcome = Literal["keep_date", "one_more_form", "more_time", "rule_first"]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the scores support, why, one thing to do next, and what would change it."""

    outcome: Outcome
    text: str
    reason: str
    next_step: str
    would_change: tuple[str, ...]


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
