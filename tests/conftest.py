"""What several test folders share: a fixed day, a student, match tables left out, and a real PostgreSQL."""

import contextlib
import datetime as dt
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from model.entries.profile import Profile
from model.evidence.match import load, match_evidence
from model.evidence.tables import DATA

TODAY = dt.date(2026, 11, 22)

settings.register_profile("stable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("stable")


def _ago(days):
    return None if days is None else TODAY - dt.timedelta(days=days)


def _student(*tests, group="US MD", failed=(143,), exam_in=7, **entries):
    rows = []
    for days, score, *extra in tests:
        row = {"test": "cbssa", "date": _ago(days), "score": score}
        row.update(*extra)
        rows.append(row)
    known = {
        "group": group,
        "exam_date": None if exam_in is None else _ago(-exam_in),
        "attempts": tuple({"date": _ago(days)} for days in failed),
        "practice_tests": tuple(rows),
    }
    return Profile.from_entries(known | entries, TODAY)


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def day():
    """A date some days from today; negative days lie in the past."""
    return lambda days: _ago(-days)


@pytest.fixture(scope="session")
def student():
    """Build a profile from (days ago, score) of CBSSAs, or (days ago, score, other entries of the test)."""
    return _student


@pytest.fixture
def without(tmp_path, monkeypatch):
    """Read the match tables from a folder where some are left out, or some rows: (table, how they begin, instead)."""

    def leave_out(*tables, rows=()):
        for path in DATA.glob("*.csv"):
            shutil.copyfile(path, tmp_path / path.name)
        for table in tables:
            (tmp_path / table).unlink()
        for table, beginning, instead in rows:
            lines = (tmp_path / table).read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [instead if line.startswith(beginning) else line for line in lines]
            assert kept != lines
            (tmp_path / table).write_text("".join(kept), encoding="utf-8")
        monkeypatch.setattr(load, "__defaults__", (tmp_path,))
        match_evidence.cache_clear()

    yield leave_out
    monkeypatch.undo()
    match_evidence.cache_clear()


@pytest.fixture(scope="session")
def program():
    """Find a program; without it the test is skipped, and fails where nothing may be left out (CI=true)."""

    def find(*names, package, folders=()):
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", *map(str, folders)])
        found = next(filter(None, (shutil.which(name, path=path) for name in names)), None)
        if found is None:
            missing = f"There is no {names[0]} here. Get it with: apt-get install {package}"
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
        return found

    return find


@pytest.fixture(scope="session")
def cluster(program):
    """A PostgreSQL of our own in a temporary folder: each call gives the address of a new, empty database."""
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: -float(bin_.parent.name))
    initdb = program("initdb", package="postgresql", folders=newest_first)
    pg_ctl = Path(initdb).resolve().with_name("pg_ctl")
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = f"postgresql://postgres@127.0.0.1:{port}"
    numbers = itertools.count(1)

    def run(*command):
        subprocess.run(command, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)

    @contextlib.contextmanager
    def database():
        name = f"test_{next(numbers)}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            yield f"{server}/{name}"
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        run(initdb, "--pgdata=data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        run(pg_ctl, "start", "--pgdata=data", "--wait", "--log=log", f"--options={options}")
        try:
            yield database
        finally:
            run(pg_ctl, "stop", "--pgdata=data", "--wait", "--mode=fast")


@pytest.fixture
def postgres(cluster):
    """Address of a new, empty PostgreSQL database."""
    with cluster() as address:
        yield address
