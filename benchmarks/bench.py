"""Time and memory, as ratios to a bare Streamlit page measured in the same run: ``make bench``.

Three servers are driven over Streamlit's agent API on loopback, turn by turn so that each meets the same machine: this
app, a bare page (one slider, one write), and the dashboard-metrics template that ships inside Streamlit. Memory is that
of the app as used: in each session every page has been opened, every part of the plan, and every unfolding once.
"""

import contextlib
import datetime as dt
import itertools
import json
import shutil
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import streamlit

from benchmarks.driving import BARE, ROOT, Server, line, machine
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence
from model.outlook.rates import sweep
from model.report.report import report
from model.sharing.sections import SECTIONS
from model.sharing.workspace import Workspace
from pages.plan.charts import AXIS_WORDS
from pages.plan.inputs import REPORTS
from pages.ui.pages import MATCH, PLAN, RETAKE

TEMPLATE = (
    Path(streamlit.__file__).parent
    / ".agents/skills/developing-with-streamlit/assets/templates/apps/dashboard-metrics/streamlit_app.py"
)
COLD_STARTS = 5
RERUNS = 60
SESSIONS = 50
TESTS = 12
SCORES = range(210, 271)
STORE_TURNS = 50
ACCOMMODATIONS = ("Asked for", "Thinking about it")
PLAN_DAYS = {
    "exam_date": 60,
    "school_meeting": 5,
    "remediation_start": 6,
    "remediation_end": 70,
    "study_start": 2,
    "eligibility_start": 0,
    "eligibility_end": 50,
    "school_deadline": 40,
    "rotations_start": 80,
    "step2ck_date": 90,
    "graduation": 700,
}
TODAY = dt.date(2026, 11, 22)
LIMITS = {
    "rerun": 2.0,
    "cold start": 1.5,
    "cold readiness": 2.0,
    "resident at 50 sessions": 330.0,
    "each added session": 0.5,
    "one report": 15.0,
    "specialty sweep": 50.0,
    "save": 30.0,
    "open": 30.0,
    "link read": 10.0,
}


class Agent(Server):
    """An app that is driven over Streamlit's agent API."""

    def __init__(self, script: Path) -> None:
        super().__init__(script, "--server.enableAgentApi=true")

    def post(self, **body: Any) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 (our own loopback address)
            self.address("_stcore/agent/interact"), json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 (our own loopback address)
            answer: dict[str, Any] = json.load(response)
        if answer["status"] != "ready":
            raise RuntimeError(f"The page did not finish: {answer}")
        return answer

    def first_page(self, **body: Any) -> tuple[float, dict[str, Any]]:
        """Seconds from the start of the process to its first complete page, home unless named, and that page."""
        while True:
            with contextlib.suppress(urllib.error.URLError):
                page = self.post(**body)
                return time.perf_counter() - self.started, page
            if self.process.poll() is not None:
                raise RuntimeError("The server ended before its first page.")


def milliseconds(action: Callable[[], object]) -> float:
    before = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - before)


def cold_start(script: Path, **body: Any) -> float:
    with Agent(script) as server:
        return server.first_page(**body)[0]


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for child in tree.get("children", []):
        yield from nodes(child)


def unfold(server: Agent, page: dict[str, Any]) -> dict[str, Any]:
    """Open what is folded on a page, and what is folded in that; where opening reruns the page, as tables' do."""
    while folded := [node for node in nodes(page["tree"]) if node["type"] == "expander" and node.get("value") is False]:
        page = server.post(session_id=page["session_id"], widget_state={node["key"]: True for node in folded})
    return page


def use_every_page(server: Agent, session: str) -> None:
    """Open every page, every part of the plan, and every unfolding, with entries for each answer; stay on readiness."""
    server.post(session_id=session, page="outlook")
    server.post(session_id=session, widget_state={"group": "US MD school", "target_0": "Internal Medicine"})
    server.post(session_id=session, widget_state={"step2ck": 245, "exploring": True})
    for url in [page["url_path"] for page in server.post(session_id=session)["pages"]]:
        page = unfold(server, server.post(session_id=session, page=url))
        for parts in [node for node in nodes(page["tree"]) if node.get("key") == "plan_part"]:
            for part in parts["props"]["options"]:
                unfold(server, server.post(session_id=session, widget_state={"plan_part": part}))
    server.post(session_id=session, page="readiness")


