import streamlit as st

from pages.parts import shared

shared.draw(st.query_params.get("share", ""))
