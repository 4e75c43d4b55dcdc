"""Application strengths, each beside what is published about it.

There is no total score: nothing published supports one.

A reading stands with its references. A reference is a published average or quartile of applicants who matched, a
published mark from an odds ratio, or, where there is neither, what program directors say they weigh.

Over 400 lines: the strengths are alike, and each is short.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from model.entries.profile import Profile
from model.entries.schema import Application, Group
from model.evidence.exam import evidence
from model.evidence.match import DirectorFactor, OddsRatio, match_evidence
from model.outlook.references import quartiles
from model.outlook.strength import (
    Entered,
    FirstTakersMean,
    MatchedMean,
    MatchedQuartiles,
    NextStep,
    Reading,
    Reference,
    SignalsGiven,
    Strength,
    StrengthName,
)

SURVEY_YEAR: Final = 2024
OPEN: Final[frozenset[Reading]] = frozenset({"room", "not_entered"})

# The signal table spells some specialties its own way.
SIGNAL_NAMES: Final[Mapping[str, str]] = {
    "Child Neurology": "Child Neurology & Neurodevelopmental Disabilities",
    "Diagnostic Radiology": "Diagnostic Radiology and Interventional Radiology",
    "Interventional Radiology": "Diagnostic Radiology and Interventional Radiology",
    "Orthopaedic Surgery": "Orthopedic Surgery",
    "Public Health and Preventive Medicine": "Public Health and General Preventive Medicine",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A published value to hold an entry against, how near is near, and how more than that reads."""

    reference: Reference
    value: float
    near: float
    above: Reading = "above_average"


def _factor(name: str) -> DirectorFactor | None:
    """A factor of the latest survey; the stage at which more directors cite it, where it is asked at both."""
    rows = [row for row in match_evidence().director_factors if row.year == SURVEY_YEAR and row.factor == name]
    return max(rows, key=lambda row: row.percent_citing or 0, default=None)


def _strength(  # noqa: PLR0913 (one strength is what these say together)
    *,
    name: StrengthName,
    entered: tuple[Entered, ...],
    reading: Reading,
    next_step: NextStep,
    cited_as: str | None = None,
    references: tuple[Reference, ...] = (),
) -> Strength:
    factor = None if cited_as is None else _factor(cited_as)
    return Strength(
        name=name,
        entered=entered,
        references=references,
        reading=reading,
        next_step=next_step,
        percent_citing=None if factor is None else factor.percent_citing,
        importance=None if factor is None else factor.mean_importance_1_to_5,
        sources=tuple(row.source for row in references) + (() if factor is None else (factor.source,)),
    )


def _given(application: Application, *fields: str) -> tuple[Entered, ...]:
    """The fields of the application that are entered."""
    values = ((field, getattr(application, field)) for field in fields)
    return tuple(Entered(field, value) for field, value in values if value is not None)


def _held_against(value: int | None, line: _Line | None) -> Reading:
    if value is None:
        return "not_entered"
    if line is None:
        return "entered"
    if abs(value - line.value) <= line.near:
        return "near"
    return "room" if value < line.value else line.above


def _step2_line(group: Group, specialty: str | None) -> _Line | None:
    tables = match_evidence()
    if "standard_error_of_measurement" not in tables.constants:
        return None
    error = tables.constants["standard_error_of_measurement"].value
    found = _quartiles(group, specialty, "step2ck")
    if found is not None:
        return _Line(found, found.quartiles.matched[1], error)
    mean = tables.constants.get("mean_2025_2026")
    if mean is None:
        return None
    return _Line(FirstTakersMean(mean.value, mean.source), mean.value, error, above="above_mean")


def _quartiles(group: Group, specialty: str | None, measure: str) -> MatchedQuartiles | None:
    if specialty is None:
        return None
    rows = (row for row in quartiles(group, specialty) if row.measure == measure)
    return next((MatchedQuartiles(specialty, row, row.source) for row in rows), None)


