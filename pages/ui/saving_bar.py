"""The line on every page of a student who has a saved plan open: whether everything is saved, and the way to save."""

import streamlit as st

from pages.session import saved_plan as saving
from pages.ui.markdown import plain
from pages.ui.pages import SHARE


def draw() -> None:
    """Draw the line; it saves a change by itself where the reader chose so."""
    saving.save_by_itself()
    session = st.session_state
    mine = saving.kept()
    if session.unreadable is not None:
        _unreadable()
    if session.away:
        st.warning(saving.AWAY, icon=":material/cloud_off:")
    if mine is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="saving"):
        if session.conflict is not None:
            st.markdown(":material/call_split: Another save of this plan came first. Nothing is lost.", width="stretch")
            st.page_link(SHARE.script, label="See both and choose")
        elif saving.changed():
            st.markdown(":material/edit: Not saved yet.", width="stretch")
            st.button("Save", key="save", icon=":material/save:", on_click=saving.save)
        else:
            st.markdown(f":material/check: Saved {saving.at(mine.saved.saved)}.", width="stretch")


def _unreadable() -> None:
    found = st.session_state.unreadable
    st.warning(
        "Your plan was saved by another version of this app, and cannot be opened by this one. Download it as it was "
        f"saved; nothing of it is changed. {plain(' '.join(found.problems[:1]))}",
        icon=":material/edit:",
    )
    st.download_button(
        "Download it as it was saved",
        found.content,
        file_name="second-sitting.json",
        mime="application/json",
        on_click="ignore",
        key="unreadable_file",
    )
