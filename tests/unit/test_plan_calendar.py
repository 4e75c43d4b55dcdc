"""The calendar file, opened with a calendar's own parser and looked at byte by byte."""

import dataclasses
import datetime as dt
import re

import pytest
from icalendar import Calendar

from model.evidence.plan import ErasDate
from model.plan.plan import plan
from model.plan.timeline import Event
from model.report.as_calendar import calendar_file
from model.report.sentences import event_title

STAMP = dt.datetime(2026, 11, 22, 9, 30, 15, 250_000, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def whole(student, day):
    """A student with something everywhere on the calendar."""
    return student(
        (8, 60),
        exam_in=30,
        plan={
            "begun": day(-3),
            "steps_done": ("decompress",),
            "school_meeting": day(-1),
            "remediation_start": day(-10),
            "remediation_end": day(10),
            "eligibility_start": day(-40),
            "eligibility_end": day(-2),
            "study_start": day(0),
            "rotations_start": day(90),
            "graduation": day(500),
            "days_off": (5, 6),
            "questions_done": 1000,
        },
    )


@pytest.fixture
def found(whole, today):
    return plan(whole, today)


def events(content):
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def days(event):
    return event.decoded("dtstart"), event.decoded("dtend")


def published(found, name, today):
    """The plan with one event alone, a published day of this name."""
    day = ErasDate(season=2027, date=today, event=name, source="eras_2027")
    event = Event("named", "eras", today, today, "published", moves=False, eras=day)
    return dataclasses.replace(found, events=(event,))


def test_the_file_names_its_version_and_who_made_it(found):
    calendar = Calendar.from_ical(calendar_file(found, STAMP))
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Second Sitting//Plan//EN")
    assert {component.name for component in calendar.subcomponents} == {"VEVENT"}


def test_every_event_is_all_day_and_ends_on_the_day_after_its_last(found):
    for event in events(calendar_file(found, STAMP)).values():
        start, end = days(event)
        assert (type(start), type(end)) == (dt.date, dt.date)
        assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
        assert end > start


def test_a_period_is_one_event_to_the_day_after_its_end_and_takes_no_time(found, day):
    event = events(calendar_file(found, STAMP))["remediation@second-sitting"]
    assert days(event) == (day(-10), day(11))
    assert (event["summary"], event["transp"]) == ("Remediation course", "TRANSPARENT")


def test_what_is_over_is_left_out(found, today):
    written = events(calendar_file(found, STAMP))
    assert {"school_meeting", "eligibility", "talk"} & {uid.removesuffix("@second-sitting") for uid in written} == set()
    assert {"eligibility", "school_meeting"} < {event.name for event in found.events}
    assert min(end for _, end in map(days, written.values())) == today + DAY


def test_everything_ahead_is_there_on_its_day(found, today):
    expected = {
        f"{event.name}@second-sitting": (event_title(event), event.start, event.end + DAY)
        for event in found.events
        if event.end >= today
    }
    expected |= {
        f"{step.name}@second-sitting": (f"By today: {step.title}", step.due, step.due + DAY)
        for step in found.steps
        if not step.done and step.due >= today
    }
    expected |= {
        f"questions_{one.date}@second-sitting": (f"{one.questions} questions", one.date, one.date + DAY)
        for one in found.load.days
    }
    written = events(calendar_file(found, STAMP))
    assert {uid: (str(event["summary"]), *days(event)) for uid, event in written.items()} == expected
    assert len(expected) == 17 + 10 + 3


def test_a_step_that_is_done_is_not_in_the_file(found):
    written = events(calendar_file(found, STAMP))
    assert "score_report@second-sitting" in written
    assert "decompress@second-sitting" not in written


def test_a_day_without_questions_is_not_in_the_file(student, today, day):
    found = plan(student(exam_in=6, plan={"questions_target": 2}), today)
    written = events(calendar_file(found, STAMP))
    assert {uid: str(event["summary"]) for uid, event in written.items() if uid.startswith("questions")} == {
        f"questions_{day(0)}@second-sitting": "1 question",
        f"questions_{day(2)}@second-sitting": "1 question",
    }


def test_an_identifier_is_there_once_and_the_same_when_the_file_is_made_again(found):
    one, other = calendar_file(found, STAMP), calendar_file(found, STAMP + dt.timedelta(hours=5))
    uids = [str(event["uid"]) for event in Calendar.from_ical(one).walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    assert [str(event["uid"]) for event in Calendar.from_ical(other).walk("VEVENT")] == uids
    assert calendar_file(found, STAMP) == one


def test_a_moved_exam_keeps_its_identifiers_so_that_a_calendar_moves_it_too(student, today, day):
    now, then = (events(calendar_file(plan(student(exam_in=days), today), STAMP)) for days in (30, 44))
    for name in ("exam", "practice_1", "practice_2", "results_typical", "results_allow"):
        uid = f"{name}@second-sitting"
        assert days(then[uid])[0] - days(now[uid])[0] == 14 * DAY
    assert days(then["exam@second-sitting"])[0] == day(44)


@pytest.mark.parametrize(
    "stamp",
    [
        STAMP,
        STAMP.astimezone(dt.timezone(dt.timedelta(hours=-8))),
        STAMP.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=45))),
    ],
)
def test_the_stamp_is_in_utc(found, stamp):
    content = calendar_file(found, stamp)
    assert set(re.findall(rb"(?m)^DTSTAMP.*(?=\r$)", content)) == {b"DTSTAMP:20261122T093015Z"}
    assert {event.decoded("dtstamp") for event in events(content).values()} == {STAMP.replace(microsecond=0)}


