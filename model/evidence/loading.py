"""Declaring the tables of an evidence class by its fields, and reading all of them.

A field that holds a table says so in its metadata: ``field(metadata=table("file.csv", RowType))``. That declaration is
the only list of tables: reading, the registry and the tests go by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from model.evidence.sources import Source, check_sources
from model.evidence.tables import Figure, index_by, read_table

FigureType = TypeVar("FigureType", bound=Figure)
TABLE: Final = "table"


def _as_read(_name: str, rows: tuple[FigureType, ...]) -> tuple[FigureType, ...]:
    return rows


@dataclass(frozen=True, slots=True)
class Table(Generic[FigureType]):
    """A table of figures: its file, the type of its rows, and what an evidence class holds of it."""

    file: str
    row: type[FigureType]
    hold: Callable[[str, tuple[FigureType, ...]], object]


def table(
    file: str,
    row: type[FigureType],
    *,
    check: Callable[[str, tuple[FigureType, ...]], None] | None = None,
    by: str | None = None,
    hold: Callable[[str, tuple[FigureType, ...]], object] = _as_read,
) -> Mapping[str, Table[FigureType]]:
    """Declare a table, as the metadata of the field that holds it.

    Parameters
    ----------
    file : str
        Name of the CSV file in ``data/``.
    row : type
        What each of its rows is validated as.
    check : callable, optional
        Raises ``EvidenceError`` where rows contradict each other; it is given the file name and the rows.
    by : str, optional
        A column whose values must differ, by which the field is indexed.
    hold : callable
        Makes what the field holds, where ``by`` does not say it; without either, the rows as they are read.
    """

    def checked(name: str, rows: tuple[FigureType, ...]) -> object:
        if check is not None:
            check(name, rows)
        return hold(name, rows) if by is None else index_by(name, rows, by)

    return {TABLE: Table(file, row, checked)}


def tables_of(kind: type[Any]) -> Mapping[str, Table[Any]]:
    """List the tables that an evidence class declares, by the names of their fields."""
    return {item.name: item.metadata[TABLE] for item in fields(kind) if TABLE in item.metadata}


def read_tables(
    directory: Path, kind: type[Any], sources: Mapping[str, Source], *, all_needed: bool = True
) -> tuple[dict[str, Any], frozenset[str]]:
    """Read every table of an evidence class.

    Parameters
    ----------
    directory : Path
        Folder with the tables.
    kind : type
        An evidence class that declares its tables by :func:`table`.
    sources : Mapping
        The sources that rows may name.
    all_needed : bool
        Whether a missing file is refused; if not, its field holds no rows.

    Returns
    -------
    dict
        What each field holds, by its name.
    frozenset of str
        The files that are not there.

    Raises
    ------
    EvidenceError
        If a table cannot be read or trusted. The message names file, row and column.
    """
    held: dict[str, Any] = {}
    missing: set[str] = set()
    for name, found in tables_of(kind).items():
        path = directory / found.file
        if all_needed or path.exists():
            rows = read_table(path, found.row)
            check_sources(found.file, rows, sources)
        else:
            missing.add(found.file)
            rows = ()
        held[name] = found.hold(found.file, rows)
    return held, frozenset(missing)
