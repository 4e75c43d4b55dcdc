import itertools

import pytest

from model.report.agenda import open_decisions, questions, titles
from model.report.report import report
from model.report.sentences import advice_step, advice_text, check_words
from model.sharing.sections import SECTIONS

CLIMBING = ((28, 55), (14, 60), (0, 66))
HIGH = ((17, 80), (3, 82))
SETTLED_DATES = {"eligibility_end": 90, "school_deadline": 60, "rotations_start": 120}
SUBSETS = [subset for size in range(1, 5) for subset in itertools.combinations(SECTIONS, size)]


@pytest.fixture
def told(today):
    return lambda profile: report(profile, today)


def asked(answer, *shown):
    return questions(answer, shown)


@pytest.mark.parametrize("shown", SUBSETS)
@pytest.mark.parametrize("tests", [(), CLIMBING, HIGH])
@pytest.mark.parametrize("group", ["US MD", None])
def test_there_are_three_different_questions_whatever_is_shown(told, student, tests, group, shown):
    found = asked(told(student(*tests, group=group)), *shown)
    assert len(found) == len(set(found)) == 3
    assert all(question.endswith("?") for question in found)


@pytest.mark.parametrize(
    ("profile", "outcome", "question"),
    [
        ((HIGH, {}), "keep_date", "Does anything outside the scores speak against this date?"),
        (((), {}), "one_more_form", "On which day does one more fresh form fit, and can the date wait for it?"),
        ((CLIMBING, {}), "more_time", "Which later dates are open, and what would each of them cost?"),
        (
            (HIGH, {"failed": (900, 700, 500, 300)}),
            "rule_first",
            "Which rule comes first here, and who can say what it allows?",
        ),
    ],
)
def test_the_first_question_is_about_the_advice(told, student, profile, outcome, question):
    tests, entries = profile
    answer = told(student(*tests, **entries))
    assert answer.booking.advice.outcome == outcome
    for shown in (("booking",), SECTIONS):
        assert questions(answer, shown)[0] == question
        advice = answer.booking.advice
        assert next(open_decisions(answer, shown)) == f"{advice_text(advice)}. Next: {advice_step(advice)}"


@pytest.mark.parametrize(
    ("plan", "asks"),
    [
        (
            {},
            (
                "By which day does the school ask for the next attempt?",
                "Until which day does the eligibility period run?",
            ),
        ),
        (
            {"school_deadline": 3, "eligibility_end": 4},
            (
                "Can the school's deadline move, or does the date move?",
                "Can the eligibility period be extended, or does the date move?",
            ),
        ),
        (
            {"school_deadline": 60, "eligibility_end": 90},
            (
                "When do rotations start, and does the result have to be in by then?",
                "Which day is free for a rehearsal at exam length?",
            ),
        ),
        (
            {"school_deadline": 60, "eligibility_end": 90, "rotations_start": 14},
            (
                "Can rotations start later, or before the result is in?",
                "Which day is free for a rehearsal at exam length?",
            ),
        ),
        (
            SETTLED_DATES,
            ("Which day is free for a rehearsal at exam length?", "Which chance is high enough to book at, and why?"),
        ),
    ],
)
def test_then_comes_what_the_calendar_leaves_open(told, student, day, plan, asks):
    days = {name: day(days) for name, days in plan.items()}
    answer = told(student(*CLIMBING, plan=days))
    assert asked(answer, "booking")[1:] == asks


def test_with_a_rehearsal_done_and_every_date_settled_the_standing_questions_follow(told, student, day):
    plan = {name: day(days) for name, days in SETTLED_DATES.items()} | {"full_day_simulation": True}
    answer = told(student(*HIGH, plan=plan))
    assert asked(answer, "booking")[1:] == (
        "Which chance is high enough to book at, and why?",
        "Who has a say in the date, and by when?",
    )


@pytest.mark.parametrize(
    ("tests", "entries", "question"),
    [
        ((), {}, "Which practice form comes first, and on which day?"),
        (
            ((160, 68), (150, 70), *CLIMBING),
            {},
            "If exam day came out below practice last time, what will be different on the day?",
        ),
        (CLIMBING, {"exam_in": None}, "Which exam date is worth aiming for?"),
        (CLIMBING, {}, "What would move the chance most before the exam: more questions, other topics, or rest?"),
    ],
)
def test_readiness_asks_about_what_the_scores_leave_open(told, student, tests, entries, question):
    assert asked(told(student(*tests, **entries)), "readiness")[0] == question


