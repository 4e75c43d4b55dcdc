"""Everything with a day, practice tests among it, and what moves when the exam moves."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from model.booking.calendar import results_by
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import ErasDate, plan_evidence

DAY: Final = dt.timedelta(days=1)


RESULTS: Final[tuple[Literal["results_typical", "results_allow"], ...]] = ("results_typical", "results_allow")
FULL_DAY: Final = 2  # the last practice test but one: late enough to be like the day, early enough to rest after
FINAL_WEEK: Final = 7 * DAY


EventKind = Literal["entered", "scheduled", "result", "published"]
EventCode = Literal[
    "school_meeting",
    "remediation",
    "study_start",
    "eligibility",
    "school_deadline",
    "rotations",
    "step2ck",
    "graduation",
    "eras",
    "practice",
    "exam",
    "results_typical",
    "results_allow",
]
Half = Literal["begins", "ends"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the timeline.

    Attributes
    ----------
    name : str
        Tells it apart from every other one, and stays when its day moves.
    code : EventCode
    start, end : date
        Its first and its last day.
    kind : EventKind
    moves : bool
        Whether it moves when the exam moves.
    source : str or None
    half : Half or None
        What it is of a period of which one day alone is known.
    eras : ErasDate or None
        The published day.
    full_day : bool
        Whether a practice test is to be a full day at exam length.
    """

    name: str
    code: EventCode
    start: dt.date
    end: dt.date
    kind: EventKind
    moves: bool
    source: str | None = None
    half: Half | None = None
    eras: ErasDate | None = None
    full_day: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """An event that moves when the exam moves, and its days; ``None`` where it is there in one of the two alone."""

    event: Event
    before: dt.date | None
    after: dt.date | None


# Timeline ------------------------------------------------------------------------------------------------------------


def plan_rule(name: str) -> int:
    """A rule of the plan, as a whole number."""
    return int(evidence().rule(f"plan.{name}"))


def first_study_day(profile: Profile, today: dt.date) -> dt.date:
    """The first day of study from today on."""
    return max(today, profile.plan.study_start or today)


def practice_days(profile: Profile, today: dt.date, exam: dt.date) -> tuple[dt.date, ...]:
    """Days for practice tests up to the exam, none on a day off or before study begins.

    The last lies in the final week where a day there is free; the others go back from it, one to two weeks apart, to
    the latest test taken, as far as forms not yet seen are likely to last. A question bank's percent is no such test.

    Parameters
    ----------
    profile : Profile
    today, exam : date

    Returns
    -------
    tuple of date
        Rising; empty where no day is left.
    """
    least, spacing = plan_rule("least_spacing") * DAY, plan_rule("test_spacing") * DAY
    taken = max((test.date for test in profile.this_time if test.kind.to_epc != "none"), default=None)
    earliest = first_study_day(profile, today)
    if taken is not None:
        earliest = max(earliest, taken + least)
    free = free_days(profile, earliest, exam)
    if not free:
        return ()
    aim = exam - plan_rule("last_test_before") * DAY
    found = [min(free, key=lambda day: (day < exam - FINAL_WEEK, abs(day - aim)))]
    while before := [day for day in free if day <= found[-1] - spacing]:
        found.append(before[-1])
    if taken is not None and found[-1] - taken > 2 * least:  # too long a gap, and one more may fit into it
        found += [day for day in free if day <= found[-1] - least][:1]
    return tuple(reversed(found[: plan_rule("most_tests")]))


def free_days(profile: Profile, earliest: dt.date, exam: dt.date) -> list[dt.date]:
    """Days from the earliest to the last before the rest, without the days off."""
    latest = exam - (plan_rule("rest_before") + 1) * DAY
    days = (earliest + number * DAY for number in range((latest - earliest).days + 1))
    return [day for day in days if day.weekday() not in profile.plan.days_off]


def _full_day(profile: Profile, today: dt.date, exam: dt.date, days: tuple[dt.date, ...]) -> dt.date | None:
    """The practice test to make a full day of; none where that is done, or where the exam is too near for it."""
    near = exam - today < dt.timedelta(days=evidence().rule("booking.sitting_horizon"))
    if not days or near or profile.plan.full_day_simulation:
        return None
    chosen = days[-FULL_DAY:][0]
    return chosen if exam - chosen >= plan_rule("last_test_before") * DAY else None


def _entered(
    code: EventCode, start: dt.date | None, end: dt.date | None = None, half: Half | None = None
) -> Iterator[Event]:
    if start is not None:
        yield Event(code, code, start, start if end is None else end, "entered", moves=False, half=half)


def _period(code: EventCode, start: dt.date | None, end: dt.date | None) -> Iterator[Event]:
    """A period that is entered, or the one day of it that is."""
    half: Half | None = "begins" if end is None else "ends" if start is None else None
    yield from _entered(code, start or end, end, half)


def _published(row: ErasDate) -> Event:
    name = f"eras_{row.season}_{row.date}"
    return Event(name, "eras", row.date, row.date, "published", moves=False, source=row.source, eras=row)


def _around_the_exam(profile: Profile, today: dt.date, exam: dt.date) -> Iterator[Event]:
    """The exam, and what moves with it: practice tests before it, results after it."""
    days = practice_days(profile, today, exam)
    full = _full_day(profile, today, exam, days)
    for number, day in enumerate(reversed(days), start=1):  # counted from the exam, so that each moves with it
        yield Event(f"practice_{number}", "practice", day, day, "scheduled", moves=True, full_day=day == full)
    yield Event("exam", "exam", exam, exam, "entered", moves=True)
    for name, day in zip(RESULTS, results_by(exam), strict=True):
        yield Event(name, name, day, day, "result", moves=True, source=evidence().exam_rules[name].source)


def timeline(profile: Profile, today: dt.date, exam: dt.date | None) -> tuple[Event, ...]:
    """Everything with a day, in the order of the days."""
    entered = profile.plan
    events = [
        *_entered("school_meeting", entered.school_meeting),
        *_period("remediation", entered.remediation_start, entered.remediation_end),
        *_entered("study_start", entered.study_start),
        *_period("eligibility", entered.eligibility_start, entered.eligibility_end),
        *_entered("school_deadline", entered.school_deadline),
        *_entered("rotations", entered.rotations_start),
        *_entered("step2ck", entered.step2ck_date),
        *_entered("graduation", entered.graduation),
        *(_published(row) for row in plan_evidence().eras if row.date >= today),
        *(() if exam is None else _around_the_exam(profile, today, exam)),
    ]
    return tuple(sorted(events, key=lambda event: (event.start, event.end, event.name)))


def moves(profile: Profile, today: dt.date, exam: dt.date, weeks: int) -> tuple[Move, ...]:
    """What moves when the exam moves by some weeks: each day before and after."""
    before, after = (
        {event.name: event for event in timeline(profile, today, day) if event.moves}
        for day in (exam, exam + dt.timedelta(weeks=weeks))
    )
    found = (
        Move(
            after.get(name) or before[name],
            before[name].start if name in before else None,
            after[name].start if name in after else None,
        )
        for name in dict.fromkeys((*before, *after))
    )
    return tuple(sorted(found, key=lambda move: move.after or move.before or today))
