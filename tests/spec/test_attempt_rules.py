"""The exam's rules on attempts: 4 in all, 3 in any 12 months, and the wait before a 4th.

The 4th attempt comes at least 12 months after the first and at least 6 months after the latest.
"""

import datetime as dt

import pytest

from model.booking.booking import booking
from model.booking.calendar import add_months
from model.entries.profile import Profile
from model.readiness.readiness import readiness
from model.report.sentences import check_words

TODAY = dt.date(2026, 11, 22)


def check(name, attempts, sitting):
    profile = Profile.from_entries(
        {
            "exam_date": None if sitting is None else dt.date.fromisoformat(sitting),
            "attempts": tuple({"date": day and dt.date.fromisoformat(day)} for day in attempts),
        },
        TODAY,
    )
    checks = booking(profile, readiness(profile, TODAY), TODAY).checks
    return next(check for check in checks if check.name == name)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-06-15", 0, "2026-06-15"),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_month_s_last(start, months, end):
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("attempts", "status", "value"),
    [
        (0, "not known", "no attempt entered"),
        (1, "met", "1 attempt used, 3 left"),
        (2, "met", "2 attempts used, 2 left"),
        (3, "met", "3 attempts used, 1 left"),
        (4, "not met", "4 attempts used, 0 left"),
        (5, "not met", "5 attempts used, 0 left"),
    ],
)
def test_four_attempts_in_a_lifetime(attempts, status, value):
    days = [f"{2018 + number}-05-01" for number in range(attempts)]
    found = check("attempts_left", days, "2026-12-01")
    assert (found.status, check_words(found).value, check_words(found).line) == (
        status,
        value,
        "4 attempts at Step 1 in all",
    )


@pytest.mark.parametrize(
    ("attempts", "flips"), [(0, "Entering your attempts"), (1, "Further attempts"), (4, "Nothing that the rules name")]
)
def test_the_four_attempts_say_what_would_turn_them(attempts, flips):
    assert (
        check_words(check("attempts_left", [f"{2018 + number}-05-01" for number in range(attempts)], None)).flips
        == flips
    )


def test_attempts_of_unknown_day_count_towards_the_four():
    assert check("attempts_left", [None] * 4, "2026-12-01").status == "not met"


@pytest.mark.parametrize(
    ("attempts", "sitting", "status", "value"),
    [
        (["2026-07-01"], "2026-12-01", "met", "1 attempt in the 12 months before 1 Dec 2026"),
        (["2026-01-10", "2026-07-01"], "2026-12-01", "met", "2 attempts in the 12 months before 1 Dec 2026"),
        (
            ["2026-01-10", "2026-05-01", "2026-07-01"],
            "2026-12-01",
            "not met",
            "3 attempts in the 12 months before 1 Dec 2026",
        ),
        (
            ["2026-01-10", "2026-05-01", "2026-07-01"],
            "2027-01-09",
            "not met",
            "3 attempts in the 12 months before 9 Jan 2027",
        ),
        (
            ["2026-01-10", "2026-05-01", "2026-07-01"],
            "2027-01-10",
            "met",
            "2 attempts in the 12 months before 10 Jan 2027",
        ),
        (
            ["2025-12-01", "2026-05-01", "2026-07-01"],
            "2026-12-01",
            "met",
            "2 attempts in the 12 months before 1 Dec 2026",
        ),
    ],
)
def test_three_attempts_in_any_twelve_months_this_one_included(attempts, sitting, status, value):
    found = check("attempts_in_12_months", attempts, sitting)
    assert (found.status, check_words(found).value) == (status, value)


def test_a_date_too_early_by_the_twelve_month_rule_is_told_the_first_that_is_not():
    days = ["2026-01-10", "2026-05-01", "2026-07-01"]
    assert check_words(check("attempts_in_12_months", days, "2026-12-01")).flips == "A date from 10 Jan 2027 on"


def test_with_more_than_three_recent_attempts_two_may_remain_in_the_twelve_months():
    days = ["2026-01-10", "2026-03-01", "2026-05-01", "2026-07-01"]
    assert check_words(check("attempts_in_12_months", days, "2026-12-01")).flips == "A date from 1 Mar 2027 on"


def test_attempts_of_unknown_day_cannot_be_held_against_the_twelve_months():
    found = check("attempts_in_12_months", ["2026-01-10", None, "2026-07-01"], "2026-12-01")
    assert (found.status, check_words(found).value, check_words(found).flips) == (
        "not known",
        "days of attempts not entered",
        "Entering the days of your attempts",
    )


@pytest.mark.parametrize(
    ("attempts", "value"),
    [
        ([None], "1 attempt in all"),
        ([None, None], "2 attempts in all"),
        (["2026-07-01", None], "2 attempts in all"),
        (["2026-01-10", "2026-07-01"], "2 attempts in the 12 months before 1 Dec 2026"),
    ],
)
def test_fewer_than_three_attempts_keep_the_twelve_months_whenever_they_were(attempts, value):
    found = check("attempts_in_12_months", attempts, "2026-12-01")
    assert (found.status, check_words(found).value, check_words(found).flips) == ("met", value, "Further attempts")


