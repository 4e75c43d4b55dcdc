"""Where you stand, on the home page."""

import streamlit as st

from model.report.sections.standing import standing_blocks
from pages.session import current as session
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields
from pages.ui.pages import RETAKE


def draw() -> None:
    """Draw the current answer in two lines."""
    with st.container(border=True, key="standing"):
        st.header("Where you stand", anchor=False)
        with st.spinner("Working out the answer"):
            current = session.now().report
        fields.problems(session.now().problems[: state.MOST_PROBLEMS])
        drawing.draw(standing_blocks(current), under=True)
        st.page_link(
            RETAKE.script,
            label="See why, and what would change it",
            icon=":material/arrow_forward:",
        )
