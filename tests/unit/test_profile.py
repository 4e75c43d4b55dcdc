"""The profile format: what is refused, in which words, and what is kept."""

import datetime as dt
import json

import pytest
from pydantic import ValidationError

from model.entries.fields import label
from model.entries.migrations import FORMAT
from model.entries.profile import Profile, practice_test
from model.entries.refusals import ProfileError
from model.entries.schema import GROUPS, Attempt, PracticeTest

CBSSA = {"test": "cbssa", "date": "2026-11-20", "score": 62}
NAME = "NBME CBSSA (forms 25 and later)"
NOT_JSON = "The file is not readable JSON, so nothing was opened. Choose the file saved here."
OTHER_FORMAT = "The file's format is not second-sitting/2. Choose a file that was saved here."
DATE = "must be a date such as 2026-11-20, not"
UNKNOWN = "is not an entry this app knows. Remove it or check its spelling."
NAMED = "A specialty's name has 1 to 60 plain characters"
BOUND = "Enter 1 to 99 of 100."


def written(**entries):
    return json.dumps({"format": FORMAT, **entries})


def one_test(**entries):
    return written(practice_tests=[CBSSA | entries])


def shown(text):
    return repr(text if len(text) <= 40 else text[:40] + "...")


def refusal(content, today):
    with pytest.raises(ProfileError) as error:
        Profile.from_json(content, today)
    assert str(error.value) == " ".join(error.value.problems)
    return error.value.problems


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(written(score=62), f"'score' {UNKNOWN}", id="in the file"),
        pytest.param(written(**{"": 1}), f"'' {UNKNOWN}", id="without a name"),
        pytest.param(written(**{"{input}": 1}), f"'{{input}}' {UNKNOWN}", id="with braces"),
        pytest.param(written(**{"a" * 41: 1}), f"'{'a' * 40}...' {UNKNOWN}", id="with a long name"),
        pytest.param(written(**{"\u0000": 1}), f"'\\x00' {UNKNOWN}", id="with an unprintable name"),
        pytest.param(one_test(epc=62), f"Practice test 1, 'epc' {UNKNOWN}", id="in a practice test"),
        pytest.param(written(attempts=[{}, {"day": 1}]), f"Attempt 2, 'day' {UNKNOWN}", id="in an attempt"),
        pytest.param(written(plan={"exam": 1}), f"Plan, 'exam' {UNKNOWN}", id="in the plan"),
        pytest.param(written(application={"x": 1}), f"Application, 'x' {UNKNOWN}", id="in the application"),
    ],
)
def test_an_unknown_entry_is_refused_at_every_level(content, sentence, today):
    assert refusal(content, today) == (sentence,)


@pytest.mark.parametrize(
    ("test", "score", "words"),
    [
        ("cbssa", -0.1, f"Score -0.1 is outside 0-100 for {NAME}. Check the report's equated percent correct."),
        ("cbssa", 100.5, f"Score 100.5 is outside 0-100 for {NAME}. Check the report's equated percent correct."),
        ("cbssa", 210, f"Score 210 is outside 0-100 for {NAME}. Check the report's equated percent correct."),
        (
            "cbse",
            101,
            "Score 101 is outside 0-100 for NBME CBSE (taken at school). Check the report's equated percent correct.",
        ),
        (
            "free120",
            101,
            "Score 101 is outside 0-100 for USMLE Free 120 (sample items). Check the report's percent correct.",
        ),
        (
            "uwsa1",
            99,
            "Score 99 is outside 100-300 for UWorld Self-Assessment 1. Check the report's three-digit score.",
        ),
        (
            "uwsa2",
            301,
            "Score 301 is outside 100-300 for UWorld Self-Assessment 2. Check the report's three-digit score.",
        ),
        (
            "uwsa3",
            62,
            "Score 62 is outside 100-300 for UWorld Self-Assessment 3. Check the report's three-digit score.",
        ),
        (
            "amboss_sa",
            62,
            "Score 62 is outside 100-300 for AMBOSS Step 1 Self-Assessment. Check the report's three-digit score.",
        ),
        (
            "qbank",
            -1,
            (
                "Score -1 is outside 0-100 for Question bank, first pass, percent correct. "
                "Check the report's percent correct."
            ),
        ),
    ],
)
def test_a_score_outside_the_bounds_of_its_own_test_is_refused(test, score, words, today):
    assert refusal(one_test(test=test, score=score), today) == (f"Practice test 1: {words}",)


