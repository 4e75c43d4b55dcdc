import streamlit as st

from pages.home import inputs, standing
from pages.session import entries as state
from pages.ui import fields, files
from pages.ui.pages import PLAN, RETAKE, SHARE

st.title("Second Sitting", anchor=False)
st.markdown(
    "Your first Step 1 attempt did not pass. That is a hard week, and it is one result. This app helps with what comes "
    "next: whether your practice scores support booking the retake, why, and what would change the answer."
)
fields.notice()
if not state.is_empty():
    standing.draw()

st.header("Three ways in", anchor=False)
with st.container(border=True):
    st.markdown("**Enter practice scores.** One is enough for a first answer.")
    st.page_link(RETAKE.script, label="Go to readiness", icon=":material/arrow_forward:")
    st.page_link(PLAN.script, label="Or begin with a plan; no score is needed", icon=":material/event:")
with st.container(border=True):
    st.markdown("**Open what you saved before.**")
    files.open_file()
with st.container(border=True):
    st.markdown("**Look at a made-up student first.**")
    inputs.try_examples()

st.header("What happens to what you type", anchor=False)
st.markdown(
    "It stays in this browser tab's session and is gone when you close it. Nothing is stored until you save, and there "
    "is no account. To keep it, save it under a private link, or download a file and open it here next time."
)
st.page_link(SHARE.script, label="Save it, or share it with an advisor", icon=":material/lock:")
with st.container(horizontal=True):
    files.keep_file()
    if not state.is_empty():
        st.button("Clear everything", key="start_over", icon=":material/delete:", on_click=state.start_over)
