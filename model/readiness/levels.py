"""The level over time by practice scores: a Gaussian process with fixed assumptions."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct
from threadpoolctl import threadpool_limits

from model.evidence.exam import evidence
from model.readiness.assumptions import Assumptions
from model.readiness.curves import Ability
from model.readiness.scores import ScoredTest

# A matrix here has a row for each practice test. Threads for it wait for each other far longer than they work.
threadpool_limits(limits=1, user_api="blas")


DAYS_PER_WEEK: Final = 7


def _kernel(assumed: Assumptions) -> object:
    return (
        ConstantKernel(assumed.level_sd**2, "fixed")
        + ConstantKernel(assumed.trend_sd**2, "fixed") * DotProduct(0, "fixed")
        + ConstantKernel(assumed.week_to_week_sd**2, "fixed")
        * RBF(evidence().rule("model.week_to_week_length"), "fixed")
    )


def horizon(days: int) -> float:
    """Weeks in a number of days, held at the trend's horizon."""
    return min(days / DAYS_PER_WEEK, evidence().rule("model.trend_horizon"))


@dataclass(frozen=True, slots=True)
class Levels:
    """Level by practice scores over time, for each prior mean; the prior alone where there are no scores."""

    priors: tuple[float, ...]
    level_sd: float
    process: GaussianProcessRegressor | None = field(compare=False)

    def at(self, weeks: tuple[float, ...]) -> tuple[tuple[Ability, ...], ...]:
        """Level [EPC] at times in weeks from the latest test: a row for each time, with an entry for each prior."""
        if self.process is None:
            return tuple(tuple(Ability(prior, self.level_sd) for prior in self.priors) for _ in weeks)
        means, sds = self.process.predict([[week] for week in weeks], return_std=True)
        return tuple(
            tuple(Ability(prior + mean, sd) for prior, mean, sd in zip(self.priors, mean_row, sd_row, strict=True))
            for mean_row, sd_row in zip(means.tolist(), sds.tolist(), strict=True)
        )


def levels_by(tests: tuple[ScoredTest, ...], priors: tuple[float, ...], assumed: Assumptions) -> Levels:
    """The level by some tests, for each prior mean."""
    if not tests:
        return Levels(priors, assumed.level_sd, None)
    distances = [[test.epc - prior for prior in priors] for test in tests]
    return Levels(priors, assumed.level_sd, _process(tests, distances, assumed))


def _process(
    tests: tuple[ScoredTest, ...], distances: list[list[float]], assumed: Assumptions
) -> GaussianProcessRegressor:
    """Gaussian process over weeks from the latest test, one output for each column of distances from a prior mean."""
    latest = tests[-1].test.date
    variances = np.array([(assumed.test_error * test.error) ** 2 for test in tests])
    return GaussianProcessRegressor(_kernel(assumed), alpha=variances, optimizer=None).fit(
        [[(test.test.date - latest).days / DAYS_PER_WEEK] for test in tests], distances
    )


def with_next_form(
    tests: tuple[ScoredTest, ...],
    forms: tuple[ScoredTest, ...],
    priors: tuple[float, ...],
    sitting: dt.date,
    assumed: Assumptions,
) -> tuple[tuple[Ability, ...], ...]:
    """Level on the day of the exam with one further form, a row for each score that form might have."""
    columns = tuple((form, prior) for form in forms for prior in priors)
    process = _process(
        (*tests, forms[0]),
        [[test.epc - prior for _, prior in columns] for test in tests]
        + [[form.epc - prior for form, prior in columns]],
        assumed,
    )
    levels = Levels(tuple(prior for _, prior in columns), assumed.level_sd, process)
    (row,) = levels.at((horizon((sitting - forms[0].test.date).days),))
    return tuple(row[start : start + len(priors)] for start in range(0, len(row), len(priors)))