@pytest.mark.parametrize(
    ("test", "lowest", "highest"),
    [
        ("cbssa", 0, 100),
        ("cbse", 0, 100),
        ("free120", 0, 100),
        ("uwsa1", 100, 300),
        ("uwsa2", 100, 300),
        ("uwsa3", 100, 300),
        ("amboss_sa", 100, 300),
        ("qbank", 0, 100),
    ],
)
def test_the_bounds_of_a_test_are_themselves_allowed(test, lowest, highest, today):
    profile = Profile.from_json(
        written(practice_tests=[CBSSA | {"test": test, "score": score} for score in (lowest, highest)]), today
    )
    assert [entry.score for entry in profile.practice_tests] == [lowest, highest]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(
            one_test(score="62"),
            "Practice test 1, Score ('score') must be a number, not '62'. Correct it.",
            id="score text",
        ),
        pytest.param(
            one_test(score=True),
            "Practice test 1, Score ('score') must be a number, not true. Correct it.",
            id="score true",
        ),
        pytest.param(
            one_test(score=None),
            "Practice test 1, Score ('score') must be a number, not empty. Correct it.",
            id="score null",
        ),
        pytest.param(
            written(practice_tests=[CBSSA | {"printed_pass_percent": "98"}]),
            "Practice test 1, Chance of passing printed on the report ('printed_pass_percent') "
            "must be a number, not '98'. Correct it.",
            id="printed text",
        ),
        pytest.param(
            one_test(timed=1),
            "Practice test 1, Timed ('timed') must be true or false, not 1. Correct it.",
            id="timed 1",
        ),
        pytest.param(
            one_test(full_length="yes"),
            "Practice test 1, Full length, in one day ('full_length') must be true or false, not 'yes'. Correct it.",
            id="full length text",
        ),
        pytest.param(
            one_test(unseen=None),
            "Practice test 1, No question seen before ('unseen') must be true or false, not empty. Correct it.",
            id="unseen null",
        ),
        pytest.param(
            one_test(test=5),
            "Practice test 1, Which test ('test') must be text in quotes, not 5. Correct it.",
            id="test number",
        ),
        pytest.param(
            one_test(form=31),
            "Practice test 1, Form ('form') must be text in quotes, not 31. Correct it.",
            id="form number",
        ),
        pytest.param(
            one_test(date=20261120),
            f"Practice test 1, Day taken ('date') {DATE} 20261120. Correct it.",
            id="date number",
        ),
        pytest.param(
            one_test(date=1700000000),
            f"Practice test 1, Day taken ('date') {DATE} 1700000000. Correct it.",
            id="date timestamp",
        ),
        pytest.param(
            one_test(date="1700000000"),
            f"Practice test 1, Day taken ('date') {DATE} '1700000000'. Correct it.",
            id="date timestamp text",
        ),
        pytest.param(
            one_test(date="2026-11-20T08:00:00"),
            f"Practice test 1, Day taken ('date') {DATE} '2026-11-20T08:00:00'. Correct it.",
            id="date with a time",
        ),
        pytest.param(
            one_test(date="20 Nov 2026"),
            f"Practice test 1, Day taken ('date') {DATE} '20 Nov 2026'. Correct it.",
            id="date in words",
        ),
        pytest.param(
            one_test(date="2026-02-30"),
            f"Practice test 1, Day taken ('date') {DATE} '2026-02-30'. Correct it.",
            id="a day that is not there",
        ),
        pytest.param(
            one_test(date="10000-01-01"),
            f"Practice test 1, Day taken ('date') {DATE} '10000-01-01'. Correct it.",
            id="year of five digits",
        ),
        pytest.param(
            one_test(date=None), f"Practice test 1, Day taken ('date') {DATE} empty. Correct it.", id="date null"
        ),
        pytest.param(
            written(exam_date="soon"), f"Exam date ('exam_date') {DATE} 'soon'. Correct it.", id="exam date in words"
        ),
        pytest.param(
            written(attempts=[{"date": 1}]),
            f"Attempt 1, Day of the attempt ('date') {DATE} 1. Correct it.",
            id="attempt date number",
        ),
        pytest.param(
            written(attempts=[{"passed": "no"}]),
            "Attempt 1, Passed ('passed') must be true or false, not 'no'. Correct it.",
            id="passed",
        ),
        pytest.param(
            written(plan={"school_deadline": 5}),
            f"Plan, Your school's deadline to sit ('school_deadline') {DATE} 5. Correct it.",
            id="plan date number",
        ),
        pytest.param(
            written(plan={"full_day_simulation": "yes"}),
            "Plan, One full day at exam length ('full_day_simulation') must be true or false, not 'yes'. Correct it.",
            id="simulation text",
        ),
        pytest.param(
            written(plan=[]),
            "Plan ('plan') must be a group of entries in braces, not a list. Correct it.",
            id="plan list",
        ),
        pytest.param(
            written(plan=None),
            "Plan ('plan') must be a group of entries in braces, not empty. Correct it.",
            id="plan null",
        ),
        pytest.param(
            written(application=3),
            "Application ('application') must be a group of entries in braces, not 3. Correct it.",
            id="application",
        ),
        pytest.param(
            written(attempts="two"),
            "Attempts at Step 1 so far ('attempts') must be a list in square brackets, not 'two'. Correct it.",
            id="attempts text",
        ),
        pytest.param(
            written(practice_tests=CBSSA),
            "Practice tests ('practice_tests') must be a list in square brackets, not a group of entries. Correct it.",
            id="tests not in a list",
        ),
        pytest.param(
            written(practice_tests=[CBSSA, 62]),
            "Practice test 2 must be a group of entries in braces, not 62. Correct it.",
            id="a test that is a number",
        ),
        pytest.param(
            written(pass_bar=90.5),
            "Your own bar ('pass_bar') must be a whole number, not 90.5. Correct it.",
            id="bar with a half",
        ),
        pytest.param(
            written(pass_bar=90.0),
            "Your own bar ('pass_bar') must be a whole number, not 90.0. Correct it.",
            id="bar with a point",
        ),
        pytest.param(
            written(pass_bar=90).replace("90", '"90"'),
            "Your own bar ('pass_bar') must be a whole number, not '90'. Correct it.",
            id="bar text",
        ),
        pytest.param(
            written(pass_bar=True),
            "Your own bar ('pass_bar') must be a whole number, not true. Correct it.",
            id="bar true",
        ),
        pytest.param(
            written(group="US"),
            "School ('group') must be one of 'US MD', 'US DO', 'US IMG' or 'Non-US IMG', not 'US'. Correct it.",
            id="group unknown",
        ),
        pytest.param(
            written(group=1),
            "School ('group') must be one of 'US MD', 'US DO', 'US IMG' or 'Non-US IMG', not 1. Correct it.",
            id="group number",
        ),
        pytest.param("[]", "The file must be a group of entries in braces, not a list. Correct it.", id="a list"),
        pytest.param("null", "The file must be a group of entries in braces, not empty. Correct it.", id="null"),
        pytest.param('"cbssa"', "The file must be a group of entries in braces, not 'cbssa'. Correct it.", id="a text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(content, sentence, today):
    assert refusal(content, today) == (sentence,)


@pytest.mark.parametrize(
    ("bar", "sentence"),
    [
        (0, f"Your own bar ('pass_bar') is 0, below 1. {BOUND}"),
        (-5, f"Your own bar ('pass_bar') is -5, below 1. {BOUND}"),
        (100, f"Your own bar ('pass_bar') is 100, above 99. {BOUND}"),
        (10**30, f"Your own bar ('pass_bar') is 1000000000000000000000000000000, above 99. {BOUND}"),
    ],
)
def test_a_bar_outside_1_to_99_is_refused(bar, sentence, today):
    assert refusal(written(pass_bar=bar), today) == (sentence,)


@pytest.mark.parametrize("bar", [1, 99])
def test_the_lowest_and_the_highest_bar_are_allowed(bar, today):
    assert Profile.from_json(written(pass_bar=bar), today).pass_bar == bar


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("NaN", "nan"),
        ("Infinity", "inf"),
        ("-Infinity", "-inf"),
        ("1e999", "inf"),
        ("-1e999", "-inf"),
        ("1" * 400, "a number of more than 40 digits"),
    ],
)
def test_a_number_that_is_not_finite_is_refused(number, said, today):
    content = one_test(score=-12345).replace("-12345", number)
    assert refusal(content, today) == (f"Practice test 1, Score ('score') must be a number, not {said}. Correct it.",)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused_from_a_form_too(number, today):
    with pytest.raises(
        ProfileError, match=rf"^Chance of passing printed on the report must be a number, not {number}\. Correct it\.$"
    ):
        practice_test({"test": "cbssa", "date": today, "score": 62.0, "printed_pass_percent": number}, today)