def _mean_line(group: Group, specialty: str | None, *measures: str) -> _Line | None:
    """Matched average of the sum of some measures; the mean of a sum is the sum of the means."""
    if specialty is None:
        return None
    tables = match_evidence()
    found: list[tuple[float, str]] = []
    if group in {"US MD", "US DO"}:
        seniors = f"{group} senior"
        found = [
            (row.mean, row.source)
            for row in tables.senior_profiles
            if (row.applicant_type, row.specialty, row.outcome) == (seniors, specialty, "matched")
            and row.measure in measures
        ]
    elif group == "Non-US IMG":
        found = [
            (row.mean, row.source)
            for row in tables.img_profiles
            if (row.specialty, row.outcome) == (specialty, "matched") and row.measure in measures
        ]
    if not found:
        return None
    mean = sum(value for value, _ in found)
    return _Line(MatchedMean(specialty, mean, found[0][1]), mean, evidence().rule("strengths.near_share") * mean)


def _rank_line(group: Group, specialty: str | None) -> _Line | None:
    found = _quartiles(group, specialty, "contiguous_ranks")
    if found is None:
        return None
    median = found.quartiles.matched[1]
    return _Line(found, median, evidence().rule("strengths.near_share") * median)


def _odds(*factors: str) -> tuple[OddsRatio, ...]:
    """The first published odds ratio of each factor."""
    rows = match_evidence().odds_ratios
    found = (next((row for row in rows if row.factor == factor), None) for factor in factors)
    return tuple(row for row in found if row is not None)


def _measured(
    application: Application, name: StrengthName, field: str, line: _Line | None, next_step: NextStep
) -> Strength:
    return _strength(
        name=name,
        entered=_given(application, field),
        reading=_held_against(getattr(application, field), line),
        next_step=next_step,
        references=() if line is None else (line.reference,),
    )


def _step2ck_step(application: Application) -> NextStep:
    """What to do next: a score that was taken stands, since a Step that was passed is not taken again."""
    score, standard = application.step2ck, match_evidence().constants.get("passing_standard")
    if score is None or application.step2ck_predicted:
        return "study_for_step2ck"
    return "score_stands" if standard is not None and score >= standard.value else "score_may_stand"


def _step2ck(application: Application, group: Group, specialty: str | None) -> Strength:
    line, entered = _step2_line(group, specialty), _given(application, "step2ck")
    if entered and application.step2ck_predicted:
        entered += _given(application, "step2ck_predicted")
    return _strength(
        name="step2ck",
        entered=entered,
        reading=_held_against(application.step2ck, line),
        next_step=_step2ck_step(application),
        cited_as="USMLE Step 2 CK score",
        references=() if line is None else (line.reference,),
    )


def _clerkships(application: Application) -> Strength:
    honors, own = application.clerkship_honors, application.specialty_honors
    mark = evidence().rule("strengths.honors_mark")
    counted = () if honors is None else (Entered("clerkship_honors", honors, application.clerkships_graded),)
    entered = counted + _given(application, "specialty_honors")
    reached = own == "yes" or (honors is not None and honors >= mark)
    return _strength(
        name="clerkships",
        entered=entered,
        reading="not_entered" if not entered else "at_mark" if reached else "room",
        next_step="ask_what_honors_take",
        cited_as="MSPE / Dean's letter",
        references=_odds("clerkship_honors_5", "specialty_honors"),
    )


def _letters(application: Application) -> Strength:
    entered = _given(application, "letters", "letters_from_specialty", "letters_since_attempt")
    lacking = any(row.value == 0 for row in entered)
    return _strength(
        name="letters",
        entered=entered,
        reading="not_entered" if not entered else "room" if lacking else "entered",
        next_step="ask_for_letter",
        cited_as="Letters of recommendation (specialty)",
    )


