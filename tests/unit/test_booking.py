"""Each booking check in each of its states, and what the advice is made of."""

import pytest

from model.booking.booking import booking
from model.booking.check import Check
from model.booking.checks import HARD_RULES
from model.evidence.exam import evidence
from model.readiness.readiness import readiness
from model.report.sentences import advice_changes, advice_reason, advice_step, advice_text, check_words

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
        assert check_words(check).why.endswith(".")


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
    assert (found.status, check_words(found).value, check_words(found).flips) == ("not met", value, flips)


@pytest.mark.parametrize(
    ("tests", "value"),
    [
        (((21, 70), (0, 70)), "2 scored tests in the last 21 days"),
        (((5, 70), (5, 206, UWSA2), (3, 75, FREE120)), "3 scored tests in the last 21 days"),
    ],
)
def test_enough_recent_tests(check, student, tests, value):
    found = check("recent_tests", student(*tests))
    assert (found.status, check_words(found).value) == ("met", value)


@pytest.mark.parametrize(
    ("tests", "lapses_in", "flips"),
    [
        (((21, 70), (0, 70)), 1, "No further score by 23 Nov 2026"),
        (((10, 70), (3, 70)), 12, "No further score by 4 Dec 2026"),
        (((20, 70), (10, 70), (3, 70)), 12, "No further score by 4 Dec 2026"),
        (((3, 70), (3, 75, FREE120)), 19, "No further score by 11 Dec 2026"),
    ],
)
def test_recent_tests_name_the_day_on_which_they_are_no_longer_two(student, day, tests, lapses_in, flips):
    profile = student(*tests, exam_in=30)
    found = [
        next(check for check in booking(profile, readiness(profile, then), then).checks if check.name == "recent_tests")
        for then in (day(0), day(lapses_in - 1), day(lapses_in))
    ]
    assert [check.status for check in found] == ["met", "met", "not met"]
    assert check_words(found[0]).flips == flips


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


@pytest.mark.parametrize(
    ("tests", "flips"),
    [
        ((), "Two next forms of 66 or higher, or one above 72"),
        (((3, 80, FREE120),), "Two next forms of 66 or higher, or one above 72"),
        (((3, 66),), "A next form of 66 or higher"),
        (((10, 65), (3, 66)), "A next form of 66 or higher"),
        (((3, 65),), "Two next forms of 66 or higher, or one above 72"),
        (((10, 80), (3, 65)), "Two next forms of 66 or higher, or one above 72"),
        (((10, 50), (3, 52)), "Two next forms of 66 or higher, or one above 72"),
        (((3, 73),), "A next form below 66"),
        (((10, 66), (3, 66)), "A next form below 66"),
        (((10, 50), (3, 73)), "A next form below 66"),
    ],
)
def test_the_reading_says_which_next_forms_would_turn_it(check, student, tests, flips):
    assert check_words(check("nbme_reading", student(*tests))).flips == flips


@pytest.mark.parametrize(
    ("tests", "turns", "stays"),
    [
        ((), ((2, 66), (1, 66)), ((2, 66), (1, 65))),
        ((), ((1, 73),), ((1, 72),)),
        (((10, 65),), ((2, 66), (1, 66)), ((1, 66),)),
        (((10, 65),), ((1, 73),), ((1, 72),)),
        (((3, 66),), ((1, 66),), ((1, 65),)),
        (((10, 65), (3, 66)), ((1, 66),), ((1, 65),)),
    ],
)
def test_the_next_forms_that_the_reading_names_are_those_that_meet_it(check, student, tests, turns, stays):
    assert check("nbme_reading", student(*tests, *turns)).status == "met"
    assert check("nbme_reading", student(*tests, *stays)).status != "met"


@pytest.mark.parametrize("tests", [((3, 73),), ((10, 66), (3, 66)), ((10, 50), (3, 73))])
def test_a_reading_that_is_met_lasts_until_a_form_below_66(check, student, tests):
    assert check("nbme_reading", student(*tests, (1, 66))).status == "met"
    assert check("nbme_reading", student(*tests, (1, 65))).status == "not met"


