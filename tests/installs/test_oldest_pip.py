"""With the oldest pip that a supported Python brings, `make` installs what the lock files say and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

PIP = Path(__file__).with_name("oldest-pip.txt")
TARGETS = {".venv/installed": "requirements.txt", ".venv/installed-dev": "requirements-dev.txt"}
# Nothing of a `make` around this one; and no byte code, which would take longer than the installs.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS"}
}
ENVIRONMENT |= {"PIP_NO_COMPILE": "no", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # pip reads this `no` as --no-compile


def _run(*command, folder):
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(root, tmp_path):
    """A folder with what `make` reads to install, and an environment that holds the oldest pip alone."""
    for name in ("Makefile", *TARGETS.values()):
        shutil.copyfile(root / name, tmp_path / name)
    made = _run(sys.executable, "-m", "venv", "--without-pip", ".venv", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    pip = (sys.executable, "-m", "pip", "--python", ".venv/bin/python", "install", "--require-hashes", "-r", str(PIP))
    fetched = _run(*pip, folder=tmp_path)
    if fetched.returncode != 0:
        if os.environ.get("CI") == "true":
            pytest.fail(f"The package registry gives no pip:\n{fetched.stderr}")
        pytest.skip(f"There is no package registry here. {fetched.stderr.strip().splitlines()[-1]}")
    return tmp_path


def _installed(folder):
    listed = _run(".venv/bin/python", "-m", "pip", "list", "--format=json", folder=folder)
    assert listed.returncode == 0, listed.stderr
    return {canonicalize_name(package["name"]): package["version"] for package in json.loads(listed.stdout)}


@pytest.mark.installs
def test_every_version_is_one_of_the_lock(folder, pins, program):
    make = program("make", package="make")
    pip = pins(PIP)
    assert _installed(folder) == pip
    for target, lock in TARGETS.items():
        made = _run(make, target, folder=folder)
        assert made.returncode == 0, made.stdout + made.stderr
        assert "No broken requirements found." in made.stdout
        assert _installed(folder) == pins(folder / lock) | pip