FUTURE = "2026-11-23 lies in the future. Enter the day it was taken, 2026-11-22 at the latest."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (one_test(date="2026-11-23"), f"Practice test 1, Day taken ('date'): {FUTURE}"),
        (written(attempts=[{"date": "2026-11-23"}]), f"Attempt 1, Day of the attempt ('date'): {FUTURE}"),
        (
            one_test(date="1999-12-31"),
            "Practice test 1, Day taken ('date'): 1999-12-31 lies before 2000. Check the year.",
        ),
        (
            written(attempts=[{"date": "1999-12-31"}]),
            "Attempt 1, Day of the attempt ('date'): 1999-12-31 lies before 2000. Check the year.",
        ),
        (written(exam_date="1999-12-31"), "Exam date ('exam_date'): 1999-12-31 lies before 2000. Check the year."),
        (
            written(exam_date="2032-01-01"),
            "Exam date ('exam_date'): 2032-01-01 lies more than 5 years ahead. Check the year.",
        ),
        *(
            (
                written(plan={entry: day}),
                f"Plan, {label(f'plan.{entry}')} ('{entry}'): {day} lies {where}. Check the year.",
            )
            for entry in ("eligibility_start", "eligibility_end", "school_deadline", "rotations_start")
            for day, where in (("1999-12-31", "before 2000"), ("2032-01-01", "more than 5 years ahead"))
        ),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused(content, sentence, today):
    assert refusal(content, today) == (sentence,)


