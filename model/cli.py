"""The same answers without a screen: ``python -m model report PROFILE.json``."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from model.profile import Profile, ProfileError
from model.report import report


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        Words after the program's name.

    Returns
    -------
    int
        0, or 2 if the profile cannot be read; each problem is then a line on standard error.
    """
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("report", help="chance of passing, booking checks, sit or wait")
    command.add_argument("profile", type=Path, metavar="PROFILE.json")
    command.add_argument("--today", type=_day, default=dt.date.today(), metavar="DATE")  # noqa: DTZ011 (the user's own day)
    command.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    try:
        profile = Profile.from_json(options.profile.read_bytes(), options.today)
    except OSError as error:
        print(f"{options.profile} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except ProfileError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    answer = report(profile, options.today)
    print(json.dumps(answer.to_dict(), indent=2) if options.format == "json" else answer.to_text(), end="")
    return 0
