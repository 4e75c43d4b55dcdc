"""Where you stand, on the home page."""

import streamlit as st

from model.plan.plan import plan
from model.report.sentences import about, advice_text, basis_words, rate_sentence, span
from model.text import long_date
from pages.session import current as session
from pages.session import entries as state
from pages.ui import fields
from pages.ui.markdown import plain
from pages.ui.pages import RETAKE


def draw() -> None:
    """Draw the current answer in two lines."""
    with st.container(border=True, key="standing"):
        st.header("Where you stand", anchor=False)
        with st.spinner("Working out the answer"):
            current = session.now().report
        fields.problems(session.now().problems[: state.MOST_PROBLEMS])
        chance = current.readiness.chance
        st.markdown(f"{about(chance.central)}; range {span(chance)}. **{advice_text(current.booking.advice)}.**")
        st.caption(f"Based on {plain(basis_words(current.readiness))} An estimate, not a verdict.")
        if current.profile.application.target_specialties and current.outlook and current.outlook.leading:
            st.markdown(plain(rate_sentence(current.outlook.leading)))
        next_test = plan(current.profile, current.today).next_test
        if next_test is not None:
            st.markdown(f"Next practice test by the plan: {long_date(next_test)}.")
        st.page_link(
            RETAKE.script,
            label="See why, and what would change it",
            icon=":material/arrow_forward:",
        )
