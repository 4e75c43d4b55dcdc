"""What is entered now, read once: the profile, the problems by section, and the report, which is built where asked for.

Whatever a page draws in one run comes from the one object that ``now`` gives; it is made anew when an entry changes.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import streamlit as st

from model.entries.profile import Profile
from model.entries.reading import Reading, read
from model.report.report import Report, report
from pages.session import entries as state

KEY: Final = "current"


class Current:
    """The entries of one moment, and the answers to them on the student's own day."""

    def __init__(self, entries: Mapping[str, Any], today: dt.date) -> None:
        self.entries = entries
        self.today = today
        self.reading: Reading = read(entries, today)

    @property
    def profile(self) -> Profile:
        """The profile of the entries that can be used."""
        return self.reading.profile

    @property
    def whole(self) -> Profile | None:
        """The profile where every entry can be used: nothing else is saved or downloaded."""
        return None if self.problems else self.profile

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each entry that cannot be used."""
        return self.reading.sentences()

    @cached_property
    def report(self) -> Report:
        """The report on the entries that can be used."""
        return report(self.profile, self.today)


def now() -> Current:
    """What is entered now."""
    entries, today = state.entered(), state.today()
    found: Current | None = st.session_state.get(KEY)
    if found is None or (found.entries, found.today) != (entries, today):
        found = Current(entries, today)
        st.session_state[KEY] = found
    return found
