"""Published figures and our own rules, each with its source and its grade.

Nothing in this package holds a number of its own: figures are read from the tables in ``data/`` and thresholds from
``data/rules.toml``. A table is validated as a whole when it is loaded, and a bad row names its file, row and column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from model.evidence.loading import read_tables, table
from model.evidence.rules import Rule, read_rules
from model.evidence.sources import GRADE_WORDS, OUR_JUDGEMENT, Grade, Source, read_sources
from model.evidence.tables import (
    DATA,
    EvidenceError,
    Figure,
    OptionalCount,
    OptionalNumber,
    Text,
    none_if_blank,
)


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


def _check_anchors(name: str, anchors: tuple[Anchor, ...]) -> None:
    finished: set[str] = set()
    for number, (before, after) in enumerate(pairwise(anchors), start=3):
        if before.curve != after.curve:
            finished.add(before.curve)
            if after.curve in finished:
                raise EvidenceError(f"{name}, row {number}, column curve: {after.curve!r} is in two places.")
            continue
        if after.epc <= before.epc:
            raise EvidenceError(f"{name}, row {number}, column epc: {after.epc:g} does not rise.")
        if after.pass_probability < before.pass_probability:
            falls = f"{after.pass_probability:g} falls as the score rises"
            raise EvidenceError(f"{name}, row {number}, column pass_probability: {falls}.")


def _check_pass_rates(name: str, rates: tuple[PassRate, ...]) -> None:
    cells: dict[tuple[int, str, str], PassRate] = {}
    for number, rate in enumerate(rates, start=2):
        key = (rate.year, rate.group, rate.attempt)
        if key in cells:
            raise EvidenceError(f"{name}, row {number}, column attempt: {rate.attempt!r} is there twice.")
        cells[key] = rate
    for number, rate in enumerate(rates, start=2):
        if (rate.year, rate.group, "all") not in cells:
            raise EvidenceError(f"{name}, row {number}, column attempt: there is no row for all of {rate.year}.")
        if rate.attempt != "all":
            continue
        parts = [cells.get((rate.year, rate.group, attempt)) for attempt in ("first", "repeater")]
        known = [part for part in parts if part is not None]
        if len(known) != len(parts) or sum(part.tested for part in known) != rate.tested:
            raise EvidenceError(f"{name}, row {number}, column tested: first and repeater do not add up.")
        passed = sum(part.tested * part.pass_percent for part in known) / rate.tested
        if abs(passed - rate.pass_percent) > 1:  # each figure is rounded to a whole percent
            raise EvidenceError(f"{name}, row {number}, column pass_percent: the parts give {passed:.1f}.")


def _check_constants(name: str, constants: tuple[Constant, ...]) -> None:
    values = {row.constant: row.value for row in constants}
    lower, upper = values.get("low_pass_lower"), values.get("low_pass_upper")
    if lower is None or upper is None or lower >= upper:
        raise EvidenceError(f"{name}, column value: low_pass_lower is not below low_pass_upper.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All tables, validated."""

    version: str
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]
    anchors: tuple[Anchor, ...] = field(metadata=table("pass_curve_anchors.csv", Anchor, check=_check_anchors))
    tests: Mapping[str, TestKind] = field(metadata=table("practice_tests.csv", TestKind, by="test"))
    constants: Mapping[str, Constant] = field(
        metadata=table("scale_constants.csv", Constant, by="constant", check=_check_constants)
    )
    pass_rates: tuple[PassRate, ...] = field(metadata=table("step1_pass_rates.csv", PassRate, check=_check_pass_rates))
    exam_rules: Mapping[str, ExamRule] = field(metadata=table("exam_rules.csv", ExamRule, by="rule"))
    support_lines: tuple[SupportLine, ...] = field(metadata=table("support_lines.csv", SupportLine))

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
    tables, _ = read_tables(directory, Evidence, sources)
    for name, rule in rules.items():
        if rule.source is not None and rule.source not in sources:
            raise EvidenceError(f"rules.toml, {name}, column source: {rule.source!r} is not in sources.csv.")
    return Evidence(version=version, sources=sources, rules=rules, **tables)


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