@pytest.mark.parametrize(("score", "likely"), [(98, "94 to 100"), (3, "0 to 7")])
def test_a_likely_range_ends_with_the_scale(check, student, score, likely):
    assert f"{score}, likely {likely}: wholly" in check_words(check("nbme_reading", student((3, score)))).value


def test_the_reading_shows_the_latest_two_forms_with_their_likely_ranges(check, student):
    assert check_words(check("nbme_reading", student((20, 55), (10, 60.5), (3, 73)))).value == (
        "60.5, likely 56.5 to 64.5: partly below the low-pass band; 73, likely 69 to 77: wholly above the low-pass band"
    )
    assert (
        check_words(check("nbme_reading", student((3, 80, FREE120)))).value == "no CBSSA or CBSE since the last attempt"
    )


def test_the_bar_is_held_against_the_lowest_curve(check, student, today):
    profile = student((28, 55), (14, 60), (0, 66))
    low = readiness(profile, today).chance.low
    found = check("chance_at_bar", profile)
    assert (round(low), check_words(found).value) == (69, "69 of 100 on the lowest of the three curves")
    assert (found.status, check_words(found).line) == ("not met", "your bar, 90 of 100")


@pytest.mark.parametrize(("bar", "status"), [(68, "met"), (69, "met"), (70, "not met")])
def test_a_chance_equal_to_the_bar_meets_it(check, student, bar, status):
    assert check("chance_at_bar", student((28, 55), (14, 60), (0, 66), pass_bar=bar)).status == status


def test_a_chance_equal_to_the_bar_asks_for_no_higher_score(answer, student):
    advice = answer(student((60, 80), pass_bar=92)).advice
    assert (advice.outcome, "or higher" in advice_reason(advice)) == ("one_more_form", False)
    assert advice_reason(advice).startswith("The lowest chance is 92 of 100 and your bar is 92. Also open: ")


def test_a_bar_not_met_names_the_score_that_would_meet_it_or_says_that_none_would(answer, check, student):
    near, low = student((28, 55), (14, 60), (0, 66)), student((10, 40), (1, 42))
    assert answer(near).next_form_score == 70
    assert check_words(check("chance_at_bar", near)).flips == "70 or higher on a further CBSSA"
    assert answer(low).next_form_score is None
    assert check_words(check("chance_at_bar", low)).flips == "No single form reaches it; several higher scores may"


def test_a_bar_that_is_met_can_be_missed_by_a_lower_score_or_set_higher(check, student):
    assert (
        check_words(check("chance_at_bar", student(*STRONG))).flips == "A lower score on the next form, or a higher bar"
    )


@pytest.mark.parametrize(
    ("tests", "status", "value"),
    [
        ((), "not known", "no scores on two different days"),
        (((3, 70),), "not known", "no scores on two different days"),
        (((3, 70), (2, 75, BANK)), "not known", "no scores on two different days"),
        (((3, 80), (3, 60)), "not known", "no scores on two different days"),
        (((10, 60), (3, 66)), "met", "latest 66 EPC, best before it 60"),
        (((10, 70), (3, 66)), "met", "latest 66 EPC, best before it 70"),
        (((10, 70), (3, 65)), "not met", "latest 65 EPC, best before it 70"),
        (((30, 75), (10, 60), (3, 70)), "not met", "latest 70 EPC, best before it 75"),
        (((10, 70), (3, 60), (3, 72)), "met", "latest 66 EPC, best before it 70"),
        (((10, 70), (3, 72), (3, 59)), "not met", "latest 65.5 EPC, best before it 70"),
        (((10, 60), (10, 70), (3, 65)), "not met", "latest 65 EPC, best before it 70"),
        (((10, 64.5), (3, 206, UWSA2)), "met", "latest 66.5 EPC, best before it 64.5"),
    ],
)
def test_a_fall_of_more_than_four_points_below_the_best(check, student, tests, status, value):
    found = check("no_falling_trend", student(*tests))
    assert (found.status, check_words(found).value) == (status, value)


