"""A damaged table of the plan, or damaged sentences, are refused; the message names the file, the row and the column.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import errno
import os

import pytest

from model.evidence.loading import tables_of
from model.evidence.plan import PlanEvidence, load

FINDINGS, OUTLINE, ERAS, SENTENCES = "study_evidence.csv", "content_outline.csv", "eras_calendar.csv", "plan.toml"
TABLES = tuple(table.file for table in tables_of(PlanEvidence).values())
CRAMMING = """[causes.cramming]
title = "The learning was crammed instead of spaced"
"""
MODE = """[modes.misread]
title = "Misread"
"""
STEP = """days = 3
source = "med_school_bro"
"""
VERSION = """share = 0.6
"""


def test_an_undamaged_copy_is_the_same_evidence(copy):
    assert load(copy.directory) == load()


@pytest.mark.parametrize("table", [*TABLES, SENTENCES])
def test_a_missing_file(copy, table):
    (copy.directory / table).unlink()
    assert copy.refusal(load) == f"{table} cannot be read: {os.strerror(errno.ENOENT)}."


@pytest.mark.parametrize("table", [*TABLES, SENTENCES])
def test_a_file_that_is_not_utf_8(copy, table):
    path = copy.directory / table
    path.write_bytes(b"\xff" + path.read_bytes())
    assert copy.refusal(load) == (
        f"{table} cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte."
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_figure_is_never_a_judgement_of_ours(copy, table):
    copy.set(table, 3, "source", "judgement")
    assert copy.refusal(load) == f"{table}, row 3, column source: 'judgement' is not in sources.csv."


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (FINDINGS, "habit", ""),
        (FINDINGS, "behaviour", " "),
        (FINDINGS, "finding", ""),
        (FINDINGS, "n", "0"),
        (FINDINGS, "n", "-72"),
        (FINDINGS, "n", "72.5"),
        (FINDINGS, "n", "many"),
        (OUTLINE, "axis", "subject"),
        (OUTLINE, "area", ""),
        (OUTLINE, "percent_low", "-1"),
        (OUTLINE, "percent_low", "few"),
        (OUTLINE, "percent_low", "nan"),
        (OUTLINE, "percent_high", "101"),
        (OUTLINE, "percent_high", ""),
        (ERAS, "season", "next"),
        (ERAS, "season", "2026.5"),
        (ERAS, "date", "September"),
        (ERAS, "date", "2025-02-29"),
        (ERAS, "date", ""),
        (ERAS, "event", ""),
    ],
)
def test_a_cell_that_is_out_of_bounds_or_not_of_its_kind(copy, table, column, value):
    copy.set(table, 2, column, value)
    assert copy.refusal(load).startswith(f"{table}, row 2, column {column}: ")


def test_a_share_whose_highest_is_below_its_lowest(copy):
    copy.set(OUTLINE, 4, "percent_high", "9")
    assert copy.refusal(load) == f"{OUTLINE}, row 4, column percent_high: it is below percent_low."


@pytest.mark.parametrize(("row", "column", "value"), [(2, "percent_low", "20"), (2, "percent_low", "19.5")])
def test_shares_by_system_that_are_more_than_the_whole(copy, row, column, value):
    copy.set(OUTLINE, row, "percent_high", "20")
    copy.set(OUTLINE, row, column, value)
    expected = f"{OUTLINE}, column percent_low: the shares by system cannot add up to 100."
    lowest = sum(float(line[2]) for line in copy.read(OUTLINE) if line[0] == "system")
    assert lowest > 100
    assert copy.refusal(load) == expected


def test_shares_by_system_that_are_less_than_the_whole(copy):
    copy.write(OUTLINE, [line for number, line in enumerate(copy.read(OUTLINE)) if number not in {3, 4, 5}])
    assert copy.refusal(load) == f"{OUTLINE}, column percent_low: the shares by system cannot add up to 100."


def test_an_area_that_is_there_twice(copy):
    copy.set(OUTLINE, 14, "area", "Pathology")
    assert copy.refusal(load) == f"{OUTLINE}, row 14, column area: 'Pathology' is there twice."


def test_a_day_of_a_season_that_is_there_twice(copy):
    copy.set(ERAS, 4, "date", "2025-09-03")
    assert copy.refusal(load) == f"{ERAS}, row 4, column date: 2025-09-03 is there twice."
    copy.set(ERAS, 4, "season", "2027")
    assert [row.season for row in load(copy.directory).eras] == [2026, 2026, 2027, 2026, 2027]


def test_sentences_that_are_not_toml(copy):
    (copy.directory / SENTENCES).write_text("[causes\n", encoding="utf-8")
    assert copy.refusal(load) == (
        f"{SENTENCES} cannot be read: Expected ']' at the end of a table declaration (at line 1, column 8)."
    )


@pytest.mark.parametrize("section", ["causes", "modes", "steps", "versions"])
@pytest.mark.parametrize("left", [None, "", " = 3"], ids=["gone", "empty", "a number"])
def test_a_section_that_is_not_there(copy, section, left):
    path = copy.directory / SENTENCES
    parts = path.read_text(encoding="utf-8").split("\n[")
    kept = "\n[".join(part for part in parts if not part.removeprefix("[").startswith(f"{section}."))
    instead = {None: "", "": f"\n[{section}]\n", " = 3": ""}[left]
    path.write_text((f"{section} = 3\n" if left == " = 3" else "") + kept + instead, encoding="utf-8")
    assert copy.refusal(load) == f"{SENTENCES}, {section}: it is missing."


def test_a_section_nobody_knows(copy):
    copy.replace(SENTENCES, "[causes.burnout]", "[cause.burnout]")
    assert copy.refusal(load) == f"{SENTENCES}, cause: it is not known."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            CRAMMING,
            CRAMMING.replace("title", "name"),
            "plan.toml, causes.cramming, column title: Field required.",
            id="no title",
        ),
        pytest.param(
            CRAMMING,
            CRAMMING + 'remark = ""\n',
            "plan.toml, causes.cramming, column remark: Extra inputs are not permitted.",
            id="an entry nobody knows",
        ),
        pytest.param(
            '["spaced_repetition", "days"]',
            '["spaced_repetition", "sleep"]',
            "plan.toml, causes.cramming, column habits: 'sleep' is not known.",
            id="a habit without a finding",
        ),
        pytest.param(
            'modes = ["never_learned"]',
            'modes = ["unlucky"]',
            "plan.toml, causes.weak_subjects_late, column modes: 'unlucky' is not known.",
            id="a way of missing that is not described",
        ),
        pytest.param(
            'modes = ["never_learned"]',
            "modes = []",
            (
                "plan.toml, causes.weak_subjects_late, column modes: "
                "Tuple should have at least 1 item after validation, not 0."
            ),
            id="no way of missing",
        ),
        pytest.param(MODE, MODE.replace("Misread", ""), "plan.toml, modes.misread, column title: ", id="empty title"),
        pytest.param(
            STEP,
            STEP.replace("med_school_bro", "hearsay"),
            "plan.toml, steps.decompress, column source: 'hearsay' is not in sources.csv.",
            id="a step whose source is not listed",
        ),
        pytest.param(
            'modes = ["never_learned"]\nsource = "med_school_bro"',
            'modes = ["never_learned"]\nsource = "hearsay"',
            "plan.toml, causes.weak_subjects_late, column source: 'hearsay' is not in sources.csv.",
            id="a cause whose source is not listed",
        ),
        pytest.param(STEP, STEP.replace("3", "0"), "plan.toml, steps.decompress, column days: ", id="at once"),
        pytest.param(STEP, STEP.replace("3", "2.5"), "plan.toml, steps.decompress, column days: ", id="half a day"),
        pytest.param(VERSION, "share = 1.1\n", "plan.toml, versions.middling, column share: ", id="more than all"),
        pytest.param(VERSION, "share = -0.1\n", "plan.toml, versions.middling, column share: ", id="less than none"),
        pytest.param(VERSION, "share = nan\n", "plan.toml, versions.middling, column share: ", id="no number"),
        pytest.param(
            "[causes.cramming]\n",
            "[causes]\nlate = 3\n\n[causes.cramming]\n",
            "plan.toml, causes.late, Input should be a valid dictionary or instance of Cause.",
            id="a cause that is a number",
        ),
        pytest.param(
            "[steps.talk]", "[steps.talking]", "plan.toml, steps.talk: it is missing.", id="nobody to talk to"
        ),
    ],
)
def test_sentences_that_cannot_be_trusted(copy, old, new, message):
    copy.replace(SENTENCES, old, new)
    refused = copy.refusal(load)
    assert refused.startswith(message)
    assert refused == message or message.endswith(": ")


def test_the_source_of_a_sentence_is_looked_up_beside_it(copy):
    copy.replace(SENTENCES, STEP, STEP.replace("med_school_bro", "own"))
    copy.write("sources.csv", [*copy.read("sources.csv"), ["own", "A page", "A school", "", "", "A", "read", "", ""]])
    assert load(copy.directory).steps["decompress"].source == "own"


def test_a_step_named_like_a_cause_needs_a_source_of_its_own_and_so_does_the_cause(copy):
    copy.replace(SENTENCES, "[steps.decompress]", "[steps.burnout]")
    text = (copy.directory / SENTENCES).read_text(encoding="utf-8")
    head, rest = text.split("[causes.burnout]")
    (copy.directory / SENTENCES).write_text(
        head + "[causes.burnout]" + rest.replace("med_school_bro", "hearsay", 1), encoding="utf-8"
    )
    assert copy.refusal(load) == "plan.toml, causes.burnout, column source: 'hearsay' is not in sources.csv."
