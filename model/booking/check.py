"""A check: facts about the student beside the line they are held against. Its words are in ``report/sentences.py``."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.readiness import Readiness

JUDGEMENT: Final = "judgement"

Status = Literal["met", "not met", "not known"]
Kind = Literal["scores", "preparation", "calendar"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a check finds: its status, the facts, and the source id of the line, or ``judgement`` where it is ours."""

    status: Status
    facts: Any
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one student.

    Attributes
    ----------
    name : str
        As it is declared in ``checks.py``.
    kind : Kind
    status : Status
    facts : dataclass
        What was found: numbers, dates and codes, of a type of its own for each check.
    source : str
        Source id of the line, or ``judgement`` where it is ours.
    """

    name: str
    kind: Kind
    status: Status
    facts: Any
    source: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A profile that would sit the exam on a day."""

    profile: Profile
    day: dt.date
    today: dt.date


@dataclass(frozen=True, slots=True)
class Situation(Sitting):
    """The same with the answer of the readiness model, and the next CBSSA score that reaches the student's target."""

    readiness: Readiness
    needed: int | None


@dataclass(frozen=True, slots=True)
class DateCheck:
    """A check that a date decides. ``hard``: a rule of the exam. ``crossed``: a line that a date can cross."""

    name: str
    work_out: Callable[[Sitting], Found]
    hard: bool = False
    crossed: bool = False
    kind: Kind = "calendar"


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """A check of the scores, the preparation or the exam date, which rests on the readiness model's answer too."""

    name: str
    work_out: Callable[[Situation], Found]
    kind: Kind
    hard: bool = False
    crossed: bool = False


def rule_source(rule: str) -> str:
    """Source id of a rule of ours, or ``judgement``."""
    return evidence().rules[rule].source or JUDGEMENT
