"""Reading a table of ``data/``: every row is validated, and a bad one is named by file, row and column."""

import csv
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

DATA: Final = Path(__file__).resolve().parents[2] / "data"


class EvidenceError(ValueError):
    """A table in ``data/`` that cannot be trusted; the message names file, row and column."""


def none_if_blank(value: object) -> object:
    """An empty cell as nothing."""
    return None if value == "" else value


OptionalNumber = Annotated[float | None, BeforeValidator(none_if_blank)]


OptionalCount = Annotated[int | None, BeforeValidator(none_if_blank)]


StrictNumber = Annotated[float, Field(strict=True)]


Text = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One row of a table: frozen, with every column known."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


class Figure(Row):
    """A row of figures, with the source it comes from."""

    source: Text


RowType = TypeVar("RowType", bound=Row)


def describe(error: ValidationError) -> str:
    """The first thing that is wrong with a row, with its column."""
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"column {column}: {message}" if column else message


def check_order(**columns: float) -> None:
    """Raise ``ValueError`` for the first of some columns of a row that is below the one before it."""
    for (before, low), (after, high) in pairwise(columns.items()):
        if high < low:
            raise ValueError(f"column {after}: {high:g} is below {before} {low:g}")


def reason(error: Exception) -> str:
    """Why a file cannot be read, without the path of the machine."""
    return str(error.strerror if isinstance(error, OSError) else error)


def read_table(path: Path, row_type: type[RowType]) -> tuple[RowType, ...]:
    """Read a CSV table; ``EvidenceError`` names file, row and column of what cannot be trusted."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="beyond the last column", strict=True)
            lines = [(reader.line_num, line) for line in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvidenceError(f"{path.name} cannot be read: {reason(error)}.") from error
    rows = []
    for number, line in lines:
        try:
            rows.append(row_type.model_validate(line))
        except ValidationError as error:
            raise EvidenceError(f"{path.name}, row {number}, {describe(error)}.") from error
    if not rows:
        raise EvidenceError(f"{path.name} has no rows.")
    return tuple(rows)


def index_by(name: str, rows: Iterable[RowType], column: str) -> Mapping[str, RowType]:
    """Index a table by a column whose values must differ."""
    table: dict[str, RowType] = {}
    for number, row in enumerate(rows, start=2):
        key = getattr(row, column)
        if key in table:
            raise EvidenceError(f"{name}, row {number}, column {column}: {key!r} is there twice.")
        table[key] = row
    return MappingProxyType(table)
