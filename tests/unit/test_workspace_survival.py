"""The worst that can happen to a store: the program is killed as it saves, all save at once, a thief has the database.

Run as a program, this file is the crew of these tests: one process that has loaded everything and, for each line it is
given, forks a process for each task in it, as many as there are replicas of the app.
"""

import base64
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import traceback
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from model.entries.profile import Profile
from model.sharing import database
from model.sharing.contents import Conflict
from model.sharing.database import LINKS, PLANS
from model.sharing.encryption import NONCE_BYTES, row_id
from model.sharing.sections import SECTIONS
from model.sharing.workspace import Workspace

TODAY = dt.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
WRITERS = 20


def scored(*scores):
    """Entries with a practice test of each score."""
    tests = tuple({"test": "cbssa", "form": f"no. {score}", "date": TODAY, "score": float(score)} for score in scores)
    return Profile.from_entries({"practice_tests": tests}, TODAY)


def at_version(version):
    """What the saver below saves as this version; some are many times larger than others."""
    return (
        scored(version % 100, *range(100, 100 - version % 4 * 9, -1)) if version % 100 < 70 else scored(version % 100)
    )


# The crew ------------------------------------------------------------------------------------------------------------


def say(*values):
    os.write(1, json.dumps(values).encode() + b"\n")  # at once, and whole: shorter than PIPE_BUF


def save_on_and_on(store, secret):
    """Save one version after another, and say so of each, until killed."""
    version = store.open(secret).version
    while True:
        version = store.save(secret, version, at_version(version + 1), TODAY).version
        say("saved", version)


def write(store, shared, mine):
    """Save a plan of one's own, and add a practice test to a plan that others write too."""
    own, _ = store.create(scored(mine), TODAY)
    saved = store.open(shared)
    while True:
        merged = scored(*(int(test.score) for test in saved.profile.practice_tests), mine)
        try:
            store.save(shared, saved.version, merged, TODAY)
        except Conflict as conflict:
            saved = conflict.saved
        else:
            break
    say("wrote", mine, own)


def publish(store, secret, label):
    """Make a link."""
    link = store.publish(secret, label=str(label), sections=SECTIONS, live=True, days=30).links[-1]
    say("published", label, link.token)


TASKS = {"save_on_and_on": save_on_and_on, "write": write, "publish": publish}


def fork(address, task, arguments, gate):
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.read(gate, 1)  # until all are there
        TASKS[task](Workspace(address), *arguments)
        status = 0
    except Exception:  # noqa: BLE001 (whatever it was, the test shows it)
        traceback.print_exc()
    finally:
        os._exit(status)


def lead(address):
    """Fork the tasks of each line, let them set off together, and say when all are gone."""
    database.PATIENCE = 30  # for machines with more to do than this
    for line in sys.stdin:
        waiting, go = os.pipe()
        crew = [fork(address, task, arguments, waiting) for task, *arguments in json.loads(line)]
        say("crew", crew)
        os.write(go, b"." * len(crew))
        statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in crew]
        os.close(waiting)
        os.close(go)
        say("gone", statuses)


if __name__ == "__main__":
    lead(*sys.argv[1:])


