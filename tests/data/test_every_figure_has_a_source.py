"""Every figure in data/ can be walked to where it was published, or says that it is a judgement of ours.

The tables are read here as plain text, apart from the loader that the app uses.
"""

import csv
import tomllib
from urllib.parse import urlparse

import pytest

from model.evidence.exam import evidence
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


def column(table, name, kind=str):
    return [kind(row[name]) for row in rows_of(table)]


def test_what_is_loaded_is_every_row_that_was_written():
    facts, match, plan = evidence(), match_evidence(), plan_evidence()
    loaded = {
        "study_evidence.csv": [row.finding for row in plan.findings],
        "content_outline.csv": list(plan.areas),
        "eras_calendar.csv": [f"{row.date}" for row in plan.eras],
        "exam_rules.csv": list(facts.exam_rules),
        "practice_tests.csv": list(facts.tests),
        "scale_constants.csv": list(facts.constants),
        "pass_curve_anchors.csv": [anchor.epc for anchor in facts.anchors],
        "step1_pass_rates.csv": [rate.tested for rate in facts.pass_rates],
        "support_lines.csv": [line.contact for line in facts.support_lines],
        "failure_outcomes.csv": [row.count for row in match.failure_outcomes],
        "main_match_rates.csv": [row.pgy1_match_percent for row in match.rates],
        "nrmp_img_profile_2026.csv": [row.mean for row in match.img_profiles],
        "nrmp_md_step2_2026.csv": list(match.step2_quartiles),
        "nrmp_md_step2_bands.csv": [band.applicants for bands in match.bands.values() for band in bands],
        "nrmp_seniors_profile_2024.csv": [row.mean for row in match.senior_profiles],
        "nrmp_specialty_counts.csv": [row.matched for row in match.counts],
        "program_director_survey.csv": [row.factor for row in match.director_factors],
        "program_signals_2025.csv": list(match.signals),
        "recovery_guidance.csv": [row.text for row in match.guidance],
        "step2ck_constants.csv": list(match.constants),
        "step2ck_percentiles.csv": [row.score for row in match.percentiles],
        "strength_odds_ratios.csv": [row.odds_ratio for row in match.odds_ratios],
    }
    written = {
        "study_evidence.csv": column("study_evidence.csv", "finding"),
        "content_outline.csv": column("content_outline.csv", "area"),
        "eras_calendar.csv": column("eras_calendar.csv", "date"),
        "exam_rules.csv": column("exam_rules.csv", "rule"),
        "practice_tests.csv": column("practice_tests.csv", "test"),
        "scale_constants.csv": column("scale_constants.csv", "constant"),
        "pass_curve_anchors.csv": column("pass_curve_anchors.csv", "epc", float),
        "step1_pass_rates.csv": column("step1_pass_rates.csv", "tested", int),
        "support_lines.csv": column("support_lines.csv", "contact"),
        "failure_outcomes.csv": column("failure_outcomes.csv", "count", int),
        "main_match_rates.csv": column("main_match_rates.csv", "pgy1_match_percent", float),
        "nrmp_img_profile_2026.csv": column("nrmp_img_profile_2026.csv", "mean", float),
        "nrmp_md_step2_2026.csv": column("nrmp_md_step2_2026.csv", "specialty"),
        "nrmp_md_step2_bands.csv": column("nrmp_md_step2_bands.csv", "applicants", int),
        "nrmp_seniors_profile_2024.csv": column("nrmp_seniors_profile_2024.csv", "mean", float),
        "nrmp_specialty_counts.csv": column("nrmp_specialty_counts.csv", "matched", int),
        "program_director_survey.csv": column("program_director_survey.csv", "factor"),
        "program_signals_2025.csv": column("program_signals_2025.csv", "specialty"),
        "recovery_guidance.csv": column("recovery_guidance.csv", "text"),
        "step2ck_constants.csv": column("step2ck_constants.csv", "constant"),
        "step2ck_percentiles.csv": column("step2ck_percentiles.csv", "score", int),
        "strength_odds_ratios.csv": column("strength_odds_ratios.csv", "odds_ratio", float),
    }
    assert sorted(written) == TABLES
    assert match.missing == frozenset()
    assert loaded == written
    assert list(facts.sources) == SOURCE_IDS
    assert list(facts.rules) == list(RULES)
    read = {"causes": plan.causes, "modes": plan.modes, "steps": plan.steps, "versions": plan.versions}
    assert {section: list(rows) for section, rows in read.items()} == {
        section: list(rows) for section, rows in SENTENCES.items()
    }
    assert facts.version == SECTIONS["data"]["version"]
