"""What version 1.1 saved opens as it was: files, and databases of both kinds with their private and advisor links."""

import datetime as dt
import json
import shutil
from pathlib import Path

import psycopg
import pytest

from model.entries.migrations import FORMAT, STEPS, migrated
from model.entries.profile import Profile
from model.sharing.errors import NotFound
from model.sharing.workspace import Workspace

SAVED = Path(__file__).resolve().parents[1] / "fixtures" / "saved_1_1"
FILES = json.loads((SAVED / "index.json").read_text(encoding="utf-8"))


def entries(profile):
    """What a profile says, but for the name of the format."""
    return {**json.loads(profile.to_json()), "format": "second-sitting/1"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_version_1_opens_whole_and_is_written_in_the_present_format(name):
    content = (SAVED / name).read_text(encoding="utf-8")
    opened = Profile.from_json(content, dt.date.fromisoformat(FILES[name]["today"]))
    assert entries(opened) == json.loads(content)
    assert json.loads(opened.to_json())["format"] == FORMAT


def opens_as_it_was(address, held):
    """Every private link and every advisor's link of a database opens what version 1.1 read from it."""
    store = Workspace(address, clock=lambda: held["now"])
    try:
        for plan in held["plans"].values():
            found = store.open(plan["secret"])
            assert entries(found.profile) == plan["profile"]
            assert (found.as_of.isoformat(), found.version, found.saved, found.expires) == (
                plan["as_of"],
                plan["version"],
                plan["saved"],
                plan["expires"],
            )
            assert [json.loads(link.model_dump_json()) for link in found.links] == plan["links"]
        for link in held["links"]:
            if not link["opens"]:
                with pytest.raises(NotFound):
                    store.read(link["token"])
                continue
            shared = store.read(link["token"])
            assert entries(shared.profile) == link["profile"]
            assert (shared.label, list(shared.sections), shared.live) == (link["label"], link["sections"], link["live"])
            assert (shared.model_version, shared.data_version) == (link["model_version"], link["data_version"])
        plan = held["plans"]["two"]
        saved = store.save(plan["secret"], plan["version"], store.open(plan["secret"]).profile, dt.date(2026, 11, 23))
        assert entries(saved.profile) == plan["profile"]
    finally:
        store.close()


def test_a_sqlite_database_of_version_1_opens_and_can_be_saved_to(tmp_path):
    shutil.copy(SAVED / "workspace_1_1.sqlite3", tmp_path / "saved.sqlite3")
    held = json.loads((SAVED / "workspace_1_1.json").read_text(encoding="utf-8"))
    opens_as_it_was(f"sqlite:///{tmp_path / 'saved.sqlite3'}", held)


def test_a_postgresql_database_of_version_1_opens_and_can_be_saved_to(postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute((SAVED / "workspace_1_1.sql").read_text(encoding="utf-8"))
    opens_as_it_was(postgres, json.loads((SAVED / "workspace_1_1_postgres.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("old", STEPS)
def test_from_every_earlier_format_the_steps_lead_to_the_present_one(old):
    assert json.loads(migrated(json.dumps({"format": old}).encode()))["format"] == FORMAT


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b'{"format": ["second-sitting/1"]}', b'{"format": "x"}'])
def test_what_is_of_no_earlier_format_is_left_as_it_is(content):
    assert migrated(content) == content