@pytest.fixture
def crew(address):
    """Give tasks to processes of their own: yields what they say."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, __file__, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as leader:

        def give(*tasks):
            leader.stdin.write(json.dumps(tasks) + "\n")
            leader.stdin.flush()
            for line in leader.stdout:
                said, *values = json.loads(line)
                yield said, *values
                if said == "gone":
                    return

        yield give
        leader.stdin.close()


# Killed --------------------------------------------------------------------------------------------------------------


def test_killed_in_the_middle_of_a_save_it_loses_no_earlier_save(workspaces, crew, direct):
    numbers = random.Random(20261122)  # noqa: S311 (when to kill)
    store = workspaces()
    secret, saved = store.create(at_version(1), TODAY)
    link = store.publish(secret, label="", sections=SECTIONS, live=True, days=90).links[-1].token
    version = saved.version
    for _ in range(KILLS):
        store.close()  # who comes next finds what the killed one left behind
        left = numbers.randint(1, 4)
        for said, value in crew(["save_on_and_on", secret]):
            if said == "crew":
                (saver,) = value
            elif said == "saved":
                version = value
                left -= 1
                if left == 0:  # it is at the next save already
                    os.kill(saver, signal.SIGKILL)
            else:
                assert value == [-signal.SIGKILL]
        with direct() as connection:  # a server may still be at the last thing it was told
            connection.execute(sa.select(PLANS.c.version).with_for_update())
        found = store.open(secret)
        assert found.version in {version, version + 1}  # the last save may be written, and not yet said
        assert found.profile == store.read(link).profile == at_version(found.version)
        version = found.version
    assert version > KILLS


# All at once ---------------------------------------------------------------------------------------------------------


def test_twenty_writers_at_once_lose_nothing(store, crew):
    shared, _ = store.create(scored(), TODAY)
    told = list(crew(*(["write", shared, one] for one in range(WRITERS))))
    assert told[-1] == ("gone", [0] * WRITERS)
    owned = {mine: own for said, mine, own in told[1:-1] if said == "wrote"}
    assert {mine: store.open(own).profile for mine, own in owned.items()} == {
        mine: scored(mine) for mine in range(WRITERS)
    }
    together = store.open(shared)
    assert together.version == 1 + WRITERS
    assert sorted(test.score for test in together.profile.practice_tests) == list(range(WRITERS))


def test_twenty_links_made_at_once_all_open(store, crew):
    secret, _ = store.create(scored(66), TODAY)
    told = list(crew(*(["publish", secret, one] for one in range(WRITERS))))
    assert told[-1] == ("gone", [0] * WRITERS)
    made = {token: str(label) for _, label, token in told[1:-1]}
    assert {link.token: link.label for link in store.open(secret).links} == made
    assert {token: store.read(token).label for token in made} == made
    assert sorted(map(int, made.values())) == list(range(WRITERS))


# Stolen --------------------------------------------------------------------------------------------------------------


def files_of(address):
    """Every file that holds something of the database, and what is in it."""
    if address.startswith("sqlite"):
        file = Path(sa.make_url(address).database)
        found = sorted(file.parent.glob(f"{file.name}*"))
        assert {path.name for path in found} == {f"{file.name}{end}" for end in ("", "-wal", "-shm")}
    else:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("CHECKPOINT")
            folder, database = server.execute(
                "SELECT setting, (SELECT oid FROM pg_database WHERE datname = current_database()) FROM pg_settings "
                "WHERE name = 'data_directory'"
            ).fetchone()
        found = [*Path(folder, "base", str(database)).iterdir(), *Path(folder, "pg_wal").glob("0*")]
    return {path.name: path.read_bytes() for path in found if path.is_file()}


def columns_of(direct):
    with direct() as connection:
        return [connection.execute(sa.select(table)).all() for table in (PLANS, LINKS)]


@pytest.fixture
def stolen(store, entered, address, direct):
    """A database in use, all that a thief finds in it, and what they may not find."""
    secret, saved = store.create(entered, TODAY)
    tokens = []
    for live in (True, False):
        options = {"label": "Dean Wachtmeister", "sections": SECTIONS, "live": live, "days": 30}
        tokens.append(store.publish(secret, **options).links[-1].token)
    store.save(secret, saved.version, entered.model_copy(update={"pass_bar": 86}), TODAY)
    store.revoke(secret, tokens[1])
    return [secret, *tokens], files_of(address), columns_of(direct)


def test_a_stolen_database_holds_nothing_that_can_be_read(stolen):
    secrets, files, columns = stolen
    rows = [row for table in columns for row in table]
    assert len(rows) == 3
    everywhere = b"".join(files.values()) + b"".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    for secret in secrets:
        raw = base64.urlsafe_b64decode(secret + "=")
        assert len(raw) == 32
        assert row_id(secret) in everywhere  # so the search finds what is there
        for form in (secret.encode(), raw, raw.hex().encode()):
            assert form not in everywhere
    private = (
        b"Wachtmeister",
        b"second-sitting/",
        b"cbssa",
        b"practice_tests",
        b"60.25",
        b"87.5",
        b"Otolaryngology",
        b"Psychiatry",
        b"US MD",
        b"pass_bar",
        b"step2ck",
        b"readiness",
    )
    for text in private:
        assert text not in everywhere


def test_nothing_in_a_stolen_database_is_a_key_to_it(stolen):
    _, _, (plans, links) = stolen
    ids = [row.id for row in (*plans, *links)]
    assert len(set(ids)) == 3
    materials = [form for row in ids for form in (row, base64.urlsafe_b64encode(row).rstrip(b"="), row.hex().encode())]
    derived = [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(material)
        for material in (*materials, b"")
        for info in (b"second-sitting/1 plan", b"second-sitting/1 share", b"", None)
    ]
    tried = 0
    for row in (*plans, *links):
        for key in (*ids, *derived):
            for bound_to in (*ids, None):
                with pytest.raises(InvalidTag):
                    AESGCM(key).decrypt(row.content[:NONCE_BYTES], row.content[NONCE_BYTES:], bound_to)
                tried += 1
    assert tried == 3 * (3 + 40) * 4


def test_the_same_entries_saved_twice_look_different(store, entered, direct):
    for _ in range(2):
        store.create(entered, TODAY)
    plans, _ = columns_of(direct)
    first, second = (row.content for row in plans)
    nonces = {row.content[:NONCE_BYTES] for row in plans}
    assert len(nonces) == 2
    assert len(first) == len(second)
    assert sum(one == other for one, other in zip(first, second, strict=True)) < len(first) / 10


def test_each_save_is_sealed_anew(store, entered, direct):
    secret, _ = store.create(entered, TODAY)
    contents = set()
    for version in range(1, 6):
        store.save(secret, version, entered, TODAY)
        contents.add(columns_of(direct)[0][0].content[:NONCE_BYTES])
    assert len(contents) == 5
