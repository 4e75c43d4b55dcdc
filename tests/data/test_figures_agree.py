"""Figures that must agree with each other, whichever copy they were taken from.

Tolerances: a published percent is rounded to a whole one, so a percent made from rounded parts may differ by 1.
"""

import csv
import itertools
import math
import tomllib

import pytest

from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence
from model.evidence.tables import DATA
from model.outlook.offset import line
from model.plan.conflicts import SUBMITTING


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


BANDS = rows_of("nrmp_md_step2_bands.csv")
SPECIALTIES = sorted({row["specialty"] for row in BANDS})
COUNTS = rows_of("nrmp_specialty_counts.csv")


def bands_of(specialty):
    return [row for row in BANDS if row["specialty"] == specialty]


def test_there_are_133_bands_in_22_specialties():
    cells = {(row["specialty"], row["step2ck_low"]) for row in BANDS}
    assert (len(BANDS), len(cells), len(SPECIALTIES)) == (133, 133, 22)


def test_a_specialty_s_bands_are_one_block_of_rows():
    blocks = [name for name, _ in itertools.groupby(row["specialty"] for row in BANDS)]
    assert blocks == SPECIALTIES


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_bands_of_a_specialty_follow_on_each_other_up_to_250_or_higher(specialty):
    edges = [(int(row["step2ck_low"]), int(row["step2ck_high"])) for row in bands_of(specialty)]
    every = [(100, 199), (200, 209), (210, 219), (220, 229), (230, 239), (240, 249), (250, 300)]
    assert edges == every[-len(edges) :]
    assert edges[0][0] <= 210


@pytest.mark.parametrize("row", BANDS, ids=lambda row: f"{row['specialty']} {row['step2ck_low']}")
def test_the_percent_of_a_band_is_one_that_its_applicants_can_give(row):
    percent, applicants = float(row["matched_percent"]), int(row["applicants"])
    assert 0 <= percent <= 100
    assert any(abs(100 * matched / applicants - percent) <= 0.5 for matched in range(applicants + 1))


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_bands_that_a_line_rests_on_hold_the_reference_band(specialty):
    (reference,) = [row for row in bands_of(specialty) if row["step2ck_low"] == "230"]
    assert int(reference["applicants"]) >= 10


def test_two_counts_for_one_specialty_are_known_in_one_place_alone():
    keys = [(row["applicant_type"], row["specialty"]) for row in COUNTS]
    twice = {key: keys.count(key) for key in keys if keys.count(key) > 1}
    assert twice == {("US DO senior", "Orthopaedic Surgery"): 2}


def test_nobody_is_counted_in_a_specialty_without_applicants():
    assert min(int(row["matched"]) + int(row["unmatched"]) for row in COUNTS) > 0


def test_the_counts_of_us_md_seniors_are_those_of_their_step_2_ck_table():
    printed = {
        row["specialty"]: (row["matched_n"], row["unmatched_n"])
        for row in rows_of("nrmp_md_step2_2026.csv")
        if row["unmatched_n"]
    }
    counted = {
        row["specialty"]: (row["matched"], row["unmatched"])
        for row in COUNTS
        if row["applicant_type"] == "US MD senior"
    }
    assert counted == printed


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("nrmp_img_profile_2026.csv", ("specialty", "measure", "outcome")),
        ("nrmp_seniors_profile_2024.csv", ("applicant_type", "specialty", "measure", "outcome")),
        ("main_match_rates.csv", ("year", "applicant_type")),
        ("program_director_survey.csv", ("year", "stage", "factor")),
        ("strength_odds_ratios.csv", ("factor", "outcome")),
        ("failure_outcomes.csv", ("study", "outcome", "group")),
        ("recovery_guidance.csv", ("kind", "item")),
        ("study_evidence.csv", ("habit", "behaviour")),
        ("content_outline.csv", ("axis", "area")),
        ("eras_calendar.csv", ("season", "event")),
        ("eras_calendar.csv", ("season", "date")),
    ],
)
def test_a_figure_is_there_once(table, key):
    keys = [tuple(row[column] for column in key) for row in rows_of(table)]
    assert sorted(keys) == sorted(set(keys))


def test_a_profile_of_non_us_imgs_has_every_measure_of_publications_or_none():
    parts = {"abstracts", "publications", "presentations"}
    for specialty in {row["specialty"] for row in rows_of("nrmp_img_profile_2026.csv")}:
        for outcome in ("matched", "not_matched"):
            known = {
                row["measure"]
                for row in rows_of("nrmp_img_profile_2026.csv")
                if (row["specialty"], row["outcome"]) == (specialty, outcome)
            }
            assert known & parts in (parts, set())


