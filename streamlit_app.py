"""The app as it is served, by ``streamlit run streamlit_app.py``, which is what ``make run`` does.

Around the app stand the headers that each answer carries, a word to search engines, a readiness check of the database,
and the hourly removal of what has expired.
"""

import asyncio
import contextlib
import logging
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from importlib.resources import files
from typing import Final

import streamlit as st
from anyio import CapacityLimiter, to_thread
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.sharing.errors import NotAvailable
from model.sharing.workspace import workspace

LOG: Final = logging.getLogger(__name__)
FIRST_PURGE: Final = 10  # seconds, so that it never delays the first visitor's page
EACH_PURGE: Final = 3600  # seconds
ONE_AT_A_TIME: Final = CapacityLimiter(1)  # however often /ready is asked, a database that is away holds one thread


def inline_scripts(page: str) -> list[str]:
    """What a Content-Security-Policy calls the scripts written into a page: the hash of each."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page, re.DOTALL | re.IGNORECASE)
    return [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]


# An upgrade of Streamlit may change the script in its page, so the hash is taken from the page that is installed.
INDEX: Final = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")

POLICY: Final = {
    "default-src": "'none'",
    "script-src": " ".join(["'self'", *inline_scripts(INDEX)]),
    "style-src": "'self' 'unsafe-inline'",  # Streamlit's front end writes its styles into the page
    "img-src": "'self' data:",
    "font-src": "'self' data:",  # its style sheet holds one of the fonts for formulas
    "connect-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS: Final = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in POLICY.items()),
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "clipboard-read=(), clipboard-write=(self)",
    "Referrer-Policy": "no-referrer",  # a private link must not travel to the pages it leads on to
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class Headers:
    """Gives each answer over HTTP the headers above; a websocket passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers as the answer begins."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                # Streamlit's own files carry their hash in their name. All else may be a student's.
                if "immutable" not in headers.get("Cache-Control", ""):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def robots(_request: Request) -> PlainTextResponse:
    """Ask search engines to stay away."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _database_is_there() -> bool:
    try:
        workspace().check()
    except NotAvailable:
        return False
    return True


async def ready(_request: Request) -> JSONResponse:
    """Say whether the database can be used; nothing about why."""
    if await to_thread.run_sync(_database_is_there, limiter=ONE_AT_A_TIME):
        return JSONResponse({"database": "ok"})
    return JSONResponse({"database": "not available"}, status_code=503)


def _purge() -> None:
    try:
        workspace().purge()
    except NotAvailable as error:
        LOG.warning("What has expired could not be removed: %s", error)


async def _purge_each_hour() -> None:
    await asyncio.sleep(FIRST_PURGE)
    while True:
        await to_thread.run_sync(_purge, limiter=ONE_AT_A_TIME)
        await asyncio.sleep(EACH_PURGE)


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Remove what has expired for as long as the server runs."""
    purging = asyncio.create_task(_purge_each_hour())
    try:
        yield
    finally:
        purging.cancel()


app = st.App(
    "pages/router.py",
    lifespan=lifespan,
    routes=[Route("/robots.txt", robots), Route("/ready", ready)],
    middleware=[Middleware(Headers)],
)
