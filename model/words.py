"""Numbers and days as they are said to the reader."""

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # this loads scikit-learn, which words do without
    from model.readiness.curves import Chance
import re


def whole(percent: float) -> int:
    """A percent as it is shown and judged: whole numbers, halves upward."""
    return math.floor(percent + 0.5)


def long_date(date: dt.date) -> str:
    """A day that reads the same everywhere: ``29 Nov 2026``."""
    return f"{short_date(date)} {date.year}"


def short_date(date: dt.date) -> str:
    """A day whose year is plain from what stands beside it: ``29 Nov``."""
    return f"{date.day} {date:%b}"


def count(number: int, thing: str) -> str:
    """A number of things: ``1 attempt``, ``2 attempts``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def span(chance: "Chance") -> str:
    """The range of a chance, such as ``69 to 93``."""
    return f"{whole(chance.low)} to {whole(chance.high)}"


def pass_verbs(passed: int) -> tuple[str, str]:
    """The verbs of both sides, of 100 people: ``pass`` and ``do``, or ``passes`` and ``does`` where it is one."""
    return ("passes" if passed == 1 else "pass", "does" if passed == 99 else "do")  # noqa: PLR2004 (one is left)


def about(percent: float) -> str:
    """Both sides of a chance of passing: ``About 84 of 100 pass, 16 do not``."""
    passed = whole(percent)
    verbs = pass_verbs(passed)
    return f"About {passed} of 100 {verbs[0]}, {100 - passed} {verbs[1]} not"


def spoken(text: str) -> str:
    """A published line as it is said to the reader: with a capital, and ``did not pass`` for ``failed``."""
    kind = re.sub(r"\bfailed\b", "did not pass", text)
    return kind[:1].upper() + kind[1:]
