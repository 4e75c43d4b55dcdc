"""Published figures and our own rules, each with its source and its grade.

Nothing in this package holds a number of its own: figures are read from the tables in ``data/`` and thresholds from
``data/rules.toml``. A table is validated as a whole when it is loaded, and a bad row names its file, row and column.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

DATA: Final = Path(__file__).resolve().parent.parent / "data"

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


class Anchor(Figure):
    """A published pair of equated percent correct [EPC, 0-100] and probability of passing [0-1]."""

    curve: Text
    epc: Annotated[float, Field(ge=0, le=100)]
    pass_probability: Annotated[float, Field(gt=0, lt=1)]


class TestKind(Figure):
    """A practice test: its unit and bounds, how it converts to EPC, and its standard error [EPC]."""

    __test__ = False  # a class of practice tests, not a test case

    test: Text
    name: Text
    publisher: Text
    unit: Text
    min: float
    max: float
    items: OptionalCount
    to_epc: Literal["identity", "three_digit", "none"]
    standard_error_epc: Annotated[Annotated[float, Field(gt=0)] | None, BeforeValidator(none_if_blank)]
    prints_pass_probability: bool
    grade: Grade
    note: str

    @model_validator(mode="after")
    def _bounds_and_error(self) -> Self:
        if self.min >= self.max:
            raise ValueError(f"column min: {self.min:g} is not below max {self.max:g}")
        if (self.to_epc == "none") != (self.standard_error_epc is None):
            raise ValueError("column standard_error_epc: it must be given exactly when to_epc is not 'none'")
        return self


class Constant(Figure):
    """A single published value with its unit."""

    constant: Text
    value: float
    unit: Text
    note: str


class PassRate(Figure):
    """Examinations of one group in one year, and the percent of them that passed."""

    year: int
    group: Literal["US MD", "US DO", "Non-US"]
    attempt: Literal["first", "repeater", "all"]
    tested: Annotated[int, Field(gt=0)]
    pass_percent: Annotated[float, Field(ge=0, le=100)]


class ExamRule(Figure):
    """A rule of the exam. ``value`` is empty where none was found, and the note says so."""

    rule: Text
    value: OptionalNumber
    unit: str
    note: str


class SupportLine(Figure):
    """Somebody to talk to."""

    name: Text
    contact: Text
    about: Text


class Rule(Row):
    """A threshold of ours: from a source, or a judgement that says so."""

    value: StrictNumber | Annotated[tuple[StrictNumber, ...], Field(min_length=1)]
    unit: Text
    why: Text
    source: str | None = None
    judgement: bool = False

    @model_validator(mode="after")
    def _sourced_or_judged(self) -> Self:
        if (self.source is None) != self.judgement:
            raise ValueError("column source: it needs either a source or judgement = true")
        return self

    @property
    def number(self) -> float:
        """The value of a rule that has a single one; ``TypeError`` for a list."""
        if isinstance(self.value, tuple):
            raise TypeError("This rule holds a list of values, not one.")
        return self.value

    @property
    def numbers(self) -> tuple[float, ...]:
        """The values of a rule, one or several."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All tables, validated."""

    version: str
    sources: Mapping[str, Source]
    anchors: tuple[Anchor, ...]
    tests: Mapping[str, TestKind]
    constants: Mapping[str, Constant]
    pass_rates: tuple[PassRate, ...]
    exam_rules: Mapping[str, ExamRule]
    support_lines: tuple[SupportLine, ...]
    rules: Mapping[str, Rule]

    def constant(self, name: str) -> float:
        """The value of a published constant; ``KeyError`` if there is none of that name."""
        return self.constants[name].value

    def rule(self, name: str) -> float:
        """The value of a rule of ours, such as ``booking.recent_days``."""
        return self.rules[name].number

    def exam_rule(self, name: str) -> float:
        """The value of an exam rule; ``EvidenceError`` where none was published."""
        value = self.exam_rules[name].value
        if value is None:
            raise EvidenceError(f"exam_rules.csv holds no value for {name}: {self.exam_rules[name].note}.")
        return value

    def repeat_rate(self, group: Literal["US MD", "US DO", "Non-US"]) -> PassRate:
        """The latest published pass rate of a group's repeat examinations."""
        rates = [rate for rate in self.pass_rates if rate.group == group and rate.attempt == "repeater"]
        return max(rates, key=lambda rate: rate.year)


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


def index_by(path: Path, rows: Iterable[RowType], column: str) -> Mapping[str, RowType]:
    """Index a table by a column whose values must differ."""
    table: dict[str, RowType] = {}
    for number, row in enumerate(rows, start=2):
        key = getattr(row, column)
        if key in table:
            raise EvidenceError(f"{path.name}, row {number}, column {column}: {key!r} is there twice.")
        table[key] = row
    return MappingProxyType(table)


def read_sources(directory: Path) -> Mapping[str, Source]:
    """Read the sources that a folder's own tables may name."""
    path = directory / "sources.csv"
    return index_by(path, read_table(path, Source), "source")


def check_sources(name: str, rows: Iterable[Figure], sources: Mapping[str, Source]) -> None:
    """Raise ``EvidenceError`` for the first row whose source is not listed."""
    for number, row in enumerate(rows, start=2):
        if row.source not in sources:
            raise EvidenceError(f"{name}, row {number}, column source: {row.source!r} is not in sources.csv.")


