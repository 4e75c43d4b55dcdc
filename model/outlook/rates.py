"""Published match rates [percent], and what a first-attempt failure leaves of them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Literal

from model.entries.schema import Group
from model.evidence.exam import evidence
from model.evidence.match import Band, MatchEvidence, SpecialtyCount, match_evidence

CONFIDENCE: Final = 0.95
ROUNDING: Final = 1e-9
Z: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
BAND_YEARS: Final = (2020, 2024)  # the matches that the rates by Step 2 CK are counted over


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% Wilson interval [percent]."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A band of Step 2 CK scores, both ends in it, and whether it takes in all scores ``below`` or ``above`` too."""

    low: int
    high: int
    open: Literal["below", "above"] | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A published match rate and the band that a first-attempt failure leaves.

    Attributes
    ----------
    group : Group
    specialty : str
        Whom the rate describes; ``specialty`` is empty for all specialties together.
    published : float
        Percent as printed, or as counted.
    ceiling, floor : float
        Percent within 1-99: the published rate, and its odds times the attempt factor.
    n : int or None
        Applicants behind the rate.
    interval : Interval or None
        Of the published rate.
    band : ScoreBand or None
        ``None`` where the rate is not by Step 2 CK.
    years : (int, int)
        The first and the last year counted.
    source : str
    small : bool
        Fewer applicants than a line may rest on.
    """

    group: Group
    specialty: str
    published: float
    ceiling: float
    floor: float
    n: int | None
    interval: Interval | None
    band: ScoreBand | None
    years: tuple[int, int]
    source: str
    small: bool


def capped(percent: float) -> float:
    """A rate within 1-99 of 100: a printed 0 or 100 is a rounding."""
    floor = evidence().rule("model.shown_floor")
    return min(max(percent, floor), 100 - floor)


def times_odds(percent: float, factor: float) -> float:
    """The rate [percent, 1-99] whose odds are ``factor`` times those of a rate, capped before and after."""
    if factor == 1:  # exactly the rate itself: rounding must not part floor and ceiling
        return capped(percent)
    odds = factor * capped(percent) / (100 - capped(percent))
    return capped(100 * odds / (1 + odds))


def wilson(percent: float, n: int) -> Interval:
    """95% Wilson interval [percent] of a published percent of ``n``.

    By formula, as a printed percent of ``n`` is seldom a whole count, and ``scipy.stats.binomtest`` takes no other.
    """
    p, z2 = percent / 100, Z**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n**2))
    return Interval(100 * max(centre - half, 0), 100 * min(centre + half, 1))


def band_point(band: Band) -> float:
    """Step 2 CK score at which a band is drawn: its middle, an open band as wide as the others."""
    facts = evidence()
    middle, lowest = facts.rule("outlook.band_middle"), facts.rules["entry.step2ck_range"].numbers[0]
    return band.step2ck_high - middle if band.step2ck_low == lowest else band.step2ck_low + middle


def _rate(  # noqa: PLR0913 (a rate is what these say together)
    *,
    group: Group,
    specialty: str,
    percent: float,
    n: int | None,
    years: tuple[int, int],
    source: str,
    factor: float,
    band: ScoreBand | None = None,
) -> Rate:
    return Rate(
        group=group,
        specialty=specialty,
        published=percent,
        ceiling=capped(percent),
        floor=times_odds(percent, factor),
        n=n,
        interval=None if n is None else wilson(percent, n),
        band=band,
        years=years,
        source=source,
        small=n is not None and n < evidence().rule("outlook.smallest_band"),
    )


def band_rate(band: Band, factor: float) -> Rate:
    """The published rate of a Step 2 CK band."""
    facts = evidence()
    lowest, highest = facts.rules["entry.step2ck_range"].numbers
    low, high = band.step2ck_low, band.step2ck_high
    return _rate(
        group="US MD",
        specialty=band.specialty,
        percent=band.matched_percent,
        n=band.applicants,
        band=ScoreBand(low, high, "below" if low == lowest else "above" if high == highest else None),
        years=BAND_YEARS,
        source=band.source,
        factor=factor,
    )


def odds_factor(factor: float | None) -> float:
    """The odds factor of the floor: the published contrast's where none is given, else one from there to 1."""
    lowest = evidence().rule("outlook.attempt_factor")
    if factor is None:
        return lowest
    if not lowest <= factor <= 1:
        raise ValueError(f"Factor {factor} is outside {lowest:g}-1, the published gap to none. Choose one in between.")
    return factor


