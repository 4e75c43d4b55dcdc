"""Dates that an exam date is held against. Today is 22 Nov 2026; days are counted from it, the exam is on day 30."""

import pytest

from model.booking.booking import booking
from model.booking.calendar import results_by
from model.readiness.readiness import readiness
from model.report.sentences import check_words


@pytest.fixture
def check(student, day, today):
    def find(name, exam_in=30, **dates):
        profile = student(exam_in=exam_in, plan={entry: day(days) for entry, days in dates.items()})
        checks = booking(profile, readiness(profile, today), today).checks
        return next(check for check in checks if check.name == name)

    return find


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        (None, None, "not known"),
        (0, None, "not known"),
        (30, None, "not known"),
        (31, None, "not met"),
        (None, 30, "met"),
        (None, 29, "not met"),
        (30, 30, "met"),
        (0, 90, "met"),
        (31, 90, "not met"),
        (-90, -1, "not met"),
    ],
)
def test_the_exam_lies_inside_the_eligibility_period_first_and_last_day_included(check, start, end, status):
    dates = {"eligibility_start": start, "eligibility_end": end}
    known = {entry: days for entry, days in dates.items() if days is not None}
    assert check("eligibility_window", **known).status == status


def test_a_date_outside_the_period_is_told_the_day_and_that_an_extension_is_possible(check):
    assert (
        check_words(check("eligibility_window", eligibility_start=40, eligibility_end=90)).flips
        == "A date from 1 Jan 2027 on"
    )
    assert check_words(check("eligibility_window", eligibility_end=20)).flips == (
        "A date by 12 Dec 2026, or an extension; one is normally possible"
    )
    assert check_words(check("eligibility_window", eligibility_end=90)).flips == "A date after 20 Feb 2027"
    assert check_words(check("eligibility_window")).flips == "Entering the last day of your eligibility period"


def test_a_period_that_is_over_can_be_extended_and_no_longer_kept(check):
    for end, flips in (
        (0, "A date by 22 Nov 2026, or an extension; one is normally possible"),
        (-1, "An extension; one is normally possible"),
    ):
        found = check("eligibility_window", eligibility_end=end)
        assert (found.status, check_words(found).flips) == ("not met", flips)


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ({}, "not entered"),
        ({"eligibility_start": 0}, "22 Nov 2026 to not entered"),
        ({"eligibility_end": 60}, "not entered to 21 Jan 2027"),
        ({"eligibility_start": 0, "eligibility_end": 60}, "22 Nov 2026 to 21 Jan 2027"),
    ],
)
def test_the_period_is_shown_from_its_first_to_its_last_day_beside_the_exam_date(check, dates, period):
    assert check_words(check("eligibility_window", **dates)).value == f"22 Dec 2026, period {period}"


@pytest.mark.parametrize(("deadline", "status"), [(29, "not met"), (30, "met"), (31, "met")])
def test_the_exam_is_on_or_before_the_school_s_deadline(check, deadline, status):
    assert check("school_deadline", school_deadline=deadline).status == status


def test_the_school_s_deadline_is_shown_beside_the_exam_date(check):
    late, unknown = check("school_deadline", school_deadline=20), check("school_deadline")
    assert check_words(late).value == "22 Dec 2026, deadline 12 Dec 2026"
    assert check_words(late).flips == "A date by 12 Dec 2026, or your school's agreement"
    assert check_words(check("school_deadline", school_deadline=40)).flips == "A date after 1 Jan 2027"
    assert (unknown.status, check_words(unknown).value) == ("not known", "not entered")
    assert check_words(unknown).flips == "Entering the date your school set, if it set one"


@pytest.mark.parametrize(
    ("deadline", "flips"),
    [
        (1, "A date by 23 Nov 2026, or your school's agreement"),
        (0, "A date by 22 Nov 2026, or your school's agreement"),
        (-1, "Your school's agreement"),
        (-19, "Your school's agreement"),
    ],
)
def test_a_deadline_that_has_passed_is_no_day_to_go_by(check, deadline, flips):
    found = check("school_deadline", school_deadline=deadline)
    assert (found.status, check_words(found).flips) == ("not met", flips)


