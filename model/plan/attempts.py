"""Attempts used and left, and when each further one could be."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from model.booking.calendar import MONTHS_PER_YEAR, add_months
from model.entries.profile import Profile
from model.evidence.exam import evidence

MissingDay = int | Literal["so_far"]


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt that is still possible. ``earliest`` is ``None`` where the rules name no day, or days are missing.

    ``missing`` holds the attempts whose days would have to be known to name the day: the number of one ahead, or
    ``so_far`` for those entered. It is empty where the row is ``known``.
    """

    number: int
    earliest: dt.date | None
    planned: dt.date | None
    known: bool
    missing: tuple[MissingDay, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Attempts used and left [of the lifetime limit], and when each further one could be.

    Where an attempt that ``passed`` is entered, none is left.
    """

    used: int
    left: int
    limit: int
    rows: tuple[AttemptRow, ...]
    sources: tuple[str, ...]
    passed: bool = False


# Attempts ------------------------------------------------------------------------------------------------------------


def _earliest(days: tuple[dt.date, ...], number: int) -> dt.date | None:
    """The first day on which attempt ``number`` is allowed after attempts on these days; ``None`` without a wait."""
    facts = evidence()
    yearly = int(facts.exam_rule("attempts_per_12_months"))
    found = []
    if len(days) >= yearly:
        found.append(add_months(days[-yearly], MONTHS_PER_YEAR))
    if number == int(facts.exam_rule("lifetime_attempts")):
        found.append(add_months(days[0], int(facts.exam_rule("fourth_attempt_after_first"))))
        found.append(add_months(days[-1], int(facts.exam_rule("fourth_attempt_after_latest"))))
    return max(found, default=None)


def ledger(profile: Profile, exam: dt.date | None) -> Ledger:
    """Attempts used and left, and when each further one could be, the next one on the planned day."""
    facts = evidence()
    limit = int(facts.exam_rule("lifetime_attempts"))
    used = len(profile.attempts)
    known = [attempt.date for attempt in profile.attempts if attempt.date is not None]
    days = tuple(sorted(known))
    lacking: list[MissingDay] = [] if len(known) == used else ["so_far"]
    passed = any(attempt.passed for attempt in profile.attempts)
    left = 0 if passed else max(limit - used, 0)
    rows = []
    for number in range(used + 1, used + left + 1):
        earliest = _earliest(days, number) if days and not lacking else None
        planned = exam if number == used + 1 else None
        row_known = not lacking or number <= int(facts.exam_rule("attempts_per_12_months"))
        missing = () if row_known else tuple(lacking)
        rows.append(AttemptRow(number, earliest, planned, row_known, missing))
        next_day = planned or earliest
        if next_day is None:
            lacking.append(number)
        else:
            days = (*days, next_day)
    names = ("lifetime_attempts", "attempts_per_12_months", "fourth_attempt_after_first")
    return Ledger(
        used=used,
        left=left,
        limit=limit,
        rows=tuple(rows),
        sources=tuple(dict.fromkeys(facts.exam_rules[name].source for name in names)),
        passed=passed,
    )
