"""One report built from a profile, as values and as text for a terminal."""

import datetime as dt
from dataclasses import dataclass

from model import MODEL_VERSION
from model.booking.booking import Booking, booking
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.outlook.outlook import Outlook, outlook
from model.outlook.strength import Strength
from model.outlook.strengths import strengths
from model.plan.plan import StudyPlan, plan
from model.readiness.readiness import Readiness, readiness


@dataclass(frozen=True, slots=True)
class Report:
    """The answers to one profile on one day, with the versions they were made with."""

    profile: Profile
    today: dt.date
    readiness: Readiness
    booking: Booking
    outlook: Outlook | None
    strengths: tuple[Strength, ...]
    plan: StudyPlan
    model_version: str
    data_version: str


def report(profile: Profile, today: dt.date) -> Report:
    """Build the report for a profile.

    Parameters
    ----------
    profile : Profile
    today : date
        The student's own date.

    Returns
    -------
    Report
    """
    answer = readiness(profile, today)
    return Report(
        profile=profile,
        today=today,
        readiness=answer,
        booking=booking(profile, answer, today),
        outlook=outlook(profile),
        strengths=strengths(profile),
        plan=plan(profile, today),
        model_version=MODEL_VERSION,
        data_version=evidence().version,
    )
