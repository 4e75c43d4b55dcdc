"""How the packages rest on each other, and on what others publish; `python -m tests.house` prints the counts."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house import ROOT, app, circles, long_files, parsed, private_names, worded_again

MODULES = app()
LOADED_BY_NAME = {"psycopg"}  # the address of the database names its driver


def imported(path):
    """Names of the modules that a file imports, wherever in it the import is."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_is_imported_in_a_circle():
    assert circles() == []


def test_a_sentence_of_the_answers_is_worded_in_one_place():
    assert worded_again() == []


def test_a_file_over_400_lines_says_why_in_its_docstring():
    assert [name for name, said in long_files().items() if "lines" not in said] == []


def test_the_app_names_no_private_piece_of_streamlit_but_in_its_print_styles():
    assert set(private_names(("model", "pages"))) == {"pages/ui/print_styles.py"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("model")])
def test_the_model_imports_neither_a_screen_nor_a_page(name):
    assert not {module.split(".")[0] for module in imported(MODULES[name])} & {"streamlit", "altair", "pages"}


def test_numbers_and_days_import_nothing_of_ours():
    assert imported(MODULES["model.text"]) & set(MODULES) == set()


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("model.report")])
def test_only_the_report_and_what_shows_it_imports_the_sentences(name):
    shows = name.startswith("pages") or name in {"model.cli", "model.validation.card", "model.validation.sensitivity"}
    assert shows or "model.report.sentences" not in imported(MODULES[name])


@pytest.mark.parametrize("name", [name for name in MODULES if name != "pages.ui.vectors"])
def test_imports_stand_at_the_top_of_a_file(name):
    tree = parsed(MODULES[name])
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.lineno for node in inside if node not in tree.body] == []


def test_every_package_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {line.split(">")[0].split("[")[0] for line in project["dependencies"]}
    roots = {module.split(".")[0] for path in MODULES.values() for module in imported(path)}
    others = roots - set(sys.stdlib_module_names) - {"model", "pages"}
    installed = packages_distributions()
    assert {installed[root][0].lower().replace("_", "-") for root in others} == declared - LOADED_BY_NAME
