import streamlit as st

from pages.parts import inputs, outlook_answer

st.title("How does the application hold up?", anchor=False)

entries, result = st.columns([5, 8], gap="large")
with entries:
    inputs.notice()
    inputs.specialties()
    outlook_answer.in_short()
    inputs.strengths()
    inputs.keep_file()
with result:
    outlook_answer.draw()
