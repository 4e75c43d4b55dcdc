"""The model card: whom the answers are for, how the fits meet the published points, what is checked, what would refute.

The words stand in ``data/card.toml``; every figure is computed here, in ``sensitivity`` and ``simulation``.
"""

import datetime as dt
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from scipy.stats import binom

from model import MODEL_VERSION
from model.evidence.exam import evidence
from model.evidence.sources import GRADE_WORDS
from model.evidence.tables import DATA, EvidenceError, Text, describe
from model.readiness.curves import CURVES, PassCurve, fit_curves, published_curves
from model.report.sentences import advice_text
from model.validation.sensitivity import Changed, sensitivity
from model.validation.simulation import simulated


class Words(BaseModel):
    """A part of ``card.toml``: frozen, with every key known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class Use(Words):
    """Whom the answers are meant for, and what for they are not."""

    meant_for: Texts
    not_for: Texts


class Validation(Words):
    """What has been checked against people's results, and as of when."""

    outcomes_collected: Annotated[int, Field(ge=0)]
    as_of: dt.date
    said: Text
    would_take: Text


class WrongIf(Words):
    """A claim that the answers rest on, and what would speak against it."""

    claim: Text
    against: Text


class VersionChange(Words):
    """A version of model and data, and whether the same entries get another answer from its day on."""

    model: Text
    data: Text
    date: dt.date
    answers_differ: bool
    what: Texts


class CardWords(Words):
    """All of ``card.toml``; the newest version stands first."""

    use: Use
    validation: Validation
    wrong_if: Annotated[tuple[WrongIf, ...], Field(min_length=1)]
    change: Annotated[tuple[VersionChange, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "CardWords":
        days = [change.date for change in self.change]
        if days != sorted(days, reverse=True):
            raise ValueError("column change: the newest version does not stand first")
        if not any(change.answers_differ for change in self.change):
            raise ValueError("column change: no version is marked as the first of its answers")
        return self

    @property
    def answers_differ_from(self) -> VersionChange:
        """The version from which earlier answers no longer match."""
        return next(change for change in self.change if change.answers_differ)


def load(directory: Path = DATA) -> CardWords:
    """Read and validate the card's words, ``card.toml``.

    Raises
    ------
    EvidenceError
        If the file cannot be read or trusted; the message names what.
    """
    path = directory / "card.toml"
    try:
        return CardWords.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise EvidenceError(f"{path.name}, {describe(error)}.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise EvidenceError(f"{path.name} cannot be read: {reason}.") from error


@cache
def words() -> CardWords:
    """Answer with ``data/card.toml``, read once in the life of the process."""
    return load()


@dataclass(frozen=True, slots=True)
class AnchorFit:
    """A published pair of score [EPC] and chance [percent], and what each fit says at that score [percent, 1-99].

    ``source`` is a source id, or ``None`` for the curve that is derived from the exam's standard error.
    """

    curve: str
    source: str | None
    epc: float
    published: float
    central: float
    cautious: float
    generous: float

    @property
    def apart(self) -> float:
        """How far the central fit lies above the published chance [points of 100]; negative below."""
        return self.central - self.published

    @property
    def low(self) -> float:
        """The lowest of the three fits [percent]."""
        return min(self.central, self.cautious, self.generous)

    @property
    def high(self) -> float:
        """The highest of the three fits [percent]."""
        return max(self.central, self.cautious, self.generous)

    @property
    def outside(self) -> float:
        """How far the published chance lies outside the range of the three fits [points of 100]; 0 inside it."""
        return max(self.low - self.published, self.published - self.high, 0)


@cache
def anchor_fits() -> tuple[AnchorFit, ...]:
    """Every point that was fitted, with the fits at its score; without anyone's printed pairs."""
    sources = {anchor.curve: anchor.source for anchor in evidence().anchors}
    return tuple(
        AnchorFit(name, sources.get(name), epc, 100 * chance, *(fit.shown(epc) for fit in fit_curves()))
        for name, pairs in published_curves().items()
        for epc, chance in pairs
    )


def furthest_apart() -> AnchorFit:
    """The published point that the central fit lies furthest from."""
    return max(anchor_fits(), key=lambda fit: abs(fit.apart))


def furthest_outside() -> AnchorFit:
    """The published point that lies furthest outside the range of the three fits."""
    return max(anchor_fits(), key=lambda fit: fit.outside)


@dataclass(frozen=True, slots=True)
class InLine:
    """How many of ``outcomes`` people who were told ``said`` of 100 may pass before the chance looks wrong."""

    said: int
    outcomes: int
    fewest: int
    most: int


def _in_line(said: int, outcomes: int) -> InLine:
    """Fewest and most passes with at least (100 - confidence) / 2 of 100 in each tail, by the binomial distribution."""
    tail = (100 - evidence().rule("validation.confidence")) / 200
    fewest = int(binom.ppf(tail, outcomes, said / 100))
    fewest_fails = int(binom.ppf(tail, outcomes, 1 - said / 100))
    return InLine(said, outcomes, fewest, most=outcomes - fewest_fails)


@cache
def in_line() -> tuple[InLine, ...]:
    """For each chance and number of outcomes of ``rules.toml``: the passes that would not speak against the model."""
    rules = evidence().rules
    return tuple(
        _in_line(int(said), int(outcomes))
        for said in rules["validation.said"].numbers
        for outcomes in rules["validation.outcomes"].numbers
    )


def _curve(curve: PassCurve) -> dict[str, float]:
    return {"centre_epc": round(curve.centre, 3), "spread_epc": round(curve.spread, 3)}


def _changed(row: Changed) -> dict[str, Any]:
    chance = row.chance
    return {
        "kind": row.change.kind,
        "title": row.change.title,
        "central": round(chance.central, 2),
        "low": round(chance.low, 2),
        "high": round(chance.high, 2),
        "advice": advice_text(row.advice),
    }


def to_dict() -> dict[str, Any]:
    """The whole card as plain values, for ``json.dumps``: chances in percent, scores in EPC, days as ISO text."""
    card, facts = words(), evidence()
    return {
        "name": "Second Sitting",
        "model_version": MODEL_VERSION,
        "data_version": facts.version,
        "answers_differ_from": card.answers_differ_from.model_dump(mode="json", include={"model", "data", "date"}),
        "use": card.use.model_dump(mode="json"),
        "validation": card.validation.model_dump(mode="json"),
        "curves": {name: _curve(fit) for name, fit in zip(CURVES, fit_curves(), strict=True)},
        "anchors": [
            {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(fit).items()}
            for fit in anchor_fits()
        ],
        "sensitivity": [
            {
                "student": row.example.title,
                "as_it_is": _changed(row.as_it_is),
                "changed": [_changed(change) for change in row.changed],
            }
            for row in sensitivity()
        ],
        "simulation": simulated().model_dump(mode="json"),
        "passes_in_line": [asdict(row) for row in in_line()],
        "wrong_if": [item.model_dump(mode="json") for item in card.wrong_if],
        "changes": [item.model_dump(mode="json") for item in card.change],
        "rules": {
            name: {"value": rule.value, "unit": rule.unit, "source": rule.source, "why": rule.why}
            for name, rule in facts.rules.items()
        },
        "sources": {
            name: {"title": source.title, "url": source.url, "grade": GRADE_WORDS[source.grade]}
            for name, source in facts.sources.items()
        },
    }
