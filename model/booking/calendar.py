"""Checks that a rule or a calendar decides, for sitting on a day."""

import datetime as dt
from typing import Final

from dateutil.relativedelta import relativedelta

from model.booking.check import Check, Status, rule_source
from model.entries.differences import NOT_ENTERED
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.readiness import Readiness
from model.text import count, long_date

MONTHS_PER_YEAR: Final = 12


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months later, or that month's last day."""
    later: dt.date = day + relativedelta(months=months)
    return later


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
