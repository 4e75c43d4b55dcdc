"""What would go wrong in any table: each such table is refused, and the refusal names file, row and column."""

import pytest

from model.evidence import exam, match, plan
from model.evidence.loading import tables_of
from model.evidence.registry import TABLES
from model.evidence.tables import DATA

LOADS = {exam.Evidence: exam.load, match.MatchEvidence: match.load, plan.PlanEvidence: plan.load}
CASES = [(load, table.file) for kind, load in LOADS.items() for table in tables_of(kind).values()]

each_table = pytest.mark.parametrize(("load", "table"), CASES, ids=[name for _, name in CASES])


def test_every_table_is_in_the_registry_and_every_one_there_is_read():
    assert set(TABLES) == {path.name for path in DATA.glob("*.csv")} - {"sources.csv"}
    assert sorted(TABLES) == sorted(name for _, name in CASES)


@each_table
def test_a_source_that_is_not_listed(copy, load, table):
    copy.set(table, 3, "source", "hearsay")
    assert copy.refusal(load) == f"{table}, row 3, column source: 'hearsay' is not in sources.csv."


@each_table
def test_a_source_is_looked_up_beside_the_tables_and_not_where_the_app_is_installed(copy, load, table):
    copy.write("sources.csv", [*copy.read("sources.csv"), ["own", "A page", "A school", "", "", "A", "read", "", ""]])
    copy.set(table, 3, "source", "own")
    load(copy.directory)
    head, first, *_ = copy.read(table)
    named = first[head.index("source")]
    copy.write("sources.csv", [row for row in copy.read("sources.csv") if row[0] != named])
    assert f"column source: {named!r} is not in sources.csv." in copy.refusal(load)


@each_table
def test_a_table_without_rows(copy, load, table):
    copy.write(table, copy.read(table)[:1])
    assert copy.refusal(load) == f"{table} has no rows."


@each_table
def test_a_column_nobody_knows(copy, load, table):
    copy.write(table, [[*line, "remark" if number == 0 else ""] for number, line in enumerate(copy.read(table))])
    assert copy.refusal(load).startswith(f"{table}, row 2, column remark: ")


@each_table
def test_a_column_that_is_gone(copy, load, table):
    first = copy.read(table)[0][0]
    copy.write(table, [line[1:] for line in copy.read(table)])
    assert copy.refusal(load).startswith(f"{table}, row 2, column {first}: ")


@each_table
def test_a_row_that_ends_early(copy, load, table):
    lines = copy.read(table)
    lines[2] = lines[2][:-1]
    copy.write(table, lines)
    assert copy.refusal(load).startswith(f"{table}, row 3, column {lines[0][-1]}: ")


@each_table
def test_a_row_that_goes_on_beyond_the_last_column(copy, load, table):
    lines = copy.read(table)
    lines[2].append("more")
    copy.write(table, lines)
    assert copy.refusal(load).startswith(f"{table}, row 3, column beyond the last column: ")
