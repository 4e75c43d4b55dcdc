"""Fields and notices that several pages draw."""

import datetime as dt
from typing import Any, Final

import streamlit as st

from model.entries.schema import GROUPS
from model.evidence.exam import evidence
from pages.session import current
from pages.session import entries as state
from pages.ui.markdown import plain

GROUP_WORDS: Final = {
    "US MD": "US MD school",
    "US DO": "US DO school",
    "US IMG": "US citizen, school abroad",
    "Non-US IMG": "Other citizen, school abroad",
}


DATE_FORMAT: Final = "YYYY-MM-DD"


def _first_day() -> dt.date:
    return dt.date(int(evidence().rule("entry.earliest_year")), 1, 1)


def _last_day() -> dt.date:
    return dt.date(state.today().year + int(evidence().rule("entry.latest_years_ahead")), 12, 31)


def date(label: str, key: str, *, past: bool = False, **options: Any) -> None:  # noqa: ANN401 (handed on to Streamlit)
    """A day that may stay empty."""
    st.date_input(
        label,
        value=None,
        min_value=_first_day(),
        max_value=state.today() if past else _last_day(),
        key=key,
        format=DATE_FORMAT,
        persist_state=state.KEEP,
        **options,
    )


def notice() -> None:
    """Say what was changed last, with the way back.

    Its place is there in any case: what comes and goes must not shift what follows, or the page would draw the button
    that was just pressed anew on a slow machine, and the keyboard would lose its place.
    """
    last: state.Notice | None = st.session_state.notice
    place = st.container()
    if last is None:
        return
    with place.container(horizontal=True, vertical_alignment="center", key="notice"):
        st.markdown(f":material/info: {plain(last.text)}", width="stretch")
        if last.undo is not None:
            st.button("Undo", icon=":material/undo:", key="undo", on_click=last.undo)


def problems(sentences: tuple[str, ...]) -> None:
    """Say what cannot be used, a sentence each."""
    for sentence in sentences:
        st.warning(plain(sentence), icon=":material/edit:")


def beside(*names: str) -> None:
    """Say what cannot be used of some entries, by their dotted names, beside where they are entered."""
    problems(current.now().reading.about(*names))


def school() -> None:
    """The kind of school."""
    st.selectbox(
        "School",
        GROUPS,
        index=None,
        format_func=GROUP_WORDS.__getitem__,
        placeholder="Not chosen",
        key="group",
        persist_state=state.KEEP,
    )
