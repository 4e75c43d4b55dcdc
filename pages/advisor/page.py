import streamlit as st

from pages.advisor import shared
from pages.ui import print_styles as printing

shared.draw(st.query_params.get("share", ""))
printing.draw()
