"""A trend is followed for 12 weeks after the latest test; beyond that the estimate stays as it is there."""

import pytest

from model.readiness.readiness import readiness

CLIMBING = ((28, 55), (14, 60), (0, 66))


@pytest.mark.parametrize("weeks", [13, 20, 52, 200])
def test_beyond_twelve_weeks_the_chance_is_that_of_week_twelve(student, today, weeks):
    at_twelve, beyond = (readiness(student(*CLIMBING, exam_in=7 * number), today) for number in (12, weeks))
    assert beyond.chance == at_twelve.chance
    assert beyond.ability == at_twelve.ability
    assert (at_twelve.far, beyond.far) == (False, True)


def test_within_twelve_weeks_the_trend_goes_on_and_grows_less_certain(student, today):
    abilities = [readiness(student(*CLIMBING, exam_in=7 * weeks), today).ability for weeks in (1, 4, 8, 12)]
    means, sds = [ability.mean for ability in abilities], [ability.sd for ability in abilities]
    assert means == sorted(means)
    assert sds == sorted(sds)
    assert sds[-1] > 2 * sds[0]


def test_the_twelve_weeks_are_counted_from_the_latest_test_not_from_today(student, today):
    tests = ((70, 55), (56, 60), (42, 66))
    in_six, in_seven = (readiness(student(*tests, exam_in=7 * weeks), today) for weeks in (6, 7))
    assert in_six.chance == in_seven.chance
    assert (in_six.far, in_seven.far) == (False, True)
