"""Second Sitting: whose visit this is, which page to show, and what every page has around it."""

from pathlib import Path

import streamlit as st

from pages.session import entries as state
from pages.session import saved_plan as saving
from pages.ui import footer, saving_bar

PAGES = (
    st.Page(
        "home/page.py",
        title="Home",
        default=True,
        help="What this answers, three ways in, and where you stand.",
    ),
    st.Page(
        "retake/page.py",
        title="Readiness",
        url_path="readiness",
        help="Enter practice scores; see whether they support booking the retake, why, and what would change it.",
    ),
    st.Page(
        "match/page.py",
        title="Outlook",
        url_path="outlook",
        help="Published match rates, what a first-attempt failure leaves of them, and how far Step 2 CK offsets it.",
    ),
    st.Page(
        "plan/page.py",
        title="Plan",
        url_path="plan",
        help="From what went wrong to a retake that fits the calendar: first steps, changes, subjects, dates, load.",
    ),
    st.Page(
        "share/page.py",
        title="Share",
        url_path="share",
        help="Save your plan, come back to it, and give an advisor a read-only link.",
    ),
    st.Page(
        "methods/page.py",
        title="Methods",
        url_path="methods",
        help="Where each number comes from, how good it is, and what nobody knows.",
    ),
)
ADVISOR = st.Page("advisor/page.py", title="Shared with you", default=True)

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


def configure(page: st.Page) -> None:
    """Set title, icon and width of the page."""
    st.set_page_config(
        page_title=f"{page.title} · Second Sitting",
        page_icon=FAVICON,
        layout="wide" if page.url_path in {"readiness", "outlook"} else "centered",
    )


state.begin()
if comes_as_student():
    page = st.navigation(PAGES, position="top")
    configure(page)
    with st.container():
        if "kept" in st.session_state:
            saving_bar.draw()
    page.run()
    footer.draw()
else:
    page = st.navigation([ADVISOR], position="hidden")
    configure(page)
    page.run()
