"""Without a screen: ``python -m model report PROFILE.json``, ``outlook``, ``card``, ``simulate`` and ``purge``."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.reading import read_json
from model.entries.refusals import ProfileError
from model.entries.schema import GROUPS, Application
from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.evidence.tables import DATA
from model.outlook.outlook import outlook
from model.report.as_json import missing_values, offset_values, rate_values, to_dict
from model.report.as_text import to_text
from model.report.report import report
from model.report.sentences import outlook_lines
from model.sharing.errors import NotAvailable
from model.sharing.workspace import workspace
from model.validation import card
from model.validation.renewal import FiguresChangedError, renew
from model.validation.simulation import simulate

MOST_STUDENTS = 1_000_000
YEARS_OF_MARGIN = 100  # room for every date that is reckoned from today


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None
    earliest, latest = int(evidence().rule("entry.earliest_year")), dt.MAXYEAR - YEARS_OF_MARGIN
    if not earliest <= day.year <= latest:
        raise argparse.ArgumentTypeError(f"{text} is outside the years {earliest}-{latest}")
    return day


def _factor(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    lowest = evidence().rule("outlook.attempt_factor")
    if not lowest <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is outside {lowest:g}-1")
    return value


def _is_short(text: str) -> bool:
    """Whether a text is a number with no more digits than anything here can have."""
    return text.isdecimal() and len(text) <= len(str(MOST_STUDENTS))


def _score(text: str) -> int:
    low, high = evidence().rules["entry.step2ck_range"].numbers
    if not _is_short(text) or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not a Step 2 CK score of {low:g}-{high:g}")
    return int(text)


def _students(text: str) -> int:
    if not _is_short(text) or not 0 < int(text) <= MOST_STUDENTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1-{MOST_STUDENTS}")
    return int(text)


def _report(options: argparse.Namespace) -> int:
    try:
        found = read_json(options.profile.read_bytes(), options.today)
    except OSError as error:
        print(f"{options.profile} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except ProfileError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    if any(found.problems.values()):
        print("\n".join(found.sentences()), file=sys.stderr)
    if found.problems["scores"]:
        return 2
    answer = report(found.profile, options.today)
    print(json.dumps(to_dict(answer), indent=2) if options.format == "json" else to_text(answer).rstrip("\n"))
    return 0


def _outlook(options: argparse.Namespace) -> int:
    if options.specialty not in match_evidence().specialties:
        known = ", ".join(match_evidence().specialties)
        print(f"No installed table has {options.specialty!r}. Known: {known or 'none'}.", file=sys.stderr)
        return 2
    application = Application(target_specialties=(options.specialty,), step2ck=options.step2ck)
    profile = Profile(format=FORMAT, group=options.group, application=application)
    answer = outlook(profile, factor=options.factor)
    if answer is None or answer.leading is None:
        print(f"No rate for {options.group} in {options.specialty} was found.", file=sys.stderr)
        return 2
    if options.format == "json":
        shift = None if answer.offset is None else offset_values(answer.offset)
        values = rate_values(answer.leading) | {"offset": shift} | missing_values(answer)
        print(json.dumps(values, indent=2))
    else:
        print("\n".join(outlook_lines(answer)))
    return 0


def _card(_options: argparse.Namespace) -> int:
    print(json.dumps(card.to_dict(), indent=2))
    return 0


def _simulate(options: argparse.Namespace) -> int:
    if options.renew:
        try:
            renew(DATA, allow_changes=options.allow_changes)
        except FiguresChangedError as error:
            print(f"{error} To keep the new figures, add --allow-changes.", file=sys.stderr)
            return 2
        return 0
    print(simulate(options.students).model_dump_json(indent=1))
    return 0


def _purge(_options: argparse.Namespace) -> int:
    try:
        number = workspace().purge()
    except NotAvailable as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Plans and links deleted: {number}.")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        Words after the program's name.

    Returns
    -------
    int
        0, or 2 if there is no answer. Each problem is a line on standard error, also of an optional entry, which is
        then left out of the answer.
    """
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("report", help="chance of passing, booking checks, match outlook, strengths")
    command.add_argument("profile", type=Path, metavar="PROFILE.json")
    command.add_argument("--today", type=_day, default=dt.date.today(), metavar="DATE")  # noqa: DTZ011 (the user's own day)
    command.set_defaults(run=_report)

    command = commands.add_parser("outlook", help="one published match rate, with the floor after a failed attempt")
    command.add_argument("--group", choices=GROUPS, required=True)
    command.add_argument("--specialty", required=True)
    command.add_argument("--step2ck", type=_score, metavar="SCORE")
    command.add_argument("--factor", type=_factor, default=evidence().rule("outlook.attempt_factor"), metavar="NUMBER")
    command.set_defaults(run=_outlook)

    for command in commands.choices.values():
        command.add_argument("--format", choices=("text", "json"), default="text")

    command = commands.add_parser("card", help="the model card as JSON: use, fit, sensitivity, simulation, versions")
    command.set_defaults(run=_card)

    command = commands.add_parser("simulate", help="simulated students, as JSON; data/simulation.json is made with it")
    of_what = command.add_mutually_exclusive_group()
    of_what.add_argument("--students", type=_students, metavar="NUMBER", help="how many in each world")
    of_what.add_argument("--renew", action="store_true", help="write data/simulation.json, unless a figure changed")
    command.add_argument("--allow-changes", action="store_true", help="with --renew, even if a figure changed")
    command.set_defaults(run=_simulate)

    command = commands.add_parser("purge", help="delete saved plans and links that have expired")
    command.set_defaults(run=_purge)

    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code
