"""The gap between practice and exam day, as an attempt that did not pass shows it."""

import math
from dataclasses import dataclass

from scipy.special import erfcx

from model.readiness.curves import Ability, PassCurve


@dataclass(frozen=True, slots=True)
class Gap:
    """Personal gap between practice and exam day [EPC]: mean and standard deviation."""

    mean: float
    sd: float


def _hazard(z: float) -> float:
    """``phi(z) / Phi(-z)``, also where both are smaller than any number a computer holds."""
    return math.sqrt(2 / math.pi) / float(erfcx(z / math.sqrt(2)))


def last_time_gap(curve: PassCurve, ability: Ability, gap_sd: float) -> Gap:
    """What a failed sitting says about the gap between practice and exam day.

    A gap d has prior N(0, g^2), g being gap_sd. Given practice ability N(m0, s0^2) on the day and the fail, with
    D^2 = s0^2 + g^2 + max(s^2 - 16, 1), z = (m0 - c) / D and L = phi(z) / Phi(-z):
    E[d] = -(g^2 / D) L and Var[d] = g^2 (1 - (g^2 / D^2)(L^2 - z L)).

    Parameters
    ----------
    curve : PassCurve
    ability : Ability
        Level on the day of the sitting by the practice scores before it [EPC].
    gap_sd : float
        Standard deviation of the gap before the result is known [EPC].

    Returns
    -------
    Gap
        For 68 +/- 3 on the central curve, and a gap_sd of 4: -3.8 +/- 3.6.
    """
    prior = gap_sd**2
    total = math.sqrt(ability.sd**2 + prior + curve.true_variance)
    z = (ability.mean - curve.centre) / total
    hazard = _hazard(z)
    variance = prior * (1 - prior / total**2 * (hazard**2 - z * hazard))
    return Gap(mean=-prior / total * hazard, sd=math.sqrt(variance))


def with_gaps(row: tuple[Ability, ...], gaps: tuple[Gap, ...] | None) -> tuple[Ability, ...]:
    """The levels of one day with the gap to exam day in them, where there is one."""
    if gaps is None:
        return row
    return tuple(
        Ability(ability.mean + gap.mean, math.hypot(ability.sd, gap.sd)) for ability, gap in zip(row, gaps, strict=True)
    )
