"""Lines that the exam date crosses, each with its way out."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from model.booking.calendar import calendar_checks, results_by
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import JUDGEMENT, plan_evidence
from model.text import long_date

SUBMITTING: Final = "applicants may begin submitting"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line that the date crosses, and the way out."""

    text: str
    way_out: str
    source: str


def conflicts(profile: Profile, today: dt.date, exam: dt.date) -> tuple[Conflict, ...]:
    """Lines that an exam on this day crosses, each with its way out."""
    found = [
        Conflict(f"{check.title}: {check.value}.", f"{check.flips}.", check.source)
        for check in calendar_checks(profile, exam, today)
        if check.status == "not met"
    ]
    entered = profile.plan
    _, results = results_by(exam)
    latest = f"{long_date(results)} at the latest to plan for"
    if entered.study_start is not None and entered.study_start >= exam:
        found.append(
            Conflict(
                f"Study begins on {long_date(entered.study_start)}, not before the exam.",
                "An earlier start, or a later exam.",
                JUDGEMENT,
            )
        )
    if entered.remediation_end is not None and entered.remediation_end >= exam:
        found.append(
            Conflict(
                f"The remediation course ends on {long_date(entered.remediation_end)}, not before the exam.",
                f"An exam after {long_date(entered.remediation_end)}, or your school's agreement.",
                JUDGEMENT,
            )
        )
    if entered.school_meeting is not None and entered.school_meeting > exam:
        found.append(
            Conflict(
                f"The meeting with your school is on {long_date(entered.school_meeting)}, after the exam.",
                "An earlier meeting, or a later exam, so that the date can still be talked through.",
                JUDGEMENT,
            )
        )
    if entered.step2ck_date is not None and today <= entered.step2ck_date < results:
        found.append(
            Conflict(
                f"Step 2 CK on {long_date(entered.step2ck_date)} may come before the result ({latest}).",
                f"Step 2 CK from {long_date(results)} on, or your school's agreement.",
                evidence().exam_rules["results_allow"].source,
            )
        )
    if entered.graduation is not None and today <= entered.graduation < results:
        in_time = results_by(today)[1] <= entered.graduation
        found.append(
            Conflict(
                f"Graduation on {long_date(entered.graduation)} may come before the result ({latest}).",
                f"{'An earlier exam, or a' if in_time else 'A'} graduation that waits for the result; ask your school.",
                evidence().exam_rules["results_allow"].source,
            )
        )
    openings = (row for row in plan_evidence().eras if row.event == SUBMITTING and today <= row.date < results)
    graduates = entered.graduation
    opening = next((row for row in openings if graduates is None or graduates.year <= row.season), None)
    if opening is not None:
        found.append(
            Conflict(
                f"ERAS takes applications for the {opening.season} season from {long_date(opening.date)}; "
                f"the result may not be there yet ({latest}).",
                "Apply with the result to follow, or in the next season; ask your school which fits.",
                opening.source,
            )
        )
    return tuple(found)
