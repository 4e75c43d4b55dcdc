"""Checks that a rule or a calendar decides, for sitting on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from dateutil.relativedelta import relativedelta

from model.booking.check import Found, Sitting, Situation, Status, rule_source
from model.entries.profile import Profile
from model.evidence.exam import evidence

MONTHS_PER_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class AttemptsLeft:
    """Attempts used, of how many in a lifetime, and whether one of them passed."""

    used: int
    limit: int
    passed: bool


@dataclass(frozen=True, slots=True)
class AttemptsInYear:
    """Attempts in the 12 months before a day; ``recent`` is ``None`` where a day is missing.

    ``free_from`` is the day from which one more is allowed, where it is not allowed now.
    """

    total: int
    recent: int | None
    limit: int
    day: dt.date
    free_from: dt.date | None

    @property
    def few(self) -> bool:
        """Whether they are too few to reach the limit, whenever they were."""
        return 0 < self.total < self.limit


@dataclass(frozen=True, slots=True)
class FourthAttempt:
    """Which attempt comes next, the waits before the fourth [months], and its earliest day where it is the next.

    ``earliest`` is ``None`` too where the day of an attempt is missing; ``over`` says that the wait is over today.
    """

    number: int
    fourth: int
    after_first: int
    after_latest: int
    earliest: dt.date | None
    over: bool


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The eligibility period, the day of the exam, and whether the period's end is still ahead."""

    day: dt.date
    start: dt.date | None
    end: dt.date | None
    months: float
    end_ahead: bool


@dataclass(frozen=True, slots=True)
class SchoolDeadline:
    """The school's deadline, the day of the exam, and whether the deadline is still ahead."""

    day: dt.date
    deadline: dt.date | None
    ahead: bool


@dataclass(frozen=True, slots=True)
class ResultsBeforeRotations:
    """When results come, when rotations start, the latest exam day that fits, and whether that day is still ahead."""

    typical: dt.date
    allow: dt.date
    start: dt.date | None
    latest: dt.date | None
    ahead: bool


@dataclass(frozen=True, slots=True)
class ExamDate:
    """The exam date that was entered, and the day that is used."""

    entered: dt.date | None
    used: dt.date


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months later, or that month's last day."""
    later: dt.date = day + relativedelta(months=months)
    return later


def results_by(sitting: dt.date) -> tuple[dt.date, dt.date]:
    """Days by which results typically come and by which to plan for them."""
    typical, allow = (evidence().exam_rule(name) for name in ("results_typical", "results_allow"))
    return sitting + dt.timedelta(weeks=typical), sitting + dt.timedelta(weeks=allow)


def _days_of_attempts(profile: Profile) -> tuple[dt.date, ...] | None:
    days = tuple(attempt.date for attempt in profile.attempts if attempt.date is not None)
    return tuple(sorted(days)) if profile.attempts and len(days) == len(profile.attempts) else None


def attempts_left(now: Sitting) -> Found:
    """Whether an attempt is left."""
    limit, used = int(evidence().exam_rule("lifetime_attempts")), len(now.profile.attempts)
    passed = any(attempt.passed for attempt in now.profile.attempts)
    status: Status = "not known" if used == 0 else "not met" if passed or used >= limit else "met"
    return Found(status, AttemptsLeft(used, limit, passed), evidence().exam_rules["lifetime_attempts"].source)


def attempts_in_12_months(now: Sitting) -> Found:
    """Whether one more attempt fits the limit of any 12 months."""
    limit, total = int(evidence().exam_rule("attempts_per_12_months")), len(now.profile.attempts)
    days = _days_of_attempts(now.profile)
    recent = [day for day in days or () if add_months(day, MONTHS_PER_YEAR) > now.day]
    status: Status = "not known" if days is None else "met" if len(recent) < limit else "not met"
    if 0 < total < limit:
        status = "met"
    facts = AttemptsInYear(
        total=total,
        recent=None if days is None else len(recent),
        limit=limit,
        day=now.day,
        free_from=add_months(recent[-limit], MONTHS_PER_YEAR) if status == "not met" else None,
    )
    return Found(status, facts, evidence().exam_rules["attempts_per_12_months"].source)


def fourth_attempt(now: Sitting) -> Found:
    """Whether the wait before a fourth attempt is over."""
    rules = evidence()
    after_first, after_latest, fourth = (
        int(rules.exam_rule(name))
        for name in ("fourth_attempt_after_first", "fourth_attempt_after_latest", "lifetime_attempts")
    )
    number, days = len(now.profile.attempts) + 1, _days_of_attempts(now.profile)
    earliest = None
    if number == fourth and days is not None:
        earliest = max(add_months(days[0], after_first), add_months(days[-1], after_latest))
    status: Status = "met"
    if not now.profile.attempts or (number == fourth and earliest is None):
        status = "not known"
    elif earliest is not None and now.day < earliest:
        status = "not met"
    over = earliest is not None and earliest <= now.today
    facts = FourthAttempt(number, fourth, after_first, after_latest, earliest, over)
    return Found(status, facts, rules.exam_rules["fourth_attempt_after_first"].source)


def eligibility(now: Sitting) -> Found:
    """Whether the day lies inside the eligibility period."""
    start, end = now.profile.plan.eligibility_start, now.profile.plan.eligibility_end
    status: Status = "met"
    if (end is not None and now.day > end) or (start is not None and now.day < start):
        status = "not met"
    elif end is None:
        status = "not known"
    months = evidence().exam_rule("eligibility_period")
    facts = Eligibility(now.day, start, end, months, end is not None and end >= now.today)
    return Found(status, facts, evidence().exam_rules["eligibility_period"].source)


def school_deadline(now: Sitting) -> Found:
    """Whether the day lies before the school's deadline."""
    deadline = now.profile.plan.school_deadline
    status: Status = "not known" if deadline is None else "met" if now.day <= deadline else "not met"
    facts = SchoolDeadline(now.day, deadline, deadline is not None and deadline >= now.today)
    return Found(status, facts, evidence().exam_rules["fixed_wait_before_second"].source)


def results_before_rotations(now: Sitting) -> Found:
    """Whether the result is there before rotations start."""
    start = now.profile.plan.rotations_start
    typical, allow = results_by(now.day)
    status: Status = "not known"
    if start is not None and allow <= start:
        status = "met"
    elif start is not None and typical > start:
        status = "not met"
    latest = None if start is None else start - dt.timedelta(weeks=evidence().exam_rule("results_allow"))
    facts = ResultsBeforeRotations(typical, allow, start, latest, latest is not None and latest >= now.today)
    return Found(status, facts, evidence().exam_rules["results_allow"].source)


def exam_date(now: Situation) -> Found:
    """Whether an exam date ahead is entered."""
    day = now.profile.exam_date
    status: Status = "not known" if day is None else "met" if day >= now.today else "not met"
    return Found(status, ExamDate(day, now.readiness.sitting), rule_source("booking.sitting_horizon"))
