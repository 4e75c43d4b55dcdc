"""What every chart shares: roles with their colours, layers whose data is sent with each rerun, the table behind it.

Each specification is built once with Altair; a rerun sends plain rows. Colours come from the theme by position, so that
they follow light and dark: the student's own figures, published ones, what did not pass or is unknown.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import altair as alt
import streamlit as st

Rows = list[dict[str, Any]]

OWN: Final = "yours"
PUBLISHED: Final = "published"
UNKNOWN: Final = "did not pass or unknown"
ROLES: Final = [OWN, PUBLISHED, UNKNOWN]
OWN_SHAPE: Final = "diamond"

ROLE: Final = alt.Color("role:N", scale=alt.Scale(domain=ROLES), legend=None)


def draw(spec: dict[str, Any], data: dict[str, Rows], alt_text: str) -> None:
    """Draw a layered specification with its data; a layer without any is left out."""
    layers = [{**layer, "data": {"values": rows}} for layer in spec["layer"] if (rows := data[layer["data"]["name"]])]
    st.vega_lite_chart({**spec, "layer": layers}, alt=alt_text, height=spec["height"])


def table(label: str, key: str, rows: Callable[[], Rows]) -> None:
    """Draw the table behind a chart, once it is opened."""
    panel = st.expander(label, key=key, on_change="rerun")
    if panel.open:
        import pandas as pd  # noqa: PLC0415 (only an open table needs it)

        panel.table(pd.DataFrame(rows()), hide_index=True)


def instant(day: dt.date) -> str:
    """Midnight of a day in the reader's own time; a bare date would be taken as Greenwich's."""
    return f"{day.isoformat()}T00:00:00"


def named(name: str, role: str) -> alt.Chart:
    """A layer on a data set that is sent with each rerun, in its role's colour."""
    return alt.Chart(alt.NamedData(name=name)).transform_calculate(role=f"'{role}'").encode(color=ROLE)
