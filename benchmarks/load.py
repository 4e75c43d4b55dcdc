"""Many students at once, beside a bare Streamlit page in the same run: ``make load``.

At each number of sessions this app and a bare page (one slider, one write) are driven turn by turn, so that both meet
the same machine. Every session acts every 3 seconds, the starts spread evenly over the 3 seconds; the time of an action
runs from the message sent to the end of the page, read in full.

The sessions are websockets that speak as Streamlit's front end does, and fetch the file behind the download button as
it does. Over the agent API an action takes about the same time, but each session then keeps its whole page on the
server for the next request (measured: 0.42 MB a session against 0.15), which no browser makes it do. What a browser
does besides is not here: it repeats the fields left alone, some hundred bytes, and loads scripts and fonts once.

The mix is our judgement of an hour's visit pressed into a minute; nobody's use has been recorded. It is on the heavy
side: nothing is read for longer than 3 seconds, most actions change what the whole answer is computed from, and each
fifth moves to another page. Every student has four practice tests, an exam date, a specialty and a Step 2 CK score. The
sessions stand at different places of the journey, so that each moment holds the whole mix.
"""

import argparse
import asyncio
import datetime as dt
import itertools
import math
import os
import sys
import tempfile
import time
import urllib.request
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.driving import BARE, ROOT, Server, line, machine
from pages.ui.pages import HOME, MATCH, PLAN, RETAKE

SESSIONS = (1, 25, 50, 100)
SECONDS = 60.0
EACH = 3.0  # seconds from one action of a session to its next
TURNS = 4  # of each page at each number of sessions
AHEAD = 0.2  # seconds before the first action of a turn, so that all are waiting for theirs
PATIENCE = 30  # seconds for one page
SHOWN = 5  # errors printed in full
LIMITS = {"errors": 0, "p95": 3.0, "each added session": 0.5}

# How a widget's value travels; a number is whole or not by the widget itself.
FIELDS = {
    "button": "trigger_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
    "date_input": "string_array_value",
    "menu_button": "string_trigger_value",
    "selectbox": "string_value",
    "slider": "double_array_value",
}
NESTED = {"string_array_value", "double_array_value", "string_trigger_value"}
MOMENTARY = {"trigger_value", "string_trigger_value"}


class UnfinishedError(Exception):
    """An answer that is not a finished page."""


@dataclass(frozen=True)
class Step:
    """One action: a move to another page, or entries on this one, for each key a value a lap."""

    page: str | None = None
    entries: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def to(page: str) -> Step:
    return Step(page=page)


def enter(**entries: tuple[Any, ...]) -> Step:
    return Step(entries=entries)


def day(ahead: int) -> list[str]:
    return [(dt.datetime.now(dt.UTC).date() + dt.timedelta(days=ahead)).isoformat()]


def practice_test(ago: int, *scores: float) -> Step:
    return enter(new_date=(day(-ago),), new_score_cbssa=scores, keep_test=(True,))


ARRIVAL = (
    to(RETAKE.address),
    practice_test(45, 55),
    practice_test(31, 58),
    practice_test(17, 61),
    practice_test(10, 64),
    enter(group=("US MD school",)),
    enter(exam_date=(day(28),)),
    to(MATCH.address),
    enter(target_0=("Internal Medicine",)),
    enter(step2ck=(245,)),
    enter(exploring=(True,)),
    to(HOME.address),
)
JOURNEY = (
    to(RETAKE.address),
    enter(pass_bar=(85, 90)),
    enter(exam_date=(day(35), day(28))),
    practice_test(3, 66, 59),
    enter(exam_date=(day(42), day(49))),
    enter(pass_bar=(80, 95)),
    enter(change_4=("Remove",)),
    to(MATCH.address),
    enter(target_0=("General Surgery", "Family Medicine")),
    enter(step2ck=(240, 252)),
    enter(explored_score=([238], [241])),
    enter(explored_score=([246], [250])),
    enter(explored_score=([255], [259])),
    enter(target_0=("Internal Medicine", "Psychiatry")),
    to(PLAN.address),
    enter(plan_part=(["What to study"],)),
    enter(plan_part=(["Calendar"],)),
    enter(exam_date=(day(56), day(63))),
    enter(plan_part=(["Each day"],)),
    to(HOME.address),
)
# A heading without which a page is not whole.
HEADINGS = {
    HOME.address: "What happens to what you type",
    RETAKE.address: "How good this is",
    MATCH.address: "Your strengths, and what to build next",
    PLAN.address: "In short",
}


