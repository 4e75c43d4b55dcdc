"""What the plan rests on: findings on study habits, the exam's own weights, the ERAS calendar, and its sentences."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field, ValidationError

from model.evidence.loading import read_tables, table
from model.evidence.sources import read_sources
from model.evidence.tables import DATA, EvidenceError, Figure, Row, Text, describe

Axis = Literal["system", "discipline"]
AXES: Final[tuple[Axis, ...]] = ("system", "discipline")

SENTENCES: Final = "plan.toml"
SECTIONS: Final = ("causes", "modes", "steps", "versions")
TALK: Final = "talk"  # the step that is in every new plan
JUDGEMENT: Final = "judgement"

Percent = Annotated[float, Field(ge=0, le=100)]
RowType = TypeVar("RowType", bound=Row)


class Finding(Figure):
    """What one study found about one habit; null findings included."""

    habit: Text
    behaviour: Text
    finding: Text
    n: Annotated[int, Field(gt=0)]

    @property
    def null(self) -> bool:
        """Whether the study found no effect."""
        return self.finding.startswith("no ")


class Area(Figure):
    """An area of the exam with its share of the questions [percent, low to high]."""

    axis: Axis
    area: Text
    percent_low: Percent
    percent_high: Percent

    @property
    def share(self) -> float:
        """The middle of the published share [percent]."""
        return (self.percent_low + self.percent_high) / 2


class ErasDate(Figure):
    """A published day of one application season."""

    season: int
    date: dt.date
    event: Text


class Cause(Row):
    """One of the ways in which a first attempt can go wrong, and the change it asks for."""

    title: Text
    change: Text
    habits: tuple[Text, ...]
    modes: Annotated[tuple[Text, ...], Field(min_length=1)]
    source: Text


class Mode(Row):
    """A way of missing a question, and what to do about it."""

    title: Text
    todo: Text


class FirstStep(Row):
    """A step for the first days, and by which day of the plan [days from its beginning]."""

    title: Text
    text: Text
    days: Annotated[int, Field(gt=0)]
    source: Text


class DayVersion(Row):
    """How much of a day's questions a kind of day holds [share of 1]."""

    title: Text
    share: Annotated[float, Field(ge=0, le=1)]
    text: Text


def _check_areas(name: str, areas: tuple[Area, ...]) -> None:
    for number, area in enumerate(areas, start=2):
        if area.percent_low > area.percent_high:
            raise EvidenceError(f"{name}, row {number}, column percent_high: it is below percent_low.")
    systems = [area for area in areas if area.axis == "system"]  # disciplines overlap, so theirs add up to more
    if not sum(area.percent_low for area in systems) <= 100 <= sum(area.percent_high for area in systems):  # noqa: PLR2004 (percent)
        raise EvidenceError(f"{name}, column percent_low: the shares by system cannot add up to 100.")


def _check_eras(name: str, eras: tuple[ErasDate, ...]) -> None:
    days = set()
    for number, row in enumerate(eras, start=2):
        if (row.season, row.date) in days:  # the calendar file tells its events apart by season and day
            raise EvidenceError(f"{name}, row {number}, column date: {row.date} is there twice.")
        days.add((row.season, row.date))


@dataclass(frozen=True, slots=True)
class PlanEvidence:
    """Everything the plan looks up."""

    causes: Mapping[str, Cause]
    modes: Mapping[str, Mode]
    steps: Mapping[str, FirstStep]
    versions: Mapping[str, DayVersion]
    findings: tuple[Finding, ...] = field(metadata=table("study_evidence.csv", Finding))
    areas: Mapping[str, Area] = field(metadata=table("content_outline.csv", Area, by="area", check=_check_areas))
    eras: tuple[ErasDate, ...] = field(metadata=table("eras_calendar.csv", ErasDate, check=_check_eras))


def _section(sections: Mapping[str, object], name: str, row_type: type[RowType]) -> Mapping[str, RowType]:
    entries = sections.get(name)
    if not isinstance(entries, dict) or not entries:
        raise EvidenceError(f"{SENTENCES}, {name}: it is missing.")
    rows = {}
    for key, entry in entries.items():
        try:
            rows[key] = row_type.model_validate(entry)
        except ValidationError as error:
            raise EvidenceError(f"{SENTENCES}, {name}.{key}, {describe(error)}.") from error
    return MappingProxyType(rows)


def _read_sentences(path: Path) -> Mapping[str, object]:
    try:
        with path.open("rb") as file:
            sections = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise EvidenceError(f"{path.name} cannot be read: {reason}.") from error
    for name in sections:
        if name not in SECTIONS:
            raise EvidenceError(f"{path.name}, {name}: it is not known.")
    return sections


def load(directory: Path = DATA) -> PlanEvidence:
    """Read and validate the plan's tables.

    Parameters
    ----------
    directory : Path
        Folder with the tables, and ``sources.csv`` for the sources they name.

    Returns
    -------
    PlanEvidence

    Raises
    ------
    EvidenceError
        If one cannot be read or trusted. The message names file, row and column.
    """
    sources = read_sources(directory)
    tables, _ = read_tables(directory, PlanEvidence, sources)
    sections = _read_sentences(directory / SENTENCES)
    causes, modes = _section(sections, "causes", Cause), _section(sections, "modes", Mode)
    steps = _section(sections, "steps", FirstStep)
    habits = {finding.habit for finding in tables["findings"]}
    for key, cause in causes.items():
        for column, names, known in (("habits", cause.habits, habits), ("modes", cause.modes, {*modes})):
            for name in names:
                if name not in known:
                    raise EvidenceError(f"{SENTENCES}, causes.{key}, column {column}: {name!r} is not known.")
    if TALK not in steps:
        raise EvidenceError(f"{SENTENCES}, steps.{TALK}: it is missing.")
    named = [(f"causes.{key}", cause.source) for key, cause in causes.items()]
    named += [(f"steps.{key}", step.source) for key, step in steps.items()]
    for name, source in named:
        if source not in {*sources, JUDGEMENT}:
            raise EvidenceError(f"{SENTENCES}, {name}, column source: {source!r} is not in sources.csv.")
    return PlanEvidence(
        causes=causes,
        modes=modes,
        steps=steps,
        versions=_section(sections, "versions", DayVersion),
        **tables,
    )


@cache
def plan_evidence() -> PlanEvidence:
    """Answer with the plan's tables, read once in the life of the process."""
    return load()
