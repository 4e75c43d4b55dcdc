"""The match outlook, piece by piece: rates, lines, orders, and what an outlook is made of."""

import math
import re

import pytest
from scipy.stats import binomtest

from model.evidence.match import match_evidence
from model.outlook.gap import contrasts
from model.outlook.offset import (
    ceiling_at,
    curve,
    first_explored_score,
    line,
    offset,
    parity_score,
    points_equivalent,
    reference_rate,
)
from model.outlook.outlook import Missing, outlook
from model.outlook.rates import (
    Interval,
    ScoreBand,
    band_point,
    capped,
    ordered,
    overall_rate,
    rate,
    sweep,
    times_odds,
    wilson,
)
from model.outlook.references import Quartiles, percentile, quartiles
from model.report.sentences import band_words, missing_sentence

FACTOR = 0.164
Z2 = 3.841459  # 1.959964 squared
MEDICINE = {"target_specialties": ("Internal Medicine",), "step2ck": 245}


@pytest.mark.parametrize(
    ("percent", "shown"), [(-5, 1), (0, 1), (0.4, 1), (1, 1), (50.5, 50.5), (99, 99), (99.5, 99), (100, 99)]
)
def test_a_rate_is_capped_to_1_to_99_and_otherwise_left_as_it_is(percent, shown):
    assert capped(percent) == shown


@pytest.mark.parametrize(
    ("percent", "factor", "result"),
    [(50, 0.5, 100 / 3), (80, 0.25, 50), (50, 4, 80), (100, 1 / 99, 50), (0, 99, 50), (2, 0.164, 1), (98, 10, 99)],
)
def test_the_odds_of_a_capped_rate_are_multiplied_and_the_result_is_capped_again(percent, factor, result):
    assert times_odds(percent, factor) == pytest.approx(result, abs=1e-9)


