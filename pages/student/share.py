import streamlit as st

from pages.parts import saving

st.title("Keep it, and share it", anchor=False)
saving.begin()
with st.spinner("Getting ready"):
    from pages.parts import sharing  # loads scikit-learn on a cold server, and the title is there already

sharing.draw()
