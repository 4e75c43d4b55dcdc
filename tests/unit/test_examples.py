import datetime as dt

import pytest

from model.entries.examples import examples
from model.report.report import report
from model.text import whole

OTHER_DAYS = [dt.date(2028, 2, 29), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]


@pytest.fixture
def named(today):
    return {example.key: example for example in examples(today)}


def test_there_are_three_made_up_students_with_a_title_and_a_line_about_them(named):
    assert {key: example.title for key, example in named.items()} == {
        "climbing": "Climbing, not there yet",
        "steady": "Steady above the band",
        "last_time": "Good scores last time",
    }
    for example in named.values():
        assert example.about.startswith(f"{example.profile.group}. ")


def test_days_are_counted_from_the_day_the_example_is_opened(named, day):
    profile = named["climbing"].profile
    assert profile.exam_date == day(7)
    assert [attempt.date for attempt in profile.attempts] == [day(-143)]
    assert [(test.date, test.score) for test in profile.practice_tests] == [
        (day(-28), 55),
        (day(-14), 60),
        (day(0), 66),
    ]


def test_what_an_example_says_about_its_preparation_is_kept(named):
    assert {key: example.profile.plan.full_day_simulation for key, example in named.items()} == {
        "climbing": None,
        "steady": True,
        "last_time": None,
    }


@pytest.mark.parametrize(
    ("key", "application"),
    [
        ("climbing", (("Internal Medicine", "Psychiatry"), None, "not_entered")),
        ("steady", (("Family Medicine", "Emergency Medicine"), 246, "near")),
        ("last_time", (("Internal Medicine",), 238, "room")),
    ],
)
def test_an_example_has_an_application_of_its_own(named, today, key, application):
    answer = report(named[key].profile, today)
    (step2ck,) = [strength for strength in answer.strengths if strength.name == "step2ck"]
    targets = tuple(rate.specialty for rate in answer.outlook.targets)
    assert (targets, answer.profile.application.step2ck, step2ck.reading) == application


@pytest.mark.parametrize(
    ("key", "outcome"), [("climbing", "more_time"), ("steady", "keep_date"), ("last_time", "more_time")]
)
def test_an_example_shows_the_advice_it_was_made_for(named, today, key, outcome):
    assert report(named[key].profile, today).booking.advice.outcome == outcome


def test_the_climbing_example_is_the_worked_example(named, today):
    chance = report(named["climbing"].profile, today).readiness.chance
    assert [whole(value) for value in (chance.low, chance.central, chance.high)] == [69, 84, 93]


def test_the_example_of_last_time_has_scores_from_before_the_attempt(named, today):
    model = report(named["last_time"].profile, today).readiness.estimate
    assert (len(model.last_time), len(model.tests)) == (2, 3)
    assert model.gaps[0].mean < -2


@pytest.mark.parametrize("day", OTHER_DAYS, ids=str)
def test_an_example_has_the_same_answer_on_any_day(named, today, day):
    for example in examples(day):
        there, here = (
            report(profile, opened) for profile, opened in ((example.profile, day), (named[example.key].profile, today))
        )
        assert there.readiness.chance.central == pytest.approx(here.readiness.chance.central, abs=1e-9)
        assert there.booking.advice.outcome == here.booking.advice.outcome
