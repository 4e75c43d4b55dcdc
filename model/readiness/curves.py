"""Pass curves: from a score or a level [EPC] to a chance of passing."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, Literal

from scipy.special import ndtr, ndtri
from sklearn.linear_model import LogisticRegression

from model.evidence.exam import evidence

STANDARD_ERROR_CURVE: Final = "standard_error"
GENEROUS_CURVE: Final = "usmlepredictor"

CurveName = Literal["central", "cautious", "generous"]
CURVES: Final[tuple[CurveName, ...]] = ("central", "cautious", "generous")

Pair = tuple[float, float]
"""A score [EPC] and a probability of passing [0-1]."""


@dataclass(frozen=True, slots=True)
class Ability:
    """What practice scores say about the level on one day: mean and standard deviation [EPC]."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Chance:
    """Chance of passing in percent [1-99], unrounded: the central figure, the lowest and the highest curve."""

    central: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PassCurve:
    """A logistic pass curve: the score with an even chance, and its spread as a normal curve [both EPC].

    The spread is ``logistic_probit_ratio`` divided by the slope of the fit.
    """

    centre: float
    spread: float

    def at(self, score: float) -> float:
        """Probability [0-1] printed on the curve for a score [EPC], one test's own error included."""
        ratio = evidence().rule("model.logistic_probit_ratio")
        return 1 / (1 + math.exp(-ratio * (score - self.centre) / self.spread))

    def shown(self, score: float) -> float:
        """What the curve says at a score [EPC] as it is shown: percent, never below 1 or above 99."""
        floor = evidence().rule("model.shown_floor")
        return min(max(100 * self.at(score), floor), 100 - floor)

    @property
    def true_variance(self) -> float:
        """Variance [EPC squared] left once one test's error is taken out of the curve; at least 1."""
        return float(max(self.spread**2 - evidence().constant("likely_range_half_width") ** 2, 1))

    def chance(self, ability: Ability) -> float:
        """Chance of passing in percent, uncapped, for an ability.

        ``100 Phi((mean - centre) / sqrt(max(spread^2 - 4^2, 1) + sd^2))``: the curve contains one test's error of
        4 EPC, so that is taken out before the ability's own error goes in.
        """
        return float(100 * ndtr((ability.mean - self.centre) / math.sqrt(self.true_variance + ability.sd**2)))

    def prior_mean(self, pass_percent: float, level_sd: float) -> float:
        """Mean ability [EPC] at which the chance, with the prior's sd, equals a published pass rate [percent]."""
        return self.centre + float(ndtri(pass_percent / 100)) * math.sqrt(self.true_variance + level_sd**2)


@dataclass(frozen=True, slots=True)
class Curves:
    """The three fits, and which printed pairs joined them."""

    central: PassCurve
    cautious: PassCurve
    generous: PassCurve
    used: tuple[Pair, ...] = ()
    set_aside: tuple[Pair, ...] = ()

    def __iter__(self) -> Iterator[PassCurve]:
        """Central, cautious, generous: the order of ``CURVES``."""
        return iter((self.central, self.cautious, self.generous))

    def range_at(self, score: float) -> tuple[float, float]:
        """Lowest and highest printed probability [0-1] of the three curves at a score [EPC], capped as shown."""
        cap = evidence().rule("model.shown_floor") / 100
        values = [min(max(curve.at(score), cap), 1 - cap) for curve in self]
        return min(values), max(values)


@cache
def published_curves() -> dict[str, tuple[Pair, ...]]:
    """Anchor points of each published curve, and of the one derived from the exam's standard error.

    The derived curve is ``Phi((x - 62) / (10.2 / 2.2))``: NBME's low-pass line, the error of a projection to the
    three-digit scale (projection_2021) and the points per EPC (community_converter).
    """
    facts = evidence()
    curves: dict[str, list[Pair]] = {}
    for anchor in facts.anchors:
        curves.setdefault(anchor.curve, []).append((anchor.epc, anchor.pass_probability))
    line = facts.constant("low_pass_lower")
    error = facts.constant("projection_error_sd") / facts.constant("three_digit_per_epc")
    grid = facts.rules["model.standard_error_grid"].numbers
    curves[STANDARD_ERROR_CURVE] = [(x, float(ndtr((x - line) / error))) for x in grid]
    return {name: tuple(pairs) for name, pairs in curves.items()}


