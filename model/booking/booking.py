"""Should the date stand? Checks against published lines and our own rules, and what waiting would cost.

The outcome is advice with its reason, never a verdict, and always with what would change it.
"""

import datetime as dt
from dataclasses import dataclass

from model.booking.advice import Advice, advice
from model.booking.calendar import calendar_checks, exam_date
from model.booking.check import Check
from model.booking.pace import SitOrWait, sit_or_wait
from model.booking.scores import (
    bar_check,
    conditions_check,
    reading_check,
    recent_tests,
    school_benchmark,
    simulation_check,
    trend_check,
)
from model.entries.profile import Profile
from model.readiness.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Booking:
    """Advice, the checks behind it, the score needed next [EPC], and the dates side by side."""

    advice: Advice
    checks: tuple[Check, ...]
    next_form_score: int | None
    sit_or_wait: tuple[SitOrWait, ...]


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
