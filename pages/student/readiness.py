import streamlit as st

from pages.parts import inputs

st.title("Do my practice scores support booking the retake?", anchor=False)

entries, result = st.columns([5, 8], gap="large")
with entries:
    inputs.practice_test()
with result, st.spinner("Working out the answer"):
    from pages.parts import readiness_answer  # on a cold server this loads scikit-learn, and the form is there already

    current = readiness_answer.current_report()
with entries:
    inputs.test_list(readiness_answer.in_short(current))
    inputs.exam()
    inputs.calendar()
    inputs.keep_file()
with result:
    readiness_answer.draw(current)
