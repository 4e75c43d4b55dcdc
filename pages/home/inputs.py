"""Made-up students to begin with."""

import streamlit as st

from model.entries.examples import examples
from pages.session import entries as state


def try_examples() -> None:
    """Three made-up students."""
    for example in examples(state.today()):
        with st.container(border=True):
            st.markdown(f"**{example.title}**  \n{example.about}")
            st.button(
                "Try this example",
                key=f"example_{example.key}",
                on_click=state.open_profile,
                args=(example.profile, f"Opened the made-up example: {example.title}."),
            )
