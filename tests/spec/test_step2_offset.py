"""How many Step 2 CK points the attempt weighs at most, and where the floor reaches a reference, worked by hand.

General Surgery, US MD seniors 2020-2024: 27, 45, 69, 86 and 94 of 100 at 214.5, 224.5, 234.5, 244.5 and 254.5; the
bands below 210 hold one applicant each and are no part of the line. Tolerance: 0.001, the accuracy of the hand
calculation.
"""

import pytest

from model.outlook.offset import ceiling_at, line, offset, reference_rate

FACTOR = 0.164
SURGERY = "General Surgery"
HAND = 0.001


def test_the_line_of_general_surgery():
    assert line(SURGERY) == ((214.5, 27), (224.5, 45), (234.5, 69), (244.5, 86), (254.5, 94))


@pytest.mark.parametrize(
    ("score", "ceiling"),
    [(210, 27), (214.5, 27), (219.5, 36), (224.5, 45), (245, 86.4), (250, 90.4), (254.5, 94), (270, 94), (300, 94)],
)
def test_between_points_the_line_is_straight_and_outside_it_is_flat(score, ceiling):
    assert ceiling_at(line(SURGERY), score) == pytest.approx(ceiling, abs=1e-9)


@pytest.mark.parametrize(
    ("score", "floor", "points"),
    [
        pytest.param(245, 51.0256, 245 - 227.0107, id="odds 86.4 to 13.6; 45 + 2.4 a point from 224.5 on"),
        pytest.param(250, 60.6970, 250 - 231.0404, id="odds 90.4 to 9.6; 45 + 2.4 a point from 224.5 on"),
        pytest.param(255, 71.9836, 255 - 236.2550, id="odds 94 to 6; 69 + 1.7 a point from 234.5 on"),
        pytest.param(240, 37.2453, 240 - 220.1918, id="odds 78.35 to 21.65; 27 + 1.8 a point from 214.5 on"),
    ],
)
def test_the_attempt_s_points_reach_down_to_where_ceiling_is_as_low_as_floor(score, floor, points):
    found = offset(SURGERY, score, FACTOR)
    assert found.at.floor == pytest.approx(floor, abs=HAND)
    assert found.points_equivalent == pytest.approx(points, abs=HAND)
    assert found.more_than is False


@pytest.mark.parametrize(
    ("specialty", "score", "points"),
    [
        pytest.param(SURGERY, 230, 230 - 214.5, id="floor 18.6, the line starts at 27"),
        pytest.param("Dermatology", 245, 245 - 214.5, id="floor 25.6, the line starts at 39"),
        pytest.param("Internal Medicine", 206, 206 - 204.5, id="floor 30.3, the line starts at 71"),
    ],
)
def test_a_line_that_never_falls_so_low_gives_more_than_its_first_point_s_distance(specialty, score, points):
    found = offset(specialty, score, FACTOR)
    assert (found.points_equivalent, found.more_than) == (points, True)


def test_on_a_line_that_falls_and_rises_the_nearest_such_score_below_counts():
    found = offset("Plastic Surgery", 260, FACTOR)
    assert found.at.floor == pytest.approx(39.6135, abs=HAND)
    assert found.points_equivalent == pytest.approx(260 - 235.5454, abs=HAND)
    assert found.more_than is False


@pytest.mark.parametrize(
    ("reference", "parity"),
    [
        pytest.param(None, 253.4219, id="the published 69 at 230-239: odds 2.2258 / 0.164 is 93.1375 of 100"),
        pytest.param(50, 244.4474, id="odds 1 / 0.164 is 85.9107 of 100; 69 + 1.7 a point from 234.5 on"),
        pytest.param(30, 236.4553, id="odds 0.4286 / 0.164 is 72.3240 of 100"),
        pytest.param(5.5, 214.5, id="reached already at the first point, where the floor is 5.7"),
    ],
)
def test_the_score_at_which_the_floor_reaches_a_reference(reference, parity):
    found = offset(SURGERY, 245, FACTOR, reference)
    assert found.reference_rate == (69 if reference is None else reference)
    assert found.parity_score == pytest.approx(parity, abs=HAND)


@pytest.mark.parametrize(
    ("specialty", "reference"),
    [
        pytest.param(SURGERY, 73, id="the floor ends at 72"),
        pytest.param(SURGERY, 100, id="a reference of 100 is taken as 99"),
        pytest.param("Internal Medicine", None, id="98 at 230-239, the floor ends at 94"),
        pytest.param("Radiation Oncology", None, id="100 at 230-239 is taken as 99, the floor ends at 94"),
    ],
)
def test_no_published_score_may_reach_a_reference(specialty, reference):
    assert offset(specialty, 245, FACTOR, reference).parity_score is None


@pytest.mark.parametrize(
    ("specialty", "percent"), [(SURGERY, 69), ("Internal Medicine", 98), ("Plastic Surgery", 37), ("Neurology", 96)]
)
def test_the_reference_is_the_published_rate_at_230_to_239_unless_another_is_chosen(specialty, percent):
    assert reference_rate(specialty) == percent
    assert offset(specialty, None, FACTOR).reference_rate == percent
    assert offset(specialty, None, FACTOR, 60).reference_rate == 60


@pytest.mark.parametrize("specialty", [SURGERY, "Internal Medicine", "Plastic Surgery"])
def test_the_curve_has_61_points_from_210_to_270(specialty):
    curve = offset(specialty, 245, FACTOR).curve
    assert [point.step2ck for point in curve] == list(range(210, 271))
    assert [point.ceiling for point in curve] == [ceiling_at(line(specialty), score) for score in range(210, 271)]


def test_an_unknown_score_leaves_the_curve_alone():
    known, unknown = offset(SURGERY, 245, FACTOR), offset(SURGERY, None, FACTOR)
    assert (unknown.at, unknown.points_equivalent, unknown.more_than) == (None, None, False)
    assert (unknown.curve, unknown.marks, unknown.parity_score) == (known.curve, known.marks, known.parity_score)


def test_the_bands_that_are_too_small_for_the_line_are_marks_of_their_own():
    marks = offset(SURGERY, 245, FACTOR).marks
    assert [(point, rate.published, rate.small) for point, rate in marks] == [
        (194.5, 100, True),
        (204.5, 0, True),
        (214.5, 27, False),
        (224.5, 45, False),
        (234.5, 69, False),
        (244.5, 86, False),
        (254.5, 94, False),
    ]


def test_nothing_is_drawn_where_nothing_is_published_by_step_2_ck():
    assert offset("Thoracic Surgery", 245, FACTOR) is None
