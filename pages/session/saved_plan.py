"""The saved plan of this session: opening it by the private link, saving, links for an advisor.

The secret is kept in this session alone, under ``kept``. Importing this loads the database library, so only visits that
save, or come by a link, import it.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal
from urllib.parse import urlencode, urlsplit

import streamlit as st

from model.entries.refusals import ProfileError
from model.evidence.exam import evidence
from model.sharing.contents import Conflict, Link, Saved
from model.sharing.errors import LinkError, NotAvailable, NotFound, Unreadable
from model.sharing.sections import SECTIONS, USUAL_SECTIONS, Section
from model.sharing.workspace import workspace
from model.text import long_date
from pages.session import current
from pages.session import entries as state
from pages.session.entries import Notice

AWAY: Final = (
    "Saving is not available now. What you typed is still in this tab, and you can download it as a file. Try again in "
    "a few minutes."
)
GONE: Final = "Your saved plan is no longer there. What you typed is still in this tab; save it again for a new link."
TOO_LATE: Final = "That link is closed already, and cannot be opened again. Make a new one."


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved plan that this session has open. ``noted``: the reader has kept the private link."""

    secret: str = field(repr=False)
    saved: Saved
    noted: bool


def begin() -> None:
    """Give what this module keeps its first values, once in a session."""
    session = st.session_state
    if "kept" in session:
        return
    session.kept = None
    session.away = False
    session.conflict = None
    session.unreadable = None
    session.link_tried = None
    session.deleting = False
    clear_link_form()


def kept() -> Kept | None:
    """The saved plan that is open, if any."""
    found: Kept | None = st.session_state.get("kept")
    return found


def changed() -> bool:
    """Whether something differs from what was saved last."""
    mine = kept()
    return mine is not None and current.now().whole != mine.saved.profile


@contextmanager
def _told() -> Iterator[None]:
    """Turn what can go wrong with the database into something the page says; nothing typed is ever touched."""
    session = st.session_state
    session.away = False
    session.link_problem = None
    try:
        yield
    except NotAvailable:
        session.away = True
    except Conflict as conflict:
        session.conflict = conflict.saved
    except LinkError as error:
        session.link_problem = str(error)
    except (ProfileError, Unreadable) as error:
        session.notice = Notice(f"Not saved. {error.problems[0]}")
    except NotFound:
        _look_again()


def _look_again() -> None:
    """Something was not there: either a link of the plan, or the plan itself."""
    session = st.session_state
    mine = session.kept
    try:
        session.kept = replace(mine, saved=workspace().open(mine.secret))
        session.notice = Notice(TOO_LATE)
    except NotFound:
        session.kept = None
        session.conflict = None
        session.notice = Notice(GONE)
    except (NotAvailable, Unreadable):
        session.away = True


def _now_saved(saved: Saved) -> None:
    session = st.session_state
    session.kept = replace(session.kept, saved=saved)
    session.conflict = None


# Opening by the private link -----------------------------------------------------------------------------------------


def open_link() -> bool:
    """Open the plan whose secret is in the address, and take the secret out of it; False if nothing opens by it.

    A secret is tried once in a session: going back in the browser's history must not replace what was typed since.
    """
    session = st.session_state
    secret = st.query_params["plan"]
    if session.link_tried != secret:
        session.link_tried = secret
        session.link_outcome = _open(secret)
    if session.link_outcome == "opened":
        del st.query_params["plan"]
    return bool(session.link_outcome != "closed")


def _open(secret: str) -> Literal["opened", "closed", "away"]:
    session = st.session_state
    session.away = False
    try:
        saved = workspace().open(secret)
    except NotFound:
        return "closed"
    except NotAvailable:
        session.away = True
        return "away"
    except Unreadable as error:
        session.unreadable = error
    else:
        session.kept = Kept(secret, saved, noted=True)
        state.open_profile(saved.profile, f"Opened what you saved on {at(saved.saved)}.")
    return "opened"


# Saving --------------------------------------------------------------------------------------------------------------


def save_first() -> None:
    """Save for the first time; the private link is then on the page until it is noted."""
    with _told():
        secret, saved = workspace().create(state.profile(), state.today())
        st.session_state.kept = Kept(secret, saved, noted=False)


def note() -> None:
    """The reader has kept the private link."""
    session = st.session_state
    session.kept = replace(session.kept, noted=True)


def save() -> None:
    """Save what is entered now."""
    with _told():
        mine = st.session_state.kept
        _now_saved(workspace().save(mine.secret, mine.saved.version, state.profile(), state.today()))


def save_by_itself() -> None:
    """Save a change without being asked, where the reader chose so and the last try did not go wrong."""
    session = st.session_state
    if session.get("autosave") and not session.away and session.conflict is None and changed() and current.now().whole:
        save()


