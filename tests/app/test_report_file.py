"""The report as a file: whole, inert, and the same words and numbers as the document."""

import datetime as dt
import json
import re
import subprocess
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from model.entries.examples import examples
from model.entries.profile import Profile
from model.report.blocks import Card, Chart, Details, Entries, Heading, Icons, Items, Links, Paragraph, Table
from model.report.document import document
from model.report.report import report
from model.sharing.sections import SECTIONS
from pages.ui import blocks as drawn
from pages.ui import print_styles as printing
from pages.ui import report_html as report_file
from pages.ui import vectors

TODAY = dt.date(2026, 11, 22)
VOID = {"meta"}
LOADS = {"src", "srcset", "data", "action", "formaction", "poster", "background", "xlink:href", "ping", "manifest"}
ACTS = {"script", "link", "iframe", "object", "embed", "base", "img", "use", "foreignobject"}
ACTS |= {"form", "input", "button", "textarea", "select"}
HOSTILE = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(2)>"
FORM = "<b>31</b>\"><svg onload='x'>"


class Page(HTMLParser):
    """What a browser would make of the file: its elements, its attributes, its words."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "svg", "title"} & set(self.open):
            self.words.append(data)

    def of(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def said(self):
        return " ".join(" ".join(self.words).split())


def told(profile, sections=SECTIONS, **options):
    answer = report(profile, TODAY)
    found = document(answer, sections, **options)
    return found, report_file.html(found)


def hostile_profile():
    return Profile.from_entries(
        {
            "group": "US MD",
            "attempts": ({"date": TODAY - dt.timedelta(days=100)},),
            "practice_tests": ({"test": "cbssa", "form": FORM, "date": TODAY, "score": 66.0},),
            "application": {"target_specialties": ("General Surgery", "<i>Own</i> & more"), "step2ck": 245},
        },
        TODAY,
    )


@pytest.fixture(scope="module", params=["climbing", "steady", "last_time"])
def example(request):
    (profile,) = [example.profile for example in examples(TODAY) if example.key == request.param]
    return told(profile, label="A meeting")


@pytest.fixture(scope="module")
def hostile():
    return told(hostile_profile(), label=HOSTILE, made_with=(HOSTILE, HOSTILE))


def texts(found):
    """The words of a document in the order in which they are drawn."""
    yield found.title
    for part in found.parts:
        yield part.title
        for block in part.blocks:
            yield from _words(block)


def _words(block):
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Items(texts, intro=intro):
            yield from (*(() if intro is None else (intro.text,)), *texts)
        case Entries(entries, intro):
            yield from () if intro is None else (intro.text,)
            yield from (text for entry in entries for text in (entry.title, entry.text, entry.note))
        case Links(links):
            yield from (text for link in links for text in (link.title, link.mark, link.text))
        case Table(title, columns, _, rows):
            yield from (title, *columns, *(cell for row in rows for cell in row))
        case Icons(caption=caption):
            yield caption
        case Chart(caption=caption, table=table):
            yield caption
            yield from _words(table)
        case Card(blocks) | Details(_, blocks):
            yield from (text for inner in blocks for text in _words(inner))


def tables_of(found):
    blocks = [block for part in found.parts for block in part.blocks if isinstance(block, Chart | Table)]
    return [block.table if isinstance(block, Chart) else block for block in blocks]


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_the_file_says_what_the_document_says_word_for_word(example):
    found, text = example
    assert squeezed(Page(text).said) == squeezed("".join(texts(found)))


def test_the_file_is_a_page_with_a_language_a_title_and_one_first_heading(example):
    found, text = example
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert page.of("html") == [{"lang": "en"}]
    assert f"<title>A meeting · {found.title}</title>" in text
    assert len(page.of("h1")) == 1
    assert len(page.of("h2")) == len(found.parts)
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.of("meta")


def test_the_file_loads_and_runs_nothing(hostile):
    _, text = hostile
    page = Page(text)
    assert not {tag for tag, _ in page.elements} & ACTS
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not attributes & LOADS
    assert not {name for name in attributes if name.startswith("on")}
    assert {tag for tag, attrs in page.elements if "href" in attrs} == {"a"}
    assert {attrs["href"].split(":")[0] for attrs in page.of("a")} <= {"http", "https"}
    assert "@import" not in text
    assert all(address.startswith("#") for address in re.findall(r"url\(([^)]*)\)", text))


def test_the_file_forbids_itself_to_load_anything(example):
    _, text = example
    (policy,) = [meta["content"] for meta in Page(text).of("meta") if "http-equiv" in meta]
    assert policy.split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_what_somebody_entered_stays_words(hostile):
    found, text = hostile
    page = Page(text)
    assert squeezed(page.said) == squeezed("".join(texts(found)))
    assert page.said.count(HOSTILE) == 3
    assert FORM in page.said
    assert "<i>Own</i> & more" in page.said
    assert not {tag for tag, _ in page.elements} & {"b", "i", "script", "img"}


@pytest.mark.parametrize(
    ("sections", "charts", "icons"),
    [
        (("readiness",), 1, 1),
        (("booking",), 0, 0),
        (("outlook",), 1, 1),
        (("strengths",), 0, 0),
        (SECTIONS, 2, 2),
    ],
)
def test_each_chart_and_icon_array_is_one_picture_with_a_name(sections, charts, icons):
    found, text = told(hostile_profile(), sections)
    blocks = [block for part in found.parts for block in part.blocks]
    drawn_ones = [block for block in blocks if isinstance(block, Chart | Icons)]
    assert [isinstance(block, Chart) for block in drawn_ones].count(True) == charts
    assert len(drawn_ones) == charts + icons
    assert [(picture["role"], picture["aria-label"]) for picture in Page(text).of("svg")] == [
        ("img", block.alt) for block in drawn_ones
    ]


def test_no_two_elements_share_an_id(hostile):
    _, text = hostile
    ids = [attrs["id"] for _, attrs in Page(text).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)


def test_the_charts_wear_the_colours_of_the_light_theme(hostile):
    _, text = hostile
    own, published, *_ = printing.theme("light")["chartCategoricalColors"]
    for colour in (own, published):
        assert f'="{colour}"' in text


def test_a_table_has_heads_for_columns_and_rows_and_its_numbers_to_the_right(hostile):
    found, text = hostile
    tables = tables_of(found)
    page = Page(text)
    assert len(page.of("table")) == len(page.of("caption")) == len(tables) == 5
    heads = page.of("th")
    assert [head["scope"] for head in heads].count("col") == sum(len(table.columns) for table in tables)
    assert [head["scope"] for head in heads].count("row") == sum(len(table.rows) for table in tables)
    numbers = [cell for cell in page.of("td") if cell.get("class") == "number"]
    assert len(numbers) == sum(len(table.rows) * table.numeric[1:].count(True) for table in tables)


def test_the_same_report_makes_the_same_file():
    assert told(hostile_profile()) == told(hostile_profile())


# The converter --------------------------------------------------------------------------------------------------------


def test_without_a_chart_no_process_is_started(monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    assert vectors.convert([]) == []


def test_a_specification_that_would_fetch_its_data_is_refused():
    spec = {
        "data": {"url": "http://127.0.0.1:9/data.json"},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    with pytest.raises(subprocess.CalledProcessError) as refused:
        vectors.convert([spec])
    assert "External data url not allowed" in refused.value.stderr


def test_a_chart_that_cannot_be_drawn_is_an_error():
    with pytest.raises(subprocess.CalledProcessError):
        vectors.convert([{"mark": 1}])


def test_the_converter_sees_no_secret_of_the_server(monkeypatch):
    seen = {}

    def run(_command, **options):
        seen.update(options)
        return subprocess.CompletedProcess(_command, 0, stdout=json.dumps(["<svg/>"]))

    monkeypatch.setenv("DATABASE_URL", "a secret")
    monkeypatch.setattr(subprocess, "run", run)
    assert vectors.convert([{}]) == ["<svg/>"]
    assert seen["env"] == {"TZ": "UTC"}
    assert seen["timeout"] == vectors.DEADLINE


def test_a_chart_that_cannot_be_drawn_leaves_its_place_to_its_table(monkeypatch, caplog):
    monkeypatch.setattr(vectors, "DEADLINE", 0.001)
    _, text = told(hostile_profile(), ("readiness",))
    page = Page(text)
    assert "The chart could not be drawn this time; the table below holds its figures." in page.said
    assert (len(page.of("svg")), len(page.of("table"))) == (1, 1)
    (record,) = [record for record in caplog.records if record.name == report_file.__name__]
    assert record.message == "The charts of a report file could not be drawn."
    assert FORM not in caplog.text


# On the screen --------------------------------------------------------------------------------------------------------


def test_a_table_in_markdown_holds_back_what_was_entered():
    table = Table("A title", ("Name", "Of 100"), (False, True), (("a|b <i>", "1 to 2"),))
    assert drawn.table(table) == "| Name | Of 100 |\n| :-- | --: |\n| a\\|b \\<i\\> | 1 to 2 |"


LABEL = "- *A* [meeting](x)"
SCREEN = f"""
import datetime as dt

from model.report.document import document
from model.entries.examples import examples
from model.report.report import report
from model.sharing.sections import SECTIONS
from pages.ui import blocks as drawn

today = dt.date.fromisoformat("{TODAY}")
answer = report(examples(today)[0].profile, today)
drawn.document(document(answer, SECTIONS, label="{LABEL}"))
"""
WORDS = {"title", "header", "subheader", "markdown", "caption"}


@pytest.fixture(scope="module")
def screen():
    app = AppTest.from_string(SCREEN, default_timeout=60).run()
    assert not app.exception
    return list(app.main)[1:]


def test_on_the_screen_nothing_can_be_entered_or_changed(screen):
    kinds = {element.type for element in screen if not hasattr(element, "children")}
    assert kinds == WORDS | {"image", "vega_lite_chart"}


def test_the_screen_says_what_the_document_says(screen):
    answer = report(examples(TODAY)[0].profile, TODAY)
    said = squeezed("".join(re.sub(r"\\|\*\*", "", element.value) for element in screen if element.type in WORDS))
    found = document(answer, SECTIONS, label=LABEL)
    named_by_their_heading = {table.title for table in tables_of(found)}
    assert [text for text in texts(found) if squeezed(text) not in said and text not in named_by_their_heading] == []