@pytest.mark.parametrize(
    ("tests", "flips"),
    [
        (((10, 70), (3, 65)), "66 or higher on the next form"),
        (((10, 70.5), (3, 60)), "66.5 or higher on the next form"),
        (((10, 60), (3, 66)), "A next form below 62"),
        (((10, 68), (3, 66)), "A next form below 64"),
        (((3, 66),), "A scored test on another day"),
        (((3, 66), (3, 70)), "A scored test on another day"),
    ],
)
def test_the_trend_says_which_score_would_turn_it(check, student, tests, flips):
    assert check_words(check("no_falling_trend", student(*tests))).flips == flips


@pytest.mark.parametrize(
    ("tests", "line"),
    [(((10, 70), (3, 65)), 66), (((10, 60), (3, 66)), 62), (((10, 60), (3, 60), (3, 80)), 76)],
)
def test_the_score_that_the_trend_names_is_the_one_that_turns_it(check, student, tests, line):
    statuses = [check("no_falling_trend", student(*tests, (0, score))).status for score in (line - 1, line)]
    assert statuses == ["not met", "met"]


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
    assert (found.status, check_words(found).value) == (status, value)


UNTIMED, IN_PARTS, SEEN = {"timed": False}, {"full_length": False}, {"unseen": False}


@pytest.mark.parametrize(
    ("tests", "flips", "fresh_forms"),
    [
        ((), "A fresh form, timed and in one day", 1),
        (((3, 70, UNTIMED),), "Two fresh forms, each timed and in one day", 2),
        (((10, 70), (3, 70, IN_PARTS)), "Two fresh forms, each timed and in one day", 2),
        (((10, 70, SEEN), (3, 70, SEEN)), "Two fresh forms, each timed and in one day", 2),
        (((10, 70, UNTIMED), (3, 70)), "A fresh form, timed and in one day", 1),
        (((10, 70, SEEN), (3, 70)), "A fresh form, timed and in one day", 1),
    ],
)
def test_conditions_not_met_say_how_many_fresh_forms_would_meet_them(check, student, tests, flips, fresh_forms):
    assert check_words(check("exam_conditions", student(*tests))).flips == flips
    taken = [check("exam_conditions", student(*tests, *[(1, 70)] * number)).status for number in range(fresh_forms + 1)]
    assert [status == "met" for status in taken] == [False] * fresh_forms + [True]


@pytest.mark.parametrize("how", [UNTIMED, IN_PARTS, SEEN])
def test_conditions_that_are_met_are_lost_with_one_form_taken_another_way(check, student, how):
    assert check_words(check("exam_conditions", student(*STRONG))).flips == (
        "A next form taken without a clock, in parts, or with questions seen before"
    )
    assert check("exam_conditions", student(*STRONG, (1, 70, how))).status == "not met"


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
        (((3, 70), (3, 75, FREE120 | UNTIMED)), None, ("not known", "not entered")),
        (((3, 70), (3, 75, FREE120 | IN_PARTS)), None, ("not known", "not entered")),
        (((3, 70), (3, 210, {"test": "amboss_sa"})), None, ("not known", "not entered")),
        (((150, 70), (150, 75, FREE120)), None, ("not known", "not entered")),
    ],
)
def test_a_full_day_is_said_or_seen_from_two_timed_tests_on_one_day(check, student, tests, said, expected):
    found = check("full_day_simulation", student(*tests, plan={"full_day_simulation": said}))
    assert (found.status, check_words(found).value) == expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ((), ("not known", "none of the three entered", "Entering the scores that are missing")),
        (((3, 70),), ("not known", "CBSSA 70", "Entering the scores that are missing")),
        (((3, 69.5),), ("not met", "CBSSA 69.5", "CBSSA of 70 or higher")),
        (((20, 75), (3, 69)), ("not met", "CBSSA 69", "CBSSA of 70 or higher")),
        (((160, 75),), ("not known", "none of the three entered", "Entering the scores that are missing")),
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
    assert (found.status, check_words(found).value, check_words(found).flips) == expected


def test_the_school_benchmark_does_not_bear_on_the_advice(answer, check, student):
    profile = student((10, 69), (3, 69))
    assert check("school_benchmark", profile).status == "not met"
    assert answer(profile).advice.outcome == "keep_date"


