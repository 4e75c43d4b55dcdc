"""What a student enters about specialties and the strengths of the application."""

from typing import Final

import streamlit as st

from model.entries.fields import field
from model.evidence.match import match_evidence
from pages.session import entries as state
from pages.ui import fields

STRENGTH_FIELDS: Final = {
    "Clerkships": ("clerkship_honors", "clerkships_graded", "specialty_honors"),
    "Letters": ("letters", "letters_from_specialty", "letters_since_attempt"),
    "Research and experiences": (
        "research_experiences",
        "abstracts_pubs_presentations",
        "volunteer_experiences",
        "work_experiences",
    ),
    "Statement and interview": ("personal_statement", "attempt_addressed", "practice_interviews"),
    "Ranks, signals and honors": ("contiguous_ranks", "signals_used", "aoa", "ghhs", "obstacles_overcome"),
}
CHOICES: Final = ("Leading specialty", "Second specialty", "Third specialty", "Fourth specialty", "Fifth specialty")


def specialties() -> None:
    """The specialties in mind and the Step 2 CK score."""
    with st.container(border=True, key="specialties"):
        st.header("Where you would apply", anchor=False)
        before = True
        for key, label in zip(state.targets(), CHOICES, strict=True):
            chosen = st.session_state[key]
            if before or chosen is not None:
                _specialty(label, key, chosen)
            before = chosen is not None
        fields.beside("application.target_specialties", "application.step2ck", "application.step2ck_predicted", "group")
        fields.school()
        fields.number("application.step2ck")
        fields.tick("application.step2ck_predicted")


def _specialty(label: str, key: str, chosen: str | None) -> None:
    known = match_evidence().specialties
    st.selectbox(
        label,
        known if chosen is None or chosen in known else (*known, chosen),
        index=None,
        placeholder="Not chosen",
        key=key,
        persist_state=state.KEEP,
    )


def strengths() -> None:
    """The other strengths of the application, in short groups; every one may stay unknown."""
    for title, keys in STRENGTH_FIELDS.items():
        names = [f"application.{key}" for key in keys]
        fields.beside(*names)
        panel = st.expander(f"{title} (optional)", key=f"group_{title}", on_change="rerun")
        if panel.open:
            with panel:
                for name in names:
                    if field(name).choices is None:
                        fields.number(name)
                    else:
                        fields.choice(name)
