"""A deployer can remove any match table, or all of them: the model still answers, and says what is not installed.

Each answer is made in a copied tree by a process of its own: a small script asks for the outlook and the strengths, and
where all tables are left out the command line makes the whole report too.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from model.entries.profile import Profile
from model.entries.schema import GROUPS
from model.evidence.loading import tables_of
from model.evidence.match import MatchEvidence
from model.outlook.outlook import outlook
from model.outlook.strengths import strengths
from model.report.as_json import to_dict
from model.report.report import report

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"
SCRIPT = """
import datetime as dt, json, sys
from dataclasses import asdict
from pathlib import Path
from model.outlook.outlook import outlook
from model.entries.profile import Profile
from model.outlook.strengths import strengths
profile = Profile.from_json(Path("profile.json").read_bytes(), dt.date.fromisoformat(sys.argv[1]))
answer = {"outlook": asdict(outlook(profile)), "strengths": [asdict(item) for item in strengths(profile)]}
print(json.dumps(answer, default=lambda row: row.model_dump()))
"""

READER = {table.file: "US MD" for table in tables_of(MatchEvidence).values()} | {
    "main_match_rates.csv": "US IMG",
    "nrmp_img_profile_2026.csv": "Non-US IMG",
    "nrmp_specialty_counts.csv": "US DO",
    "step2ck_constants.csv": "US DO",
}
"""A group whose answers rest on the table."""


def entries(group):
    return {
        "format": "second-sitting/1",
        "group": group,
        "exam_date": "2026-12-06",
        "attempts": [{"date": "2026-07-02"}],
        "practice_tests": [{"test": "cbssa", "date": "2026-11-20", "score": 66}],
        "application": {
            "target_specialties": ["Internal Medicine"],
            "step2ck": 245,
            "clerkship_honors": 3,
            "letters": 3,
            "research_experiences": 3,
            "abstracts_pubs_presentations": 4,
            "signals_used": 15,
        },
    }


def run_in_a_copy(tree, group, tables, command):
    for folder in ("model", "data"):
        shutil.copytree(ROOT / folder, tree / folder)
    for table in tables:
        (tree / "data" / table).unlink()
    (tree / "profile.json").write_text(json.dumps(entries(group)), encoding="utf-8")
    return subprocess.run(
        [sys.executable, *command], cwd=tree, capture_output=True, text=True, check=False, timeout=120
    )


def run_all(tmp_path_factory, cases):
    """Run every case, as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {
            name: pool.submit(run_in_a_copy, tmp_path_factory.mktemp("tree"), *case) for name, case in cases.items()
        }
    return {name: run.result() for name, run in runs.items()}


def values_of(run):
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def without_one(tmp_path_factory):
    cases = {table: (group, (table,), ("-c", SCRIPT, TODAY)) for table, group in READER.items()}
    return run_all(tmp_path_factory, cases)


@pytest.fixture(scope="module")
def without_all(tmp_path_factory):
    return run_all(tmp_path_factory, {group: (group, tuple(READER), ("-c", SCRIPT, TODAY)) for group in GROUPS})


@pytest.fixture(scope="module")
def report_without_all(tmp_path_factory):
    command = ("-m", "model", "report", "profile.json", "--today", TODAY, "--format", "json")
    return values_of(run_in_a_copy(tmp_path_factory.mktemp("tree"), "US MD", tuple(READER), command))


@pytest.fixture
def profile(today):
    return lambda group: Profile.from_json(json.dumps(entries(group)), today)


def plain(values):
    return json.loads(json.dumps(values, default=lambda row: row.model_dump()))


def missing(*tables):
    return f"Not installed here: {', '.join(sorted(tables))}. The views that need them stay empty."


@pytest.mark.parametrize("table", READER)
def test_a_table_that_is_left_out_is_named(without_one, table):
    found = values_of(without_one[table])["outlook"]["missing"][0]
    assert (found["code"], found["tables"]) == ("tables", [table])


GONE = {
    "main_match_rates.csv": {"leading"},
    "nrmp_img_profile_2026.csv": {"quartiles", "step2ck", "research", "publications"},
    "nrmp_md_step2_2026.csv": {"quartiles", "step2ck"},
    "nrmp_md_step2_bands.csv": {"leading", "targets", "everything", "offset"},
    "nrmp_seniors_profile_2024.csv": {"research", "publications"},
    "nrmp_specialty_counts.csv": {"leading", "targets", "everything"},
    "program_director_survey.csv": {"step2ck", "clerkships", "letters"},
    "program_signals_2025.csv": {"signals"},
    "step2ck_constants.csv": {"step2ck"},
    "step2ck_percentiles.csv": {"percentile"},
    "strength_odds_ratios.csv": {"clerkships", "publications", "signals"},
}
"""What of the answers rests on a table: parts of the outlook, and references of strengths that were entered."""


@pytest.mark.parametrize(("table", "group"), READER.items())
def test_what_rests_on_a_table_goes_with_it_and_all_else_stays(without_one, profile, table, group):
    values = values_of(without_one[table])
    whole = plain(
        {
            "outlook": asdict(outlook(profile(group))),
            "strengths": [asdict(strength) for strength in strengths(profile(group))],
        }
    )
    changed = {name for name, value in whole["outlook"].items() if values["outlook"][name] != value} - {"missing"}
    left, known = (
        {
            item["name"]: (item["references"], item["percent_citing"], item["importance"])
            for item in answer["strengths"]
            if item["entered"]
        }
        for answer in (values, whole)
    )
    assert set(left) == set(known)
    assert changed | {name for name, reference in known.items() if left[name] != reference} == GONE.get(table, set())


@pytest.mark.parametrize("group", GROUPS)
def test_without_any_table_nothing_is_claimed_on_the_match(without_all, group):
    values = values_of(without_all[group])
    assert values["outlook"] == {
        "group": group,
        "factor": 0.164,
        "factor_borrowed": group != "US MD",
        "step2ck": 245,
        "leading": None,
        "targets": [],
        "everything": [],
        "offset": None,
        "quartiles": [],
        "percentile": None,
        "missing": values["outlook"]["missing"],
    }
    assert values["outlook"]["missing"][0]["tables"] == sorted(READER)
    assert [row for strength in values["strengths"] for row in strength["references"]] == []
    assert {strength["percent_citing"] for strength in values["strengths"]} == {None}
    assert [source for strength in values["strengths"] for source in strength["sources"]] == []


def test_without_any_table_the_report_is_made_and_says_so(report_without_all):
    values = report_without_all["outlook"]
    assert set(values) == {"factor", "factor_borrowed", "specialties", "offset", "missing", "missing_facts"}
    assert (values["specialties"], values["offset"], values["missing"][0]) == ([], None, missing(*READER))


def test_without_any_table_readiness_booking_and_what_was_entered_are_the_same(report_without_all, profile, today):
    whole = plain(to_dict(report(profile("US MD"), today)))
    for part in ("model_version", "data_version", "today", "readiness", "booking"):
        assert report_without_all[part] == whole[part]
    left, known = (
        {strength["name"]: strength["entry"] for strength in answer["strengths"]}
        for answer in (report_without_all, whole)
    )
    assert left == known
