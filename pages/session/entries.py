"""A student's entries in this session: ``profile`` builds the profile from them, ``open_profile`` writes one back.

Nothing here is stored on the server. Widgets keep their values under the keys below with ``persist_state="session"``;
the list of practice tests is kept as model objects, since it is not one widget's value.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, Final

import streamlit as st

from model.entries.fields import field
from model.entries.profile import Profile, practice_test
from model.entries.refusals import ProfileError
from model.entries.schema import PLAN_DATES, Application, Attempt, Plan, PracticeTest
from model.evidence.exam import TestKind, evidence
from model.evidence.plan import Axis, plan_evidence

KEEP: Final = "session"
SIMULATION: Final[dict[str, bool | None]] = {
    "Not entered": None,
    **{word: value for value, word in (field("plan.full_day_simulation").choices or {}).items()},
}
PLAN_AS_ENTERED: Final = (
    "accommodations",
    "talk_to_someone",
    "causes_unsure",
    "questions_done",
    "questions_target",
    "wellbeing",
)
APPLICATION: Final = tuple(name for name in Application.model_fields if name != "target_specialties")
MOST_PROBLEMS: Final = 5


def zone() -> dt.tzinfo:
    """The student's own time zone, as their browser says."""
    try:
        return zoneinfo.ZoneInfo(st.context.timezone or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # a folder's name, or one too long to look up
        return dt.UTC


def today() -> dt.date:
    """The student's own date."""
    return dt.datetime.now(zone()).date()


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about the last change, and how to take it back."""

    text: str
    undo: Callable[[], None] | None = None


def begin() -> None:
    """Give every entry its first value, once in a session."""
    state = st.session_state
    if "tests" in state:
        return
    state.notice = None
    _put(_nothing())


def targets() -> tuple[str, ...]:
    """Keys of the target specialties, the leading one first."""
    return tuple(f"target_{number}" for number in range(int(evidence().rule("entry.most_specialties"))))


def tests() -> tuple[PracticeTest, ...]:
    """The practice tests entered, in the order entered."""
    entered: tuple[PracticeTest, ...] = st.session_state.tests
    return entered


def entered() -> dict[str, Any]:
    """Everything entered, as the fields of a profile, whether or not it can all be used."""
    state = st.session_state
    return {
        "group": state.group,
        "exam_date": state.exam_date,
        "pass_bar": state.pass_bar,
        "attempts": tuple(
            {"date": state[f"attempt_{number}"], "passed": state[f"attempt_passed_{number}"]}
            for number in range(state.attempt_count)
        ),
        "practice_tests": state.tests,
        "application": {name: state[name] for name in APPLICATION}
        | {"target_specialties": tuple(name for key in targets() if (name := state[key]) is not None)},
        "plan": {name: state[name] for name in (*PLAN_DATES, *PLAN_AS_ENTERED)} | _plan_entries(),
    }


def profile() -> Profile:
    """Build the profile from everything entered.

    Raises
    ------
    ProfileError
        If an entry cannot be used.
    """
    return Profile.from_entries(entered(), today())


def _values(entered: Profile) -> dict[str, Any]:
    """The session's entries for a profile, by key."""
    values: dict[str, Any] = {
        "group": entered.group,
        "exam_date": entered.exam_date,
        "pass_bar": entered.pass_bar,
        "attempt_count": len(entered.attempts),
        "full_day_simulation": {value: word for word, value in SIMULATION.items()}[entered.plan.full_day_simulation],
        "tests": entered.practice_tests,
    }
    for number in range(int(evidence().rule("entry.most_attempts"))):
        attempt = entered.attempts[number] if number < len(entered.attempts) else Attempt()
        values |= {f"attempt_{number}": attempt.date, f"attempt_passed_{number}": attempt.passed}
    values |= {name: getattr(entered.plan, name) for name in (*PLAN_DATES, *PLAN_AS_ENTERED)}
    values |= _plan_values(entered.plan)
    values |= {name: getattr(entered.application, name) for name in APPLICATION}
    names = entered.application.target_specialties
    return values | dict(zip_longest(targets(), names))


def areas(axis: Axis) -> tuple[tuple[int, str], ...]:
    """The exam's areas by one axis, each with the number that its fields' keys end in."""
    named = enumerate(plan_evidence().areas.values())
    return tuple((number, area.area) for number, area in named if area.axis == axis)


def resources() -> tuple[str, ...]:
    """The resources named, as they stand between the commas."""
    return tuple(dict.fromkeys(name for part in st.session_state.resources.split(",") if (name := part.strip())))


def _plan_entries() -> dict[str, Any]:
    """The plan's entries that are not one widget's value."""
    state, tables = st.session_state, plan_evidence()
    shown = ((area, state[f"area_report_{n}"], state[f"area_latest_{n}"]) for n, area in enumerate(tables.areas))
    return {
        "full_day_simulation": SIMULATION.get(state.full_day_simulation),
        "steps_done": tuple(name for name in tables.steps if state[f"step_{name}"]),
        "causes": tuple(name for name in tables.causes if state[f"cause_{name}"]),
        "areas": tuple(
            {"area": area, "report": report, "latest": latest} for area, report, latest in shown if report or latest
        ),
        "days_off": tuple(sorted(state.days_off)),
        "resources": resources(),
    }


def _plan_values(plan: Plan) -> dict[str, Any]:
    """The session's entries for a plan that are not one widget's value, by key."""
    tables = plan_evidence()
    shown = {row.area: row for row in plan.areas}
    values: dict[str, Any] = {f"step_{name}": name in plan.steps_done for name in tables.steps}
    values |= {f"cause_{name}": name in plan.causes for name in tables.causes}
    for number, area in enumerate(tables.areas):
        row = shown.get(area)
        values[f"area_report_{number}"] = None if row is None else row.report
        values[f"area_latest_{number}"] = None if row is None else row.latest
    return values | {"days_off": list(plan.days_off), "resources": ", ".join(plan.resources)}


def set_talk(*, kept: bool) -> None:
    """Keep "talk to someone" among the first steps, or take it out; it can be put back."""
    st.session_state.talk_to_someone = kept
    st.session_state.notice = None if kept else Notice("Taken out: talk to someone.", partial(set_talk, kept=True))


def _nothing() -> dict[str, Any]:
    return _values(Profile.from_entries({"attempts": ({"date": None},)}, today()))


def _kept() -> dict[str, Any]:
    """Everything entered now, whether or not it makes a profile."""
    return {key: st.session_state[key] for key in _nothing()}


def _put(values: dict[str, Any]) -> None:
    for key, value in values.items():
        st.session_state[key] = value
    clear_entry()


def is_empty() -> bool:
    """Whether nothing has been entered yet."""
    return _kept() == _nothing()


def _replace(values: dict[str, Any], text: str) -> None:
    before = None if is_empty() else _kept()
    _put(values)
    back = None if before is None else partial(_replace, before, "Your earlier entries are back.")
    st.session_state.notice = Notice(text, back)


def open_profile(entered: Profile, text: str) -> None:
    """Open another profile; what was there can be brought back."""
    _replace(_values(entered), text)


def start_over() -> None:
    """Clear everything; it can be brought back."""
    _replace(_nothing(), "Everything is cleared.")


# The form for one practice test --------------------------------------------------------------------------------------


def score_key(test: str) -> str:
    """Key of the score field; each test has its own, since their bounds differ."""
    return f"new_score_{test}"


def kind() -> TestKind:
    """The test chosen in the form."""
    return evidence().tests[st.session_state.new_test]


def clear_entry() -> None:
    """Empty the form, keeping the chosen test."""
    state = st.session_state
    state.editing = None
    state.problems = ()
    state.setdefault("new_test", next(iter(evidence().tests)))
    state.new_form = ""
    state.new_date = None
    state.new_printed = None
    for name in evidence().tests:
        state[score_key(name)] = None
    for condition in ("timed", "full_length", "unseen"):
        state[f"new_{condition}"] = True


def edit(number: int) -> None:
    """Bring a test from the list into the form."""
    test = tests()[number]
    clear_entry()
    state = st.session_state
    state.editing = number
    state.notice = None
    state.new_test = test.test
    state.new_form = test.form or ""
    state.new_date = test.date
    state[score_key(test.test)] = test.score
    state.new_printed = test.printed_pass_percent
    for condition in ("timed", "full_length", "unseen"):
        state[f"new_{condition}"] = getattr(test, condition)


def _entered() -> dict[str, Any]:
    state = st.session_state
    return {
        "test": state.new_test,
        "form": state.new_form or None,
        "date": state.new_date,
        "score": state[score_key(state.new_test)],
        "printed_pass_percent": state.new_printed if kind().prints_pass_probability else None,
        **{condition: state[f"new_{condition}"] for condition in ("timed", "full_length", "unseen")},
    }


def keep_test() -> None:
    """Add the test in the form to the list, or save it over the one being edited."""
    state = st.session_state
    entered = _entered()
    missing = [name for name in ("date", "score") if entered[name] is None]
    if missing:
        state.problems = tuple(
            f"The {name} is missing, or outside what its field takes. Enter it and add the test again."
            for name in missing
        )
        return
    before = state.tests
    try:
        test = practice_test(entered, today())
        others = list(before)
        if state.editing is None:
            others.append(test)
        else:
            others[state.editing] = test
        state.tests = tuple(others)
        profile()
    except ProfileError as error:
        state.tests = before
        state.problems = error.problems[:MOST_PROBLEMS]
        return
    said = "Added" if state.editing is None else "Saved"
    clear_entry()
    state.notice = Notice(f"{said}: {test.label}, {test.score:g}.")


def remove(number: int) -> None:
    """Take a test off the list; it can be brought back."""
    test = tests()[number]
    state = st.session_state
    state.tests = tests()[:number] + tests()[number + 1 :]
    if state.editing is not None:
        clear_entry()
    state.notice = Notice(f"Removed: {test.label}, {test.score:g}.", partial(_put_back, number, test))


def _put_back(number: int, test: PracticeTest) -> None:
    st.session_state.tests = (*tests()[:number], test, *tests()[number:])
    st.session_state.notice = None
