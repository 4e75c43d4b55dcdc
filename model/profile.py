"""What a student enters: frozen, bounded, and read from or written to a versioned JSON file.

The same bounds hold for the form on the page, an opened file and a notebook. Every refusal is a sentence that names
the entry and the way out.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_serializer,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from model.evidence.exam import TestKind, evidence
from model.evidence.plan import plan_evidence
from model.words import long_date

FORMAT: Final = "second-sitting/1"

Group = Literal["US MD", "US DO", "US IMG", "Non-US IMG"]
Level = Literal["lower", "same", "higher"]
GROUPS: Final[tuple[Group, ...]] = ("US MD", "US DO", "US IMG", "Non-US IMG")

MOST_FORM_CHARACTERS: Final = 40
MOST_NAME_CHARACTERS: Final = 60
MOST_NOTE_CHARACTERS: Final = 500
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLAN_DATES: Final = (
    "eligibility_start",
    "eligibility_end",
    "school_deadline",
    "rotations_start",
    "begun",
    "school_meeting",
    "remediation_start",
    "remediation_end",
    "study_start",
    "step2ck_date",
    "graduation",
)
NOT_ENTERED: Final = "not entered"


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


def _today(info: ValidationInfo) -> dt.date | None:
    return info.context.get("today") if info.context else None


def check_year(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """A day whose year can be meant; ``ValueError`` says why it cannot."""
    earliest = int(evidence().rule("entry.earliest_year"))
    if value is not None and value.year < earliest:
        raise ValueError(f"{value} lies before {earliest}. Check the year.")
    today = _today(info)
    ahead = int(evidence().rule("entry.latest_years_ahead"))
    if value is not None and today is not None and value.year > today.year + ahead:
        raise ValueError(f"{value} lies more than {ahead} years ahead. Check the year.")
    return value


def _check_past(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    today = _today(info)
    if value is not None and today is not None and value > today:
        raise ValueError(f"{value} lies in the future. Enter the day it was taken, {today} at the latest.")
    return check_year(value, info)


class Entry(BaseModel):
    """Anything a student enters: frozen, strict about types, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Attempt(Entry):
    """One sitting of Step 1. ``date`` may be unknown."""

    date: dt.date | None = None
    passed: bool = False

    _past = field_validator("date")(_check_past)


