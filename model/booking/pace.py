"""Sit or wait: possible dates side by side."""

import datetime as dt
from dataclasses import dataclass

from model.booking.calendar import results_by
from model.booking.check import Check
from model.booking.checks import calendar_checks
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.curves import Chance
from model.readiness.readiness import Readiness


@dataclass(frozen=True, slots=True)
class SitOrWait:
    """One possible date: the chance if scores stay and if the trend goes on, and what the wait costs.

    Without a trend waiting changes nothing, so ``hold`` is the same on every date.
    ``results_typical`` and ``results_allow`` are the days by which results usually come and by which to plan for
    them. ``conflicts`` holds each calendar check that the date does not meet.
    """

    weeks_later: int
    date: dt.date
    hold: Chance
    trend: Chance
    results_typical: dt.date
    results_allow: dt.date
    conflicts: tuple[Check, ...]


def sit_or_wait(profile: Profile, readiness: Readiness) -> tuple[SitOrWait, ...]:
    """Possible dates side by side."""
    weeks = tuple(int(number) for number in evidence().rules["booking.wait_weeks"].numbers)
    days = tuple(readiness.sitting + dt.timedelta(weeks=number) for number in weeks)
    model = readiness.estimate
    hold = model.chance(model.held())
    rows = []
    for number, day, abilities in zip(weeks, days, model.abilities(days), strict=True):
        typical, allow = results_by(day)
        conflicts = tuple(check for check in calendar_checks(profile, day, model.today) if check.status == "not met")
        rows.append(SitOrWait(number, day, hold, model.chance(abilities), typical, allow, conflicts))
    return tuple(rows)
