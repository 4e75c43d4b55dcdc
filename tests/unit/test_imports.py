"""How the packages rest on each other: the model needs no screen, nothing imports in a circle."""

import ast
import graphlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("model", "pages") for path in (ROOT / folder).rglob("*.py"))


def dotted(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {dotted(path): path for path in FILES}


def imported(path):
    """Names of the modules that a file imports, wherever in it the import is."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("model")])
def test_the_model_imports_neither_a_screen_nor_a_page(name):
    roots = {module.split(".")[0] for module in imported(MODULES[name])}
    assert not roots & {"streamlit", "altair", "pages"}


OURS = {name: imported(path) & set(MODULES) - {name} for name, path in MODULES.items()}


def test_nothing_is_imported_in_a_circle():
    assert set(graphlib.TopologicalSorter(OURS).static_order()) == set(MODULES)


def test_numbers_and_days_import_nothing_of_ours():
    assert OURS["model.text"] == set()


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("model.report")])
def test_only_the_report_and_what_shows_it_imports_the_sentences(name):
    shows = name.startswith("pages") or name in {"model.cli", "model.validation.card", "model.validation.sensitivity"}
    assert shows or "model.report.sentences" not in OURS[name]


@pytest.mark.parametrize(
    "path", [*FILES, ROOT / "streamlit_app.py"], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_imports_stand_at_the_top_and_name_no_private_piece_of_streamlit(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node for node in inside if node not in tree.body and path.name != "vectors.py"] == []
    assert {name for name in imported(path) if name.startswith("streamlit.")} == set()
