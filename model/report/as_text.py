"""The report as plain text for a terminal: the blocks of its document, everything unfolded."""

from collections.abc import Iterable, Iterator

from model.report.blocks import (
    Block,
    Card,
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
from model.report.document import document
from model.report.report import Report
from model.sharing.sections import USUAL_SECTIONS

INDENT = "  "


def to_text(found: Report) -> str:
    """The usual sections of the report as plain text for a terminal."""
    return document_text(document(found, USUAL_SECTIONS))


def document_text(found: Document) -> str:
    """A document as plain text.

    Parameters
    ----------
    found : Document

    Returns
    -------
    str
        Titles underlined, tables in columns, a chart as its table.
    """
    lines = [*_underlined(found.title, "=")]
    for part in found.parts:
        lines += ["", *_underlined(part.title, "-"), *_blocks(part.blocks)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _underlined(title: str, rule: str) -> Iterator[str]:
    yield from (title, rule * len(title))


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from ("", *_lines(block))


def _lines(block: Block) -> Iterator[str]:  # noqa: C901 (one case a kind of block)
    match block:
        case Heading(text):
            yield f"{text}:"
        case Paragraph(text):
            yield from text.splitlines()
        case Items(texts, numbered, intro):
            yield from _intro(intro)
            yield from (f"{f'{number}.' if numbered else '-'} {text}" for number, text in enumerate(texts, 1))
        case Entries(entries, intro):
            yield from _intro(intro)
            for entry in entries:
                yield from _entry(entry)
        case Links(links):
            yield from map(_link, links)
        case Table():
            yield from _table(block)
        case Icons(caption=caption):
            yield caption
        case Chart(table=behind):
            yield from _table(behind)
        case Card(blocks):
            yield from (f"{INDENT}{line}" for line in list(_blocks(blocks))[1:])
        case _:
            yield from (f"{block.title}:", *(f"{INDENT}{line}" for line in _blocks(block.blocks)))


def _intro(found: Paragraph | None) -> Iterator[str]:
    if found is not None:
        yield found.text


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {entry.title} {entry.text}"
    yield f"{INDENT}{entry.note}"


def _link(link: Link) -> str:
    return f"- {link.title}{f' <{link.address}>' if link.address else ''}{link.mark} {link.text}"


def _table(found: Table) -> Iterator[str]:
    yield f"{found.title}:"
    rows = (found.columns, *found.rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        sized = zip(row, widths, found.numeric, strict=True)
        cells = (f"{text:>{width}}" if numeric else f"{text:<{width}}" for text, width, numeric in sized)
        yield INDENT + INDENT.join(cells)
