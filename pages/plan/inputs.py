"""What a student enters for the plan; every part may stay empty, and each is useful alone."""

from typing import Final

import streamlit as st

from model.entries.fields import field
from model.entries.schema import LEVELS, MOST_NOTE_CHARACTERS, WEEKDAYS
from model.evidence.exam import evidence
from model.evidence.plan import AXES, Axis, plan_evidence
from model.plan.steps import Step
from model.report.sections.plan import LEVEL_WORDS
from model.report.sections.study import AXIS_WORDS
from model.text import long_date
from pages.session import entries as state
from pages.ui import fields
from pages.ui.markdown import cite, plain

REPORTS: Final = ("report", "latest")
DATES: Final = (
    "school_meeting",
    "remediation_start",
    "remediation_end",
    "study_start",
    "eligibility_start",
    "eligibility_end",
    "school_deadline",
    "rotations_start",
    "step2ck_date",
    "graduation",
)
MOST_RESOURCE_CHARACTERS: Final = 400


def begun() -> None:
    """The day from which the first steps are counted."""
    fields.day("plan.begun")


def first_steps(steps: tuple[Step, ...]) -> None:
    """The first steps with their days, each to be ticked; talking to someone can be removed and put back."""
    for step in steps:
        with st.container(key=f"row_{step.name}", gap="xxsmall"):
            st.checkbox(f"{step.title}, by {long_date(step.due)}", key=f"step_{step.name}", persist_state=state.KEEP)
            st.caption(f"{plain(step.text)} ({cite(step.source)})")
            if step.name == "talk":
                st.button(
                    "Take this out",
                    key="remove_talk",
                    type="tertiary",
                    on_click=state.set_talk,
                    kwargs={"kept": False},
                )
    if not st.session_state.talk_to_someone:
        st.button("Put back: talk to someone", key="put_back_talk", on_click=state.set_talk, kwargs={"kept": True})


def causes() -> None:
    """The causes to choose from: several, or not sure."""
    st.markdown("Tick what fits; several may, or none. It is about what to change, not about blame.")
    for name, cause in plan_evidence().causes.items():
        st.checkbox(cause.title, key=f"cause_{name}", persist_state=state.KEEP)
    fields.tick("plan.causes_unsure")


def areas() -> None:
    """What the fail report and the latest practice test show: one tap for an area, one list of areas at a time."""
    panel = st.expander("What your reports show (optional)", key="areas", on_change="rerun")
    if not panel.open:
        return
    with panel:
        shown = st.segmented_control(
            "Which one",
            REPORTS,
            default="report",
            required=True,
            format_func=lambda name: field(f"plan.areas.{name}").label,
            key="areas_of",
            persist_state=state.KEEP,
        )
        axis = st.segmented_control(
            "Its list",
            AXES,
            default=AXES[0],
            required=True,
            format_func=AXIS_WORDS.__getitem__,
            key="areas_by",
            persist_state=state.KEEP,
        )
        st.caption("One tap for each area that it shows; a second tap takes it back. The others may stay empty.")
        _levels(shown, axis)


def _levels(shown: str, axis: Axis) -> None:
    for number, area in state.areas(axis):
        reported = st.session_state[f"area_report_{number}"]
        beside = f" (report: {LEVEL_WORDS[reported]})" if shown == "latest" and reported else ""
        st.segmented_control(
            f"{area}{beside}",
            list(LEVELS.words),
            format_func=LEVELS.words.__getitem__,
            key=f"area_{shown}_{number}",
            persist_state=state.KEEP,
        )


def dates() -> None:
    """The exam date, the other days that bear on it, and test accommodations."""
    fields.day("exam_date")
    fields.choice("plan.accommodations")
    fields.beside(*(f"plan.{key}" for key in DATES))
    panel = st.expander("Other dates (optional)", key="plan_dates", on_change="rerun")
    if panel.open:
        with panel:
            for key in DATES:
                fields.day(f"plan.{key}")


def load() -> None:
    """Questions done and aimed at, days off, and the resources in use."""
    fields.beside("plan.questions_done", "plan.questions_target", "plan.days_off", "plan.resources", "plan.wellbeing")
    done, target = st.columns(2)
    with done:
        fields.number("plan.questions_done")
    with target:
        fields.number("plan.questions_target", placeholder=f"{evidence().rule('plan.questions_target'):g}")
    st.pills(
        field("plan.days_off").asked,
        range(len(WEEKDAYS)),
        selection_mode="multi",
        format_func=WEEKDAYS.__getitem__,
        key="days_off",
        persist_state=state.KEEP,
    )
    st.text_input(
        field("plan.resources").asked,
        key="resources",
        persist_state=state.KEEP,
        max_chars=MOST_RESOURCE_CHARACTERS,
    )


def wellbeing() -> None:
    """A note for the student alone, unless they choose to share it."""
    st.text_area(
        field("plan.wellbeing").asked,
        key="wellbeing",
        max_chars=MOST_NOTE_CHARACTERS,
        persist_state=state.KEEP,
    )
