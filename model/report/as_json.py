"""The report as plain values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from pydantic import BaseModel

from model.booking.check import Check
from model.booking.pace import SitOrWait
from model.evidence.match import OddsRatio
from model.outlook.offset import Offset
from model.outlook.outlook import Outlook
from model.outlook.rates import Rate
from model.outlook.strength import FirstTakersMean, MatchedMean, MatchedQuartiles, Reference, SignalsGiven, Strength
from model.plan.plan import StudyPlan
from model.report.report import Report
from model.report.sentences import (
    APPLICANTS,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    after_next,
    band_words,
    basis_words,
    check_words,
    conflict_text,
    conflict_way_out,
    event_title,
    gap_in_chance,
    missing_days,
    missing_sentence,
    strength_entry,
    strength_next_step,
    strength_reading,
    strength_reference,
    strength_title,
    unmet_sentence,
    years_words,
)
from model.text import capital

_REFERENCE_KINDS: Final[Mapping[type, str]] = {
    MatchedQuartiles: "matched_quartiles",
    MatchedMean: "matched_mean",
    FirstTakersMean: "first_takers_mean",
    SignalsGiven: "signals_given",
    OddsRatio: "odds_ratio",
}


def to_dict(found: Report) -> dict[str, Any]:
    """The report as plain values: dates in ISO form, chances in percent, unrounded."""
    answer, advice = found.readiness, found.booking.advice
    model, gap = answer.estimate, gap_in_chance(answer)
    return {
        "model_version": found.model_version,
        "data_version": found.data_version,
        "today": found.today.isoformat(),
        "readiness": {
            "chance": asdict(answer.chance),
            "ability": asdict(answer.ability),
            "basis": {
                "text": basis_words(found.readiness),
                "sitting": answer.sitting.isoformat(),
                "sitting_assumed": answer.assumed,
                "scored_tests": len(model.tests),
                "last_time_tests": len(model.last_time),
                "last_time_gap": None if gap is None else asdict(gap),
                "repeat_rate": asdict(model.rate),
                "printed_pairs_used": len(model.curves.used),
                "printed_pairs_set_aside": len(model.curves.set_aside),
            },
            "sources": list(answer.sources),
        },
        "booking": {
            "advice": advice_text(advice),
            "outcome": advice.outcome,
            "reason": advice_reason(advice),
            "next_step": advice_step(advice),
            "would_change": list(advice_changes(advice)),
            "checks": [_check_values(check) for check in found.booking.checks],
            "next_form_score": found.booking.next_form_score,
            "sit_or_wait": [_row(row) for row in found.booking.sit_or_wait],
        },
        "outlook": None if found.outlook is None else _outlook_values(found.outlook),
        "strengths": [_strength_values(strength) for strength in found.strengths],
        "plan": _plan_values(found.plan),
    }


def _row(row: SitOrWait) -> dict[str, Any]:
    values: dict[str, Any] = _plain(asdict(row))
    return values | {"conflicts": [unmet_sentence(check) for check in row.conflicts]}


def _check_values(check: Check) -> dict[str, Any]:
    words = asdict(check_words(check))
    change = capital(words.pop("change"))
    return {
        "name": check.name,
        "kind": check.kind,
        "status": check.status,
        "source": check.source,
        **words,
        "flips": change,
        "facts": _plain(asdict(check.facts)),
    }


def rate_values(rate: Rate) -> dict[str, Any]:
    """A rate as plain values, percents unrounded."""
    words = {"applicants": APPLICANTS[rate.group], "band": band_words(rate.band), "years": years_words(rate.years)}
    band = None if rate.band is None else asdict(rate.band)
    return asdict(rate) | words | {"step2ck_band": band, "first_year": rate.years[0], "last_year": rate.years[1]}


def offset_values(offset: Offset) -> dict[str, Any]:
    """The Step 2 CK offset as plain values."""
    return {
        "points_equivalent": offset.points_equivalent,
        "more_than": offset.more_than,
        "parity_score": offset.parity_score,
        "reference_rate": offset.reference_rate,
        "curve": [asdict(point) for point in offset.curve],
    }


def missing_values(answer: Outlook) -> dict[str, Any]:
    """What is not published for an outlook, or not installed, in sentences and as facts."""
    return {
        "missing": list(map(missing_sentence, answer.missing)),
        "missing_facts": [_plain(asdict(item)) for item in answer.missing],
    }


def _outlook_values(answer: Outlook) -> dict[str, Any]:
    return {
        "factor": answer.factor,
        "factor_borrowed": answer.factor_borrowed,
        **({} if answer.leading is None else rate_values(answer.leading)),
        "specialties": [rate_values(rate) for rate in answer.targets],
        "offset": None if answer.offset is None else offset_values(answer.offset),
        **missing_values(answer),
    }


def _strength_values(strength: Strength) -> dict[str, Any]:
    """A strength in words, and the facts behind them."""
    return {
        "name": strength.name,
        "title": strength_title(strength),
        "entry": strength_entry(strength),
        "reference": strength_reference(strength),
        "reading": strength_reading(strength),
        "next_step": strength_next_step(strength),
        "percent_citing": strength.percent_citing,
        "importance": strength.importance,
        "sources": list(strength.sources),
        "facts": {
            "entered": [asdict(row) for row in strength.entered],
            "references": [_reference_values(row) for row in strength.references],
            "reading": strength.reading,
            "next_step": strength.next_step,
        },
    }


def _reference_values(row: Reference) -> dict[str, Any]:
    facts = _plain(row if isinstance(row, OddsRatio) else asdict(row))
    return {"kind": _REFERENCE_KINDS[type(row)], **facts}


def _plan_values(found: StudyPlan) -> dict[str, Any]:
    """The plan as plain values: dates in ISO form."""
    values: dict[str, Any] = _plain(asdict(found))
    del values["today"]
    values["conflicts"] = [
        {"code": item.code, "text": conflict_text(item), "way_out": conflict_way_out(item), "source": item.source}
        for item in found.conflicts
    ]
    for event, event_values in zip(found.events, values["events"], strict=True):
        event_values["title"] = event_title(event)
    for move, move_values in zip(found.moves, values["moves"], strict=True):
        move_values["title"] = event_title(move.event)
    ledger = values["ledger"]
    ledger["after_next"] = after_next(found.ledger)
    for row, row_values in zip(found.ledger.rows, ledger["rows"], strict=True):
        row_values |= {"missing": missing_days(row), "missing_days": row_values["missing"]}
    return values


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a frozen object holds)
    match value:
        case dt.date():
            return value.isoformat()
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case BaseModel():
            return _plain(value.model_dump())
        case _:
            return value
