"""What each part of the model brings along: a look-up needs no scikit-learn, nothing needs a screen.

Each test asks a process of its own, since this one has loaded everything already.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "model").glob("*.py") if not path.stem.startswith("__"))


def loaded_after(*modules, then="", **environment):
    """Names of the packages that a fresh process has loaded once these modules are imported and something was done."""
    lines = f"""
import sys, {", ".join(modules)}
{then}
print(*sorted({{name.split(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", lines],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())


def test_every_module_of_the_model_is_known_here():
    assert MODULES == [
        "agenda",
        "booking",
        "card",
        "cli",
        "document",
        "evidence",
        "examples",
        "match_evidence",
        "outlook",
        "plan",
        "plan_evidence",
        "profile",
        "readiness",
        "report",
        "sensitivity",
        "simulation",
        "strengths",
        "words",
        "workspace",
    ]


@pytest.mark.parametrize("module", ["match_evidence", "outlook", "plan_evidence", "profile", "strengths"])
def test_published_figures_are_looked_up_without_anything_that_fits_a_model(module):
    loaded = loaded_after(f"model.{module}")
    assert "pydantic" in loaded
    assert not loaded & {"sklearn", "scipy", "numpy", "pandas"}


USED = """
from contextlib import suppress
from model.workspace import NotAvailable, workspace
with suppress(NotAvailable):
    workspace().check()
"""


def test_saving_needs_a_database_and_nothing_that_fits_a_model_or_draws():
    loaded = loaded_after("model.workspace")
    assert {"sqlalchemy", "cryptography"} <= loaded
    assert not loaded & {"sklearn", "scipy", "numpy", "pandas", "streamlit", "psycopg"}


def test_the_driver_for_postgresql_is_loaded_only_where_the_address_names_it(tmp_path):
    file = tmp_path / "saved.sqlite"
    sqlite = loaded_after("model.workspace", then=USED, DATABASE_URL=f"sqlite:///{file}")
    assert file.is_file()
    assert not sqlite & {"psycopg", "numpy", "pandas", "streamlit"}
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"postgresql://127.0.0.1:{unused.getsockname()[1]}/plans"
        server = loaded_after("model.workspace", then=f"import logging; logging.disable(){USED}", DATABASE_URL=nobody)
    assert "psycopg" in server
    assert not server & {"numpy", "pandas", "streamlit"}


def test_the_model_never_imports_a_screen():
    loaded = loaded_after(*(f"model.{module}" for module in MODULES))
    assert "sklearn" in loaded
    assert not loaded & {"streamlit", "altair", "pandas", "pages"}
