"""Pass curves, ability over time and chances, piece by piece. Tolerances are in EPC or in points of 100."""

import datetime as dt
import itertools
import math
from dataclasses import replace

import pytest
from scipy.stats import norm

from model.entries.schema import PracticeTest
from model.readiness.assumptions import assumptions
from model.readiness.curves import Ability, Chance, PassCurve, fit_curves, fit_pass_curve, published_curves
from model.readiness.last_time import _hazard, last_time_gap
from model.readiness.rates import repeat_rate
from model.readiness.readiness import estimate, readiness
from model.readiness.scores import scored, standard_error, to_epc

DAY = dt.date(2026, 11, 20)


def taken(test, score, **how):
    return PracticeTest(test=test, date=DAY, score=score, **how)


@pytest.mark.parametrize(
    ("test", "score", "epc"),
    [
        ("cbssa", 61.5, 61.5),
        ("cbse", 70.0, 70.0),
        ("free120", 76.0, 76.0),
        ("uwsa1", 196.0, 62.0),
        ("uwsa2", 218.0, 72.0),
        ("uwsa3", 174.0, 52.0),
        ("amboss_sa", 207.0, 67.0),
        ("uwsa1", 100.0, 62 - 96 / 2.2),
        ("uwsa1", 300.0, 100.0),
    ],
)
def test_a_score_converts_to_epc(test, score, epc):
    assert to_epc(taken(test, score)) == pytest.approx(epc, abs=1e-9)


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({}, 4.0),
        ({"timed": False}, 6.0),
        ({"full_length": False}, 6.0),
        ({"unseen": False}, 8.0),
        ({"timed": False, "full_length": False}, 9.0),
        ({"timed": False, "full_length": False, "unseen": False}, 18.0),
    ],
)
def test_a_score_not_taken_as_the_exam_is_has_a_larger_error(how, error):
    assert standard_error(taken("cbssa", 62.0, **how)) == pytest.approx(error, abs=1e-12)


def test_a_question_bank_is_never_turned_into_a_score():
    bank = taken("qbank", 75.0)
    assert to_epc(bank) is None
    assert standard_error(bank) is None
    assert scored((bank, taken("uwsa2", 218.0), bank)) == scored((taken("uwsa2", 218.0),))


def test_scored_tests_keep_their_order_score_and_error():
    tests = (taken("uwsa2", 218.0), taken("cbssa", 60.0, timed=False))
    assert [(test.test, test.epc, test.error) for test in scored(tests)] == [
        (tests[0], pytest.approx(72), 5.0),
        (tests[1], 60.0, 6.0),
    ]


def test_four_curves_are_published_or_derived():
    assert {name: len(pairs) for name, pairs in published_curves().items()} == {
        "nbme_sample": 1,
        "yousmle": 2,
        "usmlepredictor": 21,
        "standard_error": 13,
    }


@pytest.mark.parametrize(("score", "chance"), [(50, 0.0048), (62, 0.5), (66, 0.8059), (74, 0.9952)])
def test_the_derived_curve_is_a_normal_curve_around_the_low_pass_line(score, chance):
    assert dict(published_curves()["standard_error"])[score] == pytest.approx(chance, abs=0.0001)


def test_a_pass_curve_is_even_at_its_centre_and_rises_by_its_spread():
    curve = PassCurve(centre=56.0, spread=7.5)
    assert curve.at(56.0) == 0.5
    assert curve.at(63.5) == pytest.approx(1 / (1 + math.exp(-1.702)), abs=1e-12)
    assert curve.at(48.5) == pytest.approx(1 - curve.at(63.5), abs=1e-12)


def test_a_chance_takes_one_tests_error_out_and_puts_the_ability_s_own_in():
    curve = PassCurve(centre=56.0, spread=5.0)
    assert curve.chance(Ability(56.0, 3.0)) == pytest.approx(50, abs=1e-9)
    assert curve.chance(Ability(56.0 + math.hypot(3.0, 4.0), 4.0)) == pytest.approx(84.134, abs=0.001)


def test_a_curve_steeper_than_one_tests_error_keeps_a_variance_of_one():
    assert PassCurve(centre=60.0, spread=4.0).true_variance == 1
    assert PassCurve(centre=60.0, spread=4.5).true_variance == pytest.approx(4.25, abs=1e-12)


@pytest.mark.parametrize("percent", [54, 71, 79])
def test_the_prior_mean_is_where_the_chance_equals_the_published_rate(percent):
    for curve in fit_curves():
        assert curve.chance(Ability(curve.prior_mean(percent, 8.0), 8.0)) == pytest.approx(percent, abs=1e-9)


