"""The model card's words and the simulation's results are refused when they cannot be trusted."""

import json

import pytest

from model.validation import card, simulation


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outcomes_collected = 0", "outcomes_collected = -1", "column validation.outcomes_collected"),
        ("outcomes_collected = 0", 'outcomes_collected = "none"', "column validation.outcomes_collected"),
        ("as_of = 2026-11-22", "as_of = 22", "column validation.as_of"),
        ("would_take = ", "would_cost = ", "column validation.would_take"),
        ("[use]", "[uses]", "column use"),
        ("meant_for = [", "meant_for = [] \nrest = [", "column use.meant_for"),
    ],
)
def test_words_that_cannot_be_trusted_are_named(copy, old, new, said):
    copy.replace("card.toml", old, new)
    message = copy.refusal(card.load)
    assert message.startswith("card.toml, ")
    assert said in message


def test_versions_stand_newest_first(copy):
    text = (copy.directory / "card.toml").read_text(encoding="utf-8")
    later = '\n[[change]]\nmodel = "9"\ndata = "9"\ndate = 2030-01-01\nanswers_differ = false\nwhat = ["Later."]\n'
    (copy.directory / "card.toml").write_text(text + later, encoding="utf-8")
    assert copy.refusal(card.load) == "card.toml, column change: the newest version does not stand first."


def test_no_two_versions_stand_the_wrong_way_round(copy):
    path = copy.directory / "card.toml"
    days = iter(["2026-11-24", "2026-11-22", "2026-11-23"])
    entry = '[[change]]\nmodel = "9"\ndata = "9"\ndate = {}\nanswers_differ = true\nwhat = ["Later."]\n'
    words = path.read_text(encoding="utf-8").partition("[[change]]")[0]
    path.write_text(words + "".join(entry.format(day) for day in days), encoding="utf-8")
    assert copy.refusal(card.load) == "card.toml, column change: the newest version does not stand first."


def test_worlds_in_another_order_are_refused(copy):
    path = copy.directory / "simulation.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    results["worlds"].reverse()
    path.write_text(json.dumps(results), encoding="utf-8")
    assert copy.refusal(simulation.load).endswith("they are not the worlds that are simulated.")


def test_a_chance_beyond_100_is_refused(copy):
    path = copy.directory / "simulation.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    results["worlds"][0]["overall"]["said"] = 101
    path.write_text(json.dumps(results), encoding="utf-8")
    assert "column worlds.0.overall.said" in copy.refusal(simulation.load)


def test_some_version_changed_the_answers(copy):
    path = copy.directory / "card.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("answers_differ = true", "answers_differ = false"))
    assert copy.refusal(card.load) == "card.toml, column change: no version is marked as the first of its answers."


@pytest.mark.parametrize(("name", "module"), [("card.toml", card), ("simulation.json", simulation)])
def test_a_missing_file_is_named_without_the_path_of_the_machine(copy, name, module):
    (copy.directory / name).unlink()
    assert copy.refusal(module.load) == f"{name} cannot be read: No such file or directory."


@pytest.mark.parametrize("content", [b"\xff", b"use = "])
def test_a_card_that_is_no_toml_is_named(copy, content):
    (copy.directory / "card.toml").write_bytes(content)
    assert copy.refusal(card.load).startswith("card.toml cannot be read: ")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]"])
def test_results_that_no_simulation_finds_are_named(copy, content):
    (copy.directory / "simulation.json").write_bytes(content)
    assert copy.refusal(simulation.load).startswith("simulation.json, ")


def test_results_of_other_worlds_are_refused(copy):
    copy.replace("simulation.json", '"world": "bias"', '"world": "bias_of_old"')
    assert copy.refusal(simulation.load) == (
        "simulation.json, column worlds: they are not the worlds that are simulated."
    )