def keep_mine() -> None:
    """Of two saves, keep what is entered here."""
    session = st.session_state
    session.kept = replace(session.kept, saved=session.conflict)
    session.conflict = None
    save()


def take_theirs() -> None:
    """Of two saves, take the one that came first; what was entered here can be brought back."""
    session = st.session_state
    theirs = session.conflict
    _now_saved(theirs)
    state.open_profile(theirs.profile, f"Opened what was saved on {at(theirs.saved)}.")


def ask_to_delete(*, asked: bool) -> None:
    """Ask once more before everything is deleted."""
    st.session_state.deleting = asked


def delete() -> None:
    """Delete the saved plan and its links; what is typed stays in this session."""
    session = st.session_state
    session.deleting = False
    with _told():
        workspace().delete(session.kept.secret)
        session.kept = None
        session.conflict = None
        session.notice = Notice("Deleted: your saved plan and every link to it. What you typed is still in this tab.")


# Links for an advisor ------------------------------------------------------------------------------------------------


def clear_link_form() -> None:
    """Empty the form for a link."""
    session = st.session_state
    session.link_editing = None
    session.link_problem = None
    session.link_label = ""
    session.link_live = True
    session.link_days = int(evidence().rule("sharing.default_days"))
    for section in SECTIONS:
        session[f"link_{section}"] = section in USUAL_SECTIONS


def edit_link(link: Link) -> None:
    """Bring a link's options into the form."""
    session = st.session_state
    clear_link_form()
    session.link_editing = link.token
    session.link_label = link.label
    session.link_live = link.live
    for section in SECTIONS:
        session[f"link_{section}"] = section in link.sections


def sections_chosen() -> tuple[Section, ...]:
    """The sections ticked in the form for a link."""
    return tuple(section for section in SECTIONS if st.session_state[f"link_{section}"])


def open_links() -> tuple[Link, ...]:
    """The links that open now, the newest first."""
    mine = kept()
    links = () if mine is None else mine.saved.links
    return tuple(link for link in reversed(links) if link.revoked is None and link.expires > time.time())


def keep_link() -> None:
    """Make the link of the form, or change the one being edited, after saving what is entered now."""
    session = st.session_state
    save()
    if session.away or session.kept is None or changed():
        return
    options: dict[str, Any] = {
        "label": session.link_label,
        "sections": sections_chosen(),
        "live": session.link_live,
        "days": session.link_days,
    }
    with _told():
        mine = session.kept
        if session.link_editing is None:
            saved = workspace().publish(mine.secret, **options)
            said = f"Made: {name(saved.links[-1])}."
        else:
            saved = workspace().update(mine.secret, session.link_editing, **options)
            said = "Changed: " + name(next(link for link in saved.links if link.token == session.link_editing)) + "."
        _now_saved(saved)
        clear_link_form()
        session.notice = Notice(said)


def revoke(link: Link) -> None:
    """Close a link at once; it can be opened again for a short while."""
    session = st.session_state
    with _told():
        _now_saved(workspace().revoke(session.kept.secret, link.token))
        if session.link_editing == link.token:
            clear_link_form()
        seconds = evidence().rule("sharing.undo_seconds")
        session.notice = Notice(
            f"Revoked: {name(link)}. It opens no more. You can take that back for {seconds:g} seconds.",
            partial(_restore, link),
        )


def _restore(link: Link) -> None:
    session = st.session_state
    with _told():
        _now_saved(workspace().restore(session.kept.secret, link.token))
        session.notice = Notice(f"Open again: {name(link)}.")


# Words ---------------------------------------------------------------------------------------------------------------


def name(link: Link) -> str:
    """What a link is called on the page."""
    return f"the link for {link.label}" if link.label else f"the link made on {at(link.created)}"


def at(seconds: int) -> str:
    """A moment in the student's own time: ``22 Nov 2026, 14:02``."""
    moment = dt.datetime.fromtimestamp(seconds, state.zone())
    return f"{long_date(moment.date())}, {moment:%H:%M}"


def day(seconds: int) -> str:
    """A moment's day in the student's own time."""
    return long_date(dt.datetime.fromtimestamp(seconds, state.zone()).date())


def address(**query: str) -> str:
    """The address that opens a link: the root of this app, as the browser knows it."""
    try:
        here = urlsplit(st.context.url or "")
    except ValueError:  # what calls itself a browser may name any address
        here = urlsplit("")
    root = f"{here.scheme}://{here.netloc}{here.path.rstrip('/').removesuffix('/share')}" if here.netloc else ""
    return f"{root}/?{urlencode(query)}"
