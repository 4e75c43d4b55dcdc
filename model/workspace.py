"""Saving and sharing: what a private link and an advisor's link open, encrypted in a database that cannot read it.

A link carries 32 random bytes. The database finds its row by the SHA-256 of them and holds the content encrypted with a
key that HKDF (RFC 5869) derives from them, so that a copy of the database alone opens nothing. The owner's content
holds the tokens of the owner's links: whoever has the private link, and nobody else, can update or revoke them.

SQLite by default, PostgreSQL by ``DATABASE_URL``. Times are whole seconds since 1970, UTC.
"""

import datetime as dt
import hashlib
import json
import logging
import os
import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from model import MODEL_VERSION
from model.entries.profile import Profile
from model.entries.refusals import ProfileError
from model.entries.schema import Application, Plan, PracticeTest
from model.evidence.exam import evidence

Section = Literal["readiness", "booking", "outlook", "strengths", "plan", "wellbeing"]
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
USUAL_SECTIONS: Final[tuple[Section, ...]] = tuple(section for section in SECTIONS if section != "wellbeing")
"""What is shown unless chosen otherwise: a note on how it is going is the student's own."""

SCHEMA: Final = 1
SECRET_BYTES: Final = 32
NONCE_BYTES: Final = 12  # of AES-GCM, NIST SP 800-38D
MOST_LABEL_CHARACTERS: Final = 60
DAY: Final = 86_400
PATIENCE: Final = 3  # seconds to wait for a connection or for another writer
FOLDER: Final = Path(__file__).resolve().parent.parent / "var"

_OF_BOOKING: Final = frozenset(
    {"eligibility_start", "eligibility_end", "school_deadline", "rotations_start", "full_day_simulation"}
)
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
Kind = Literal["plan", "share"]

logger = logging.getLogger(__name__)


class WorkspaceError(Exception):
    """Something about saving or sharing that did not work."""


class NotAvailable(WorkspaceError):  # noqa: N818 (it names the state the reader is told of)
    """The database cannot be used now: away, locked, full, read-only, or of a newer program."""


class NotFound(WorkspaceError):  # noqa: N818 (the same)
    """Nothing opens by this link: unknown, expired, revoked or malformed, which cannot be told apart."""


