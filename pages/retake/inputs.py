"""What a student enters about practice tests, the exam and the attempts."""

import datetime as dt
from typing import Final

import streamlit as st

from model.entries.fields import field
from model.entries.schema import MOST_FORM_CHARACTERS
from model.evidence.exam import evidence
from model.text import long_date
from pages.session import entries as state
from pages.ui.fields import beside, day, notice, number, problems, school, tick
from pages.ui.markdown import plain

CALENDAR: Final = ("eligibility_start", "eligibility_end", "school_deadline", "rotations_start")


def practice_test() -> None:
    """The form for one practice test; its fields and bounds follow the chosen test."""
    tests = evidence().tests
    editing = st.session_state.editing is not None
    with st.container(border=True, key="add_test"):
        st.header("Change a practice test" if editing else "Add a practice test", anchor=False)
        st.selectbox(
            field("practice_tests.test").asked,
            list(tests),
            format_func=lambda name: tests[name].name,
            key="new_test",
            persist_state=state.KEEP,
        )
        kind = state.kind()
        day("practice_tests.date", key="new_date", on_change="ignore")
        st.number_input(
            f"Score ({kind.unit}, {kind.min:g} to {kind.max:g})",
            min_value=kind.min,
            max_value=kind.max,
            value=None,
            step=1.0,
            format="%g",
            key=state.score_key(kind.test),
            on_change="ignore",
            persist_state=state.KEEP,
        )
        if kind.prints_pass_probability:
            st.number_input(
                "Chance of passing printed on the report, percent (optional)",
                min_value=0.0,
                max_value=100.0,
                value=None,
                step=1.0,
                format="%g",
                key="new_printed",
                on_change="ignore",
                persist_state=state.KEEP,
                help=field("practice_tests.printed_pass_percent").help,
            )
        with st.expander("Form and conditions (timed, full length and unseen unless changed)", key="conditions"):
            st.text_input(
                field("practice_tests.form").asked,
                max_chars=MOST_FORM_CHARACTERS,
                placeholder="31",
                key="new_form",
                on_change="ignore",
                persist_state=state.KEEP,
            )
            for condition in ("timed", "full_length", "unseen"):
                tick(f"practice_tests.{condition}", key=f"new_{condition}", on_change="ignore")
        problems(st.session_state.problems)
        with st.container(horizontal=True):
            st.button(
                "Save changes" if editing else "Add this test",
                key="keep_test",
                on_click=state.keep_test,
            )
            if editing:
                st.button("Cancel", key="cancel_edit", on_click=state.clear_entry)


def test_list(answer: str) -> None:
    """The practice tests entered, newest first, each with edit and remove, and the answer they give in one line."""
    entered = state.tests()
    with st.container(border=True, key="test_list"):
        st.header("Your practice tests", anchor=False)
        notice()
        if not entered:
            days = evidence().rule("booking.recent_days")
            st.markdown(f"None yet. One score is enough for a first answer; a second within {days:g} days firms it up.")
            return
        fail = max(
            (
                taken
                for count in range(st.session_state.attempt_count)
                if (taken := st.session_state[f"attempt_{count}"]) is not None
            ),
            default=dt.date.min,
        )
        for place in sorted(range(len(entered)), key=lambda place: entered[place].date, reverse=True):
            test = entered[place]
            earlier = " · before the attempt" if test.date <= fail else ""
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"test_{place}"):
                st.markdown(
                    f"**{test.score:g}** · {plain(test.label)}  \n:small[{long_date(test.date)}{earlier}]",
                    width="stretch",
                )
                st.menu_button(
                    "Change",
                    ["Edit", "Remove"],
                    key=f"change_{place}",
                    type="tertiary",
                    on_click=_change,
                    args=(place,),
                )
        if answer:
            st.markdown(answer)


def _change(number: int) -> None:
    chosen = st.session_state[f"change_{number}"]
    if chosen == "Edit":
        state.edit(number)
    elif chosen == "Remove":
        state.remove(number)


def exam() -> None:
    """Exam date, school and the student's own bar."""
    with st.container(border=True, key="exam"):
        st.header("The next attempt", anchor=False)
        beside("exam_date", "group", "pass_bar")
        day("exam_date")
        school()
        number("pass_bar", required=True)


def calendar() -> None:
    """Attempts so far, and the dates that the exam has to fit."""
    beside("attempts.date", *(f"plan.{name}" for name in CALENDAR))
    panel = st.expander("Attempts and dates (optional)", key="calendar", on_change="rerun")
    if not panel.open:
        return
    with panel:
        most = int(evidence().rule("entry.most_attempts"))
        st.selectbox(
            field("attempts").asked,
            range(most + 1),
            format_func=lambda times: str(times) if times else "Not entered",
            key="attempt_count",
            persist_state=state.KEEP,
        )
        for place in range(st.session_state.attempt_count):
            passed = "passed" if st.session_state[f"attempt_passed_{place}"] else "did not pass"
            day("attempts.date", key=f"attempt_{place}", label=f"Day of attempt {place + 1} ({passed})")
        for key in CALENDAR:
            day(f"plan.{key}")
        st.segmented_control(
            field("plan.full_day_simulation").asked,
            list(state.SIMULATION),
            required=True,
            key="full_day_simulation",
            persist_state=state.KEEP,
        )
