import streamlit as st

from pages.parts import plan_answer

st.title("A plan that fits the calendar", anchor=False)
plan_answer.draw()