ALONE: Final[Mapping[CurveName, str]] = {"cautious": STANDARD_ERROR_CURVE, "generous": GENEROUS_CURVE}


def _names(curve: CurveName, left_out: str | None) -> tuple[str, ...]:
    alone = ALONE.get(curve)
    if alone is not None and alone != left_out:
        return (alone,)
    return tuple(name for name in published_curves() if name != left_out)


def fit_pass_curve(names: tuple[str, ...], printed: tuple[Pair, ...] = ()) -> PassCurve | None:
    """Fit one pass curve by logistic regression without a penalty.

    Each anchor (x, p) enters as two rows, y = 1 with weight p and y = 0 with weight 1 - p; the rows of one published
    curve share a total weight of 1, each printed pair has ``model.printed_pair_weight``.

    Parameters
    ----------
    names : tuple of str
        Curves out of ``published_curves``.
    printed : tuple of (float, float)
        Scores [EPC] and printed probabilities [0-1, exclusive].

    Returns
    -------
    PassCurve or None
        ``None`` if the printed pairs turn the curve around, so that a higher score would pass less often.
    """
    facts = evidence()
    origin = facts.constant("low_pass_lower")
    weighted = [(x, p, 1 / len(published_curves()[name])) for name in names for x, p in published_curves()[name]] + [
        (x, p, facts.rule("model.printed_pair_weight")) for x, p in printed
    ]
    fit = LogisticRegression(C=math.inf, solver="newton-cholesky", tol=1e-8).fit(
        [[x - origin] for x, _, _ in weighted for _ in range(2)],
        [outcome for _ in weighted for outcome in (1, 0)],
        sample_weight=[w * share for _, p, w in weighted for share in (p, 1 - p)],
    )
    slope = float(fit.coef_[0, 0])
    if slope <= 0:
        return None
    return PassCurve(
        centre=origin - float(fit.intercept_[0]) / slope,
        spread=facts.rule("model.logistic_probit_ratio") / slope,
    )


def _fit_all(printed: tuple[Pair, ...], left_out: str | None) -> Curves | None:
    central, cautious, generous = (fit_pass_curve(_names(name, left_out), printed) for name in CURVES)
    if central is None or cautious is None or generous is None:
        return None
    return Curves(central, cautious, generous, used=printed)


@lru_cache(maxsize=256)
def fit_curves(printed: tuple[Pair, ...] = (), left_out: str | None = None) -> Curves:
    """Fit the central, cautious and generous curve, with the student's own printed pairs in all three.

    Pairs are taken newest first. A pair that no published curve comes near, so that it would widen the range at a
    printed score or turn a curve around, is set aside and named rather than believed.

    Parameters
    ----------
    printed : tuple of (float, float)
        Scores [EPC] and printed probabilities [0-1], oldest first.
    left_out : str, optional
        A published curve that joins no fit.

    Returns
    -------
    Curves
    """
    base = _fit_all((), left_out)
    if base is None:  # pragma: no cover - evidence.load refuses anchors that fall as the score rises
        raise ValueError("The published anchors do not rise with the score.")
    floor = evidence().rule("model.printed_pair_floor")
    curves, aside = base, tuple[Pair, ...]()
    for score, probability in reversed(printed):
        fitted = _fit_all((*curves.used, (score, min(max(probability, floor), 1 - floor))), left_out)
        if fitted is not None and _no_wider(fitted, base):
            curves = fitted
        else:
            aside = (*aside, (score, probability))
    return replace(curves, set_aside=aside)


def _no_wider(curves: Curves, base: Curves) -> bool:
    rounding = 1e-9
    for score, _ in curves.used:
        low, high = curves.range_at(score)
        base_low, base_high = base.range_at(score)
        if high - low > base_high - base_low + rounding:
            return False
    return True
