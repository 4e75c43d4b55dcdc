"""The figures of a report as plain values, held against those of version 1.1: numbers, dates, states, sources.

No wording and no version is among them. Dates are ISO text, percents 0-100. Of long lists every few rows are kept, as
in the held figures: the path and the offset's curve by ``thinned``, every fifth of all specialties.
"""

import datetime as dt

from model.report.sentences import band_words, strength_reading, years_words

EVERYTHING_STEP, PATH_STEP, CURVE_STEP = 5, 6, 20
RATE = ("specialty", "published", "ceiling", "floor", "n", "band", "years", "source", "small")
PRIORITY = ("axis", "area", "low", "high", "report", "latest", "rank", "tied", "source")


def plain(value):
    match value:
        case dt.date():
            return value.isoformat()
        case dict():
            return {str(name): plain(part) for name, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
    return value.item() if hasattr(value, "item") else value  # a NumPy scalar


def attributes(thing, *names):
    return {name: getattr(thing, name) for name in names}


def thinned(rows, step):
    """Every step-th row, and the last."""
    return [row for number, row in enumerate(rows) if number % step == 0 or number == len(rows) - 1]


def _chance(chance):
    return [chance.central, chance.low, chance.high]


def _readiness(found):
    model = found.estimate
    return {
        "chance": attributes(found.chance, "central", "low", "high"),
        "ability": attributes(found.ability, "mean", "sd"),
        **attributes(found, "sitting", "assumed", "far"),
        "path": {
            "count": len(found.path),
            "rows": thinned([[point.date, point.mean, point.low, point.high] for point in found.path], PATH_STEP),
        },
        "scored": len(model.tests),
        "scored_last_time": len(model.last_time),
        "gaps": None if model.gaps is None else [[gap.mean, gap.sd] for gap in model.gaps],
        "gap_in_chance": model.gaps is not None and bool(model.tests),
        "repeat_rate": attributes(model.rate, "percent", "tested", "year", "source"),
        "printed": {"used": model.curves.used, "set_aside": model.curves.set_aside},
        "curves": [[curve.centre, curve.spread] for curve in model.curves],
        "priors": model.priors,
        "sources": found.sources,
    }


def _booking(found):
    return {
        "outcome": found.advice.outcome,
        "next_form_score": found.next_form_score,
        "checks": {check.name: attributes(check, "kind", "status", "source") for check in found.checks},
        "waits": [
            {
                **attributes(row, "weeks_later", "date"),
                "hold": _chance(row.hold),
                "trend": _chance(row.trend),
                **attributes(row, "results_typical", "results_allow"),
                "conflicts": len(row.conflicts),
            }
            for row in found.sit_or_wait
        ],
    }


def _rate(rate):
    if rate is None:
        return None
    interval = None if rate.interval is None else [rate.interval.low, rate.interval.high]
    words = {"band": band_words(rate.band), "years": years_words(rate.years)}
    return attributes(rate, *RATE) | words | {"interval": interval}


def _offset(found):
    if found is None:
        return None

    def point(at):
        return [at.step2ck, at.ceiling, at.floor]

    return {
        **attributes(found, "points_equivalent", "more_than", "reference_rate", "parity_score"),
        "at": None if found.at is None else point(found.at),
        "curve": {"count": len(found.curve), "rows": thinned([point(at) for at in found.curve], CURVE_STEP)},
        "marks": [[position, band_words(rate.band), rate.published, rate.small] for position, rate in found.marks],
    }


def _outlook(found):
    if found is None:
        return None
    quartiles = ("measure", "matched", "not_matched", "not_matched_median", "source")
    return {
        **attributes(found, "group", "factor", "factor_borrowed", "step2ck", "percentile"),
        "leading": _rate(found.leading),
        "targets": [_rate(rate) for rate in found.targets],
        "everything": {
            "count": len(found.everything),
            "rows": [_rate(rate) for rate in found.everything[::EVERYTHING_STEP]],
        },
        "offset": _offset(found.offset),
        "quartiles": [attributes(row, *quartiles) for row in found.quartiles],
    }


def _load(found):
    if found is None:
        return None
    missed = ("questions", "next_day", "each_day", "total_kept", "next_day_heavy", "each_day_heavy")
    return {
        **attributes(found, "target", "done", "remaining", "per_day", "blocks", "heavy"),
        "days": [[day.date, day.questions] for day in found.days],
        "kinds": {kind.name: kind.questions for kind in found.kinds},
        "missed": None if found.missed is None else attributes(found.missed, *missed),
    }


def _plan(found):
    return {
        **attributes(found, "exam", "next_test", "has_days"),
        "also_first": [row.area for row in found.also_first],
        "steps": [attributes(step, "name", "due", "done", "source") for step in found.steps],
        "changes": [
            {**attributes(change, "cause", "source"), "findings": [[row.n, row.source] for row in change.findings]}
            for change in found.changes
        ],
        "accommodations": [[row.n, row.source] for row in found.accommodations],
        "priorities": [attributes(row, *PRIORITY) for row in found.priorities],
        "first_subjects": [row.area for row in found.first_subjects],
        "events": [attributes(row, "name", "start", "end", "kind", "moves", "source") for row in found.events],
        "conflicts": [conflict.source for conflict in found.conflicts],
        "moves": [[move.before, move.after] for move in found.moves],
        "load": _load(found.load),
        "ledger": {
            **attributes(found.ledger, "used", "left", "limit", "passed"),
            "rows": [attributes(row, "number", "earliest", "planned", "known") for row in found.ledger.rows],
            "sources": found.ledger.sources,
        },
        "sources": found.sources,
    }


def figures(report):
    profile = report.profile
    strength = ("name", "reading", "percent_citing", "importance", "sources")
    return plain(
        {
            "derived": {
                "latest_fail": profile.latest_fail,
                "this_time": len(profile.this_time),
                "last_time": len(profile.last_time),
            },
            "readiness": _readiness(report.readiness),
            "booking": _booking(report.booking),
            "outlook": _outlook(report.outlook),
            "strengths": [attributes(row, *strength) | {"reading": strength_reading(row)} for row in report.strengths],
            "plan": _plan(report.plan),
        }
    )
