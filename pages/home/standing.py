"""Where you stand, on the home page."""

import streamlit as st

from model.entries.refusals import ProfileError
from model.report.report import report
from model.report.sections.standing import standing_blocks
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields


def draw() -> None:
    """Draw the current answer in two lines."""
    with st.container(border=True, key="standing"):
        st.header("Where you stand", anchor=False)
        try:
            with st.spinner("Working out the answer"):
                current = report(state.profile(), state.today())
        except ProfileError as error:
            fields.problems(error.problems[: state.MOST_PROBLEMS])
            return
        drawing.draw(standing_blocks(current), under=True)
        st.page_link(
            "retake/page.py",
            label="See why, and what would change it",
            icon=":material/arrow_forward:",
        )
