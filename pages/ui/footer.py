"""The foot of every page: versions, and somebody to talk to; and what it takes to print the page."""

import streamlit as st

from model import MODEL_VERSION
from model.evidence.exam import evidence
from pages.ui import print_styles as printing
from pages.ui.markdown import plain
from pages.ui.pages import METHODS


def draw() -> None:
    """Draw support lines and versions."""
    printing.draw()
    facts = evidence()
    lines = "\n".join(
        f"- [{plain(line.name)}]({facts.sources[line.source].url}): {plain(line.contact)}. {plain(line.about)}."
        for line in facts.support_lines
    )
    with st.container(key="footer", width=760):
        st.divider()
        st.markdown(f"**Somebody to talk to, on any day**\n\n{lines}")
        st.caption(
            f"Model {MODEL_VERSION}, data {facts.version}. Estimates from published figures, not a verdict and not "
            "advice from your school or a doctor."
        )
        st.page_link(METHODS.script, label="Where each number comes from", icon=":material/menu_book:")
