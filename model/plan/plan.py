"""From what went wrong to a retake that fits the calendar: steps, changes, subjects, timeline, load, attempts.

Everything here follows from the entries and the student's own date; nothing is fitted. A plan is an offer: each part
stands alone, and no practice test and no question is scheduled on a day off, before today, or from the day before the
exam on.
"""

import datetime as dt
from dataclasses import dataclass

from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import Axis, ErasDate, Finding, plan_evidence
from model.plan.attempts import Ledger, ledger
from model.plan.conflicts import Conflict, conflicts
from model.plan.steps import Change, Step, changes, first_steps
from model.plan.subjects import Priority, priorities
from model.plan.timeline import Event, Move, moves, plan_rule, practice_days, timeline
from model.plan.workload import Load, load


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
    def latest_eras(self) -> ErasDate | None:
        """The latest published day of ERAS where none lies ahead; ``None`` where one does."""
        latest = max(plan_evidence().eras, key=lambda row: row.date)
        return None if latest.date >= self.today else latest

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


# The whole ----------------------------------------------------------------------------------------------------------


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
