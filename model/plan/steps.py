"""The first steps, and the change that each cause asks for."""

import datetime as dt
from dataclasses import dataclass

from model.entries.profile import Profile
from model.evidence.plan import Finding, Mode, plan_evidence
from model.plan.timeline import DAY


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
