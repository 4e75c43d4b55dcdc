"""Every page through the router: first render, foot of the page, words that are never used."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model.evidence.exam import evidence
from pages.ui.pages import ADVISOR, PAGES

ROOT = Path(__file__).resolve().parents[2]
TITLES = [page.title.lower() for page in PAGES]
NEVER_SAID = (
    "failed student",
    "weak",
    "at risk",
    "red flag",
    "doomed",
    "should have",
    "you are behind",
    "READY",
    "FAIL",
)
NEVER_SAID_ALONE = ("only", "just")


def words(app):
    """Everything a page says, expanders opened or not."""
    elements = [*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    labels = [*app.button, *app.selectbox, *app.number_input, *app.date_input, *app.checkbox, *app.expander]
    return "\n".join([element.value for element in elements] + [element.label for element in labels])


def opened(app):
    """The page with every expander opened."""
    for expander in app.expander:
        app.session_state[expander.key] = True
    app.run()
    assert not app.exception
    return app


@pytest.fixture(params=TITLES)
def page(request, student):
    return student.go(request.param)


def test_a_page_renders_without_an_exception(page):
    assert not page.exception
    assert len(page.title) == 1


def test_a_page_says_whom_to_talk_to_and_which_versions_answer(page):
    said = words(page)
    assert "988 Suicide and Crisis Lifeline" in said
    assert "1-888-409-0141" in said
    assert re.search(r"Model \d+\.\d+\.\d+, data \d{4}-\d\d-\d\d", said)


@pytest.mark.parametrize("example", ["climbing", "steady", "last_time"])
@pytest.mark.parametrize("name", TITLES)
def test_a_page_with_everything_open_never_uses_a_ruled_out_word(student, name, example):
    student.click(f"example_{example}")
    said = words(opened(student.go(name)))
    assert not [word for word in NEVER_SAID if re.search(rf"\b{word}\b", said)]
    assert not [word for word in NEVER_SAID_ALONE if re.search(rf"\b{word}\b", said, re.IGNORECASE)]


def test_every_line_of_a_check_names_its_source_or_our_judgement(student):
    student.click("example_climbing")
    checks = [text.value for text in student.go("readiness").markdown if "Line:" in text.value]
    lines = [line for text in checks for line in text.split("\n\n") if "Line:" in line]
    assert len(lines) == 14
    assert all(
        re.search(r"\((our judgement|[^()]+(\([^()]+\))?; (good|fair|thin|disputed))\)\.\]$", line) for line in lines
    )


def test_the_sources_behind_the_answer_open_with_links_and_grades(student):
    student.click("example_climbing")
    listed = words(opened(student.go("readiness")))
    for title in ("USMLE Performance Data", "CBSSA sample score report", "USMLE Attempt Limit"):
        assert re.search(rf"\[{title}[^]]*\]\(https?://[^)]+\), .*: (good|fair|thin|disputed)\.", listed)


def test_methods_lists_every_rule_with_its_reason(student):
    said = words(opened(student.go("methods")))
    assert all(rule.why in said for rule in evidence().rules.values())


def test_a_stranger_to_the_router_finds_no_page_outside_it():
    app = AppTest.from_file("../../pages/router.py").run()
    with pytest.raises(ValueError, match="Could not find page"):
        app.switch_page("nowhere/page.py")


def test_every_folder_with_a_page_is_in_the_registry():
    folders = {f"{path.parent.name}/page.py" for path in (ROOT / "pages").glob("*/page.py")}
    assert sorted(folders) == sorted(page.script for page in (*PAGES, ADVISOR))
    assert len({page.address for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
