"""Where a figure was published, how it was seen, and how good it is."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from model.evidence.tables import EvidenceError, Figure, Row, Text, index_by, read_table

Grade = Literal["A", "B", "C", "D"]


GRADE_WORDS: Final[Mapping[Grade, str]] = MappingProxyType({"A": "good", "B": "fair", "C": "thin", "D": "disputed"})


GRADE_MEANINGS: Final[Mapping[Grade, str]] = MappingProxyType(
    {
        "A": "read at the publisher, or in the paper's abstract",
        "B": "second-hand; independent copies agree",
        "C": "second-hand; one copy",
        "D": "disputed or unattributed; what rests on it is shown as a range or a floor",
    }
)


OUR_JUDGEMENT: Final = "our judgement"


SOURCES: Final = "sources.csv"


class Source(Row):
    """Where a figure was published, how it was seen, and how far it can be trusted."""

    source: Text
    title: Text
    publisher: Text
    published: str
    url: str
    grade: Grade
    seen: Text
    terms: str
    note: str

    @property
    def grade_word(self) -> str:
        """The grade as the reader sees it: good, fair, thin or disputed."""
        return GRADE_WORDS[self.grade]


def read_sources(directory: Path) -> Mapping[str, Source]:
    """Read the sources that a folder's own tables may name."""
    return index_by(SOURCES, read_table(directory / SOURCES, Source), "source")


def check_sources(name: str, rows: Iterable[Figure], sources: Mapping[str, Source]) -> None:
    """Raise ``EvidenceError`` for the first row whose source is not listed."""
    for number, row in enumerate(rows, start=2):
        if row.source not in sources:
            raise EvidenceError(f"{name}, row {number}, column source: {row.source!r} is not in sources.csv.")
