"""What each part of the model brings along: a look-up needs no scikit-learn, nothing needs a screen.

Each test asks a process of its own, since this one has loaded everything already.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "model").glob("*.py") if not path.stem.startswith("__"))


def loaded_after(*modules):
    """Names of the packages that a fresh process has loaded once these modules are imported."""
    lines = f"import sys, {', '.join(modules)}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", lines],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())


def test_every_module_of_the_model_is_known_here():
    assert MODULES == [
        "booking",
        "cli",
        "evidence",
        "examples",
        "match_evidence",
        "outlook",
        "profile",
        "readiness",
        "report",
        "strengths",
        "words",
    ]


@pytest.mark.parametrize("module", ["match_evidence", "outlook", "strengths"])
def test_published_figures_are_looked_up_without_anything_that_fits_a_model(module):
    loaded = loaded_after(f"model.{module}")
    assert "pydantic" in loaded
    assert not loaded & {"sklearn", "scipy", "numpy", "pandas"}


def test_the_model_never_imports_a_screen():
    loaded = loaded_after(*(f"model.{module}" for module in MODULES))
    assert "sklearn" in loaded
    assert not loaded & {"streamlit", "altair", "pandas", "pages"}
