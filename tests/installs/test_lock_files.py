"""The lock files are complete: an install need look nothing up."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {"requirements.txt": (), "requirements-dev.txt": ("dev",)}  # and the groups of pyproject.toml that each adds
HASH = re.compile(r"sha256:[0-9a-f]{64}")
EXACT = re.compile(r"==[^*]+")


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_gives_one_version_and_its_hashes_and_no_place(lock, root, lines):
    found = list(lines(root / lock))
    assert found
    for requirement, hashes in found:
        assert EXACT.fullmatch(str(requirement.specifier)), requirement
        assert len(requirement.specifier) == 1, requirement
        assert requirement.url is None, requirement
        assert not requirement.extras, requirement
        assert hashes, requirement
        assert all(map(HASH.fullmatch, hashes)), requirement
    assert "://" not in (root / lock).read_text(encoding="utf-8")


def test_the_development_lock_holds_the_whole_lock_of_the_app(root, lines):
    app, development = ({str(line): hashes for line, hashes in lines(root / lock)} for lock in LOCKS)
    assert app.items() <= development.items()
    names = {canonicalize_name(Requirement(line).name) for line in app}
    added = {canonicalize_name(Requirement(line).name) for line in development.keys() - app.keys()}
    assert not names & added


def _asked_for(requirements):
    """Give these requirements and, as far as they apply here, those of what they name, of its extras too."""
    waiting, seen = list(requirements), set()
    while waiting:
        text = waiting.pop()
        if text in seen:
            continue
        seen.add(text)
        requirement = Requirement(text)
        yield requirement
        for extra in ("", *requirement.extras):
            for need in metadata.requires(requirement.name) or ():
                marker = Requirement(need).marker
                if marker is None or marker.evaluate({"extra": extra}):
                    waiting.append(need)


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items())
def test_a_lock_holds_all_that_is_asked_for_with_extras_and_nothing_else(lock, groups, root, pins):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    direct = [
        *project["project"]["dependencies"],
        *(text for group in groups for text in project["dependency-groups"][group]),
    ]
    pinned, asked_for = pins(root / lock), list(_asked_for(direct))
    assert {canonicalize_name(requirement.name) for requirement in asked_for} == pinned.keys()
    for requirement in asked_for:
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)], prereleases=True), (
            requirement
        )
