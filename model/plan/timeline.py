"""Everything with a day, practice tests among it, and what moves when the exam moves."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from model.booking.calendar import results_by
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence

DAY: Final = dt.timedelta(days=1)


RESULTS: Final = {
    "results_typical": "Results usually there",
    "results_allow": "Results there, with room to spare",
}
FULL_DAY: Final = 2  # the last practice test but one: late enough to be like the day, early enough to rest after
FINAL_WEEK: Final = 7 * DAY


EventKind = Literal["entered", "scheduled", "result", "published"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the timeline. ``end`` is its last day; ``moves`` says that it moves when the exam moves."""

    name: str
    title: str
    start: dt.date
    end: dt.date
    kind: EventKind
    moves: bool
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What moves when the exam moves; ``None`` where it is there in one of the two alone."""

    title: str
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


def _half(start: dt.date | None, end: dt.date | None) -> str:
    """What a single day of a period is; nothing where both are known."""
    return " begins" if end is None else " ends" if start is None else ""


def timeline(profile: Profile, today: dt.date, exam: dt.date | None) -> tuple[Event, ...]:
    """Everything with a day, in the order of the days."""
    entered = profile.plan
    events: list[Event] = []

    def add(name: str, title: str, start: dt.date | None, end: dt.date | None = None) -> None:
        if start is not None:
            last = start if end is None else end
            events.append(Event(name, title, start, last, "entered", moves=False))

    add("school_meeting", "Meeting with your school", entered.school_meeting)
    start, end = entered.remediation_start, entered.remediation_end
    add("remediation", f"Remediation course{_half(start, end)}", start or end, end)
    add("study_start", "Study begins", entered.study_start)
    start, end = entered.eligibility_start, entered.eligibility_end
    add("eligibility", f"Eligibility period{_half(start, end)}", start or end, end)
    add("school_deadline", "Your school's deadline to sit", entered.school_deadline)
    add("rotations", "Core rotations start", entered.rotations_start)
    add("step2ck", "Step 2 CK", entered.step2ck_date)
    add("graduation", "Graduation", entered.graduation)
    for row in plan_evidence().eras:
        if row.date >= today:
            name, title = f"eras_{row.season}_{row.date}", f"ERAS {row.season}: {row.event}"
            events.append(Event(name, title, row.date, row.date, "published", moves=False, source=row.source))
    if exam is not None:
        days = practice_days(profile, today, exam)
        full = _full_day(profile, today, exam, days)
        for number, day in enumerate(reversed(days), start=1):  # counted from the exam, so that each moves with it
            kind = "with a full day at exam length" if day == full else "a form not seen before"
            events.append(Event(f"practice_{number}", f"Practice test, {kind}", day, day, "scheduled", moves=True))
        events.append(Event("exam", "Exam", exam, exam, "entered", moves=True))
        for (name, title), day in zip(RESULTS.items(), results_by(exam), strict=True):
            source = evidence().exam_rules[name].source
            events.append(Event(name, title, day, day, "result", moves=True, source=source))
    return tuple(sorted(events, key=lambda event: (event.start, event.end, event.name)))


def moves(profile: Profile, today: dt.date, exam: dt.date, weeks: int) -> tuple[Move, ...]:
    """What moves when the exam moves by some weeks: each day before and after."""
    before, after = (
        {event.name: event for event in timeline(profile, today, day) if event.moves}
        for day in (exam, exam + dt.timedelta(weeks=weeks))
    )
    found = (
        Move(
            (after.get(name) or before[name]).title,
            before[name].start if name in before else None,
            after[name].start if name in after else None,
        )
        for name in dict.fromkeys((*before, *after))
    )
    return tuple(sorted(found, key=lambda move: move.after or move.before or today))
