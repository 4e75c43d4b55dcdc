"""The file of a student's entries: saved to the student's own device, and opened again."""

import streamlit as st

from model.entries.profile import Profile
from model.entries.refusals import ProfileError
from pages.session import current
from pages.session import entries as state
from pages.ui.fields import problems


def keep_file() -> None:
    """Download of everything entered."""
    whole = current.now().whole
    if whole is None:
        st.caption("Your entries can be downloaded once the one named on its page is corrected.")
        return
    st.download_button(
        "Download my entries",
        whole.to_json(),
        file_name="second-sitting.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="download",
    )


def open_file() -> None:
    """Upload of a downloaded file; a bad one says what is wrong and changes nothing."""
    st.file_uploader(
        "Open a file saved here",
        type="json",
        key="upload",
        on_change=_open_upload,
        help="A .json file of at most 256 kB.",
    )
    problems(st.session_state.get("file_problems", ()))


def _open_upload() -> None:
    upload = st.session_state.upload
    st.session_state.file_problems = ()
    if upload is None:
        return
    try:
        opened = Profile.from_json(upload.getvalue(), state.today())
    except ProfileError as error:
        st.session_state.file_problems = error.problems[: state.MOST_PROBLEMS]
        return
    state.open_profile(opened, f"Opened {upload.name}.")
