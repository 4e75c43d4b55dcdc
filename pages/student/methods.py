import streamlit as st

from pages.parts import methods

st.title("How the answers are made", anchor=False)
methods.draw()
