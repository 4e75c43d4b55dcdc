"""Sit at the date or wait 2, 4 or 6 weeks: if scores stay where they are, and if the student's own trend goes on."""

import pytest

from model.booking.booking import booking
from model.readiness.readiness import readiness
from model.text import whole

STUDENTS = [
    pytest.param((), id="no scores"),
    pytest.param(((3, 66),), id="one form"),
    pytest.param(((28, 55), (14, 60), (0, 66)), id="climbing"),
    pytest.param(((160, 68), (150, 70), (28, 68), (14, 66), (2, 65)), id="falling, with scores from last time"),
]


@pytest.fixture
def rows(today):
    return lambda profile: booking(profile, readiness(profile, today), today).sit_or_wait


@pytest.mark.parametrize("tests", STUDENTS)
def test_there_is_a_row_for_the_date_and_for_2_4_and_6_weeks_later(rows, student, day, tests):
    assert [(row.weeks_later, row.date) for row in rows(student(*tests, exam_in=10))] == [
        (0, day(10)),
        (2, day(24)),
        (4, day(38)),
        (6, day(52)),
    ]


@pytest.mark.parametrize("tests", STUDENTS)
def test_if_scores_stay_waiting_changes_nothing(rows, student, tests):
    holds = [row.hold for row in rows(student(*tests))]
    assert holds == [holds[0]] * 4


@pytest.mark.parametrize("tests", STUDENTS)
def test_the_first_row_s_trend_is_the_answer_for_the_date(rows, student, today, tests):
    profile = student(*tests)
    first, answer = rows(profile)[0].trend, readiness(profile, today).chance
    assert first.central == pytest.approx(answer.central, abs=1e-9)
    assert first.low == pytest.approx(answer.low, abs=1e-9)
    assert first.high == pytest.approx(answer.high, abs=1e-9)


def test_without_scores_there_is_no_trend(rows, student):
    assert [row.trend for row in rows(student())] == [row.hold for row in rows(student())]


def test_a_climbing_student_gains_by_waiting_if_the_trend_goes_on(rows, student):
    table = rows(student((28, 55), (14, 60), (0, 66)))
    assert [whole(row.hold.central) for row in table] == [82, 82, 82, 82]
    assert [whole(row.trend.central) for row in table] == [84, 87, 88, 89]


def test_a_falling_student_loses_by_waiting_if_the_trend_goes_on(rows, student):
    table = rows(student((28, 70), (14, 66), (0, 62)))
    trend = [row.trend.central for row in table]
    assert trend == sorted(trend, reverse=True)
    assert trend[0] - trend[-1] > 10


@pytest.mark.parametrize("tests", STUDENTS)
def test_each_date_has_the_days_by_which_results_come(rows, student, day, tests):
    assert [(row.results_typical, row.results_allow) for row in rows(student(*tests, exam_in=10))] == [
        (day(38), day(66)),
        (day(52), day(80)),
        (day(66), day(94)),
        (day(80), day(108)),
    ]


def test_a_wait_that_crosses_a_line_of_the_calendar_says_so(rows, student, day):
    plan = {"eligibility_end": day(30), "school_deadline": day(40), "rotations_start": day(70)}
    crossed = [[check.name for check in row.conflicts] for row in rows(student((3, 66), exam_in=10, plan=plan))]
    assert crossed == [
        [],
        [],
        ["eligibility_window"],
        ["eligibility_window", "school_deadline", "results_before_rotations"],
    ]


def test_a_wait_can_lift_a_conflict(rows, student):
    table = rows(student((3, 66), exam_in=10, failed=(340, 300, 200)))
    too_early = ["attempts_in_12_months", "fourth_attempt_wait"]
    assert [[check.name for check in row.conflicts] for row in table] == [too_early, too_early, [], []]


def test_without_an_exam_date_the_rows_start_a_week_from_today(rows, student, day):
    assert [row.date for row in rows(student((3, 66), exam_in=None))] == [day(7), day(21), day(35), day(49)]
