"""Every computed figure of the model card, worked out a second time by other means than the app's.

The pass curves by Newton's method, levels by the closed form of a Gaussian posterior, counts by SciPy's binomial.
"""

import csv
import datetime as dt
import json
import math
from dataclasses import asdict
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import binom

from model import MODEL_VERSION
from model.entries.examples import examples
from model.evidence.exam import evidence
from model.evidence.tables import DATA
from model.readiness.curves import fit_curves
from model.report.sentences import advice_text
from model.validation import card
from model.validation.sensitivity import DAY, sensitivity
from model.validation.simulation import simulated

NORMAL = NormalDist()
RATES = {"US MD": 71, "US DO": 79, "Non-US IMG": 54, None: (2098 * 71 + 121 * 79 + 3594 * 54) / 5813}
ERRORS = {"cbssa": 4.0, "free120": 6.0, "uwsa2": 5.0}
BASE = {"test_error": 1.0, "level_sd": 8.0, "trend_sd": 1.0, "week_to_week_sd": 1.5, "exam_day_gap_sd": 4.0}
WORDS = {
    "Error of each practice test": "test_error",
    "Spread of starting levels": "level_sd",
    "Spread of trends": "trend_sd",
    "Swings from week to week": "week_to_week_sd",
    "Gap between practice and exam day": "exam_day_gap_sd",
}
LEFT_OUT = {
    "Without NBME's sample report": "nbme_sample",
    "Without Yousmle's table": "yousmle",
    "Without the commercial table": "usmlepredictor",
    "Without the curve from the exam's standard error": "standard_error",
}
STARTS = {"US MD": "US MD", "US DO": "US DO", "Non-US IMG": "Non-US IMG", "No group entered": None}


