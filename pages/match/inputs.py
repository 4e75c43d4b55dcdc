"""What a student enters about specialties and the strengths of the application."""

from typing import Any, Final

import streamlit as st

from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from pages.session import entries as state
from pages.ui.fields import beside, school

YES_NO: Final = {True: "Yes", False: "No"}
STRENGTH_FIELDS: Final[dict[str, tuple[tuple[str, str, dict[Any, str] | None], ...]]] = {
    "Clerkships": (
        ("Honors in how many clerkships", "clerkship_honors", None),
        ("Of how many graded", "clerkships_graded", None),
        (
            "Honors in the target specialty",
            "specialty_honors",
            {"yes": "Yes", "no": "No", "not yet": "Not taken yet"},
        ),
    ),
    "Letters": (
        ("Letters of recommendation", "letters", None),
        ("From the target specialty", "letters_from_specialty", None),
        ("From people who saw you work since the attempt", "letters_since_attempt", None),
    ),
    "Research and experiences": (
        ("Research experiences", "research_experiences", None),
        ("Abstracts, publications and presentations", "abstracts_pubs_presentations", None),
        ("Volunteer experiences", "volunteer_experiences", None),
        ("Work experiences", "work_experiences", None),
    ),
    "Statement and interview": (
        (
            "Personal statement",
            "personal_statement",
            {"not begun": "Not begun", "draft": "Draft", "reviewed": "Reviewed by somebody"},
        ),
        ("Is the attempt addressed in it", "attempt_addressed", YES_NO),
        ("Practice interviews so far", "practice_interviews", None),
    ),
    "Ranks, signals and honors": (
        ("Contiguous ranks planned", "contiguous_ranks", None),
        ("Program signals used", "signals_used", None),
        ("Alpha Omega Alpha", "aoa", YES_NO),
        ("Gold Humanism Honor Society", "ghhs", YES_NO),
        ("Obstacles overcome that the application can show", "obstacles_overcome", YES_NO),
    ),
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
        beside("application.target_specialties", "application.step2ck", "application.step2ck_predicted", "group")
        school()
        lowest, highest = (int(score) for score in evidence().rules["entry.step2ck_range"].numbers)
        st.number_input(
            "Step 2 CK (leave empty if unknown)",
            min_value=lowest,
            max_value=highest,
            value=None,
            step=1,
            key="step2ck",
            persist_state=state.KEEP,
        )
        st.checkbox("This score is predicted, not taken yet", key="step2ck_predicted", persist_state=state.KEEP)


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
    for title, fields in STRENGTH_FIELDS.items():
        beside(*(f"application.{key}" for _, key, _ in fields))
        panel = st.expander(f"{title} (optional)", key=f"group_{title}", on_change="rerun")
        if panel.open:
            with panel:
                for label, key, options in fields:
                    _strength(label, key, options)


def _strength(label: str, key: str, options: "dict[Any, str] | None") -> None:
    if options is None:
        most = int(evidence().rule("entry.most_experiences"))
        st.number_input(label, 0, most, value=None, step=1, key=key, persist_state=state.KEEP)
        return
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder="Not entered",
        key=key,
        persist_state=state.KEEP,
    )
