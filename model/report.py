"""One report built from a profile: what the pages draw, and what the command line prints."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from model import MODEL_VERSION
from model.booking import Booking, Check, SitOrWait, booking
from model.evidence import evidence
from model.outlook import Offset, Outlook, Rate, outlook
from model.profile import Profile
from model.readiness import Readiness, readiness
from model.strengths import Strength, strengths
from model.words import about, count, long_date, whole


@dataclass(frozen=True, slots=True)
class Report:
    """The answers to one profile on one day, with the versions they were made with."""

    profile: Profile
    today: dt.date
    readiness: Readiness
    booking: Booking
    outlook: Outlook | None
    strengths: tuple[Strength, ...]
    model_version: str
    data_version: str

    @property
    def basis(self) -> str:
        """What the chance rests on, in one sentence."""
        return _basis(self.readiness)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values: dates in ISO form, chances in percent, unrounded."""
        answer, advice = self.readiness, self.booking.advice
        model = answer.estimate
        return {
            "model_version": self.model_version,
            "data_version": self.data_version,
            "today": self.today.isoformat(),
            "readiness": {
                "chance": asdict(answer.chance),
                "ability": asdict(answer.ability),
                "basis": {
                    "text": self.basis,
                    "sitting": answer.sitting.isoformat(),
                    "sitting_assumed": answer.assumed,
                    "scored_tests": len(model.tests),
                    "last_time_tests": len(model.last_time),
                    "last_time_gap": asdict(model.gaps[0]) if model.gaps else None,
                    "repeat_rate": asdict(model.rate),
                    "printed_pairs_used": len(model.curves.used),
                    "printed_pairs_set_aside": len(model.curves.set_aside),
                },
                "sources": list(answer.sources),
            },
            "booking": {
                "advice": advice.text,
                "outcome": advice.outcome,
                "reason": advice.reason,
                "next_step": advice.next_step,
                "would_change": list(advice.would_change),
                "checks": [asdict(check) for check in self.booking.checks],
                "next_form_score": self.booking.next_form_score,
                "sit_or_wait": [_row(row) for row in self.booking.sit_or_wait],
            },
            "outlook": None if self.outlook is None else _outlook_values(self.outlook),
            "strengths": [asdict(strength) for strength in self.strengths],
        }

    def to_text(self) -> str:
        """The report as plain text for a terminal."""
        answer, advice = self.readiness, self.booking.advice
        lines = [
            f"Second Sitting, {long_date(self.today)} (model {self.model_version}, data {self.data_version})",
            "",
            f"{about(answer.chance.central)}; range {whole(answer.chance.low)} to {whole(answer.chance.high)}.",
            f"Based on {self.basis}",
            "An estimate from people with scores like these, not a verdict.",
            "",
            advice.text,
            f"  {advice.reason}",
            f"  Next: {advice.next_step}",
            *(f"  Would change it: {change}" for change in advice.would_change),
            "",
            "Checks",
            *(_check_line(check) for check in self.booking.checks),
            "",
            "Sit or wait (chance if scores stay, and if the trend goes on)",
            *(_wait_line(row) for row in self.booking.sit_or_wait),
            "",
            *_outlook_lines(self.outlook),
            "Strengths",
            *(f"  {item.title}: {item.entry}; {item.reading} ({item.reference})" for item in self.strengths),
            "",
            "Sources: " + ", ".join(answer.sources),
        ]
        return "\n".join(lines) + "\n"


def _basis(answer: Readiness) -> str:
    model = answer.estimate
    rate = model.rate
    parts = []
    if model.tests:
        parts.append(f"{count(len(model.tests), 'practice score')} since the last attempt")
        if model.last_time:
            parts.append(f"{count(len(model.last_time), 'practice score')} from before it")
        if model.curves.used:
            parts.append("the pass chance printed on your own report")
    parts.append(
        f"the published {rate.year} rate for repeat examinations, {rate.group}: "
        f"{whole(rate.percent)} of 100 passed (n = {rate.tested:,})"
    )
    joined = ", and ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0]
    assumed = "; no exam date ahead is entered, so it is for sitting within a week" if answer.assumed else ""
    return f"{joined}. For sitting on {long_date(answer.sitting)}{assumed}."


def _row(row: SitOrWait) -> dict[str, Any]:
    values = asdict(row)
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _check_line(check: Check) -> str:
    return f"  [{check.status}] {check.title}: {check.value} (line: {check.line}; {check.source})"


def _wait_line(row: SitOrWait) -> str:
    hold, trend = row.hold, row.trend
    return (
        f"  +{row.weeks_later} weeks, {long_date(row.date)}: "
        f"{whole(hold.low)}-{whole(hold.high)}, about {whole(hold.central)}; "
        f"{whole(trend.low)}-{whole(trend.high)}, about {whole(trend.central)}; "
        f"results {long_date(row.results_typical)} to {long_date(row.results_allow)}"
        + "".join(f"; {conflict}" for conflict in row.conflicts)
    )


def rate_values(rate: Rate) -> dict[str, Any]:
    """A rate as plain values, percents unrounded."""
    return asdict(rate)


def offset_values(offset: Offset) -> dict[str, Any]:
    """The Step 2 CK offset as plain values."""
    return {
        "points_equivalent": offset.points_equivalent,
        "more_than": offset.more_than,
        "parity_score": offset.parity_score,
        "reference_rate": offset.reference_rate,
        "curve": [asdict(point) for point in offset.curve],
    }


def _outlook_values(answer: Outlook) -> dict[str, Any]:
    return {
        "factor": answer.factor,
        "factor_borrowed": answer.factor_borrowed,
        **({} if answer.leading is None else rate_values(answer.leading)),
        "specialties": [rate_values(rate) for rate in answer.targets],
        "offset": None if answer.offset is None else offset_values(answer.offset),
        "missing": list(answer.missing),
    }


def rate_sentence(rate: Rate) -> str:
    """A rate in words: of whom, how many matched, over which years, and what a failed attempt leaves."""
    ranked = f" who ranked {rate.specialty.lower()} first" if rate.specialty else ""
    band = f" with a Step 2 CK {'' if rate.band.startswith('below') else 'of '}{rate.band}" if rate.band else ""
    people = "" if rate.n is None else f", n = {rate.n:,}{', too few to rest on' if rate.small else ''}"
    return (
        f"Of 100 {rate.applicants}{ranked}{band}, {whole(rate.ceiling)} matched ({rate.years}{people}). "
        "With a first-attempt failure nobody has published the figure: "
        f"between {whole(rate.floor)} and {whole(rate.ceiling)}."
    )


def _outlook_lines(answer: Outlook | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    rates = answer.targets or (() if answer.leading is None else (answer.leading,))
    return ("Match outlook", *(f"  {rate_sentence(rate)} [{rate.source}]" for rate in rates), *answer.missing, "")


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
        model_version=MODEL_VERSION,
        data_version=evidence().version,
    )
