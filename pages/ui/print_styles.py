"""A page on paper: what belongs together stays so, a dark page becomes ink on white, a link says where it leads.

One rule is for a narrow screen: a word of a table breaks rather than widen the page.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import streamlit as st

THEMES: Final = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"

# Streamlit prints a page over as many sheets as it needs. What is chosen keeps its mark, and is bold where a tint alone
# would show it.
PRINT: Final = """
.stMarkdown :is(td, th) { overflow-wrap: anywhere; }
@page { margin: 16mm; }
@media print {
  html, body, .stApp, .stApp *, .stApp *::after { color: TEXT !important; }
  html, body, .stApp, .stApp *:not([data-selected="true"] *), .stApp *::after { background: none !important; }
  .stApp [data-selected="true"] * { font-weight: 600; }
  .stVegaLiteChart svg { max-width: 100%; height: auto !important; }
  .stVegaLiteChart svg text { fill: TEXT; }
  .stVegaLiteChart .role-axis-grid line { stroke: BORDER; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; }
  [data-testid="stVerticalBlock"] { display: block; }
  [data-testid="stElementContainer"] { margin-bottom: .75rem; }
  .stElementToolbar, [data-testid="stElementToolbar"] { display: none; }
  [data-testid="stElementContainer"]:has(h1, h2, h3) { break-after: avoid; }
  [data-testid="stElementContainer"]:has(img, svg.marks), table, li, p { break-inside: avoid; }
  [data-testid="stElementContainer"]:has(img, svg.marks) { break-after: avoid; }
  .stMarkdown a[href]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
}
"""


def draw() -> None:
    """Send the rules along with a page; on the screen they change nothing."""
    st.html(f"<style>{_rules()}</style>")


@cache
def theme(name: Literal["light", "dark"]) -> dict[str, Any]:
    """The colours of a theme, for what is drawn where Streamlit's theme does not reach."""
    colours: dict[str, Any] = tomllib.loads(THEMES.read_text(encoding="utf-8"))["theme"][name]
    return colours


@cache
def _rules() -> str:
    light, dark = theme("light"), theme("dark")
    colours = zip(dark["chartCategoricalColors"], light["chartCategoricalColors"], strict=True)
    inks = " ".join(
        f'.stVegaLiteChart [{look}="{pale}"] {{ {look}: {ink}; }}'
        for pale, ink in colours
        for look in ("fill", "stroke")
    )
    rules = PRINT.replace("TEXT", light["textColor"]).replace("BORDER", light["borderColor"])
    return f"{rules}@media print {{ {inks} }}"