def test_an_attempt_that_passed_stops_the_booking(answer, check, student, day):
    profile = student(*STRONG, attempts=({"date": day(-143), "passed": True},))
    found = check("attempts_left", profile)
    assert (found.status, check_words(found).value) == ("not met", "an attempt that passed is entered")
    assert check_words(found).line == "a Step that was passed is not taken again"
    assert check_words(found).flips == "Correcting that attempt, if it did not pass"
    assert answer(profile).advice.outcome == "rule_first"


@pytest.mark.parametrize("others", [(), (900, 700, 300, 143)], ids=["alone", "and four that did not pass"])
def test_an_attempt_entered_as_passed_is_looked_at_before_the_school_is_asked(answer, student, day, others):
    attempts = ({"date": day(-100), "passed": True}, *({"date": day(-days)} for days in others))
    advice = answer(student(*STRONG, attempts=attempts)).advice
    assert advice_step(advice) == (
        "Check your attempts: one is entered as passed. If that is a slip, correct it. If it did pass, no further "
        "attempt at Step 1 is due."
    )
    assert advice_reason(advice).startswith(
        "Attempts left: an attempt that passed is entered; the rule: a Step that was passed is not taken again."
    )
    assert advice_changes(advice)[0] == "Attempts left: Correcting that attempt, if it did not pass."


def test_the_advice_shows_only_the_checks_on_scores_that_are_open(answer, student):
    advice = answer(student((28, 55), (14, 60), (0, 66))).advice
    assert [change.split(":")[0] for change in advice_changes(advice)] == [
        "NBME's own reading of the latest two forms",
        "The lowest chance against your own bar",
    ]


def test_a_date_that_stands_says_which_scores_would_change_it(answer, student):
    advice = answer(student(*STRONG)).advice
    assert [change.split(":")[0] for change in advice_changes(advice)] == [
        "Two scored tests in the last weeks",
        "NBME's own reading of the latest two forms",
        "The lowest chance against your own bar",
        "No falling trend",
        "Taken as the exam is taken",
    ]


REHEARSE = "Spend one day at exam length before the exam, and show this page to your advisor."
REST = "Show this page to your advisor, and rest before the exam."


@pytest.mark.parametrize(
    ("said", "exam_in", "step"),
    [
        (None, 7, REHEARSE),
        (False, 7, REHEARSE),
        (False, None, REHEARSE),
        (True, 7, REST),
        (True, None, REST),
        (None, 6, REST),
        (False, 2, REST),
        (True, 2, REST),
    ],
)
def test_a_full_day_is_the_next_step_until_it_is_done_or_the_exam_is_within_a_week(
    answer, student, said, exam_in, step
):
    advice = answer(student(*STRONG, exam_in=exam_in, plan={"full_day_simulation": said})).advice
    assert (advice.outcome, advice_step(advice)) == ("keep_date", step)


@pytest.mark.parametrize(
    ("exam_in", "step"),
    [
        (0, "Ask your school today whether the date can still move."),
        (1, "Ask your school which later dates are open, and compare them below."),
        (None, "Ask your school which later dates are open, and compare them below."),
    ],
)
def test_more_time_asks_the_school_and_today_when_the_exam_is_today(answer, student, exam_in, step):
    assert advice_step(answer(student((28, 55), (14, 60), (1, 62), exam_in=exam_in)).advice) == step


