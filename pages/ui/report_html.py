"""A document as one HTML file that stands alone: it opens without a connection and prints as it is."""

import logging
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from model.report.blocks import Block, Card, Chart, Details, Document, Icons
from pages.ui import icon_array as icons
from pages.ui import print_styles as printing
from pages.ui import vectors
from pages.ui.blocks import specification

LOG: Final = logging.getLogger(__name__)
NO_CHART: Final = "<p>The chart could not be drawn this time; the table below holds its figures.</p>"

# Nothing is loaded and nothing runs, whatever somebody entered.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

# Pixels; the page stretches the picture, so that its letters are of a size to read on a phone too.
CHART_WIDTH: Final = 420
LETTERS: Final = 12


def html(found: Document) -> str:
    """The file.

    Parameters
    ----------
    found : Document

    Returns
    -------
    str
        HTML. A chart that cannot be drawn leaves its place to the table that says the same.
    """
    charts = [block for part in found.parts for block in _charts(part.blocks)]
    return _template().render(
        found=found,
        pictures=_pictures(charts),
        people=_people,
        policy=POLICY,
        colours=_colours(),
    )


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).resolve().parent)
    made = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters["kind"] = _kind
    return made.get_template("report.html.j2")


def _charts(blocks: Iterable[Block]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Card | Details):
            yield from _charts(block.blocks)


def _kind(block: Block) -> str:
    return type(block).__name__


def _colours() -> dict[str, str]:
    theme = printing.theme("light")
    return {
        "text": theme["textColor"],
        "background": theme["backgroundColor"],
        "border": theme["borderColor"],
        "own": theme["primaryColor"],
        "quiet": theme["chartCategoricalColors"][1],
    }


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


def _pictures(charts: list[Chart]) -> dict[str, str]:
    try:
        drawn = vectors.convert([_themed(specification(chart)) for chart in charts])
    except (OSError, subprocess.SubprocessError):
        LOG.exception("The charts of a report file could not be drawn.")
        return {chart.name: NO_CHART for chart in charts}
    return {chart.name: _picture(svg, chart) for chart, svg in zip(charts, drawn, strict=True)}


def _picture(svg: str, chart: Chart) -> str:
    """The SVG as one picture with a name; its parts have none."""
    bare = re.sub(r' (?:aria-[a-z]+|role|class|tabindex)="[^"]*"', "", svg)
    return _named(bare, chart.alt)


def _people(found: Icons) -> str:
    return _named(icons.svg(found).replace("<svg", '<svg class="people"', 1), found.alt)


def _named(svg: str, alt: str) -> str:
    """A picture that the template takes as it is: what was entered stands in it escaped."""
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
