"""Days at the ends of what may be entered: each gets an answer that holds, on whatever day it is asked for."""

import datetime as dt
import itertools
import json
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from model.entries.profile import Profile
from model.entries.schema import PLAN_DATES
from model.report.as_calendar import calendar_file
from model.report.as_json import to_dict
from model.report.as_text import to_text
from model.report.document import document
from model.report.report import report
from model.sharing.sections import SECTIONS

DAY = dt.timedelta(days=1)
TODAYS = {
    "the first day there is": dt.date(2000, 1, 1),
    "a leap day": dt.date(2028, 2, 29),
    "the last day of a year": dt.date(2026, 12, 31),
    "the day clocks change": dt.date(2026, 3, 8),
    "a year far ahead": dt.date(2120, 12, 31),
    "the last year the command line takes": dt.date(9899, 12, 31),
}


def scores_on(*days_and_scores, test="cbssa", **more):
    return tuple({"test": test, "date": day, "score": score, **more} for day, score in days_and_scores)


def lives(today):
    """Entries at the ends of what may be entered on a day, by what is odd about them."""
    first, last = dt.date(2000, 1, 1), dt.date(today.year + 5, 12, 31)
    before = max(today - DAY, first)
    return {
        "nothing": {},
        "exam today": {"exam_date": today},
        "exam tomorrow": {"exam_date": min(today + DAY, last)},
        "exam as far ahead as may be": {"exam_date": last},
        "exam long past": {"exam_date": first},
        "tests years apart": {"practice_tests": scores_on((first, 40), (today, 70)), "exam_date": last},
        "all attempts on one day": {"attempts": ({"date": today},) * 6, "exam_date": today},
        "attempts without days": {"attempts": ({"date": None}, {"date": first}, {"date": None})},
        "an attempt that passed, and one after it": {"attempts": ({"date": first, "passed": True}, {"date": today})},
        "a test on the day of the attempt": {
            "attempts": ({"date": before},),
            "practice_tests": scores_on((before, 64)),
        },
        "many tests on one day": {"practice_tests": scores_on(*((today, score) for score in range(0, 101, 2)))},
        "every plan date the first day": {"plan": dict.fromkeys(PLAN_DATES, first), "exam_date": today},
        "every plan date the last day": {"plan": dict.fromkeys(PLAN_DATES, last), "exam_date": last},
        "a plan that begins after the exam": {"plan": {"begun": last, "study_start": last}, "exam_date": today},
        "six days off and all questions left": {
            "exam_date": last,
            "plan": {"days_off": (0, 1, 2, 3, 4, 5), "questions_target": 20_000},
        },
    }


def answer_holds(entries, today):
    profile = Profile.from_entries(entries, today)
    found = report(profile, today)
    chance = found.readiness.chance
    assert 1 <= chance.low <= chance.central <= chance.high <= 99
    assert found.readiness.sitting >= today
    assert found.readiness.assumed == (profile.exam_date is None or profile.exam_date < today)
    assert json.loads(json.dumps(to_dict(found), allow_nan=False))["readiness"]["chance"]["central"] == chance.central
    assert to_text(found).startswith("Second Sitting: ")
    assert document(found, SECTIONS).title
    events = [event.start for event in found.plan.events]
    assert events == sorted(events)
    assert Profile.from_json(profile.to_json(), today) == profile
    return found


@pytest.mark.parametrize(("day", "life"), list(itertools.product(TODAYS, lives(dt.date(2026, 11, 22)))))
def test_the_answer_holds_on_any_day(day, life):
    today = TODAYS[day]
    answer_holds(lives(today)[life], today)


NEAR = [name for name, life in lives(dt.date(2026, 11, 22)).items() if life.get("exam_date", dt.date.min).year < 2030]


@pytest.mark.parametrize("life", NEAR)
@pytest.mark.parametrize("day", ["the first day there is", "a leap day", "the last year the command line takes"])
def test_the_calendar_file_can_be_read_and_holds_no_day_that_has_passed(day, life):
    today = TODAYS[day]
    found = report(Profile.from_entries(lives(today)[life], today), today).plan
    file = Calendar.from_ical(calendar_file(found, dt.datetime(2026, 11, 22, tzinfo=dt.UTC)))
    assert [event.end for event in file.events if event.end <= today] == []


HIGH = {
    "a hundred each day": [100.0] * 30,
    "up to a hundred": [min(100.0, 40.0 + 3 * number) for number in range(30)],
    "from nothing to everything": [0.0] * 15 + [100.0] * 15,
    "ninety-five to a hundred": [95.0 + number % 6 for number in range(30)],
}


@pytest.mark.parametrize("gap", [0, 1, 7, 84])
@pytest.mark.parametrize("scores", HIGH)
@pytest.mark.parametrize("printed", [(), (1, 99)], ids=["nothing printed", "steep printed chances"])
def test_an_attempt_that_did_not_pass_after_the_highest_scores_still_gets_an_answer(scores, gap, printed):
    today, failed = dt.date(2026, 11, 22), dt.date(2026, 8, 1)
    last = failed - gap * DAY
    tests = scores_on(*((last - number * DAY, score) for number, score in enumerate(reversed(HIGH[scores]))))
    for number, percent in itertools.product(range(8), printed):
        pair = (today - number * DAY, 61 if percent == 1 else 65)
        tests += scores_on(pair, printed_pass_percent=percent)
    found = answer_holds(
        {"attempts": ({"date": failed},), "practice_tests": tests, "exam_date": today + 7 * DAY}, today
    )
    assert [gap.mean <= 0 < gap.sd for gap in found.readiness.estimate.gaps] == [True] * 3


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Australia/Lord_Howe", "America/St_Johns"])
def test_a_plan_saved_where_it_is_tomorrow_opens_where_it_is_today(zone):
    moment = dt.datetime(2026, 11, 22, 11, 30, tzinfo=dt.UTC)
    there = moment.astimezone(ZoneInfo(zone)).date()
    saved = Profile.from_entries({"practice_tests": scores_on((there, 66)), "exam_date": there}, there)
    assert Profile.from_json(saved.to_json(), there) == saved
