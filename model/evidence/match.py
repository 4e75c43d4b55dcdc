"""Published figures on the residency match. Every table may be missing: a deployer can remove those under NRMP's terms.

These figures are looked up and shown with their source; none of them is ever an input to a fitted model.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from model.evidence.loading import read_tables, table
from model.evidence.sources import read_sources
from model.evidence.tables import DATA, EvidenceError, Figure, Text, check_order, none_if_blank

Percent = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]
Amount = Annotated[float, Field(ge=0)]
Importance = Annotated[float, Field(ge=1, le=5)]
Odds = Annotated[float, Field(gt=0)]
LOWEST_SCORE: Final = 100  # the published bands of Step 2 CK reach from here
HIGHEST_SCORE: Final = 300  # to here
Step2Score = Annotated[float, Field(ge=LOWEST_SCORE, le=HIGHEST_SCORE)]
WholeStep2Score = Annotated[int, Field(ge=LOWEST_SCORE, le=HIGHEST_SCORE)]
Outcome = Literal["matched", "not_matched"]
SeniorType = Literal["US MD senior", "US DO senior"]
ApplicantType = Literal["US MD senior", "US DO senior", "US-citizen IMG", "Non-US-citizen IMG"]


class Band(Figure):
    """US MD seniors in one Step 2 CK band: how many, and the percent matched to their first-ranked specialty."""

    specialty: Text
    step2ck_low: WholeStep2Score
    step2ck_high: WholeStep2Score
    matched_percent: Percent
    applicants: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_order(step2ck_low=self.step2ck_low, step2ck_high=self.step2ck_high)
        return self


class Step2Quartiles(Figure):
    """Step 2 CK of US MD seniors who matched (quartiles) and who did not (median)."""

    specialty: Text
    matched_n: Count
    matched_q1: Step2Score
    matched_median: Step2Score
    matched_q3: Step2Score
    unmatched_n: Annotated[Count | None, BeforeValidator(none_if_blank)]
    unmatched_median: Annotated[Step2Score | None, BeforeValidator(none_if_blank)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_order(matched_q1=self.matched_q1, matched_median=self.matched_median, matched_q3=self.matched_q3)
        return self


class ImgProfile(Figure):
    """One measure of non-US IMGs who matched or did not, by specialty."""

    specialty: Text
    measure: Text
    outcome: Outcome
    n: Count
    q1: Amount
    median: Amount
    q3: Amount
    mean: Amount
    sd: Annotated[Amount | None, BeforeValidator(none_if_blank)]

    @model_validator(mode="after")
    def _in_order_and_on_the_scale(self) -> Self:
        check_order(q1=self.q1, median=self.median, q3=self.q3)
        if self.measure == "step2ck":
            for column, score in (("q1", self.q1), ("q3", self.q3), ("mean", self.mean)):
                if not LOWEST_SCORE <= score <= HIGHEST_SCORE:
                    raise ValueError(f"column {column}: {score:g} is outside {LOWEST_SCORE}-{HIGHEST_SCORE}")
        return self


class SeniorProfile(Figure):
    """Mean of one measure of US seniors who matched or did not, by specialty."""

    applicant_type: SeniorType
    specialty: Text
    measure: Text
    outcome: Outcome
    n: Count
    mean: Amount


class SpecialtyCount(Figure):
    """Applicants who ranked a specialty first: matched to it, and not."""

    year: int
    applicant_type: Literal["US MD senior", "US DO senior", "Non-US IMG"]
    specialty: Text
    matched: Count
    unmatched: Count

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.matched + self.unmatched == 0:
            raise ValueError("column matched: nobody is counted")
        return self


class MatchRate(Figure):
    """PGY-1 match rate of one type of applicant in one year, all specialties together."""

    year: int
    applicant_type: ApplicantType
    pgy1_match_percent: Percent
    active_applicants: Annotated[Annotated[int, Field(gt=0)] | None, BeforeValidator(none_if_blank)]


class DirectorFactor(Figure):
    """A factor in the program director survey: percent citing it, and mean importance [1-5]."""

    year: int
    stage: Literal["interview", "ranking"]
    factor: Text
    percent_citing: Annotated[Percent | None, BeforeValidator(none_if_blank)]
    mean_importance_1_to_5: Annotated[Importance | None, BeforeValidator(none_if_blank)]


class FailureOutcome(Figure):
    """What became of students after a first Step 1 attempt, in one study."""

    study: Text
    outcome: Text
    group: Text
    count: Count
    of: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _part_of(self) -> Self:
        check_order(count=self.count, of=self.of)
        return self


class OddsRatio(Figure):
    """A published odds ratio with its 95% interval."""

    factor: Text
    contrast: Text
    outcome: Text
    odds_ratio: Odds
    ci_low: Odds
    ci_high: Odds
    population: Text

    @model_validator(mode="after")
    def _inside_interval(self) -> Self:
        check_order(ci_low=self.ci_low, odds_ratio=self.odds_ratio, ci_high=self.ci_high)
        return self


class Percentile(Figure):
    """Step 2 CK score and the percent of first takers below it."""

    score: WholeStep2Score
    percentile: Percent


class Step2Constant(Figure):
    """A published constant of Step 2 CK."""

    constant: Text
    value: Annotated[float, Field(gt=0)]


class Guidance(Figure):
    """A statement of the guidance that the product starts from."""

    kind: Text
    item: Text
    text: Text


class ProgramSignal(Figure):
    """How many program signals a specialty gives, as published."""

    specialty: Text
    signals: Text

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if not self.available:
            raise ValueError("column signals: no number of signals is in it")
        return self

    @cached_property
    def available(self) -> int:
        """The signals of every kind together: 15 of ``3 gold, 12 silver``."""
        return sum(int(number) for number in re.findall(r"\d+", self.signals))


def _check_bands(name: str, bands: tuple[Band, ...]) -> None:
    finished: set[str] = set()
    for number, (before, after) in enumerate(pairwise(bands), start=3):
        if before.specialty != after.specialty:
            finished.add(before.specialty)
            if after.specialty in finished:
                raise EvidenceError(f"{name}, row {number}, column specialty: {after.specialty!r} is in two places.")
        if before.specialty == after.specialty and after.step2ck_low != before.step2ck_high + 1:
            gap = f"{after.step2ck_low} does not follow on {before.step2ck_high}"
            raise EvidenceError(f"{name}, row {number}, column step2ck_low: {gap}.")


def _check_percentiles(name: str, rows: tuple[Percentile, ...]) -> None:
    for number, (before, after) in enumerate(pairwise(rows), start=3):
        if after.score <= before.score or after.percentile < before.percentile:
            raise EvidenceError(f"{name}, row {number}, column percentile: it does not rise with the score.")


def _by_specialty(_name: str, bands: tuple[Band, ...]) -> Mapping[str, tuple[Band, ...]]:
    key: Callable[[Band], str] = lambda band: band.specialty  # noqa: E731 (a key, typed)
    return MappingProxyType({specialty: tuple(rows) for specialty, rows in groupby(bands, key)})


@dataclass(frozen=True, slots=True)
class MatchEvidence:
    """All tables that are installed; ``missing`` names the files that are not."""

    missing: frozenset[str]
    bands: Mapping[str, tuple[Band, ...]] = field(
        metadata=table("nrmp_md_step2_bands.csv", Band, check=_check_bands, hold=_by_specialty)
    )
    step2_quartiles: Mapping[str, Step2Quartiles] = field(
        metadata=table("nrmp_md_step2_2026.csv", Step2Quartiles, by="specialty")
    )
    img_profiles: tuple[ImgProfile, ...] = field(metadata=table("nrmp_img_profile_2026.csv", ImgProfile))
    senior_profiles: tuple[SeniorProfile, ...] = field(metadata=table("nrmp_seniors_profile_2024.csv", SeniorProfile))
    counts: tuple[SpecialtyCount, ...] = field(metadata=table("nrmp_specialty_counts.csv", SpecialtyCount))
    rates: tuple[MatchRate, ...] = field(metadata=table("main_match_rates.csv", MatchRate))
    director_factors: tuple[DirectorFactor, ...] = field(metadata=table("program_director_survey.csv", DirectorFactor))
    failure_outcomes: tuple[FailureOutcome, ...] = field(metadata=table("failure_outcomes.csv", FailureOutcome))
    odds_ratios: tuple[OddsRatio, ...] = field(metadata=table("strength_odds_ratios.csv", OddsRatio))
    percentiles: tuple[Percentile, ...] = field(
        metadata=table("step2ck_percentiles.csv", Percentile, check=_check_percentiles)
    )
    constants: Mapping[str, Step2Constant] = field(
        metadata=table("step2ck_constants.csv", Step2Constant, by="constant")
    )
    signals: Mapping[str, ProgramSignal] = field(
        metadata=table("program_signals_2025.csv", ProgramSignal, by="specialty")
    )
    guidance: tuple[Guidance, ...] = field(metadata=table("recovery_guidance.csv", Guidance))

    @property
    def specialties(self) -> tuple[str, ...]:
        """Every specialty that any installed table knows, in alphabetical order."""
        names = {*self.bands, *self.step2_quartiles}
        names |= {row.specialty for row in self.counts}
        names |= {row.specialty for row in self.img_profiles}
        names |= {row.specialty for row in self.senior_profiles}
        return tuple(sorted(names))


def load(directory: Path = DATA) -> MatchEvidence:
    """Read and validate every table that is there.

    Parameters
    ----------
    directory : Path
        Folder with the CSV tables, and ``sources.csv`` for the sources they name.

    Returns
    -------
    MatchEvidence

    Raises
    ------
    EvidenceError
        If a table that is there cannot be trusted. The message names file, row and column.
    """
    tables, missing = read_tables(directory, MatchEvidence, read_sources(directory), all_needed=False)
    return MatchEvidence(missing=missing, **tables)


@cache
def match_evidence() -> MatchEvidence:
    """Answer with the tables in ``data/``, read once in the life of the process."""
    return load()