@pytest.mark.parametrize(
    "row", rows_of("program_director_survey.csv"), ids=lambda row: f"{row['year']} {row['factor']}"
)
def test_a_share_of_directors_is_a_percent_and_an_importance_lies_on_their_scale(row):
    assert row["percent_citing"] or row["mean_importance_1_to_5"]
    assert 0 <= float(row["percent_citing"] or 0) <= 100
    assert 1 <= float(row["mean_importance_1_to_5"] or 1) <= 5


def test_the_failed_attempt_is_cited_by_77_percent_of_directors_with_importance_4_4():
    rows = [row for row in rows_of("program_director_survey.csv") if row["factor"] == "Any failed USMLE attempt"]
    assert [(row["year"], row["percent_citing"], row["mean_importance_1_to_5"]) for row in rows] == [
        ("2024", "77", "4.4")
    ]


def test_the_attempt_factor_is_the_odds_ratio_of_the_contrast_that_it_names():
    counts = {
        row["group"]: (int(row["count"]), int(row["of"]))
        for row in rows_of("failure_outcomes.csv")
        if row["study"] == "aamc_2017"
    }
    odds = {group: count / (of - count) for group, (count, of) in counts.items()}
    factor = evidence().rules["outlook.attempt_factor"]
    assert round(odds["failed first attempt"] / odds["passed first attempt"], 3) == factor.number
    assert factor.source == "aamc_2017_quoted"


def test_the_lines_over_step_2_ck_lie_in_the_explored_range_but_for_three_starts():
    lowest, highest = evidence().rules["outlook.explored_scores"].numbers
    lines = {specialty: line(specialty) for specialty in SPECIALTIES}
    assert {points[-1][0] for points in lines.values()} == {254.5}
    assert highest > 254.5
    early = {specialty: points[0][0] for specialty, points in lines.items() if points[0][0] < lowest}
    assert early == {"Family Medicine": 204.5, "Internal Medicine": 204.5, "Psychiatry": 204.5}


def test_step_2_ck_may_be_entered_as_far_as_the_published_bands_reach():
    lowest, highest = evidence().rules["entry.step2ck_range"].numbers
    assert min(int(row["step2ck_low"]) for row in BANDS) == lowest
    assert max(int(row["step2ck_high"]) for row in BANDS) == highest


def test_a_mark_for_strengths_is_the_one_that_its_contrast_names():
    contrasts = {row["factor"]: row["contrast"] for row in rows_of("strength_odds_ratios.csv")}
    assert contrasts["publications_over_5"].startswith("more than 5 publications")
    assert evidence().rule("strengths.publications_mark") == 6
    assert contrasts["clerkship_honors_5"] == "honors in 5 or more clerkships"
    assert evidence().rule("strengths.honors_mark") == 5


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


def test_the_error_of_the_free_120_is_its_sampling_error_and_its_allowance():
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


OUTLINE = rows_of("content_outline.csv")


def shares(axis):
    return [(float(row["percent_low"]), float(row["percent_high"])) for row in OUTLINE if row["axis"] == axis]


def test_the_shares_of_11_systems_can_add_up_to_all_and_10_disciplines_overlap():
    systems, disciplines = shares("system"), shares("discipline")
    assert (len(systems), len(disciplines), len(OUTLINE)) == (11, 10, 21)
    assert all(0 < low < high < 100 for low, high in systems + disciplines)
    assert sum(low for low, _ in systems) <= 100 <= sum(high for _, high in systems)
    assert sum(low for low, _ in disciplines) > 100


def test_the_days_of_a_season_rise_and_lie_in_the_two_years_before_residency():
    rows = rows_of("eras_calendar.csv")
    days = [(row["season"], row["date"]) for row in rows]
    assert days == sorted(days)
    assert all(int(row["season"]) - int(row["date"][:4]) in {0, 1} for row in rows)


def test_the_day_that_the_plan_looks_for_in_an_application_season_is_in_the_table():
    assert [row["date"] for row in rows_of("eras_calendar.csv") if row["event"] == SUBMITTING] == ["2025-09-03"]


def test_a_practice_test_fits_between_two_more_than_two_spacings_apart():
    rules = evidence().rules
    least, spacing, last, rest = (
        rules[f"plan.{name}"].value for name in ("least_spacing", "test_spacing", "last_test_before", "rest_before")
    )
    assert least <= spacing <= 2 * least
    assert rest < last <= 7


def test_a_good_day_holds_all_of_its_questions_and_a_worse_one_less():
    shares_of_a_day = [kind.share for kind in plan_evidence().versions.values()]
    assert shares_of_a_day == sorted(shares_of_a_day, reverse=True)
    assert shares_of_a_day[0] == 1