def test_without_an_attempt_the_twelve_months_are_not_known():
    found = check("attempts_in_12_months", [], "2026-12-01")
    assert (found.status, check_words(found).value, check_words(found).flips) == (
        "not known",
        "days of attempts not entered",
        "Entering the days of your attempts",
    )


@pytest.mark.parametrize(
    ("name", "attempts"),
    [
        ("attempts_in_12_months", ["2026-01-10", "2026-05-01", "2026-07-01"]),
        ("attempts_in_12_months", ["2026-01-10", "2026-03-01", "2026-05-01", "2026-07-01"]),
        ("fourth_attempt_wait", ["2026-01-10", "2026-05-01", "2026-07-01"]),
        ("fourth_attempt_wait", ["2025-06-01", "2025-12-01", "2026-08-31"]),
    ],
)
def test_the_first_date_that_is_named_meets_the_rule_and_the_day_before_does_not(name, attempts):
    found = check(name, attempts, "2026-12-01")
    prefix, suffix = "A date from ", " on"
    assert check_words(found).flips.startswith(prefix)
    assert check_words(found).flips.endswith(suffix)
    named = dt.datetime.strptime(check_words(found).flips[len(prefix) : -len(suffix)], "%d %b %Y").date()  # noqa: DTZ007 (a day)
    statuses = [check(name, attempts, str(named + dt.timedelta(days=days))).status for days in (-1, 0)]
    assert statuses == ["not met", "met"]


@pytest.mark.parametrize(
    ("attempts", "sitting", "status"),
    [
        (["2025-06-01", "2025-12-01", "2026-03-01"], "2026-12-01", "met"),
        (["2025-06-01", "2025-12-01", "2026-07-01"], "2026-12-31", "not met"),
        (["2025-06-01", "2025-12-01", "2026-07-01"], "2027-01-01", "met"),
        (["2025-12-15", "2026-02-01", "2026-05-01"], "2026-12-14", "not met"),
        (["2025-12-15", "2026-02-01", "2026-05-01"], "2026-12-15", "met"),
        (["2025-06-01", "2025-12-01", "2026-08-31"], "2027-02-27", "not met"),
        (["2025-06-01", "2025-12-01", "2026-08-31"], "2027-02-28", "met"),
    ],
)
def test_a_fourth_attempt_waits_12_months_after_the_first_and_6_after_the_latest(attempts, sitting, status):
    assert check("fourth_attempt_wait", attempts, sitting).status == status


def test_a_fourth_attempt_is_told_its_earliest_day():
    found = check("fourth_attempt_wait", ["2026-07-01", "2025-06-01", "2025-12-01"], "2026-12-01")
    assert check_words(found).value == "earliest day 1 Jan 2027"
    assert check_words(found).flips == "A date from 1 Jan 2027 on"


def test_a_fourth_attempt_that_waits_long_enough_is_told_its_earliest_day():
    found = check("fourth_attempt_wait", ["2026-07-01", "2025-06-01", "2025-12-01"], "2027-02-01")
    assert (found.status, check_words(found).flips) == ("met", "A date before 1 Jan 2027")


@pytest.mark.parametrize(
    ("latest", "flips"),
    [
        pytest.param("2026-05-21", "Nothing; the wait is over", id="it was over yesterday"),
        pytest.param("2026-05-22", "Nothing; the wait is over", id="it is over today"),
        pytest.param("2026-05-23", "A date before 23 Nov 2026", id="it is over tomorrow"),
    ],
)
def test_a_wait_that_is_over_names_no_day_that_has_passed(latest, flips):
    found = check("fourth_attempt_wait", ["2024-06-01", "2025-06-01", latest], "2026-12-01")
    assert (found.status, check_words(found).flips) == ("met", flips)


def test_the_wait_does_not_apply_before_the_fourth_attempt():
    for days, value in ((["2026-10-01"], "this would be attempt 2"), (["2026-10-01"] * 2, "this would be attempt 3")):
        found = check("fourth_attempt_wait", days, "2026-12-01")
        assert (found.status, check_words(found).value, check_words(found).flips) == (
            "met",
            value,
            "Nothing before the fourth attempt",
        )


def test_the_wait_is_not_known_without_the_days_of_the_three_attempts():
    found = check("fourth_attempt_wait", [None, "2025-12-01", "2026-03-01"], "2026-12-01")
    assert (found.status, check_words(found).flips) == ("not known", "Entering the days of your attempts")
    found = check("fourth_attempt_wait", [], "2026-12-01")
    assert (found.status, check_words(found).flips) == ("not known", "Entering your attempts")


def test_without_an_exam_date_the_rules_are_held_against_a_week_from_today():
    found = check("attempts_in_12_months", ["2025-11-28", "2026-05-01", "2026-07-01"], None)
    assert (found.status, check_words(found).value) == ("met", "2 attempts in the 12 months before 29 Nov 2026")
    found = check("attempts_in_12_months", ["2025-11-30", "2026-05-01", "2026-07-01"], None)
    assert (found.status, check_words(found).value) == ("not met", "3 attempts in the 12 months before 29 Nov 2026")
