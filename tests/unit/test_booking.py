"""Each booking check in each of its states, and what the advice is made of."""

import pytest

from model.booking import HARD_RULES, booking
from model.evidence import evidence
from model.readiness import readiness

FREE120 = {"test": "free120"}
BANK = {"test": "qbank"}
CBSE = {"test": "cbse"}
UWSA2 = {"test": "uwsa2"}
STRONG = ((10, 78), (3, 80))


@pytest.fixture
def answer(today):
    return lambda profile: booking(profile, readiness(profile, today), today)


@pytest.fixture
def check(answer):
    return lambda name, profile: next(check for check in answer(profile).checks if check.name == name)


def test_the_checks_are_the_same_for_everyone_and_in_one_order(answer, student):
    names = [
        "recent_tests",
        "nbme_reading",
        "chance_at_bar",
        "no_falling_trend",
        "exam_conditions",
        "full_day_simulation",
        "school_benchmark",
        "exam_date",
        "attempts_left",
        "attempts_in_12_months",
        "fourth_attempt_wait",
        "eligibility_window",
        "school_deadline",
        "results_before_rotations",
    ]
    for profile in (student(failed=(), exam_in=None), student(*STRONG)):
        assert [check.name for check in answer(profile).checks] == names
    assert set(names) >= HARD_RULES


def test_a_check_names_a_listed_source_or_says_that_it_is_a_judgement(answer, student):
    for check in answer(student(*STRONG)).checks:
        assert check.source == "judgement" or check.source in evidence().sources
        assert check.why.endswith(".")


def test_nothing_known_is_said_and_not_counted_against_the_student(answer, student):
    status = {check.name: check.status for check in answer(student(failed=(), exam_in=None)).checks}
    assert {name for name, word in status.items() if word != "not known"} == {"recent_tests", "chance_at_bar"}


@pytest.mark.parametrize(
    ("tests", "value", "flips"),
    [
        ((), "0 scored tests in the last 21 days", "2 more scored tests"),
        (((22, 70), (5, 70)), "1 scored test in the last 21 days", "1 more scored test"),
        (((5, 70), (4, 75, BANK)), "1 scored test in the last 21 days", "1 more scored test"),
    ],
)
def test_too_few_recent_tests(check, student, tests, value, flips):
    found = check("recent_tests", student(*tests))
    assert (found.status, found.value, found.flips) == ("not met", value, flips)


@pytest.mark.parametrize(
    ("tests", "value"),
    [
        (((21, 70), (0, 70)), "2 scored tests in the last 21 days"),
        (((5, 70), (5, 206, UWSA2), (3, 75, FREE120)), "3 scored tests in the last 21 days"),
    ],
)
def test_enough_recent_tests(check, student, tests, value):
    found = check("recent_tests", student(*tests))
    assert (found.status, found.value) == ("met", value)


@pytest.mark.parametrize(
    ("tests", "status"),
    [
        ((), "not known"),
        (((3, 80, FREE120), (2, 230, UWSA2)), "not known"),
        (((3, 66),), "not known"),
        (((3, 72),), "not known"),
        (((3, 73),), "met"),
        (((3, 65),), "not met"),
        (((10, 66), (3, 66)), "met"),
        (((10, 66), (3, 68, CBSE)), "met"),
        (((10, 65), (3, 66)), "not met"),
        (((10, 66), (3, 65)), "not met"),
        (((10, 80), (3, 65)), "not met"),
        (((10, 50), (3, 73)), "met"),
        (((30, 50), (10, 66), (3, 66)), "met"),
    ],
)
def test_the_reading_of_the_latest_two_forms(check, student, tests, status):
    assert check("nbme_reading", student(*tests)).status == status


def test_the_reading_shows_the_latest_two_forms_with_their_likely_ranges(check, student):
    assert check("nbme_reading", student((20, 55), (10, 60.5), (3, 73))).value == (
        "60.5, likely 56.5 to 64.5: partly below the low-pass band; 73, likely 69 to 77: wholly above the low-pass band"
    )
    assert check("nbme_reading", student((3, 80, FREE120))).value == "no CBSSA or CBSE since the last attempt"


def test_the_bar_is_held_against_the_lowest_curve(check, student, today):
    profile = student((28, 55), (14, 60), (0, 66))
    low = readiness(profile, today).chance.low
    found = check("chance_at_bar", profile)
    assert (round(low), found.value) == (69, "69 of 100 on the lowest of the three curves")
    assert (found.status, found.line) == ("not met", "your bar, 90 of 100")