def test_the_curves_are_iterated_central_cautious_generous():
    curves = fit_curves()
    assert list(curves) == [curves.central, curves.cautious, curves.generous]
    assert curves.generous.centre < curves.central.centre < curves.cautious.centre


def test_the_range_at_a_score_spans_the_curves_and_is_capped():
    curves = fit_curves()
    assert curves.range_at(62.0) == (
        pytest.approx(curves.cautious.at(62.0), abs=1e-12),
        pytest.approx(curves.generous.at(62.0), abs=1e-12),
    )
    assert curves.range_at(0.0) == (0.01, 0.01)
    assert curves.range_at(100.0) == (0.99, 0.99)


def test_a_printed_pair_pulls_the_range_together_at_its_score():
    published, own = fit_curves(), fit_curves(((66.0, 0.95),))
    assert own.used == ((66.0, 0.95),)
    assert own.set_aside == ()
    low, high = own.range_at(66.0)
    wide_low, wide_high = published.range_at(66.0)
    assert (wide_low, wide_high) == (pytest.approx(0.82, abs=0.01), pytest.approx(0.95, abs=0.01))
    assert (low, high) == (pytest.approx(0.93, abs=0.01), pytest.approx(0.95, abs=0.01))


@pytest.mark.parametrize(("printed", "believed"), [(1.0, 0.99), (0.0, 0.01)])
def test_a_printed_certainty_is_taken_as_a_rounding(printed, believed):
    score = 75.0 if printed else 35.0
    assert fit_curves(((score, printed),)).used == ((score, believed),)


def test_printed_pairs_that_turn_the_curve_around_give_no_curve():
    assert fit_pass_curve(("yousmle",), ((30.0, 0.99), (90.0, 0.01))) is None


@pytest.mark.parametrize("printed", [(), ((66.0, 0.95),), ((40.0, 0.2), (72.0, 0.99))])
@pytest.mark.parametrize(
    "names", [("standard_error",), ("usmlepredictor",), ("nbme_sample", "yousmle", "usmlepredictor", "standard_error")]
)
def test_a_fitted_curve_leaves_nothing_that_a_shift_or_a_slope_would_explain(names, printed):
    curve = fit_pass_curve(names, printed)
    pairs = [(x, p, 1 / len(published_curves()[name])) for name in names for x, p in published_curves()[name]]
    pairs += [(x, p, 3) for x, p in printed]
    left = [(x, weight * (p - curve.at(x))) for x, p, weight in pairs]
    assert sum(residual for _, residual in left) == pytest.approx(0, abs=1e-6)
    assert sum((x - 62) * residual for x, residual in left) == pytest.approx(0, abs=1e-6)


def test_a_pair_that_no_published_curve_comes_near_is_set_aside():
    curves = fit_curves(((30.0, 0.99), (90.0, 0.01), (66.0, 0.95)))
    assert curves.used == ((66.0, 0.95),)
    assert curves.set_aside == ((90.0, 0.01), (30.0, 0.99))
    assert list(curves) == list(fit_curves(((66.0, 0.95),)))


def test_the_newest_printed_pair_is_believed_before_an_older_one():
    assert fit_curves(((70.0, 0.97), (68.0, 0.95))).used == ((68.0, 0.95), (70.0, 0.97))


@pytest.mark.parametrize(
    ("group", "percent", "tested", "words"),
    [
        ("US MD", 71, 2098, "US MD schools"),
        ("US DO", 79, 121, "US DO schools"),
        ("US IMG", 54, 3594, "schools outside the US and Canada, US and other citizens together"),
        ("Non-US IMG", 54, 3594, "schools outside the US and Canada, US and other citizens together"),
    ],
)
def test_a_group_has_its_latest_published_repeat_rate(group, percent, tested, words):
    rate = repeat_rate(group)
    assert (rate.percent, rate.tested, rate.year, rate.group) == (percent, tested, 2025, words)
    assert rate.source == "usmle_performance"


def test_without_a_group_the_published_repeat_examinations_are_pooled():
    rate = repeat_rate(None)
    assert rate.tested == 2098 + 121 + 3594
    assert rate.percent == pytest.approx((2098 * 71 + 121 * 79 + 3594 * 54) / 5813, abs=1e-9)
    assert (rate.year, rate.group) == (2025, "all schools")


def test_a_surprising_fail_leaves_a_larger_gap_than_an_expected_one():
    curve = fit_curves().central
    surprising, expected = (last_time_gap(curve, Ability(mean, 3.0), 4.0) for mean in (75.0, 50.0))
    assert surprising.mean < expected.mean < 0
    assert surprising.sd < 4
    assert expected.sd < 4


