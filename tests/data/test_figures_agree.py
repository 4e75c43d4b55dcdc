"""Figures that must agree with each other, whichever copy they were taken from.

Tolerances: a published percent is rounded to a whole one, so a percent made from rounded parts may differ by 1.
"""

import csv
import itertools
import math
import tomllib

import pytest

from model.evidence import DATA, evidence


def rows_of(table):
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


RATES = {(row["year"], row["group"], row["attempt"]): row for row in rows_of("step1_pass_rates.csv")}
GROUPS = ("US MD", "US DO", "Non-US")
YEARS = sorted({year for year, _, _ in RATES})
BLOCKS = [pytest.param(year, group, id=f"{year} {group}") for year, group in itertools.product(YEARS, GROUPS)]


def test_every_year_has_every_group_and_kind_of_attempt_once():
    expected = set(itertools.product(YEARS, GROUPS, ("first", "repeater", "all")))
    assert set(RATES) == expected
    assert len(rows_of("step1_pass_rates.csv")) == len(expected)


@pytest.mark.parametrize(("year", "group"), BLOCKS)
def test_first_and_repeat_examinations_add_up_to_all(year, group):
    first, repeater, every = (int(RATES[year, group, kind]["tested"]) for kind in ("first", "repeater", "all"))
    assert first + repeater == every


@pytest.mark.parametrize(("year", "group"), BLOCKS)
def test_the_rate_of_all_follows_from_its_parts(year, group):
    tested, percent = (
        {kind: float(RATES[year, group, kind][column]) for kind in ("first", "repeater", "all")}
        for column in ("tested", "pass_percent")
    )
    parts = sum(tested[kind] * percent[kind] for kind in ("first", "repeater")) / tested["all"]
    assert parts == pytest.approx(percent["all"], abs=1)


def test_a_published_curve_is_one_block_of_rows_that_rises():
    rows = rows_of("pass_curve_anchors.csv")
    curves = [name for name, _ in itertools.groupby(row["curve"] for row in rows)]
    assert curves == ["nbme_sample", "yousmle", "usmlepredictor"]
    for curve in curves:
        pairs = [(float(row["epc"]), float(row["pass_probability"])) for row in rows if row["curve"] == curve]
        assert all(x < y and p <= q for (x, p), (y, q) in itertools.pairwise(pairs))


def test_constants_and_rules_that_state_the_same_figure_agree():
    facts = evidence()
    half_width = facts.constant("likely_range_half_width")
    assert facts.rule("booking.falling_points") == half_width
    assert facts.rule("booking.reach_points") == half_width
    assert facts.rule("model.exam_day_gap_sd") == half_width
    assert facts.tests["cbssa"].standard_error_epc == half_width
    assert facts.tests["cbse"].standard_error_epc == half_width
    assert facts.rule("booking.sitting_horizon") == facts.constant("printed_probability_horizon")
    assert facts.rule("booking.simulation_items") == facts.exam_rule("items")


def test_the_error_of_the_free_120_is_its_sampling_error_and_the_allowance_its_note_states():
    sampling = 100 * math.sqrt(0.65 * 0.35 / 120)
    assert sampling == pytest.approx(4.4, abs=0.05)
    assert evidence().tests["free120"].standard_error_epc == pytest.approx(math.hypot(sampling, 4), abs=0.1)


def test_a_test_without_a_stated_conversion_has_no_error_and_prints_no_chance():
    for row in rows_of("practice_tests.csv"):
        assert (row["to_epc"] == "none") == (row["standard_error_epc"] == "")
        assert row["prints_pass_probability"] == ("True" if row["test"] in {"cbssa", "cbse"} else "False")


def test_a_wait_starts_at_none_and_fits_inside_one_eligibility_period():
    waits = evidence().rules["booking.wait_weeks"].numbers
    assert waits[0] == 0
    assert all(before < after for before, after in itertools.pairwise(waits))
    assert waits[-1] * 7 <= evidence().exam_rule("eligibility_period") * 28


def test_results_are_allowed_at_least_as_long_as_they_typically_take():
    assert evidence().exam_rule("results_typical") <= evidence().exam_rule("results_allow")


def test_an_example_names_its_tests_and_counts_days_back():
    entries = tomllib.loads((DATA / "examples.toml").read_text(encoding="utf-8"))
    assert list(entries) == ["climbing", "steady", "last_time"]
    for entry in entries.values():
        assert all(test["test"] in evidence().tests for test in entry["tests"])
        assert all(test["days_ago"] >= 0 for test in entry["tests"])
        assert all(days > 0 for days in entry["attempts_days_ago"])


def test_a_line_to_call_says_how_to_reach_it():
    contacts = {row["name"]: row["contact"] for row in rows_of("support_lines.csv")}
    assert contacts == {
        "988 Suicide and Crisis Lifeline": "call or text 988, chat at 988lifeline.org",
        "Physician Support Line": "1-888-409-0141",
    }
