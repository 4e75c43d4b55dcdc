"""Application strengths, each beside what is published about it.

There is no total score: nothing published supports one.

Readings are words with their reference. A reference is a published average or quartile of applicants who matched, a
published mark from an odds ratio, or, where there is neither, what program directors say they weigh.

Over 400 lines: the strengths are alike, and each is short.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from model.entries.profile import Profile
from model.entries.schema import Application, Group
from model.evidence.exam import evidence
from model.evidence.match import DirectorFactor, match_evidence
from model.outlook.references import quartiles
from model.text import count

Reading = Literal[
    "above the matched average",
    "above the published mean",
    "near it",
    "at the published mark",
    "room to build",
    "entered",
    "not entered",
]

SURVEY_YEAR: Final = 2024

# The signal table spells some specialties its own way.
SIGNAL_NAMES: Final[Mapping[str, str]] = {
    "Child Neurology": "Child Neurology & Neurodevelopmental Disabilities",
    "Diagnostic Radiology": "Diagnostic Radiology and Interventional Radiology",
    "Interventional Radiology": "Diagnostic Radiology and Interventional Radiology",
    "Orthopaedic Surgery": "Orthopedic Surgery",
    "Public Health and Preventive Medicine": "Public Health and General Preventive Medicine",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """One strength.

    Attributes
    ----------
    name, title : str
    entry : str
        What the student entered, in words.
    reference : str
        What is published, in words; says so where nothing is.
    reading : Reading
    next_step : str
    percent_citing, importance : float or None
        2024 program director survey: percent citing, and mean importance [1-5].
    sources : tuple of str
    """

    name: str
    title: str
    entry: str
    reference: str
    reading: Reading
    next_step: str
    percent_citing: float | None
    importance: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reference:
    """A published value to hold an entry against, how near is near, and how it reads."""

    text: str
    value: float
    near: float
    source: str
    matched: bool = True  # whether it describes applicants who matched


def _factor(name: str) -> DirectorFactor | None:
    """A factor of the latest survey; the stage at which more directors cite it, where it is asked at both."""
    rows = [row for row in match_evidence().director_factors if row.year == SURVEY_YEAR and row.factor == name]
    return max(rows, key=lambda row: row.percent_citing or 0, default=None)


def _strength(  # noqa: PLR0913 (one strength is what these say together)
    *,
    name: str,
    title: str,
    entry: str,
    reading: Reading,
    next_step: str,
    cited_as: str | None = None,
    reference: str = "",
    sources: tuple[str, ...] = (),
) -> Strength:
    factor = None if cited_as is None else _factor(cited_as)
    texts = [reference] if reference else []
    if factor is not None and factor.percent_citing is not None:
        weighed = f", importance {factor.mean_importance_1_to_5:g} of 5" if factor.mean_importance_1_to_5 else ""
        texts.append(f"cited by {factor.percent_citing:g} of 100 directors{weighed}")
    return Strength(
        name=name,
        title=title,
        entry=entry,
        reference="; ".join(texts) or "no published figure was found",
        reading=reading,
        next_step=next_step,
        percent_citing=None if factor is None else factor.percent_citing,
        importance=None if factor is None else factor.mean_importance_1_to_5,
        sources=sources + (() if factor is None else (factor.source,)),
    )


def _held_against(value: float | None, reference: _Reference | None) -> Reading:
    if value is None:
        return "not entered"
    if reference is None:
        return "entered"
    if abs(value - reference.value) <= reference.near:
        return "near it"
    if value < reference.value:
        return "room to build"
    return "above the matched average" if reference.matched else "above the published mean"


def _step2_reference(group: Group, specialty: str | None) -> _Reference | None:
    tables = match_evidence()
    if "standard_error_of_measurement" not in tables.constants:
        return None
    error = tables.constants["standard_error_of_measurement"].value
    if specialty is not None:
        for row in quartiles(group, specialty):
            if row.measure == "step2ck":
                low, median, high = row.matched
                text = f"matched in {specialty}: half between {low:g} and {high:g}, median {median:g}"
                return _Reference(text, median, error, row.source)
    mean = tables.constants.get("mean_2025_2026")
    if mean is None:
        return None
    return _Reference(
        f"mean of first takers at US schools {mean.value:g}", mean.value, error, mean.source, matched=False
    )


def _mean_reference(group: Group, specialty: str | None, measures: tuple[str, ...]) -> _Reference | None:
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
    text = f"matched in {specialty}: {mean:.1f} on average"
    return _Reference(text, mean, evidence().rule("strengths.near_share") * mean, found[0][1])


def _rank_reference(group: Group, specialty: str | None) -> _Reference | None:
    if specialty is None:
        return None
    for row in quartiles(group, specialty):
        if row.measure == "contiguous_ranks":
            low, median, high = row.matched
            text = f"matched in {specialty}: half between {low:g} and {high:g}, median {median:g}"
            return _Reference(text, median, evidence().rule("strengths.near_share") * median, row.source)
    return None


def _odds(factor: str, outcome: str = "") -> tuple[str, tuple[str, ...]]:
    """The published odds ratio of a factor in words, with its source."""
    for row in match_evidence().odds_ratios:
        if row.factor == factor and row.outcome.startswith(outcome):
            interval = f"{row.ci_low:g} to {row.ci_high:g}"
            text = f"{row.contrast}: odds of {row.outcome} times {row.odds_ratio:g} ({interval}), {row.population}"
            return text, (row.source,)
    return "", ()


def _measured(  # noqa: PLR0913 (the parts of one strength)
    *, name: str, title: str, value: int | None, thing: str, reference: _Reference | None, next_step: str
) -> Strength:
    return _strength(
        name=name,
        title=title,
        entry="not entered" if value is None else count(value, thing),
        reading=_held_against(value, reference),
        next_step=next_step,
        reference="" if reference is None else reference.text,
        sources=() if reference is None else (reference.source,),
    )


def _step2ck_step(application: Application) -> str:
    """What to do next: a score that was taken stands, since a Step that was passed is not taken again."""
    score, standard = application.step2ck, match_evidence().constants.get("passing_standard")
    if score is None or application.step2ck_predicted:
        return "Give Step 2 CK its own study time after Step 1; it is the score that programs see in numbers."
    beside = "let clerkships, letters and the interview speak beside it."
    if standard is not None and score >= standard.value:
        return f"This score stands, since a Step that was passed is not taken again; {beside}"
    return f"If it was passed, this score stands; {beside} If it was not, plan the next attempt with your school first."


def _step2ck(application: Application, group: Group, specialty: str | None) -> Strength:
    score = application.step2ck
    reference = _step2_reference(group, specialty)
    said = "" if score is None else f"{score}{', predicted' if application.step2ck_predicted else ''}"
    return _strength(
        name="step2ck",
        title="Step 2 CK",
        entry=said or "not entered",
        reading=_held_against(score, reference),
        next_step=_step2ck_step(application),
        cited_as="USMLE Step 2 CK score",
        reference="" if reference is None else reference.text,
        sources=() if reference is None else (reference.source,),
    )


def _clerkships(application: Application) -> Strength:
    honors, graded, own = application.clerkship_honors, application.clerkships_graded, application.specialty_honors
    mark = evidence().rule("strengths.honors_mark")
    parts = []
    if honors is not None:
        parts.append(f"honors in {honors}" + ("" if graded is None else f" of {graded}"))
    if own is not None:
        parts.append(f"in the target specialty: {own}")
    reading: Reading = "not entered"
    if parts:
        reached = own == "yes" or (honors is not None and honors >= mark)
        reading = "at the published mark" if reached else "room to build"
    several, in_specialty = _odds("clerkship_honors_5"), _odds("specialty_honors")
    return _strength(
        name="clerkships",
        title="Clerkships",
        entry="; ".join(parts) or "not entered",
        reading=reading,
        next_step="Ask early in each clerkship what honors takes; take the target specialty's when you are rested.",
        cited_as="MSPE / Dean's letter",
        reference="; ".join(text for text, _ in (several, in_specialty) if text),
        sources=several[1] + in_specialty[1],
    )


def _letters(application: Application) -> Strength:
    own, recent, total = (
        application.letters_from_specialty,
        application.letters_since_attempt,
        application.letters,
    )
    parts = [] if total is None else [count(total, "letter")]
    parts += [] if own is None else [f"{own} from the specialty"]
    parts += [] if recent is None else [f"{recent} from people who saw you work since the attempt"]
    reading: Reading = "not entered" if not parts else "room to build" if 0 in {own, recent, total} else "entered"
    return _strength(
        name="letters",
        title="Letters of recommendation",
        entry=", ".join(parts) or "not entered",
        reading=reading,
        next_step="Ask somebody in the specialty who saw you work since the attempt; tell them what you changed.",
        cited_as="Letters of recommendation (specialty)",
    )


def _publications(application: Application, group: Group, specialty: str | None) -> Strength:
    value = application.abstracts_pubs_presentations
    measures = ("abstracts_pubs_presentations", "abstracts", "publications", "presentations")
    reference = _mean_reference(group, specialty, measures)
    text, sources = _odds("publications_over_5")
    if text:
        text = f"{text}; it counts publications alone, without abstracts and presentations"
    if reference is not None:
        text, sources = f"{reference.text}; {text}".removesuffix("; "), (reference.source, *sources)
    reading = _held_against(value, reference)
    if reading == "entered" and value is not None and value < evidence().rule("strengths.publications_mark"):
        reading = "room to build"  # so few items cannot hold that many publications; as many may still not
    return _strength(
        name="publications",
        title="Abstracts, publications and presentations",
        entry="not entered" if value is None else count(value, "item"),
        reading=reading,
        next_step="Finish and present what is under way before beginning something new.",
        reference=text,
        sources=sources,
    )


def _statement(application: Application) -> Strength:
    stage, addressed = application.personal_statement, application.attempt_addressed
    parts: list[str] = [] if stage is None else [stage]
    if addressed is not None:
        parts.append("the attempt is addressed" if addressed else "the attempt is not addressed yet")
    done = stage == "reviewed" and addressed is not False
    reading: Reading = "not entered" if not parts else "entered" if done else "room to build"
    return _strength(
        name="personal_statement",
        title="Personal statement",
        entry=", ".join(parts) or "not entered",
        reading=reading,
        next_step="Say in two or three sentences what happened and what you changed, and have somebody read it.",
        cited_as="Personal statement",
    )


def _interviews(application: Application) -> Strength:
    value = application.practice_interviews
    return _strength(
        name="interview",
        title="Interview",
        entry="not entered" if value is None else count(value, "practice interview"),
        reading="not entered" if value is None else "entered" if value else "room to build",
        next_step="Practise saying what you learned from the attempt aloud, with somebody who asks again.",
        cited_as="Interpersonal skills",
    )


def _signals(application: Application, specialty: str | None) -> Strength:
    value = application.signals_used
    tables = match_evidence()
    row = tables.signals.get(SIGNAL_NAMES.get(specialty or "", specialty or ""))
    odds, sources = _odds("program_signal")
    reading: Reading = "not entered" if value is None else "entered"
    text = odds
    if row is not None:
        available = sum(int(number) for number in re.findall(r"\d+", row.signals))
        text = f"{specialty} gives {row.signals}; {odds}".removesuffix("; ")
        sources = (row.source, *sources)
        if value is not None:
            reading = "at the published mark" if value >= available else "room to build"
    return _strength(
        name="signals",
        title="Program signals",
        entry="not entered" if value is None else f"{value} used",
        reading=reading,
        next_step="Use every signal, where the program would look past one number.",
        reference=text,
        sources=sources,
    )


def _said(name: str, title: str, value: bool | None, next_step: str, cited_as: str | None = None) -> Strength:  # noqa: FBT001 (an entry)
    return _strength(
        name=name,
        title=title,
        entry={True: "yes", False: "no", None: "not entered"}[value],
        reading="not entered" if value is None else "entered",
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
    found = (
        _step2ck(application, group, specialty),
        _clerkships(application),
        _letters(application),
        _measured(
            name="research",
            title="Research experiences",
            value=application.research_experiences,
            thing="experience",
            reference=_mean_reference(group, specialty, ("research_experiences",)),
            next_step="One project seen through with a mentor in the specialty says more than several begun.",
        ),
        _publications(application, group, specialty),
        _measured(
            name="volunteering",
            title="Volunteer experiences",
            value=application.volunteer_experiences,
            thing="experience",
            reference=_mean_reference(group, specialty, ("volunteer_experiences",)),
            next_step="Keep the one that matters to you; length and responsibility show.",
        ),
        _measured(
            name="work",
            title="Work experiences",
            value=application.work_experiences,
            thing="experience",
            reference=_mean_reference(group, specialty, ("work_experiences",)),
            next_step="List paid work too; steady work speaks for reliability.",
        ),
        _statement(application),
        _interviews(application),
        _measured(
            name="contiguous_ranks",
            title="Contiguous ranks planned",
            value=application.contiguous_ranks,
            thing="rank",
            reference=_rank_reference(group, specialty),
            next_step="Rank every program of the specialty where you would train.",
        ),
        _signals(application, specialty),
        _said("aoa", "Alpha Omega Alpha", application.aoa, "Nothing to do; list it if it comes."),
        _said("ghhs", "Gold Humanism Honor Society", application.ghhs, "Nothing to do; list it if it comes."),
        _said(
            "obstacles",
            "Obstacles overcome",
            application.obstacles_overcome,
            "If there is something you came through, let a letter or the statement say it.",
            "Having overcome significant obstacles",
        ),
    )
    settled = {"above the matched average", "above the published mean", "near it", "at the published mark", "entered"}
    return tuple(sorted(found, key=lambda strength: (strength.reading in settled, -(strength.percent_citing or 0))))
