import streamlit as st

from pages.parts import saving, sharing

st.title("Keep it, and share it", anchor=False)
saving.begin()
sharing.draw()
