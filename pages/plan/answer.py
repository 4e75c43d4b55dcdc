"""The plan page: six parts, each useful alone and drawn alone, each with its own entries. Nothing is computed here."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import streamlit as st

from model.entries.profile import Profile
from model.evidence.plan import plan_evidence
from model.plan.plan import StudyPlan
from model.report.as_calendar import calendar_file
from model.report.blocks import Paragraph
from model.report.sections.calendar import conflict_blocks, moves_blocks, side_by_side_blocks, timeline_blocks
from model.report.sections.plan import causes_blocks, ledger_blocks, no_exam, short_blocks
from model.report.sections.sources import sources_details
from model.report.sections.study import accommodations_blocks, day_blocks, subjects_blocks
from pages.plan import inputs as plan_inputs
from pages.retake import inputs as retake_inputs
from pages.session import current
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields
from pages.ui.pages import RETAKE

SIDE_BY_SIDE: Final = 3  # dates: the one entered, and the first two waits


def draw() -> None:
    """Draw the whole page."""
    fields.notice()
    now = current.now()
    entered, found = now.profile, now.report.plan
    fields.problems(now.reading.sentences("scores", "plan")[: state.MOST_PROBLEMS])
    _in_short(entered, found)
    chosen = st.segmented_control(
        "Part of the plan",
        list(PARTS),
        default=next(iter(PARTS)),
        required=True,
        key="plan_part",
        persist_state=state.KEEP,
    )
    enter, answer = PARTS[chosen]
    st.header(chosen, anchor=False)
    enter()
    answer(entered, found)
    drawing.draw((sources_details(found.sources, "plan_sources"),))


def _in_short(entered: Profile, found: StudyPlan) -> None:
    with st.container(border=True, key="plan_short"):
        st.header("In short", anchor=False)
        drawing.draw(short_blocks(entered, found), under=True)
        if not found.has_days:
            return
        st.download_button(
            "Download the calendar",
            lambda: calendar_file(found, dt.datetime.now(dt.UTC)),
            file_name="second-sitting.ics",
            mime="text/calendar",
            icon=":material/event:",
            on_click="ignore",
            key="calendar_file",
        )


def _steps(_: Profile, found: StudyPlan) -> None:
    plan_inputs.first_steps(found.steps)


def _changes(entered: Profile, found: StudyPlan) -> None:
    drawing.draw(causes_blocks(entered, found), under=True)


def _subjects(_: Profile, found: StudyPlan) -> None:
    drawing.draw(subjects_blocks(found), under=True)


def _calendar(entered: Profile, found: StudyPlan) -> None:
    drawing.draw(accommodations_blocks(entered, found), under=True)
    if found.exam is None:
        said = f"{no_exam(entered)} With one ahead, practice tests and results are laid out around it."
        drawing.draw((Paragraph(said),))
    drawing.draw((*conflict_blocks(found.conflicts), *timeline_blocks(found), *moves_blocks(found)), under=True)
    if found.moves:
        _side_by_side(entered)


def _side_by_side(entered: Profile) -> None:
    rows = current.now().report.booking.sit_or_wait[:SIDE_BY_SIDE]
    drawing.draw(side_by_side_blocks(entered, state.today(), rows), under=True)
    st.page_link(RETAKE.script, label="The chance, and what it rests on", icon=":material/arrow_forward:")


def _load(entered: Profile, found: StudyPlan) -> None:
    versions = plan_evidence().versions
    today = st.segmented_control(
        "How is today?", list(versions), format_func=lambda name: versions[name].title, key="day_kind"
    )
    drawing.draw(day_blocks(entered, found, today), under=True)
    plan_inputs.wellbeing()


def _attempts(_: Profile, found: StudyPlan) -> None:
    drawing.draw(ledger_blocks(found.ledger), under=True)


PARTS: Final[dict[str, tuple[Callable[[], None], Callable[[Profile, StudyPlan], None]]]] = {
    "First steps": (plan_inputs.begun, _steps),
    "What happened": (plan_inputs.causes, _changes),
    "What to study": (plan_inputs.areas, _subjects),
    "Calendar": (plan_inputs.dates, _calendar),
    "Each day": (plan_inputs.load, _load),
    "Attempts": (retake_inputs.calendar, _attempts),
}