def _publications(application: Application, group: Group, specialty: str | None) -> Strength:
    value = application.abstracts_pubs_presentations
    line = _mean_line(group, specialty, "abstracts_pubs_presentations", "abstracts", "publications", "presentations")
    reading = _held_against(value, line)
    if line is None and value is not None and value < evidence().rule("strengths.publications_mark"):
        reading = "room"  # so few items cannot hold that many publications; as many may still not
    return _strength(
        name="publications",
        entered=_given(application, "abstracts_pubs_presentations"),
        reading=reading,
        next_step="present_what_is_under_way",
        references=(() if line is None else (line.reference,)) + _odds("publications_over_5"),
    )


def _statement(application: Application) -> Strength:
    entered = _given(application, "personal_statement", "attempt_addressed")
    done = application.personal_statement == "reviewed" and application.attempt_addressed is not False
    return _strength(
        name="personal_statement",
        entered=entered,
        reading="not_entered" if not entered else "entered" if done else "room",
        next_step="write_about_the_attempt",
        cited_as="Personal statement",
    )


def _interviews(application: Application) -> Strength:
    value = application.practice_interviews
    return _strength(
        name="interview",
        entered=_given(application, "practice_interviews"),
        reading="not_entered" if value is None else "entered" if value else "room",
        next_step="practise_interview",
        cited_as="Interpersonal skills",
    )


def _signals(application: Application, specialty: str | None) -> Strength:
    value = application.signals_used
    row = None if specialty is None else match_evidence().signals.get(SIGNAL_NAMES.get(specialty, specialty))
    reading: Reading = "not_entered" if value is None else "entered"
    references: tuple[Reference, ...] = _odds("program_signal")
    if specialty is not None and row is not None:
        references = (SignalsGiven(specialty, row, row.source), *references)
        if value is not None:
            reading = "at_mark" if value >= row.available else "room"
    return _strength(
        name="signals",
        entered=_given(application, "signals_used"),
        reading=reading,
        next_step="use_every_signal",
        references=references,
    )


def _said(
    application: Application, name: StrengthName, field: str, next_step: NextStep, cited_as: str | None = None
) -> Strength:
    """A strength that is there or not, and is entered either way."""
    entered = _given(application, field)
    return _strength(
        name=name,
        entered=entered,
        reading="entered" if entered else "not_entered",
        next_step=next_step,
        cited_as=cited_as,
    )


def strengths(profile: Profile) -> tuple[Strength, ...]:
    """The application's strengths: first those with room to build or not entered, then by how many directors cite them.

    Parameters
    ----------
    profile : Profile
        With a group; without one the references by group are left out.

    Returns
    -------
    tuple of Strength
    """
    application, group = profile.application, profile.group or "US IMG"
    specialty = application.target_specialties[0] if application.target_specialties else None
    research, volunteering, work = (
        _mean_line(group, specialty, measure)
        for measure in ("research_experiences", "volunteer_experiences", "work_experiences")
    )
    ranks = _rank_line(group, specialty)
    found = (
        _step2ck(application, group, specialty),
        _clerkships(application),
        _letters(application),
        _measured(application, "research", "research_experiences", research, "finish_one_project"),
        _publications(application, group, specialty),
        _measured(application, "volunteering", "volunteer_experiences", volunteering, "keep_one_volunteering"),
        _measured(application, "work", "work_experiences", work, "list_paid_work"),
        _statement(application),
        _interviews(application),
        _measured(application, "contiguous_ranks", "contiguous_ranks", ranks, "rank_every_program"),
        _signals(application, specialty),
        _said(application, "aoa", "aoa", "list_if_it_comes"),
        _said(application, "ghhs", "ghhs", "list_if_it_comes"),
        _said(
            application, "obstacles", "obstacles_overcome", "let_it_be_said", "Having overcome significant obstacles"
        ),
    )
    return tuple(sorted(found, key=lambda strength: (strength.reading not in OPEN, -(strength.percent_citing or 0))))
