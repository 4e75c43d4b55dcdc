"""Refusals: a sentence for each entry that cannot be used, which names the entry and the way out.

On a screen an entry is called by its label. In a file it has its name there as well, in brackets.
"""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from model.entries.declared import brief, declared, quoted
from model.entries.migrations import FORMAT
from model.entries.schema import AT_ODDS

ITEMS: Final = {"practice_tests": "Practice test", "attempts": "Attempt"}

_KINDS_OF_VALUE: Final[Mapping[str, str]] = {
    "string_type": "text in quotes",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "date_from_datetime_inexact": "a date without a time, such as 2026-11-20",
    "tuple_type": "a list in square brackets",
    "model_type": "a group of entries in braces",
    "finite_number": "a number",
}
_WHOLE_SENTENCES: Final[Mapping[str, str]] = {
    "extra_forbidden": "{subject} is not an entry this app knows. Remove it or check its spelling.",
    "missing": "{subject} is missing. Add it.",
    "json_invalid": "The file is not readable JSON, so nothing was opened. Choose the file saved here.",
    "greater_than_equal": "{subject} is {value}, below {ge}. Enter 1 to 99 of 100.",
    "less_than_equal": "{subject} is {value}, above {le}. Enter 1 to 99 of 100.",
    "literal_error": "{subject} must be one of {expected}, not {value}. Correct it.",
}


class ProfileError(ValueError):
    """Entries that cannot be used. ``problems`` holds a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def _called(model: type[BaseModel], location: tuple[int | str, ...], *, in_file: bool) -> str:
    """What one field is called; a name that no field has is quoted."""
    found = declared(model, location)
    if found is None:
        return quoted(location[-1])
    return f"{found.label} ({quoted(found.name)})" if in_file else found.label


def _subject(model: type[BaseModel], location: tuple[int | str, ...], *, in_file: bool) -> str:
    """What the entry at a place is called, from the outside in."""
    if not location:
        return "The file"
    parts: list[str] = []
    begin = 0
    match location:
        case (str(table), int(number), *_) if table in ITEMS:
            parts, begin = [f"{ITEMS[table]} {number + 1}"], 2
        case (str(section), str(), *_):
            outer = declared(model, (section,))
            parts, begin = [outer.label] if in_file and outer is not None else [], 1
    for end in range(begin + 1, len(location) + 1):
        name = location[end - 1]
        numbered = isinstance(name, int) and end > 1
        parts.append(f"number {int(name) + 1}" if numbered else _called(model, location[:end], in_file=in_file))
    return ", ".join(parts)


def sentence(error: ErrorDetails, model: type[BaseModel], *, in_file: bool) -> str:
    """The sentence for one entry that cannot be used.

    Parameters
    ----------
    error : ErrorDetails
        What the validation found.
    model : type of BaseModel
        What was validated.
    in_file : bool
        Whether the entries are those of a file, whose names for them are then told.
    """
    kind, location = error["type"], error["loc"]
    subject = _subject(model, location, in_file=in_file)
    if kind in {"value_error", AT_ODDS}:
        whole_section = kind == AT_ODDS and len(location) == 1  # the sentence names its entries itself
        message = error["msg"].removeprefix("Value error, ")
        return f"{subject}: {message}" if location and (in_file or not whole_section) else message
    if location == ("format",):
        return f"The file's format is not {FORMAT}. Choose a file that was saved here."
    value = brief(error["input"])
    if kind in _WHOLE_SENTENCES:
        return _WHOLE_SENTENCES[kind].format(subject=subject, value=value, **error.get("ctx", {}))
    return f"{subject} must be {_KINDS_OF_VALUE.get(kind, 'of another kind')}, not {value}. Correct it."


def profile_error(error: ValidationError, model: type[BaseModel], *, in_file: bool = False) -> ProfileError:
    """What the validation of a model found, a sentence for each entry."""
    return ProfileError(tuple(sentence(detail, model, in_file=in_file) for detail in error.errors()))
