"""What holds for every rate and every specialty, tried on many scores, factors and references.

Percents are compared with a tolerance of 1e-6 points of 100, the accuracy of the arithmetic.
"""

import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.schema import GROUPS, Application
from model.evidence.match import match_evidence
from model.outlook.offset import ceiling_at, curve, line, offset, parity_score, points_equivalent
from model.outlook.outlook import outlook
from model.outlook.rates import overall_rate, rate, times_odds, wilson
from model.outlook.strengths import strengths
from model.report.sentences import missing_sentence

ACCURACY = 1e-6
SPECIALTIES = match_evidence().specialties
BY_STEP2CK = tuple(match_evidence().bands)

percents = st.floats(0, 100)
factors = st.floats(0.164, 1) | st.sampled_from([0.164, 1.0])
scores = st.integers(100, 300)
with_a_line = st.sampled_from(BY_STEP2CK)


@given(percents, factors)
@example(0.0, 0.164)
@example(100.0, 1.0)
def test_the_floor_is_never_above_the_ceiling_and_both_stay_between_1_and_99(percent, factor):
    floor, ceiling = times_odds(percent, factor), times_odds(percent, 1)
    assert 1 <= floor <= ceiling + ACCURACY <= 99 + ACCURACY


@given(percents)
def test_a_factor_of_1_leaves_the_rate_as_it_is(percent):
    assert times_odds(percent, 1) == pytest.approx(min(max(percent, 1), 99), abs=ACCURACY)


@given(percents, percents, factors)
def test_a_higher_rate_never_has_a_lower_floor(one, other, factor):
    low, high = sorted((one, other))
    assert times_odds(low, factor) <= times_odds(high, factor) + ACCURACY


@given(percents, factors, factors)
def test_a_larger_factor_never_lowers_the_floor(percent, one, other):
    small, large = sorted((one, other))
    assert times_odds(percent, small) <= times_odds(percent, large) + ACCURACY


@given(st.floats(1, 99), factors)
def test_a_factor_and_its_inverse_give_the_rate_back_within_the_cap(percent, factor):
    floor = times_odds(percent, factor)
    assume(floor > 1)
    assert times_odds(floor, 1 / factor) == pytest.approx(percent, abs=ACCURACY)


@given(st.sampled_from(GROUPS), st.sampled_from(SPECIALTIES), st.none() | scores, factors)
def test_a_rate_lies_between_its_floor_and_its_ceiling_wherever_one_is_published(group, specialty, step2ck, factor):
    found = rate(group, specialty, step2ck, factor)
    assume(found is not None)
    assert 1 <= found.floor <= found.ceiling + ACCURACY
    assert found.ceiling == min(max(found.published, 1), 99)
    assert found.interval.low - ACCURACY <= found.published <= found.interval.high + ACCURACY


@given(percents, st.integers(1, 100_000), st.integers(1, 100_000))
def test_an_interval_holds_its_percent_and_narrows_with_more_applicants(percent, one, other):
    few, many = sorted((one, other))
    wide, narrow = wilson(percent, few), wilson(percent, many)
    for interval in (wide, narrow):
        assert 0 <= interval.low <= percent + ACCURACY
        assert percent - ACCURACY <= interval.high <= 100
    assert narrow.high - narrow.low <= wide.high - wide.low + ACCURACY


@given(with_a_line, st.data(), factors)
def test_ceiling_and_floor_rise_from_one_published_band_to_another_that_is_higher(specialty, data, factor):
    bands = match_evidence().bands[specialty]
    one, other = data.draw(st.sampled_from(bands)), data.draw(st.sampled_from(bands))
    lower, higher = sorted((one, other), key=lambda band: band.matched_percent)
    below, above = (rate("US MD", specialty, band.step2ck_low, factor) for band in (lower, higher))
    assert below.ceiling <= above.ceiling
    assert below.floor <= above.floor


@given(with_a_line, factors)
def test_between_two_points_of_the_line_ceiling_and_floor_rise_or_fall_together(specialty, factor):
    points = line(specialty)
    for before, after in itertools.pairwise(curve(specialty, factor)):
        rises = ceiling_at(points, after.step2ck) >= ceiling_at(points, before.step2ck)
        lower, higher = (before, after) if rises else (after, before)
        assert lower.ceiling <= higher.ceiling
        assert lower.floor <= higher.floor + ACCURACY


