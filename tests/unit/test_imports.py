"""How the packages rest on each other: the model needs no screen."""

import ast
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