@pytest.mark.parametrize(
    ("tests", "bar", "reason"),
    [
        pytest.param(
            ((28, 55), (14, 60), (0, 66)),
            90,
            "The lowest chance is 69 of 100 and your bar is 90. It would take 70 or higher on the next form. "
            "NBME's own reading of the latest two forms: 60, likely 56 to 64: partly below the low-pass band; "
            "66, likely 62 to 70: inside the low-pass band or slightly above it.",
            id="below the bar, a single form would reach it",
        ),
        pytest.param(
            ((10, 40), (1, 42)),
            90,
            "The lowest chance is 1 of 100 and your bar is 90. No single form would reach the bar yet. "
            "NBME's own reading of the latest two forms: 40, likely 36 to 44: wholly below the low-pass band; "
            "42, likely 38 to 46: wholly below the low-pass band.",
            id="below the bar, no single form would",
        ),
        pytest.param(
            ((10, 80), (3, 74)),
            90,
            "The lowest chance is 99 of 100 and your bar is 90. No falling trend: latest 74 EPC, best before it 80.",
            id="above the bar, falling",
        ),
        pytest.param(
            ((10, 64), (3, 65)),
            60,
            "The lowest chance is 77 of 100 and your bar is 60. "
            "NBME's own reading of the latest two forms: 64, likely 60 to 68: partly below the low-pass band; "
            "65, likely 61 to 69: partly below the low-pass band.",
            id="above a low bar, partly below the band",
        ),
        pytest.param(
            ((10, 200, {"test": "uwsa1"}), (3, 200, UWSA2)),
            90,
            "The lowest chance is 70 of 100 and your bar is 90. It would take 69 or higher on the next form.",
            id="below the bar on other tests alone",
        ),
    ],
)
def test_more_time_gives_each_of_its_reasons(answer, student, tests, bar, reason):
    advice = answer(student(*tests, pass_bar=bar)).advice
    assert (advice.outcome, advice_reason(advice)) == ("more_time", reason)


@pytest.mark.parametrize(
    ("tests", "reason"),
    [
        pytest.param(
            (),
            "No score since the last attempt is entered, so the answer rests on the published rate.",
            id="no score",
        ),
        pytest.param(
            ((10, 66), (3, 67)),
            "The lowest chance is 88 of 100 and your bar is 90. A next form of 66 or higher would bring it there.",
            id="the bar alone",
        ),
        pytest.param(
            ((3, 80),),
            "The lowest chance is 99 of 100 and your bar is 90. "
            "Also open: Two scored tests in the last weeks: 1 scored test in the last 21 days; "
            "No falling trend: no scores on two different days.",
            id="all but the bar",
        ),
        pytest.param(
            ((30, 66), (3, 67)),
            "The lowest chance is 87 of 100 and your bar is 90. A next form of 66 or higher would bring it there. "
            "Also open: Two scored tests in the last weeks: 1 scored test in the last 21 days.",
            id="the bar and one more",
        ),
        pytest.param(
            ((10, 80), (3, 230, UWSA2), (2, 80, UNTIMED)),
            "The lowest chance is 99 of 100 and your bar is 90. Also open: Taken as the exam is taken: not timed.",
            id="the conditions alone",
        ),
    ],
)
def test_one_more_form_gives_each_of_its_reasons(answer, student, tests, reason):
    advice = answer(student(*tests)).advice
    assert (advice.outcome, advice_reason(advice)) == ("one_more_form", reason)


@pytest.mark.parametrize("exam_in", [7, 30, None])
def test_one_more_form_is_for_this_week_where_the_exam_leaves_a_week(answer, student, exam_in):
    advice = answer(student((3, 80), exam_in=exam_in)).advice
    assert advice_step(advice) == "Take one form you have not seen, timed and in one day, this week."


@pytest.mark.parametrize("exam_in", [0, 1, 6])
def test_one_more_form_asks_for_a_later_date_where_the_exam_is_within_a_week(answer, student, exam_in):
    advice = answer(student((3, 80), exam_in=exam_in)).advice
    assert advice_step(advice) == (
        "Ask whether the date can move, so that one form you have not seen, timed and in one day, fits before it. If "
        "it cannot, rest before the exam; the chance is for that day."
    )


def test_every_broken_rule_is_named_and_can_change_the_advice(answer, student, day):
    profile = student(*STRONG, failed=(900, 700, 500, 143), plan={"eligibility_end": day(3)})
    advice = answer(profile).advice
    assert advice.outcome == "rule_first"
    for title in ("Attempts left", "Inside the eligibility period"):
        assert f"{title}: " in advice_reason(advice)
        assert any(change.startswith(f"{title}: ") for change in advice_changes(advice))
    assert advice_step(advice).startswith("Talk to your school before you book. ")
    assert "what would change it: a date by 25 Nov 2026, or an extension" in advice_step(advice)


