"""What a field of the entries declares beside its type, once: label, question, help, unit, choices and bounds.

The label is pydantic's ``title`` and the help its ``description``; the rest is metadata in ``Annotated[...]``. Widgets,
refusals and differences all read them from here, so that a field's name in the file never reaches a screen.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from model.evidence.exam import evidence

MOST_DIGITS: Final = 40
_Value = TypeVar("_Value")


def brief(value: object) -> str:
    """A value as a sentence quotes it; what has been entered may be of any size."""
    match value:
        case None:
            words = "empty"
        case bool():
            words = "true" if value else "false"
        case str():
            words = quoted(value)
        case int() if abs(value) >= 10**MOST_DIGITS:
            words = f"a number of more than {MOST_DIGITS} digits"
        case list() | tuple():
            words = "a list"
        case Mapping():
            words = "a group of entries"
        case _:
            words = str(value)
    return words


def quoted(name: int | str) -> str:
    """A name as a sentence quotes it, cut where it is long."""
    text = str(name)
    return repr(text if len(text) <= MOST_DIGITS else text[:MOST_DIGITS] + "...")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the field's widget says where that is more than the label, or less because of what is beside it."""

    words: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts."""

    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The values to choose from, each with its words."""

    words: Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Within:
    """Bounds of a number, from a rule: its two numbers, or 0 to its one. ``what`` and ``called`` word the refusal."""

    rule: str
    what: str = "number"
    called: str = ""

    @property
    def numbers(self) -> tuple[int, int]:
        """The lowest and the highest number."""
        found = evidence().rules[self.rule].numbers
        return (int(found[0]) if len(found) > 1 else 0), int(found[-1])

    def check(self, value: int | None) -> int | None:
        """A number inside the bounds, or none; ``ValueError`` says why it cannot be used."""
        low, high = self.numbers
        if value is not None and not low <= value <= high:
            said = f"{self.called} {brief(value)}".lstrip()
            raise ValueError(f"{said} is outside {low}-{high}. Check the {self.what}.")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Hold the field to the bounds."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, slots=True)
class Why:
    """Help that is the reason of a rule."""

    rule: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day whose year can be meant; ``past``: of something that has been."""

    past: bool = False

    def days(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day that can be entered on a day."""
        first = dt.date(int(evidence().rule("entry.earliest_year")), 1, 1)
        return first, today if self.past else dt.date(today.year + _years_ahead(), 12, 31)

    def check(self, value: dt.date | None, info: ValidationInfo) -> dt.date | None:
        """A day inside the bounds, or none; ``ValueError`` says why it cannot be used."""
        if value is None:
            return None
        today: dt.date | None = info.context.get("today") if info.context else None
        if self.past and today is not None and value > today:
            raise ValueError(f"{value} lies in the future. Enter the day it was taken, {today} at the latest.")
        first, last = self.days(today or dt.date.min)
        if value < first:
            raise ValueError(f"{value} lies before {first.year}. Check the year.")
        if today is not None and value > last:
            raise ValueError(f"{value} lies more than {_years_ahead()} years ahead. Check the year.")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Hold the field to the bounds."""
        return core_schema.with_info_after_validator_function(self.check, handler(source))


def _years_ahead() -> int:
    return int(evidence().rule("entry.latest_years_ahead"))


@dataclass(frozen=True, slots=True)
class Declared:
    """What one field declares. ``asked`` is what its widget says; ``days`` is there for a day alone."""

    name: str
    label: str
    asked: str
    help: str | None
    unit: str | None
    choices: Mapping[Any, str] | None
    bounds: tuple[int, int] | None
    days: Day | None


def declared(model: type[BaseModel], location: tuple[int | str, ...]) -> Declared | None:
    """What the field at a place of a model declares; ``None`` where the model has no such field.

    Parameters
    ----------
    model : type of BaseModel
    location : tuple of int or str
        Names of fields, with the number of an item after the name of a list.

    Returns
    -------
    Declared or None
    """
    names = [name for name in location if isinstance(name, str)]
    for name in names[:-1]:
        inner = _model_in(model.model_fields[name].annotation) if name in model.model_fields else None
        if inner is None:
            return None
        model = inner
    found = model.model_fields.get(names[-1]) if names else None
    return None if found is None else _read(names[-1], found)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _read(name: str, field: FieldInfo) -> Declared:
    label = field.title or name
    asked, unit, choices = _one(field, Asked), _one(field, Unit), _one(field, Choices)
    within, why = _one(field, Within), _one(field, Why)
    ends = [end for side in ("ge", "le") for item in field.metadata if (end := getattr(item, side, None)) is not None]
    return Declared(
        name=name,
        label=label,
        asked=label if asked is None else asked.words,
        help=field.description if why is None else evidence().rules[why.rule].why,
        unit=None if unit is None else unit.words,
        choices=None if choices is None else choices.words,
        bounds=within.numbers if within is not None else (ends[0], ends[1]) if ends else None,
        days=_one(field, Day),
    )


def _one(field: FieldInfo, kind: type[_Value]) -> _Value | None:
    return next((item for item in field.metadata if isinstance(item, kind)), None)
