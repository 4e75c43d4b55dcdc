"""A student at the app: the real pages through ``pages/router.py``, without a browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]

SCRIPTS = {page.title.lower(): page.script for page in PAGES}


class Student:
    """Enters, clicks and looks."""

    def __init__(self):
        self.app = AppTest.from_file(ROOT / "pages" / "router.py", default_timeout=60).run()

    def go(self, page):
        self.app.switch_page(SCRIPTS[page]).run()
        return self.app

    def click(self, key):
        self.app.button(key=key).click().run()
        return self.app

    def enter(self, **values):
        """Give widgets new values by key, then let the page answer once."""
        for key, value in values.items():
            self.app.get_by_key(key).set_value(value)
        self.app.run()
        return self.app

    def add(self, test, day, score, **more):
        """Fill in the form for one practice test and add it."""
        self.enter(new_test=test)
        fields = {"new_date": day, f"new_score_{test}": score, **more}
        for key, value in fields.items():
            self.app.get_by_key(key).set_value(value)
        return self.click("keep_test")

    def change(self, number, choice):
        self.app.menu_button(key=f"change_{number}").click(choice).run()
        return self.app

    def table(self, key):
        """The rows of a table behind a fold, each by its columns; the fold is opened first."""
        self.app.session_state[key] = True
        self.app.run()
        assert not self.app.exception
        (text,) = (text.value for text in self.app.get_by_key(key).markdown)
        columns, _, *rows = ([cell.strip() for cell in line[1:-1].split(" | ")] for line in text.splitlines())
        return [dict(zip(columns, row, strict=True)) for row in rows]

    @property
    def said(self):
        app = self.app
        return "\n".join(text.value for text in (*app.header, *app.markdown, *app.caption, *app.warning))


@pytest.fixture
def student():
    return Student()


@pytest.fixture
def today(student):
    assert not student.app.exception
    return datetime.now(UTC).date()
