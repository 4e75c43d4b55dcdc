"""A deployer may remove any table on the match: the app runs, and says which view has none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model.evidence.loading import tables_of
from model.evidence.match import MatchEvidence

ROOT = Path(__file__).resolve().parents[2]
TABLES = [table.file for table in tables_of(MatchEvidence).values()]
VISIT = """
from pages.ui.pages import MATCH, PAGES
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("pages/router.py", default_timeout=60).run()
app.button(key="example_steady").click().run()
for page in (*PAGES[1:], PAGES[0]):
    app.switch_page(page.script).run()
    assert not app.exception, (page, app.exception)
    if page == MATCH:
        for group in ("US MD", "US DO", "US IMG", "Non-US IMG"):
            app.selectbox(key="group").set_value(group).run()
            assert not app.exception, (group, app.exception)
            for text in (*app.header, *app.markdown):
                print(text.value)
"""


def visit_without(tmp_path, tables):
    for folder in ("model", "pages", "data", ".streamlit"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for table in tables:
        (tmp_path / "data" / table).unlink()
    visit = subprocess.run(
        [sys.executable, "-c", VISIT], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert visit.returncode == 0, visit.stderr[-2000:]
    return visit.stdout


def test_without_any_table_the_outlook_says_that_none_is_installed(tmp_path):
    said = visit_without(tmp_path, TABLES)
    assert "No table with match rates is installed here" in said
    assert all(table.replace("_", r"\_") in said for table in TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_without_one_table_the_page_names_it_and_goes_on(tmp_path, table):
    said = visit_without(tmp_path, [table])
    assert f"Not installed here: {table}".replace("_", r"\_") in said
    assert "Your strengths, and what to build next" in said
