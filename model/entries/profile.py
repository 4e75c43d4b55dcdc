"""Everything a student has entered, read from or written to a versioned JSON file."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from model.entries.declared import Asked, Day, Why, quoted
from model.entries.migrations import FORMAT, migrated
from model.entries.refusals import ProfileError, profile_error
from model.entries.schema import SCHOOL, Application, Attempt, Entry, Group, Plan, PracticeTest
from model.evidence.exam import evidence


class Profile(Entry):
    """Everything a student has entered."""

    format: Annotated[Literal["second-sitting/2"], Field(title="Format")]
    group: Annotated[Group | None, Field(title="School"), SCHOOL] = None
    exam_date: Annotated[dt.date | None, Field(title="Exam date"), Asked("Exam date, booked or thought of"), Day()] = (
        None
    )
    pass_bar: Annotated[int, Asked("Your own bar, of 100"), Why("booking.default_bar")] = Field(
        title="Your own bar", default_factory=lambda: int(evidence().rule("booking.default_bar")), ge=1, le=99
    )
    attempts: Annotated[tuple[Attempt, ...], Field(title="Attempts at Step 1 so far")] = ()
    practice_tests: Annotated[tuple[PracticeTest, ...], Field(title="Practice tests")] = ()
    application: Annotated[Application, Field(title="Application")] = Application()
    plan: Annotated[Plan, Field(title="Plan")] = Plan()

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
            raise profile_error(error, cls) from None

    @classmethod
    def from_json(cls, content: str | bytes, today: dt.date) -> Self:
        """Read a profile file.

        Parameters
        ----------
        content : str or bytes
            UTF-8 JSON in the format ``second-sitting/2`` or an earlier one, at most 256 kB.
        today : date
            The student's own date; nothing taken may lie after it.

        Raises
        ------
        ProfileError
            With one sentence for each entry that cannot be used.
        """
        data = file_bytes(content)
        try:
            profile = cls.model_validate_json(migrated(data), context={"today": today})
        except ValidationError as error:
            raise profile_error(error, cls, in_file=True) from None
        refuse_repeats(data)
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


def file_bytes(content: str | bytes) -> bytes:
    """The bytes of a file, without a byte order mark; ``ProfileError`` where they are too many for a profile."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    most = int(evidence().rule("entry.most_bytes"))
    if len(data) > most:
        raise ProfileError(
            (f"The file is larger than {most // 1024} kB, so it is not a profile. Choose the file saved here.",)
        )
    return data.removeprefix(b"\xef\xbb\xbf")


def refuse_repeats(data: bytes) -> None:
    """``ProfileError`` where one name of a file has two values, of which one would be lost unsaid."""
    json.loads(data, object_pairs_hook=_once_each)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
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
        raise profile_error(error, PracticeTest) from None
