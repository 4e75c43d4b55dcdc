import dataclasses
import datetime as dt
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.cli import main
from model.outlook.offset import offset
from model.outlook.outlook import outlook
from model.outlook.rates import overall_rate, rate
from model.report.as_json import offset_values, rate_values, to_dict
from model.report.as_text import to_text
from model.report.report import report
from model.report.sentences import missing_sentence, outlook_lines, rate_sentence
from model.sharing.errors import NotFound
from model.sharing.workspace import Workspace, workspace
from model.text import long_date
from model.validation import card
from model.validation.simulation import simulate

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
    assert printed.out == to_text(report(climbing, today))
    assert printed.err == ""


def test_a_report_is_printed_as_json(saved, climbing, today, capsys):
    assert main(["report", saved, "--today", TODAY, "--format", "json"]) == 0
    printed = capsys.readouterr()
    values = json.loads(printed.out)
    assert values == json.loads(json.dumps(to_dict(report(climbing, today))))
    assert (values["booking"]["outcome"], round(values["readiness"]["chance"]["central"])) == ("more_time", 84)
    assert printed.err == ""


def test_without_a_day_the_report_is_for_today(saved, capsys):
    before = dt.date.today()  # noqa: DTZ011 (the command answers for the user's own day)
    assert main(["report", saved]) == 0
    after = dt.date.today()  # noqa: DTZ011 (midnight may have passed)
    printed = capsys.readouterr().out
    assert any(f"\nAs of {long_date(day)}, with model " in printed for day in (before, after))


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
        "School ('group') must be one of 'US MD', 'US DO', 'US IMG' or 'Non-US IMG', not 'US'. Correct it.\n"
        "Your own bar ('pass_bar') is 0, below 1. Enter 1 to 99 of 100.\n"
    )


def test_an_optional_entry_that_cannot_be_used_is_noted_and_the_rest_answered(tmp_path, climbing, today, capsys):
    path = tmp_path / "profile.json"
    entries = json.loads(climbing.to_json())
    entries["application"] |= {"clerkship_honors": 5, "clerkships_graded": 3}
    path.write_text(json.dumps(entries), encoding="utf-8")
    assert main(["report", str(path), "--today", TODAY]) == 0
    printed = capsys.readouterr()
    assert printed.out == to_text(report(climbing, today))
    assert printed.err == (
        "Application ('application'): 5 of 3 clerkships is more than all of them. Check both numbers.\n"
    )


