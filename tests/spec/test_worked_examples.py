"""The worked examples of the design: US MD, the 2025 repeat-taker rate of 71%, exam 7 days after the latest test.

The range is the lowest and the highest of three pass curves, then comes the central one; whole numbers of 100.
"""

import pytest

from model.readiness.readiness import readiness
from model.text import whole

NO_SCORES = ()
ONE_FORM = ((0, 62),)
THREE_FORMS = ((28, 55), (14, 60), (0, 66))


@pytest.mark.parametrize(
    ("tests", "range_and_central"),
    [
        pytest.param(NO_SCORES, (71, 71, 71), id="no scores"),
        pytest.param(ONE_FORM, (58, 89, 79), id="one CBSSA of 62"),
        pytest.param(THREE_FORMS, (69, 93, 84), id="CBSSA 55, 60, 66 at -28, -14, 0 days"),
    ],
)
def test_a_us_md_student_with_the_exam_in_a_week(student, today, tests, range_and_central):
    chance = readiness(student(*tests, group="US MD", exam_in=7), today).chance
    assert (whole(chance.low), whole(chance.high), whole(chance.central)) == range_and_central


@pytest.mark.parametrize(
    ("group", "rate"), [("US MD", 71), ("US DO", 79), ("US IMG", 54), ("Non-US IMG", 54), (None, 61)]
)
@pytest.mark.parametrize("exam_in", [0, 7, 200])
def test_without_scores_the_answer_is_the_published_rate_of_the_group(student, today, group, rate, exam_in):
    chance = readiness(student(group=group, exam_in=exam_in), today).chance
    assert {whole(chance.low), whole(chance.high), whole(chance.central)} == {rate}


@pytest.mark.parametrize("last_time", [((160, 68), (150, 70)), ((150, 45),)])
def test_scores_from_last_time_alone_leave_the_published_repeat_rate(student, today, last_time):
    chance = readiness(student(*last_time), today).chance
    assert {whole(chance.low), whole(chance.high), whole(chance.central)} == {71}
