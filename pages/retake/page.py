import streamlit as st

from pages.retake import answer as readiness_answer
from pages.retake import inputs
from pages.session import current
from pages.ui import files

st.title("Do my practice scores support booking the retake?", anchor=False)

entries, result = st.columns([5, 8], gap="large")
with entries:
    inputs.practice_test()
with result, st.spinner("Working out the answer"):
    now = current.now()
    found = now.report
with entries:
    inputs.test_list(readiness_answer.in_short(found))
    inputs.exam()
    inputs.calendar()
    files.keep_file()
with result:
    readiness_answer.draw(found, now.reading.sentences("scores", "plan"))