class Unreadable(WorkspaceError):  # noqa: N818 (the same)
    """Saved by a program whose entries this one does not know. ``content`` is the profile file as it was saved."""

    def __init__(self, content: str, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.content = content
        self.problems = problems


class LinkError(WorkspaceError):
    """A link that cannot be made as asked; the message says why and the way out."""


class Conflict(WorkspaceError):  # noqa: N818 (the same)
    """Another save came first. ``saved`` is what is there now."""

    def __init__(self, saved: "Saved") -> None:
        super().__init__("Another save came first.")
        self.saved = saved


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Link(_Kept):
    """A link of an owner's. ``created``, ``expires`` and ``revoked`` are seconds since 1970, UTC."""

    token: str = Field(repr=False)
    label: str
    sections: tuple[Section, ...]
    live: bool
    as_of: dt.date
    created: int
    expires: int
    revoked: int | None = None


class PlanContent(_Kept):
    """What a private link's row holds, before encryption."""

    profile: str
    as_of: dt.date
    saved: int
    links: tuple[Link, ...] = ()


class ShareContent(_Kept):
    """What an advisor link's row holds, before encryption."""

    profile: str
    as_of: dt.date
    label: str
    sections: tuple[Section, ...]
    live: bool
    model_version: str
    data_version: str


_Content = TypeVar("_Content", PlanContent, ShareContent)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a private link opens. ``saved`` and ``expires`` are seconds since 1970, UTC."""

    profile: Profile
    as_of: dt.date
    version: int
    saved: int
    expires: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What an advisor's link opens: the entries its sections need, and the versions they were published with."""

    profile: Profile
    as_of: dt.date
    expires: int
    label: str
    sections: tuple[Section, ...]
    live: bool
    model_version: str
    data_version: str


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


def sections_only(profile: Profile, sections: Sequence[Section]) -> Profile:
    """The entries that some sections need; the others are empty.

    Parameters
    ----------
    profile : Profile
    sections : sequence of Section

    Returns
    -------
    Profile
    """
    chosen = set(sections)
    left: dict[str, object] = {"plan": _plan_only(profile.plan, chosen)}
    if not chosen & {"readiness", "booking"}:
        # A plan is laid out from the days of the tests; their scores are not in it.
        tests = profile.practice_tests if "plan" in chosen else ()
        left |= {"practice_tests": tuple(_without_score(test) for test in tests)}
    if not chosen & {"readiness", "booking", "plan"}:
        left |= {"attempts": (), "exam_date": None}
    if "booking" not in chosen:
        left |= {"pass_bar": int(evidence().rule("booking.default_bar"))}
    if "strengths" not in chosen:
        entered = profile.application
        left |= {
            "application": Application()
            if "outlook" not in chosen
            else Application(
                target_specialties=entered.target_specialties,
                step2ck=entered.step2ck,
                step2ck_predicted=entered.step2ck_predicted,
            )
        }
    return profile.model_copy(update=left)


def _plan_only(entered: Plan, chosen: set[Section]) -> Plan:
    kept: set[str] = set()
    if "booking" in chosen:
        kept |= _OF_BOOKING
    if "plan" in chosen:
        kept |= set(Plan.model_fields) - {"wellbeing"}
    if "wellbeing" in chosen:
        kept.add("wellbeing")
    return Plan().model_copy(update={name: getattr(entered, name) for name in kept})


def _without_score(test: PracticeTest) -> PracticeTest:
    return test.model_copy(update={"score": test.kind.min, "printed_pass_percent": None})


# Keys and encryption -------------------------------------------------------------------------------------------------


def new_secret() -> str:
    """32 random bytes as 43 characters that may stand in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def row_id(secret: str) -> bytes:
    """Where a link's row is found. ``NotFound`` for anything that never was a link."""
    if not _SHAPE.fullmatch(secret):
        raise NotFound
    return hashlib.sha256(secret.encode("ascii")).digest()


def _cipher(secret: str, kind: Kind) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"second-sitting/{SCHEMA} {kind}".encode())
    return AESGCM(derive.derive(secret.encode("ascii")))


