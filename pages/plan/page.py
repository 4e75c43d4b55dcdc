import streamlit as st

from pages.plan import answer as plan_answer

st.title("A plan that fits the calendar", anchor=False)
plan_answer.draw()