class PracticeTest(Entry):
    """One practice test: which, when, its score in the test's own unit, and how it was taken."""

    test: str
    form: str | None = None
    date: dt.date
    score: float
    printed_pass_percent: float | None = None
    timed: bool = True
    full_length: bool = True
    unseen: bool = True

    _past = field_validator("date")(_check_past)

    @field_validator("test")
    @classmethod
    def _known_test(cls, value: str) -> str:
        known = evidence().tests
        if value not in known:
            raise ValueError(f"{quoted(value)} is not a test this app knows. Use one of: {', '.join(known)}.")
        return value

    @field_validator("form")
    @classmethod
    def _short_form(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        if len(value) > MOST_FORM_CHARACTERS or not value.isprintable():
            raise ValueError(
                f"A form's name has at most {MOST_FORM_CHARACTERS} plain characters, unlike {quoted(value)}. "
                "Correct it."
            )
        return value.strip()

    @field_validator("score", "printed_pass_percent")
    @classmethod
    def _zero_has_no_sign(cls, value: float | None) -> float | None:
        return None if value is None else value + 0.0

    @model_validator(mode="after")
    def _inside_the_test_bounds(self) -> Self:
        kind = self.kind
        if not kind.min <= self.score <= kind.max:
            raise ValueError(
                f"Score {self.score:g} is outside {kind.min:g}-{kind.max:g} for {kind.name}. "
                f"Check the report's {kind.unit}."
            )
        printed = self.printed_pass_percent
        if printed is not None and not kind.prints_pass_probability:
            raise ValueError(f"{kind.name} prints no chance of passing. Leave that entry empty.")
        if printed is not None and not 0 <= printed <= 100:  # noqa: PLR2004 (percent)
            raise ValueError(f"A printed chance of {printed:g} is outside 0-100. Check the report's percent.")
        return self

    @property
    def kind(self) -> TestKind:
        """The published facts about this test."""
        return evidence().tests[self.test]

    @property
    def label(self) -> str:
        """Name and form, such as ``NBME CBSSA (forms 25 and later), form 31``."""
        return f"{self.kind.name}, form {self.form}" if self.form else self.kind.name

    @field_serializer("score", "printed_pass_percent")
    def _whole_where_whole(self, value: float | None) -> float | int | None:
        return int(value) if value is not None and value.is_integer() else value


def _check_count(value: int | None) -> int | None:
    most = int(evidence().rule("entry.most_experiences"))
    if value is not None and not 0 <= value <= most:
        raise ValueError(f"{brief(value)} is outside 0-{most}. Check the number.")
    return value


def _distinct(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(value)) < len(value):
        twice = next(entry for entry in value if value.count(entry) > 1)
        raise ValueError(f"{brief(twice)} is there twice. Remove one of them.")
    return value


def _plain_names(names: tuple[str, ...], what: str) -> tuple[str, ...]:
    for name in names:
        if not name.strip() or len(name) > MOST_NAME_CHARACTERS or not name.isprintable():
            raise ValueError(
                f"A {what}'s name has 1 to {MOST_NAME_CHARACTERS} plain characters, unlike {quoted(name)}. Correct it."
            )
    return names


class Application(Entry):
    """Application strengths. Every one may be unknown; the first target specialty leads."""

    target_specialties: tuple[str, ...] = ()
    step2ck: int | None = None
    step2ck_predicted: bool = False
    clerkship_honors: int | None = None
    clerkships_graded: int | None = None
    specialty_honors: Literal["yes", "no", "not yet"] | None = None
    letters: int | None = None
    letters_from_specialty: int | None = None
    letters_since_attempt: int | None = None
    research_experiences: int | None = None
    abstracts_pubs_presentations: int | None = None
    volunteer_experiences: int | None = None
    work_experiences: int | None = None
    personal_statement: Literal["not begun", "draft", "reviewed"] | None = None
    attempt_addressed: bool | None = None
    practice_interviews: int | None = None
    contiguous_ranks: int | None = None
    signals_used: int | None = None
    aoa: bool | None = None
    ghhs: bool | None = None
    obstacles_overcome: bool | None = None

    _counts = field_validator(
        "clerkship_honors",
        "clerkships_graded",
        "letters",
        "letters_from_specialty",
        "letters_since_attempt",
        "research_experiences",
        "abstracts_pubs_presentations",
        "volunteer_experiences",
        "work_experiences",
        "practice_interviews",
        "contiguous_ranks",
        "signals_used",
    )(_check_count)

    @field_validator("target_specialties")
    @classmethod
    def _few_and_distinct(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        most = int(evidence().rule("entry.most_specialties"))
        if len(value) > most:
            raise ValueError(f"{len(value)} specialties are more than the {most} that can be entered. Remove some.")
        return _distinct(_plain_names(value, "specialty"))

    @field_validator("step2ck")
    @classmethod
    def _on_the_scale(cls, value: int | None) -> int | None:
        low, high = evidence().rules["entry.step2ck_range"].numbers
        if value is not None and not low <= value <= high:
            raise ValueError(f"Step 2 CK {brief(value)} is outside {low:g}-{high:g}. Check the score.")
        return value

    @model_validator(mode="after")
    def _parts_of_a_whole(self) -> Self:
        for part, whole, what in (
            (self.clerkship_honors, self.clerkships_graded, "clerkships"),
            (self.letters_from_specialty, self.letters, "letters"),
            (self.letters_since_attempt, self.letters, "letters"),
        ):
            if part is not None and whole is not None and part > whole:
                raise ValueError(f"{part} of {whole} {what} is more than all of them. Check both numbers.")
        return self


class AreaResult(Entry):
    """How the fail report shows an area of the exam, and how the latest practice test does. Each may be not shown."""

    area: str
    report: Level | None = None
    latest: Level | None = None

    @field_validator("area")
    @classmethod
    def _known_area(cls, value: str) -> str:
        if value not in plan_evidence().areas:
            raise ValueError(f"{quoted(value)} is not an area of the exam. Check its spelling.")
        return value


class Plan(Entry):
    """The plan's dates, what to change, and what is done. Each may be unknown.

    ``days_off`` holds weekdays, 0 for Monday to 6 for Sunday.
    """

    eligibility_start: dt.date | None = None
    eligibility_end: dt.date | None = None
    school_deadline: dt.date | None = None
    rotations_start: dt.date | None = None
    full_day_simulation: bool | None = None
    begun: dt.date | None = None
    school_meeting: dt.date | None = None
    remediation_start: dt.date | None = None
    remediation_end: dt.date | None = None
    study_start: dt.date | None = None
    step2ck_date: dt.date | None = None
    graduation: dt.date | None = None
    accommodations: Literal["not needed", "thinking", "asked", "granted"] | None = None
    steps_done: tuple[str, ...] = ()
    talk_to_someone: bool = True
    causes: tuple[str, ...] = ()
    causes_unsure: bool = False
    areas: tuple[AreaResult, ...] = ()
    questions_done: int | None = None
    questions_target: int | None = None
    days_off: tuple[int, ...] = ()
    resources: tuple[str, ...] = ()
    wellbeing: str = ""

    _year = field_validator(*PLAN_DATES)(check_year)
    _twice = field_validator("steps_done", "causes", "days_off", "resources")(_distinct)

    @field_validator("steps_done", "causes")
    @classmethod
    def _known_names(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        tables = plan_evidence()
        known = tables.causes if info.field_name == "causes" else tables.steps
        for name in value:
            if name not in known:
                raise ValueError(f"{quoted(name)} is not known here. Use one of: {', '.join(known)}.")
        return value

    @field_validator("areas")
    @classmethod
    def _each_area_once(cls, value: tuple[AreaResult, ...]) -> tuple[AreaResult, ...]:
        _distinct(tuple(row.area for row in value))
        return value

    @field_validator("questions_done", "questions_target")
    @classmethod
    def _few_questions(cls, value: int | None) -> int | None:
        most = int(evidence().rule("plan.most_questions"))
        if value is not None and not 0 <= value <= most:
            raise ValueError(f"{brief(value)} is outside 0-{most}. Check the number.")
        return value

    @field_validator("days_off")
    @classmethod
    def _some_days_left(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        for day in value:
            if day not in range(len(WEEKDAYS)):
                raise ValueError(f"{brief(day)} is no weekday, which is 0 for Monday to 6 for Sunday. Correct it.")
        if len(value) == len(WEEKDAYS):
            raise ValueError("With every day off no study day is left. Keep at least one.")
        return value

    @field_validator("resources")
    @classmethod
    def _short_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        most = int(evidence().rule("plan.most_resources"))
        if len(value) > most:
            raise ValueError(f"{len(value)} resources are more than the {most} that can be entered. Remove some.")
        return _plain_names(value, "resource")

    @field_validator("wellbeing")
    @classmethod
    def _short_note(cls, value: str) -> str:
        # What no screen can show may still act on a terminal, or fit in no file: it is left out.
        value = "".join(sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
        if len(value) > MOST_NOTE_CHARACTERS:
            raise ValueError(f"A note has at most {MOST_NOTE_CHARACTERS} characters, not {len(value)}. Shorten it.")
        return value

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        start, end = self.eligibility_start, self.eligibility_end
        if start is not None and end is not None and start > end:
            raise ValueError(f"The eligibility period ends on {end}, before it starts on {start}. Check both dates.")
        first, last = self.remediation_start, self.remediation_end
        if first is not None and last is not None and first > last:
            raise ValueError(f"The remediation course ends on {last}, before it starts on {first}. Check both dates.")
        return self


class Profile(Entry):
    """Everything a student has entered."""

    format: Literal["second-sitting/1"]
    group: Group | None = None
    exam_date: dt.date | None = None
    pass_bar: int = Field(default_factory=lambda: int(evidence().rule("booking.default_bar")), ge=1, le=99)
    attempts: tuple[Attempt, ...] = ()
    practice_tests: tuple[PracticeTest, ...] = ()
    application: Application = Application()
    plan: Plan = Plan()

    _year = field_validator("exam_date")(check_year)

    @field_validator("attempts")
    @classmethod
    def _few_attempts(cls, value: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        most = int(evidence().rule("entry.most_attempts"))
        if len(value) > most:
            raise ValueError(f"{len(value)} attempts are more than the {most} that can be entered. Remove some.")
        return value

    @field_validator("practice_tests")
    @classmethod
    def _few_and_distinct_tests(cls, value: tuple[PracticeTest, ...]) -> tuple[PracticeTest, ...]:
        most = int(evidence().rule("entry.most_tests"))
        if len(value) > most:
            raise ValueError(f"{len(value)} practice tests are more than the {most} that can be entered. Remove some.")
        seen = set()
        for test in value:
            key = (test.test, test.form, test.date)
            if test.form is not None and key in seen:
                raise ValueError(f"{test.label} on {test.date} is there twice. Remove or edit one of them.")
            seen.add(key)
        return value

    @classmethod
    def from_entries(cls, entries: Mapping[str, Any], today: dt.date) -> Self:
        """Build a profile from plain values.

        Parameters
        ----------
        entries : Mapping[str, Any]
            The fields of the JSON format, dates as ``datetime.date``.
        today : date
            The student's own date; nothing taken may lie after it.

        Raises
        ------
        ProfileError
            With one sentence for each entry that cannot be used.
        """
        try:
            return cls.model_validate({"format": FORMAT, **entries}, context={"today": today})
        except ValidationError as error:
            raise profile_error(error) from None

    @classmethod
    def from_json(cls, content: str | bytes, today: dt.date) -> Self:
        """Read a profile file.

        Parameters
        ----------
        content : str or bytes
            UTF-8 JSON in the format ``second-sitting/1``, at most 256 kB.
        today : date
            The student's own date; nothing taken may lie after it.

        Raises
        ------
        ProfileError
            With one sentence for each entry that cannot be used.
        """
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        most = int(evidence().rule("entry.most_bytes"))
        if len(data) > most:
            raise ProfileError(
                (f"The file is larger than {most // 1024} kB, so it is not a profile. Choose the file saved here.",)
            )
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            profile = cls.model_validate_json(data, context={"today": today})
        except ValidationError as error:
            raise profile_error(error) from None
        json.loads(data, object_pairs_hook=_once_each)
        return profile

    def to_json(self) -> str:
        """Write the profile as JSON text that ``from_json`` reads back to an equal profile."""
        return self.model_dump_json(indent=2) + "\n"

    @property
    def latest_fail(self) -> dt.date | None:
        """Day of the latest attempt that did not pass, where a day was entered."""
        return max((a.date for a in self.attempts if a.date is not None and not a.passed), default=None)

    @property
    def this_time(self) -> tuple[PracticeTest, ...]:
        """Practice tests after the latest attempt that did not pass, oldest first."""
        fail = self.latest_fail
        tests = (test for test in self.practice_tests if fail is None or test.date > fail)
        return tuple(sorted(tests, key=lambda test: test.date))

    @property
    def last_time(self) -> tuple[PracticeTest, ...]:
        """Practice tests before the latest attempt that did not pass and after the one before it, oldest first."""
        fail = self.latest_fail
        if fail is None:
            return ()
        earlier = [a.date for a in self.attempts if a.date is not None and a.date < fail]
        since = max(earlier, default=dt.date.min)
        tests = (test for test in self.practice_tests if since < test.date <= fail)
        return tuple(sorted(tests, key=lambda test: test.date))


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of a JSON file; ``ProfileError`` where one name has two values, of which one would be lost unsaid."""
    seen = dict(pairs)
    if len(seen) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ProfileError((f"{quoted(twice)} is there twice in one place. Remove one of them.",))
    return seen


def practice_test(entries: Mapping[str, Any], today: dt.date) -> PracticeTest:
    """Build one practice test from plain values; ``ProfileError`` names what cannot be used."""
    try:
        return PracticeTest.model_validate(entries, context={"today": today})
    except ValidationError as error:
        raise profile_error(error) from None


def plan(entries: Mapping[str, Any], today: dt.date) -> Plan:
    """Build the plan's dates from plain values; ``ProfileError`` names what cannot be used."""
    try:
        return Plan.model_validate(entries, context={"today": today})
    except ValidationError as error:
        raise profile_error(error) from None


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that two profiles do not share, in words."""

    entry: str
    one: str
    other: str


def differences(one: Profile, other: Profile) -> tuple[Difference, ...]:
    """What differs between two profiles, entry by entry, in the order of the file.

    Parameters
    ----------
    one, other : Profile

    Returns
    -------
    tuple of Difference
        Empty if and only if the profiles are equal, but for the order of practice tests and of areas.
    """
    here, there = _in_words(one), _in_words(other)
    return tuple(
        Difference(entry, here.get(entry, NOT_ENTERED), there.get(entry, NOT_ENTERED))
        for entry in dict.fromkeys((*here, *there))
        if here.get(entry, NOT_ENTERED) != there.get(entry, NOT_ENTERED)
    )


def _in_words(profile: Profile) -> dict[str, str]:
    words = {name: _value(getattr(profile, name)) for name in ("group", "exam_date", "pass_bar")}
    for number, attempt in enumerate(profile.attempts, start=1):
        words[f"attempt {number}"] = f"{_value(attempt.date)}, {'passed' if attempt.passed else 'did not pass'}"
    for test in sorted(profile.practice_tests, key=lambda test: (test.date, test.label, test.score)):
        entry = f"{test.label}, {long_date(test.date)}"
        words[entry] = f"{words[entry]}; {_result(test)}" if entry in words else _result(test)
    for section in (profile.application, profile.plan):
        words |= {name: _value(getattr(section, name)) for name in type(section).model_fields if name != "areas"}
    for row in profile.plan.areas:
        words[row.area] = f"report {_value(row.report)}, latest practice test {_value(row.latest)}"
    tables = plan_evidence()
    words["days_off"] = _list(WEEKDAYS[day] for day in profile.plan.days_off)
    words["causes"] = _list(tables.causes[name].title for name in profile.plan.causes)
    words["steps_done"] = _list(tables.steps[name].title for name in profile.plan.steps_done)
    words["resources"] = _list(profile.plan.resources)
    return {entry.replace("_", " "): value for entry, value in words.items()}


def _list(names: Iterable[str]) -> str:
    return "; ".join(names) or NOT_ENTERED


def _result(test: PracticeTest) -> str:
    printed = test.printed_pass_percent
    parts = [f"{test.score:g}"] if printed is None else [f"{test.score:g}", f"printed chance {printed:g}"]
    conditions = {"untimed": test.timed, "not full length": test.full_length, "seen before": test.unseen}
    return ", ".join(parts + [words for words, kept in conditions.items() if not kept])


def _value(value: object) -> str:
    match value:
        case None | () | "":
            return NOT_ENTERED
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return long_date(value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


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