def seal(secret: str, kind: Kind, content: BaseModel) -> bytes:
    """Content encrypted under a secret: the nonce, then the cipher text."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(secret, kind).encrypt(nonce, content.model_dump_json().encode(), row_id(secret))


def unseal(secret: str, kind: Kind, sealed: bytes) -> bytes:
    """What was sealed; ``NotFound`` where it was not sealed with this secret."""
    try:
        return _cipher(secret, kind).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row_id(secret))
    except (InvalidTag, ValueError):  # not sealed with this key, or too short to be sealed at all
        raise NotFound from None


def read_content(kind: type[_Content], content: bytes) -> _Content:
    """The content of a row; ``Unreadable`` where it is of another program."""
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        problem = "It was saved by another version of this program."
        raise Unreadable(json.loads(content)["profile"], (problem,)) from None


def read_profile(content: str, as_of: dt.date) -> Profile:
    """The profile that a row holds; ``Unreadable`` where it is of another program."""
    try:
        return Profile.from_json(content, as_of)
    except ProfileError as error:
        raise Unreadable(content, error.problems) from None


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


def _check_room(links: Sequence[Link]) -> None:
    most = int(evidence().rule("sharing.most_links"))
    if sum(link.revoked is None for link in links) >= most:
        raise LinkError(f"{most} links are open, as many as there can be. Revoke one first.")


class Workspace:
    """Saved plans and the links to them, in one database.

    Parameters
    ----------
    address : str
        SQLAlchemy URL of a SQLite file or of a PostgreSQL database.
    clock : callable, optional
        Answers with seconds since 1970, UTC.

    Raises
    ------
    NotAvailable
        From every method, where the database cannot be used.
    """

    def __init__(self, address: str, clock: Callable[[], float] = time.time) -> None:
        self._address = address
        self._clock = clock
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._prepared = False

    # Plans

    def create(self, profile: Profile, as_of: dt.date) -> tuple[str, Saved]:
        """Save for the first time.

        Parameters
        ----------
        profile : Profile
        as_of : date
            The student's own date.

        Returns
        -------
        tuple of (str, Saved)
            The secret of the private link, which is nowhere else, and what was saved.
        """
        secret = new_secret()
        content = PlanContent(profile=profile.to_json(), as_of=as_of, saved=self._now())
        with self._transaction() as connection:
            connection.execute(
                sa.insert(PLANS).values(
                    id=row_id(secret),
                    content=seal(secret, "plan", content),
                    version=1,
                    expires=self._plan_expires(),
                )
            )
            return secret, self._saved(connection, secret)

    def open(self, secret: str) -> Saved:
        """What a private link opens.

        Raises
        ------
        NotFound
            If nothing opens by it.
        Unreadable
            If its entries are of a program this one does not know.
        """
        with self._transaction(reading=True) as connection:
            return self._saved(connection, secret)

    def save(self, secret: str, version: int, profile: Profile, as_of: dt.date) -> Saved:
        """Save again, and bring every live link to it.

        Parameters
        ----------
        secret : str
        version : int
            Of the save that the profile was made from.
        profile : Profile
        as_of : date
            The student's own date.

        Raises
        ------
        Conflict
            If another save came first and its entries differ; nothing is written.
        NotFound
            If the plan is gone.
        """
        with self._transaction() as connection:
            content, current, _ = self._plan(connection, secret)
            if current != version and content.profile != profile.to_json():
                raise Conflict(self._saved(connection, secret))
            content = content.model_copy(
                update={"profile": profile.to_json(), "as_of": as_of, "saved": self._now()},
            )
            links = tuple(
                link.model_copy(update={"as_of": as_of}) if link.live else link
                for link in self._joined(connection, secret, content)
            )
            for link in links:
                if link.live:
                    self._write_link(connection, link, content)
            self._write_plan(connection, secret, content, links, current + 1)
            return self._saved(connection, secret)

    def delete(self, secret: str) -> None:
        """Delete a plan and all its links. ``NotFound`` if it is gone."""
        with self._transaction() as connection:
            self._plan(connection, secret)
            mine = row_id(secret)
            connection.execute(sa.delete(LINKS).where(LINKS.c.plan == mine))
            connection.execute(sa.delete(PLANS).where(PLANS.c.id == mine))

    # Links

    def publish(self, secret: str, *, label: str, sections: Sequence[Section], live: bool, days: int) -> Saved:
        """Make a link to what was saved last.

        Parameters
        ----------
        secret : str
        label : str
            For the student and the advisor, at most 60 characters.
        sections : sequence of Section
            What the link shows; what it does not show is not in it.
        live : bool
            Whether it follows each save, or stays as it is now.
        days : int
            How long it opens: one of the rule ``sharing.link_days``.

        Returns
        -------
        Saved
            Its last link is the new one.

        Raises
        ------
        LinkError
            If it cannot be made as asked.
        NotFound
            If the plan is gone.
        """
        with self._transaction() as connection:
            content, version, _ = self._plan(connection, secret)
            links = self._joined(connection, secret, content)
            _check_room(links)
            made = self._link(new_secret(), content, label, sections, live=live, days=days)
            connection.execute(
                sa.insert(LINKS).values(
                    id=row_id(made.token), plan=row_id(secret), content=b"", expires=made.expires, revoked=None
                )
            )
            self._write_link(connection, made, content)
            self._write_plan(connection, secret, content, (*links, made), version)
            return self._saved(connection, secret)

    def update(  # noqa: PLR0913 (the same options as publish, by name)
        self, secret: str, token: str, *, label: str, sections: Sequence[Section], live: bool, days: int
    ) -> Saved:
        """Give an open link other options, counted from now; a fixed one then shows what was saved last.

        The options and errors are those of ``publish``. ``NotFound`` also if the link is not open.
        """
        with self._transaction() as connection:
            content, version, _ = self._plan(connection, secret)
            links = self._joined(connection, secret, content)
            changed = self._link(token, content, label, sections, live=live, days=days)
            if not any(link.token == token and link.revoked is None for link in links):
                raise NotFound
            self._write_link(connection, changed, content)
            kept = tuple(changed if link.token == token else link for link in links)
            self._write_plan(connection, secret, content, kept, version)
            return self._saved(connection, secret)

    def revoke(self, secret: str, token: str) -> Saved:
        """Close a link at once. ``NotFound`` if it is not the owner's, or not open."""
        return self._mark(secret, token, revoked=self._now())

    def restore(self, secret: str, token: str) -> Saved:
        """Open a revoked link again, within the rule ``sharing.undo_seconds``.

        ``NotFound`` after that; ``LinkError`` if as many others as there can be were opened since.
        """
        return self._mark(secret, token, revoked=None)

    def read(self, token: str) -> Shared:
        """What an advisor's link opens.

        Raises
        ------
        NotFound
            If nothing opens by it.
        Unreadable
            If its entries are of a program this one does not know.
        """
        with self._transaction(reading=True) as connection:
            row = connection.execute(
                sa.select(LINKS.c.content, LINKS.c.expires).where(
                    LINKS.c.id == row_id(token), LINKS.c.expires > self._now(), LINKS.c.revoked.is_(None)
                )
            ).one_or_none()
        if row is None:
            raise NotFound
        content = read_content(ShareContent, unseal(token, "share", row.content))
        return Shared(
            profile=read_profile(content.profile, content.as_of),
            as_of=content.as_of,
            expires=row.expires,
            label=content.label,
            sections=content.sections,
            live=content.live,
            model_version=content.model_version,
            data_version=content.data_version,
        )

    # Upkeep

    def check(self) -> None:
        """Answer if the database can be used; ``NotAvailable`` if not."""
        with self._transaction(reading=True) as connection:
            connection.execute(sa.select(SCHEMA_VERSION.c.version))

    def purge(self) -> int:
        """Delete what has expired, and what was revoked too long ago to be restored.

        Returns
        -------
        int
            How many plans and links were deleted.
        """
        now = self._now()
        with self._transaction() as connection:
            old = sa.select(PLANS.c.id).where(PLANS.c.expires <= now)
            links = connection.execute(
                sa.delete(LINKS).where(
                    sa.or_(LINKS.c.expires <= now, LINKS.c.revoked <= now - self._undo(), LINKS.c.plan.in_(old))
                )
            )
            plans = connection.execute(sa.delete(PLANS).where(PLANS.c.expires <= now))
            return links.rowcount + plans.rowcount

    def close(self) -> None:
        """Close the connections that are not in use. Whatever is asked next opens new ones."""
        if self._engine is not None:
            self._engine.dispose()

    # Inside one transaction

    def _now(self) -> int:
        return int(self._clock())

    @staticmethod
    def _undo() -> int:
        return int(evidence().rule("sharing.undo_seconds"))

    def _plan_expires(self) -> int:
        return self._now() + DAY * int(evidence().rule("sharing.keep_days"))

    @contextmanager
    def _transaction(self, *, reading: bool = False) -> Iterator[Connection]:
        try:
            engine = self._ready()
            with engine.execution_options(reading=reading).begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            self._prepared = False  # it may come back as another, empty one
            logger.warning("The database is not available: %s", kind_of(error))
            raise NotAvailable("Saving is not available now.") from None

    def _ready(self) -> Engine:
        """The engine, once the tables are there and of this program's schema."""
        with self._lock:
            if self._engine is None:
                self._engine = connect(self._address)
        if not self._prepared:
            with self._engine.execution_options(reading=True).begin() as connection:
                found = found_schema(connection)
            if found is None:
                found = make_schema(self._engine)
            if found != SCHEMA:
                logger.warning("The database has schema %s, this program has %s: run the newer one.", found, SCHEMA)
                raise NotAvailable("The database is of another version of this program.")
            self._prepared = True
        return self._engine

    def _plan(self, connection: Connection, secret: str, *, lock: bool = True) -> tuple[PlanContent, int, int]:
        """An owner's content, its version and when it expires; locked, nobody else writes it until the end."""
        query = sa.select(PLANS.c.content, PLANS.c.version, PLANS.c.expires).where(
            PLANS.c.id == row_id(secret), PLANS.c.expires > self._now()
        )
        row = connection.execute(query.with_for_update() if lock else query).one_or_none()
        if row is None:
            raise NotFound
        return read_content(PlanContent, unseal(secret, "plan", row.content)), row.version, row.expires

    def _joined(self, connection: Connection, secret: str, content: PlanContent) -> tuple[Link, ...]:
        """The owner's links as the database has them: open, or revoked so lately that they can be restored."""
        now = self._now()
        rows = connection.execute(
            sa.select(LINKS.c.id, LINKS.c.revoked).where(
                LINKS.c.plan == row_id(secret),
                LINKS.c.expires > now,
                sa.or_(LINKS.c.revoked.is_(None), LINKS.c.revoked > now - self._undo()),
            )
        )
        revoked = {row.id: row.revoked for row in rows}
        return tuple(
            link.model_copy(update={"revoked": revoked[row]})
            for link in content.links
            if (row := row_id(link.token)) in revoked
        )

    def _saved(self, connection: Connection, secret: str) -> Saved:
        content, version, expires = self._plan(connection, secret, lock=False)
        return Saved(
            profile=read_profile(content.profile, content.as_of),
            as_of=content.as_of,
            version=version,
            saved=content.saved,
            expires=expires,
            links=self._joined(connection, secret, content),
        )

    def _link(  # noqa: PLR0913 (what makes a link)
        self, token: str, content: PlanContent, label: str, sections: Sequence[Section], *, live: bool, days: int
    ) -> Link:
        allowed = [int(number) for number in evidence().rules["sharing.link_days"].numbers]
        if days not in allowed:
            raise LinkError(f"{days} days cannot be chosen. Choose one of {', '.join(map(str, allowed))}.")
        if len(label) > MOST_LABEL_CHARACTERS or not label.isprintable():
            raise LinkError(f"A label has at most {MOST_LABEL_CHARACTERS} plain characters. Shorten it.")
        chosen = tuple(section for section in SECTIONS if section in sections)
        if not chosen:
            raise LinkError("A link without a section would show nothing. Choose at least one.")
        now = self._now()
        return Link(
            token=token,
            label=label.strip(),
            sections=chosen,
            live=live,
            as_of=content.as_of,
            created=now,
            expires=now + DAY * days,
        )

    def _write_link(self, connection: Connection, link: Link, content: PlanContent) -> None:
        shown = sections_only(read_profile(content.profile, content.as_of), link.sections)
        sealed = seal(
            link.token,
            "share",
            ShareContent(
                profile=shown.to_json(),
                as_of=content.as_of,
                label=link.label,
                sections=link.sections,
                live=link.live,
                model_version=MODEL_VERSION,
                data_version=evidence().version,
            ),
        )
        connection.execute(
            sa.update(LINKS).where(LINKS.c.id == row_id(link.token)).values(content=sealed, expires=link.expires)
        )

    def _write_plan(
        self, connection: Connection, secret: str, content: PlanContent, links: tuple[Link, ...], version: int
    ) -> None:
        sealed = seal(secret, "plan", content.model_copy(update={"links": links}))
        connection.execute(
            sa.update(PLANS)
            .where(PLANS.c.id == row_id(secret))
            .values(content=sealed, version=version, expires=self._plan_expires())
        )

    def _mark(self, secret: str, token: str, *, revoked: int | None) -> Saved:
        with self._transaction() as connection:
            content, _, _ = self._plan(connection, secret)
            links = self._joined(connection, secret, content)
            found = next((link for link in links if link.token == token), None)
            if found is None or (found.revoked is None) == (revoked is None):
                raise NotFound
            if revoked is None:
                _check_room(links)
            connection.execute(sa.update(LINKS).where(LINKS.c.id == row_id(token)).values(revoked=revoked))
            return self._saved(connection, secret)


@cache
def workspace() -> Workspace:
    """The workspace of this process: by ``DATABASE_URL``, else a SQLite file in ``var/``."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        with suppress(OSError):  # the database then is not available, which is said where it is used
            FOLDER.mkdir(mode=0o700, exist_ok=True)
        address = f"sqlite:///{FOLDER / 'second-sitting.sqlite'}"
    return Workspace(address)