@pytest.mark.parametrize(
    ("percent", "n", "low", "high"),
    [
        pytest.param(80, 10, 49.02, 94.33, id="8 of 10"),
        pytest.param(50, 100, 40.38, 59.62, id="50 of 100"),
        pytest.param(99, 2877, 98.57, 99.30, id="the band of internal medicine at 240-249"),
        pytest.param(100, 10, 100 * 10 / (10 + Z2), 100, id="all: n / (n + z squared)"),
        pytest.param(0, 10, 0, 100 * Z2 / (10 + Z2), id="none: z squared / (n + z squared)"),
        pytest.param(100, 1, 100 / (1 + Z2), 100, id="one of one"),
        pytest.param(0, 1, 0, 100 * Z2 / (1 + Z2), id="none of one"),
    ],
)
def test_the_wilson_interval(percent, n, low, high):
    found = wilson(percent, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


@pytest.mark.parametrize(("count", "n"), [(0, 1), (3, 7), (90, 100), (2849, 2877), (10, 10)])
def test_of_a_whole_count_the_wilson_interval_is_scipy_s(count, n):
    found, theirs = wilson(100 * count / n, n), binomtest(count, n).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((100 * theirs.low, 100 * theirs.high), abs=1e-9)


def test_a_published_100_keeps_its_interval_though_it_is_shown_as_99():
    found = rate("US MD", "Family Medicine", 255)
    assert (found.published, found.ceiling) == (100, 99)
    assert found.interval == Interval(pytest.approx(100 * 1493 / (1493 + Z2), abs=0.001), pytest.approx(100, abs=1e-9))


@pytest.mark.parametrize(
    ("specialty", "points"),
    [
        ("Anesthesiology", [194.5, 204.5, 214.5, 224.5, 234.5, 244.5, 254.5]),
        ("Dermatology", [204.5, 214.5, 224.5, 234.5, 244.5, 254.5]),
        ("Plastic Surgery", [214.5, 224.5, 234.5, 244.5, 254.5]),
    ],
)
def test_a_band_is_drawn_at_its_middle_and_an_open_one_as_wide_as_the_others(specialty, points):
    assert [band_point(band) for band in match_evidence().bands[specialty]] == points


@pytest.mark.parametrize(
    ("score", "band", "words"),
    [
        (100, ScoreBand(100, 199, "below"), "below 200"),
        (199, ScoreBand(100, 199, "below"), "below 200"),
        (200, ScoreBand(200, 209, None), "200-209"),
        (249, ScoreBand(240, 249, None), "240-249"),
        (250, ScoreBand(250, 300, "above"), "250 or higher"),
        (300, ScoreBand(250, 300, "above"), "250 or higher"),
    ],
)
def test_a_band_is_named_by_its_edges_and_an_open_one_by_the_edge_it_has(score, band, words):
    assert rate("US MD", "Anesthesiology", score).band == band
    assert band_words(band) == words


@pytest.mark.parametrize(
    ("group", "specialty", "matched", "unmatched", "year"),
    [
        ("US MD", "Thoracic Surgery", 40, 22, 2026),
        ("US MD", "Internal Medicine", 3236, 84, 2026),
        ("US DO", "Dermatology", 34, 37, 2024),
        ("Non-US IMG", "Public Health and Preventive Medicine", 3, 2, 2026),
    ],
)
def test_without_a_score_a_rate_is_counted_from_matched_and_not_matched(group, specialty, matched, unmatched, year):
    found = rate(group, specialty, None)
    total = matched + unmatched
    assert found.published == pytest.approx(100 * matched / total, abs=1e-9)
    assert (found.n, found.band, found.years, found.small) == (total, None, (year, year), total < 10)
    assert found.interval == wilson(100 * matched / total, total)


@pytest.mark.parametrize("group", ["US DO", "Non-US IMG"])
def test_a_rate_that_is_not_published_by_step_2_ck_does_not_depend_on_it(group):
    assert rate(group, "Psychiatry", 230) == rate(group, "Psychiatry", 260) == rate(group, "Psychiatry", None)


@pytest.mark.parametrize(
    ("group", "specialty", "step2ck"),
    [
        ("US MD", "Child Neurology", 209),
        ("US MD", "Radiation Oncology", None),
        ("US MD", "Podiatry", 245),
        ("US DO", "Radiation Oncology", None),
        ("US DO", "Orthopaedic Surgery", None),
        ("US IMG", "Internal Medicine", 245),
        ("Non-US IMG", "Podiatry", None),
    ],
)
def test_where_nothing_is_published_there_is_no_rate(group, specialty, step2ck):
    assert rate(group, specialty, step2ck) is None


@pytest.mark.parametrize(("factor", "floor"), [(None, 14.796), (0.164, 14.796), (0.5, 34.615), (1, 51.429)])
def test_the_factor_sets_the_floor_and_leaves_the_ceiling(factor, floor):
    found = rate("Non-US IMG", "Radiation Oncology", None, factor)
    assert found.published == found.ceiling == pytest.approx(100 * 18 / 35, abs=1e-9)
    assert found.floor == pytest.approx(floor, abs=0.001)


@pytest.mark.parametrize(
    ("group", "published", "n"),
    [("US MD", 93.5, 20934), ("US DO", 93.2, 8503), ("US IMG", 70.0, 4210), ("Non-US IMG", 56.4, 11944)],
)
def test_the_overall_rate_is_that_of_the_latest_year(group, published, n):
    found = overall_rate(group, FACTOR)
    assert (found.group, found.published, found.n) == (group, published, n)
    assert (found.years, found.specialty, found.band) == ((2026, 2026), "", None)
    assert found.floor == pytest.approx(times_odds(published, FACTOR), abs=1e-9)
    assert found.interval == wilson(published, n)


def test_a_line_has_no_band_of_fewer_than_10_applicants():
    assert line("Interventional Radiology") == ((224.5, 71), (234.5, 79), (244.5, 77), (254.5, 85))
    assert line("Radiation Oncology") == ((224.5, 99), (234.5, 99), (244.5, 99), (254.5, 99))
    assert line("Thoracic Surgery") == ()


@pytest.mark.parametrize(("applicants", "small"), [(9, True), (10, False)])
def test_a_band_of_10_applicants_is_part_of_the_line_and_one_of_9_is_not(without, applicants, small):
    row = f"Radiation Oncology,210,219,88,{applicants},nrmp_md_2020_2024\n"
    without(rows=[("nrmp_md_step2_bands.csv", "Radiation Oncology,210,", row)])
    assert rate("US MD", "Radiation Oncology", 215).small is small
    assert (line("Radiation Oncology")[0] == (214.5, 88)) is not small


def test_a_line_of_one_point_is_flat():
    points = ((244.5, 60.0),)
    assert [ceiling_at(points, score) for score in (210, 244.5, 270)] == [60, 60, 60]
    assert points_equivalent(points, 250, FACTOR) == (5.5, True)
    assert parity_score(points, 50, FACTOR) is None
    assert parity_score(points, 19, FACTOR) == 244.5


STEPS = ((210.0, 20.0), (220.0, 50.0), (230.0, 50.0), (240.0, 80.0))


@pytest.mark.parametrize(
    ("score", "factor", "points"),
    [
        pytest.param(240, 0.25, 10, id="a level stretch counts from its upper end"),
        pytest.param(250, 0.25, 20, id="and is counted from the score"),
        pytest.param(225, 0.25, 15, id="the end of the line is still on it"),
        pytest.param(240, 0.625, 10 * 60 / 210, id="within the last stretch"),
        pytest.param(240, 1, 0, id="a factor of 1 weighs nothing"),
        pytest.param(205, 1, 0, id="below the line too"),
    ],
)
def test_the_points_that_the_attempt_weighs_on_a_made_up_line(score, factor, points):
    assert points_equivalent(STEPS, score, factor) == (pytest.approx(points, abs=1e-9), False)


@pytest.mark.parametrize(
    ("score", "factor", "points"), [(240, 0.05, 30), (250, 0.05, 40), (220, 0.164, 10), (210, 0.5, 0), (205, 0.5, 0)]
)
def test_the_attempt_may_weigh_more_than_a_made_up_line_can_show(score, factor, points):
    assert points_equivalent(STEPS, score, factor) == (points, True)


@pytest.mark.parametrize(
    ("reference", "factor", "parity"),
    [
        pytest.param(20, 1, 210, id="met at the first point"),
        pytest.param(10, 1, 210, id="and more than met"),
        pytest.param(50, 1, 220, id="at the lower end of a level stretch"),
        pytest.param(50, 0.25, 240, id="at the last point"),
        pytest.param(20, 0.25, 220, id="a floor of 20 where the ceiling is 50"),
        pytest.param(35, 1, 215, id="half way"),
        pytest.param(80.5, 1, None, id="above the line"),
        pytest.param(51, 0.25, None, id="above the floor"),
        pytest.param(99, 0.164, None, id="the cap"),
    ],
)
def test_where_the_floor_of_a_made_up_line_reaches_a_reference(reference, factor, parity):
    found = parity_score(STEPS, reference, factor)
    assert found == (None if parity is None else pytest.approx(parity, abs=1e-6))


def test_a_floor_at_the_cap_reaches_a_reference_of_99_where_the_ceiling_does():
    assert parity_score(((210.0, 99.0), (220.0, 99.0)), 100, 1) == 210
    assert parity_score(((210.0, 50.0), (220.0, 99.0)), 99, 0.5) is None


@pytest.mark.parametrize("factor", [0, -0.164, 0.1639, 1.0001, 2, math.nan, math.inf, -math.inf])
def test_a_factor_beyond_the_published_gap_or_beyond_none_is_refused(student, factor):
    answers = (
        lambda: outlook(student(application=MEDICINE), factor=factor),
        lambda: outlook(student(group=None), factor=factor),
        lambda: rate("US DO", "Podiatry", None, factor),
        lambda: overall_rate("US IMG", factor),
        lambda: offset("Internal Medicine", 245, factor),
        lambda: offset("Thoracic Surgery", None, factor),
    )
    for answer in answers:
        with pytest.raises(ValueError, match=re.escape(f"Factor {factor} is outside 0.164-1, the published gap to")):
            answer()


def test_a_published_100_is_held_against_as_99():
    assert reference_rate("Radiation Oncology") == 100
    assert offset("Radiation Oncology", 245, FACTOR).reference_rate == 99
    assert offset("Internal Medicine", 245, FACTOR, 100).reference_rate == 99


def test_nothing_published_by_step_2_ck_leaves_no_curve_and_no_reference():
    assert curve("Thoracic Surgery", FACTOR) == ()
    assert reference_rate("Thoracic Surgery") is None
    assert offset("Thoracic Surgery", 245, FACTOR) is None


def test_the_student_s_own_point_lies_on_the_curve():
    found = offset("Psychiatry", 245, FACTOR)
    assert found.at == next(point for point in found.curve if point.step2ck == 245)
    assert offset("Psychiatry", 290, FACTOR).at.ceiling == 96


def test_us_md_quartiles_are_of_step_2_ck_with_the_median_of_the_not_matched():
    assert quartiles("US MD", "Internal Medicine") == (
        Quartiles("step2ck", (243, 254, 262), None, 233, "nrmp_md_2026"),
    )
    assert quartiles("US MD", "Radiation Oncology") == (
        Quartiles("step2ck", (238, 251, 261), None, None, "nrmp_md_2026"),
    )


def test_quartiles_of_non_us_imgs_are_those_of_step_2_ck_and_of_contiguous_ranks():
    assert quartiles("Non-US IMG", "Pediatrics") == (
        Quartiles("step2ck", (232, 240, 252), (224, 233, 245), 233, "nrmp_img_2026"),
        Quartiles("contiguous_ranks", (3, 6, 11), (1, 1, 2), 1, "nrmp_img_2026"),
    )


def test_where_those_who_did_not_match_are_not_printed_the_others_stand_alone(without):
    without(rows=[("nrmp_img_profile_2026.csv", "Pediatrics,step2ck,not_matched", "")])
    assert quartiles("Non-US IMG", "Pediatrics") == (
        Quartiles("step2ck", (232, 240, 252), None, None, "nrmp_img_2026"),
        Quartiles("contiguous_ranks", (3, 6, 11), (1, 1, 2), 1, "nrmp_img_2026"),
    )


def test_a_study_with_one_of_its_two_counts_is_no_contrast(without):
    without(rows=[("failure_outcomes.csv", "vcu_cohort,matched to any residency,passed", "")])
    assert [found.study for found in contrasts()] == ["aamc_2017"]


@pytest.mark.parametrize("specialty", ["Dermatology", "Orthopaedic Surgery", "Otolaryngology", "Plastic Surgery"])
def test_without_those_who_matched_there_are_no_quartiles_to_hold_against(specialty):
    outcomes = {row.outcome for row in match_evidence().img_profiles if row.specialty == specialty}
    assert outcomes == {"not_matched"}
    assert quartiles("Non-US IMG", specialty) == ()


@pytest.mark.parametrize(
    ("group", "specialty"),
    [("US DO", "Pediatrics"), ("US IMG", "Pediatrics"), ("US MD", "Podiatry"), ("Non-US IMG", "Podiatry")],
)
def test_where_no_quartiles_are_published_there_are_none(group, specialty):
    assert quartiles(group, specialty) == ()


@pytest.mark.parametrize(
    ("score", "percent"),
    [
        (None, None),
        (199, None),
        (200, 0),
        (219, 2),
        (249, 32),
        (250, 44),
        (251, 44),
        (254, 44),
        (255, 58),
        (279, 98),
        (280, 100),
        (300, 100),
    ],
)
def test_a_percentile_is_that_of_the_nearest_published_score_at_or_below(score, percent):
    assert percentile(score) == percent


def test_all_specialties_side_by_side_are_those_with_a_rate_in_alphabetical_order():
    rows = sweep("US MD", 205, FACTOR)
    names = [row.specialty for row in rows]
    assert names == sorted(names)
    assert set(names) == {
        band.specialty for bands in match_evidence().bands.values() for band in bands if band.step2ck_low == 200
    }
    assert {row.band for row in rows} == {ScoreBand(200, 209, None)}
    assert len(sweep("Non-US IMG", None, FACTOR)) == 24
    assert sweep("US IMG", 245, FACTOR) == ()


@pytest.mark.parametrize("order", ["floor", "ceiling", "applicants"])
def test_rates_are_put_in_order_highest_first(order):
    rows = ordered(sweep("US MD", 245, FACTOR), order)
    values = [row.n if order == "applicants" else getattr(row, order) for row in rows]
    assert values == sorted(values, reverse=True)
    assert len(rows) == 22


def test_rates_that_are_level_are_put_in_order_by_name():
    rows = ordered(tuple(reversed(sweep("US MD", 245, FACTOR))), "ceiling")
    assert [row.specialty for row in rows if row.ceiling == 99] == [
        "Child Neurology",
        "Family Medicine",
        "Internal Medicine",
        "Pediatrics",
        "Radiation Oncology",
    ]


def test_rates_are_put_in_order_by_name_alone():
    rows = sweep("US DO", None, FACTOR)
    assert ordered(tuple(reversed(rows)), "name") == rows


@pytest.mark.parametrize(("score", "first"), [(None, 251), (245, 245), (200, 210), (210, 210), (270, 270), (288, 270)])
def test_exploring_begins_at_the_student_s_score_or_the_mean_inside_the_range(score, first):
    assert first_explored_score(score) == first


def test_the_contrasts_behind_the_factor_are_shown_with_their_counts_and_sources():
    assert [(found.study, found.after_fail, found.after_pass, found.source) for found in contrasts()] == [
        ("aamc_2017", (72, 100), (94, 100), "aamc_2017_quoted"),
        ("vcu_cohort", (59, 64), (64, 64), "vcu_cohort"),
    ]


def test_without_a_group_there_is_no_outlook(student):
    assert outlook(student(group=None, application=MEDICINE)) is None


def test_an_outlook_begins_with_the_first_target_specialty_and_shows_them_in_order(student):
    targets = ("Psychiatry", "Internal Medicine", "Neurology")
    answer = outlook(student(application={"target_specialties": targets, "step2ck": 245}))
    assert answer.leading == answer.targets[0] == rate("US MD", "Psychiatry", 245)
    assert [row.specialty for row in answer.targets] == list(targets)
    assert answer.everything == sweep("US MD", 245, FACTOR)
    assert answer.offset == offset("Psychiatry", 245, FACTOR)
    assert answer.quartiles == quartiles("US MD", "Psychiatry")
    assert (answer.group, answer.factor, answer.factor_borrowed, answer.step2ck) == ("US MD", FACTOR, False, 245)
    assert (answer.percentile, answer.missing) == (32, ())


def test_without_a_target_specialty_the_overall_rate_leads(student):
    answer = outlook(student())
    assert answer.leading == overall_rate("US MD", FACTOR)
    assert (answer.targets, answer.offset, answer.quartiles, answer.percentile) == ((), None, (), None)
    assert answer.missing == ()


def test_a_specialty_without_a_rate_at_the_score_is_said_and_the_overall_rate_leads(student):
    answer = outlook(student(application={"target_specialties": ("Child Neurology",), "step2ck": 205}))
    assert answer.leading == overall_rate("US MD", FACTOR)
    assert answer.missing == (Missing("score", "US MD", "Child Neurology", 205), Missing("overall_leads", "US MD"))
    assert [missing_sentence(item) for item in answer.missing] == [
        "No rate for Child Neurology at a Step 2 CK of 205 was found; other scores have one.",
        "The rate that leads is that of US MD seniors in all specialties together.",
    ]
    assert answer.offset.at.ceiling == 85


def test_a_specialty_whose_rates_go_by_step_2_ck_alone_asks_for_a_score(student):
    answer = outlook(student(application={"target_specialties": ("Radiation Oncology",)}))
    assert answer.leading == overall_rate("US MD", FACTOR)
    assert answer.missing == (
        Missing("score_unknown", "US MD", "Radiation Oncology"),
        Missing("overall_leads", "US MD"),
    )
    assert missing_sentence(answer.missing[0]) == (
        "Rates for Radiation Oncology were found by Step 2 CK alone, so a score is needed to show one."
    )


@pytest.mark.parametrize(
    ("group", "applicants"),
    [("US MD", "US MD seniors"), ("US DO", "US DO seniors"), ("Non-US IMG", "non-US-citizen IMGs")],
)
def test_a_specialty_in_no_table_is_said_and_all_specialties_rate_is_not_its_own(student, group, applicants):
    answer = outlook(student(group=group, application={"target_specialties": ("Podiatry",)}))
    assert answer.missing[-2:] == (Missing("specialty", group, "Podiatry"), Missing("overall_leads", group))
    assert missing_sentence(answer.missing[-2]) == f"No rate for {applicants} in Podiatry was found."


@pytest.mark.parametrize(("group", "applicants"), [("US DO", "US DO seniors"), ("Non-US IMG", "non-US-citizen IMGs")])
def test_groups_without_a_rate_by_step_2_ck_are_told_so_and_have_no_offset(student, group, applicants):
    answer = outlook(student(group=group, application=MEDICINE))
    assert answer.offset is None
    assert answer.missing == (Missing("scores_of_group", group),)
    assert missing_sentence(*answer.missing) == (
        f"For {applicants} no rate by Step 2 CK was found, so an offset cannot be drawn."
    )
    assert answer.factor_borrowed is True


def test_another_factor_another_score_and_another_reference_can_be_explored(student):
    profile = student(application={"target_specialties": ("General Surgery",), "step2ck": 245})
    answer = outlook(profile, factor=0.5, step2ck=255, reference=60)
    assert (answer.factor, answer.step2ck, answer.percentile) == (0.5, 255, 58)
    assert answer.leading == rate("US MD", "General Surgery", 255, 0.5)
    assert answer.offset == offset("General Surgery", 255, 0.5, 60)
    assert answer.everything == sweep("US MD", 255, 0.5)
    assert answer.offset.reference_rate == 60


def test_exploring_leaves_the_profile_and_its_own_outlook_as_they_are(student):
    profile = student(application={"target_specialties": ("General Surgery",), "step2ck": 245})
    saved, own = profile.to_json(), outlook(profile)
    assert outlook(profile, factor=1, step2ck=230, reference=20) != own
    assert (profile.to_json(), outlook(profile)) == (saved, own)


def test_a_score_can_be_explored_where_none_is_entered(student):
    answer = outlook(student(application={"target_specialties": ("General Surgery",)}), step2ck=255)
    assert (answer.step2ck, answer.leading.band) == (255, ScoreBand(250, 300, "above"))


def test_without_the_tables_by_step_2_ck_there_is_no_offset_and_no_quartile(student, without):
    without("nrmp_md_step2_bands.csv", "nrmp_md_step2_2026.csv")
    answer = outlook(student(application=MEDICINE))
    assert (answer.offset, answer.quartiles) == (None, ())
    assert answer.missing[0] == Missing("tables", "US MD", tables=("nrmp_md_step2_2026.csv", "nrmp_md_step2_bands.csv"))
    assert missing_sentence(answer.missing[0]) == (
        "Not installed here: nrmp_md_step2_2026.csv, nrmp_md_step2_bands.csv. The views that need them stay empty."
    )


def test_without_any_rate_nothing_leads(student, without):
    without("nrmp_md_step2_bands.csv", "nrmp_specialty_counts.csv", "main_match_rates.csv")
    for group in ("US MD", "US DO", "US IMG", "Non-US IMG"):
        answer = outlook(student(group=group, application=MEDICINE))
        assert (answer.leading, answer.targets, answer.everything) == (None, (), ())
        assert "overall_leads" not in {item.code for item in answer.missing}


def test_without_step_2_tables_no_percentile_is_known_and_exploring_starts_midway(student, without):
    without("step2ck_percentiles.csv", "step2ck_constants.csv")
    assert outlook(student(application=MEDICINE)).percentile is None
    assert (first_explored_score(None), first_explored_score(245)) == (240, 245)


def test_without_the_studies_there_is_no_contrast_to_show(without):
    without("failure_outcomes.csv")
    assert contrasts() == ()


def test_z_is_that_of_a_95_percent_interval():
    interval = wilson(50, 10**9)
    assert (interval.high - interval.low) / 2 == pytest.approx(100 * 1.959964 * math.sqrt(0.25 / 10**9), rel=1e-6)


def test_a_score_without_a_published_band_keeps_the_specialty_rate_and_says_so(student):
    answer = outlook(student(application={"target_specialties": ("Thoracic Surgery",), "step2ck": 245}))
    assert answer.leading == rate("US MD", "Thoracic Surgery", None)
    assert answer.missing == (Missing("score_of_specialty", "US MD", "Thoracic Surgery", 245),)
    assert missing_sentence(*answer.missing) == (
        "No rate for Thoracic Surgery at a Step 2 CK of 245 was found, so the specialty's own is shown."
    )


def test_a_second_specialty_without_a_rate_is_said(student):
    names = ("Internal Medicine", "Child Neurology")
    answer = outlook(student(application={"target_specialties": names, "step2ck": 205}))
    assert answer.missing == (Missing("score", "US MD", "Child Neurology", 205),)
