"""What to talk about with an advisor: what is open, and three questions about it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import Final

from model.booking.advice import Outcome
from model.booking.booking import Booking
from model.booking.check import Status
from model.entries.profile import Profile
from model.outlook.strength import Reading
from model.plan.plan import StudyPlan
from model.report.report import Report
from model.report.sentences import advice_step, advice_text, check_words, conflict_text, strength_title
from model.sharing.sections import Section

QUESTIONS: Final = 3
MOST_NAMED: Final = 2

_OUTCOME_QUESTIONS: Final[Mapping[Outcome, str]] = {
    "rule_first": "Which rule comes first here, and who can say what it allows?",
    "keep_date": "Does anything outside the scores speak against this date?",
    "one_more_form": "On which day does one more fresh form fit, and can the date wait for it?",
    "more_time": "Which later dates are open, and what would each of them cost?",
}
_CHECK_QUESTIONS: Final[Mapping[tuple[str, Status], str]] = {
    ("school_deadline", "not known"): "By which day does the school ask for the next attempt?",
    ("school_deadline", "not met"): "Can the school's deadline move, or does the date move?",
    ("eligibility_window", "not known"): "Until which day does the eligibility period run?",
    ("eligibility_window", "not met"): "Can the eligibility period be extended, or does the date move?",
    ("results_before_rotations", "not known"): "When do rotations start, and does the result have to be in by then?",
    ("results_before_rotations", "not met"): "Can rotations start later, or before the result is in?",
    ("full_day_simulation", "not known"): "Which day is free for a rehearsal at exam length?",
    ("full_day_simulation", "not met"): "Which day is free for a rehearsal at exam length?",
}
_STANDING_QUESTIONS: Final[Mapping[Section, tuple[str, ...]]] = {
    "readiness": (
        "What would move the chance most before the exam: more questions, other topics, or rest?",
        "Who can go through the score report, and when?",
        "How much of each week stays free for study?",
    ),
    "booking": (
        "Which chance is high enough to book at, and why?",
        "Who has a say in the date, and by when?",
        "If the date moves, who is told first?",
    ),
    "outlook": (
        "In which cycle does it make sense to apply?",
        "Which programs are worth talking to before applying?",
        "How many programs belong on the list?",
    ),
    "strengths": (
        "Which strength gets the next month?",
        "What can wait until the exam is over?",
        "Who could read the application before it goes out?",
    ),
    "plan": (
        "Which part of this plan is hardest to keep, and what would make it easier?",
        "Who looks at the plan again, and when?",
        "What does the school offer that is not in it yet?",
    ),
    "wellbeing": (
        "What would make the next weeks lighter?",
        "Who is there to call on a bad day?",
        "Which days stay free, whatever happens?",
    ),
}


def titles(report: Report, reading: Reading) -> tuple[str, ...]:
    """The strengths that are read so, in their order."""
    return tuple(strength_title(strength) for strength in report.strengths if strength.reading == reading)


def open_decisions(report: Report, shown: tuple[Section, ...]) -> Iterator[str]:
    """What is open among the sections shown, a line for each."""
    if "booking" in shown:
        advice = report.booking.advice
        yield f"{advice_text(advice)}. Next: {advice_step(advice)}"
        for status in ("not met", "not known"):
            yield from _named(f"Checks {status}", _with_status(report.booking, status))
    elif "readiness" in shown and report.readiness.assumed:
        yield "Exam date: none ahead is entered."
    if "readiness" in shown and not report.readiness.estimate.tests:
        yield "Practice scores: none since the last attempt is entered."
    yield from _open_application(report.profile, set(shown))
    if "strengths" in shown:
        yield from _open_strengths(report)
    if "plan" in shown:
        yield from _open_plan(report.plan)


def _open_application(profile: Profile, shown: set[Section]) -> Iterator[str]:
    application = profile.application
    if profile.group is None and {"readiness", "outlook"} & shown:
        yield "Kind of school: not chosen."
    if "outlook" in shown and not application.target_specialties:
        yield "Specialties: none is chosen."
    if {"outlook", "strengths"} & shown and application.step2ck is None:
        yield "Step 2 CK: no score is entered."
    elif {"outlook", "strengths"} & shown and application.step2ck_predicted:
        yield f"Step 2 CK: {application.step2ck} is a prediction."


def _open_strengths(report: Report) -> Iterator[str]:
    yield from _named("Room to build", titles(report, "room"))
    yield from _named("Not entered", titles(report, "not_entered"))


def _open_plan(found: StudyPlan) -> Iterator[str]:
    yield from _named("First steps not done", tuple(step.title for step in found.steps if not step.done))
    yield from map(conflict_text, found.conflicts)


def _with_status(found: Booking, status: Status) -> tuple[str, ...]:
    return tuple(check_words(check).title for check in found.checks if check.status == status)


def _named(what: str, titles: tuple[str, ...]) -> Iterator[str]:
    if titles:
        yield f"{what}: {'; '.join(titles)}."


def _readiness_questions(report: Report) -> Iterator[str]:
    answer = report.readiness
    if not answer.estimate.tests:
        yield "Which practice form comes first, and on which day?"
    if answer.estimate.gaps is not None:
        yield "If exam day came out below practice last time, what will be different on the day?"
    if answer.assumed:
        yield "Which exam date is worth aiming for?"


def _booking_questions(report: Report) -> Iterator[str]:
    found = report.booking
    statuses = {(check.name, check.status) for check in found.checks}
    yield _OUTCOME_QUESTIONS[found.advice.outcome]
    yield from (question for key, question in _CHECK_QUESTIONS.items() if key in statuses)


def _outlook_questions(report: Report) -> Iterator[str]:
    application = report.profile.application
    chosen = application.target_specialties
    if not chosen:
        yield "Which specialties are worth looking at first?"
    if application.step2ck is None:
        yield "When is the right time for Step 2 CK?"
    elif application.step2ck_predicted:
        yield "How sure is the predicted Step 2 CK score, and when is the exam?"
    if len(chosen) == 1:
        yield f"Does a second specialty belong beside {chosen[0].lower()}?"


def _strength_questions(report: Report) -> Iterator[str]:
    application = report.profile.application
    settled = "" if application.step2ck_predicted else "step2ck"  # a score that was taken has no step left
    room = [strength for strength in report.strengths if strength.reading == "room"]
    steps = [strength_title(strength) for strength in room if strength.name != settled][:MOST_NAMED]
    if steps:
        yield f"What is the first step here: {' or '.join(steps)}?"
    if not application.attempt_addressed:
        yield "How will the personal statement speak of the first attempt?"
    if not application.letters_since_attempt:
        yield "Who saw the work since the attempt and could write a letter?"


def _plan_questions(report: Report) -> Iterator[str]:
    found = report.plan
    if found.conflicts:
        yield "Which way out fits where the date crosses a line?"
    if found.load is not None and found.load.heavy:
        yield "Is this many questions a day the right pace, or should the date or the target give?"
    if report.profile.plan.school_meeting is None:
        yield "When does the school want to meet, and what does it ask for?"


def _no_questions(_report: Report) -> Iterator[str]:
    yield from ()


_ASKED_FIRST: Final[tuple[Section, ...]] = ("booking", "readiness", "plan", "outlook", "strengths", "wellbeing")
_OPEN_QUESTIONS: Final = {
    "readiness": _readiness_questions,
    "booking": _booking_questions,
    "outlook": _outlook_questions,
    "strengths": _strength_questions,
    "plan": _plan_questions,
    "wellbeing": _no_questions,
}


def questions(report: Report, shown: tuple[Section, ...]) -> tuple[str, ...]:
    """Three questions: first what each section leaves open in turn, then what is worth asking in any case."""
    open_ones = _in_turn(tuple(_OPEN_QUESTIONS[section](report)) for section in _ASKED_FIRST if section in shown)
    standing = _in_turn(_STANDING_QUESTIONS[section] for section in _ASKED_FIRST if section in shown)
    return tuple(islice(chain(open_ones, standing), QUESTIONS))


def _in_turn(asked: Iterable[tuple[str, ...]]) -> Iterator[str]:
    rounds = zip_longest(*asked)
    return (question for question in chain.from_iterable(rounds) if question is not None)
