"""A damaged copy of data/ is refused, and the message names the file, the row and the column.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import errno
import os

import pytest

from model.evidence.exam import Evidence, evidence, load
from model.evidence.loading import tables_of

TABLES = (*(table.file for table in tables_of(Evidence).values()), "sources.csv")


def test_an_undamaged_copy_is_the_same_evidence(copy):
    assert load(copy.directory) == load()


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_file(copy, table):
    (copy.directory / table).unlink()
    assert copy.refusal() == f"{table} cannot be read: {os.strerror(errno.ENOENT)}."


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows(copy, table):
    copy.write(table, copy.read(table)[:1])
    assert copy.refusal() == f"{table} has no rows."


@pytest.mark.parametrize("table", TABLES)
def test_a_column_nobody_knows(copy, table):
    copy.write(table, [[*line, "remark" if number == 0 else ""] for number, line in enumerate(copy.read(table))])
    assert copy.refusal().startswith(f"{table}, row 2, column remark: ")


@pytest.mark.parametrize("table", TABLES)
def test_a_column_that_is_gone(copy, table):
    first = copy.read(table)[0][0]
    copy.write(table, [line[1:] for line in copy.read(table)])
    assert copy.refusal().startswith(f"{table}, row 2, column {first}: ")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_ends_early(copy, table):
    lines = copy.read(table)
    lines[2] = lines[2][:-1]
    copy.write(table, lines)
    assert copy.refusal().startswith(f"{table}, row 3, column {lines[0][-1]}: ")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_goes_on_beyond_the_last_column(copy, table):
    lines = copy.read(table)
    lines[2].append("more")
    copy.write(table, lines)
    assert copy.refusal().startswith(f"{table}, row 3, column beyond the last column: ")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_after_an_empty_line_keeps_its_number(copy, table):
    lines = copy.read(table)
    copy.write(table, [lines[0], [], lines[1][:-1], *lines[2:]])
    assert copy.refusal().startswith(f"{table}, row 3, column {lines[0][-1]}: ")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_with_a_quote_that_is_never_closed(copy, table):
    path = copy.directory / table
    path.write_text(path.read_text(encoding="utf-8") + '"', encoding="utf-8")
    assert copy.refusal() == f"{table} cannot be read: unexpected end of data."


@pytest.mark.parametrize("table", [*TABLES, "rules.toml"])
def test_a_file_that_is_not_utf_8(copy, table):
    path = copy.directory / table
    path.write_bytes(b"\xff" + path.read_bytes())
    assert copy.refusal() == (
        f"{table} cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte."
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("pass_curve_anchors.csv", 5, "epc", "-1"),
        ("pass_curve_anchors.csv", 25, "epc", "101"),
        ("pass_curve_anchors.csv", 2, "epc", "seventy"),
        ("pass_curve_anchors.csv", 2, "epc", ""),
        ("pass_curve_anchors.csv", 2, "epc", "nan"),
        ("pass_curve_anchors.csv", 2, "pass_probability", "0"),
        ("pass_curve_anchors.csv", 2, "pass_probability", "1"),
        ("pass_curve_anchors.csv", 2, "pass_probability", "99"),
        ("pass_curve_anchors.csv", 2, "curve", ""),
        ("practice_tests.csv", 2, "min", "low"),
        ("practice_tests.csv", 2, "max", "inf"),
        ("practice_tests.csv", 2, "items", "200.5"),
        ("practice_tests.csv", 2, "to_epc", "guess"),
        ("practice_tests.csv", 2, "prints_pass_probability", "perhaps"),
        ("practice_tests.csv", 2, "grade", "E"),
        ("practice_tests.csv", 2, "standard_error_epc", "four"),
        ("practice_tests.csv", 2, "standard_error_epc", "0"),
        ("practice_tests.csv", 2, "standard_error_epc", "-4"),
        ("scale_constants.csv", 2, "value", "196 points"),
        ("scale_constants.csv", 2, "value", "inf"),
        ("scale_constants.csv", 2, "unit", ""),
        ("step1_pass_rates.csv", 3, "year", "last"),
        ("step1_pass_rates.csv", 3, "group", "Everyone"),
        ("step1_pass_rates.csv", 3, "attempt", "second"),
        ("step1_pass_rates.csv", 3, "tested", "0"),
        ("step1_pass_rates.csv", 3, "tested", "2422.5"),
        ("step1_pass_rates.csv", 3, "pass_percent", "-1"),
        ("step1_pass_rates.csv", 3, "pass_percent", "101"),
        ("exam_rules.csv", 2, "value", "four"),
        ("exam_rules.csv", 2, "rule", ""),
        ("support_lines.csv", 2, "contact", ""),
        ("sources.csv", 2, "grade", "E"),
        ("sources.csv", 2, "grade", ""),
        ("sources.csv", 2, "title", ""),
        ("sources.csv", 2, "seen", " "),
    ],
)
def test_a_cell_that_is_out_of_bounds_or_not_of_its_kind(copy, table, row, column, value):
    copy.set(table, row, column, value)
    assert copy.refusal().startswith(f"{table}, row {row}, column {column}: ")


def test_an_anchor_that_falls_as_the_score_rises(copy):
    copy.set("pass_curve_anchors.csv", 10, "pass_probability", "0.37")
    assert copy.refusal() == ("pass_curve_anchors.csv, row 10, column pass_probability: 0.37 falls as the score rises.")


@pytest.mark.parametrize("score", ["50", "49"])
def test_an_anchor_whose_score_does_not_rise(copy, score):
    copy.set("pass_curve_anchors.csv", 10, "epc", score)
    assert copy.refusal() == f"pass_curve_anchors.csv, row 10, column epc: {score} does not rise."


def test_a_curve_in_two_places(copy):
    lines = copy.read("pass_curve_anchors.csv")
    copy.write("pass_curve_anchors.csv", [*lines[:3], *lines[4:], lines[3]])
    assert copy.refusal() == "pass_curve_anchors.csv, row 25, column curve: 'yousmle' is in two places."


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("exam_rules.csv", "rule"),
        ("practice_tests.csv", "test"),
        ("scale_constants.csv", "constant"),
        ("sources.csv", "source"),
    ],
)
def test_a_key_that_is_there_twice(copy, table, column):
    lines = copy.read(table)
    copy.write(table, [*lines, lines[1]])
    assert copy.refusal() == f"{table}, row {len(lines) + 1}, column {column}: {lines[1][0]!r} is there twice."


def test_counts_that_do_not_add_up(copy):
    copy.set("step1_pass_rates.csv", 3, "tested", "2423")
    assert copy.refusal() == ("step1_pass_rates.csv, row 4, column tested: first and repeater do not add up.")


def test_a_total_with_a_part_missing(copy):
    lines = copy.read("step1_pass_rates.csv")
    copy.write("step1_pass_rates.csv", lines[:2] + lines[3:])
    assert copy.refusal() == ("step1_pass_rates.csv, row 3, column tested: first and repeater do not add up.")


@pytest.mark.parametrize("attempt", ["first", "repeater", "all"])
def test_a_rate_that_is_there_twice(copy, attempt):
    lines = copy.read("step1_pass_rates.csv")
    twice = next(line for line in lines if line[:3] == ["2025", "US DO", attempt])
    copy.write("step1_pass_rates.csv", [*lines, twice])
    assert copy.refusal() == (
        f"step1_pass_rates.csv, row {len(lines) + 1}, column attempt: {attempt!r} is there twice."
    )


def test_parts_without_their_total(copy):
    lines = copy.read("step1_pass_rates.csv")
    total = next(line for line in lines if line[:3] == ["2024", "US DO", "all"])
    row = lines.index(total)
    copy.write("step1_pass_rates.csv", [line for line in lines if line is not total])
    assert copy.refusal() == (f"step1_pass_rates.csv, row {row - 1}, column attempt: there is no row for all of 2024.")


def test_a_rate_that_does_not_follow_from_its_parts(copy):
    copy.set("step1_pass_rates.csv", 4, "pass_percent", "91")
    assert copy.refusal() == ("step1_pass_rates.csv, row 4, column pass_percent: the parts give 89.0.")


@pytest.mark.parametrize(("low", "high"), [("100", "100"), ("101", "100")])
def test_a_test_whose_lowest_score_is_not_below_its_highest(copy, low, high):
    copy.set("practice_tests.csv", 2, "min", low)
    copy.set("practice_tests.csv", 2, "max", high)
    assert copy.refusal() == f"practice_tests.csv, row 2, column min: {low} is not below max {high}."


@pytest.mark.parametrize(("row", "error"), [(2, ""), (9, "5")], ids=["missing", "without a conversion"])
def test_a_standard_error_that_does_not_go_with_the_conversion(copy, row, error):
    copy.set("practice_tests.csv", row, "standard_error_epc", error)
    assert copy.refusal() == (
        f"practice_tests.csv, row {row}, column standard_error_epc: it must be given exactly when to_epc is not 'none'."
    )


@pytest.mark.parametrize("lower", ["68", "69"])
def test_a_low_pass_band_upside_down(copy, lower):
    copy.set("scale_constants.csv", 4, "value", lower)
    assert copy.refusal() == "scale_constants.csv, column value: low_pass_lower is not below low_pass_upper."


@pytest.mark.parametrize("edge", ["low_pass_lower", "low_pass_upper"])
def test_a_low_pass_band_without_one_of_its_edges(copy, edge):
    lines = copy.read("scale_constants.csv")
    copy.write("scale_constants.csv", [line for line in lines if line[0] != edge])
    assert copy.refusal() == "scale_constants.csv, column value: low_pass_lower is not below low_pass_upper."


def test_rules_that_are_not_there(copy):
    (copy.directory / "rules.toml").unlink()
    assert copy.refusal() == f"rules.toml cannot be read: {os.strerror(errno.ENOENT)}."


def test_rules_that_are_not_toml(copy):
    (copy.directory / "rules.toml").write_text("[data\n", encoding="utf-8")
    assert copy.refusal() == (
        "rules.toml cannot be read: Expected ']' at the end of a table declaration (at line 1, column 6)."
    )


@pytest.mark.parametrize(
    "left", ["", "[data]\n", "[data]\nreleased = 2026-11-22\n"], ids=["no data", "no entry", "no version"]
)
def test_rules_without_a_version(copy, left):
    copy.replace("rules.toml", f'[data]\nversion = "{evidence().version}"\n', left)
    assert copy.refusal() == "rules.toml, data, version: it is missing."


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("data = 3\n", "rules.toml, data, version: it is missing."),
        ("late = 3\n", "rules.toml, late: it holds no rules."),
    ],
)
def test_rules_with_a_section_that_is_a_number(copy, first, message):
    path = copy.directory / "rules.toml"
    text = path.read_text(encoding="utf-8")
    kept = text.replace(f'[data]\nversion = "{evidence().version}"\n', "") if "data" in first else text
    path.write_text(first + kept, encoding="utf-8")
    assert copy.refusal() == message


RECENT_DAYS = '[booking.recent_days]\nvalue = 21\nunit = "days"\njudgement = true\n'
RECENT_TESTS = '[booking.recent_tests]\nvalue = 2\nunit = "scored tests"\nsource = "nbme_guidance"\n'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            RECENT_DAYS,
            RECENT_DAYS.replace("judgement = true\n", ""),
            "rules.toml, booking.recent_days, column source: it needs either a source or judgement = true.",
            id="neither a source nor a judgement",
        ),
        pytest.param(
            RECENT_TESTS,
            RECENT_TESTS + "judgement = true\n",
            "rules.toml, booking.recent_tests, column source: it needs either a source or judgement = true.",
            id="both a source and a judgement",
        ),
        pytest.param(
            RECENT_TESTS,
            RECENT_TESTS.replace("nbme_guidance", "hearsay"),
            "rules.toml, booking.recent_tests, column source: 'hearsay' is not in sources.csv.",
            id="a source that is not listed",
        ),
        pytest.param(
            RECENT_DAYS,
            RECENT_DAYS.replace("value = 21\n", ""),
            "rules.toml, booking.recent_days, column value: Field required.",
            id="no value",
        ),
        pytest.param(
            RECENT_DAYS,
            RECENT_DAYS.replace('unit = "days"\n', ""),
            "rules.toml, booking.recent_days, column unit: Field required.",
            id="no unit",
        ),
        pytest.param(
            RECENT_DAYS,
            RECENT_DAYS + "until = 30\n",
            "rules.toml, booking.recent_days, column until: Extra inputs are not permitted.",
            id="an entry nobody knows",
        ),
    ],
)
def test_a_rule_that_cannot_be_trusted(copy, old, new, message):
    copy.replace("rules.toml", old, new)
    assert copy.refusal() == message


@pytest.mark.parametrize("value", ['"many"', '"21"', "true", "nan", "[]", '["21"]'])
def test_a_rule_whose_value_is_not_a_number(copy, value):
    copy.replace("rules.toml", RECENT_DAYS, RECENT_DAYS.replace("21", value))
    assert copy.refusal().startswith("rules.toml, booking.recent_days, column value")


def test_a_rule_without_a_reason(copy):
    reason = 'why = "What is known moves within weeks; an older score describes an earlier you."\n'
    copy.replace("rules.toml", reason, "")
    assert copy.refusal() == "rules.toml, booking.recent_days, column why: Field required."
