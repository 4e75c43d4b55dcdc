"""The sections of a link, and the entries that each needs."""

from collections.abc import Sequence
from typing import Final, Literal, get_args

from model.entries.profile import Profile
from model.entries.schema import Application, Plan, PracticeTest
from model.evidence.exam import evidence

Section = Literal["readiness", "booking", "outlook", "strengths", "plan", "wellbeing"]
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
USUAL_SECTIONS: Final[tuple[Section, ...]] = tuple(section for section in SECTIONS if section != "wellbeing")
"""What is shown unless chosen otherwise: a note on how it is going is the student's own."""


_OF_BOOKING: Final = frozenset(
    {"eligibility_start", "eligibility_end", "school_deadline", "rotations_start", "full_day_simulation"}
)


def sections_only(profile: Profile, sections: Sequence[Section]) -> Profile:
    """The entries that some sections need; the others are empty.

    Parameters
    ----------
    profile : Profile
    sections : sequence of Section

    Returns
    -------
    Profile
    """
    chosen = set(sections)
    left: dict[str, object] = {"plan": _plan_only(profile.plan, chosen)}
    if not chosen & {"readiness", "booking"}:
        # A plan is laid out from the days of the tests; their scores are not in it.
        tests = profile.practice_tests if "plan" in chosen else ()
        left |= {"practice_tests": tuple(_without_score(test) for test in tests)}
    if not chosen & {"readiness", "booking", "plan"}:
        left |= {"attempts": (), "exam_date": None}
    if "booking" not in chosen:
        left |= {"pass_bar": int(evidence().rule("booking.default_bar"))}
    if "strengths" not in chosen:
        entered = profile.application
        left |= {
            "application": Application()
            if "outlook" not in chosen
            else Application(
                target_specialties=entered.target_specialties,
                step2ck=entered.step2ck,
                step2ck_predicted=entered.step2ck_predicted,
            )
        }
    return profile.model_copy(update=left)


def _plan_only(entered: Plan, chosen: set[Section]) -> Plan:
    kept: set[str] = set()
    if "booking" in chosen:
        kept |= _OF_BOOKING
    if "plan" in chosen:
        kept |= set(Plan.model_fields) - {"wellbeing"}
    if "wellbeing" in chosen:
        kept.add("wellbeing")
    return Plan().model_copy(update={name: getattr(entered, name) for name in kept})


def _without_score(test: PracticeTest) -> PracticeTest:
    return test.model_copy(update={"score": test.kind.min, "printed_pass_percent": None})
