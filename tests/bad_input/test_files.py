"""Bad profile files: refused in a sentence that names the thing, or opened as what they say, on each way in."""

import datetime as dt
import json
import re
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model import cli
from model.entries.profile import Profile
from model.entries.reading import read_json
from model.report.as_text import to_text
from model.report.report import report
from pages.session import entries as state
from tests.bad_input.corpus import FILES, FLIPPED, VALID, WRITTEN, written
from tests.bad_input.oracle import opening, says

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 22)
EACH = 41  # on the page one file in so many is opened, some of each family
WAY_OUT = re.compile(r"\b(Add|Check|Choose|Correct|Enter|Keep|Leave|Remove|Shorten|Use)\b[^.]*[^ ]\.$")
UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what would act on a terminal
MOST_SENTENCE = 700  # the longest names every choice there is


def refusal(content):
    """What opening says; nothing where the file opens, and then as what it says."""
    opened, problems = opening(content, TODAY)
    if opened is not None:
        assert says(opened, content)
        return None
    assert problems
    for sentence in problems:
        assert WAY_OUT.search(sentence), sentence
        assert len(sentence) <= MOST_SENTENCE
    return " ".join(problems)


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_by_name_or_opens_as_what_it_says(name):
    file = FILES[name]
    said = refusal(file.content)
    if file.says is None:
        assert said is None
    else:
        assert [piece for piece in file.says if piece not in (said or "")] == []


@pytest.mark.parametrize("name", FLIPPED)
def test_a_file_with_one_bit_flipped_is_refused_or_opens_as_what_it_says(name):
    said = refusal(FLIPPED[name])
    assert said is None or said.strip()


@pytest.mark.parametrize("family", sorted({name.split(": ")[0] for name in FILES}))
def test_the_command_line_says_what_opening_says_and_never_more(family, tmp_path, capsys):
    path = tmp_path / "profile.json"
    for name, file in FILES.items():
        if name.startswith(f"{family}: "):
            path.write_bytes(file.content)
            code = cli.main(["report", str(path), "--today", "2026-11-22"])
            out, err = capsys.readouterr()
            if file.says is None:
                answer = report(Profile.from_json(file.content, TODAY), TODAY)
                assert (code, err, out.strip()) == (0, "", to_text(answer).strip()), name
                assert not UNSHOWN.search(out), name
                continue
            assert err.startswith(opening(file.content, TODAY)[1][0]), name
            if code == 0:  # what is optional is left out, and noted
                answer = report(read_json(file.content, TODAY).profile, TODAY)
                assert out.strip() == to_text(answer).strip(), name
                assert not UNSHOWN.search(out), name
            else:
                assert (code, out) == (2, ""), name


def entered(app):
    return {
        key: app.session_state[key] for key in ("tests", "group", "exam_date", "attempt_0", "target_0", "wellbeing")
    }


def test_a_bad_file_opened_on_the_page_says_why_and_leaves_what_was_entered():
    app = AppTest.from_file(ROOT / "pages" / "router.py", default_timeout=60).run()
    app.button(key="example_last_time").click().run()
    before = entered(app)
    assert before["tests"]
    for name in list(FILES)[::EACH]:
        file = FILES[name]
        app.file_uploader(key="upload").upload("bad.json", file.content).run()
        assert not app.exception, name
        if file.says is None:
            app.button(key="undo").click().run()
            assert not app.exception, name
        else:
            assert len(app.warning) == min(
                len(opening(file.content, dt.datetime.now(dt.UTC).date())[1]), state.MOST_PROBLEMS
            ), name
        assert entered(app) == before, name


@pytest.mark.parametrize("name", WRITTEN["commands"])
def test_bad_words_on_the_command_line_end_with_a_reason(name, tmp_path, capsys):
    command = WRITTEN["commands"][name]
    file = tmp_path / "profile.json"
    file.write_text(written(VALID), encoding="utf-8")
    known = {"VALID": str(file), "LONG": "x" * 5000, "DIGITS": "9" * 5000}
    with pytest.raises(SystemExit, match=r"^2$"):
        sys.exit(cli.main([known.get(word, word) for word in command["words"]]))
    out, err = capsys.readouterr()
    assert out == ""
    assert command["says"] in err
    assert json.loads(file.read_text(encoding="utf-8")) == VALID
