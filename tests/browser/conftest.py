"""A student with a browser at the real app: one server for the session, a fresh visit for each test.

Whatever waits here waits for a state of the page or of the server, never for a length of time.
"""

import contextlib
import datetime as dt
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from benchmarks.driving import ORDINARY

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
TITLES = {
    "Home": "Second Sitting",
    "Readiness": "Do my practice scores support booking the retake?",
    "Outlook": "How does the application hold up?",
    "Plan": "A plan that fits the calendar",
    "Share": "Keep it, and share it",
    "Methods": "How the answers are made",
}
LATER = {"Readiness": "How good this is", "Plan": "In short"}  # headings that come once the libraries are loaded
BARRIERS = ("serious", "critical")  # impacts, as axe names them
THEMES = ("light", "dark")
WIDTHS = (1280, 768, 390)
DEADLINE = 60  # seconds
WAIT = 20_000  # milliseconds
MOST_TABS = 40
MOST_RESIZES = 5
# What is about to be replaced: an element of the run before, a widget whose code is still on its way, an empty chart.
UNSETTLED = '[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stVegaLiteChart"]:not(:has(svg, canvas))'
NOTHING = re.compile(r"(?!)")
LOGS = pytest.StashKey[list[Path]]()

expect.set_options(timeout=WAIT)


# The server ----------------------------------------------------------------------------------------------------------