def test_the_first_and_the_last_possible_dates_are_allowed(today):
    profile = Profile.from_json(
        written(
            exam_date="2031-12-31",
            attempts=[{"date": "2000-01-01"}, {"date": "2026-11-22"}],
            practice_tests=[CBSSA | {"date": "2000-01-01"}, CBSSA | {"date": "2026-11-22"}],
            plan={"eligibility_start": "2000-01-01", "eligibility_end": "2031-12-31"},
        ),
        today,
    )
    assert profile.exam_date == dt.date(2031, 12, 31)
    assert [attempt.date for attempt in profile.attempts] == [dt.date(2000, 1, 1), today]
    assert [test.date for test in profile.practice_tests] == [dt.date(2000, 1, 1), today]


def test_a_past_exam_date_is_allowed(today):
    assert Profile.from_json(written(exam_date="2026-11-01"), today).exam_date == dt.date(2026, 11, 1)


def test_sixty_tests_are_allowed_and_sixty_one_are_refused(today):
    assert len(Profile.from_json(written(practice_tests=[CBSSA] * 60), today).practice_tests) == 60
    assert refusal(written(practice_tests=[CBSSA] * 61), today) == (
        "Practice tests ('practice_tests'): 61 practice tests are more than the 60 that can be entered. Remove some.",
    )


def test_six_attempts_are_allowed_and_seven_are_refused(today):
    assert len(Profile.from_json(written(attempts=[{}] * 6), today).attempts) == 6
    assert refusal(written(attempts=[{}] * 7), today) == (
        "Attempts at Step 1 so far ('attempts'): 7 attempts are more than the 6 that can be entered. Remove some.",
    )


@pytest.mark.parametrize("content", [b" " * 262145, " " * 262145, "\u00e9" * 131073])
def test_a_file_over_256_kb_is_refused(content, today):
    assert refusal(content, today) == (
        "The file is larger than 256 kB, so it is not a profile. Choose the file saved here.",
    )


def test_a_file_of_exactly_256_kb_is_read(today):
    assert Profile.from_json(written(group="US DO").ljust(262144), today).group == "US DO"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="unfinished"),
        pytest.param(b'{"format": "second-sitting/1",}', id="trailing comma"),
        pytest.param(b'{"format": "second-sitting/1"} and more', id="trailing text"),
        pytest.param(b"%PDF-1.7", id="another kind of file"),
        pytest.param(b"[" * 100_000, id="deep lists"),
        pytest.param(b'{"plan": ' * 20_000, id="deep groups"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="UTF-16"),
        pytest.param(b'{"format": "second-sitting/1", "group": "\xff"}', id="invalid UTF-8"),
        pytest.param('{"format": "\ud800"}', id="lone surrogate"),
        pytest.param(b'{"format": "\\ud800"}', id="escaped lone surrogate"),
        pytest.param(
            b'{"format": "second-sitting/1", "pass_bar": 1' + b"0" * 5000 + b"}", id="a number of 5000 digits"
        ),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf{}", id="two byte order marks"),
    ],
)
def test_what_is_not_json_is_refused(content, today):
    assert refusal(content, today) == (NOT_JSON,)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (written(pass_bar=80).replace("}", ', "pass_bar": 90}'), "pass_bar"),
        (written(practice_tests=[CBSSA]).replace("]}", '], "practice_tests": []}'), "practice_tests"),
        (one_test().replace('"score": 62', '"score": 62, "score": 82'), "score"),
        (written(pass_bar=80).replace("80", "1" * 4300 + ', "pass_bar": 80'), "pass_bar"),
        (written(plan={"wellbeing": "\\"}).replace('{"wellbeing"', '{"wellbeing": "", "wellbeing"'), "wellbeing"),
    ],
    ids=["a value", "a list", "in a test", "hiding a huge number", "in the plan"],
)
def test_an_entry_with_two_values_is_refused_rather_than_one_of_them_lost(content, name, today):
    assert refusal(content, today) == (f"'{name}' is there twice in one place. Remove one of them.",)