def counted(tables: MatchEvidence, group: Group, specialty: str) -> tuple[SpecialtyCount, ...]:
    """The published counts for a group in a specialty."""
    names = {"US MD": "US MD senior", "US DO": "US DO senior", "Non-US IMG": "Non-US IMG", "US IMG": ""}
    return tuple(row for row in tables.counts if row.applicant_type == names[group] and row.specialty == specialty)


def _count_rate(tables: MatchEvidence, group: Group, specialty: str, factor: float) -> Rate | None:
    rows = counted(tables, group, specialty)
    if len(rows) != 1:  # two counts that disagree are no figure to stand on
        return None
    row = rows[0]
    total = row.matched + row.unmatched
    return _rate(
        group=group,
        specialty=specialty,
        percent=100 * row.matched / total,
        n=total,
        years=(row.year, row.year),
        source=row.source,
        factor=factor,
    )


def rate(group: Group, specialty: str, step2ck: int | None, factor: float | None = None) -> Rate | None:
    """Look up the published rate for a group, a specialty and a Step 2 CK score.

    Parameters
    ----------
    group : Group
    specialty : str
        As the tables spell it.
    step2ck : int or None
        Score, or unknown.
    factor : float or None
        Odds factor of the floor, from the published contrast's to 1; the published contrast's where it is not given.

    Returns
    -------
    Rate or None
        For US MD seniors by Step 2 CK band where a score is known and its band is published, otherwise the
        specialty's rate; ``None`` where nothing is published or two published counts disagree.

    Raises
    ------
    ValueError
        If the factor is outside its bounds.
    """
    tables, times = match_evidence(), odds_factor(factor)
    if group == "US MD" and step2ck is not None:
        for band in tables.bands.get(specialty, ()):
            if band.step2ck_low <= step2ck <= band.step2ck_high:
                return band_rate(band, times)
    return _count_rate(tables, group, specialty, times)


def overall_rate(group: Group, factor: float) -> Rate | None:
    """The latest published match rate of a group, all specialties together; ``factor`` as for ``rate``."""
    times = odds_factor(factor)
    names = {
        "US MD": "US MD senior",
        "US DO": "US DO senior",
        "US IMG": "US-citizen IMG",
        "Non-US IMG": "Non-US-citizen IMG",
    }
    rows = [row for row in match_evidence().rates if row.applicant_type == names[group]]
    if not rows:
        return None
    row = max(rows, key=lambda row: row.year)
    return _rate(
        group=group,
        specialty="",
        percent=row.pgy1_match_percent,
        n=row.active_applicants,
        years=(row.year, row.year),
        source=row.source,
        factor=times,
    )


def sweep(group: Group, step2ck: int | None, factor: float) -> tuple[Rate, ...]:
    """Every specialty with a published rate for a group at a score, in alphabetical order."""
    found = (rate(group, specialty, step2ck, factor) for specialty in match_evidence().specialties)
    rows = tuple(row for row in found if row is not None)
    banded = tuple(row for row in rows if row.band is not None)
    return banded or rows  # where some are for this score, one for every score would not compare


Order = Literal["floor", "ceiling", "applicants", "name"]


def ordered(rates: tuple[Rate, ...], order: Order) -> tuple[Rate, ...]:
    """Rates in an order to read them in; where they are level, by name."""
    keys: dict[Order, Callable[[Rate], float]] = {
        "floor": lambda rate: -rate.floor,
        "ceiling": lambda rate: -rate.ceiling,
        "applicants": lambda rate: -(rate.n or 0),
        "name": lambda _: 0.0,
    }
    return tuple(sorted(rates, key=lambda rate: (keys[order](rate), rate.specialty)))
