"""Simulated students, piece by piece."""

import math
import random

import pytest

from model.outlook.rates import wilson
from model.validation.simulation import Tally, World, _grown, _levels, found, simulate, worlds


def by_name():
    return {world.name: world for world in worlds()}


def test_the_same_seed_draws_the_same_students_and_another_seed_others():
    own = by_name()["own"]
    assert found(own, 20, 7) == found(own, 20, 7)
    assert found(own, 20, 7) != found(own, 20, 8)


def test_worlds_without_students_have_no_share():
    empty = found(by_name()["own"], 0, 1).overall
    assert (empty.students, empty.passed, empty.said) == (0, 0, 0.0)
    assert math.isnan(empty.share)


@pytest.mark.parametrize(("days", "score"), [(0, 196.0), (1, 196 + 0.012473 * 96), (-1, 292 - 96 / (1 - 0.012473))])
def test_a_level_grows_by_a_share_of_the_distance_to_the_top_each_day(days, score):
    assert _grown(62.0, days) == pytest.approx(62 + (score - 196) / 2.2, abs=1e-9)


def test_growing_back_and_forth_ends_where_it_began():
    assert _grown(_grown(58.0, -20), 20) == pytest.approx(58.0, abs=1e-9)


def test_levels_spread_around_the_group_s_start_as_the_model_assumes():
    draw = random.Random(3)  # noqa: S311 (simulated students)
    own = World("own", "", "")
    levels = [_levels(own, "US MD", (0,), draw)[0] for _ in range(4000)]
    mean = sum(levels) / len(levels)
    sd = math.sqrt(sum((level - mean) ** 2 for level in levels) / len(levels))
    assert mean == pytest.approx(own.true_curve.prior_mean(71, 8.0), abs=0.5)
    assert sd == pytest.approx(math.hypot(8.0, 1.5), abs=0.4)


def test_trends_carry_levels_apart_by_about_a_point_a_week():
    draw = random.Random(4)  # noqa: S311 (simulated students)
    own = World("own", "", "")
    moved = [late - early for early, late in (_levels(own, "US MD", (0, 70), draw) for _ in range(3000))]
    sd = math.sqrt(sum(move**2 for move in moved) / len(moved))
    swings = 1.5 * math.sqrt(2 - 2 * math.exp(-(10**2) / (2 * 3**2)))
    assert sd == pytest.approx(math.hypot(10.0, swings), abs=0.6)


def test_where_the_cautious_curve_is_true_levels_start_higher_to_keep_the_rate():
    cautious = by_name()["cautious"]
    assert cautious.true_curve.prior_mean(71, 8.0) > by_name()["own"].true_curve.prior_mean(71, 8.0) + 3


def test_fewer_students_are_drawn_where_fewer_are_asked_for():
    few = simulate(3)
    assert few.students == 3
    assert [result.overall.students for result in few.worlds] == [3] * 5
    assert [result.world for result in few.worlds] == [world.name for world in worlds()]


def test_a_share_has_the_interval_of_its_number_of_students():
    tally = Tally(students=50, passed=45, said=88, low=70, high=95)
    assert tally.share == 90
    assert tally.interval == wilson(90, 50)
