"""What a link shows to an advisor: the report and nothing else, or that the link opens nothing. No widget is here."""

import streamlit as st

from model.report.document import document
from model.report.report import report
from model.sharing.contents import Shared
from model.sharing.errors import NotAvailable, NotFound, Unreadable
from model.sharing.workspace import workspace
from model.text import long_date
from pages.session import saved_plan as saving
from pages.ui import blocks as drawing


def draw(token: str) -> None:
    """Draw what the link opens; whatever opens nothing gives one and the same page."""
    try:
        with st.spinner("Opening"):
            found = workspace().read(token)
            current = report(found.profile, found.as_of)
    except NotFound:
        _closed(
            "This link does not open anything",
            "It may have expired, been revoked, or be incomplete. Ask the person who sent it for a new one.",
        )
    except NotAvailable:
        _closed("This cannot be opened now", "Nothing is lost. Load the page again in a few minutes.")
    except Unreadable:
        _closed(
            "This cannot be opened now",
            "It was saved by another version of this app. Ask the person who sent it to save again.",
        )
    else:
        st.caption(_terms(found))
        versions = (found.model_version, found.data_version)
        drawing.document(document(current, found.sections, label=found.label, made_with=versions))


def _closed(title: str, text: str) -> None:
    st.title(title, anchor=False)
    st.markdown(text)


def _terms(found: Shared) -> str:
    following = (
        "It follows each save of the student's" if found.live else f"It stays as it was on {long_date(found.as_of)}"
    )
    return f"Read-only. {following}; this link opens until {saving.day(found.expires)}."
