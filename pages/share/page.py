import streamlit as st

from pages.session import saved_plan as saving
from pages.share import sharing

st.title("Keep it, and share it", anchor=False)
saving.begin()
sharing.draw()
