import datetime as dt
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.cli import main
from model.report import report
from model.words import long_date

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"


@pytest.fixture
def climbing(student):
    return student((28, 55), (14, 60), (0, 66))


@pytest.fixture
def saved(tmp_path, climbing):
    path = tmp_path / "profile.json"
    path.write_text(climbing.to_json(), encoding="utf-8")
    return str(path)


def test_a_report_is_printed_as_text(saved, climbing, today, capsys):
    assert main(["report", saved, "--today", TODAY]) == 0
    printed = capsys.readouterr()
    assert printed.out == report(climbing, today).to_text()
    assert printed.err == ""


def test_a_report_is_printed_as_json(saved, climbing, today, capsys):
    assert main(["report", saved, "--today", TODAY, "--format", "json"]) == 0
    printed = capsys.readouterr()
    values = json.loads(printed.out)
    assert values == json.loads(json.dumps(report(climbing, today).to_dict()))
    assert (values["booking"]["outcome"], round(values["readiness"]["chance"]["central"])) == ("more_time", 84)
    assert printed.err == ""


def test_without_a_day_the_report_is_for_today(saved, capsys):
    before = dt.date.today()  # noqa: DTZ011 (the command answers for the user's own day)
    assert main(["report", saved]) == 0
    after = dt.date.today()  # noqa: DTZ011 (midnight may have passed)
    first = capsys.readouterr().out.splitlines()[0]
    assert first.split(" (")[0] in {f"Second Sitting, {long_date(day)}" for day in (before, after)}


def test_a_missing_file_is_one_line_on_standard_error(tmp_path, capsys):
    path = tmp_path / "nobody.json"
    assert main(["report", str(path), "--today", TODAY]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"{path} cannot be read: {os.strerror(errno.ENOENT)}.\n"


def test_a_profile_that_cannot_be_used_is_a_line_for_each_problem(tmp_path, capsys):
    path = tmp_path / "bad.json"
    path.write_text('{"format": "second-sitting/1", "group": "US", "pass_bar": 0}', encoding="utf-8")
    assert main(["report", str(path), "--today", TODAY]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "'group' must be one of 'US MD', 'US DO', 'US IMG' or 'Non-US IMG'. Correct it.\n"
        "'pass_bar' is 0, below 1. Enter 1 to 99 of 100.\n"
    )


def test_what_was_taken_after_the_given_day_is_refused(saved, capsys):
    assert main(["report", saved, "--today", "2026-11-01"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(":")[0] for line in printed.err.splitlines()] == [
        "Practice test 2, 'date'",
        "Practice test 3, 'date'",
    ]


@pytest.mark.parametrize("day", ["22 Nov 2026", "2026-02-30", "", "tomorrow"])
def test_a_day_that_is_none_is_refused(saved, day, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["report", saved, "--today", day])
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert printed.out == ""
    assert f"argument --today: {day!r} is not a date such as 2026-11-22" in printed.err


@pytest.mark.parametrize("words", [[], ["predict"], ["report"], ["report", "a.json", "--format", "pdf"]])
def test_a_command_that_is_not_there_is_refused_with_the_usage(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith("usage: python -m model ")


def test_the_package_runs_as_a_command_of_its_own(saved, climbing, today):
    done = subprocess.run(
        [sys.executable, "-m", "model", "report", saved, "--today", TODAY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == report(climbing, today).to_text()


def test_the_command_of_its_own_hands_back_the_exit_code(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("[]", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "model", "report", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "The file must be a group of entries in braces. Correct it.\n"
