"""A document as one HTML file that stands alone: it opens without a connection and prints as it is."""

import logging
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any, Final

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
    Part,
    Table,
)
from model.report.report import Report
from pages.ui import blocks as document
from pages.ui import icon_array as icons
from pages.ui import print_styles as printing
from pages.ui import vectors

LOG: Final = logging.getLogger(__name__)
NO_CHART: Final = "<p>The chart could not be drawn this time; the table below holds its figures.</p>"

# Nothing is loaded and nothing runs, whatever somebody entered.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

# Pixels; the page stretches the picture, so that its letters are of a size to read on a phone too.
CHART_WIDTH: Final = 420
LETTERS: Final = 12

STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  max-width: 760px; margin: 0 auto; padding: 24px 20px 48px;
  font: 16px/1.55 "Source Sans 3", "Segoe UI", system-ui, sans-serif;
  color: TEXT; background: BACKGROUND; overflow-wrap: break-word;
}
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid BORDER; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p, ul, ol { margin: .6rem 0; }
li { margin: .3rem 0; }
.lead { font-size: 1.3rem; font-weight: 600; line-height: 1.35; color: OWN; }
.note, small, figcaption, caption { font-size: .9rem; color: QUIET; }
small { display: block; }
dl { margin: .6rem 0; }
dt { font-weight: 600; margin-top: .8rem; }
dd { margin: 0; }
figure { margin: 1rem 0; }
svg { display: block; width: 100%; max-width: 640px; height: auto; }
svg.people { max-width: 440px; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid BORDER; }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 600; }
tbody th { font-weight: 400; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.links { font-size: .9rem; }
a { color: OWN; }
@media (max-width: 480px) { th, td { padding-right: .5rem; font-size: .9rem; } }
@page { margin: 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; background: none; }
  h1, h2, h3, dt, caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure, table, li, dd, .lead { break-inside: avoid; }
  tr { break-inside: avoid; } /* of a table longer than a page */
  thead { display: table-header-group; }
  svg { max-width: 130mm; }
  svg.people { max-width: 95mm; }
  a { color: inherit; }
  a[href]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
}
"""


def html(report: Report, found: Document) -> str:
    """The file.

    Parameters
    ----------
    report : Report
    found : Document
        Laid out from that report.

    Returns
    -------
    str
        HTML. A chart that cannot be drawn leaves its place to the table that says the same.
    """
    pictures = _pictures(report, [block for part in found.parts for block in part.blocks if isinstance(block, Chart)])
    title = escape(f"{found.label} · {found.title}" if found.label else found.title)
    body = "\n".join(_part(part, pictures) for part in found.parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(found.title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    theme = printing.theme("light")
    colours = {
        "TEXT": theme["textColor"],
        "BACKGROUND": theme["backgroundColor"],
        "BORDER": theme["borderColor"],
        "OWN": theme["primaryColor"],
        "QUIET": theme["chartCategoricalColors"][1],
    }
    return re.sub("|".join(colours), lambda name: colours[name[0]], STYLE)


def _themed(spec: dict[str, Any]) -> dict[str, Any]:
    theme = printing.theme("light")
    axis = {"labelColor": theme["textColor"], "titleColor": theme["textColor"], "gridColor": theme["borderColor"]}
    axis |= {"labelFontSize": LETTERS, "titleFontSize": LETTERS, "titleFontWeight": "normal"}
    config = {
        "background": "transparent",
        "font": "sans-serif",
        "range": {"category": theme["chartCategoricalColors"]},
        "axis": axis | {"domainColor": theme["borderColor"], "tickColor": theme["borderColor"]},
        "text": {"fontSize": LETTERS},
        "view": {"stroke": None},
    }
    return {**spec, "width": CHART_WIDTH, "config": config}


def _pictures(report: Report, charts: list[Chart]) -> dict[str, str]:
    try:
        drawn = vectors.convert([_themed(document.chart(report, chart)) for chart in charts])
    except (OSError, subprocess.SubprocessError):
        LOG.exception("The charts of a report file could not be drawn.")
        return {chart.name: NO_CHART for chart in charts}
    return {chart.name: _picture(svg, chart) for chart, svg in zip(charts, drawn, strict=True)}


def _picture(svg: str, chart: Chart) -> str:
    """The SVG as one picture with a name; its parts have none."""
    bare = re.sub(r' (?:aria-[a-z]+|role|class|tabindex)="[^"]*"', "", svg)
    return bare.replace("<svg", f'<svg role="img" aria-label="{escape(chart.alt)}"', 1)


def _part(part: Part, pictures: dict[str, str]) -> str:
    blocks = "\n".join(_block(block, pictures) for block in part.blocks)
    return f"<section>\n<h2>{escape(part.title)}</h2>\n{blocks}\n</section>"


def _block(block: Block, pictures: dict[str, str]) -> str:  # noqa: PLR0911 (one for each kind of block)
    match block:
        case Heading(text):
            return f"<h3>{escape(text)}</h3>"
        case Paragraph(text, role):
            return f'<p class="{role}">{escape(text)}</p>'
        case Items(texts, numbered):
            return _list("ol" if numbered else "ul", map(escape, texts))
        case Entries(entries):
            return "<dl>\n" + "\n".join(map(_entry, entries)) + "\n</dl>"
        case Links(links):
            return _list('ul class="links"', map(_link, links))
        case Table():
            return _table(block)
        case Icons(alt=alt, caption=caption):
            people = icons.svg(block).replace("<svg", f'<svg class="people" role="img" aria-label="{escape(alt)}"', 1)
            return f"<figure>\n{people}\n<figcaption>{escape(caption)}</figcaption>\n</figure>"
        case Chart(name, _, caption, behind):
            figure = f"<figure>\n{pictures[name]}\n<figcaption>{escape(caption)}</figcaption>\n</figure>"
            return f"{figure}\n{_table(behind)}"


def _list(tag: str, lines: Iterable[str]) -> str:
    return f"<{tag}>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + f"\n</{tag.split(maxsplit=1)[0]}>"


def _entry(entry: Entry) -> str:
    return f"<dt>{escape(entry.title)}</dt>\n<dd>{escape(entry.text)}<small>{escape(entry.note)}</small></dd>"


def _link(link: Link) -> str:
    title = escape(link.title)
    titled = f'<a href="{escape(link.address)}">{title}</a>' if link.address else title
    return f"{titled}: {escape(link.text)}"


def _table(found: Table) -> str:
    looks = [' class="number"' if numeric else "" for numeric in found.numeric]
    head = "".join(
        f'<th scope="col"{look}>{escape(text)}</th>' for text, look in zip(found.columns, looks, strict=True)
    )
    rows = "\n".join(f"<tr>{_cells(row, looks)}</tr>" for row in found.rows)
    return (
        f"<table>\n<caption>{escape(found.title)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _cells(row: tuple[str, ...], looks: list[str]) -> str:
    first, *others = row
    rest = "".join(f"<td{look}>{escape(text)}</td>" for text, look in zip(others, looks[1:], strict=True))
    return f'<th scope="row"{looks[0]}>{escape(first)}</th>{rest}'
