import streamlit as st

from pages.parts import printing, shared

shared.draw(st.query_params.get("share", ""))
printing.draw()
