"""Second Sitting: whose visit this is, which page to show, and what every page has around it."""

from pathlib import Path

import streamlit as st

from pages.parts import footer, saving, saving_bar, state

PAGES = (
    st.Page(
        "student/home.py",
        title="Home",
        default=True,
        help="What this answers, three ways in, and where you stand.",
    ),
    st.Page(
        "student/readiness.py",
        title="Readiness",
        help="Enter practice scores; see whether they support booking the retake, why, and what would change it.",
    ),
    st.Page(
        "student/outlook.py",
        title="Outlook",
        help="Published match rates, what a first-attempt failure leaves of them, and how far Step 2 CK offsets it.",
    ),
    st.Page(
        "student/plan.py",
        title="Plan",
        help="From what went wrong to a retake that fits the calendar: first steps, changes, subjects, dates, load.",
    ),
    st.Page(
        "student/share.py",
        title="Share",
        help="Save your plan, come back to it, and give an advisor a read-only link.",
    ),
    st.Page(
        "student/methods.py",
        title="Methods",
        help="Where each number comes from, how good it is, and what nobody knows.",
    ),
)
ADVISOR = st.Page("advisor/report.py", title="Shared with you", default=True)

# A page with an icon of Streamlit's own would fetch its favicon from another host.
FAVICON = Path(__file__).parent / "parts" / "favicon.svg"


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
    if "kept" in st.session_state:
        saving_bar.draw()
    page.run()
    footer.draw()
else:
    page = st.navigation([ADVISOR], position="hidden")
    configure(page)
    page.run()