@pytest.mark.parametrize(
    ("application", "first_two"),
    [
        ({}, ("Which specialties are worth looking at first?", "When is the right time for Step 2 CK?")),
        (
            {"target_specialties": ("Psychiatry",), "step2ck": 245, "step2ck_predicted": True},
            (
                "How sure is the predicted Step 2 CK score, and when is the exam?",
                "Does a second specialty belong beside psychiatry?",
            ),
        ),
        (
            {"target_specialties": ("Psychiatry", "Pathology"), "step2ck": 245},
            (
                "In which cycle does it make sense to apply?",
                "Which programs are worth talking to before applying?",
            ),
        ),
    ],
)
def test_the_outlook_asks_about_specialties_and_step_2_ck(told, student, application, first_two):
    assert asked(told(student(application=application)), "outlook")[:2] == first_two


def test_the_strengths_ask_what_to_build_first(told, student):
    answer = told(student(application={"practice_interviews": 0, "letters": 0, "aoa": False}))
    room = titles(answer, "room")
    assert room == ("Interview", "Letters of recommendation")
    assert asked(answer, "strengths") == (
        "What is the first step here: Interview or Letters of recommendation?",
        "How will the personal statement speak of the first attempt?",
        "Who saw the work since the attempt and could write a letter?",
    )


@pytest.mark.parametrize(
    ("predicted", "question"),
    [
        (False, "What is the first step here: Interview?"),
        (True, "What is the first step here: Interview or Step 2 CK?"),
    ],
)
def test_no_first_step_is_asked_for_a_step_2_ck_that_was_taken(told, student, predicted, question):
    answer = told(student(application={"step2ck": 225, "step2ck_predicted": predicted, "practice_interviews": 0}))
    assert set(titles(answer, "room")) == {"Interview", "Step 2 CK"}
    assert asked(answer, "strengths")[0] == question


def test_strengths_that_are_settled_leave_the_standing_questions(told, student):
    answer = told(
        student(application={"attempt_addressed": True, "letters": 3, "letters_since_attempt": 2, "aoa": True})
    )
    assert asked(answer, "strengths") == (
        "What is the first step here: Personal statement?",
        "Which strength gets the next month?",
        "What can wait until the exam is over?",
    )


def test_each_section_has_its_turn_before_any_has_a_second(told, student):
    answer = told(student(*CLIMBING))
    assert asked(answer, "outlook", "strengths") == (
        "Which specialties are worth looking at first?",
        "How will the personal statement speak of the first attempt?",
        "When is the right time for Step 2 CK?",
    )


def test_the_checks_that_are_open_are_named_by_status(told, student):
    answer = told(student(*CLIMBING))
    lines = tuple(open_decisions(answer, ("booking",)))
    for line, status in zip(lines[1:], ("not met", "not known"), strict=True):
        named = "; ".join(check_words(check).title for check in answer.booking.checks if check.status == status)
        assert line == f"Checks {status}: {named}."


def test_what_is_not_entered_for_the_chance_is_open(told, student):
    answer = told(student(group=None, exam_in=None))
    assert tuple(open_decisions(answer, ("readiness",))) == (
        "Exam date: none ahead is entered.",
        "Practice scores: none since the last attempt is entered.",
        "Kind of school: not chosen.",
    )


def test_beside_the_checks_the_exam_date_is_not_named_twice(told, student):
    lines = tuple(open_decisions(told(student(*HIGH, exam_in=None)), ("readiness", "booking")))
    assert [line for line in lines if "exam date" in line.lower()] == [line for line in lines if "Checks" in line]


def test_what_is_not_entered_for_the_outlook_is_open(told, student):
    assert tuple(open_decisions(told(student(group=None)), ("outlook",))) == (
        "Kind of school: not chosen.",
        "Specialties: none is chosen.",
        "Step 2 CK: no score is entered.",
    )


def test_a_predicted_score_is_open(told, student):
    application = {"target_specialties": ("Psychiatry",), "step2ck": 245, "step2ck_predicted": True}
    assert tuple(open_decisions(told(student(application=application)), ("outlook",))) == (
        "Step 2 CK: 245 is a prediction.",
    )


def test_strengths_with_room_and_those_not_entered_are_open(told, student):
    answer = told(student(application={"practice_interviews": 0, "step2ck": 270}))
    assert tuple(open_decisions(answer, ("strengths",))) == (
        "Room to build: Interview.",
        f"Not entered: {'; '.join(titles(answer, 'not_entered'))}.",
    )
    assert len(titles(answer, "not_entered")) == 12


def test_with_everything_entered_nothing_is_open(told, student):
    assert tuple(open_decisions(told(student(*HIGH)), ("readiness",))) == ()