@dataclass(frozen=True)
class Action:
    """What one action took, in milliseconds, how much after its time it began, and the kB that came back."""

    page: str
    took: float
    late: float
    size: float


@dataclass(frozen=True)
class Turn:
    """What the sessions at one server did, and the seconds of processor that it cost."""

    actions: list[Action]
    errors: list[str]
    server: float
    driver: float
    lasted: float


class Tab:
    """One student's browser tab: it sends what Streamlit's front end sends, and reads what comes back."""

    def __init__(self, server: Server, socket: ClientConnection, headings: Mapping[str, str]) -> None:
        self._server, self._socket, self._headings = server, socket, headings
        self._steps = 0
        self._pages: dict[str, str] = {}
        self._page = ""
        self._found: set[str] = set()
        self._widgets: dict[str, tuple[str, str]] = {}
        self._entered: dict[str, tuple[str, Any]] = {}
        self._large: deque[set[str]] = deque(maxlen=2)  # messages kept from the last two runs, as the front end does
        self._file = ""
        self.size = 0.0  # kB of the last page

    @property
    def page(self) -> str:
        return next((name for name, script in self._pages.items() if script == self._page), HOME.address)

    async def go_on(self, journey: tuple[Step, ...]) -> float:
        """Take the next step of the journey, from its end to its start again; milliseconds to the finished page."""
        lap, place = divmod(self._steps, len(journey))
        self._steps += 1
        return await self.take(journey[place], lap)

    async def take(self, step: Step, lap: int = 0) -> float:
        if step.page is not None:
            self._page = self._pages[step.page]
            self._entered = {}
        for key, values in step.entries.items():
            if key not in self._widgets:
                raise UnfinishedError(f"There is no {key} on the page {self.page!r}.")
            name, travels_as = self._widgets[key]
            self._entered[name] = travels_as, values[lap % len(values)]
        return await self.run()

    async def run(self) -> float:
        """Send what is entered, and read the page that comes of it; milliseconds."""
        message = self._message()
        self._found, self._widgets, before = set(), {}, self._file
        self._large.append(set())
        self.size = 0.0
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._socket.send(message)
            while not self._is_end(await self._socket.recv(decode=False)):
                pass
        took = 1000 * (time.perf_counter() - began)
        missing = {heading for page, heading in self._headings.items() if page == self.page} - self._found
        if missing:
            raise UnfinishedError(f"The page {self.page!r} ended without {missing}.")
        shown = {name for name, _ in self._widgets.values()}
        self._entered = {
            name: (travels_as, value)
            for name, (travels_as, value) in self._entered.items()
            if name in shown and travels_as not in MOMENTARY
        }
        if self._file != before:
            await asyncio.to_thread(self._fetch)
        return took

    def _message(self) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.page_script_hash = self._page
        rerun.cached_message_hashes.extend(set().union(*self._large))
        rerun.context_info.timezone = "UTC"
        rerun.context_info.locale = "en-US"
        rerun.context_info.url = self._server.address(self.page)
        for name, (travels_as, value) in self._entered.items():
            widget = rerun.widget_states.widgets.add(id=name)
            if travels_as not in NESTED:
                setattr(widget, travels_as, value)
            elif isinstance(value, str):
                getattr(widget, travels_as).data = value
            else:
                getattr(widget, travels_as).data.extend(value)
        return message.SerializeToString()

    def _is_end(self, received: bytes) -> bool:
        self.size += len(received) / 1000
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._read(message)
        elif kind == "ref_hash":
            self._large[-1].add(message.ref_hash)
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "page_not_found":
            raise UnfinishedError("Page not found.")
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise UnfinishedError(f"The run ended as {message.script_finished}.")
            return True
        return False

    def _read(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._large[-1].add(message.hash)
        kind = message.delta.new_element.WhichOneof("type")
        element = getattr(message.delta.new_element, kind)
        if kind == "exception":
            raise UnfinishedError(f"The page {self.page!r} shows {element.type}: {element.message}")
        if kind == "heading":
            self._found.add(element.body)
        elif kind == "download_button":
            self._file = element.url
        elif kind == "number_input":
            travels_as = "int_value" if element.data_type == element.INT else "double_value"
            self._widgets[_key(element.id)] = element.id, travels_as
        elif kind in FIELDS:
            self._widgets[_key(element.id)] = element.id, FIELDS[kind]

    def _fetch(self) -> None:
        if self._file:
            with urllib.request.urlopen(self._server.address(self._file.lstrip("/")), timeout=PATIENCE) as file:  # noqa: S310 (our own loopback address)
                file.read()


def _key(name: str) -> str:
    """The key in a widget's name, which is ``$$ID-hash-key``."""
    return name.split("-", 2)[2]


class Crowd:
    """The sessions at one server."""

    def __init__(
        self,
        server: Server,
        stack: AsyncExitStack,
        journey: tuple[Step, ...],
        arrival: tuple[Step, ...] = (),
        headings: Mapping[str, str] | None = None,
    ) -> None:
        self.server, self._stack = server, stack
        self._journey, self._arrival, self._headings = journey, arrival, headings or {}
        self._tabs: list[Tab] = []

    async def grow(self, sessions: int) -> None:
        """Open more sessions, one after the other, each at its own place of the journey."""
        while len(self._tabs) < sessions:
            address = self.server.address("_stcore/stream", "ws")
            opened = connect(address, subprotocols=["streamlit"], max_size=None, ping_interval=None)
            tab = Tab(self.server, await self._stack.enter_async_context(opened), self._headings)
            await tab.run()
            for step in self._arrival:
                await tab.take(step)
            # The first goes all the way, so that whatever is loaded once is loaded before anything is measured.
            for _ in range(len(self._tabs) % len(self._journey) if self._tabs else len(self._journey)):
                await tab.go_on(self._journey)
            self._tabs.append(tab)

    async def act(self, rounds: int) -> Turn:
        """Let each session act so many times, one action every 3 seconds."""
        actions: list[Action] = []
        errors: list[str] = []
        server, driver = self.server.busy(), time.process_time()
        begin = time.perf_counter() + AHEAD

        async def acting(tab: Tab, start: float) -> None:
            for number in range(rounds):
                due = start + EACH * number
                await asyncio.sleep(due - time.perf_counter())
                late = 1000 * (time.perf_counter() - due)
                try:
                    took = await tab.go_on(self._journey)
                    actions.append(Action(tab.page, took, late, tab.size))
                except (UnfinishedError, TimeoutError, OSError, WebSocketException) as error:
                    errors.append(f"{type(error).__name__}: {error}")
                    self._tabs.remove(tab)
                    return

        apart = EACH / len(self._tabs)
        await asyncio.gather(*(acting(tab, begin + apart * number) for number, tab in enumerate(self._tabs)))
        if not self._tabs:
            raise UnfinishedError(f"No session is left. The first ended with: {errors[0]}")
        lasted = time.perf_counter() - begin
        return Turn(actions, errors, self.server.busy() - server, time.process_time() - driver, lasted)


@dataclass(frozen=True)
class Level:
    """What one page did at one number of sessions, in several turns."""

    sessions: int
    turns: list[Turn]
    resident: float

    @property
    def actions(self) -> list[Action]:
        return [action for turn in self.turns for action in turn.actions]

    @property
    def errors(self) -> list[str]:
        return [error for turn in self.turns for error in turn.errors]

    @property
    def server_an_action(self) -> float:
        """Milliseconds of processor."""
        return 1000 * sum(turn.server for turn in self.turns) / len(self.actions)

    def share(self, of: str) -> float:
        """Percent of one core."""
        return 100 * sum(getattr(turn, of) for turn in self.turns) / sum(turn.lasted for turn in self.turns)


def percentile(values: Iterable[float], of_100: int) -> float:
    """By nearest rank: a value that was measured."""
    ranked = sorted(values)
    return ranked[math.ceil(of_100 * len(ranked) / 100) - 1]


def time_taken(actions: Iterable[Action], of_100: int) -> float:
    return percentile((action.took for action in actions), of_100)


async def measure(sessions: list[int], seconds: float) -> tuple[dict[str, list[Level]], list[str]]:
    """Drive both pages at each number of sessions; also what the servers said beyond the ordinary."""
    rounds = max(1, round(seconds / EACH / TURNS))
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        async with AsyncExitStack() as stack:
            ours, plain = (stack.enter_context(Server(script)) for script in (ROOT / "streamlit_app.py", bare))
            crowds = {
                "this app": Crowd(ours, stack, JOURNEY, ARRIVAL, HEADINGS),
                "bare page": Crowd(plain, stack, (enter(x=([40], [60])),)),
            }
            levels: dict[str, list[Level]] = {name: [] for name in crowds}
            for crowd in crowds.values():
                crowd.server.wait()
            for number in sessions:
                turns: dict[str, list[Turn]] = {name: [] for name in crowds}
                for crowd in crowds.values():
                    await crowd.grow(number)
                for _, (name, crowd) in itertools.product(range(TURNS), crowds.items()):
                    turns[name].append(await crowd.act(rounds))
                for name, crowd in crowds.items():
                    levels[name].append(Level(number, turns[name], crowd.server.memory()["resident"]))
                    show(name, levels[name][-1])
            return levels, [said for crowd in crowds.values() for said in crowd.server.troubles()]


COLUMNS = (
    "sessions",
    "page",
    "actions",
    "errors",
    "p50 ms",
    "p95 ms",
    "p95 late ms",
    "kB",
    "server ms",
    "server %",
    "driver %",
    "MB",
)


def row(values: Iterable[object]) -> None:
    print(
        "".join(f"{value:>{max(11, len(name) + 2)}}" for name, value in zip(COLUMNS, values, strict=True)), flush=True
    )


def show(name: str, level: Level) -> None:
    """One row: kB and server ms are of one action, the shares of one core, MB what is resident."""
    late = percentile((action.late for action in level.actions), 95)
    size = sum(action.size for action in level.actions) / len(level.actions)
    figures = (
        time_taken(level.actions, 50),
        time_taken(level.actions, 95),
        late,
        size,
        level.server_an_action,
        level.share("server"),
        level.share("driver"),
        level.resident,
    )
    row((level.sessions, name, len(level.actions), len(level.errors), *(f"{figure:.1f}" for figure in figures)))


def verdicts(levels: dict[str, list[Level]], said: list[str]) -> bool:
    """Print what is held against the limits, and answer whether all of them hold."""
    ours, bare = levels["this app"], levels["bare page"]
    last, beside = ours[-1], bare[-1]
    print()
    for page in HEADINGS:
        actions = [action for action in last.actions if action.page == page]
        if not actions:  # in a short trial
            continue
        line(f"p95 at {last.sessions} sessions, actions on {page or 'home'}", time_taken(actions, 95), " ms")
    errors = [error for level in (*ours, *bare) for error in level.errors] + said
    for error in errors[:SHOWN]:
        print(error)
    ratios = [
        time_taken(turn.actions, 95) / time_taken(other.actions, 95)
        for turn, other in zip(last.turns, beside.turns, strict=True)
    ]
    line("  turn by turn against the bare page, least", min(ratios), " x")
    line("  turn by turn against the bare page, most", max(ratios), " x")
    added = {
        name: (of[-1].resident - of[0].resident) / (last.sessions - ours[0].sessions) for name, of in levels.items()
    }
    kept = [
        line("errors", len(errors), "", LIMITS["errors"]),
        line(
            f"p95 at {last.sessions} sessions against the bare page",
            time_taken(last.actions, 95) / time_taken(beside.actions, 95),
            " x",
            LIMITS["p95"],
        ),
        line("each added session", added["this app"], " MB", LIMITS["each added session"]),
    ]
    line("  of the bare page", added["bare page"], " MB")
    return all(kept)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=SESSIONS, help="numbers of sessions, two at least")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="at each number, for each page")
    chosen = parser.parse_args()
    if len(set(chosen.sessions)) < 2:
        parser.error("What a session adds takes two numbers of sessions.")
    load = " ".join(f"{average:.2f}" for average in os.getloadavg())
    print(f"{machine()}, load average before {load}\n")
    row(COLUMNS)
    levels, said = asyncio.run(measure(sorted(set(chosen.sessions)), chosen.seconds))
    if not verdicts(levels, said):
        sys.exit(1)


if __name__ == "__main__":
    main()