@given(with_a_line, scores, st.floats(0.164, 0.99))
def test_the_ceiling_lower_by_the_attempt_s_points_equals_the_floor(specialty, score, factor):
    points = line(specialty)
    weighs, more_than = points_equivalent(points, score, factor)
    floor = times_odds(ceiling_at(points, score), factor)
    assert weighs >= 0
    if more_than:
        assert weighs == max(score - points[0][0], 0)
        assert all(percent > floor for point, percent in points if point <= score)
    else:
        assert ceiling_at(points, score - weighs) == pytest.approx(floor, abs=ACCURACY)
        between = [percent for point, percent in points if score - weighs < point < score]
        assert all(percent > floor - ACCURACY for percent in between)


@given(with_a_line, percents, factors)
def test_where_the_floor_reaches_a_reference_it_does_so_at_no_lower_score(specialty, reference, factor):
    points, capped = line(specialty), min(max(reference, 1), 99)
    parity = parity_score(points, reference, factor)
    first, last = points[0][0], points[-1][0]
    floors = {score: times_odds(ceiling_at(points, score), factor) for score in range(int(first), int(last) + 2)}
    if parity == first:
        assert times_odds(points[0][1], factor) >= capped - ACCURACY
    elif parity is not None:
        assert first < parity <= last
        assert times_odds(ceiling_at(points, parity), factor) == pytest.approx(capped, abs=ACCURACY)
    reached = last + 1 if parity is None else parity
    assert all(floor <= capped + ACCURACY for score, floor in floors.items() if score <= reached and parity != first)


@given(with_a_line, st.none() | scores, factors, st.none() | percents)
def test_an_offset_always_has_61_points_with_the_floor_below_the_ceiling(specialty, step2ck, factor, reference):
    found = offset(specialty, step2ck, factor, reference)
    assert len(found.curve) == 61
    assert all(1 <= point.floor <= point.ceiling + ACCURACY <= 99 + ACCURACY for point in found.curve)
    assert (found.at is None) == (found.points_equivalent is None) == (step2ck is None)


counts = st.none() | st.integers(0, 500)
profiles = st.builds(
    Profile,
    format=st.just(FORMAT),
    group=st.none() | st.sampled_from(GROUPS),
    application=st.builds(
        Application,
        target_specialties=st.lists(st.sampled_from([*SPECIALTIES, "Podiatry"]), max_size=5, unique=True).map(tuple),
        step2ck=st.none() | scores,
        clerkship_honors=counts,
        letters=counts,
        research_experiences=counts,
        abstracts_pubs_presentations=counts,
        volunteer_experiences=counts,
        work_experiences=counts,
        contiguous_ranks=counts,
        signals_used=counts,
    ),
)


@given(profiles, factors)
def test_an_outlook_shows_every_target_with_a_rate_and_has_one_that_leads(profile, factor):
    answer = outlook(profile, factor=factor)
    assert (answer is None) == (profile.group is None)
    assume(answer is not None)
    application = profile.application
    names = application.target_specialties
    known = {name: rate(profile.group, name, application.step2ck, factor) for name in names}
    assert answer.targets == tuple(known[name] for name in names if known[name] is not None)
    first = known[names[0]] if names else None
    assert answer.leading == (overall_rate(profile.group, factor) if first is None else first)
    assert all(missing_sentence(item).endswith(".") for item in answer.missing)


READINGS = {
    "not_entered": 0,
    "room": 0,
    "above_average": 1,
    "near": 1,
    "above_mean": 1,
    "at_mark": 1,
    "entered": 1,
}


@given(profiles)
def test_strengths_have_readings_open_ones_first_then_by_directors_who_cite(profile):
    found = strengths(profile)
    assert len({strength.name for strength in found}) == len(found) == 14
    order = [(READINGS[strength.reading], -(strength.percent_citing or 0)) for strength in found]
    assert order == sorted(order)
    for strength in found:
        assert (not strength.entered) == (strength.reading == "not_entered")


def test_with_no_gap_floor_meets_ceiling_and_the_attempt_weighs_nothing():
    for specialty in match_evidence().bands:
        points = line(specialty)
        for score in range(210, 271):
            ceiling = ceiling_at(points, score)
            assert times_odds(ceiling, 1) == ceiling
            assert points_equivalent(points, score, 1) == (0.0, False)
        assert parity_score(points, max(rate for _, rate in points), 1) == pytest.approx(
            next(score for score, rate in points if rate == max(rate for _, rate in points))
        )
