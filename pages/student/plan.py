import streamlit as st

st.title("A plan that fits the calendar", anchor=False)
with st.spinner("Getting ready"):
    from pages.parts import plan_answer  # loads scikit-learn on a cold server, and the title is there already

plan_answer.draw()
