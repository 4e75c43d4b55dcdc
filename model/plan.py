"""From what went wrong to a retake that fits the calendar: steps, changes, subjects, timeline, load, attempts.

Everything here follows from the entries and the student's own date; nothing is fitted. A plan is an offer: each part
stands alone, and no practice test and no question is scheduled on a day off, before today, or from the day before the
exam on.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from model.booking.calendar import MONTHS_PER_YEAR, add_months, calendar_checks, results_by
from model.entries.profile import Profile
from model.entries.schema import Level
from model.evidence.exam import evidence
from model.evidence.plan import AXES, JUDGEMENT, Axis, Finding, Mode, plan_evidence
from model.words import count, long_date

DAY: Final = dt.timedelta(days=1)
LEVEL_ORDER: Final[Mapping[Level | None, int]] = {"lower": 0, "same": 1, None: 1, "higher": 2}

RESULTS: Final = {
    "results_typical": "Results usually there",
    "results_allow": "Results there, with room to spare",
}
FULL_DAY: Final = 2  # the last practice test but one: late enough to be like the day, early enough to rest after
FINAL_WEEK: Final = 7 * DAY
SUBMITTING: Final = "applicants may begin submitting"

EventKind = Literal["entered", "scheduled", "result", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: what, by which day, and whether it is done. ``source`` may be ``judgement``."""

    name: str
    title: str
    text: str
    due: dt.date
    done: bool
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """What went wrong, the one change it asks for, what studies found, and how its questions tend to be missed."""

    cause: str
    title: str
    change: str
    findings: tuple[Finding, ...]
    modes: tuple[Mode, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Priority:
    """An area of the exam in the order to study it.

    ``low`` and ``high`` are its published share of the questions [percent]. ``report`` and ``latest`` are how the fail
    report and the latest practice test show it; ``tied`` says that others have the same rank.
    """

    axis: Axis
    area: str
    low: float
    high: float
    report: Level | None
    latest: Level | None
    rank: int
    tied: bool
    source: str

    @property
    def now(self) -> Level | None:
        """What counts: the latest practice test where it shows the area, else the report."""
        return self.latest or self.report


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
class Conflict:
    """A line that the date crosses, and the way out."""

    text: str
    way_out: str
    source: str


@dataclass(frozen=True, slots=True)
class Move:
    """What moves when the exam moves; ``None`` where it is there in one of the two alone."""

    title: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A study day and its questions."""

    date: dt.date
    questions: int


@dataclass(frozen=True, slots=True)
class DayKind:
    """A good, middling or bad day of the plan, with its questions."""

    name: str
    title: str
    questions: int
    text: str


@dataclass(frozen=True, slots=True)
class MissedDay:
    """Three ways on after a missed day: all of it on the next one, a little more each day, or a smaller total.

    ``next_day_heavy`` and ``each_day_heavy`` say that such a day would be more than a day holds well.
    """

    questions: int
    next_day: int
    each_day: int
    total_kept: int
    next_day_heavy: bool
    each_day_heavy: bool

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways on in words, one that is more than a day holds well with the one to take instead."""
        heavy = f"more than the {plan_rule('heavy_day')} that a day holds well"
        instead = "a smaller total or a later exam fits better" if self.each_day_heavy else "the next way fits better"
        return (
            f"{count(self.next_day, 'question')} on the next day, and all is as it was"
            + (f": {heavy}, so {instead}" if self.next_day_heavy else ""),
            f"{count(self.each_day, 'question')} on each day from here"
            + (f": {heavy}, so {instead}" if self.each_day_heavy else ""),
            f"{self.total_kept:,} in all instead of {self.total_kept + self.questions:,}",
        )


@dataclass(frozen=True, slots=True)
class Load:
    """Questions from today to the exam. ``days`` add up to ``remaining``."""

    target: int
    done: int
    remaining: int
    days: tuple[StudyDay, ...]
    per_day: int
    blocks: int
    heavy: bool
    kinds: tuple[DayKind, ...]
    missed: MissedDay | None


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


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """The whole plan. ``exam`` is ``None`` where no date from today on is entered; what depends on it is then empty.

    ``load`` is ``None`` too where no study day is left before the exam.
    """

    today: dt.date
    exam: dt.date | None
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    priorities: tuple[Priority, ...]
    first_subjects: tuple[Priority, ...]
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    moves: tuple[Move, ...]
    next_test: dt.date | None
    load: Load | None
    ledger: Ledger
    accommodations: tuple[Finding, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source that stands behind the plan, each once."""
        named: list[str | None] = [
            *(step.source for step in self.steps),
            *(change.source for change in self.changes),
            *(row.source for change in self.changes for row in change.findings),
            *(row.source for row in self.priorities),
            *(row.source for row in self.accommodations),
            *(event.source for event in self.events),
            *(conflict.source for conflict in self.conflicts),
            *self.ledger.sources,
            *(evidence().rules[f"plan.{name}"].source for name in ("block_items", "questions_target")),
        ]
        known = evidence().sources
        return tuple(dict.fromkeys(name for name in named if name is not None and name in known))

    @property
    def eras_note(self) -> str:
        """What to say of ERAS where no published day of it lies ahead; empty where one does."""
        if any(row.date >= self.today for row in plan_evidence().eras):
            return ""
        latest = max(plan_evidence().eras, key=lambda row: row.date)
        return (
            f"No day of ERAS ahead is published here yet. The latest one known: ERAS {latest.season}, "
            f"{latest.event}, {long_date(latest.date)}."
        )

    @property
    def has_days(self) -> bool:
        """Whether a calendar file would hold anything."""
        return bool(self.events) or not all(step.done for step in self.steps)

    @property
    def also_first(self) -> tuple[Priority, ...]:
        """Systems that tie with the last of the first subjects and are not among them."""
        last = self.first_subjects[-1]
        return tuple(row for row in self.ranked("system") if row.rank == last.rank and row not in self.first_subjects)

    def ranked(self, axis: Axis) -> tuple[Priority, ...]:
        """The areas of one axis, in the order to study them."""
        return tuple(row for row in self.priorities if row.axis == axis)


# First steps and changes ---------------------------------------------------------------------------------------------


def first_steps(profile: Profile, today: dt.date) -> tuple[Step, ...]:
    """The first steps, by their days; "talk to someone" is among them unless it was removed.

    Each day is the last one for its step, so it may be a day off. None lies on or after an exam that is ahead.
    """
    entered = profile.plan
    begun = entered.begun or today
    exam = profile.exam_date
    latest = dt.date.max if exam is None or exam <= today else exam - DAY
    steps = (
        Step(
            name=name,
            title=step.title,
            text=step.text,
            due=min(begun + step.days * DAY, latest),
            done=name in entered.steps_done,
            source=step.source,
        )
        for name, step in plan_evidence().steps.items()
        if name != "talk" or entered.talk_to_someone
    )
    return tuple(sorted(steps, key=lambda step: step.due))


def changes(profile: Profile) -> tuple[Change, ...]:
    """For each cause chosen, the one change it asks for."""
    tables = plan_evidence()
    return tuple(
        Change(
            cause=name,
            title=cause.title,
            change=cause.change,
            findings=tuple(row for habit in cause.habits for row in tables.findings if row.habit == habit),
            modes=tuple(tables.modes[mode] for mode in cause.modes),
            source=cause.source,
        )
        for name, cause in tables.causes.items()
        if name in profile.plan.causes
    )


# What to study first -------------------------------------------------------------------------------------------------


def priorities(profile: Profile) -> tuple[Priority, ...]:
    """Areas of the exam in the order to study them, by axis.

    First what was lower, by the latest practice test where it shows the area, else by the report; areas about the same
    and areas not shown follow; within each, the larger share of the exam first. Equal ones are tied. The order is a
    judgement: nothing published ranks areas for a repeat taker.
    """
    entered = {row.area: row for row in profile.plan.areas}
    found = []
    for axis in AXES:
        keys: dict[str, tuple[int, float]] = {}
        for area in plan_evidence().areas.values():
            if area.axis == axis:
                row = entered.get(area.area)
                level = None if row is None else row.latest or row.report
                keys[area.area] = (LEVEL_ORDER[level], -area.share)
        tally = Counter(keys.values())
        for name in sorted(keys, key=lambda name: (keys[name], name)):
            area, row = plan_evidence().areas[name], entered.get(name)
            found.append(
                Priority(
                    axis=axis,
                    area=name,
                    low=area.percent_low,
                    high=area.percent_high,
                    report=None if row is None else row.report,
                    latest=None if row is None else row.latest,
                    rank=1 + sum(number for key, number in tally.items() if key < keys[name]),
                    tied=tally[keys[name]] > 1,
                    source=area.source,
                )
            )
    return tuple(found)


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


def conflicts(profile: Profile, today: dt.date, exam: dt.date) -> tuple[Conflict, ...]:
    """Lines that an exam on this day crosses, each with its way out."""
    found = [
        Conflict(f"{check.title}: {check.value}.", f"{check.flips}.", check.source)
        for check in calendar_checks(profile, exam, today)
        if check.status == "not met"
    ]
    entered = profile.plan
    _, results = results_by(exam)
    latest = f"{long_date(results)} at the latest to plan for"
    if entered.study_start is not None and entered.study_start >= exam:
        found.append(
            Conflict(
                f"Study begins on {long_date(entered.study_start)}, not before the exam.",
                "An earlier start, or a later exam.",
                JUDGEMENT,
            )
        )
    if entered.remediation_end is not None and entered.remediation_end >= exam:
        found.append(
            Conflict(
                f"The remediation course ends on {long_date(entered.remediation_end)}, not before the exam.",
                f"An exam after {long_date(entered.remediation_end)}, or your school's agreement.",
                JUDGEMENT,
            )
        )
    if entered.school_meeting is not None and entered.school_meeting > exam:
        found.append(
            Conflict(
                f"The meeting with your school is on {long_date(entered.school_meeting)}, after the exam.",
                "An earlier meeting, or a later exam, so that the date can still be talked through.",
                JUDGEMENT,
            )
        )
    if entered.step2ck_date is not None and today <= entered.step2ck_date < results:
        found.append(
            Conflict(
                f"Step 2 CK on {long_date(entered.step2ck_date)} may come before the result ({latest}).",
                f"Step 2 CK from {long_date(results)} on, or your school's agreement.",
                evidence().exam_rules["results_allow"].source,
            )
        )
    if entered.graduation is not None and today <= entered.graduation < results:
        in_time = results_by(today)[1] <= entered.graduation
        found.append(
            Conflict(
                f"Graduation on {long_date(entered.graduation)} may come before the result ({latest}).",
                f"{'An earlier exam, or a' if in_time else 'A'} graduation that waits for the result; ask your school.",
                evidence().exam_rules["results_allow"].source,
            )
        )
    openings = (row for row in plan_evidence().eras if row.event == SUBMITTING and today <= row.date < results)
    graduates = entered.graduation
    opening = next((row for row in openings if graduates is None or graduates.year <= row.season), None)
    if opening is not None:
        found.append(
            Conflict(
                f"ERAS takes applications for the {opening.season} season from {long_date(opening.date)}; "
                f"the result may not be there yet ({latest}).",
                "Apply with the result to follow, or in the next season; ask your school which fits.",
                opening.source,
            )
        )
    return tuple(found)


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


# Load ----------------------------------------------------------------------------------------------------------------


def load(profile: Profile, today: dt.date, exam: dt.date) -> Load | None:
    """Questions a day to reach the target; ``None`` where no study day is left before the exam."""
    entered = profile.plan
    target = plan_rule("questions_target") if entered.questions_target is None else entered.questions_target
    done = entered.questions_done or 0
    taken = set(practice_days(profile, today, exam))
    days = [day for day in free_days(profile, first_study_day(profile, today), exam) if day not in taken]
    if not days:
        return None
    remaining = max(target - done, 0)
    each, more = divmod(remaining, len(days))
    plan = tuple(StudyDay(day, each + (number < more)) for number, day in enumerate(days))
    per_day = plan[0].questions
    missed = None
    if len(plan) > 1 and per_day:
        next_day, each_day = per_day + plan[1].questions, math.ceil(remaining / (len(plan) - 1))
        missed = MissedDay(
            questions=per_day,
            next_day=next_day,
            each_day=each_day,
            total_kept=target - per_day,
            next_day_heavy=next_day > plan_rule("heavy_day"),
            each_day_heavy=each_day > plan_rule("heavy_day"),
        )
    return Load(
        target=target,
        done=done,
        remaining=remaining,
        days=plan,
        per_day=per_day,
        blocks=math.ceil(per_day / plan_rule("block_items")),
        heavy=per_day > plan_rule("heavy_day"),
        kinds=tuple(
            DayKind(name, kind.title, math.ceil(kind.share * per_day), kind.text)
            for name, kind in plan_evidence().versions.items()
        ),
        missed=missed,
    )


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


# The whole, and the calendar file ------------------------------------------------------------------------------------


def plan(profile: Profile, today: dt.date) -> StudyPlan:
    """Build the plan for a profile.

    Parameters
    ----------
    profile : Profile
    today : date
        The student's own date.

    Returns
    -------
    StudyPlan
    """
    exam = profile.exam_date if profile.exam_date is not None and profile.exam_date >= today else None
    tests = () if exam is None else practice_days(profile, today, exam)
    ranked = priorities(profile)
    return StudyPlan(
        today=today,
        exam=exam,
        steps=first_steps(profile, today),
        changes=changes(profile),
        priorities=ranked,
        first_subjects=tuple(row for row in ranked if row.axis == "system")[: plan_rule("first_subjects")],
        events=timeline(profile, today, exam),
        conflicts=() if exam is None else conflicts(profile, today, exam),
        moves=() if exam is None else moves(profile, today, exam, plan_rule("move_weeks")),
        next_test=tests[0] if tests else None,
        load=None if exam is None else load(profile, today, exam),
        ledger=ledger(profile, exam),
        accommodations=tuple(row for row in plan_evidence().findings if row.habit == "accommodations"),
    )


def calendar_file(found: StudyPlan, stamp: dt.datetime) -> bytes:
    """The plan as an iCalendar file (RFC 5545): all-day events from today on, and the questions of each study day.

    Parameters
    ----------
    found : StudyPlan
    stamp : datetime
        When the file is made, with its time zone.

    Returns
    -------
    bytes
        UTF-8.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Second Sitting//Plan//EN")
    calendar.add("version", "2.0")
    dated = [(step.name, f"By today: {step.title}", step.due, step.due) for step in found.steps if not step.done]
    dated += [(event.name, event.title, event.start, event.end) for event in found.events]
    if found.load is not None:
        dated += [
            (f"questions_{day.date}", count(day.questions, "question"), day.date, day.date)
            for day in found.load.days
            if day.questions
        ]
    for name, title, start, end in dated:
        if end < found.today:
            continue
        event = CalendarEvent()
        event.add("uid", f"{name}@second-sitting")
        event.add("dtstamp", stamp)
        event.add("summary", title)
        event.add("dtstart", start)
        event.add("dtend", end + DAY)  # the day after the last one
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