def test_a_zero_below_zero_is_a_zero(today):
    (test,) = Profile.from_json(one_test(score=-0.0, printed_pass_percent=-0.0), today).practice_tests
    assert (f"{test.score:g}", f"{test.printed_pass_percent:g}") == ("0", "0")


@pytest.mark.parametrize("note", ["a\x00b", "a\x1bb", "a\rb", "a\ud800b", "a\x7fb", "a\x85b"], ids=ascii)
def test_what_no_screen_can_show_is_left_out_of_a_note(note, today):
    kept = Profile.from_entries({"plan": {"wellbeing": f"{note}\n\tGrüße 👩‍⚕️"}}, today)
    assert kept.plan.wellbeing == "ab\n\tGrüße 👩‍⚕️"
    assert Profile.from_json(kept.to_json(), today) == kept


def test_a_closed_nest_of_lists_is_refused_where_it_stands(today):
    content = written(practice_tests=[None]).replace("null", "[" * 100 + "]" * 100)
    assert refusal(content, today) == ("Practice test 1 must be a group of entries in braces, not a list. Correct it.",)


COUNTS = (
    "clerkship_honors",
    "clerkships_graded",
    "letters",
    "letters_from_specialty",
    "letters_since_attempt",
    "research_experiences",
    "abstracts_pubs_presentations",
    "volunteer_experiences",
    "work_experiences",
    "practice_interviews",
    "contiguous_ranks",
    "signals_used",
)


def applied(**entries):
    return written(application=entries)


@pytest.mark.parametrize("entry", COUNTS)
def test_a_count_is_allowed_from_0_to_500_and_refused_beyond(entry, today):
    for value in (0, 500):
        assert getattr(Profile.from_json(applied(**{entry: value}), today).application, entry) == value
    for value in (-1, 501, 10**30):
        assert refusal(applied(**{entry: value}), today) == (
            f"Application, {label(f'application.{entry}')} ('{entry}'): {value} is outside 0-500. Check the number.",
        )


@pytest.mark.parametrize("score", [-245, 0, 99, 301, 2450])
def test_a_step_2_ck_score_outside_100_to_300_is_refused(score, today):
    assert refusal(applied(step2ck=score), today) == (
        f"Application, Step 2 CK score ('step2ck'): Step 2 CK {score} is outside 100-300. Check the score.",
    )


@pytest.mark.parametrize("score", [100, 300, None])
def test_the_lowest_the_highest_and_an_unknown_step_2_ck_score_are_allowed(score, today):
    assert Profile.from_json(applied(step2ck=score), today).application.step2ck == score


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"clerkship_honors": 5, "clerkships_graded": 4}, "5 of 4 clerkships is more than all of them."),
        ({"letters_from_specialty": 3, "letters": 2}, "3 of 2 letters is more than all of them."),
        ({"letters_since_attempt": 1, "letters": 0}, "1 of 0 letters is more than all of them."),
    ],
)
def test_a_part_that_is_larger_than_the_whole_is_refused(entries, sentence, today):
    assert refusal(applied(**entries), today) == (f"Application ('application'): {sentence} Check both numbers.",)


@pytest.mark.parametrize(
    "entries",
    [
        {"clerkship_honors": 4, "clerkships_graded": 4},
        {"clerkship_honors": 4},
        {"clerkships_graded": 4},
        {"letters_from_specialty": 2, "letters_since_attempt": 2, "letters": 2},
        {"letters_from_specialty": 2, "letters_since_attempt": 3},
    ],
)
def test_a_part_may_be_as_large_as_the_whole_and_either_may_be_unknown(entries, today):
    application = Profile.from_json(applied(**entries), today).application
    assert {entry: getattr(application, entry) for entry in entries} == entries


def test_five_target_specialties_are_allowed_in_their_order_and_six_are_refused(today):
    names = ["Neurology", "Pathology", "Anesthesiology", "Family Medicine", "Podiatry", "Dermatology"]
    kept = Profile.from_json(applied(target_specialties=names[:5]), today).application.target_specialties
    assert kept == tuple(names[:5])
    assert refusal(applied(target_specialties=names), today) == (
        (
            "Application, Target specialties ('target_specialties'):"
            " 6 specialties are more than the 5 that can be entered. Remove some."
        ),
    )


