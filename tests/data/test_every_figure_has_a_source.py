"""Every figure in data/ can be walked to where it was published, or says that it is a judgement of ours.

The tables are read here as plain text, apart from the loader that the app uses.
"""

import csv
import tomllib
from urllib.parse import urlparse

import pytest

from model.evidence import DATA, GRADE_MEANINGS, GRADE_WORDS, evidence


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


@pytest.mark.parametrize("row", rows_of("practice_tests.csv"), ids=lambda row: row["test"])
def test_a_practice_test_has_a_grade(row):
    assert row["grade"] in {"A", "B", "C", "D"}


def test_what_is_loaded_is_every_row_that_was_written():
    facts = evidence()
    loaded = {
        "exam_rules.csv": list(facts.exam_rules),
        "practice_tests.csv": list(facts.tests),
        "scale_constants.csv": list(facts.constants),
        "pass_curve_anchors.csv": [anchor.epc for anchor in facts.anchors],
        "step1_pass_rates.csv": [rate.tested for rate in facts.pass_rates],
        "support_lines.csv": [line.contact for line in facts.support_lines],
    }
    written = {
        "exam_rules.csv": [row["rule"] for row in rows_of("exam_rules.csv")],
        "practice_tests.csv": [row["test"] for row in rows_of("practice_tests.csv")],
        "scale_constants.csv": [row["constant"] for row in rows_of("scale_constants.csv")],
        "pass_curve_anchors.csv": [float(row["epc"]) for row in rows_of("pass_curve_anchors.csv")],
        "step1_pass_rates.csv": [int(row["tested"]) for row in rows_of("step1_pass_rates.csv")],
        "support_lines.csv": [row["contact"] for row in rows_of("support_lines.csv")],
    }
    assert sorted(written) == TABLES
    assert loaded == written
    assert list(facts.sources) == SOURCE_IDS
    assert list(facts.rules) == list(RULES)
    assert facts.version == SECTIONS["data"]["version"]