def _answers(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().read() == b"ok"
    return False


def _wait_for(state, what):
    pause = threading.Event()
    deadline = time.monotonic() + DEADLINE
    while not state():
        assert time.monotonic() < deadline, f"Waited {DEADLINE} s for {what}"
        pause.wait(0.05)


@contextlib.contextmanager
def _serving(config, script, log, *flags, env=None, expected=NOTHING):
    """Serve a script until the block ends; its output goes to ``log`` and is printed when a test fails.

    What it stores lies beside the log, unless ``env`` names another database. The log may hold what is ordinary and
    what is ``expected``.
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "streamlit", "run", script.name),
        "--server.headless=true",
        f"--server.address={HOST}",
        f"--server.port={port}",
        "--server.fileWatcherType=none",
        *flags,
    ]
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{log.with_name('saved.db')}", **(env or {})}
    logs = config.stash.setdefault(LOGS, [])
    logs.append(log)
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=script.parent, env=env, stdout=output, stderr=subprocess.STDOUT) as process,
    ):

        def answers():
            assert process.poll() is None, f"The server ended at once:\n{log.read_text()}"
            return _answers(port)

        try:
            _wait_for(answers, "the server")
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
    lines = log.read_text().splitlines()
    unexpected = [line for line in lines if not ORDINARY.match(line) and not expected.fullmatch(line)]
    assert unexpected == []
    logs.remove(log)


@pytest.fixture(scope="session")
def wait_for():
    """Wait until a state is reached, and say what was waited for if it never is."""
    return _wait_for


@pytest.fixture(scope="session")
def serve(request):
    """Serve a script, with flags, environment and expected lines of its log."""
    return partial(_serving, request.config)


@pytest.fixture(scope="session")
def app(serve, tmp_path_factory):
    """Address of the app; when the session ends, its log must hold nothing but the start."""
    with serve(ROOT / "streamlit_app.py", tmp_path_factory.mktemp("app") / "server.log") as address:
        yield address


@pytest.fixture
def cold_app(serve, tmp_path):
    """Address of a server that nobody has asked for a page yet."""
    with serve(ROOT / "streamlit_app.py", tmp_path / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def bare_app(serve, tmp_path_factory):
    """Address of a page that is Streamlit's alone, to tell its accessibility from the app's."""
    folder = tmp_path_factory.mktemp("bare")
    script = folder / "bare.py"
    script.write_text('import streamlit as st\n\nst.title("A page")\nst.write(st.slider("A number", 0, 10))\n')
    with serve(script, folder / "server.log", "--browser.gatherUsageStats=false") as address:
        yield address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        report.sections += [(f"server log {log}", log.read_text()) for log in item.config.stash.get(LOGS, [])]
    return report


# The browser ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium(program):
    return program("chromium", "chromium-browser", "google-chrome", package="chromium")


@pytest.fixture(scope="module")
def playwright(chromium):  # noqa: ARG001 (without Chromium there is nothing to start)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright, chromium):
    with contextlib.closing(playwright.chromium.launch(executable_path=chromium, args=FLAGS)) as launched:
        yield launched


@pytest.fixture
def visit(playwright, browser):
    """Open an address as a new student; any console error, page error or request elsewhere fails the test."""
    phone = playwright.devices["Pixel 7"]
    troubles = []
    with contextlib.ExitStack() as opened:

        def begin(address, *, screen="wide", scheme="light"):
            context = browser.new_context(
                viewport=SCREENS[screen],
                color_scheme=scheme,
                reduced_motion="reduce",
                timezone_id="UTC",
                **({key: phone[key] for key in ("user_agent", "has_touch", "is_mobile")} if screen == "phone" else {}),
            )
            opened.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(WAIT)
            _watch(page, address, troubles)
            page.goto(address)
            return Student(page, screen)

        yield begin
    assert troubles == []


def _watch(page, address, troubles):
    # Opened below the root, Streamlit's own front end cannot know whether the app is served under that path: it asks
    # there for these two first, is told 404, and goes on at the root. The browser logs each 404 as an error.
    below = urlsplit(address).path.strip("/")
    probes = {f"{address}/_stcore/{name}" for name in ("health", "host-config")} if below else set()

    def on_console(message):
        if message.type == "error" and message.location["url"] not in probes:
            troubles.append(f"console: {message.text} {message.location}")

    def on_request(request):
        if urlsplit(request.url).hostname not in (HOST, None):
            troubles.append(f"request: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"page: {error}"))
    page.on("request", on_request)
    page.on("websocket", on_request)


# The student ---------------------------------------------------------------------------------------------------------


class Student:
    """Reads, types and clicks."""

    def __init__(self, page, screen):
        self.page = page
        self.screen = screen
        self.main = page.get_by_test_id("stMain")

    def settled(self):
        """Wait until the script has run and all of the page is there."""
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
        expect(self.page.locator(UNSETTLED)).to_have_count(0)
        self.page.wait_for_function("() => document.getAnimations().every(moving => moving.playState !== 'running')")
        return self

    def reads(self, heading):
        expect(self.main.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        return self.settled()

    def reads_text(self, text):
        expect(self.main.get_by_text(text).first).to_be_visible()
        return self.settled()

    def arrives_at(self, title):
        self.reads(TITLES[title])
        if title in LATER:
            self.reads(LATER[title])
        return self

    def go(self, title):
        """Go to a page by the navigation: on a phone it is folded away behind a button."""
        if self.screen == "phone":
            self.page.get_by_test_id("stExpandSidebarButton").click()
        self.page.get_by_role("link", name=title, exact=True).click()
        if self.screen == "phone":
            expect(self.page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
        return self.arrives_at(title)

    def follow(self, link, title):
        self.main.get_by_role("link", name=link).click()
        return self.arrives_at(title)

    def try_example(self, title):
        self.main.get_by_test_id("stVerticalBlock").filter(has_text=re.compile(rf"^{re.escape(title)}")).get_by_role(
            "button", name="Try this example"
        ).click()
        return self.reads_text(f"Opened the made-up example: {title}.").reads("Where you stand")

    def choose(self, label, option):
        field = self.main.get_by_role("combobox", name=label)
        self._bring(field)
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        expect(field).to_have_value(option)
        return self.settled()

    def tap(self, label, option):
        """Choose one of the buttons under a label."""
        self.main.get_by_role("radiogroup", name=label, exact=True).get_by_role(
            "radio", name=option, exact=True
        ).click()
        return self.settled()

    def part(self, name):
        """Go to a part of the plan."""
        return self.tap("Part of the plan", name).reads(name)

    def _bring(self, field):
        """Scroll first and let it finish: an open list closes when the page scrolls."""
        field.scroll_into_view_if_needed()
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def enter_date(self, label, day):
        """Type a date as a person does: into the year, and straight on."""
        group = self.main.get_by_role("group", name=label)
        group.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(day.strftime("%Y%m%d"))
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Tab")
        return self.settled()

    def enter_number(self, label, number):
        self.main.get_by_label(label).click()
        self.page.keyboard.type(f"{number:g}")
        return self

    def add_cbssa(self, day, score):
        self.enter_date("Day taken", day)
        self.enter_number("Score (equated percent correct, 0 to 100)", score)
        self.main.get_by_role("button", name="Add this test").click()
        return self.reads_text(f"Added: NBME CBSSA (forms 25 and later), {score:g}.")

    def change(self, number, choice):
        button = self.page.locator(".st-key-test_list").get_by_role("button", name="Change").nth(number)
        self._bring(button)
        button.click()
        self.page.get_by_role("menuitem", name=choice).click()
        return self

    def open(self, label):
        """Open every expander whose label holds this and is not open yet, and wait for what they hold."""
        panels = self.main.get_by_test_id("stExpander").filter(has=self.page.locator("summary", has_text=label)).all()
        for panel in reversed(panels):  # from the last, one by one: what is clicked next never moves
            if panel.locator("details").get_attribute("open") is None:
                panel.locator("summary").click()
            expect(panel.get_by_test_id("stExpanderDetails")).to_have_text(re.compile(r"\w"))
            self.settled()
        return self.settled()

    def under(self, theme, width):
        """See the page under another theme of the system, in a window of another width."""
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({**SCREENS[self.screen], "width": width})
        # The app takes the theme a moment after the system does, and its colors then fade from one to the other.
        self.page.wait_for_function(
            """(dark) => {
                const app = document.querySelector("[data-testid=stApp]")
                const color = getComputedStyle(app).backgroundColor.match(/\\d+/g).slice(0, 3)
                return (color.map(Number).reduce((sum, part) => sum + part) < 384) === dark
            }""",
            arg=theme == "dark",
        )
        return self.settled()

    def back_to_screen(self):
        """Have the window as it was when the visit began."""
        self.page.set_viewport_size(SCREENS[self.screen])
        return self.settled()

    def unrolled(self):
        """Make the window as tall as the page, so that all of it is in sight at once; what comes in sight may grow."""
        for _ in range(MOST_RESIZES):
            needed = self.main.evaluate("main => main.scrollHeight")
            self.page.set_viewport_size({**self.page.viewport_size, "height": needed})
            self.settled()
            if self.main.evaluate("main => main.scrollHeight") == needed:
                return self
        raise AssertionError("The page never stops growing")

    def _link(self, query):
        """The one link of its kind on the page."""
        code = self.main.get_by_test_id("stCode").filter(has_text=f"?{query}=")
        expect(code).to_have_count(1)
        return code.inner_text().strip()

    def save_first(self):
        """Save for the first time, and keep the private link."""
        self.go("Share")
        self.main.get_by_role("button", name="Save and make my private link").click()
        self.reads_text("It is shown this once.")
        private = self._link("plan")
        self.main.get_by_role("button", name="I have kept it").click()
        expect(self.main.get_by_text("It is shown this once.")).to_have_count(0)
        self.settled()
        return private

    def make_link(self, label):
        """Make a link for an advisor."""
        self.main.get_by_label("For whom (they see it; may stay empty)").fill(label)
        self.main.get_by_role("button", name="Make the link").click()
        return self.reads_text(f"Made: the link for {label}.").shared_link()

    def shared_link(self):
        """The one link for an advisor that is open."""
        return self._link("share")

    def download(self, path):
        with self.page.expect_download() as started:
            self.main.get_by_role("button", name="Download my entries").click()
        started.value.save_as(path)
        return path.read_bytes()

    def open_file(self, path):
        self.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
        return self

    def focused(self):
        """Name of what has the focus, a line for each part; nothing having it in sight is an error."""
        found = self.page.evaluate(
            """() => {
                const at = document.activeElement, box = at.getBoundingClientRect()
                if (at === document.body || !at.matches(":focus-visible") || !box.width || !box.height) return null
                return at.ariaLabel || (at.matches("a, button, summary") ? at.innerText : at.tagName)
            }"""
        )
        assert found is not None, "The focus is lost"
        return found

    def press(self, key):
        self.page.keyboard.press(key)
        return self.focused()

    def tab_to(self, name, key="Tab"):
        passed = []
        while len(passed) < MOST_TABS:
            passed.append(self.press(key))
            if name in passed[-1].splitlines():
                return self
        raise AssertionError(f"{name!r} is not within {MOST_TABS} times {key}: {passed}")


# Who can read it ------------------------------------------------------------------------------------------------------


def _barriers(student):
    """Rules that the page breaks so that somebody is shut out, by theme and width, each with what breaks it.

    One visit sees them all: a page follows the theme of the system and the width of the window as they change.
    """
    found = {}
    for theme, width in product(THEMES, WIDTHS):
        rules = Axe().run(student.under(theme, width).unrolled().page).response["violations"]
        for rule in rules:
            if rule["impact"] in BARRIERS:
                found[rule["id"], theme, width] = [node["html"] for node in rule["nodes"]]
    student.back_to_screen()
    return found


@pytest.fixture(scope="session")
def known():
    """Barriers of Streamlit's own page; found once."""
    return []


@pytest.fixture
def own_barriers(visit, bare_app, known):
    """Find the barriers of a page that a page of Streamlit's alone does not have under the same theme and width."""
    if not known:
        known.append(_barriers(visit(bare_app).reads("A page")))

    def find(student):
        return {rule: where for rule, where in _barriers(student).items() if rule not in known[0]}

    return find


@pytest.fixture
def today():
    return dt.datetime.now(dt.UTC).date()