@pytest.mark.parametrize("mean", [60, 75, 90, 100, 150, 250, 600])
def test_the_gap_stays_a_number_however_surprising_the_fail(mean):
    curve = PassCurve(centre=56.0, spread=4.0)
    gap, more = (last_time_gap(curve, Ability(level, 0.5), 4.0) for level in (mean, mean + 1))
    total = math.sqrt(0.25 + 16 + 1)
    assert more.mean < gap.mean < -16 / total * (mean - 56) / total
    assert 0 < gap.sd < 4


@pytest.mark.parametrize("z", [-40, -3, 0, 2, 5, 8, 20, 37, 100])
def test_the_hazard_is_the_ratio_of_density_and_tail(z):
    assert _hazard(z) == pytest.approx(math.exp(norm.logpdf(z) - norm.logsf(z)), rel=1e-7)


def test_other_assumptions_reach_levels_without_scores_and_the_score_needed_next(student, today, day):
    wide = estimate(student(), today, replace(assumptions(), level_sd=16.0))
    assert [level.sd for level in wide.held()] == [16.0] * 3
    assert wide.chance(wide.held()).central == pytest.approx(71, abs=1e-6)
    profile = student((3, 66))
    needed = [
        estimate(profile, today, replace(assumptions(), test_error=error)).next_form_score(today, day(7), 90)
        for error in (1.0, 1.5)
    ]
    assert needed[0] != needed[1]


def test_a_level_is_shown_within_the_scale_where_a_steep_trend_leads_beyond_it(student, today):
    climb = tuple((9 - number, 55 + 5 * number) for number in range(10))
    answer = readiness(student(*climb, exam_in=70), today)
    assert answer.ability.mean == 100
    assert max(point.high for point in answer.path) == max(point.mean for point in answer.path) == 100
    fall = tuple((9 - number, 45 - 5 * number) for number in range(10))
    answer = readiness(student(*fall, exam_in=70), today)
    assert answer.ability.mean == 0
    assert min(point.low for point in answer.path) == 0


def test_without_scores_the_ability_is_the_prior_on_any_day(student, day, today):
    model = estimate(student(), today)
    assert model.anchor == today
    near, far = model.abilities((day(0), day(300)))
    assert near == far == tuple(Ability(prior, 8.0) for prior in model.priors)


def test_time_is_counted_from_the_latest_test_and_stops_at_twelve_weeks(student, day, today):
    model = estimate(student((21, 60), (7, 64)), today)
    assert model.anchor == day(-7)
    assert [model.weeks(day(days)) for days in (-21, -7, 0, 77, 78, 700)] == [-2, 0, 1, 12, 12, 12]


def test_scores_held_are_those_of_the_latest_test_s_day(student, day, today):
    model = estimate(student((21, 60), (7, 64)), today)
    assert model.held() == model.abilities((day(-7),))[0]


def test_a_less_certain_test_moves_the_ability_less(student, day, today):
    kept, seen = (
        estimate(student((3, 80, {"unseen": unseen})), today).abilities((day(0),))[0][0] for unseen in (True, False)
    )
    assert kept.mean > seen.mean
    assert kept.sd < seen.sd


def test_the_gap_from_last_time_moves_and_widens_the_ability(student, day, today):
    model = estimate(student((160, 68), (3, 70)), today)
    without = estimate(student((3, 70)), today)
    assert without.gaps is None
    abilities, alone = model.abilities((day(7),))[0], without.abilities((day(7),))[0]
    for ability, bare, gap in zip(abilities, alone, model.gaps, strict=True):
        assert ability.mean == pytest.approx(bare.mean + gap.mean, abs=1e-9)
        assert ability.sd == pytest.approx(math.hypot(bare.sd, gap.sd), abs=1e-9)


def test_the_gap_is_judged_under_each_curve_by_the_level_that_day(student, day, today):
    earlier = ((170, 66), (160, 68))
    model = estimate(student(*earlier), today)
    (levels,) = estimate(student(*earlier, failed=()), today).abilities((day(-143),))
    for gap, curve, level in zip(model.gaps, model.curves, levels, strict=True):
        expected = last_time_gap(curve, level, 4.0)
        assert (gap.mean, gap.sd) == (pytest.approx(expected.mean, abs=1e-9), pytest.approx(expected.sd, abs=1e-9))
    assert len({round(gap.mean, 3) for gap in model.gaps}) == 3


def test_the_gap_is_judged_on_the_day_of_the_failed_attempt_at_most_twelve_weeks_on(student, today):
    late, later = (estimate(student((days, 70), failed=(30,)), today).gaps for days in (30 + 84, 30 + 300))
    soon = estimate(student((31, 70), failed=(30,)), today).gaps
    assert late == later
    assert soon != late


