import streamlit as st

from pages.parts import answer, inputs

st.title("Do my practice scores support booking the retake?", anchor=False)

entries, result = st.columns([5, 8], gap="large")
with entries:
    inputs.practice_test()
    inputs.test_list()
    inputs.exam()
    inputs.calendar()
    inputs.keep_file()
with result:
    answer.draw()
