import streamlit as st

from pages.methods import methods

st.title("How the answers are made", anchor=False)
methods.draw()
