"""Checks of the scores and of the preparation."""

import datetime as dt
from collections.abc import Mapping
from statistics import fmean
from typing import Final, Literal

from model.booking.check import JUDGEMENT, Check, Status, rule_source
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.readiness.readiness import Readiness
from model.readiness.scores import ScoredTest
from model.text import count, long_date, whole

Reading = Literal["above", "close", "partly below", "below"]


READING_WORDS: Final[Mapping[Reading, str]] = {
    "above": "wholly above the low-pass band",
    "close": "inside the low-pass band or slightly above it",
    "partly below": "partly below the low-pass band",
    "below": "wholly below the low-pass band",
}


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


def recent_tests(tests: tuple[ScoredTest, ...], today: dt.date) -> Check:
    """Whether enough scored tests are recent."""
    days, needed = int(evidence().rule("booking.recent_days")), int(evidence().rule("booking.recent_tests"))
    recent = [test for test in tests if (today - test.test.date).days <= days]
    missing = needed - len(recent)
    flips = f"{count(missing, 'more scored test')}"
    if missing <= 0:
        lapses = recent[-needed].test.date + dt.timedelta(days=days + 1)
        flips = f"No further score by {long_date(lapses)}"
    return Check(
        name="recent_tests",
        title="Two scored tests in the last weeks",
        kind="scores",
        value=f"{count(len(recent), 'scored test')} in the last {days} days",
        line=f"at least {needed} in {days} days",
        status="met" if missing <= 0 else "not met",
        why=evidence().rules["booking.recent_tests"].why,
        source=rule_source("booking.recent_tests"),
        flips=flips,
    )


def reading_check(tests: tuple[ScoredTest, ...]) -> Check:
    """NBME's own reading of the latest two forms."""
    facts = evidence()
    half = facts.constant("likely_range_half_width")
    lower, upper = facts.constant("low_pass_lower"), facts.constant("low_pass_upper")
    nbme = [test for test in tests if test.test.kind.prints_pass_probability][-2:]
    readings = [nbme_reading(test.epc) for test in nbme]
    close = [reading in {"above", "close"} for reading in readings]
    status: Status
    if not nbme:
        status = "not known"
    elif readings[-1] == "above" or (close[-1] and len(close) > 1 and close[0]):
        status = "met"
    elif close == [True]:
        status = "not known"
    else:
        status = "not met"
    if status == "met":
        flips = f"A next form below {lower + half:g}"
    elif close and close[-1]:
        flips = f"A next form of {lower + half:g} or higher"
    else:
        flips = f"Two next forms of {lower + half:g} or higher, or one above {upper + half:g}"
    value = "; ".join(
        f"{test.epc:g}, likely {max(test.epc - half, test.test.kind.min):g} to "
        f"{min(test.epc + half, test.test.kind.max):g}: {READING_WORDS[reading]}"
        for test, reading in zip(nbme, readings, strict=True)
    )
    return Check(
        name="nbme_reading",
        title="NBME's own reading of the latest two forms",
        kind="scores",
        value=value or "no CBSSA or CBSE since the last attempt",
        line=f"two likely ranges at {lower:g} or higher, or the latest wholly above {upper:g}",
        status=status,
        why="NBME reads a likely range inside the low-pass band as close to the line, and one partly below it as "
        "a reason to prepare more. Two results reassure more than one.",
        source=facts.constants["likely_range_half_width"].source,
        flips=flips,
    )


def bar_check(readiness: Readiness, bar: int, needed: int | None) -> Check:
    """The lowest chance [percent] beside the student's own bar."""
    low = whole(readiness.chance.low)
    met = low >= bar
    if met:
        flips = "A lower score on the next form, or a higher bar"
    elif needed is None:
        flips = "No single form reaches it; several higher scores may"
    else:
        flips = f"{needed} or higher on a further CBSSA"
    return Check(
        name="chance_at_bar",
        title="The lowest chance against your own bar",
        kind="scores",
        value=f"{low} of 100 on the lowest of the three curves",
        line=f"your bar, {bar} of 100",
        status="met" if met else "not met",
        why=evidence().rules["booking.default_bar"].why,
        source=rule_source("booking.default_bar"),
        flips=flips,
    )


def _score(epc: float) -> str:
    """A score as it is read: whole, or with one decimal where it was converted."""
    return f"{round(epc, 1):g}"


