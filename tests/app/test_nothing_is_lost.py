"""Every sentence and figure that version 1.1 showed is still shown by the blocks that all pages draw now.

tests/fixtures/said_1_1 holds two students, and what the pages and the advisor's document of version 1.1 said to each,
a line each, every fold open; lines that only name a widget are left out.
"""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model.entries.profile import Profile
from model.report.as_text import document_text
from model.report.document import document
from model.report.report import report
from model.sharing.sections import SECTIONS
from pages.session import entries

ROOT = Path(__file__).resolve().parents[2]
SAID = ROOT / "tests" / "fixtures" / "said_1_1"
STUDENTS = ("a", "c")
PAGES = {"home": "home", "readiness": "retake", "outlook": "match", "plan": "plan"}
PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")

WORDS = ("title", "header", "subheader", "markdown", "caption")

# What the document says otherwise now, because it draws the blocks of the student's page.
CHANGED = {
    "What was looked at: the scores": "What was looked at",
    "What was looked at: preparation": "Preparation",
    "What was looked at: rules and calendar": "Rules and calendar",
    "Lines that the date crosses": "Lines that the exam date crosses, each with a way out",
}


def squeezed(text):
    """The words alone: without Markdown's marks, bars of tables and what separates the lines."""
    text = re.sub(r":material/\w+:|:(?:gray|small)\[|\*\*|\\|`", "", text)
    text = re.sub(r"^\s*(?:- |\d+\. )", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s|\]]+", " ", text).strip()


def apart(line):
    """What stands apart now: each study by itself, and a source between the attempts left and what follows."""
    if line.startswith("Studies: "):
        return re.split(r"(?<=good\)); ", line.removeprefix("Studies: "))
    return re.split(r"(?<=left of 4)\. ", line)


def student(letter):
    row = json.loads((SAID / f"{letter}.json").read_text(encoding="utf-8"))
    today = dt.date.fromisoformat(row["today"])
    return Profile.from_json(json.dumps(row["profile"]), today), today


def recorded(letter, page):
    """The lines that version 1.1 said on a page."""
    text = (SAID / f"{letter}_{page}.txt").read_text(encoding="utf-8")
    return [line for line in map(squeezed, text.splitlines()) if line]


def opened(app):
    """Everything the page says with every fold open."""
    for panel in app.expander:
        app.session_state[panel.key] = True
    app.run()
    assert not app.exception
    said = [
        element.value for kind in ("title", "header", "subheader", "markdown", "caption") for element in app.get(kind)
    ]
    charts = [element.proto.alt for element in app.get("vega_lite_chart")]
    return "\n".join([*said, *charts, *(panel.label for panel in app.expander)])


@pytest.fixture
def said(monkeypatch):
    """What a page says now to one of the students."""

    def go(letter, page):
        profile, today = student(letter)
        monkeypatch.setattr(entries, "today", lambda: today)
        app = AppTest.from_file(ROOT / "pages" / "router.py", default_timeout=60).run()
        app.file_uploader(key="upload").upload("mine.json", profile.to_json().encode()).run()
        app.switch_page(f"{PAGES[page]}/page.py").run()
        if page != "plan":
            return squeezed(opened(app))
        parts = []
        for part in PARTS:
            app.get_by_key("plan_part").set_value(part)
            app.run()
            parts.append(opened(app))
        return squeezed("\n".join(parts))

    return go


@pytest.mark.parametrize("letter", STUDENTS)
@pytest.mark.parametrize("page", PAGES)
def test_each_line_of_a_students_page_is_still_there(said, letter, page):
    now = said(letter, page)
    lines = recorded(letter, page)
    assert len(lines) > 10
    assert [line for line in lines if line not in now] == []


@pytest.mark.parametrize("letter", STUDENTS)
def test_each_line_of_the_advisors_document_is_still_there(letter):
    profile, today = student(letter)
    found = document(
        report(profile, today), SECTIONS, label="Dr. Özil & <b>Söhne</b>", made_with=("1.0.0", "2026-01-01.1")
    )
    now = squeezed(document_text(found)).casefold()
    lines = [piece for line in recorded(letter, "document") for piece in apart(CHANGED.get(line, line))]
    assert [line for line in lines if line.casefold() not in now] == []
