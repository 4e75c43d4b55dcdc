"""The blocks that a report is laid out in. Their text is plain, without markup, and may hold what others entered."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Literal

Role = Literal["text", "lead", "note"]
Mark = Literal["", "met", "not met", "not known", "remark", "missing", "crossed", "early"]
"""What a sign before a text says of it: how a check stands, or why the text is there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the answer itself (``lead``), what explains it (``text``), or what stands beside it (``note``).

    ``strong`` holds the pieces of the text that are set off, in their order.
    """

    text: str
    role: Role = "text"
    strong: tuple[str, ...] = ()
    mark: Mark = ""

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is set off; joined they are the text."""
        rest = self.text
        for figure in self.strong:
            before, _, rest = rest.partition(figure)
            yield from ((before, False), (figure, True))
        yield rest, False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not, and the paragraph that it belongs to; ``strong`` sets one piece off in each text."""

    texts: tuple[str, ...]
    numbered: bool = False
    intro: Paragraph | None = None
    strong: tuple[str, ...] = ()

    def lines(self) -> Iterator[Paragraph]:
        """Each text with what is set off in it."""
        for text, figure in zip_longest(self.texts, self.strong, fillvalue=""):
            yield Paragraph(text, strong=(figure,) if figure else ())


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing among others of its kind: what it is and how it stands, then the details, then the published side."""

    title: str
    text: str
    note: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries one under the other, and the paragraph that they belong to."""

    entries: tuple[Entry, ...]
    intro: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something to look up: its title, its address (empty where it has none), and the words after ``mark``."""

    title: str
    address: str
    text: str
    mark: str = ":"


@dataclass(frozen=True, slots=True)
class Links:
    """Links one under the other."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; ``numeric`` marks the columns whose numbers stand under each other."""

    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Icons:
    """100 people: ``sure`` of them filled, those up to ``most`` dotted since nobody can tell, the rest hollow."""

    sure: int
    most: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by name, what it shows in words, the table behind it, and the facts that it is drawn from."""

    name: Literal["scores", "bands", "everything", "areas", "calendar"]
    alt: str
    caption: str
    table: Table
    facts: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Details:
    """What a reader unfolds, by a key of its own; on paper it is always unfolded."""

    title: str
    blocks: "tuple[Block, ...]"
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """Blocks that stand together, by a key of their own."""

    blocks: "tuple[Block, ...]"
    key: str


Block = Heading | Paragraph | Items | Entries | Links | Table | Icons | Chart | Details | Card


def emphasis(text: str, mark: Mark = "") -> Paragraph:
    """A paragraph that is set off as a whole."""
    return Paragraph(text, strong=(text,), mark=mark)


def set_off(sentence: Callable[[Callable[[str], str]], str], role: Role = "text", mark: Mark = "") -> Paragraph:
    """A sentence as a paragraph; what the sentence hands to ``strong`` is set off."""
    figures: list[str] = []

    def strong(figure: str) -> str:
        figures.append(figure)
        return figure

    return Paragraph(sentence(strong), role, tuple(figures), mark)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, under its own heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The report for one reader.

    Attributes
    ----------
    title : str
    label : str
        What the student called it; may be empty.
    as_of : date
        The day the answers are for.
    model_version, data_version : str
        What the answers were made with.
    parts : tuple of Part
    """

    title: str
    label: str
    as_of: dt.date
    model_version: str
    data_version: str
    parts: tuple[Part, ...]