def test_without_scores_this_time_the_gap_is_known_and_left_out(student, day, today):
    model = estimate(student((160, 68), (150, 70)), today)
    assert [gap.mean < -2 for gap in model.gaps] == [True] * 3
    assert model.abilities((day(0), day(7))) == (tuple(Ability(prior, 8.0) for prior in model.priors),) * 2
    assert model.held() == tuple(Ability(prior, 8.0) for prior in model.priors)


def test_without_scores_this_time_the_next_form_is_judged_with_the_gap(student, day, today):
    model, without = (
        estimate(student(*tests), today).next_form_score(today, day(7), 90) for tests in (((160, 68), (150, 70)), ())
    )
    assert model > without


def test_an_attempt_of_unknown_day_leaves_no_gap(student, today):
    assert estimate(student((160, 68), failed=(None,)), today).gaps is None


def test_the_same_entries_give_the_same_estimate(student, today):
    for tests in ((), ((3, 70),), ((160, 68), (20, 62), (3, 70))):
        assert estimate(student(*tests), today) == estimate(student(*tests), today)
    assert estimate(student((3, 70)), today) != estimate(student((3, 71)), today)


def test_a_chance_is_never_below_1_or_above_99(student, today):
    assert readiness(student((3, 0), (1, 0)), today).chance == Chance(1, 1, 1)
    assert readiness(student((3, 100), (1, 100)), today).chance == Chance(99, 99, 99)


def test_the_printed_pairs_of_all_tests_join_the_curves_oldest_first(student, today):
    printed = [{"printed_pass_percent": percent} for percent in (97, 95)]
    profile = student((3, 70, printed[0]), (20, 68, printed[1]), (160, 60))
    assert estimate(profile, today).curves == fit_curves(((68.0, 0.95), (70.0, 0.97)))


def test_the_chance_is_for_the_exam_date_when_it_lies_ahead(student, day, today):
    answer = readiness(student((3, 70), exam_in=20), today)
    assert (answer.sitting, answer.assumed) == (day(20), False)


def test_an_exam_today_still_counts_as_ahead(student, today):
    answer = readiness(student((3, 70), exam_in=0), today)
    assert (answer.sitting, answer.assumed) == (today, False)


@pytest.mark.parametrize("exam_in", [None, -1])
def test_without_an_exam_date_ahead_a_week_is_assumed(student, day, today, exam_in):
    answer = readiness(student((3, 70), exam_in=exam_in), today)
    assert (answer.sitting, answer.assumed) == (day(7), True)


@pytest.mark.parametrize(("exam_in", "far"), [(81, False), (82, True)])
def test_a_day_more_than_twelve_weeks_after_the_latest_test_is_far(student, today, exam_in, far):
    assert readiness(student((3, 70), exam_in=exam_in), today).far is far


def test_the_path_runs_from_the_first_score_to_the_exam_and_meets_every_test(student, day, today):
    answer = readiness(student((100, 55), (37, 60), (3, 66)), today)
    dates = [point.date for point in answer.path]
    assert dates == sorted(set(dates))
    assert (dates[0], dates[-1]) == (day(-100), day(7))
    assert {day(-37), day(-3)} <= set(dates)
    assert max((after - before).days for before, after in itertools.pairwise(dates)) <= 4
    assert answer.path[-1].mean == answer.ability.mean
    for point in answer.path:
        assert point.high - point.mean == pytest.approx(point.mean - point.low, abs=1e-9)
    assert answer.path[-1].high - answer.path[-1].mean == pytest.approx(answer.ability.sd, abs=1e-9)


def test_a_single_test_today_with_the_exam_today_is_a_path_of_one_point(student, today):
    answer = readiness(student((0, 70), exam_in=0), today)
    assert [point.date for point in answer.path] == [today]


def test_without_scores_there_is_no_path(student, today):
    assert readiness(student(), today).path == ()


def test_the_sources_are_those_of_the_figures_used_each_once(student, today):
    plain = readiness(student(), today).sources
    assert plain == (
        "usmle_performance",
        "nbme_sample_report",
        "yousmle",
        "usmlepredictor",
        "nbme_guidance",
        "projection_2021",
        "community_converter",
        "usmle_scores_faq",
    )
    more = readiness(student((160, 210, {"test": "uwsa1"}), (3, 75, {"test": "free120"})), today).sources
    assert more == (*plain, "free120_error", "sagarwala_uwsa")


def test_no_single_form_reaches_a_bar_that_lies_too_far_away(student, day, today):
    model = estimate(student((10, 40), (1, 42)), today)
    assert model.next_form_score(today, day(7), 90) is None


def test_asking_for_the_next_form_leaves_the_estimate_as_it_was(student, day, today):
    model = estimate(student((10, 60), (1, 66)), today)
    before = model.abilities((day(7),))
    model.next_form_score(today, day(7), 90)
    assert model.abilities((day(7),)) == before