def read_rules(path: Path) -> tuple[str, Mapping[str, Rule]]:
    """Read the rules and the version of the data; ``EvidenceError`` names the entry that cannot be trusted."""
    try:
        with path.open("rb") as file:
            sections = tomllib.load(file)
        version = str(sections.pop("data")["version"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EvidenceError(f"{path.name} cannot be read: {reason(error)}.") from error
    except (KeyError, TypeError) as error:
        raise EvidenceError(f"{path.name}, data, version: it is missing.") from error
    rules: dict[str, Rule] = {}
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            raise EvidenceError(f"{path.name}, {section}: it holds no rules.")
        for name, entry in entries.items():
            try:
                rules[f"{section}.{name}"] = Rule.model_validate(entry)
            except ValidationError as error:
                raise EvidenceError(f"{path.name}, {section}.{name}, {describe(error)}.") from error
    return version, MappingProxyType(rules)


def _check_anchors(path: Path, anchors: tuple[Anchor, ...]) -> None:
    finished: set[str] = set()
    for number, (before, after) in enumerate(pairwise(anchors), start=3):
        if before.curve != after.curve:
            finished.add(before.curve)
            if after.curve in finished:
                raise EvidenceError(f"{path.name}, row {number}, column curve: {after.curve!r} is in two places.")
            continue
        if after.epc <= before.epc:
            raise EvidenceError(f"{path.name}, row {number}, column epc: {after.epc:g} does not rise.")
        if after.pass_probability < before.pass_probability:
            falls = f"{after.pass_probability:g} falls as the score rises"
            raise EvidenceError(f"{path.name}, row {number}, column pass_probability: {falls}.")


def _check_pass_rates(path: Path, rates: tuple[PassRate, ...]) -> None:
    cells: dict[tuple[int, str, str], PassRate] = {}
    for number, rate in enumerate(rates, start=2):
        key = (rate.year, rate.group, rate.attempt)
        if key in cells:
            raise EvidenceError(f"{path.name}, row {number}, column attempt: {rate.attempt!r} is there twice.")
        cells[key] = rate
    for number, rate in enumerate(rates, start=2):
        if (rate.year, rate.group, "all") not in cells:
            raise EvidenceError(f"{path.name}, row {number}, column attempt: there is no row for all of {rate.year}.")
        if rate.attempt != "all":
            continue
        parts = [cells.get((rate.year, rate.group, attempt)) for attempt in ("first", "repeater")]
        known = [part for part in parts if part is not None]
        if len(known) != len(parts) or sum(part.tested for part in known) != rate.tested:
            raise EvidenceError(f"{path.name}, row {number}, column tested: first and repeater do not add up.")
        passed = sum(part.tested * part.pass_percent for part in known) / rate.tested
        if abs(passed - rate.pass_percent) > 1:  # each figure is rounded to a whole percent
            raise EvidenceError(f"{path.name}, row {number}, column pass_percent: the parts give {passed:.1f}.")


def _check_constants(path: Path, constants: Mapping[str, Constant]) -> None:
    lower, upper = constants.get("low_pass_lower"), constants.get("low_pass_upper")
    if lower is None or upper is None or lower.value >= upper.value:
        raise EvidenceError(f"{path.name}, column value: low_pass_lower is not below low_pass_upper.")


def load(directory: Path = DATA) -> Evidence:
    """Read and validate every table.

    Parameters
    ----------
    directory : Path
        Folder with the CSV tables, ``sources.csv`` and ``rules.toml``.

    Returns
    -------
    Evidence

    Raises
    ------
    EvidenceError
        If a table is missing, a cell is out of bounds, a source is unknown or figures contradict each other. The
        message names file, row and column.
    """
    version, rules = read_rules(directory / "rules.toml")
    sources = read_sources(directory)
    anchors = read_table(directory / "pass_curve_anchors.csv", Anchor)
    tests = read_table(directory / "practice_tests.csv", TestKind)
    constants = read_table(directory / "scale_constants.csv", Constant)
    pass_rates = read_table(directory / "step1_pass_rates.csv", PassRate)
    exam_rules = read_table(directory / "exam_rules.csv", ExamRule)
    support_lines = read_table(directory / "support_lines.csv", SupportLine)

    tables: dict[str, tuple[Figure, ...]] = {
        "pass_curve_anchors.csv": anchors,
        "practice_tests.csv": tests,
        "scale_constants.csv": constants,
        "step1_pass_rates.csv": pass_rates,
        "exam_rules.csv": exam_rules,
        "support_lines.csv": support_lines,
    }
    for name, rows in tables.items():
        check_sources(name, rows, sources)
    for name, rule in rules.items():
        if rule.source is not None and rule.source not in sources:
            raise EvidenceError(f"rules.toml, {name}, column source: {rule.source!r} is not in sources.csv.")

    constants_by_name = index_by(directory / "scale_constants.csv", constants, "constant")
    _check_anchors(directory / "pass_curve_anchors.csv", anchors)
    _check_pass_rates(directory / "step1_pass_rates.csv", pass_rates)
    _check_constants(directory / "scale_constants.csv", constants_by_name)
    return Evidence(
        version=version,
        sources=sources,
        anchors=anchors,
        tests=index_by(directory / "practice_tests.csv", tests, "test"),
        constants=constants_by_name,
        pass_rates=pass_rates,
        exam_rules=index_by(directory / "exam_rules.csv", exam_rules, "rule"),
        support_lines=support_lines,
        rules=rules,
    )


def cited(source_id: str, grade: Grade | None = None) -> str:
    """A short mark for a line: the publisher and grade, or that the line is our own.

    ``grade`` is the figure's own, where it is not as good as its source.
    """
    source = evidence().sources.get(source_id)
    return f"{source.publisher}; {GRADE_WORDS[grade or source.grade]}" if source else OUR_JUDGEMENT


@cache
def evidence() -> Evidence:
    """Answer with the tables in ``data/``, read once in the life of the process."""
    return load()