def test_what_was_taken_after_the_given_day_is_refused(saved, capsys):
    assert main(["report", saved, "--today", "2026-11-01"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(":")[0] for line in printed.err.splitlines()] == [
        "Practice test 2, Day taken ('date')",
        "Practice test 3, Day taken ('date')",
    ]


@pytest.mark.parametrize("day", ["22 Nov 2026", "2026-02-30", "", "tomorrow"])
def test_a_day_that_is_none_is_refused(saved, day, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["report", saved, "--today", day])
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert printed.out == ""
    assert f"argument --today: {day!r} is not a date such as 2026-11-22" in printed.err


@pytest.mark.parametrize("day", ["1999-12-31", "0001-01-01", "9900-01-01", "9999-12-31"])
def test_a_day_outside_the_years_that_dates_are_reckoned_in_is_refused(saved, day, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["report", saved, "--today", day])
    printed = capsys.readouterr()
    assert (stop.value.code, printed.out) == (2, "")
    assert printed.err.endswith(f"argument --today: {day} is outside the years 2000-9899\n")


@pytest.mark.parametrize("day", ["2000-01-01", "9899-12-31"])
def test_the_first_and_the_last_day_have_a_report(tmp_path, day, capsys):
    path = tmp_path / "empty.json"
    path.write_text('{"format": "second-sitting/1"}', encoding="utf-8")
    assert main(["report", str(path), "--today", day, "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert (json.loads(printed.out)["today"], printed.err) == (day, "")


MEDICINE = ["outlook", "--group", "US MD", "--specialty", "Internal Medicine"]


def test_one_published_rate_is_printed_as_a_sentence_with_its_source(capsys):
    assert main([*MEDICINE, "--step2ck", "245"]) == 0
    printed = capsys.readouterr()
    assert printed.out == (
        "Of 100 US MD seniors who ranked internal medicine first with a Step 2 CK of 240-249, 99 matched "
        "(2020-2024, n = 2,877). With a first-attempt failure nobody has published the figure: between 94 and 99. "
        "[nrmp_md_2020_2024, aamc_2017_quoted]\n"
        "The published rate is the ceiling: it includes applicants with failed attempts and does not tell them apart. "
        "The floor takes the one national gap found, adjusted for nothing. What happened to others in the past; an "
        "estimate, not a verdict.\n"
    )
    assert printed.err == ""


@pytest.mark.parametrize(("step2ck", "words"), [(None, []), (245, ["--step2ck", "245"])])
def test_one_published_rate_is_printed_as_json_with_its_offset(step2ck, words, capsys):
    assert main([*MEDICINE, *words, "--format", "json"]) == 0
    printed = capsys.readouterr()
    found = rate("US MD", "Internal Medicine", step2ck)
    shift = offset("Internal Medicine", step2ck, 0.164)
    assert json.loads(printed.out) == rate_values(found) | {
        "offset": offset_values(shift),
        "missing": [],
        "missing_facts": [],
    }
    assert (json.loads(printed.out)["ceiling"], len(json.loads(printed.out)["offset"]["curve"])) == (found.ceiling, 61)
    assert printed.err == ""


@pytest.mark.parametrize("group", ["US DO", "Non-US IMG"])
def test_a_group_without_rates_by_step_2_ck_has_no_offset_and_is_told_so(group, student, capsys):
    words = ["outlook", "--group", group, "--specialty", "Psychiatry", "--step2ck", "245"]
    answer = outlook(student(group=group, application={"target_specialties": ("Psychiatry",), "step2ck": 245}))
    assert len(answer.missing) == 1
    assert main([*words, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == rate_values(rate(group, "Psychiatry", 245)) | {
        "offset": None,
        "missing": [missing_sentence(*answer.missing)],
        "missing_facts": json.loads(json.dumps([dataclasses.asdict(item) for item in answer.missing])),
    }
    assert main(words) == 0
    assert capsys.readouterr().out == "\n".join(outlook_lines(answer)) + "\n"


@pytest.mark.parametrize(
    ("group", "specialty", "missing"),
    [
        (
            "US IMG",
            "Internal Medicine",
            "For US-citizen IMGs no rate by specialty and none by Step 2 CK was found; the overall rate stands alone.",
        ),
        (
            "US DO",
            "Radiation Oncology",
            "The rate that leads is that of US DO seniors in all specialties together.",
        ),
        (
            "US MD",
            "Child Neurology",
            "The rate that leads is that of US MD seniors in all specialties together.",
        ),
    ],
)
def test_without_a_specialty_s_rate_the_overall_one_and_what_is_missing_are_printed(group, specialty, missing, capsys):
    words = ["outlook", "--group", group, "--specialty", specialty, "--step2ck", "205"]
    found = overall_rate(group, 0.164)
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{rate_sentence(found)} [nrmp_main_match, aamc_2017_quoted]"
    assert lines[-1] == missing
    assert main([*words, "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert {name: values[name] for name in rate_values(found)} == rate_values(found)
    assert (values["specialty"], values["missing"][-1]) == ("", missing)


def test_a_specialty_without_bands_has_no_offset(capsys):
    words = ["outlook", "--group", "US MD", "--specialty", "Thoracic Surgery", "--format", "json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["offset"] is None


@pytest.mark.parametrize(("factor", "floor"), [("0.164", 94.2), ("0.5", 98.0), ("1", 99.0), ("1.0", 99.0)])
def test_another_factor_gives_another_floor(factor, floor, capsys):
    assert main([*MEDICINE, "--step2ck", "245", "--factor", factor, "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["ceiling"], round(values["floor"], 1)) == (99, floor)


@pytest.mark.parametrize("specialty", ["internal medicine", "Podiatry", ""])
def test_a_specialty_that_no_table_has_is_one_line_with_those_that_are_known(specialty, capsys):
    assert main(["outlook", "--group", "US MD", "--specialty", specialty]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"No installed table has {specialty!r}. Known: Anesthesiology, Child Neurology, ")
    assert printed.err.endswith(", Vascular Surgery.\n")
    assert len(printed.err.splitlines()) == 1


def test_without_a_table_no_specialty_is_known(without, capsys):
    without(
        "nrmp_md_step2_bands.csv",
        "nrmp_md_step2_2026.csv",
        "nrmp_img_profile_2026.csv",
        "nrmp_seniors_profile_2024.csv",
        "nrmp_specialty_counts.csv",
    )
    assert main(MEDICINE) == 2
    assert capsys.readouterr().err == "No installed table has 'Internal Medicine'. Known: none.\n"


def test_without_any_rate_there_is_one_line_and_no_answer(without, capsys):
    without("main_match_rates.csv")
    assert main(["outlook", "--group", "US IMG", "--specialty", "Internal Medicine"]) == 2
    assert capsys.readouterr() == ("", "No rate for US IMG in Internal Medicine was found.\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--step2ck", "99"], "argument --step2ck: '99' is not a Step 2 CK score of 100-300"),
        (["--step2ck", "301"], "argument --step2ck: '301' is not a Step 2 CK score of 100-300"),
        (["--step2ck", "245.5"], "argument --step2ck: '245.5' is not a Step 2 CK score of 100-300"),
        (["--step2ck", "-245"], "argument --step2ck: '-245' is not a Step 2 CK score of 100-300"),
        (["--step2ck", "high"], "argument --step2ck: 'high' is not a Step 2 CK score of 100-300"),
        (["--step2ck", ""], "argument --step2ck: '' is not a Step 2 CK score of 100-300"),
        (["--factor", "0.163"], "argument --factor: 0.163 is outside 0.164-1"),
        (["--factor", "1.001"], "argument --factor: 1.001 is outside 0.164-1"),
        (["--factor", "nan"], "argument --factor: nan is outside 0.164-1"),
        (["--factor", "inf"], "argument --factor: inf is outside 0.164-1"),
        (["--factor", "half"], "argument --factor: 'half' is not a number"),
        (["--group", "US"], "argument --group: invalid choice: 'US'"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(words, problem, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*MEDICINE, *words])
    printed = capsys.readouterr()
    assert (stop.value.code, printed.out) == (2, "")
    assert problem in printed.err


@pytest.mark.parametrize(("score", "band"), [("100", "below 200"), ("300", "250 or higher")])
def test_the_lowest_and_the_highest_score_are_allowed(score, band, capsys):
    assert main([*MEDICINE, "--step2ck", score, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["band"] == band


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["predict"],
        ["report"],
        ["report", "a.json", "--format", "pdf"],
        ["outlook"],
        ["outlook", "--group", "US MD"],
        ["outlook", "--specialty", "Internal Medicine"],
        [*MEDICINE, "--format", "csv"],
    ],
)
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
    assert done.stdout == to_text(report(climbing, today))


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
    assert done.stderr == "The file must be a group of entries in braces, not a list. Correct it.\n"


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Address of the database that the command uses."""
    address = f"sqlite:///{tmp_path / 'saved.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", address)
    workspace.cache_clear()
    yield address
    workspace.cache_clear()


def test_what_has_expired_is_deleted_and_counted(database, climbing, today, capsys):
    long_ago = Workspace(database, clock=lambda: 0)
    expired, _ = long_ago.create(climbing, today)
    kept, _ = workspace().create(climbing, today)

    assert main(["purge"]) == 0
    assert capsys.readouterr() == ("Plans and links deleted: 1.\n", "")
    assert workspace().open(kept).profile == climbing
    with pytest.raises(NotFound):
        long_ago.open(expired)
    assert main(["purge"]) == 0
    assert capsys.readouterr() == ("Plans and links deleted: 0.\n", "")


def test_without_a_database_nothing_is_deleted_and_the_command_says_so(monkeypatch, capsys, database):
    monkeypatch.setenv("DATABASE_URL", f"{database}/nowhere")
    assert main(["purge"]) == 2
    assert capsys.readouterr() == ("", "Saving is not available now.\n")


def test_the_card_is_printed_as_json(capsys):
    assert main(["card"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(card.to_dict()))


def test_simulated_students_are_printed_as_they_are_stored(capsys):
    assert main(["simulate", "--students", "2"]) == 0
    assert json.loads(capsys.readouterr().out) == simulate(2).model_dump(mode="json")


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "1000001", "9" * 5000])
def test_a_number_of_students_that_cannot_be_drawn_is_refused(number, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["simulate", "--students", number])
    assert ended.value.code == 2
    assert f"{number!r} is not a number of 1-1000000" in capsys.readouterr().err
