"""Checks of the scores and of the preparation."""

import datetime as dt
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from model.booking.check import JUDGEMENT, Found, Situation, Status, rule_source
from model.evidence.exam import evidence
from model.text import whole

Reading = Literal["above", "close", "partly below", "below"]
Condition = Literal["timed", "full_length", "unseen"]
CONDITIONS: Final[tuple[Condition, ...]] = ("timed", "full_length", "unseen")


@dataclass(frozen=True, slots=True)
class RecentTests:
    """Scored tests in the last ``days``; ``lapses`` is the day from which they are too few, where they are enough."""

    count: int
    days: int
    needed: int
    lapses: dt.date | None


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A score [EPC], its likely range held inside the scale, and NBME's reading of it."""

    epc: float
    low: float
    high: float
    reading: Reading


@dataclass(frozen=True, slots=True)
class NbmeReading:
    """The latest two NBME forms, oldest first, beside the low-pass range [EPC]; ``half`` of a likely range."""

    forms: tuple[ReadForm, ...]
    lower: float
    upper: float
    half: float

    @property
    def latest_close(self) -> bool:
        """Whether the latest form is read as close or better."""
        return bool(self.forms) and self.forms[-1].reading in {"above", "close"}


@dataclass(frozen=True, slots=True)
class ChanceAtTarget:
    """The lowest chance and the student's target [whole percent], and the next CBSSA score that reaches it."""

    low: int
    target: int
    needed: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The latest score and the best before it [EPC], how far below it may be, and the next score that turns it.

    Without scores on two days there is none of them.
    """

    allowed: float
    latest: float | None = None
    best: float | None = None
    turns: float | None = None


@dataclass(frozen=True, slots=True)
class ExamConditions:
    """What the latest two tests lack, how many there are, and whether the latest of them lacks nothing."""

    missing: tuple[Condition, ...]
    tests: int
    latest_kept: bool


@dataclass(frozen=True, slots=True)
class FullDay:
    """Timed items on the latest day that held enough of them; neither where there was none."""

    needed: float
    items: int | None
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class SchoolBenchmark:
    """One school's published lines by test, the student's latest scores on them, and those that are below."""

    lines: dict[str, float]
    known: dict[str, float]
    below: tuple[str, ...]


def nbme_reading(epc: float) -> Reading:
    """NBME's four-way reading of a score [EPC]: its likely range, EPC +/- 4, against the low-pass band, 62-68."""
    facts = evidence()
    half = facts.constant("likely_range_half_width")
    if epc - half > facts.constant("low_pass_upper"):
        return "above"
    if epc - half >= facts.constant("low_pass_lower"):
        return "close"
    if epc + half >= facts.constant("low_pass_lower"):
        return "partly below"
    return "below"


def recent_tests(now: Situation) -> Found:
    """Whether enough scored tests are recent."""
    days, needed = int(evidence().rule("booking.recent_days")), int(evidence().rule("booking.recent_tests"))
    recent = [test for test in now.readiness.estimate.tests if (now.today - test.test.date).days <= days]
    enough = len(recent) >= needed
    lapses = recent[-needed].test.date + dt.timedelta(days=days + 1) if enough else None
    facts = RecentTests(len(recent), days, needed, lapses)
    return Found("met" if enough else "not met", facts, rule_source("booking.recent_tests"))


def reading_check(now: Situation) -> Found:
    """NBME's own reading of the latest two forms."""
    facts = evidence()
    half = facts.constant("likely_range_half_width")
    nbme = [test for test in now.readiness.estimate.tests if test.test.kind.prints_pass_probability][-2:]
    forms = tuple(
        ReadForm(
            epc=test.epc,
            low=max(test.epc - half, test.test.kind.min),
            high=min(test.epc + half, test.test.kind.max),
            reading=nbme_reading(test.epc),
        )
        for test in nbme
    )
    close = [form.reading in {"above", "close"} for form in forms]
    status: Status
    if not forms:
        status = "not known"
    elif forms[-1].reading == "above" or (close[-1] and len(close) > 1 and close[0]):
        status = "met"
    elif close == [True]:
        status = "not known"
    else:
        status = "not met"
    found = NbmeReading(forms, facts.constant("low_pass_lower"), facts.constant("low_pass_upper"), half)
    return Found(status, found, facts.constants["likely_range_half_width"].source)


def target_check(now: Situation) -> Found:
    """The lowest chance [percent] beside the student's own target."""
    low, target = whole(now.readiness.chance.low), now.profile.pass_bar
    facts = ChanceAtTarget(low, target, now.needed)
    return Found("met" if low >= target else "not met", facts, rule_source("booking.default_bar"))


def trend_check(now: Situation) -> Found:
    """Whether the latest score [EPC] lies far below the best before it."""
    tests = now.readiness.estimate.tests
    allowed, source = evidence().rule("booking.falling_points"), rule_source("booking.falling_points")
    last_day = tests[-1].test.date if tests else None
    earlier = [test.epc for test in tests if test.test.date != last_day]
    if not earlier:
        return Found("not known", Trend(allowed), source)
    latest, best = fmean([test.epc for test in tests if test.test.date == last_day]), max(earlier)
    turns = max(test.epc for test in tests) - allowed  # a next form has every score so far before it
    return Found("met" if best - latest <= allowed else "not met", Trend(allowed, latest, best, turns), source)


def conditions_check(now: Situation) -> Found:
    """Whether the latest two tests were taken as the exam is."""
    latest = now.readiness.estimate.tests[-2:]
    missing = tuple(name for name in CONDITIONS if not all(getattr(test.test, name) for test in latest))
    kept = bool(latest) and all(getattr(latest[-1].test, name) for name in CONDITIONS)
    status: Status = "not known" if not latest else "not met" if missing else "met"
    return Found(status, ExamConditions(missing, len(latest), kept), JUDGEMENT)


def simulation_check(now: Situation) -> Found:
    """Whether one day was spent at exam length."""
    needed = evidence().rule("booking.simulation_items")
    items: dict[dt.date, int] = {}
    for test in now.profile.this_time:
        if test.timed and test.full_length and test.kind.items is not None:
            items[test.date] = items.get(test.date, 0) + test.kind.items
    days = [day for day, number in items.items() if number >= needed]
    said = now.profile.plan.full_day_simulation
    status: Status = "met" if days or said else "not known" if said is None else "not met"
    facts = FullDay(needed, items[days[-1]] if days else None, days[-1] if days else None)
    return Found(status, facts, rule_source("booking.simulation_items"))


def school_benchmark(now: Situation) -> Found:
    """One school's published benchmark."""
    lines = {name: evidence().rule(f"booking.school_{name}") for name in ("cbssa", "free120", "qbank")}
    latest = {test.test: test.score for test in now.profile.this_time}
    known = {name: latest[name] for name in lines if name in latest}
    below = tuple(name for name in lines if name in known and known[name] < lines[name])
    status: Status = "not met" if below else "met" if len(known) == len(lines) else "not known"
    return Found(status, SchoolBenchmark(lines, known, below), rule_source("booking.school_cbssa"))
