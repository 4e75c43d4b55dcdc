"""What a student may enter: frozen, bounded, and the same for the form on the page, an opened file and a notebook."""

import datetime as dt
import unicodedata
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_serializer, field_validator, model_validator
from pydantic_core import PydanticCustomError

from model.entries.declared import Asked, Choices, Day, Unit, Within, brief, quoted
from model.evidence.exam import TestKind, evidence
from model.evidence.plan import plan_evidence

Group = Literal["US MD", "US DO", "US IMG", "Non-US IMG"]
Level = Literal["lower", "same", "higher"]
GROUPS: Final[tuple[Group, ...]] = ("US MD", "US DO", "US IMG", "Non-US IMG")

MOST_FORM_CHARACTERS: Final = 40
MOST_NAME_CHARACTERS: Final = 60
MOST_NOTE_CHARACTERS: Final = 500
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YES_NO: Final = Choices({True: "Yes", False: "No"})
LEVELS: Final = Choices({"lower": "Lower", "same": "About the same", "higher": "Higher"})
SCHOOL: Final = Choices(
    {
        "US MD": "US MD school",
        "US DO": "US DO school",
        "US IMG": "US citizen, school abroad",
        "Non-US IMG": "Other citizen, school abroad",
    }
)
AT_ODDS: Final = "at_odds"
COUNT: Final = Within("entry.most_experiences")
QUESTIONS: Final = Within("plan.most_questions")


def at_odds(sentence: str, *names: int | str) -> PydanticCustomError:
    """The error of entries of one section or list that cannot all be meant, each of which can alone."""
    return PydanticCustomError(AT_ODDS, "{sentence}", {"sentence": sentence, "names": names})


class Entry(BaseModel):
    """Anything a student enters: frozen, strict about types, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Attempt(Entry):
    """One sitting of Step 1. ``date`` may be unknown."""

    date: Annotated[dt.date | None, Field(title="Day of the attempt"), Day(past=True)] = None
    passed: Annotated[bool, Field(title="Passed"), YES_NO] = False


class PracticeTest(Entry):
    """One practice test: which, when, its score in the test's own unit, and how it was taken."""

    test: Annotated[str, Field(title="Which test")]
    form: Annotated[str | None, Field(title="Form")] = None
    date: Annotated[dt.date, Field(title="Day taken"), Day(past=True)]
    score: Annotated[float, Field(title="Score")]
    printed_pass_percent: Annotated[
        float | None,
        Field(
            title="Chance of passing printed on the report",
            description="NBME prints it for sitting within a week. It narrows the range to NBME's own figure.",
        ),
        Unit("percent"),
    ] = None
    timed: Annotated[bool, Field(title="Timed")] = True
    full_length: Annotated[bool, Field(title="Full length, in one day")] = True
    unseen: Annotated[bool, Field(title="No question seen before")] = True

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