@pytest.mark.parametrize(("bar", "status"), [(68, "met"), (69, "met"), (70, "not met")])
def test_a_chance_equal_to_the_bar_meets_it(check, student, bar, status):
    assert check("chance_at_bar", student((28, 55), (14, 60), (0, 66), pass_bar=bar)).status == status


def test_a_chance_equal_to_the_bar_asks_for_no_higher_score(answer, student):
    advice = answer(student((60, 80), pass_bar=92)).advice
    assert (advice.outcome, "or higher" in advice.reason) == ("one_more_form", False)
    assert "The lowest chance is 92 of 100 and your bar is 92." in advice.reason


def test_a_bar_not_met_names_the_score_that_would_meet_it_or_says_that_none_would(answer, check, student):
    near, low = student((28, 55), (14, 60), (0, 66)), student((10, 40), (1, 42))
    assert check("chance_at_bar", near).flips == f"{answer(near).next_form_score} or higher on one more CBSSA"
    assert answer(low).next_form_score is None
    assert check("chance_at_bar", low).flips.startswith("No single form reaches it")


@pytest.mark.parametrize(
    ("tests", "status", "value"),
    [
        ((), "not known", "fewer than two scored tests"),
        (((3, 70),), "not known", "fewer than two scored tests"),
        (((3, 70), (2, 75, BANK)), "not known", "fewer than two scored tests"),
        (((10, 60), (3, 66)), "met", "latest 66 EPC, best before it 60"),
        (((10, 70), (3, 66)), "met", "latest 66 EPC, best before it 70"),
        (((10, 70), (3, 65)), "not met", "latest 65 EPC, best before it 70"),
        (((30, 75), (10, 60), (3, 70)), "not met", "latest 70 EPC, best before it 75"),
    ],
)
def test_a_fall_of_more_than_four_points_below_the_best(check, student, tests, status, value):
    found = check("no_falling_trend", student(*tests))
    assert (found.status, found.value) == (status, value)


def test_a_falling_trend_says_which_score_would_end_it(check, student):
    assert check("no_falling_trend", student((10, 70), (3, 65))).flips == "66 or higher on the next form"
    assert check("no_falling_trend", student((10, 60), (3, 66))).flips == "A next form below 62"
    assert check("no_falling_trend", student((3, 66))).flips == "A second scored test"


@pytest.mark.parametrize(
    ("tests", "status", "value"),
    [
        ((), "not known", "no scored test yet"),
        (((3, 70),), "met", "timed, full length, unseen"),
        (((10, 70), (3, 70)), "met", "timed, full length, unseen"),
        (((10, 70), (3, 70, {"timed": False})), "not met", "not timed"),
        (((10, 70, {"full_length": False}), (3, 70)), "not met", "not full length"),
        (((10, 70, {"unseen": False}), (3, 70, {"timed": False})), "not met", "not timed, not unseen"),
        (((20, 70, {"timed": False}), (10, 70), (3, 70)), "met", "timed, full length, unseen"),
    ],
)
def test_the_conditions_of_the_latest_two_tests(check, student, tests, status, value):
    found = check("exam_conditions", student(*tests))
    assert (found.status, found.value) == (status, value)


