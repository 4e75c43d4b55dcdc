"""The four outcomes, each with plain examples. A bar of 90 of 100 unless said; the exam is in a week.

Scores are CBSSAs as (days ago, equated percent correct).
"""

import pytest

from model.booking.booking import booking
from model.readiness.readiness import readiness
from model.report.sentences import advice_changes, advice_reason, advice_step, advice_text


@pytest.fixture
def advice(today):
    return lambda profile: booking(profile, readiness(profile, today), today).advice


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(((10, 74), (3, 76)), id="two recent forms wholly above the band"),
        pytest.param(((10, 69), (3, 69)), id="two recent forms just above the line, chance above the bar"),
        pytest.param(((20, 76), (10, 74), (3, 72)), id="a fall of four points, no more"),
    ],
)
def test_the_scores_support_keeping_the_date(advice, student, tests):
    given = advice(student(*tests))
    assert (given.outcome, advice_text(given)) == ("keep_date", "The scores support keeping the date")
    assert "Every check on the scores is met." in advice_reason(given)


@pytest.mark.parametrize("exam_in", [None, -3])
def test_without_a_date_ahead_the_scores_support_booking_one(advice, student, exam_in):
    given = advice(student((10, 74), (3, 76), exam_in=exam_in))
    assert (given.outcome, advice_text(given)) == ("keep_date", "The scores support booking a date")


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param((), id="no score yet"),
        pytest.param(((3, 80),), id="a single strong form"),
        pytest.param(((60, 80),), id="a strong form of two months ago"),
        pytest.param(
            ((10, 80), (3, 230, {"test": "uwsa2"}), (2, 80, {"timed": False})), id="the latest without a clock"
        ),
        pytest.param(((10, 66), (3, 67)), id="the score needed next is within four points"),
    ],
)
def test_one_more_fresh_form_first(advice, student, tests):
    given = advice(student(*tests))
    assert (given.outcome, advice_text(given)) == ("one_more_form", "One more fresh form first")


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(((28, 55), (14, 60), (0, 66)), id="climbing, the score needed is out of reach"),
        pytest.param(((10, 60), (3, 62)), id="the latest form partly below the band"),
        pytest.param(((10, 50), (3, 52)), id="the latest form wholly below the band"),
        pytest.param(((10, 80), (3, 74)), id="a fall of six points"),
        pytest.param(((10, 200, {"test": "uwsa1"}), (3, 200, {"test": "uwsa2"})), id="other tests, far from the bar"),
    ],
)
def test_more_time_would_help(advice, student, tests):
    given = advice(student(*tests))
    assert (given.outcome, advice_text(given)) == ("more_time", "More time would help")


def test_a_latest_form_partly_below_the_band_asks_for_time_whatever_the_bar(advice, student, today):
    profile = student((10, 64), (3, 65), pass_bar=60)
    assert readiness(profile, today).chance.low > 60
    assert advice(profile).outcome == "more_time"


def test_more_time_names_the_score_that_the_next_form_would_need(advice, student):
    assert "It would take 70 or higher on the next form." in advice_reason(advice(student((28, 55), (14, 60), (0, 66))))
    assert "No single form would reach the bar yet." in advice_reason(advice(student((10, 40), (1, 42))))


@pytest.mark.parametrize(
    ("entries", "title"),
    [
        pytest.param({"failed": (2000, 1500, 1000, 500)}, "Attempts left", id="four attempts used"),
        pytest.param({"failed": (300, 250, 200)}, "Attempts within 12 months", id="a fourth within 12 months"),
        pytest.param(
            {"failed": (900, 700, 100)}, "The wait before a fourth attempt", id="a fourth within 6 months of the third"
        ),
    ],
)
def test_a_rule_of_the_exam_comes_before_the_scores(advice, student, entries, title):
    given = advice(student((10, 78), (3, 80), **entries))
    assert (given.outcome, advice_text(given)) == ("rule_first", "A rule comes before the scores")
    assert f"{title}: " in advice_reason(given)


def test_an_eligibility_period_that_is_over_comes_before_the_scores(advice, student, day):
    given = advice(student((10, 78), (3, 80), plan={"eligibility_end": day(6)}))
    assert (given.outcome, advice_text(given)) == ("rule_first", "A rule comes before the scores")
    assert advice_step(given) == (
        "Talk to your school before you book. "
        "Inside the eligibility period, what would change it: a date by 28 Nov 2026, or an extension; one is normally "
        "possible."
    )


@pytest.mark.parametrize(("exam_in", "outcome"), [(7, "rule_first"), (None, "keep_date"), (-3, "keep_date")])
def test_the_eligibility_period_is_a_rule_for_an_entered_date_not_an_assumed_one(
    advice, student, day, exam_in, outcome
):
    for plan in ({"eligibility_end": day(6)}, {"eligibility_start": day(8)}):
        assert advice(student((10, 78), (3, 80), exam_in=exam_in, plan=plan)).outcome == outcome


def test_the_student_s_own_bar_decides(advice, student):
    tests = ((10, 66), (3, 68))
    assert [advice(student(*tests, pass_bar=bar)).outcome for bar in (90, 95, 99)] == [
        "keep_date",
        "one_more_form",
        "more_time",
    ]


@pytest.mark.parametrize("tests", [(), ((3, 80),), ((10, 74), (3, 76)), ((10, 50), (3, 52))])
def test_the_advice_always_says_what_to_do_next_and_what_would_change_it(advice, student, tests):
    given = advice(student(*tests))
    assert advice_step(given).endswith(".")
    assert [change for change in advice_changes(given) if change.endswith(".") and ": " in change]
    assert all(change.endswith(".") and ": " in change for change in advice_changes(given))


FAR = [((28, 55), (14, 58), (0, 57)), ((10, 50), (3, 52)), ((10, 80), (3, 74))]


@pytest.mark.parametrize("tests", FAR, ids=["below the bar", "below the band", "falling"])
def test_an_exam_many_weeks_ahead_calls_for_a_later_form_and_not_for_a_later_date(advice, student, tests):
    within, beyond = (advice(student(*tests, exam_in=days)) for days in (84, 85))
    assert (within.outcome, advice_text(within)) == ("more_time", "More time would help")
    assert (beyond.outcome, advice_text(beyond)) == ("one_more_form", "One more fresh form first")
    assert "The exam lies more than 12 weeks ahead; scores say little about a day that far off." in advice_reason(
        beyond
    )
    assert "None" not in advice_reason(beyond)
    assert advice_step(beyond) == (
        "Go on studying, and take one form you have not seen, timed and in one day, within the last 12 weeks before "
        "the exam."
    )


def test_an_exam_many_weeks_ahead_without_a_score_calls_for_a_form_this_week(advice, student):
    assert advice_step(advice(student(exam_in=200))) == (
        "Take one form you have not seen, timed and in one day, this week."
    )


def test_an_exam_many_weeks_ahead_keeps_its_date_where_the_scores_support_it(advice, student):
    assert advice(student((10, 80), (3, 84), exam_in=120)).outcome == "keep_date"