def test_lines_end_as_the_format_says_and_none_is_longer_than_75_octets(found, today):
    title = "Fächer und Übungen, " * 20
    content = calendar_file(published(found, title, today), STAMP)
    lines = content.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if line.startswith(b" ")] != []
    assert [line.decode() for line in lines]  # no character is cut in two
    assert str(events(content)["named@second-sitting"]["summary"]) == f"ERAS 2027: {title.strip()}"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Meeting, with the dean; room 3", rb"SUMMARY:ERAS 2027: Meeting\, with the dean\; room 3"),
        ("C:\\plan", rb"SUMMARY:ERAS 2027: C:\\plan"),
        ("One\nATTACH:two", rb"SUMMARY:ERAS 2027: One\nATTACH:two"),
        ("One\r\nEND:VEVENT", rb"SUMMARY:ERAS 2027: One\nEND:VEVENT"),
        ('"Quoted": 100% <b>', b'SUMMARY:ERAS 2027: "Quoted": 100% <b>'),
    ],
)
def test_a_title_with_signs_that_mean_something_in_the_file_is_escaped(found, today, title, line):
    content = calendar_file(published(found, title, today), STAMP)
    assert line in content.split(b"\r\n")
    assert str(events(content)["named@second-sitting"]["summary"]) == "ERAS 2027: " + title.replace("\r\n", "\n")
    assert "attach" not in events(content)["named@second-sitting"]


def test_without_a_date_ahead_the_file_holds_the_steps(student, today):
    written = events(calendar_file(plan(student(exam_in=None), today), STAMP))
    assert sorted(uid.removesuffix("@second-sitting") for uid in written) == [
        "decompress",
        "meet_academic_support",
        "rebuild_approach",
        "score_report",
        "talk",
    ]


def test_the_published_application_calendar_is_in_the_file(student):
    today = dt.date(2025, 9, 3)
    written = events(calendar_file(plan(student(failed=(), exam_in=None), today), STAMP))
    assert str(written["eras_2026_2025-09-03@second-sitting"]["summary"]) == (
        "ERAS 2026: applicants may begin submitting"
    )
    assert sum(uid.startswith("eras_") for uid in written) == 4
