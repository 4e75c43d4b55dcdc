"""What a student may enter: frozen, bounded, and the same for the form on the page, an opened file and a notebook."""

import datetime as dt
import unicodedata
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_serializer, field_validator, model_validator

from model.entries.refusals import MOST_FORM_CHARACTERS, brief, quoted
from model.evidence.exam import TestKind, evidence
from model.evidence.plan import plan_evidence

Group = Literal["US MD", "US DO", "US IMG", "Non-US IMG"]
Level = Literal["lower", "same", "higher"]
GROUPS: Final[tuple[Group, ...]] = ("US MD", "US DO", "US IMG", "Non-US IMG")


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