def open_readiness(server: Agent, tests: int) -> str:
    """Start a session, enter tests by the form, and stay on the readiness page."""
    session = server.post()["session_id"]
    server.post(session_id=session, page=RETAKE.address)
    today = dt.datetime.now(dt.UTC).date()
    for number in range(tests):
        taken = today - dt.timedelta(days=5 * (tests - number))
        server.post(
            session_id=session,
            widget_state={"new_date": taken.isoformat(), "new_score_cbssa": 55 + number},
            trigger={"key": "keep_test"},
        )
    return session


def open_outlook(server: Agent) -> str:
    """Start a session on the outlook page, a specialty and a score entered and the slider for another score out."""
    session = server.post()["session_id"]
    server.post(session_id=session, page=MATCH.address)
    entries = {"group": "US MD school", "target_0": "Internal Medicine", "step2ck": 245}
    server.post(session_id=session, widget_state=entries)
    server.post(session_id=session, widget_state={"exploring": True})
    return session


def open_plan(server: Agent, part: str, expander: str) -> str:
    """Start a session, fill in every part of the plan, and stay on one with its entries open."""
    session = server.post()["session_id"]
    today = dt.datetime.now(dt.UTC).date()

    def enter(**entries: Any) -> None:
        server.post(session_id=session, widget_state=entries)

    server.post(session_id=session, page=PLAN.address)
    tables = plan_evidence()
    enter(plan_part="What happened")
    enter(**{f"cause_{name}": True for name in tables.causes})
    enter(plan_part="What to study")
    enter(areas=True)
    levels = itertools.cycle(("Lower", "About the same", "Higher"))
    for (shown, title), (axis, words) in itertools.product(REPORTS.items(), AXIS_WORDS.items()):
        enter(areas_of=title, areas_by=words)
        areas = enumerate(tables.areas.values())
        enter(**{f"area_{shown}_{number}": next(levels) for number, area in areas if area.axis == axis})
    enter(plan_part="Calendar")
    enter(plan_dates=True)
    enter(**{name: (today + dt.timedelta(days=days)).isoformat() for name, days in PLAN_DAYS.items()})
    enter(plan_part="Each day")
    enter(questions_done=400, resources="Book, Bank, Cards, Videos", wellbeing="A quiet week.")
    enter(plan_part=part)
    enter(**{expander: True})
    return session


def toggle(server: Agent, session: str, key: str, values: tuple[Any, Any]) -> Callable[[int], float]:
    def once(number: int) -> float:
        return milliseconds(lambda: server.post(session_id=session, widget_state={key: values[number % 2]}))

    return once


def again(server: Agent, page: str) -> Callable[[int], float]:
    """Draw a page that has nothing to change in place again, in a session of its own."""
    session = server.post()["session_id"]
    return lambda _: milliseconds(lambda: server.post(session_id=session, page=page))


def open_methods(server: Agent) -> str:
    session: str = server.post(page="methods")["session_id"]
    return session


def template_toggle(server: Agent, page: dict[str, Any]) -> Callable[[int], float]:
    """Change the template's first widget with options back and forth."""

    widget = next(
        node
        for node in nodes(page["tree"])
        if len(node.get("props", {}).get("options", [])) > 1 and "value" in node and "key" in node
    )
    first, second = widget["props"]["options"][:2]
    values = ([first], [second]) if isinstance(widget["value"], list) else (first, second)
    return toggle(server, page["session_id"], widget["key"], values)


def full_profile() -> Profile:
    tests = tuple(
        {"test": "cbssa", "date": TODAY - dt.timedelta(days=5 * number), "score": 60 + number % 5}
        for number in range(TESTS)
    )
    return Profile.from_entries(
        {"group": "US MD", "exam_date": TODAY + dt.timedelta(days=7), "practice_tests": tests}, TODAY
    )


def report_time() -> float:
    profile = full_profile()
    report(profile, TODAY)
    return statistics.median(milliseconds(lambda: report(profile, TODAY)) for _ in range(30))


def store_times(folder: Path) -> dict[str, float]:
    """Saving (one live link brought along), opening and reading a link, each in a SQLite file, median of 50."""
    store, profile = Workspace(f"sqlite:///{folder / 'bench.sqlite'}"), full_profile()
    secret, _ = store.create(profile, TODAY)
    saved = store.publish(secret, label="bench", sections=SECTIONS, live=True, days=30)
    versions = itertools.count(saved.version)
    actions: dict[str, Callable[[], object]] = {
        "save": lambda: store.save(secret, next(versions), profile, TODAY),
        "open": lambda: store.open(secret),
        "link read": lambda: store.read(saved.links[0].token),
    }
    return {
        name: statistics.median(milliseconds(action) for _ in range(STORE_TURNS)) for name, action in actions.items()
    }