def _distinct(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(value)) < len(value):
        number = next(number for number, entry in enumerate(value) if entry in value[:number])
        raise at_odds(f"{brief(value[number])} is there twice. Remove one of them.", number)
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

    target_specialties: Annotated[tuple[str, ...], Field(title="Target specialties")] = ()
    step2ck: Annotated[
        int | None,
        Field(title="Step 2 CK score"),
        Asked("Step 2 CK (leave empty if unknown)"),
        Within("entry.step2ck_range", "score", "Step 2 CK"),
    ] = None
    step2ck_predicted: Annotated[
        bool, Field(title="Step 2 CK score is predicted"), Asked("This score is predicted, not taken yet"), YES_NO
    ] = False
    clerkship_honors: Annotated[int | None, Field(title="Honors in how many clerkships"), COUNT] = None
    clerkships_graded: Annotated[
        int | None, Field(title="How many clerkships graded"), Asked("Of how many graded"), COUNT
    ] = None
    specialty_honors: Annotated[
        Literal["yes", "no", "not yet"] | None,
        Field(title="Honors in the target specialty"),
        Choices({"yes": "Yes", "no": "No", "not yet": "Not taken yet"}),
    ] = None
    letters: Annotated[int | None, Field(title="Letters of recommendation"), COUNT] = None
    letters_from_specialty: Annotated[
        int | None, Field(title="Letters from the target specialty"), Asked("From the target specialty"), COUNT
    ] = None
    letters_since_attempt: Annotated[
        int | None,
        Field(title="Letters from people who saw you work since the attempt"),
        Asked("From people who saw you work since the attempt"),
        COUNT,
    ] = None
    research_experiences: Annotated[int | None, Field(title="Research experiences"), COUNT] = None
    abstracts_pubs_presentations: Annotated[
        int | None, Field(title="Abstracts, publications and presentations"), COUNT
    ] = None
    volunteer_experiences: Annotated[int | None, Field(title="Volunteer experiences"), COUNT] = None
    work_experiences: Annotated[int | None, Field(title="Work experiences"), COUNT] = None
    personal_statement: Annotated[
        Literal["not begun", "draft", "reviewed"] | None,
        Field(title="Personal statement"),
        Choices({"not begun": "Not begun", "draft": "Draft", "reviewed": "Reviewed by somebody"}),
    ] = None
    attempt_addressed: Annotated[
        bool | None,
        Field(title="The attempt addressed in the personal statement"),
        Asked("Is the attempt addressed in it"),
        YES_NO,
    ] = None
    practice_interviews: Annotated[int | None, Field(title="Practice interviews so far"), COUNT] = None
    contiguous_ranks: Annotated[int | None, Field(title="Contiguous ranks planned"), COUNT] = None
    signals_used: Annotated[int | None, Field(title="Program signals used"), COUNT] = None
    aoa: Annotated[bool | None, Field(title="Alpha Omega Alpha"), YES_NO] = None
    ghhs: Annotated[bool | None, Field(title="Gold Humanism Honor Society"), YES_NO] = None
    obstacles_overcome: Annotated[
        bool | None, Field(title="Obstacles overcome that the application can show"), YES_NO
    ] = None

    @field_validator("target_specialties")
    @classmethod
    def _few_and_distinct(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        most = int(evidence().rule("entry.most_specialties"))
        if len(value) > most:
            raise ValueError(f"{len(value)} specialties are more than the {most} that can be entered. Remove some.")
        return _distinct(_plain_names(value, "specialty"))

    @model_validator(mode="after")
    def _parts_of_a_whole(self) -> Self:
        for part, whole, what in (
            ("clerkship_honors", "clerkships_graded", "clerkships"),
            ("letters_from_specialty", "letters", "letters"),
            ("letters_since_attempt", "letters", "letters"),
        ):
            some, of_all = getattr(self, part), getattr(self, whole)
            if some is not None and of_all is not None and some > of_all:
                raise at_odds(f"{some} of {of_all} {what} is more than all of them. Check both numbers.", part, whole)
        return self


class AreaResult(Entry):
    """How the fail report shows an area of the exam, and how the latest practice test does. Each may be not shown."""

    area: Annotated[str, Field(title="Area of the exam")]
    report: Annotated[Level | None, Field(title="Fail report"), LEVELS] = None
    latest: Annotated[Level | None, Field(title="Latest practice test"), LEVELS] = None

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

    eligibility_start: Annotated[dt.date | None, Field(title="Eligibility period starts"), Day()] = None
    eligibility_end: Annotated[dt.date | None, Field(title="Eligibility period ends"), Day()] = None
    school_deadline: Annotated[dt.date | None, Field(title="Your school's deadline to sit"), Day()] = None
    rotations_start: Annotated[dt.date | None, Field(title="Core rotations start"), Day()] = None
    full_day_simulation: Annotated[
        bool | None, Field(title="One full day at exam length"), Choices({True: "Done", False: "Not yet"})
    ] = None
    begun: Annotated[
        dt.date | None, Field(title="This plan begins"), Asked("This plan begins (today, while it is empty)"), Day()
    ] = None
    school_meeting: Annotated[dt.date | None, Field(title="Meeting with your school"), Day()] = None
    remediation_start: Annotated[dt.date | None, Field(title="Remediation course starts"), Day()] = None
    remediation_end: Annotated[dt.date | None, Field(title="Remediation course ends"), Day()] = None
    study_start: Annotated[dt.date | None, Field(title="Study begins"), Day()] = None
    step2ck_date: Annotated[dt.date | None, Field(title="Step 2 CK day"), Asked("Step 2 CK"), Day()] = None
    graduation: Annotated[dt.date | None, Field(title="Graduation"), Day()] = None
    accommodations: Annotated[
        Literal["not needed", "thinking", "asked", "granted"] | None,
        Field(title="Test accommodations"),
        Choices(
            {
                "not needed": "Not needed",
                "thinking": "Thinking about it",
                "asked": "Asked for",
                "granted": "Granted",
            }
        ),
    ] = None
    steps_done: Annotated[tuple[str, ...], Field(title="First steps done")] = ()
    talk_to_someone: Annotated[bool, Field(title="Talk to someone is among the first steps"), YES_NO] = True
    causes: Annotated[tuple[str, ...], Field(title="What may have played a part")] = ()
    causes_unsure: Annotated[bool, Field(title="Not sure what played a part"), Asked("Not sure"), YES_NO] = False
    areas: Annotated[tuple[AreaResult, ...], Field(title="What your reports show")] = ()
    questions_done: Annotated[int | None, Field(title="Questions done so far"), QUESTIONS] = None
    questions_target: Annotated[int | None, Field(title="Questions you aim at"), QUESTIONS] = None
    days_off: Annotated[tuple[int, ...], Field(title="Days off in each week")] = ()
    resources: Annotated[
        tuple[str, ...], Field(title="Resources you use"), Asked("Resources you use, with commas between them")
    ] = ()
    wellbeing: Annotated[
        str,
        Field(title="A note on how it is going"),
        Asked("A note on how it is going (yours; it is in no link unless you tick it there)"),
    ] = ""

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
        for start, end, what in (
            ("eligibility_start", "eligibility_end", "eligibility period"),
            ("remediation_start", "remediation_end", "remediation course"),
        ):
            first, last = getattr(self, start), getattr(self, end)
            if first is not None and last is not None and first > last:
                said = f"The {what} ends on {last}, before it starts on {first}. Check both dates."
                raise at_odds(said, start, end)
        return self


PLAN_DATES: Final = tuple(
    name for name, field in Plan.model_fields.items() if any(isinstance(item, Day) for item in field.metadata)
)