def trend_check(tests: tuple[ScoredTest, ...]) -> Check:
    """Whether the latest score [EPC] lies far below the best before it."""
    rule = evidence().rules["booking.falling_points"]
    line = f"no more than {rule.number:g} EPC below the best score before it"
    last_day = tests[-1].test.date if tests else None
    latest_tests = [test.epc for test in tests if test.test.date == last_day]
    earlier = [test.epc for test in tests if test.test.date != last_day]
    if not earlier:
        return Check(
            name="no_falling_trend",
            title="No falling trend",
            kind="scores",
            value="no scores on two different days",
            line=line,
            status="not known",
            why=rule.why,
            source=rule_source("booking.falling_points"),
            flips="A scored test on another day",
        )
    latest, best = fmean(latest_tests), max(earlier)
    met = best - latest <= rule.number
    turns = _score(max(test.epc for test in tests) - rule.number)  # a next form has every score so far before it
    return Check(
        name="no_falling_trend",
        title="No falling trend",
        kind="scores",
        value=f"latest {_score(latest)} EPC, best before it {_score(best)}",
        line=line,
        status="met" if met else "not met",
        why=rule.why,
        source=rule_source("booking.falling_points"),
        flips=f"A next form below {turns}" if met else f"{turns} or higher on the next form",
    )


def conditions_check(tests: tuple[ScoredTest, ...]) -> Check:
    """Whether the latest two tests were taken as the exam is."""
    latest = tests[-2:]
    missing = [
        word
        for word, kept in (
            ("timed", all(test.test.timed for test in latest)),
            ("full length", all(test.test.full_length for test in latest)),
            ("unseen", all(test.test.unseen for test in latest)),
        )
        if not kept
    ]
    status: Status = "not known" if not latest else "not met" if missing else "met"
    value = f"not {', not '.join(missing)}" if missing else "timed, full length, unseen"
    if status == "met":
        flips = "A next form taken without a clock, in parts, or with questions seen before"
    elif latest and not all(getattr(latest[-1].test, name) for name in ("timed", "full_length", "unseen")):
        flips = "Two fresh forms, each timed and in one day"
    else:
        flips = "A fresh form, timed and in one day"
    return Check(
        name="exam_conditions",
        title="Taken as the exam is taken",
        kind="scores",
        value=value if latest else "no scored test yet",
        line="the latest two timed, full length and unseen",
        status=status,
        why=evidence().rules["conditions.questions_seen"].why + " " + evidence().rules["conditions.untimed"].why,
        source=JUDGEMENT,
        flips=flips,
    )


def simulation_check(profile: Profile) -> Check:
    """Whether one day was spent at exam length."""
    rule = evidence().rules["booking.simulation_items"]
    items: dict[dt.date, int] = {}
    for test in profile.this_time:
        if test.timed and test.full_length and test.kind.items is not None:
            items[test.date] = items.get(test.date, 0) + test.kind.items
    days = [day for day, number in items.items() if number >= rule.number]
    said = profile.plan.full_day_simulation
    status: Status = "met" if days or said else "not known" if said is None else "not met"
    value = {"met": "done", "not met": "not yet", "not known": "not entered"}[status]
    return Check(
        name="full_day_simulation",
        title="One full day at exam length",
        kind="preparation",
        value=f"{items[days[-1]]} timed items on {long_date(days[-1])}" if days else value,
        line=f"{rule.number:g} timed items in one day",
        status=status,
        why=rule.why,
        source=rule_source("booking.simulation_items"),
        flips="Nothing; it stays done" if status == "met" else "One day with two timed tests back to back",
    )


def school_benchmark(profile: Profile) -> Check:
    """One school's published benchmark."""
    lines = {name: evidence().rule(f"booking.school_{name}") for name in ("cbssa", "free120", "qbank")}
    latest = {test.test: test.score for test in profile.this_time}
    known = {name: latest[name] for name in lines if name in latest}
    below = [name for name, score in known.items() if score < lines[name]]
    status: Status = "not met" if below else "met" if len(known) == len(lines) else "not known"
    names = {"cbssa": "CBSSA", "free120": "Free 120", "qbank": "question bank"}
    return Check(
        name="school_benchmark",
        title="One school's published benchmark",
        kind="preparation",
        value=", ".join(f"{names[name]} {known[name]:g}" for name in known) or "none of the three entered",
        line=", ".join(f"{names[name]} {line:g}" for name, line in lines.items()),
        status=status,
        why=evidence().rules["booking.school_cbssa"].why,
        source=rule_source("booking.school_cbssa"),
        flips=", ".join(f"{names[name]} of {lines[name]:g} or higher" for name in lines if name in below)
        or ("A lower score on one of the three" if status == "met" else "Entering the scores that are missing"),
    )
