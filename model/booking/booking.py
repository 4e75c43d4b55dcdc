"""Should the date stand? Checks against published lines and our own rules, and what waiting would cost.

The outcome is advice with its reason, never a verdict, and always with what would change it.
"""

import datetime as dt
from dataclasses import dataclass

from model.booking.advice import Advice, advice
from model.booking.check import Check, Situation
from model.booking.checks import all_checks
from model.booking.pace import SitOrWait, sit_or_wait
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
    needed = readiness.estimate.next_form_score(today, readiness.sitting, profile.pass_bar)
    now = Situation(profile, readiness.sitting, today, readiness, needed)
    checks = all_checks(now)
    return Booking(advice(now, checks), checks, needed, sit_or_wait(profile, readiness))
