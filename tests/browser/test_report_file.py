"""The report as a file, opened without a server: it shows, scrolls and prints, and asks for nothing."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from model.entries.examples import examples
from model.report.document import document
from model.report.report import report
from model.sharing.sections import SECTIONS
from pages.ui import report_html as report_file

pytestmark = pytest.mark.browser

TODAY = dt.date(2026, 11, 22)
WIDTHS = {"wide": 1280, "phone": 390}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    answer = report(examples(TODAY)[0].profile, TODAY)
    path = tmp_path_factory.mktemp("download") / "report.html"
    path.write_text(report_file.html(document(answer, SECTIONS, label="A meeting")), encoding="utf-8")
    return path


@pytest.fixture(params=WIDTHS)
def page(request, browser, file):
    """The file in a browser; a word on the console, or a request besides the file's own, fails the test."""
    troubles = []
    with browser.new_context(viewport={"width": WIDTHS[request.param], "height": 844}) as context:
        opened = context.new_page()
        opened.on("console", lambda message: troubles.append(message.text))
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        opened.on("request", lambda asked: troubles.append(asked.url))
        opened.goto(file.as_uri())
        assert troubles == [file.as_uri()]
        yield opened
        assert troubles == [file.as_uri()]


def test_the_file_never_scrolls_sideways(page):
    needed, there = page.evaluate(
        "() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
    )
    assert needed <= there


def test_the_file_shows_its_charts_and_people(page):
    pictures = page.get_by_role("img").all()
    assert len(pictures) == 5
    for picture in pictures:
        box = picture.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 70


def test_the_file_has_no_barrier(page):
    found = Axe().run(page).response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found} == {}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_file_prints_over_several_pages(page, paper):
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))
    assert 2 <= len(sheets) <= 14
