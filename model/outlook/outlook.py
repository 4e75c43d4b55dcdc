"""How the application holds up: published match rates, the band a first-attempt failure leaves, the Step 2 CK offset.

Look-up, odds and straight lines; nothing here is fitted. Rates are in percent. Published rates include applicants with
failed attempts and do not tell them apart, so they are a ceiling; the one national contrast found gives a floor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from model.entries.profile import Profile
from model.entries.schema import Application, Group
from model.evidence.match import MatchEvidence, match_evidence
from model.outlook.offset import Offset, offset
from model.outlook.rates import Rate, counted, odds_factor, overall_rate, rate, sweep
from model.outlook.references import Quartiles, percentile, quartiles

MissingCode = Literal[
    "tables",
    "all_but_overall",
    "scores_of_group",
    "specialty",
    "score",
    "score_unknown",
    "score_of_specialty",
    "counts_disagree",
    "overall_leads",
]
"""What lacks: tables that are not installed; every rate of the group but the overall one; its rates by Step 2 CK; the
rate of the specialty, or at the score, or at any score for want of one; the rate at the score, so that the specialty's
own is shown; one count, where two disagree; a rate of the first specialty, so that the overall one leads."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not published, or not installed.

    Attributes
    ----------
    code : MissingCode
    group : Group
    specialty : str
        Empty where it is not about one.
    step2ck : int or None
    counts : tuple of (int, int)
        Published counts that disagree: matched, and out of how many.
    tables : tuple of str
        Files that are not installed.
    """

    code: MissingCode
    group: Group
    specialty: str = ""
    step2ck: int | None = None
    counts: tuple[tuple[int, int], ...] = ()
    tables: tuple[str, ...] = ()


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
    missing : tuple of Missing
        What is not published, or not installed.
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
    missing: tuple[Missing, ...]


def _lacks(tables: MatchEvidence, group: Group, specialty: str, score: int | None) -> Missing | None:
    """What is not published for a specialty; ``None`` where nothing lacks."""
    rows, found = counted(tables, group, specialty), rate(group, specialty, score)
    if found is not None:
        if group != "US MD" or score is None or found.band is not None:
            return None
        return Missing("score_of_specialty", group, specialty, score)
    if len(rows) > 1:
        counts = tuple((row.matched, row.matched + row.unmatched) for row in rows)
        return Missing("counts_disagree", group, specialty, score, counts)
    if group != "US MD" or specialty not in tables.bands:
        return Missing("specialty", group, specialty, score)
    return Missing("score_unknown" if score is None else "score", group, specialty, score)


def _missing(tables: MatchEvidence, group: Group, names: tuple[str, ...], score: int | None) -> Iterable[Missing]:
    if tables.missing:
        yield Missing("tables", group, tables=tuple(sorted(tables.missing)))
    if group == "US IMG":
        yield Missing("all_but_overall", group)
        return
    if group in {"US DO", "Non-US IMG"}:
        yield Missing("scores_of_group", group)
    yield from filter(None, (_lacks(tables, group, specialty, score) for specialty in names))
    if names and rate(group, names[0], score) is None and overall_rate(group, 1) is not None:
        yield Missing("overall_leads", group)


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
