"""What the model must give back of what was published. Tolerances: 0.05 EPC for a stated figure of one decimal."""

import pytest

from model.evidence.exam import evidence
from model.readiness.curves import Ability, fit_curves
from model.readiness.last_time import last_time_gap
from model.readiness.rates import repeat_rate


def test_the_central_curve_is_even_at_56_with_a_spread_of_7_and_a_half():
    central = fit_curves().central
    assert central.centre == pytest.approx(56.0, abs=0.05)
    assert central.spread == pytest.approx(7.5, abs=0.05)


def test_the_cautious_curve_is_even_at_the_low_pass_line():
    assert fit_curves().cautious.centre == pytest.approx(62.0, abs=0.05)


def test_the_generous_curve_is_even_where_its_publisher_has_it():
    assert fit_curves().generous.centre == pytest.approx(50.0, abs=0.05)


PUBLISHED = [
    pytest.param(anchor.epc, 100 * anchor.pass_probability, id=f"{anchor.curve} at {anchor.epc:g}")
    for anchor in evidence().anchors
    if anchor.epc in {65, 68, 70, 73}
]


def test_there_is_a_published_anchor_at_each_of_the_four_scores():
    assert [param.id for param in PUBLISHED] == [
        "nbme_sample at 73",
        "yousmle at 65",
        "yousmle at 70",
        "usmlepredictor at 68",
        "usmlepredictor at 70",
    ]


@pytest.mark.parametrize(("score", "percent"), PUBLISHED)
def test_one_form_without_a_prior_gives_the_published_chance_within_7_points(score, percent):
    assert fit_curves().central.chance(Ability(score, 4)) == pytest.approx(percent, abs=7)


def test_a_fail_at_68_plus_or_minus_3_leaves_a_gap_of_minus_3_8_plus_or_minus_3_6():
    gap = last_time_gap(fit_curves().central, Ability(68, 3), 4)
    assert gap.mean == pytest.approx(-3.8, abs=0.05)
    assert gap.sd == pytest.approx(3.6, abs=0.05)


def test_both_img_groups_use_the_published_non_us_rate():
    published = evidence().repeat_rate("Non-US")
    for group in ("US IMG", "Non-US IMG"):
        rate = repeat_rate(group)
        assert (rate.percent, rate.tested, rate.year) == (published.pass_percent, published.tested, published.year)
    assert repeat_rate("US IMG") == repeat_rate("Non-US IMG")