def test_a_target_specialty_that_is_there_twice_is_refused(today):
    assert refusal(applied(target_specialties=["Neurology", "Pathology", "Neurology"]), today) == (
        "Application, Target specialties ('target_specialties'): 'Neurology' is there twice. Remove one of them.",
    )


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Neuro\nlogy", "\u202eygolorueN"], ids=ascii)
def test_a_specialty_without_a_plain_name_is_refused(name, today):
    assert refusal(applied(target_specialties=["Pathology", name]), today) == (
        f"Application, Target specialties ('target_specialties'): {NAMED}, unlike {shown(name)}. Correct it.",
    )


@pytest.mark.parametrize("name", ["x" * 60, "Internal Medicine/Pediatrics", "Größe"])
def test_a_specialty_with_a_plain_name_is_kept(name, today):
    assert Profile.from_json(applied(target_specialties=[name]), today).application.target_specialties == (name,)


@pytest.mark.parametrize(
    ("entry", "value", "kind"),
    [
        ("step2ck", "245", "must be a whole number, not '245'. Correct it."),
        ("step2ck", 245.0, "must be a whole number, not 245.0. Correct it."),
        ("step2ck_predicted", "yes", "must be true or false, not 'yes'. Correct it."),
        ("step2ck_predicted", None, "must be true or false, not empty. Correct it."),
        ("letters", True, "must be a whole number, not true. Correct it."),
        ("letters", 2.5, "must be a whole number, not 2.5. Correct it."),
        ("aoa", "no", "must be true or false, not 'no'. Correct it."),
        ("ghhs", 1, "must be true or false, not 1. Correct it."),
        ("obstacles_overcome", 0, "must be true or false, not 0. Correct it."),
        ("attempt_addressed", "", "must be true or false, not ''. Correct it."),
        ("specialty_honors", "maybe", "must be one of 'yes', 'no' or 'not yet', not 'maybe'. Correct it."),
        ("specialty_honors", True, "must be one of 'yes', 'no' or 'not yet', not true. Correct it."),
        ("personal_statement", "done", "must be one of 'not begun', 'draft' or 'reviewed', not 'done'. Correct it."),
        ("target_specialties", "Neurology", "must be a list in square brackets, not 'Neurology'. Correct it."),
        ("target_specialties", None, "must be a list in square brackets, not empty. Correct it."),
        ("score", 1, "is not an entry this app knows. Remove it or check its spelling."),
    ],
)
def test_an_entry_of_the_application_that_is_of_the_wrong_kind_is_refused(entry, value, kind, today):
    (problem,) = refusal(applied(**{entry: value}), today)
    said = "'score'" if entry == "score" else f"{label(f'application.{entry}')} ('{entry}')"
    assert problem == f"Application, {said} {kind}"


def test_an_application_that_is_not_entered_knows_nothing(today):
    application = Profile.from_json(written(), today).application
    known = {entry: value for entry, value in application.model_dump().items() if value is not None}
    assert known == {"target_specialties": (), "step2ck_predicted": False}


def test_an_application_is_written_and_read_back_the_same(today):
    entries = {
        "target_specialties": ["Neurology", "Pathology"],
        "step2ck": 245,
        "step2ck_predicted": True,
        "specialty_honors": "not yet",
        "personal_statement": "reviewed",
        "attempt_addressed": False,
        "aoa": True,
        "ghhs": False,
        "obstacles_overcome": True,
    } | dict.fromkeys(COUNTS, 2)
    profile = Profile.from_json(applied(**entries), today)
    assert json.loads(profile.to_json())["application"] == entries
    assert Profile.from_json(profile.to_json(), today) == profile


def test_a_byte_order_mark_is_accepted(today):
    content = written(group="US DO").encode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    assert Profile.from_json(content, today).group == "US DO"


@pytest.mark.parametrize("content", ["{}", '{"format": "second-sitting/3"}', '{"format": 1}', '{"format": null}'])
def test_another_format_is_refused(content, today):
    assert refusal(content, today) == (OTHER_FORMAT,)


@pytest.mark.parametrize("form", ["31", " 31 "])
def test_the_same_form_twice_on_one_day_is_refused(form, today):
    content = written(practice_tests=[CBSSA | {"form": "31"}, CBSSA | {"form": form, "score": 70}])
    (problem,) = refusal(content, today)
    assert problem.startswith(f"Practice tests ('practice_tests'): {NAME}, form 31 on ")
    assert problem.endswith(" is there twice. Remove or edit one of them.")