@pytest.mark.parametrize(
    ("tests", "said", "expected"),
    [
        ((), None, ("not known", "not entered")),
        ((), False, ("not met", "not yet")),
        ((), True, ("met", "done")),
        (((3, 70), (3, 75, FREE120)), None, ("met", "320 timed items on 19 Nov 2026")),
        (((3, 70), (3, 75, FREE120)), False, ("met", "320 timed items on 19 Nov 2026")),
        (((3, 70), (2, 75, FREE120)), None, ("not known", "not entered")),
        (((3, 75, FREE120), (3, 76, FREE120)), None, ("not known", "not entered")),
        (((3, 70), (3, 75, FREE120 | {"timed": False})), None, ("not known", "not entered")),
        (((3, 70), (3, 75, FREE120 | {"full_length": False})), None, ("not known", "not entered")),
        (((3, 70), (3, 210, {"test": "amboss_sa"})), None, ("not known", "not entered")),
        (((150, 70), (150, 75, FREE120)), None, ("not known", "not entered")),
    ],
)
def test_a_full_day_is_said_or_seen_from_two_timed_tests_on_one_day(check, student, tests, said, expected):
    found = check("full_day_simulation", student(*tests, plan={"full_day_simulation": said}))
    assert (found.status, found.value) == expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ((), ("not known", "none of the three entered", "The scores not entered yet")),
        (((3, 70),), ("not known", "CBSSA 70", "The scores not entered yet")),
        (((3, 69.5),), ("not met", "CBSSA 69.5", "CBSSA of 70 or higher")),
        (((20, 75), (3, 69)), ("not met", "CBSSA 69", "CBSSA of 70 or higher")),
        (((160, 75),), ("not known", "none of the three entered", "The scores not entered yet")),
        (
            ((3, 70), (3, 75, FREE120), (2, 70, BANK)),
            ("met", "CBSSA 70, Free 120 75, question bank 70", "A lower score on one of the three"),
        ),
        (
            ((3, 69), (3, 75, FREE120), (2, 60, BANK)),
            (
                "not met",
                "CBSSA 69, Free 120 75, question bank 60",
                "CBSSA of 70 or higher, question bank of 70 or higher",
            ),
        ),
    ],
)
def test_the_school_benchmark_uses_the_latest_score_of_each_kind(check, student, tests, expected):
    found = check("school_benchmark", student(*tests))
    assert (found.status, found.value, found.flips) == expected


def test_the_school_benchmark_does_not_bear_on_the_advice(answer, check, student):
    profile = student((10, 69), (3, 69))
    assert check("school_benchmark", profile).status == "not met"
    assert answer(profile).advice.outcome == "keep_date"


def test_an_attempt_that_passed_stops_the_booking(answer, check, student, day):
    profile = student(*STRONG, attempts=({"date": day(-143), "passed": True},))
    found = check("attempts_left", profile)
    assert (found.status, found.value) == ("not met", "an attempt that passed is entered")
    assert found.flips == "Correct the attempt, if it did not pass"
    assert answer(profile).advice.outcome == "rule_first"


def test_the_advice_shows_only_the_checks_on_scores_that_are_open(answer, student):
    advice = answer(student((28, 55), (14, 60), (0, 66))).advice
    assert [change.split(":")[0] for change in advice.would_change] == [
        "NBME's own reading of the latest two forms",
        "The lowest chance against your own bar",
    ]


def test_a_date_that_stands_says_which_scores_would_change_it(answer, student):
    advice = answer(student(*STRONG)).advice
    assert [change.split(":")[0] for change in advice.would_change] == [
        "Two scored tests in the last weeks",
        "NBME's own reading of the latest two forms",
        "The lowest chance against your own bar",
        "No falling trend",
        "Taken as the exam is taken",
    ]


@pytest.mark.parametrize(("said", "rehearsed"), [(True, True), (False, False), (None, False)])
def test_a_full_day_is_the_next_step_until_it_is_done(answer, student, said, rehearsed):
    step = answer(student(*STRONG, plan={"full_day_simulation": said})).advice.next_step
    assert ("one day at exam length" in step) is not rehearsed
    assert "show this page to your advisor" in step.lower()


@pytest.mark.parametrize(
    ("exam_in", "step"),
    [
        (0, "Ask your school today whether the date can still move."),
        (1, "Ask your school which later dates are open, and compare them below."),
        (None, "Ask your school which later dates are open, and compare them below."),
    ],
)
def test_more_time_asks_the_school_and_today_when_the_exam_is_today(answer, student, exam_in, step):
    assert answer(student((28, 55), (14, 60), (1, 62), exam_in=exam_in)).advice.next_step == step


def test_every_broken_rule_is_named_and_can_change_the_advice(answer, student, day):
    profile = student(*STRONG, failed=(900, 700, 500, 143), plan={"eligibility_end": day(3)})
    advice = answer(profile).advice
    assert advice.outcome == "rule_first"
    for title in ("Attempts left", "Inside the eligibility period"):
        assert f"{title}: " in advice.reason
        assert any(change.startswith(f"{title}: ") for change in advice.would_change)


def test_the_school_deadline_and_the_rotations_are_not_rules_of_the_exam(answer, student, day):
    plan = {"school_deadline": day(3), "rotations_start": day(20)}
    assert answer(student(*STRONG, plan=plan)).advice.outcome == "keep_date"
