"""Attempts used and left, and when each further one could be."""

import datetime as dt
from dataclasses import dataclass

from model.booking.calendar import MONTHS_PER_YEAR, add_months
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.text import count, long_date


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt that is still possible. ``earliest`` is ``None`` where the rules name no day, or days are missing.

    ``missing`` says what would have to be known to name the day; it is empty where the row is ``known``.
    """

    number: int
    earliest: dt.date | None
    planned: dt.date | None
    known: bool
    missing: str


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

    @property
    def after_next(self) -> str:
        """What happens, by the rules, if the next attempt does not pass."""
        if self.passed:
            return "An attempt that passed is entered, so no next one is due. Correct it if it did not pass."
        if not self.left:
            return "By the rules no attempt is left. Ask your school and your licensing authority what they allow."
        if self.left == 1:
            return "The next attempt would be the last that the rules allow."
        later = self.rows[1]
        when = (
            f"The one after could be from {long_date(later.earliest)} on."
            if later.earliest is not None
            else "The rules name no wait before the one after."
            if later.known
            else f"When the one after could be depends on {later.missing}, not known here yet."
        )
        left = f"If the next one does not pass, {count(self.left - 1, 'attempt')} would be left."
        return f"{left} {when} Your school may set limits of its own; ask."


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
    lacking = [] if len(known) == used else ["each attempt so far"]
    passed = any(attempt.passed for attempt in profile.attempts)
    left = 0 if passed else max(limit - used, 0)
    rows = []
    for number in range(used + 1, used + left + 1):
        earliest = _earliest(days, number) if days and not lacking else None
        planned = exam if number == used + 1 else None
        row_known = not lacking or number <= int(facts.exam_rule("attempts_per_12_months"))
        missing = "" if row_known else f"the day of {' and of '.join(lacking)}"
        rows.append(AttemptRow(number, earliest, planned, row_known, missing))
        next_day = planned or earliest
        if next_day is None:
            lacking.append(f"attempt {number}")
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
