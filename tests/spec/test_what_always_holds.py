"""What holds for every student, tried on many made-up ones.

Chances are compared with a tolerance of 1e-6 points of 100, the accuracy of the arithmetic.
"""

import datetime as dt

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from model.entries.profile import Profile
from model.entries.schema import GROUPS, PracticeTest
from model.readiness.curves import Ability, PassCurve, fit_curves
from model.readiness.readiness import readiness
from model.readiness.scores import to_epc

TODAY = dt.date(2026, 11, 22)
FAILED_DAYS_AGO = 150
FOUR_WEEKS = 28
ACCURACY = 1e-6
BOUNDS = {"cbssa": (0, 100), "cbse": (0, 100), "free120": (0, 100), "uwsa1": (100, 300), "uwsa3": (100, 300)}


def rows_of(days, how, least=1):
    row = {
        "test": st.sampled_from(sorted(BOUNDS)),
        "days_ago": days,
        "epc": st.integers(50, 80) | st.integers(20, 100),
        "timed": how,
        "full_length": how,
        "unseen": how,
    }
    return st.lists(st.fixed_dictionaries(row), min_size=least, max_size=5)


this_time = st.integers(0, FAILED_DAYS_AGO - 1)
any_way, as_the_exam = st.booleans(), st.just(value=True)
last_time = rows_of(st.integers(FAILED_DAYS_AGO, FAILED_DAYS_AGO + 100), any_way, least=0)
groups = st.sampled_from([*GROUPS, None])


def entries(row):
    three_digit = row["test"].startswith("uwsa")
    return {
        "test": row["test"],
        "date": TODAY - dt.timedelta(days=row["days_ago"]),
        "score": 196 + 2.2 * (row["epc"] - 62) if three_digit else float(row["epc"]),
        **{name: row[name] for name in ("timed", "full_length", "unseen")},
    }


def chance(rows, group, exam_in):
    profile = Profile.from_entries(
        {
            "group": group,
            "exam_date": TODAY + dt.timedelta(days=exam_in),
            "attempts": ({"date": TODAY - dt.timedelta(days=FAILED_DAYS_AGO)},),
            "practice_tests": tuple(entries(row) for row in rows),
        },
        TODAY,
    )
    return readiness(profile, TODAY).chance


def no_lower(higher, lower):
    return all(getattr(higher, name) >= getattr(lower, name) - ACCURACY for name in ("central", "low", "high"))


def raised(row, points):
    return row | {"epc": row["epc"] + points}


@given(rows_of(this_time, any_way), last_time, groups, st.integers(0, 200), st.integers(1, 20))
def test_a_higher_latest_score_never_lowers_the_chance(rows, before, group, exam_in, points):
    latest = min(range(len(rows)), key=lambda number: rows[number]["days_ago"])
    assume(rows[latest]["epc"] + points <= 100)
    better = [raised(row, points) if number == latest else row for number, row in enumerate(rows)]
    assert no_lower(chance([*better, *before], group, exam_in), chance([*rows, *before], group, exam_in))


@given(rows_of(this_time, as_the_exam), last_time, groups, st.integers(0, 200), st.integers(1, 20))
def test_all_scores_higher_by_the_same_never_lower_the_chance(rows, before, group, exam_in, points):
    assume(all(row["epc"] + points <= 100 for row in rows))
    better = [raised(row, points) for row in rows]
    assert no_lower(chance([*better, *before], group, exam_in), chance([*rows, *before], group, exam_in))


@given(rows_of(st.integers(0, FOUR_WEEKS), any_way), groups, st.integers(0, FOUR_WEEKS), st.integers(1, 20))
def test_so_it_is_for_tests_taken_in_any_way_while_the_latest_is_within_four_weeks(rows, group, exam_in, points):
    assume(exam_in + min(row["days_ago"] for row in rows) <= FOUR_WEEKS)
    assume(all(row["epc"] + points <= 100 for row in rows))
    better = [raised(row, points) for row in rows]
    assert no_lower(chance(better, group, exam_in), chance(rows, group, exam_in))


scores = st.floats(0, 100)
percents = st.floats(0, 100)
printed = st.tuples(scores, percents.map(lambda percent: percent / 100))


@given(
    st.builds(PassCurve, centre=st.floats(40, 75), spread=st.floats(0.1, 20)),
    st.floats(0, 30),
    scores,
    scores,
)
def test_at_one_certainty_a_higher_ability_never_lowers_the_chance_on_any_curve(curve, sd, one, other):
    low, high = sorted((one, other))
    assert curve.chance(Ability(high, sd)) >= curve.chance(Ability(low, sd))


@given(st.lists(printed, max_size=2), st.floats(0, 30), scores, scores)
@settings(max_examples=40)
def test_with_printed_chances_too_a_higher_ability_never_lowers_the_chance(pairs, sd, one, other):
    low, high = sorted((one, other))
    for curve in fit_curves(tuple(pairs)):
        assert curve.chance(Ability(high, sd)) >= curve.chance(Ability(low, sd))


def width(curves, score):
    low, high = curves.range_at(score)
    return high - low


@given(printed)
@example((62.0, 0.5))
@example((0.0, 1.0))
@example((100.0, 0.0))
def test_a_printed_chance_alone_never_widens_the_range_at_its_score(pair):
    assert width(fit_curves((pair,)), pair[0]) <= width(fit_curves(), pair[0]) + ACCURACY


@given(st.lists(printed, min_size=2, max_size=3))
@settings(max_examples=40)
def test_printed_chances_together_never_widen_the_range_at_a_score_that_is_used(pairs):
    curves = fit_curves(tuple(pairs))
    assert len(curves.used) + len(curves.set_aside) == len(pairs)
    for score, _ in curves.used:
        assert width(curves, score) <= width(fit_curves(), score) + ACCURACY


@given(st.lists(printed, max_size=3), scores)
@settings(max_examples=40)
def test_the_range_at_a_score_contains_the_central_curve_and_stays_between_1_and_99(pairs, score):
    curves = fit_curves(tuple(pairs))
    low, high = curves.range_at(score)
    assert 0.01 <= low <= min(max(curves.central.at(score), 0.01), 0.99) <= high <= 0.99


@given(rows_of(this_time, any_way, least=0), last_time, groups, st.integers(0, 400))
def test_the_range_contains_the_central_figure_and_stays_between_1_and_99(rows, before, group, exam_in):
    found = chance([*rows, *before], group, exam_in)
    assert 1 <= found.low <= found.central <= found.high <= 99


@given(st.sampled_from(sorted(BOUNDS)), st.integers(0, 100), st.integers(0, 100))
def test_no_test_converts_to_a_score_outside_its_scale_or_out_of_order(name, one, other):
    low, high = BOUNDS[name]
    worse, better = (
        PracticeTest(test=name, date=TODAY, score=low + share / 100 * (high - low)) for share in sorted((one, other))
    )
    assert 0 <= to_epc(worse) <= to_epc(better) <= 100