def points():
    with (DATA / "pass_curve_anchors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    curves = {}
    for row in rows:
        curves.setdefault(row["curve"], []).append((float(row["epc"]), float(row["pass_probability"])))
    curves["standard_error"] = [(x, NORMAL.cdf((x - 62) / (10.2 / 2.2))) for x in range(50, 75, 2)]
    return curves


def newton(weighted):
    """Slope and intercept of a logistic curve through weighted shares, around 62 EPC."""
    x, p, w = (np.array(column, dtype=float) for column in zip(*weighted, strict=True))
    design = np.column_stack([x - 62, np.ones_like(x)])
    beta = np.zeros(2)
    for _ in range(60):
        fitted = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (w * (p - fitted))
        hessian = (design * (w * fitted * (1 - fitted))[:, None]).T @ design
        beta = beta + np.linalg.solve(hessian, gradient)
    return beta


def fits(left_out=None, printed=()):
    """Centre and spread of the central, cautious and generous curve."""
    curves = {name: pairs for name, pairs in points().items() if name != left_out}
    alone = [[name] if name in curves else list(curves) for name in ("standard_error", "usmlepredictor")]
    found = []
    for names in (list(curves), *alone):
        weighted = [(x, p, 1 / len(curves[name])) for name in names for x, p in curves[name]]
        slope, intercept = newton(weighted + [(x, min(max(p, 0.01), 0.99), 3.0) for x, p in printed])
        found.append((62 - intercept / slope, 1.702 / slope))
    return found


def left(spread):
    return max(spread**2 - 16, 1)


def level(tests, prior, week, assumed):
    """Mean and variance of the level at a week from the latest test."""
    if not tests:
        return prior, assumed["level_sd"] ** 2
    latest = tests[-1].date
    at = np.array([(test.date - latest).days / 7 for test in tests])
    scores = np.array([test.score if test.test != "uwsa2" else 62 + (test.score - 196) / 2.2 for test in tests])

    def shared(one, other):
        apart = one[:, None] - other[None, :]
        return (
            assumed["level_sd"] ** 2
            + assumed["trend_sd"] ** 2 * np.outer(one, other)
            + assumed["week_to_week_sd"] ** 2 * np.exp(-(apart**2) / (2 * 3.0**2))
        )

    noise = np.diag([(assumed["test_error"] * ERRORS[test.test]) ** 2 for test in tests])
    then = np.array([week])
    weights = np.linalg.solve(shared(at, at) + noise, shared(at, then))[:, 0]
    mean = prior + weights @ (scores - prior)
    return mean, (shared(then, then)[0, 0] - shared(at, then)[:, 0] @ weights)


def by_hand(profile, group, assumed, left_out):
    """Chance under the central, cautious and generous curve."""
    fail = profile.attempts[-1].date
    this_time = [test for test in profile.practice_tests if test.date > fail]
    before = [test for test in profile.practice_tests if test.date < fail]
    printed = [
        (test.score, test.printed_pass_percent / 100)
        for test in profile.practice_tests
        if test.printed_pass_percent is not None
    ]
    # Which printed chances no curve comes near has tests of its own; without a curve it can be another one.
    used = fit_curves(tuple(printed), left_out).used
    chances = []
    for centre, spread in fits(left_out, used):
        inside = left(spread)
        prior = centre + NORMAL.inv_cdf(RATES[group] / 100) * math.sqrt(inside + assumed["level_sd"] ** 2)
        mean, variance = level(this_time, prior, (profile.exam_date - this_time[-1].date).days / 7, assumed)
        if before:
            gap = assumed["exam_day_gap_sd"] ** 2
            then, then_variance = level(before, prior, (fail - before[-1].date).days / 7, assumed)
            total = math.sqrt(then_variance + gap + inside)
            z = (then - centre) / total
            hazard = NORMAL.pdf(z) / NORMAL.cdf(-z)
            mean -= gap / total * hazard
            variance += gap * (1 - gap / total**2 * (hazard**2 - z * hazard))
        chance = 100 * NORMAL.cdf((mean - centre) / math.sqrt(inside + variance))
        chances.append(min(max(chance, 1), 99))
    return chances


def assumed_in(title):
    """What a change's title says: other assumptions, a curve left out, another group."""
    if title in LEFT_OUT:
        return BASE, LEFT_OUT[title], ...
    start = title.partition(":")[0]
    if start in STARTS:
        return BASE, None, STARTS[start]
    words, _, factor = title.rpartition(" ")
    name = WORDS[words]
    return BASE | {name: BASE[name] * {"halved": 0.5, "doubled": 2}[factor]}, None, ...


def test_each_published_point_stands_beside_the_curves_as_newton_s_method_fits_them():
    (central, cautious, generous) = fits()
    shown = [(fit.curve, fit.epc, fit.published, fit.central, fit.cautious, fit.generous) for fit in card.anchor_fits()]
    expected = [
        (name, x, 100 * p, *(
            min(max(100 / (1 + math.exp(-1.702 * (x - centre) / spread)), 1), 99)
            for centre, spread in (central, cautious, generous)
        ))
        for name, pairs in points().items()
        for x, p in pairs
    ]  # fmt: skip
    assert len(shown) == len(expected) == 37
    for one, other in zip(shown, expected, strict=True):
        assert one[:2] == other[:2]
        assert one[2:] == pytest.approx(other[2:], abs=0.01)
    assert [fit.apart for fit in card.anchor_fits()] == pytest.approx([row[3] - row[2] for row in expected], abs=0.01)


def test_no_point_is_further_outside_the_three_curves_than_the_page_says():
    furthest = card.furthest_outside()
    assert furthest.outside == max(fit.outside for fit in card.anchor_fits())
    low, high = min(furthest.central, furthest.cautious), furthest.generous
    assert (furthest.curve, furthest.epc) == ("usmlepredictor", 55)
    assert not low <= furthest.published <= high
    assert furthest.outside == pytest.approx(furthest.published - high)
    assert all(fit.outside == 0 for fit in card.anchor_fits() if fit.cautious <= fit.published <= fit.generous)


def test_the_central_curve_is_furthest_from_the_point_that_the_page_names():
    furthest = card.furthest_apart()
    assert (furthest.curve, furthest.epc) == ("standard_error", 58)
    assert abs(furthest.apart) == max(abs(fit.published - fit.central) for fit in card.anchor_fits())


@pytest.mark.parametrize("number", range(3))
def test_each_changed_answer_is_the_one_that_the_closed_form_gives(number):
    found = sensitivity()[number]
    profile = examples(DAY)[number].profile
    assert found.example.profile == profile
    titles = [row.change.title for row in found.changed]
    assert len(titles) == len(set(titles)) == 4 + 3 + 5 * 2
    for row in (found.as_it_is, *found.changed):
        assumed, left_out, group = BASE, None, ...
        if row is not found.as_it_is:
            assumed, left_out, group = assumed_in(row.change.title)
        chances = by_hand(profile, profile.group if group is ... else group, assumed, left_out)
        shown = (row.chance.central, row.chance.low, row.chance.high)
        assert shown == pytest.approx((chances[0], min(chances), max(chances)), abs=0.05), row.change.title


def test_the_figures_that_a_row_s_words_name_are_those_that_it_was_made_with():
    assert [(key, rate) for key, rate in RATES.items() if key is not None] == [
        ("US MD", 71),
        ("US DO", 79),
        ("Non-US IMG", 54),
    ]
    every = (
        "US MD: 71 of 100 before any score",
        "US DO: 79 of 100 before any score",
        "Non-US IMG: 54 of 100 before any score",
        "No group entered: 61 of 100 before any score",
    )
    for found in sensitivity():
        starts = [row.change.title for row in found.changed if row.change.kind == "group"]
        assert starts == [title for title in every if not title.startswith(f"{found.example.profile.group}: ")]


@pytest.mark.parametrize("row", card.in_line(), ids=lambda row: f"{row.said} of {row.outcomes}")
def test_passes_in_line_leave_at_most_one_in_forty_on_either_side(row):
    passes = binom(row.outcomes, row.said / 100)
    assert passes.cdf(row.fewest - 1) < 0.025 <= passes.cdf(row.fewest)
    assert passes.sf(row.most) < 0.025 <= passes.sf(row.most - 1)


def test_the_extremes_and_the_other_advice_are_those_among_the_rows():
    found = sensitivity()[0]
    central = [row.chance.central for row in found.changed]
    assert (found.lowest.chance.central, found.highest.chance.central) == (min(central), max(central))
    assert {row.advice.outcome for row in found.other_advice} == {"one_more_form"}
    assert all(row.advice.outcome == "more_time" for row in found.changed if row not in found.other_advice)


def test_the_newest_version_is_the_one_that_answers():
    newest = card.words().change[0]
    assert (newest.model, newest.data) == (MODEL_VERSION, evidence().version)


def test_an_answer_is_dated_by_the_latest_version_that_changed_answers():
    words = card.words()
    later = words.change[0].model_copy(update={"date": dt.date(2030, 1, 1), "answers_differ": False})
    with_later = words.model_copy(update={"change": (later, *words.change)})
    assert with_later.answers_differ_from == words.answers_differ_from == words.change[0]


def test_the_card_as_a_file_holds_everything_the_page_shows():
    whole = json.loads(json.dumps(card.to_dict()))
    assert whole["validation"]["outcomes_collected"] == 0
    assert (whole["model_version"], whole["data_version"]) == (MODEL_VERSION, evidence().version)
    assert whole["curves"]["central"] == {
        "centre_epc": pytest.approx(56.0, abs=0.05),
        "spread_epc": pytest.approx(7.5, abs=0.05),
    }
    for shown, fit in zip(whole["anchors"], card.anchor_fits(), strict=True):
        assert (shown["curve"], shown["source"], shown["epc"]) == (fit.curve, fit.source, fit.epc)
        for name in ("published", "central", "cautious", "generous"):
            assert shown[name] == pytest.approx(getattr(fit, name), abs=0.005)
    for shown, found in zip(whole["sensitivity"], sensitivity(), strict=True):
        assert shown["student"] == found.example.title
        for row, answer in zip((shown["as_it_is"], *shown["changed"]), (found.as_it_is, *found.changed), strict=True):
            assert (row["title"], row["advice"]) == (answer.change.title, advice_text(answer.advice))
            for name in ("central", "low", "high"):
                assert row[name] == pytest.approx(getattr(answer.chance, name), abs=0.005)
    assert whole["simulation"] == simulated().model_dump(mode="json")
    assert whole["passes_in_line"] == [asdict(row) for row in card.in_line()]
    assert len(whole["passes_in_line"]) == 12
    assert whole["answers_differ_from"] == {"model": "1.1.0", "data": "2026-11-22.2", "date": "2026-11-22"}
    assert len(whole["wrong_if"]) == len(card.words().wrong_if)
    assert set(whole["rules"]) == set(evidence().rules)
    assert {name: rule["source"] for name, rule in whole["rules"].items()} == {
        name: rule.source for name, rule in evidence().rules.items()
    }
    assert {name: source["grade"] for name, source in whole["sources"].items()} == {
        name: source.grade_word for name, source in evidence().sources.items()
    }


@pytest.mark.parametrize(
    ("fits_at", "low", "high", "outside"),
    [((40, 20, 60), 20, 60, 15), ((40, 60, 20), 20, 60, 15), ((20, 40, 60), 20, 60, 15), ((3, 1, 7), 1, 7, 0)],
)
def test_a_point_s_range_takes_in_all_three_fits(fits_at, low, high, outside):
    fit = card.AnchorFit("x", None, 60, 5, *fits_at)
    assert (fit.low, fit.high, fit.outside) == (low, high, outside)
