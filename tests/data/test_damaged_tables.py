"""What would go wrong in any table: each such table is refused, and the refusal names file, row and column."""

import pytest

from model.evidence import match as match_evidence
from model.evidence import plan as plan_evidence

TABLES = [
    *(
        (match_evidence.load, name)
        for constant, name in vars(match_evidence).items()
        if constant.isupper() and str(name).endswith(".csv")
    ),
    *((plan_evidence.load, name) for name in (plan_evidence.FINDINGS, plan_evidence.OUTLINE, plan_evidence.ERAS)),
]

pytestmark = pytest.mark.parametrize(("load", "table"), TABLES, ids=[name for _, name in TABLES])


def test_a_source_that_is_not_listed(copy, load, table):
    copy.set(table, 3, "source", "hearsay")
    assert copy.refusal(load) == f"{table}, row 3, column source: 'hearsay' is not in sources.csv."


def test_a_source_is_looked_up_beside_the_tables_and_not_where_the_app_is_installed(copy, load, table):
    copy.write("sources.csv", [*copy.read("sources.csv"), ["own", "A page", "A school", "", "", "A", "read", "", ""]])
    copy.set(table, 3, "source", "own")
    load(copy.directory)
    named = copy.read(table)[1][-1]
    copy.write("sources.csv", [row for row in copy.read("sources.csv") if row[0] != named])
    assert f"column source: {named!r} is not in sources.csv." in copy.refusal(load)


def test_a_table_without_rows(copy, load, table):
    copy.write(table, copy.read(table)[:1])
    assert copy.refusal(load) == f"{table} has no rows."


def test_a_column_nobody_knows(copy, load, table):
    copy.write(table, [[*line, "remark" if number == 0 else ""] for number, line in enumerate(copy.read(table))])
    assert copy.refusal(load).startswith(f"{table}, row 2, column remark: ")


def test_a_column_that_is_gone(copy, load, table):
    first = copy.read(table)[0][0]
    copy.write(table, [line[1:] for line in copy.read(table)])
    assert copy.refusal(load).startswith(f"{table}, row 2, column {first}: ")


def test_a_row_that_ends_early(copy, load, table):
    lines = copy.read(table)
    lines[2] = lines[2][:-1]
    copy.write(table, lines)
    assert copy.refusal(load).startswith(f"{table}, row 3, column source: ")


def test_a_row_that_goes_on_beyond_the_last_column(copy, load, table):
    lines = copy.read(table)
    lines[2].append("more")
    copy.write(table, lines)
    assert copy.refusal(load).startswith(f"{table}, row 3, column beyond the last column: ")
