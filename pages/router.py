"""Second Sitting: whose visit this is, which page to show, and what every page has around it."""

from pathlib import Path
from typing import Literal

import streamlit as st

from pages.session import entries as state
from pages.session import saved_plan as saving
from pages.ui import footer, saving_bar
from pages.ui.pages import ADVISOR, PAGES, Page

# A page with an icon of Streamlit's own would fetch its favicon from another host.
FAVICON = Path(__file__).parent / "ui" / "favicon.svg"


def comes_as_student() -> bool:
    """Whether this visit is a student's; an advisor's, or one by a link that opens nothing, sees one page alone."""
    if "share" in st.query_params:
        return False
    if "plan" not in st.query_params:
        return True
    saving.begin()
    return saving.open_link()


def navigate(pages: tuple[Page, ...], position: Literal["top", "hidden"]) -> st.Page:
    """Build the pages, and give the one that is asked for its title, icon and width."""
    built = [
        st.Page(page.script, title=page.title, url_path=page.address, help=page.help, default=page is pages[0])
        for page in pages
    ]
    chosen = st.navigation(built, position=position)
    st.set_page_config(
        page_title=f"{chosen.title} · Second Sitting",
        page_icon=FAVICON,
        layout=pages[built.index(chosen)].layout,
    )
    return chosen


state.begin()
if comes_as_student():
    current = navigate(PAGES, "top")
    with st.container():
        if "kept" in st.session_state:
            saving_bar.draw()
    current.run()
    footer.draw()
else:
    navigate((ADVISOR,), "hidden").run()
