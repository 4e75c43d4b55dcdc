"""Saving and sharing: what a private link and an advisor's link open, encrypted in a database that cannot read it.

A link carries 32 random bytes. The database finds its row by the SHA-256 of them and holds the content encrypted with a
key that HKDF (RFC 5869) derives from them, so that a copy of the database alone opens nothing. The owner's content
holds the tokens of the owner's links: whoever has the private link, and nobody else, can update or revoke them.

SQLite by default, PostgreSQL by ``DATABASE_URL``. Times are whole seconds since 1970, UTC.

Over 400 lines: one class, since each of its methods is one transaction on the same rows.
"""

import datetime as dt
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from model import MODEL_VERSION
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.sharing.contents import (
    MOST_LABEL_CHARACTERS,
    Conflict,
    Link,
    PlanContent,
    Saved,
    ShareContent,
    Shared,
    read_content,
    read_profile,
)
from model.sharing.database import LINKS, PLANS, SCHEMA_VERSION, connect, found_schema, kind_of, logger, make_schema
from model.sharing.encryption import SCHEMA, new_secret, row_id, seal, unseal
from model.sharing.errors import LinkError, NotAvailable, NotFound
from model.sharing.sections import SECTIONS, Section, sections_only

DAY: Final = 86_400


FOLDER: Final = Path(__file__).resolve().parents[2] / "var"


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
