"""How the application holds up: published match rates, the band a first-attempt failure leaves, the Step 2 CK offset.

Look-up, odds and straight lines; nothing here is fitted. Rates are in percent. Published rates include applicants with
failed attempts and do not tell them apart, so they are a ceiling; the one national contrast found gives a floor.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from model.entries.profile import Profile
from model.entries.schema import Application, Group
from model.evidence.match import MatchEvidence, match_evidence
from model.outlook.offset import Offset, offset
from model.outlook.rates import APPLICANTS, Rate, counted, odds_factor, overall_rate, rate, sweep
from model.outlook.references import Quartiles, percentile, quartiles


@dataclass(frozen=True, slots=True)
class Outlook:
    """The match outlook for a profile.

    Attributes
    ----------
    factor : float
        Odds factor of the floor.
    factor_borrowed : bool
        Whether it was measured on another group than the student's.
    leading : Rate or None
        The first target specialty at the student's score, or the best that is published.
    targets, everything : tuple of Rate
        The target specialties in order, and every specialty with a rate.
    offset : Offset or None
        Where the leading specialty is published by Step 2 CK.
    quartiles : tuple of Quartiles
        For the leading specialty.
    percentile : float or None
        Percent of Step 2 CK first takers below the student's score.
    missing : tuple of str
        What is not published, or not installed, in sentences.
    """

    group: Group
    factor: float
    factor_borrowed: bool
    step2ck: int | None
    leading: Rate | None
    targets: tuple[Rate, ...]
    everything: tuple[Rate, ...]
    offset: Offset | None
    quartiles: tuple[Quartiles, ...]
    percentile: float | None
    missing: tuple[str, ...]


def _lacks(tables: MatchEvidence, group: Group, specialty: str, score: int | None) -> str:
    """What is not published for a specialty, in a sentence; empty where nothing lacks."""
    rows, found = counted(tables, group, specialty), rate(group, specialty, score)
    if found is not None:
        if group != "US MD" or score is None or found.band:
            return ""
        return f"No rate for {specialty} at a Step 2 CK of {score} was found, so the specialty's own is shown."
    if len(rows) > 1:
        counts = " and ".join(f"{row.matched} of {row.matched + row.unmatched}" for row in rows)
        return f"Two published counts for {specialty} disagree ({counts}), so neither is used."
    if group != "US MD" or specialty not in tables.bands:
        return f"No rate for {APPLICANTS[group]} in {specialty} was found."
    if score is None:
        return f"Rates for {specialty} were found by Step 2 CK alone, so a score is needed to show one."
    return f"No rate for {specialty} at a Step 2 CK of {score} was found; other scores have one."


def _missing(tables: MatchEvidence, group: Group, names: tuple[str, ...], score: int | None) -> Iterable[str]:
    if tables.missing:
        yield f"Not installed here: {', '.join(sorted(tables.missing))}. The views that need them stay empty."
    if group == "US IMG":
        yield "For US-citizen IMGs no rate by specialty and none by Step 2 CK was found; the overall rate stands alone."
        return
    if group in {"US DO", "Non-US IMG"}:
        yield f"For {APPLICANTS[group]} no rate by Step 2 CK was found, so an offset cannot be drawn."
    yield from filter(None, (_lacks(tables, group, specialty, score) for specialty in names))
    if names and rate(group, names[0], score) is None and overall_rate(group, 1) is not None:
        yield f"The rate that leads is that of {APPLICANTS[group]} in all specialties together."


def outlook(
    profile: Profile,
    *,
    factor: float | None = None,
    step2ck: int | None = None,
    reference: float | None = None,
) -> Outlook | None:
    """The match outlook for a profile.

    Parameters
    ----------
    profile : Profile
    factor : float or None
        Odds factor of the floor, from the published contrast's to 1; the published contrast's where it is not given.
    step2ck : int or None
        A score to explore in place of the one entered.
    reference : float or None
        Rate [percent] to hold the floor against.

    Returns
    -------
    Outlook or None
        ``None`` without a group: the tables are split by it.

    Raises
    ------
    ValueError
        If the factor is outside its bounds.
    """
    times = odds_factor(factor)
    if profile.group is None:
        return None
    tables, group = match_evidence(), profile.group
    application: Application = profile.application
    score = application.step2ck if step2ck is None else step2ck
    names = application.target_specialties
    targets = tuple(row for name in names if (row := rate(group, name, score, times)) is not None)
    first = names[0] if names else None
    leading = None if first is None else rate(group, first, score, times)
    return Outlook(
        group=group,
        factor=times,
        factor_borrowed=group != "US MD",
        step2ck=score,
        leading=overall_rate(group, times) if leading is None else leading,
        targets=targets,
        everything=sweep(group, score, times),
        offset=offset(first, score, times, reference) if group == "US MD" and first is not None else None,
        quartiles=() if first is None else quartiles(group, first),
        percentile=percentile(score),
        missing=tuple(_missing(tables, group, names, score)),
    )
