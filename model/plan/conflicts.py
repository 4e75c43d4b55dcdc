"""What an exam date conflicts with: calendar checks that are not met, and the plan's own dates."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from model.booking.calendar import results_by
from model.booking.check import Check
from model.booking.checks import calendar_checks
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import JUDGEMENT, plan_evidence

SUBMITTING: Final = "applicants may begin submitting"

ConflictCode = Literal["check", "study", "remediation", "meeting", "step2ck", "graduation", "eras"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict of an exam date.

    Attributes
    ----------
    code : ConflictCode
    source : str
        Source id, or ``judgement``.
    day, results : date
        The day that conflicts, and the day by which to plan for the result.
    check : Check or None
        The calendar check, where the code is ``check``; the day is then the exam's.
    season : int or None
        Of ERAS.
    in_time : bool
        Whether a result could come in time if the exam were today.
    """

    code: ConflictCode
    source: str
    day: dt.date
    results: dt.date
    check: Check | None = None
    season: int | None = None
    in_time: bool = False


def conflicts(profile: Profile, today: dt.date, exam: dt.date) -> tuple[Conflict, ...]:
    """What an exam on this day conflicts with."""
    entered, (_, results) = profile.plan, results_by(exam)
    found = [
        Conflict("check", check.source, exam, results, check=check)
        for check in calendar_checks(profile, exam, today)
        if check.status == "not met"
    ]
    if entered.study_start is not None and entered.study_start >= exam:
        found.append(Conflict("study", JUDGEMENT, entered.study_start, results))
    if entered.remediation_end is not None and entered.remediation_end >= exam:
        found.append(Conflict("remediation", JUDGEMENT, entered.remediation_end, results))
    if entered.school_meeting is not None and entered.school_meeting > exam:
        found.append(Conflict("meeting", JUDGEMENT, entered.school_meeting, results))
    late = evidence().exam_rules["results_allow"].source
    if entered.step2ck_date is not None and today <= entered.step2ck_date < results:
        found.append(Conflict("step2ck", late, entered.step2ck_date, results))
    graduation = entered.graduation
    if graduation is not None and today <= graduation < results:
        in_time = results_by(today)[1] <= graduation
        found.append(Conflict("graduation", late, graduation, results, in_time=in_time))
    openings = (row for row in plan_evidence().eras if row.event == SUBMITTING and today <= row.date < results)
    opening = next((row for row in openings if graduation is None or graduation.year <= row.season), None)
    if opening is not None:
        found.append(Conflict("eras", opening.source, opening.date, results, season=opening.season))
    return tuple(found)
