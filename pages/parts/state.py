"""A student's entries in this session: one function builds the profile from them, one writes a profile back.

Nothing here is stored on the server. Widgets keep their values under the keys below with ``persist_state="session"``;
the list of practice tests is kept as model objects, since it is not one widget's value.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from model.evidence import TestKind, evidence
from model.profile import PracticeTest, Profile, ProfileError, practice_test

KEEP: Final = "session"
DATES: Final = ("eligibility_start", "eligibility_end", "school_deadline", "rotations_start")
SIMULATION: Final[dict[str, bool | None]] = {"Not entered": None, "Done": True, "Not yet": False}
MOST_PROBLEMS: Final = 5


def today() -> dt.date:
    """The student's own date, by their browser's time zone."""
    try:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(st.context.timezone or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()


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
    state.tests = ()
    state.editing = None
    state.notice = None
    state.problems = ()
    write(Profile.from_entries({"attempts": ({"date": None},)}, today()))
    clear_entry()


def tests() -> tuple[PracticeTest, ...]:
    """The practice tests entered, in the order entered."""
    entered: tuple[PracticeTest, ...] = st.session_state.tests
    return entered


def profile() -> Profile:
    """Build the profile from everything entered.

    Raises
    ------
    ProfileError
        If a value got past a widget's own limits.
    """
    state = st.session_state
    return Profile.from_entries(
        {
            "group": state.group,
            "exam_date": state.exam_date,
            "pass_bar": int(state.pass_bar),
            "attempts": tuple(
                {"date": state[f"attempt_{number}"], "passed": state[f"attempt_passed_{number}"]}
                for number in range(state.attempt_count)
            ),
            "practice_tests": state.tests,
            "application": state.application,
            "plan": {name: state[name] for name in DATES}
            | {"full_day_simulation": SIMULATION.get(state.full_day_simulation)},
        },
        today(),
    )


def write(entered: Profile) -> None:
    """Put a profile's entries into the session, in place of what is there."""
    state = st.session_state
    state.group = entered.group
    state.exam_date = entered.exam_date
    state.pass_bar = entered.pass_bar
    state.attempt_count = len(entered.attempts)
    for number in range(int(evidence().rule("entry.most_attempts"))):
        attempt = entered.attempts[number] if number < len(entered.attempts) else None
        state[f"attempt_{number}"] = attempt.date if attempt else None
        state[f"attempt_passed_{number}"] = attempt.passed if attempt else False
    for name in DATES:
        state[name] = getattr(entered.plan, name)
    words = {value: word for word, value in SIMULATION.items()}
    state.full_day_simulation = words[entered.plan.full_day_simulation]
    state.application = entered.application
    state.tests = entered.practice_tests
    state.editing = None


def is_empty() -> bool:
    """Whether no practice score and no date has been entered yet."""
    state = st.session_state
    return not state.tests and state.exam_date is None and state.attempt_0 is None


def replace(entered: Profile, text: str) -> None:
    """Open another profile; what was there can be brought back."""
    before = None if is_empty() else profile()
    write(entered)
    clear_entry()
    back = None if before is None else partial(replace, before, "Your earlier entries are back.")
    st.session_state.notice = Notice(text, back)


def start_over() -> None:
    """Clear everything; it can be brought back."""
    replace(Profile.from_entries({"attempts": ({"date": None},)}, today()), "Everything is cleared.")


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
        state.problems = tuple(f"The {name} is missing. Enter it and add the test again." for name in missing)
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