@pytest.mark.parametrize(
    "other", [{"form": "30"}, {"form": None}, {"form": "31", "date": "2026-11-19"}, {"form": "31", "test": "cbse"}]
)
def test_another_form_or_day_or_test_is_not_a_repetition(other, today):
    profile = Profile.from_json(written(practice_tests=[CBSSA | {"form": "31"}, CBSSA | other]), today)
    assert len(profile.practice_tests) == 2


def test_a_period_that_ends_before_it_starts_is_refused(today):
    (problem,) = refusal(written(plan={"eligibility_start": "2026-12-02", "eligibility_end": "2026-12-01"}), today)
    assert problem.startswith("Plan ('plan'): The eligibility period ends on ")
    assert problem.endswith(". Check both dates.")


def test_a_period_of_one_day_is_allowed(today):
    period = {"eligibility_start": "2026-12-01", "eligibility_end": "2026-12-01"}
    assert Profile.from_json(written(plan=period), today).plan.eligibility_end == dt.date(2026, 12, 1)


@pytest.mark.parametrize("form", ["x" * 41, "31\n", "31\u0007", "\u202e13"], ids=ascii)
def test_a_long_or_unprintable_form_name_is_refused(form, today):
    assert refusal(one_test(form=form), today) == (
        (
            "Practice test 1, Form ('form'):"
            f" A form's name has at most 40 plain characters, unlike {shown(form)}. Correct it."
        ),
    )


@pytest.mark.parametrize(
    ("form", "kept"),
    [("x" * 40, "x" * 40), (" 31 ", "31"), ("", None), ("   ", None), (None, None), ("Größe 5", "Größe 5")],
)
def test_a_form_name_is_kept_without_the_spaces_around_it(form, kept, today):
    assert Profile.from_json(one_test(form=form), today).practice_tests[0].form == kept


def test_an_unknown_test_is_refused_with_the_known_ones(today):
    (problem,) = refusal(one_test(test="uwsa9"), today)
    assert problem == (
        "Practice test 1, Which test ('test'): 'uwsa9' is not a test this app knows. "
        "Use one of: cbssa, cbse, free120, uwsa1, uwsa2, uwsa3, amboss_sa, qbank."
    )


def test_the_name_of_an_unknown_test_is_cut_short(today):
    (problem,) = refusal(one_test(test="z" * 5000), today)
    assert problem.startswith(f"Practice test 1, Which test ('test'): '{'z' * 40}...' is not a test this app knows. ")


@pytest.mark.parametrize(
    ("percent", "words"),
    [(-1, "A printed chance of -1 is outside 0-100."), (100.5, "A printed chance of 100.5 is outside 0-100.")],
)
def test_a_printed_chance_outside_0_to_100_is_refused(percent, words, today):
    assert refusal(one_test(printed_pass_percent=percent), today) == (
        f"Practice test 1: {words} Check the report's percent.",
    )


@pytest.mark.parametrize("test", ["free120", "uwsa1", "uwsa2", "uwsa3", "amboss_sa", "qbank"])
def test_a_printed_chance_is_refused_for_a_test_that_prints_none(test, today):
    (problem,) = refusal(one_test(test=test, score=100, printed_pass_percent=90), today)
    assert problem.startswith("Practice test 1: ")
    assert problem.endswith(" prints no chance of passing. Leave that entry empty.")


@pytest.mark.parametrize("test", ["cbssa", "cbse"])
@pytest.mark.parametrize("percent", [0, 100])
def test_a_printed_chance_is_allowed_for_a_test_that_prints_one(test, percent, today):
    profile = Profile.from_json(one_test(test=test, printed_pass_percent=percent), today)
    assert profile.practice_tests[0].printed_pass_percent == percent


def test_every_problem_has_its_own_sentence(today):
    content = written(group="US", practice_tests=[CBSSA, {"test": "cbssa", "scores": 62}], plan={"school_deadline": 1})
    assert refusal(content, today) == (
        "School ('group') must be one of 'US MD', 'US DO', 'US IMG' or 'Non-US IMG', not 'US'. Correct it.",
        "Practice test 2, Day taken ('date') is missing. Add it.",
        "Practice test 2, Score ('score') is missing. Add it.",
        f"Practice test 2, 'scores' {UNKNOWN}",
        f"Plan, Your school's deadline to sit ('school_deadline') {DATE} 1. Correct it.",
    )


def test_a_kind_of_refusal_without_its_own_words_still_names_the_entry(today):
    with pytest.raises(ProfileError, match=r"^'1' must be of another kind, not 1\. Correct it\.$"):
        Profile.from_entries({1: 2}, today)