def sweep_time() -> float:
    factor = evidence().rule("outlook.attempt_factor")
    sweep("US MD", SCORES[0], factor)
    return statistics.median(
        milliseconds(lambda: [sweep("US MD", score, factor) for score in SCORES]) for _ in range(10)
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        template = Path(folder) / "template" / "streamlit_app.py"
        shutil.copytree(TEMPLATE.parent, template.parent)
        scripts = {"this app": ROOT / "streamlit_app.py", "bare page": bare, "template": template}

        starts: dict[str, list[float]] = {name: [] for name in scripts}
        for _ in range(COLD_STARTS):
            for name, script in scripts.items():
                starts[name].append(cold_start(script))
            starts.setdefault("this app, readiness", []).append(cold_start(scripts["this app"], page="readiness"))
        cold = {name: statistics.median(values) for name, values in starts.items()}

        with Agent(scripts["this app"]) as ours, Agent(bare) as plain, Agent(template) as dashboard:
            ours.first_page()
            _, plain_page = plain.first_page()
            _, dashboard_page = dashboard.first_page()
            session = open_readiness(ours, TESTS)
            actions = {
                "home": again(ours, ""),
                "readiness": toggle(ours, session, "pass_bar", (85, 90)),
                "outlook": toggle(ours, open_outlook(ours), "explored_score", (240, 241)),
                # the part with the report in it, its slowest
                "plan": toggle(ours, open_plan(ours, "Calendar", "plan_dates"), "accommodations", ACCOMMODATIONS),
                "share": again(ours, "share"),
                "methods": toggle(ours, open_methods(ours), "card_world", ("Larger errors", "The model's own")),
                "bare page": toggle(plain, plain_page["session_id"], "x", (40, 60)),
                "template": template_toggle(dashboard, dashboard_page),
            }
            times: dict[str, list[float]] = {name: [] for name in actions}
            for number in range(RERUNS):
                for name, action in actions.items():
                    times[name].append(action(number))
            rerun = {name: statistics.median(values[RERUNS // 6 :]) for name, values in times.items()}
        with Agent(scripts["this app"]) as ours:
            ours.first_page()
            use_every_page(ours, open_readiness(ours, TESTS))
            one = ours.memory()
            for _ in range(SESSIONS - 1):
                use_every_page(ours, open_readiness(ours, 1))
            fifty = ours.memory()
        store = store_times(Path(folder))

    print(f"{machine()}\n")
    for name, seconds in cold.items():
        line(f"cold start to the first complete page, {name}", 1000 * seconds, " ms")
    line("  this app against the bare page", cold["this app"] / cold["bare page"], " x", LIMITS["cold start"])
    line("  this app against the template", cold["this app"] / cold["template"], " x")
    readiness = cold["this app, readiness"] / cold["template"]
    line("  its readiness page against the template", readiness, " x", LIMITS["cold readiness"])
    for name, taken in rerun.items():
        line(f"rerun, {name}", taken, " ms")
    for name in ("home", "readiness", "outlook", "plan", "share", "methods"):
        line(f"  {name} against the bare page", rerun[name] / rerun["bare page"], " x", LIMITS["rerun"])
    line("  readiness against the template", rerun["readiness"] / rerun["template"], " x")
    line("resident memory as used, 1 session", one["resident"], " MB")
    line(f"resident memory as used, {SESSIONS} sessions", fifty["resident"], " MB", LIMITS["resident at 50 sessions"])
    line(f"  of it private to the process, {SESSIONS} sessions", fifty["private"], " MB")
    line(
        "each added session",
        (fifty["resident"] - one["resident"]) / (SESSIONS - 1),
        " MB",
        LIMITS["each added session"],
    )
    line("one report, model alone", report_time(), " ms", LIMITS["one report"])
    line(f"{len(SCORES)} scores of every specialty, model alone", sweep_time(), " ms", LIMITS["specialty sweep"])
    for name, taken in store.items():
        line(f"{name}, SQLite, model alone", taken, " ms", LIMITS[name])


if __name__ == "__main__":
    main()
