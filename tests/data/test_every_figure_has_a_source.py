"""Every figure in data/ can be walked to where it was published, or says that it is a judgement of ours.

The tables are read here as plain text, apart from the loader that the app uses.
"""

import csv
import tomllib
from collections.abc import Mapping
from urllib.parse import urlparse

import pytest

from model.evidence.exam import evidence
from model.evidence.loading import tables_of
from model.evidence.match import match_evidence
from model.evidence.plan import plan_evidence
from model.evidence.sources import GRADE_MEANINGS, GRADE_WORDS
from model.evidence.tables import DATA


def rows_of(table):
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


SOURCES = rows_of("sources.csv")
SOURCE_IDS = [row["source"] for row in SOURCES]
TABLES = sorted(path.name for path in DATA.glob("*.csv") if path.name != "sources.csv")
ROWS = [
    pytest.param(row, id=f"{table} row {number}")
    for table in TABLES
    for number, row in enumerate(rows_of(table), start=2)
]
SECTIONS = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))
RULES = {
    f"{section}.{name}": rule
    for section, rules in SECTIONS.items()
    if section != "data"
    for name, rule in rules.items()
}
SENTENCES = tomllib.loads((DATA / "plan.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_a_source_that_is_listed(row):
    assert row["source"] in SOURCE_IDS


@pytest.mark.parametrize("name", RULES)
def test_a_rule_names_a_listed_source_or_says_that_it_is_a_judgement_and_always_why(name):
    rule = RULES[name]
    sourced, judged = rule.get("source") in SOURCE_IDS, rule.get("judgement") is True
    assert sourced != judged
    assert rule["unit"].strip()
    assert rule["why"].endswith(".")


@pytest.mark.parametrize("name", [*SENTENCES["causes"], *SENTENCES["steps"]])
def test_a_cause_or_a_step_names_a_listed_source_or_says_that_it_is_a_judgement(name):
    (source,) = (SENTENCES[section][name]["source"] for section in ("causes", "steps") if name in SENTENCES[section])
    assert source in {*SOURCE_IDS, "judgement"}


@pytest.mark.parametrize("source", SOURCE_IDS)
def test_a_listed_source_is_used(source):
    used = {row["source"] for table in TABLES for row in rows_of(table)}
    used |= {rule["source"] for rule in RULES.values() if "source" in rule}
    assert source in used


def test_a_source_is_listed_once():
    assert sorted(SOURCE_IDS) == sorted(set(SOURCE_IDS))


@pytest.mark.parametrize("row", SOURCES, ids=SOURCE_IDS)
def test_a_source_has_a_title_a_publisher_a_grade_and_how_it_was_seen(row):
    assert row["grade"] in {"A", "B", "C", "D"}
    assert all(row[column].strip() for column in ("title", "publisher", "seen"))


@pytest.mark.parametrize("row", [row for row in SOURCES if row["url"]], ids=lambda row: row["source"])
def test_an_address_is_one_a_browser_opens(row):
    address = urlparse(row["url"])
    assert address.scheme in {"http", "https"}
    assert "." in address.netloc
    assert " " not in row["url"]


def test_every_grade_has_a_word_and_a_meaning():
    assert list(GRADE_WORDS) == list(GRADE_MEANINGS) == ["A", "B", "C", "D"]


@pytest.mark.parametrize("table", [table for table in TABLES if table.startswith("nrmp_")])
def test_a_table_under_the_terms_of_its_publisher_names_sources_that_state_them(table):
    terms = {row["source"]: row["terms"] for row in SOURCES}
    for row in rows_of(table):
        assert row["source"].startswith("nrmp_")
        assert "asks that its data be cited" in terms[row["source"]]


@pytest.mark.parametrize("row", rows_of("practice_tests.csv"), ids=lambda row: row["test"])
def test_a_practice_test_has_a_grade(row):
    assert row["grade"] in {"A", "B", "C", "D"}


def rows_held(kept):
    """The rows of a table, however an evidence class holds them."""
    if not isinstance(kept, Mapping):
        return list(kept)
    return [row for rows in kept.values() for row in (rows if isinstance(rows, tuple) else [rows])]


def as_written(cell, value):
    """A cell of a file as the loader reads it, where the two say the same."""
    if value is None or isinstance(value, str):
        return value if cell.strip() == (value or "") else cell
    if isinstance(value, bool):
        return cell.lower() == "true"
    return float(cell) if isinstance(value, int | float) else type(value).fromisoformat(cell)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_loaded_is_every_row_and_every_cell_that_was_written(table):
    (loaded,) = (
        rows_held(getattr(evidence_of(), field))
        for evidence_of in (evidence, match_evidence, plan_evidence)
        for field, declared in tables_of(type(evidence_of())).items()
        if declared.file == table
    )
    rows = [row.model_dump() for row in loaded]
    written = rows_of(table)
    assert len(rows) == len(written)
    for row, line in zip(rows, written, strict=True):
        assert set(row) == set(line)
        assert row == {column: as_written(line[column], value) for column, value in row.items()}


def test_every_source_rule_and_sentence_that_was_written_is_loaded():
    facts, plan = evidence(), plan_evidence()
    assert match_evidence().missing == frozenset()
    assert list(facts.sources) == SOURCE_IDS
    assert list(facts.rules) == list(RULES)
    read = {"causes": plan.causes, "modes": plan.modes, "steps": plan.steps, "versions": plan.versions}
    assert {section: list(rows) for section, rows in read.items()} == {
        section: list(rows) for section, rows in SENTENCES.items()
    }
    assert facts.version == SECTIONS["data"]["version"]
