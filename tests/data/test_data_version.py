"""A changed figure has a new data version."""

import json
import tomllib

from model.evidence.registry import TABLES
from model.evidence.tables import DATA
from tests.data.data_version import RECORDED, RULES, fingerprint


def test_figures_are_those_of_the_recorded_data_version():
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    version = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))["data"]["version"]
    assert {"version": version, "sha256": fingerprint()} == recorded, (
        "A figure in data/ changed. Give [data] version in data/rules.toml a new value and add it to data/card.toml; "
        "then run 'make data-version'."
    )


def test_a_changed_figure_changes_the_fingerprint(copy):
    before = fingerprint(copy.directory)
    copy.set("step1_pass_rates.csv", 2, "tested", "1")
    assert fingerprint(copy.directory) != before


def test_a_new_version_alone_keeps_the_fingerprint(copy):
    version = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))["data"]["version"]
    copy.replace("rules.toml", f'version = "{version}"', 'version = "2099-01-01.1"')
    assert fingerprint(copy.directory) == fingerprint()


def test_a_changed_word_keeps_the_fingerprint(copy):
    copy.set("step1_pass_rates.csv", 2, "source", "another")
    assert fingerprint(copy.directory) == fingerprint()


def test_every_data_file_is_in_the_fingerprint_or_holds_no_figure():
    others = {"sources.csv", "simulation.json", "simulation.sha256", "card.toml", "examples.toml"}
    assert {path.name for path in DATA.iterdir()} == {*TABLES, *RULES} | others