@pytest.mark.parametrize(
    ("weeks_after_the_exam", "status"),
    [
        pytest.param(8, "met", id="results are there even if they take 8 weeks"),
        pytest.param(12, "met", id="long after"),
        pytest.param(4, "not known", id="results are there if they take the usual 4 weeks"),
        pytest.param(6, "not known", id="between the usual 4 and the allowed 8 weeks"),
        pytest.param(3, "not met", id="before results usually come"),
        pytest.param(-1, "not met", id="before the exam"),
    ],
)
def test_results_before_rotations_at_4_and_8_weeks(check, weeks_after_the_exam, status):
    assert check("results_before_rotations", rotations_start=30 + 7 * weeks_after_the_exam).status == status


@pytest.mark.parametrize(("days_after", "status"), [(56, "met"), (55, "not known"), (28, "not known"), (27, "not met")])
def test_results_count_on_the_day_that_rotations_start(check, days_after, status):
    assert check("results_before_rotations", rotations_start=30 + days_after).status == status


def test_rotations_too_soon_are_told_the_last_exam_date_that_leaves_8_weeks(check):
    found = check("results_before_rotations", exam_in=60, rotations_start=60 + 20)
    assert check_words(found).value == "results 18 Feb 2027 to 18 Mar 2027, rotations 10 Feb 2027"
    assert check_words(found).flips == "A date by 16 Dec 2026"


@pytest.mark.parametrize(
    ("exam_in", "rotations", "status", "flips"),
    [
        pytest.param(30, 30 + 56, "met", "A date after 22 Dec 2026", id="kept to the day"),
        pytest.param(30, 30 + 70, "met", "A date after 5 Jan 2027", id="kept with two weeks to spare"),
        pytest.param(30, 30 + 40, "not known", "A date by 6 Dec 2026", id="kept if results take the usual time"),
        pytest.param(30, 30 + 27, "not met", "A date by 23 Nov 2026", id="crossed, with a day left to keep it"),
        pytest.param(30, 56, "not met", "A date by 22 Nov 2026", id="kept by an exam today alone"),
        pytest.param(30, 55, "not met", "Rotations that start later", id="that day was yesterday"),
        pytest.param(20, 50, "not known", "Rotations that start later", id="not known, and that day has passed"),
    ],
)
def test_rotations_name_a_day_that_can_still_be_reached(check, exam_in, rotations, status, flips):
    found = check("results_before_rotations", exam_in=exam_in, rotations_start=rotations)
    assert (found.status, check_words(found).flips) == (status, flips)


@pytest.mark.parametrize("days_after", [0, 27, 40, 56, 80])
def test_the_day_that_rotations_name_is_the_last_that_leaves_8_weeks(check, days_after):
    start = 60 + days_after
    statuses = [
        check("results_before_rotations", exam_in=exam_in, rotations_start=start).status
        for exam_in in (start - 56, start - 55)
    ]
    assert statuses == ["met", "not known"]


def test_results_without_a_day_for_rotations_are_not_known(check):
    found = check("results_before_rotations")
    assert (found.status, check_words(found).flips) == ("not known", "Entering the day rotations start")
    assert check_words(found).value == "results 19 Jan 2027 to 16 Feb 2027, rotations not entered"


def test_results_come_in_4_weeks_and_are_allowed_8(day):
    assert results_by(day(30)) == (day(30 + 28), day(30 + 56))


@pytest.mark.parametrize(
    ("exam_in", "status", "value"),
    [
        (30, "met", "22 Dec 2026"),
        (0, "met", "22 Nov 2026"),
        (-1, "not met", "21 Nov 2026 has passed; 29 Nov 2026 is used"),
        (None, "not known", "not entered; 29 Nov 2026 is used"),
    ],
)
def test_an_exam_date_that_is_missing_or_has_passed_is_replaced_by_a_week_from_today(check, exam_in, status, value):
    found = check("exam_date", exam_in=exam_in)
    assert (found.status, check_words(found).value) == (status, value)
