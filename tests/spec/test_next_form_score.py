"""The score needed on one more CBSSA, taken today, for the lowest chance to reach the student's bar."""

import pytest

from model.booking.booking import booking
from model.readiness.readiness import readiness
from model.text import whole


@pytest.mark.parametrize("bar", [75, 90, 95])
@pytest.mark.parametrize(
    ("tests", "entries"),
    [
        pytest.param((), {}, id="no scores"),
        pytest.param((), {"group": None, "exam_in": None}, id="nothing entered"),
        pytest.param(((28, 55), (14, 60), (0, 66)), {}, id="climbing"),
        pytest.param(((60, 62),), {"group": "US DO", "exam_in": 30}, id="one old form"),
        pytest.param(
            ((20, 210, {"test": "uwsa2"}), (5, 66, {"timed": False})),
            {"group": "US IMG", "exam_in": 14},
            id="mixed tests",
        ),
        pytest.param(
            ((160, 67), (150, 69), (19, 68), (2, 65)),
            {"group": "Non-US IMG", "exam_in": 24},
            id="scores from last time",
        ),
        pytest.param(((160, 67), (150, 69)), {"group": "US DO"}, id="scores from last time alone"),
        pytest.param(((10, 66, {"printed_pass_percent": 90}),), {"exam_in": 100}, id="printed chance, exam far away"),
    ],
)
def test_the_score_reaches_the_bar_and_one_point_less_does_not(student, today, tests, bar, entries):
    known = entries | {"pass_bar": bar}
    profile = student(*tests, **known)
    needed = booking(profile, readiness(profile, today), today).next_form_score
    reached, missed = (
        whole(readiness(student(*tests, (0, score), **known), today).chance.low) for score in (needed, needed - 1)
    )
    assert missed < bar <= reached


def test_no_score_is_named_when_even_a_perfect_form_would_not_reach_the_bar(student, today):
    tests = ((10, 40), (1, 42))
    profile = student(*tests)
    assert booking(profile, readiness(profile, today), today).next_form_score is None
    assert whole(readiness(student(*tests, (0, 100)), today).chance.low) < 90
