"""A check: something of the student's beside the line it is held against."""

from dataclasses import dataclass
from typing import Final, Literal

from model.evidence.exam import evidence

JUDGEMENT: Final = "judgement"

Status = Literal["met", "not met", "not known"]
Kind = Literal["scores", "preparation", "calendar"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes
    ----------
    name, title : str
        Key and heading.
    kind : Kind
    value, line : str
        The student's value, and the line it is held against.
    status : Status
    why : str
        Why it matters.
    source : str
        Source id of the line, or ``judgement`` where it is ours.
    flips : str
        What would turn the status.
    """

    name: str
    title: str
    kind: Kind
    value: str
    line: str
    status: Status
    why: str
    source: str
    flips: str


def rule_source(rule: str) -> str:
    """Source id of a rule of ours, or ``judgement``."""
    return evidence().rules[rule].source or JUDGEMENT
