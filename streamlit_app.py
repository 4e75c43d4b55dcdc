"""Second Sitting: whose visit this is, which page to show, and what every page has around it."""

from pathlib import Path

import streamlit as st

from pages.parts import footer, state, warm

PAGES = (
    st.Page(
        "pages/student/home.py",
        title="Home",
        default=True,
        help="What this answers, three ways in, and where you stand.",
    ),
    st.Page(
        "pages/student/readiness.py",
        title="Readiness",
        help="Enter practice scores; see whether they support booking the retake, why, and what would change it.",
    ),
    st.Page(
        "pages/student/outlook.py",
        title="Outlook",
        help="Published match rates, what a first-attempt failure leaves of them, and how far Step 2 CK offsets it.",
    ),
    st.Page(
        "pages/student/plan.py",
        title="Plan",
        help="From what went wrong to a retake that fits the calendar: first steps, changes, subjects, dates, load.",
    ),
    st.Page(
        "pages/student/share.py",
        title="Share",
        help="Save your plan, come back to it, and give an advisor a read-only link.",
    ),
    st.Page(
        "pages/student/methods.py",
        title="Methods",
        help="Where each number comes from, how good it is, and what nobody knows.",
    ),
)
ADVISOR = st.Page("pages/advisor/report.py", title="Shared with you", default=True)

# A page with an icon of Streamlit's own would fetch its favicon from another host.
FAVICON = Path(__file__).parent / "pages" / "parts" / "favicon.svg"


def comes_as_student() -> bool:
    """Whether this visit is a student's; an advisor's, or one by a link that opens nothing, sees one page alone."""
    if "share" in st.query_params:
        return False
    if "plan" not in st.query_params:
        return True
    from pages.parts import saving  # noqa: PLC0415 (loads the database library, which most visits do without)

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
        from pages.parts import saving_bar

        saving_bar.draw()
    page.run()
    footer.draw()
else:
    page = st.navigation([ADVISOR], position="hidden")
    configure(page)
    page.run()
warm.start()