def test_with_a_rule_first_the_open_checks_on_the_scores_can_change_the_advice_too(answer, student, day):
    advice = answer(student((3, 80), plan={"eligibility_end": day(3)})).advice
    assert advice_changes(advice) == (
        "Inside the eligibility period: A date by 25 Nov 2026, or an extension; one is normally possible.",
        "Two scored tests in the last weeks: 1 more scored test.",
        "No falling trend: A scored test on another day.",
    )


def test_the_school_deadline_and_the_rotations_are_said_but_are_no_exam_rules(answer, student, day):
    plan = {"school_deadline": day(3), "rotations_start": day(20)}
    advice = answer(student(*STRONG, plan=plan)).advice
    assert advice.outcome == "keep_date"
    assert advice_reason(advice).startswith("The lowest chance is 99 of 100 and your bar is 90. ")
    for line in (
        "Before your school's deadline (29 Nov 2026, deadline 25 Nov 2026).",
        "Results before rotations start (results 27 Dec 2026 to 24 Jan 2027, rotations 12 Dec 2026).",
    ):
        assert advice_reason(advice).count(f"The calendar does not support the date: {line}") == 1
    assert advice_step(advice) == "Talk to your school about this line: on or before the date your school set."


def test_a_calendar_that_is_kept_is_not_spoken_of(answer, student, day):
    advice = answer(student(*STRONG, plan={"school_deadline": day(7), "rotations_start": day(90)})).advice
    assert advice_reason(advice) == (
        "The lowest chance is 99 of 100 and your bar is 90. Every check on the scores is met."
    )


@pytest.mark.parametrize("plan", [{"eligibility_end": -1}, {"eligibility_end": 3}, {"eligibility_start": 30}])
def test_an_assumed_date_outside_the_eligibility_period_breaks_no_rule_but_is_said(answer, check, student, day, plan):
    profile = student(*STRONG, exam_in=None, plan={entry: day(days) for entry, days in plan.items()})
    advice = answer(profile).advice
    assert check("eligibility_window", profile).status == "not met"
    assert (advice.outcome, advice_text(advice)) == ("keep_date", "The scores support booking a date")
    assert (
        "The calendar does not support the day assumed here: Inside the eligibility period (29 Nov 2026, period "
        in advice_reason(advice)
    )


def test_an_assumed_date_still_meets_the_other_rules_of_the_exam(answer, student):
    advice = answer(student(*STRONG, exam_in=None, failed=(300, 250, 200))).advice
    assert advice.outcome == "rule_first"


def test_an_exam_date_that_has_passed_is_no_line_of_the_calendar(answer, student):
    advice = answer(student(*STRONG, exam_in=-3)).advice
    assert advice.outcome == "keep_date"
    assert "calendar" not in advice_reason(advice)


@pytest.mark.parametrize(
    ("tests", "outcome"), [(((28, 55), (14, 60), (0, 66)), "more_time"), (((3, 80),), "one_more_form")]
)
def test_a_crossed_calendar_line_is_named_whatever_the_scores_support(answer, student, day, tests, outcome):
    advice = answer(student(*tests, plan={"school_deadline": day(3)})).advice
    assert advice.outcome == outcome
    line = "Before your school's deadline (29 Nov 2026, deadline 25 Nov 2026)."
    assert advice_reason(advice).endswith(f"The calendar does not support the date: {line}")


def test_a_broken_rule_hides_neither_the_scores_nor_the_other_lines(answer, student, day):
    plan = {"eligibility_end": day(3), "school_deadline": day(4)}
    advice = answer(student((28, 55), (14, 60), (0, 66), plan=plan)).advice
    assert advice.outcome == "rule_first"
    assert "The lowest chance is 69 of 100 and your bar is 90." in advice_reason(advice)
    assert advice_reason(advice).count("Inside the eligibility period") == 1
    assert advice_reason(advice).count("The calendar does not support the date: Before your school's deadline") == 1


def test_a_check_without_words_is_an_error():
    with pytest.raises(TypeError, match="No words for the check of a object that is met"):
        check_words(Check("made_up", "scores", "met", object(), "judgement"))
