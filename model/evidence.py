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
        "D": "disputed or unattributed; used to widen a range, and for nothing else",
    }
)


class EvidenceError(ValueError):
    """A table in ``data/`` that cannot be trusted; the message names file, row and column."""


def _none_if_blank(value: object) -> object:
    return None if value == "" else value


OptionalNumber = Annotated[float | None, BeforeValidator(_none_if_blank)]
OptionalCount = Annotated[int | None, BeforeValidator(_none_if_blank)]
Text = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One row of a table: frozen, with every column known."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


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


class Anchor(Row):
    """A published pair of equated percent correct [EPC, 0-100] and probability of passing [0-1]."""

    curve: Text
    epc: Annotated[float, Field(ge=0, le=100)]
    pass_probability: Annotated[float, Field(gt=0, lt=1)]
    source: Text


class TestKind(Row):
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
    standard_error_epc: OptionalNumber
    prints_pass_probability: bool
    source: Text
    grade: Grade
    note: str

    @model_validator(mode="after")
    def _bounds_and_error(self) -> Self:
        if self.min >= self.max:
            raise ValueError(f"min {self.min:g} is not below max {self.max:g}")
        if (self.to_epc == "none") != (self.standard_error_epc is None):
            raise ValueError("standard_error_epc must be given exactly when to_epc is not 'none'")
        return self


class Constant(Row):
    """A single published value with its unit."""

    constant: Text
    value: float
    unit: Text
    source: Text
    note: str


class PassRate(Row):
    """Examinations of one group in one year, and the percent of them that passed."""

    year: int
    group: Literal["US MD", "US DO", "Non-US"]
    attempt: Literal["first", "repeater", "all"]
    tested: Annotated[int, Field(gt=0)]
    pass_percent: Annotated[float, Field(ge=0, le=100)]
    source: Text


class ExamRule(Row):
    """A rule of the exam. ``value`` is empty where none was found, and the note says so."""

    rule: Text
    value: OptionalNumber
    unit: str
    source: Text
    note: str


class SupportLine(Row):
    """Somebody to talk to."""

    name: Text
    contact: Text
    about: Text
    source: Text


class Rule(Row):
    """A threshold of ours: from a source, or a judgement that says so."""

    value: float | tuple[float, ...]
    unit: Text
    why: Text
    source: str | None = None
    judgement: bool = False

    @model_validator(mode="after")
    def _sourced_or_judged(self) -> Self:
        if (self.source is None) != self.judgement:
            raise ValueError("needs either a source or judgement = true")
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


def _describe(error: ValidationError) -> str:
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"column {column}: {message}" if column else message


def _read(path: Path, row_type: type[RowType]) -> tuple[RowType, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file, strict=True))
    except OSError as error:
        raise EvidenceError(f"{path.name} cannot be read: {error.strerror}.") from error
    rows = []
    for number, line in enumerate(lines, start=2):
        try:
            rows.append(row_type.model_validate(line))
        except ValidationError as error:
            raise EvidenceError(f"{path.name}, row {number}, {_describe(error)}.") from error
    if not rows:
        raise EvidenceError(f"{path.name} has no rows.")
    return tuple(rows)


def _by(path: Path, rows: Iterable[RowType], column: str) -> Mapping[str, RowType]:
    table: dict[str, RowType] = {}
    for number, row in enumerate(rows, start=2):
        key = getattr(row, column)
        if key in table:
            raise EvidenceError(f"{path.name}, row {number}, column {column}: {key!r} is there twice.")
        table[key] = row
    return MappingProxyType(table)


def _read_rules(path: Path) -> tuple[str, Mapping[str, Rule]]:
    with path.open("rb") as file:
        sections = tomllib.load(file)
    version = str(sections.pop("data")["version"])
    rules: dict[str, Rule] = {}
    for section, entries in sections.items():
        for name, entry in entries.items():
            try:
                rules[f"{section}.{name}"] = Rule.model_validate(entry)
            except ValidationError as error:
                raise EvidenceError(f"{path.name}, {section}.{name}, {_describe(error)}.") from error
    return version, MappingProxyType(rules)


def _check_anchors(path: Path, anchors: tuple[Anchor, ...]) -> None:
    for number, (before, after) in enumerate(pairwise(anchors), start=3):
        if before.curve != after.curve:
            continue
        if after.epc <= before.epc:
            raise EvidenceError(f"{path.name}, row {number}, column epc: {after.epc:g} does not rise.")
        if after.pass_probability < before.pass_probability:
            falls = f"{after.pass_probability:g} falls as the score rises"
            raise EvidenceError(f"{path.name}, row {number}, column pass_probability: {falls}.")


def _check_pass_rates(path: Path, rates: tuple[PassRate, ...]) -> None:
    cells = {(rate.year, rate.group, rate.attempt): rate for rate in rates}
    for number, rate in enumerate(rates, start=2):
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
    if constants["low_pass_lower"].value >= constants["low_pass_upper"].value:
        raise EvidenceError(f"{path.name}: low_pass_lower is not below low_pass_upper.")


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
    version, rules = _read_rules(directory / "rules.toml")
    sources = _by(directory / "sources.csv", _read(directory / "sources.csv", Source), "source")
    anchors = _read(directory / "pass_curve_anchors.csv", Anchor)
    tests = _read(directory / "practice_tests.csv", TestKind)
    constants = _read(directory / "scale_constants.csv", Constant)
    pass_rates = _read(directory / "step1_pass_rates.csv", PassRate)
    exam_rules = _read(directory / "exam_rules.csv", ExamRule)
    support_lines = _read(directory / "support_lines.csv", SupportLine)

    tables: dict[str, tuple[Anchor | TestKind | Constant | PassRate | ExamRule | SupportLine, ...]] = {
        "pass_curve_anchors.csv": anchors,
        "practice_tests.csv": tests,
        "scale_constants.csv": constants,
        "step1_pass_rates.csv": pass_rates,
        "exam_rules.csv": exam_rules,
        "support_lines.csv": support_lines,
    }
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            if row.source not in sources:
                raise EvidenceError(f"{name}, row {number}, column source: {row.source!r} is not in sources.csv.")
    for name, rule in rules.items():
        if rule.source is not None and rule.source not in sources:
            raise EvidenceError(f"rules.toml, {name}, column source: {rule.source!r} is not in sources.csv.")

    constants_by_name = _by(directory / "scale_constants.csv", constants, "constant")
    _check_anchors(directory / "pass_curve_anchors.csv", anchors)
    _check_pass_rates(directory / "step1_pass_rates.csv", pass_rates)
    _check_constants(directory / "scale_constants.csv", constants_by_name)
    return Evidence(
        version=version,
        sources=sources,
        anchors=anchors,
        tests=_by(directory / "practice_tests.csv", tests, "test"),
        constants=constants_by_name,
        pass_rates=pass_rates,
        exam_rules=_by(directory / "exam_rules.csv", exam_rules, "rule"),
        support_lines=support_lines,
        rules=rules,
    )


@cache
def evidence() -> Evidence:
    """Answer with the tables in ``data/``, read once in the life of the process."""
    return load()
