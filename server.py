"""The way the app is served: ``streamlit run server.py``, which is what ``make run`` does."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

# Until a first visitor has run the router, Streamlit takes a folder named pages/ for its old multipage format, and
# would greet a visitor who comes by a link straight to a page with "Page not found".
PagesManager.uses_pages_directory = False

app = st.App("streamlit_app.py")