def test_the_smallest_profile_has_nothing_but_the_bar(today):
    profile = Profile.from_json(written(), today)
    assert profile == Profile.from_entries({}, today)
    assert (profile.group, profile.exam_date, profile.pass_bar) == (None, None, 90)
    assert (profile.attempts, profile.practice_tests) == ((), ())
    unknown = {name: value for name, value in profile.plan.model_dump().items() if value not in (None, (), "", False)}
    assert unknown == {"talk_to_someone": True}


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_can_be_chosen(group, today):
    assert Profile.from_json(written(group=group), today).group == group


def test_a_profile_is_written_with_whole_scores_as_whole_numbers(today):
    tests = ({"test": "cbssa", "date": today, "score": 62.0, "printed_pass_percent": 98.5},)
    saved = json.loads(Profile.from_entries({"practice_tests": tests}, today).to_json())
    (test,) = saved["practice_tests"]
    assert saved["format"] == "second-sitting/2"
    assert (test["date"], repr(test["score"]), test["printed_pass_percent"]) == ("2026-11-22", "62", 98.5)


def test_a_saved_profile_ends_with_a_line_end_and_opens_as_bytes_or_text(today):
    profile = Profile.from_entries({"group": "US IMG", "exam_date": today}, today)
    saved = profile.to_json()
    assert saved.endswith("}\n")
    assert Profile.from_json(saved, today) == Profile.from_json(saved.encode(), today) == profile


def test_entries_cannot_be_changed_afterwards(student):
    with pytest.raises(ValidationError, match="frozen"):
        student((3, 70)).practice_tests[0].score = 99.0


@pytest.mark.parametrize(("form", "label"), [("31", f"{NAME}, form 31"), (None, NAME)])
def test_a_test_is_called_by_its_name_and_form(form, label):
    test = PracticeTest(test="cbssa", form=form, date=dt.date(2026, 11, 20), score=62.0)
    assert test.label == label


def test_without_a_today_no_date_counts_as_future():
    assert Attempt(date=dt.date(2040, 1, 1)).date == dt.date(2040, 1, 1)


def test_without_a_failed_attempt_every_test_belongs_to_this_time(student):
    profile = student((300, 50), (3, 70), failed=())
    assert profile.latest_fail is None
    assert [test.score for test in profile.this_time] == [50, 70]
    assert profile.last_time == ()


def test_tests_are_split_by_the_failed_attempt_and_put_in_order(student, day):
    profile = student((3, 70), (160, 66), (20, 68), (150, 67), failed=(143,))
    assert profile.latest_fail == day(-143)
    assert [test.score for test in profile.last_time] == [66, 67]
    assert [test.score for test in profile.this_time] == [68, 70]


def test_a_test_on_the_day_of_the_failed_attempt_belongs_to_last_time(student):
    profile = student((143, 66), (142, 60), failed=(143,))
    assert [test.score for test in profile.last_time] == [66]
    assert [test.score for test in profile.this_time] == [60]


def test_last_time_begins_after_the_attempt_before_it(student):
    profile = student((500, 50), (400, 55), (399, 60), (200, 65), (10, 70), failed=(143, 400))
    assert [test.score for test in profile.last_time] == [60, 65]
    assert [test.score for test in profile.this_time] == [70]


def test_a_passed_attempt_does_not_split_the_tests(student, day):
    attempts = ({"date": day(-143)}, {"date": day(-30), "passed": True})
    profile = student((160, 66), (40, 68), (10, 70), attempts=attempts)
    assert profile.latest_fail == day(-143)
    assert [test.score for test in profile.this_time] == [68, 70]


def test_a_single_test_is_built_from_plain_values(today):
    test = practice_test({"test": "uwsa2", "date": today, "score": 206.0, "timed": False}, today)
    assert (test.kind.name, test.score, test.timed, test.unseen) == ("UWorld Self-Assessment 2", 206, False, True)


def test_a_single_test_that_cannot_be_used_says_why(today):
    with pytest.raises(ProfileError) as error:
        practice_test({"test": "cbssa", "date": today, "score": 620.0}, today)
    assert error.value.problems == (
        f"Score 620 is outside 0-100 for {NAME}. Check the report's equated percent correct.",
    )


def test_a_plan_is_built_from_plain_values(today):
    built = Profile.from_entries({"plan": {"school_deadline": today, "full_day_simulation": True}}, today).plan
    assert (built.school_deadline, built.full_day_simulation, built.rotations_start) == (today, True, None)
