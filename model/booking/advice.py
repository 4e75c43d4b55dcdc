"""What the checks advise, and one thing to do next, as codes; the words are in ``report/sentences.py``."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.booking.check import Check, Situation
from model.booking.checks import CALENDAR_LINES, HARD_RULES
from model.booking.scores import nbme_reading
from model.evidence.exam import evidence
from model.readiness.readiness import Readiness
from model.text import whole

Outcome = Literal["keep_date", "one_more_form", "more_time", "rule_first"]
NextStep = Literal[
    "correct_attempts",
    "ask_about_rules",
    "talk_about_line",
    "show_and_rest",
    "rehearse_and_show",
    "form_this_week",
    "ask_to_move_for_form",
    "form_near_exam",
    "compare_dates",
    "ask_today",
]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the scores support, why, and one thing to do next.

    Attributes
    ----------
    outcome : Outcome
    next_step : NextStep
    low, target : int
        The lowest chance and the student's target [whole percent].
    needed : int or None
        The next CBSSA score [EPC] that reaches the target; ``None`` where no single form does.
    assumed : bool
        Whether the day of the exam is assumed.
    scored : bool
        Whether there is a score since the last attempt.
    months_ahead : bool
        Whether the exam lies beyond the reach of the latest scores.
    broken, crossed, open_scores, turning : tuple of Check
        Rules of the exam and calendar lines that are not met, score checks that are not met or not known, and the
        checks whose change would turn the advice.
    """

    outcome: Outcome
    next_step: NextStep
    low: int
    target: int
    needed: int | None
    assumed: bool
    scored: bool
    months_ahead: bool
    broken: tuple[Check, ...]
    crossed: tuple[Check, ...]
    open_scores: tuple[Check, ...]
    turning: tuple[Check, ...]


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


def _next_step(outcome: Outcome, now: Situation, checks: Mapping[str, Check], *, crossed: bool) -> NextStep:
    ahead = now.day - now.today
    near = ahead < dt.timedelta(days=evidence().rule("booking.sitting_horizon"))
    if outcome == "rule_first":
        passed = any(attempt.passed for attempt in now.profile.attempts)
        return "correct_attempts" if passed else "ask_about_rules"
    if outcome == "keep_date":
        if crossed:
            return "talk_about_line"
        rehearsed = checks["full_day_simulation"].status == "met"
        return "show_and_rest" if rehearsed or near else "rehearse_and_show"
    if outcome == "one_more_form":
        if near:
            return "ask_to_move_for_form"
        far = now.readiness.estimate.tests and _months_ahead(now.readiness)
        return "form_near_exam" if far else "form_this_week"
    return "compare_dates" if now.day > now.today else "ask_today"


def advice(now: Situation, checks: tuple[Check, ...]) -> Advice:
    """What the checks advise."""
    named = {check.name: check for check in checks}
    outcome = _outcome(now.readiness, named, now.needed)
    scores = tuple(check for check in checks if check.kind == "scores")
    open_scores = tuple(check for check in scores if check.status != "met")
    unmet = tuple(check for check in checks if check.status == "not met")
    crossed = tuple(check for check in unmet if check.name in CALENDAR_LINES)
    broken: tuple[Check, ...] = ()
    turning = scores if outcome == "keep_date" else open_scores
    if outcome == "rule_first":
        broken = tuple(check for check in unmet if check.name in HARD_RULES)
        crossed = tuple(check for check in crossed if check not in broken)
        turning = (*broken, *open_scores)
    return Advice(
        outcome=outcome,
        next_step=_next_step(outcome, now, named, crossed=bool(crossed)),
        low=whole(now.readiness.chance.low),
        target=now.profile.pass_bar,
        needed=now.needed,
        assumed=now.readiness.assumed,
        scored=bool(now.readiness.estimate.tests),
        months_ahead=_months_ahead(now.readiness),
        broken=broken,
        crossed=crossed,
        open_scores=open_scores,
        turning=turning,
    )
