"""The registry of checks: each is declared here once, in the order in which they are shown."""

import datetime as dt
from typing import Final

from model.booking.calendar import (
    attempts_in_12_months,
    attempts_left,
    eligibility,
    exam_date,
    fourth_attempt,
    results_before_rotations,
    school_deadline,
)
from model.booking.check import AnswerCheck, Check, DateCheck, Found, Sitting, Situation
from model.booking.scores import (
    conditions_check,
    reading_check,
    recent_tests,
    school_benchmark,
    simulation_check,
    target_check,
    trend_check,
)
from model.entries.profile import Profile

ANSWER_CHECKS: Final = (
    AnswerCheck("recent_tests", recent_tests, "scores"),
    AnswerCheck("nbme_reading", reading_check, "scores"),
    AnswerCheck("chance_at_bar", target_check, "scores"),
    AnswerCheck("no_falling_trend", trend_check, "scores"),
    AnswerCheck("exam_conditions", conditions_check, "scores"),
    AnswerCheck("full_day_simulation", simulation_check, "preparation"),
    AnswerCheck("school_benchmark", school_benchmark, "preparation"),
    AnswerCheck("exam_date", exam_date, "calendar"),
)
DATE_CHECKS: Final = (
    DateCheck("attempts_left", attempts_left, hard=True),
    DateCheck("attempts_in_12_months", attempts_in_12_months, hard=True),
    DateCheck("fourth_attempt_wait", fourth_attempt, hard=True),
    DateCheck("eligibility_window", eligibility, hard=True, crossed=True),
    DateCheck("school_deadline", school_deadline, crossed=True),
    DateCheck("results_before_rotations", results_before_rotations, crossed=True),
)
HARD_RULES: Final = frozenset(check.name for check in DATE_CHECKS if check.hard)
CALENDAR_LINES: Final = frozenset(check.name for check in DATE_CHECKS if check.crossed)


def _check(declared: AnswerCheck | DateCheck, found: Found) -> Check:
    return Check(declared.name, declared.kind, found.status, found.facts, found.source)


def calendar_checks(profile: Profile, day: dt.date, today: dt.date) -> tuple[Check, ...]:
    """The checks that a calendar or a rule decides, for sitting on a day."""
    now = Sitting(profile, day, today)
    return tuple(_check(declared, declared.work_out(now)) for declared in DATE_CHECKS)


def all_checks(now: Situation) -> tuple[Check, ...]:
    """Every check, in the order in which they are declared."""
    answers = tuple(_check(declared, declared.work_out(now)) for declared in ANSWER_CHECKS)
    return (*answers, *calendar_checks(now.profile, now.day, now.today))
