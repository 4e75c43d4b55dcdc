"""The blocks that a report is laid out in. Their text is plain, without markup, and may hold what others entered."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Role = Literal["text", "lead", "note"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the answer itself (``lead``), what explains it (``text``), or what stands beside it (``note``)."""

    text: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing among others of its kind: what it is and how it stands, then the details, then the published side."""

    title: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries one under the other."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Something to look up: its title, its address (empty where it has none), and the words after it."""

    title: str
    address: str
    text: str


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
    """A chart by name, what it shows in words, and the table behind it."""

    name: Literal["scores", "offset", "timeline"]
    alt: str
    caption: str
    table: Table


Block = Heading | Paragraph | Items | Entries | Links | Table | Icons | Chart


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
