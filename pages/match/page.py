import streamlit as st

from pages.match import answer as outlook_answer
from pages.match import inputs
from pages.ui import fields, files

st.title("How does the application hold up?", anchor=False)

entries, result = st.columns([5, 8], gap="large")
with entries:
    fields.notice()
    inputs.specialties()
    outlook_answer.in_short()
    inputs.strengths()
    files.keep_file()
with result:
    outlook_answer.draw()
