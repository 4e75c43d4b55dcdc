"""The database: SQLite by default, PostgreSQL by ``DATABASE_URL``."""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from model.sharing.encryption import SCHEMA
from model.sharing.errors import NotAvailable

PATIENCE: Final = 3  # seconds to wait for a connection or for another writer


logger = logging.getLogger(__name__)


_METADATA: Final = sa.MetaData()
SCHEMA_VERSION: Final = sa.Table("schema_version", _METADATA, sa.Column("version", sa.Integer, nullable=False))
PLANS: Final = sa.Table(
    "plans",
    _METADATA,
    sa.Column("id", sa.LargeBinary(32), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("expires", sa.BigInteger, nullable=False, index=True),
)
LINKS: Final = sa.Table(
    "links",
    _METADATA,
    sa.Column("id", sa.LargeBinary(32), primary_key=True),
    sa.Column("plan", sa.ForeignKey("plans.id"), nullable=False, index=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("expires", sa.BigInteger, nullable=False, index=True),
    sa.Column("revoked", sa.BigInteger, index=True),
)


# The database --------------------------------------------------------------------------------------------------------

_DRIVERS: Final = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}

# In SQLite a transaction that reads first and writes later would fail if another wrote in between; so writers wait for
# each other at the start, and readers never do. PostgreSQL waits where it must, and is told here for how long at most.
_WAIT: Final = "SET LOCAL lock_timeout = {milliseconds}; SET LOCAL statement_timeout = {milliseconds}"
_BEGIN: Final = {
    "sqlite": {"read": "BEGIN", "write": "BEGIN IMMEDIATE"},
    "postgresql": {"read": _WAIT, "write": _WAIT},
}

# Two programs that start at once must not both make the tables. SQLite's writers already wait for each other.
_ALONE: Final = {"sqlite": "SELECT 1", "postgresql": "SELECT pg_advisory_xact_lock(7352117)"}


def _url(address: str) -> sa.URL | None:
    """The address with this program's driver; ``None`` for what would not keep anything."""
    try:
        url = sa.make_url(address)
        url = url.set(drivername=_DRIVERS[url.get_backend_name()])
    except (ArgumentError, KeyError, ValueError):
        return None
    in_memory = url.drivername == "sqlite" and url.database in {None, "", ":memory:"}
    return None if in_memory else url


def connect(address: str) -> Engine:
    """The engine for an address; ``NotAvailable`` for one that cannot be used."""
    url = _url(address)
    if url is None:
        logger.warning("DATABASE_URL names neither a SQLite file nor a PostgreSQL database.")
        raise NotAvailable("The database is not one that this program can use.")
    waits: dict[str, object] = {"timeout": PATIENCE}
    if url.get_backend_name() == "postgresql":
        waits = {"connect_timeout": PATIENCE, "tcp_user_timeout": int(1000 * PATIENCE)}
    engine = sa.create_engine(
        url,
        connect_args=waits,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        hide_parameters=True,  # an error's text must not carry what was being saved
    )
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        kind = "read" if connection.get_execution_options().get("reading", False) else "write"
        connection.exec_driver_sql(_BEGIN[engine.dialect.name][kind].format(milliseconds=int(1000 * PATIENCE)))

    return engine


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin below, not in the driver
        cursor = connection.cursor()
        with suppress(sqlite3.OperationalError):
            # Refused while another program that just started does the same, and where the file may only be read. The
            # connection then works in the mode that the file has.
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        path = cursor.execute("PRAGMA database_list").fetchone()[2]
        cursor.close()
        record.info["file"] = path, _identity(path)

    @event.listens_for(engine, "checkout")
    def on_checkout(_: DBAPIConnection, record: ConnectionPoolEntry, __: object) -> None:
        # A file that was deleted or put back under the running program still takes saves, and nobody finds them again.
        path, identity = record.info["file"]
        if _identity(path) != identity:
            raise DisconnectionError


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def found_schema(connection: Connection) -> int | None:
    """The schema that the database has; ``None`` without one."""
    if not sa.inspect(connection).has_table(SCHEMA_VERSION.name):
        return None
    return connection.scalar(sa.select(SCHEMA_VERSION.c.version))


def make_schema(engine: Engine) -> int | None:
    """Make the tables, unless a program that started at the same time made them first."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_ALONE[connection.dialect.name])
        found = found_schema(connection)
        if found is None:
            _METADATA.create_all(connection)
            connection.execute(sa.insert(SCHEMA_VERSION).values(version=SCHEMA))
            found = SCHEMA
        return found


def kind_of(error: Exception) -> str:
    """The kind of a database error, which is all of it that may be logged."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
