"""Blocks on the screen: words, pictures and charts, and nothing that could be entered or changed.

The student's pages fold what stands behind an answer and put their own widgets around it; an advisor's page and paper
show it unfolded.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import streamlit as st

from model.report.blocks import (
    Block,
    Card,
    Chart,
    Details,
    Document,
    Entries,
    Entry,
    Heading,
    Icons,
    Items,
    Link,
    Links,
    Mark,
    Paragraph,
    Table,
)
from pages.match import charts as outlook_charts
from pages.plan import charts as plan_charts
from pages.retake import charts as readiness_charts
from pages.ui import charts as charting
from pages.ui import icon_array as icons
from pages.ui.markdown import STATUS_ICONS, plain

SPECIFICATIONS: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {
    "scores": readiness_charts.scores,
    "bands": outlook_charts.offset,
    "everything": outlook_charts.everything,
    "areas": plan_charts.areas,
    "calendar": plan_charts.timeline,
}
SIGNS: Final[dict[Mark, str]] = {
    "": "",
    **{status: f"{icon} " for status, icon in STATUS_ICONS.items()},
    "remark": ":material/info: ",
    "missing": ":material/help: ",
    "crossed": ":material/event_busy: ",
    "early": ":material/accessibility_new: ",
}


def document(found: Document) -> None:
    """Draw a whole document, everything unfolded."""
    st.title(plain(found.title), anchor=False)
    for part in found.parts:
        st.header(plain(part.title), anchor=False)
        draw(part.blocks, under=True, folded=False)


def draw(blocks: Iterable[Block], *, under: bool = False, folded: bool = True) -> None:
    """Draw blocks one below the other.

    Parameters
    ----------
    blocks : iterable of Block
    under : bool
        Whether a heading stands above them already, so that theirs are of the next level.
    folded : bool
        Whether details wait until the reader unfolds them; they are drawn when they are.
    """
    for block in blocks:
        _draw(block, under=under, folded=folded)


def specification(found: Chart) -> dict[str, Any]:
    """The specification of a chart, with its data inside."""
    return SPECIFICATIONS[found.name](found.facts)


def table(found: Table) -> str:
    """A table in Markdown, its numbers under each other."""
    lines = (found.columns, tuple("--:" if numeric else ":--" for numeric in found.numeric))
    rows = (tuple(map(plain, row)) for row in found.rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (*lines, *rows))


def _draw(block: Block, *, under: bool, folded: bool) -> None:  # noqa: C901 (one case a kind of block)
    match block:
        case Heading(text) | Paragraph(text, role="lead"):
            (st.subheader if under else st.header)(plain(text), anchor=False)
        case Paragraph(role="note"):
            st.caption(_words(block))
        case Paragraph():
            st.markdown(_words(block))
        case Items(_, numbered, intro):
            mark = "1." if numbered else "-"
            _listed(intro, "\n".join(f"{mark} {_words(line)}" for line in block.lines()))
        case Entries(entries, intro):
            _listed(intro, "\n\n".join(map(_entry, entries)))
        case Links(links):
            st.markdown("\n".join(map(_link, links)))
        case Table():
            st.markdown(table(block))
        case Icons():
            icons.draw(block)
        case Chart(name, alt, caption, behind):
            charting.draw(specification(block), alt)
            st.caption(caption)
            _behind(Details(behind.title, (behind,), f"{name}_table"), folded=folded)
        case Card(blocks, key):
            with st.container(border=True, key=key if folded else None):
                draw(blocks, under=under, folded=folded)
        case Details(title, blocks):
            if not folded:
                (st.subheader if under else st.header)(plain(title), anchor=False)
            _behind(block, folded=folded)


def _behind(found: Details, *, folded: bool) -> None:
    if not folded:
        draw(found.blocks, under=True, folded=False)
        return
    panel = st.expander(found.title, key=found.key, on_change="rerun")
    if panel.open:
        with panel:
            draw(found.blocks, under=True)


def _listed(intro: Paragraph | None, lines: str) -> None:
    st.markdown(f"{_words(intro)}\n\n{lines}" if intro is not None else lines)


def _words(found: Paragraph) -> str:
    pieces = (f"**{plain(text)}**" if strong else plain(text) for text, strong in found.pieces())
    return SIGNS[found.mark] + "".join(pieces)


def _entry(entry: Entry) -> str:
    return f"{SIGNS[entry.mark]}**{plain(entry.title)}** {plain(entry.text)}  \n:gray[{plain(entry.note)}]"


def _link(link: Link) -> str:
    title = plain(link.title)
    return f"- {f'[{title}]({link.address})' if link.address else title}{link.mark} {plain(link.text)}"
