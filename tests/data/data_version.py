"""Renew the fingerprint of the figures beside their version: ``make data-version``.

The fingerprint covers the figures that answers are computed from: each number and date in the tables of the registry,
and each number in ``rules.toml`` and ``plan.toml``. Words may change without a new version. These files are not in it:
``sources.csv`` and ``card.toml`` are words, ``simulation.json`` and its hash are computed and have a test, and
``examples.toml`` holds made-up students.
"""

import csv
import json
import re
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

from model.evidence.exam import evidence
from model.evidence.registry import TABLES
from model.evidence.tables import DATA

RECORDED = Path(__file__).with_name("data_version.json")
RULES = ("rules.toml", "plan.toml")
FIGURE = re.compile(r"[-+]?\d[\d.]*(e-?\d+)?|\d{4}-\d\d-\d\d")


def figures_in(value, name):
    """Each number of a section of a TOML file, with the names that lead to it."""
    if isinstance(value, dict):
        return [figure for key, inner in value.items() for figure in figures_in(inner, f"{name} {key}")]
    if isinstance(value, list):
        return [figure for place, inner in enumerate(value) for figure in figures_in(inner, f"{name} {place}")]
    return [f"{name} {value!r}"] if isinstance(value, int | float) and not isinstance(value, bool) else []


def fingerprint(directory=DATA):
    """One SHA-256 over every figure, with the place where it is."""
    found = []
    for file in sorted(TABLES):
        with (directory / file).open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines, strict=True), start=2):
                found += [f"{file} {number} {column} {cell}" for column, cell in row.items() if FIGURE.fullmatch(cell)]
    for file in RULES:
        found += figures_in(tomllib.loads((directory / file).read_text(encoding="utf-8")), file)
    return sha256("\n".join(found).encode()).hexdigest()


def main():
    """Record the present figures, where they have a version of their own."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    now = {"version": evidence().version, "sha256": fingerprint()}
    if now["version"] == recorded["version"] and now["sha256"] != recorded["sha256"]:
        sys.exit("Figures changed. Give [data] version in data/rules.toml a new value first.")
    RECORDED.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
