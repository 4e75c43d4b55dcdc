"""What the methods page says of simulated students, drawn, answered and counted again."""

import re
from pathlib import Path

import pytest

from model import MODEL_VERSION
from model.evidence.exam import evidence
from model.text import whole
from model.validation.renewal import fingerprint, recorded
from model.validation.simulation import simulate, simulated

RESULTS = {result.world: result for result in simulated().worlds}


def test_every_figure_comes_out_again():
    """All 10,000 students are drawn anew only where something they rest on, or a figure, is not as it was recorded.

    On every run the first 40 students of each world are drawn and answered. Their answers, the rules, the worlds and
    the figures found are hashed and compared with ``data/simulation.sha256``, which ``make simulation`` writes together
    with the figures. So code that is moved about costs nothing here, and code that answers otherwise costs the minute.
    """
    if fingerprint(simulated()) != recorded():
        assert simulate() == simulated()


def test_the_results_are_those_of_these_versions_and_rules():
    results = simulated()
    assert (results.model_version, results.data_version) == (MODEL_VERSION, evidence().version)
    assert results.students == evidence().rule("simulation.students")
    assert results.seed == evidence().rule("simulation.seed")


@pytest.mark.parametrize("name", RESULTS)
def test_every_student_is_counted_once_by_chance_and_once_by_advice(name):
    result = RESULTS[name]
    for parts in ([band.tally for band in result.bands], list(result.advice.values())):
        assert sum(part.students for part in parts) == result.overall.students == simulated().students
        assert sum(part.passed for part in parts) == result.overall.passed


def test_in_the_model_s_own_world_each_band_passes_as_often_as_it_was_told():
    for band in RESULTS["own"].bands:
        interval = band.tally.interval
        assert interval.low <= band.tally.said <= interval.high


def test_in_the_model_s_own_world_repeat_takers_pass_about_as_often_as_published():
    published = sum(row.tested * row.pass_percent for row in repeats()) / sum(row.tested for row in repeats())
    interval = RESULTS["own"].overall.interval
    assert interval.low <= published <= interval.high


def repeats():
    return [evidence().repeat_rate(group) for group in ("US MD", "US DO", "Non-US")]


def test_where_levels_grow_as_projected_more_pass_than_were_told():
    assert all(band.tally.share > band.tally.said for band in RESULTS["growth"].bands)


@pytest.mark.parametrize("name", ["error", "bias"])
def test_where_scores_err_or_flatter_fewer_told_to_keep_the_date_pass(name):
    kept, own = RESULTS[name].advice["keep_date"], RESULTS["own"].advice["keep_date"]
    assert kept.share < own.share


@pytest.mark.parametrize("name", RESULTS)
def test_in_every_world_nine_of_ten_who_are_told_to_keep_the_date_pass(name):
    assert RESULTS[name].advice["keep_date"].share >= evidence().rule("booking.default_bar")


def test_the_readme_says_what_was_found():
    said = " ".join((Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8").split())
    kept = {name: whole(result.advice["keep_date"].share) for name, result in RESULTS.items()}
    assert re.search(
        rf"{kept['own']} of 100 passed in the model's own world, {kept['error']} where practice tests err half as much "
        rf"again or flatter by 4 points, {kept['cautious']} where the cautious curve is the true one, and all where",
        said,
    )
    assert (kept["bias"], kept["growth"]) == (kept["error"], 100)
    advice = RESULTS["own"].advice
    assert (
        f"advice went to {advice['keep_date'].students} of the {simulated().students:,} in the model's own world; more "
        f"time was advised to {advice['more_time'].students:,}, and {whole(advice['more_time'].share)} of 100 of them "
        "passed too."
    ) in said
