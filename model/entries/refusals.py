"""Refusals: a sentence for each entry that cannot be used, which names the entry and the way out."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

FORMAT: Final = "second-sitting/1"


MOST_FORM_CHARACTERS: Final = 40


class ProfileError(ValueError):
    """Entries that cannot be used. ``problems`` holds a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def brief(value: object) -> str:
    """A value as a sentence quotes it; what has been entered may be of any size."""
    match value:
        case None:
            words = "empty"
        case bool():
            words = "true" if value else "false"
        case str():
            words = quoted(value)
        case int() if abs(value) >= 10**MOST_FORM_CHARACTERS:
            words = f"a number of more than {MOST_FORM_CHARACTERS} digits"
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
    return repr(text if len(text) <= MOST_FORM_CHARACTERS else text[:MOST_FORM_CHARACTERS] + "...")


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


def _entry_name(location: tuple[int | str, ...]) -> str:
    names = {"practice_tests": "practice test", "attempts": "attempt"}
    match location:
        case (str(table), int(number), str(field)) if table in names:
            return f"{names[table]} {number + 1}, {quoted(field)}"
        case (str(table), int(number)) if table in names:
            return f"{names[table]} {number + 1}"
        case (str(section), str(field), int(number), *fields):
            return ", ".join((section, quoted(field), f"number {number + 1}", *map(quoted, fields)))
        case (str(section), str(field)):
            return f"{section}, {quoted(field)}"
        case ():
            return "the file"
        case _:
            return quoted(location[0])


_WHOLE_SENTENCES: Final[Mapping[str, str]] = {
    "extra_forbidden": "{subject} is not an entry this app knows. Remove it or check its spelling.",
    "missing": "{subject} is missing. Add it.",
    "json_invalid": "The file is not readable JSON, so nothing was opened. Choose the file saved here.",
    "greater_than_equal": "{subject} is {value}, below {ge}. Enter 1 to 99 of 100.",
    "less_than_equal": "{subject} is {value}, above {le}. Enter 1 to 99 of 100.",
    "literal_error": "{subject} must be one of {expected}, not {value}. Correct it.",
}


def _sentence(error: ErrorDetails) -> str:
    kind, location = error["type"], error["loc"]
    name = _entry_name(location)
    subject = name[0].upper() + name[1:]
    if kind == "value_error":
        message = error["msg"].removeprefix("Value error, ")
        return f"{subject}: {message}" if location else message
    if location == ("format",):
        return f"The file's format is not {FORMAT}. Choose a file that was saved here."
    value = brief(error["input"])
    if kind in _WHOLE_SENTENCES:
        return _WHOLE_SENTENCES[kind].format(subject=subject, value=value, **error.get("ctx", {}))
    return f"{subject} must be {_KINDS_OF_VALUE.get(kind, 'of another kind')}, not {value}. Correct it."


def profile_error(error: ValidationError) -> ProfileError:
    """What the validation found, a sentence for each entry."""
    return ProfileError(tuple(_sentence(detail) for detail in error.errors()))
