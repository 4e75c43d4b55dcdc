"""What every chart shares: roles with their colours, layers whose data is sent with each rerun, the table behind it.

Each specification is built once with Altair; a rerun sends plain rows. Colours come from the theme by position, so that
they follow light and dark: the student's own figures, published ones, what did not pass or is unknown.
"""

import datetime as dt
import textwrap
from typing import Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from model.report.blocks import Table

Rows = list[dict[str, Any]]

OWN: Final = "yours"
PUBLISHED: Final = "published"
UNKNOWN: Final = "did not pass or unknown"
ROLES: Final = [OWN, PUBLISHED, UNKNOWN]
OWN_SHAPE: Final = "diamond"

LINE: Final = 13  # pixels, in a label of several
# Labels of several lines: the data hold their line ends, and the axis splits there.
LABEL: Final[dict[str, Any]] = {"labelExpr": "split(datum.label, '\\n')", "labelLineHeight": LINE, "labelLimit": 200}
# Where labels take half of a phone's screen, a title in the middle of what is left would be cut off.
TITLE_AT_END: Final[dict[str, Any]] = {"titleAnchor": "end"}

ROLE: Final = alt.Color("role:N", scale=alt.Scale(domain=ROLES), legend=None)


def draw(spec: dict[str, Any], alt_text: str) -> None:
    """Draw a specification with its data inside."""
    st.vega_lite_chart(spec, alt=alt_text, height=spec["height"])


def filled(spec: dict[str, Any], data: dict[str, Rows]) -> dict[str, Any]:
    """A layered specification with its data inside; a layer without any is left out."""
    layers = [{**layer, "data": {"values": rows}} for layer in spec["layer"] if (rows := data[layer["data"]["name"]])]
    return {**spec, "layer": layers}


def table(found: Table, key: str) -> None:
    """Draw the table behind a chart, once it is opened."""
    panel = st.expander(found.title, key=key, on_change="rerun")
    if panel.open:
        panel.table(pd.DataFrame(found.rows, columns=list(found.columns)), hide_index=True)


def wrapped(text: str, characters: int) -> str:
    """A label in lines of so many characters at most."""
    return "\n".join(textwrap.wrap(text, characters))


def height(labels: list[str]) -> int:
    """Room for labels under each other, the tallest of which sets the step [pixels]."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    return 60 + len(set(labels)) * (LINE * lines + 9)


def instant(day: dt.date) -> str:
    """Midnight of a day in the reader's own time; a bare date would be taken as Greenwich's."""
    return f"{day.isoformat()}T00:00:00"


def named(name: str, role: str) -> alt.Chart:
    """A layer on a data set that is sent with each rerun, in its role's colour."""
    return alt.Chart(alt.NamedData(name=name)).transform_calculate(role=f"'{role}'").encode(color=ROLE)
