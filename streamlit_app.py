"""Second Sitting: which page to show, and what every page has around it."""

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
        "pages/student/methods.py",
        title="Methods",
        help="Where each number comes from, how good it is, and what nobody knows.",
    ),
)

# A page with an icon of Streamlit's own would fetch its favicon from another host.
FAVICON = Path(__file__).parent / "pages" / "parts" / "favicon.svg"

page = st.navigation(PAGES, position="top")
st.set_page_config(
    page_title=f"{page.title} · Second Sitting",
    page_icon=FAVICON,
    layout="wide" if page.url_path in {"readiness", "outlook"} else "centered",
)
state.begin()
page.run()
footer.draw()
warm.start()
