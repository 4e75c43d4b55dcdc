"""A copy of data/ that can be damaged.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import csv
import shutil

import pytest

from model.evidence import exam
from model.evidence.tables import DATA, EvidenceError


class Copy:
    """A copy of data/ that can be damaged."""

    def __init__(self, directory):
        self.directory = directory
        for path in DATA.iterdir():
            shutil.copyfile(path, directory / path.name)

    def read(self, table):
        with (self.directory / table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table, lines):
        with (self.directory / table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)

    def set(self, table, row, column, value):
        lines = self.read(table)
        lines[row - 1][lines[0].index(column)] = value
        self.write(table, lines)

    def replace(self, table, old, new):
        path = self.directory / table
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def refusal(self, load=exam.load):
        with pytest.raises(EvidenceError) as error:
            load(self.directory)
        return str(error.value)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)
