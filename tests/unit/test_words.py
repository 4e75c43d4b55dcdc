import datetime as dt

import pytest

from model.report.sentences import about, spoken
from model.text import count, long_date, short_date, whole


@pytest.mark.parametrize(
    ("percent", "shown"),
    [(1.0, 1), (83.49, 83), (83.5, 84), (84.5, 85), (89.499, 89), (98.99, 99)],
)
def test_a_percent_is_shown_whole_with_halves_upward(percent, shown):
    assert whole(percent) == shown


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (dt.date(2026, 11, 29), "29 Nov 2026"),
        (dt.date(2027, 3, 1), "1 Mar 2027"),
        (dt.date(2028, 2, 29), "29 Feb 2028"),
    ],
)
def test_a_day_is_said_with_its_month_in_letters(date, words):
    assert long_date(date) == words


def test_a_day_is_said_without_its_year_where_that_is_plain():
    assert short_date(dt.date(2027, 3, 1)) == "1 Mar"


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (84.3, "About 84 of 100 pass, 16 do not"),
        (83.5, "About 84 of 100 pass, 16 do not"),
        (50.0, "About 50 of 100 pass, 50 do not"),
        (1.0, "About 1 of 100 passes, 99 do not"),
        (2.0, "About 2 of 100 pass, 98 do not"),
        (98.4, "About 98 of 100 pass, 2 do not"),
        (98.5, "About 99 of 100 pass, 1 does not"),
    ],
)
def test_a_chance_is_said_with_both_its_sides(percent, words):
    assert about(percent) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 attempts"), (1, "1 attempt"), (2500, "2,500 attempts")])
def test_a_number_of_things_agrees_with_its_noun(number, words):
    assert count(number, "attempt") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no significant difference", "No significant difference"),
        ("35 of 110 failed", "35 of 110 did not pass"),
        ("Failed states", "Failed states"),
        ("", ""),
    ],
)
def test_a_published_line_begins_with_a_capital_and_says_did_not_pass(text, words):
    assert spoken(text) == words
