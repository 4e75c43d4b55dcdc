"""`make` alone lists every command."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_make_alone_lists_every_command_with_what_it_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[1].split()
    # `make test` runs this too, and a make inside a make names its folder.
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.split()[1] for line in listed] == commands
    assert all(len(line.split()) > 2 for line in listed)
