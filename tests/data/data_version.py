"""Renew the fingerprint of the figures beside their version: ``make data-version``.

The fingerprint covers the files that answers are computed from: every table in the registry, ``sources.csv``,
``rules.toml`` and ``plan.toml``. Not in it: ``simulation.json``, which is computed from them and has its own test, and
``card.toml`` and ``examples.toml``, which hold words and made-up students and change no answer.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from model.evidence.exam import evidence
from model.evidence.registry import TABLES
from model.evidence.tables import DATA

RECORDED = Path(__file__).with_name("data_version.json")
FILES = (*TABLES, "sources.csv", "rules.toml", "plan.toml")


def fingerprint(directory=DATA):
    """One SHA-256 over the names and the contents of the files, except the line that holds the version itself."""
    found = sha256()
    for name in sorted(FILES):
        lines = (directory / name).read_bytes().splitlines()
        content = b"\n".join(line for line in lines if not line.startswith(b"version = "))
        found.update(f"{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def main():
    """Record the present figures, where they have a version of their own."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    now = {"version": evidence().version, "sha256": fingerprint()}
    if now["version"] == recorded["version"] and now["sha256"] != recorded["sha256"]:
        sys.exit("Figures changed. Give [data] version in data/rules.toml a new value first.")
    RECORDED.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
