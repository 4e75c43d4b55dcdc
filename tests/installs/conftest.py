"""The lock files, read line by line."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def _lines(path):
    """Each requirement of a lock file, with its hashes."""
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = map(str.strip, line.split(" --hash="))
            yield Requirement(requirement), hashes


def _pins(path):
    """Name and version of all that a lock file installs on this machine."""
    return {
        canonicalize_name(requirement.name): next(iter(requirement.specifier)).version
        for requirement, _ in _lines(path)
        if requirement.marker is None or requirement.marker.evaluate()
    }


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def lines():
    return _lines


@pytest.fixture(scope="session")
def pins():
    return _pins
