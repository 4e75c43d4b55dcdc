"""Entries read section by section: what cannot be used spoils its own line, and is told there."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from model.entries.migrations import FORMAT, migrated
from model.entries.profile import Profile, file_bytes, refuse_repeats
from model.entries.refusals import ITEMS, profile_error, sentence
from model.entries.schema import AT_ODDS

Section = Literal["scores", "application", "plan"]
OPTIONAL: Final[tuple[Section, ...]] = ("application", "plan")
"""Sections that the chance of passing does not rest on; the others are the scores, the exam and the attempts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry left out: the sentence that says why, and the dotted names of the fields that it is about."""

    sentence: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The profile of all entries that can be used, and the problems of the others by section."""

    profile: Profile
    problems: Mapping[Section, tuple[Problem, ...]]

    def sentences(self, *sections: Section) -> tuple[str, ...]:
        """The problems of some sections, or of all where none is named, a sentence each."""
        return tuple(
            problem.sentence for section in sections or tuple(self.problems) for problem in self.problems[section]
        )

    def about(self, *names: str) -> tuple[str, ...]:
        """The problems of some fields, by their dotted names, a sentence each."""
        found = (problem for problems in self.problems.values() for problem in problems)
        return tuple(problem.sentence for problem in found if set(problem.fields) & set(names))


def read(entries: Mapping[str, Any], today: dt.date) -> Reading:
    """Read plain values, leaving out what cannot be used.

    Parameters
    ----------
    entries : Mapping[str, Any]
        The fields of the JSON format, dates as ``datetime.date``.
    today : date
        The student's own date; nothing taken may lie after it.

    Returns
    -------
    Reading
    """

    def build(kept: Mapping[str, Any]) -> Profile:
        return Profile.model_validate(kept, context={"today": today})

    return _read({"format": FORMAT, **entries}, build, in_file=False)


def read_json(content: str | bytes, today: dt.date) -> Reading:
    """Read a profile file, leaving out what cannot be used.

    Parameters
    ----------
    content : str or bytes
        As for ``Profile.from_json``.
    today : date
        The student's own date; nothing taken may lie after it.

    Returns
    -------
    Reading

    Raises
    ------
    ProfileError
        Where the file as a whole cannot be read, or one of its names has two values.
    """
    data = file_bytes(content)
    present = migrated(data)

    def build(kept: Mapping[str, Any]) -> Profile:
        return Profile.model_validate_json(json.dumps(kept), context={"today": today})

    try:
        found = Reading(Profile.model_validate_json(present, context={"today": today}), _by_section(()))
    except ValidationError as error:
        if any(not detail["loc"] or detail["loc"] == ("format",) for detail in error.errors()):
            raise profile_error(error, Profile, in_file=True) from None
        found = _read(json.loads(present), build, in_file=True)
    refuse_repeats(data)
    return found


def _read(kept: Mapping[str, Any], build: Callable[[Mapping[str, Any]], Profile], *, in_file: bool) -> Reading:
    told: list[tuple[Section, Problem]] = []
    while True:
        try:
            return Reading(build(kept), _by_section(told))
        except ValidationError as error:
            details = error.errors()
        told += [_problem(detail, in_file=in_file) for detail in details]
        for path in sorted({path for detail in details for path in _left_out(detail)}, key=_last_first, reverse=True):
            kept = _without(kept, path)


def _by_section(told: Sequence[tuple[Section, Problem]]) -> dict[Section, tuple[Problem, ...]]:
    sections: tuple[Section, ...] = ("scores", *OPTIONAL)
    return {section: tuple(problem for where, problem in told if where == section) for section in sections}


def _problem(error: ErrorDetails, *, in_file: bool) -> tuple[Section, Problem]:
    first = error["loc"][0]
    section: Section = next((name for name in OPTIONAL if name == first), "scores")
    names = tuple(".".join(part for part in path if isinstance(part, str)) for path in _places(error))
    return section, Problem(sentence(error, Profile, in_file=in_file), names)


def _places(error: ErrorDetails) -> tuple[tuple[int | str, ...], ...]:
    """Where the fields are that an error is about."""
    if error["type"] == AT_ODDS:
        return tuple((*error["loc"], name) for name in error["ctx"]["names"])
    return (error["loc"],)


def _left_out(error: ErrorDetails) -> tuple[tuple[int | str, ...], ...]:
    """What is left out for an error: a line of a section, a whole practice test, the item of a list."""
    match error["loc"]:
        case ("attempts", int(), str()):
            return (error["loc"],)  # an attempt counts whatever its day
        case (str(table), int(), *_) if table in ITEMS:
            return (error["loc"][:2],)
        case _:
            return tuple(path[:3] if _in_list(path) else path[:2] for path in _places(error))


def _in_list(path: tuple[int | str, ...]) -> bool:
    return any(isinstance(part, int) for part in path[2:3])


def _last_first(path: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)


def _without(entries: Any, path: tuple[int | str, ...]) -> Any:  # noqa: ANN401 (whatever JSON holds)
    first, *rest = path
    if isinstance(entries, Mapping):
        kept = {name: value for name, value in entries.items() if name != first}
        return {**kept, first: _without(entries[first], tuple(rest))} if rest else kept
    items = list(entries)
    items[int(first) : int(first) + 1] = [_without(items[int(first)], tuple(rest))] if rest else []
    return type(entries)(items)
