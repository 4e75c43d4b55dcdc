"""Fields and notices that several pages draw."""

from typing import Any, Final

import streamlit as st

from model.entries.declared import Day
from model.entries.fields import field
from pages.session import current
from pages.session import entries as state
from pages.ui.markdown import plain

DATE_FORMAT: Final = "YYYY-MM-DD"


def day(name: str, *, key: str | None = None, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 (handed on to Streamlit)
    """A day that may stay empty, by its field's dotted name."""
    declared = field(name)
    first, last = (declared.days or Day()).days(state.today())
    st.date_input(
        label or declared.asked,
        value=None,
        min_value=first,
        max_value=last,
        key=key or declared.name,
        format=DATE_FORMAT,
        persist_state=state.KEEP,
        **options,
    )


def number(name: str, **options: Any) -> None:  # noqa: ANN401 (handed on to Streamlit)
    """A whole number that may stay empty, by its field's dotted name."""
    declared = field(name)
    low, high = declared.bounds or (None, None)
    st.number_input(
        declared.asked,
        min_value=low,
        max_value=high,
        value=None,
        step=1,
        key=declared.name,
        persist_state=state.KEEP,
        help=declared.help,
        **options,
    )


def choice(name: str, *, placeholder: str = "Not entered") -> None:
    """One of a field's choices, or none, by its dotted name."""
    declared = field(name)
    words = declared.choices or {}
    st.selectbox(
        declared.asked,
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=placeholder,
        key=declared.name,
        persist_state=state.KEEP,
    )


def tick(name: str, *, key: str | None = None, **options: Any) -> None:  # noqa: ANN401 (handed on to Streamlit)
    """Yes or no, by its field's dotted name."""
    declared = field(name)
    st.checkbox(declared.asked, key=key or declared.name, persist_state=state.KEEP, **options)


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
    choice("group", placeholder="Not chosen")
