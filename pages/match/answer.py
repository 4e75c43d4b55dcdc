"""The answer on the outlook page, drawn from one outlook and the strengths; nothing is computed here."""

import streamlit as st

from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.outlook.offset import first_explored_score
from model.outlook.outlook import Outlook, outlook
from model.outlook.rates import Order
from model.report.blocks import Heading
from model.report.sections.outlook import (
    everything_blocks,
    everything_chart,
    explore_note,
    leading_blocks,
    offset_blocks,
    programs_blocks,
    quartile_blocks,
)
from model.report.sections.sources import match_source_ids, sources_details
from model.report.sections.strengths import strengths_blocks
from model.report.sentences import match_clause
from pages.session import current
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields

ORDERS: dict[str, Order] = {
    "Highest floor first": "floor",
    "Highest published rate first": "ceiling",
    "Most applicants first": "applicants",
    "By name": "name",
}
WITHOUT_REFERENCE = "No rate is published here for 230-239; enter one above to hold the floor against."


def in_short() -> None:
    """Draw the answer in one line, for those who have it below the entries."""
    entered = current.now().report.outlook
    if entered is not None and entered.leading is not None:
        st.markdown(f"So far: {match_clause(entered.leading)}. The reasons stand with the full answer.")


def draw() -> None:
    """Draw the whole answer for what is entered now."""
    now = current.now()
    profile, entered, found = now.profile, now.report.outlook, now.report.strengths
    fields.problems(now.reading.sentences("application")[: state.MOST_PROBLEMS])
    if entered is None:
        st.header("Choose your kind of school to begin", anchor=False)
        st.markdown(
            "Published match rates are split by it. A specialty makes the answer yours, a Step 2 CK score narrows it; "
            "both may stay unknown."
        )
    else:
        _outlook(profile, entered)
    drawing.draw(
        (
            Heading("Your strengths, and what to build next"),
            *strengths_blocks(found),
            sources_details(match_source_ids(entered, found), "outlook_sources"),
        )
    )


def _outlook(profile: Profile, entered: Outlook) -> None:
    drawing.draw(leading_blocks(profile, entered))
    explored = _explore(profile, entered)
    if explored.offset is not None:
        specialty = profile.application.target_specialties[0]
        drawing.draw(offset_blocks(explored.offset, specialty, WITHOUT_REFERENCE))
    drawing.draw(quartile_blocks(explored))
    if explored.everything:
        drawing.draw(everything_blocks(explored))
        order = st.selectbox("Order", list(ORDERS), key="order", bind="query-params")
        drawing.draw((everything_chart(explored, ORDERS.get(order, "floor")),))
    drawing.draw(programs_blocks())


def _explore(profile: Profile, entered: Outlook) -> Outlook:
    """Let a score, the factor and the reference be tried out; what was entered stays as it is."""
    facts = evidence()
    st.header("Explore", anchor=False)
    st.caption("Nothing here changes what you entered.")
    first, last = (int(number) for number in facts.rules["outlook.explored_scores"].numbers)
    lowest = facts.rule("outlook.attempt_factor")
    st.session_state.setdefault("explored_score", first_explored_score(entered.step2ck))
    st.session_state.setdefault("explored_factor", lowest)
    score = None
    if entered.offset is not None:
        if st.toggle("Try another Step 2 CK score", key="exploring", persist_state=state.KEEP):
            score = st.slider("Step 2 CK to try", first, last, key="explored_score", persist_state=state.KEEP)
        st.number_input(
            "Rate to hold the floor against, of 100",
            1,
            99,
            value=None,
            step=1,
            placeholder="The published rate at 230-239",
            key="reference_rate",
            persist_state=state.KEEP,
        )
    factor = st.slider(
        "Share of the odds that a failed attempt leaves",
        lowest,
        1.0,
        step=0.001,
        format="%.3f",
        key="explored_factor",
        persist_state=state.KEEP,
    )
    drawing.draw((explore_note(),))
    explored = outlook(profile, factor=factor, step2ck=score, reference=st.session_state.get("reference_rate"))
    return entered if explored is None else explored
