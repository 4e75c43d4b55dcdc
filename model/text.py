"""Numbers and days as they are said to the reader."""

import datetime as dt
import math


def whole(percent: float) -> int:
    """A percent as it is shown and judged: whole numbers, halves upward."""
    return math.floor(percent + 0.5)


def long_date(date: dt.date) -> str:
    """A day that reads the same everywhere: ``29 Nov 2026``."""
    return f"{short_date(date)} {date.year}"


def short_date(date: dt.date) -> str:
    """A day whose year is plain from what stands beside it: ``29 Nov``."""
    return f"{date.day} {date:%b}"


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def count(number: int, thing: str) -> str:
    """A number of things: ``1 attempt``, ``2 attempts``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
