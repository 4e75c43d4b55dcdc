"""A document on the screen: words, pictures and charts, and nothing that could be entered or changed."""

from typing import Any

import streamlit as st

from model.report.blocks import (
    Block,
    Chart,
    Document,
    Entries,
    Entry,
    Heading,
    Icons,
    Items,
    Link,
    Links,
    Paragraph,
    Table,
)
from model.report.report import Report
from pages.match import charts as outlook_charts
from pages.plan import charts as plan_charts
from pages.retake import charts as readiness_charts
from pages.ui import charts as charting
from pages.ui import icon_array as icons
from pages.ui.markdown import plain


def draw(report: Report, found: Document) -> None:
    """Draw a document laid out from a report."""
    st.title(plain(found.title), anchor=False)
    for part in found.parts:
        st.header(plain(part.title), anchor=False)
        for block in part.blocks:
            _draw(report, block)


def chart(report: Report, found: Chart) -> dict[str, Any]:
    """The specification of a document's chart, with its data inside."""
    if found.name == "scores":
        return readiness_charts.scores(report.readiness)
    if report.outlook is not None and report.outlook.offset is not None and found.name == "offset":
        return outlook_charts.offset(report.outlook.offset)
    return plan_charts.timeline(report.plan.events)


def strong(text: str) -> str:
    """The figure that a sentence is about, set off."""
    return f"**{text}**"


def table(found: Table) -> str:
    """A table in Markdown, its numbers under each other."""
    lines = (found.columns, tuple("--:" if numeric else ":--" for numeric in found.numeric))
    rows = (tuple(map(plain, row)) for row in found.rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (*lines, *rows))


def _draw(report: Report, block: Block) -> None:
    match block:
        case Heading(text) | Paragraph(text, role="lead"):
            st.subheader(plain(text), anchor=False)
        case Paragraph(text, role="note"):
            st.caption(plain(text))
        case Paragraph(text):
            st.markdown(plain(text))
        case Items(texts, numbered):
            mark = "1." if numbered else "-"
            st.markdown("\n".join(f"{mark} {plain(text)}" for text in texts))
        case Entries(entries):
            st.markdown("\n\n".join(map(_entry, entries)))
        case Links(links):
            st.markdown("\n".join(map(_link, links)))
        case Table():
            st.markdown(table(block))
        case Icons():
            icons.draw(block)
        case Chart():
            charting.described(chart(report, block), block)
            st.markdown(table(block.table))


def _entry(entry: Entry) -> str:
    return f"**{plain(entry.title)}** {plain(entry.text)}  \n:gray[{plain(entry.note)}]"


def _link(link: Link) -> str:
    title = plain(link.title)
    return f"- {f'[{title}]({link.address})' if link.address else title}: {plain(link.text)}"
