"""One strength of an application: what was entered, what is published beside it, how it reads, and what comes next."""

from dataclasses import dataclass
from typing import Literal

from model.evidence.match import OddsRatio, ProgramSignal
from model.outlook.references import Quartiles

StrengthName = Literal[
    "step2ck",
    "clerkships",
    "letters",
    "research",
    "publications",
    "volunteering",
    "work",
    "personal_statement",
    "interview",
    "contiguous_ranks",
    "signals",
    "aoa",
    "ghhs",
    "obstacles",
]
Reading = Literal["above_average", "above_mean", "near", "at_mark", "room", "entered", "not_entered"]
NextStep = Literal[
    "study_for_step2ck",
    "score_stands",
    "score_may_stand",
    "ask_what_honors_take",
    "ask_for_letter",
    "finish_one_project",
    "present_what_is_under_way",
    "keep_one_volunteering",
    "list_paid_work",
    "write_about_the_attempt",
    "practise_interview",
    "rank_every_program",
    "use_every_signal",
    "list_if_it_comes",
    "let_it_be_said",
]


@dataclass(frozen=True, slots=True)
class Entered:
    """One field of the application as entered, and the number it is ``of`` where that is entered too."""

    field: str
    value: int | str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class MatchedQuartiles:
    """Quartiles of those who matched in a specialty."""

    specialty: str
    quartiles: Quartiles
    source: str


@dataclass(frozen=True, slots=True)
class MatchedMean:
    """Mean of those who matched in a specialty."""

    specialty: str
    mean: float
    source: str


@dataclass(frozen=True, slots=True)
class FirstTakersMean:
    """Mean Step 2 CK of first takers at US schools."""

    mean: float
    source: str


@dataclass(frozen=True, slots=True)
class SignalsGiven:
    """The program signals that a specialty gives."""

    specialty: str
    signals: ProgramSignal
    source: str


Reference = MatchedQuartiles | MatchedMean | FirstTakersMean | SignalsGiven | OddsRatio


@dataclass(frozen=True, slots=True)
class Strength:
    """One strength.

    Attributes
    ----------
    name : StrengthName
    entered : tuple of Entered
        What the student entered; empty where it is nothing.
    references : tuple of Reference
        What is published, beside what directors cite; empty where nothing is.
    reading : Reading
    next_step : NextStep
    percent_citing, importance : float or None
        2024 program director survey: percent citing, and mean importance [1-5].
    sources : tuple of str
        Of the references, then of the survey.
    """

    name: StrengthName
    entered: tuple[Entered, ...]
    references: tuple[Reference, ...]
    reading: Reading
    next_step: NextStep
    percent_citing: float | None
    importance: float | None
    sources: tuple[str, ...]
