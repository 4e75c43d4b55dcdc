"""What the simulation rests on, and how its results are renewed."""

import json

import pytest

from model import cli
from model.cli import main
from model.validation import renewal
from model.validation.renewal import FiguresChangedError, fingerprint, recorded, renew
from model.validation.simulation import drawn, load, simulate


@pytest.fixture
def renewed(tmp_path):
    renew(tmp_path, allow_changes=True, students=3)
    return tmp_path


def test_renewed_results_lie_with_the_fingerprint_of_what_they_rest_on(renewed):
    assert load(renewed) == simulate(3)
    assert recorded(renewed) == fingerprint(simulate(3))


def test_results_come_out_the_same_when_nothing_changed(renewed):
    before = (renewed / "simulation.json").read_bytes(), recorded(renewed)
    renew(renewed, students=3)
    assert ((renewed / "simulation.json").read_bytes(), recorded(renewed)) == before


def test_other_figures_are_refused_unless_they_are_asked_for(renewed):
    before = (renewed / "simulation.json").read_bytes(), recorded(renewed)
    with pytest.raises(FiguresChangedError, match="other figures"):
        renew(renewed, students=4)
    assert ((renewed / "simulation.json").read_bytes(), recorded(renewed)) == before
    renew(renewed, allow_changes=True, students=4)
    assert load(renewed) == simulate(4)


def test_another_version_alone_is_no_other_figure(renewed):
    path = renewed / "simulation.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model_version": "0.1", "data_version": "old"}))
    renew(renewed, students=3)
    assert load(renewed) == simulate(3)


def test_without_figures_to_compare_none_are_written_unasked(tmp_path):
    with pytest.raises(FiguresChangedError, match="cannot be read"):
        renew(tmp_path, students=3)
    assert not list(tmp_path.iterdir())


def test_a_figure_that_was_found_is_in_the_fingerprint():
    results = simulate(3)
    first, *others = results.worlds
    other = first.model_copy(update={"overall": first.overall.model_copy(update={"said": first.overall.said + 1e-6})})
    assert fingerprint(results.model_copy(update={"worlds": (other, *others)}), 1) != fingerprint(results, 1)


def test_an_answer_that_changed_is_in_the_fingerprint(monkeypatch):
    results = simulate(3)
    before = fingerprint(results, 1)
    monkeypatch.setattr(renewal, "drawn", lambda world, students, seed: drawn(world, students, seed + 1))
    assert fingerprint(results, 1) != before


def test_the_command_says_where_a_figure_changed_and_how_to_keep_it(monkeypatch, capsys):
    def refuse(_directory, *, allow_changes):
        if not allow_changes:
            raise FiguresChangedError("Other figures.")

    monkeypatch.setattr(cli, "renew", refuse)
    assert main(["simulate", "--renew"]) == 2
    assert capsys.readouterr().err == "Other figures. To keep the new figures, add --allow-changes.\n"
    assert main(["simulate", "--renew", "--allow-changes"]) == 0
    assert capsys.readouterr() == ("", "")
