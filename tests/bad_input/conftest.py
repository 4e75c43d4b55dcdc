"""A real server for bad input: driven by the agent API, and by what a browser sends over its websocket."""

import contextlib
import datetime as dt
import http.client
import json
import re
from urllib.parse import urljoin

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from benchmarks import driving
from benchmarks.driving import HOST, ROOT
from model.entries.profile import Profile
from model.sharing.workspace import Workspace

DEADLINE = 60  # seconds
UNREAD = re.compile(r"[-\d]+ [\d:.]+ Ignoring query string with \d+ parameters")


def parts(tree):
    """Every element of a page."""
    yield tree
    for child in tree.get("children", []):
        yield from parts(child)


class Agent:
    """A visit by the agent API."""

    def __init__(self, port, secret):
        self.port = port
        self.body = self.send(query_params={"plan": [secret]})
        self.session = self.body["session_id"]

    def _ask(self, method, path, content=None):
        with contextlib.closing(http.client.HTTPConnection(HOST, self.port, timeout=DEADLINE)) as connection:
            connection.request(method, path, content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def post(self, content):
        """Send bytes; a refusal is answered as it is, a page is looked through for a traceback first."""
        status, answer = self._ask("POST", "/_stcore/agent/interact", content)
        body = json.loads(answer)
        if status == 200:
            assert body["status"] == "ready"
            assert [part for part in parts(body["tree"]) if part.get("type") == "exception"] == []
        else:
            assert 400 <= status < 500, body
            assert body["error"]["message"]
        return status, body

    def send(self, **request):
        """Send a request that the page must answer, and keep the answer."""
        status, self.body = self.post(json.dumps(request).encode())
        assert status == 200, self.body
        return self.body

    def go(self, page):
        return self.send(session_id=self.session, page=page)

    def enter(self, **values):
        return self.send(session_id=self.session, widget_state=values) if values else self.body

    def press(self, key):
        return self.send(session_id=self.session, trigger={"key": key})

    def widgets(self):
        """Key and kind of everything on the page that takes a value."""
        kinds = {part["key"]: part["type"] for part in parts(self.body["tree"]) if "key" in part and "type" in part}
        return {action["key"]: kinds[action["key"]] for action in self.body["actions"] if action["kind"] == "value"}

    def try_values(self, sent):
        """Send raw JSON to widgets by key; whether it was taken."""
        pairs = ", ".join(f"{json.dumps(key)}: {raw}" for key, raw in sent.items())
        status, body = self.post(f'{{"session_id": "{self.session}", "widget_state": {{{pairs}}}}}'.encode())
        if status == 200:
            self.body = body
        return status == 200

    def markdown(self):
        """All Markdown of the page."""
        shown = (part["props"].get("body", "") for part in parts(self.body["tree"]) if "props" in part)
        return "\n".join(map(str, shown))

    def download(self):
        """The file of all entries that the page hands out; none where an entry has to be corrected first."""
        urls = [part["props"]["url"] for part in parts(self.body["tree"]) if part.get("key") == "download"]
        if not urls:
            return None
        status, content = self._ask("GET", urljoin("/_stcore/agent/interact", urls[0]))
        assert status == 200
        return content

    def entries(self):
        """What is entered, as the home page hands it out."""
        self.go("")
        content = self.download()
        return None if content is None else json.loads(content)


class Seen:
    """What one run of the page showed."""

    def __init__(self):
        self.words, self.exceptions, self.not_found, self.finished = [], [], False, None

    def take(self, message):
        kind = message.WhichOneof("type")
        if kind == "page_not_found":
            self.not_found = True
        elif kind == "script_finished":
            self.finished = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            shape = element.WhichOneof("type")
            if shape == "exception":
                self.exceptions.append(element.exception.message)
            elif shape in {"markdown", "heading", "code", "text"}:
                shown = getattr(element, shape)
                self.words.append(shown.code_text if shape == "code" else shown.body)


class Browser:
    """A visit as a browser makes it; address, time zone and the page's own address are what the browser says."""

    def __init__(self, home, socket):
        self.home, self.socket = home, socket

    def see(self, query="", page="", zone="UTC", url=None):
        """Open an address, and answer with what is shown."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.context_info.timezone = zone
        message.rerun_script.context_info.url = self.home if url is None else url
        self.socket.send(message.SerializeToString())
        seen = Seen()
        while seen.finished is None:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(timeout=DEADLINE))
            seen.take(answer)
        assert seen.exceptions == []
        assert seen.finished == "FINISHED_SUCCESSFULLY"
        return seen


class Server:
    """The app with a database of its own, in which one plan is saved."""

    def __init__(self, port, store, profile, day):
        self.port, self.store, self.profile, self.day = port, store, profile, day
        self.secret = self.keep(profile)

    def keep(self, profile):
        """Save a plan; the secret of its private link."""
        secret, _ = self.store.create(profile, self.day)
        return secret

    def agent(self, secret=None):
        return Agent(self.port, secret or self.secret)

    @contextlib.contextmanager
    def browser(self):
        home, stream = f"http://{HOST}:{self.port}", f"ws://{HOST}:{self.port}/_stcore/stream"
        with connect(stream, origin=home, subprotocols=["streamlit"], max_size=None) as opened:
            yield Browser(home, opened)


def _entered(today):
    """A student who has entered something everywhere, by the real day, which is the server's."""

    def day(number):
        return today + dt.timedelta(days=number)

    return Profile.from_entries(
        {
            "group": "US MD",
            "exam_date": day(40),
            "pass_bar": 85,
            "attempts": ({"date": day(-300)}, {"date": day(-120)}),
            "practice_tests": (
                {"test": "cbssa", "form": "30", "date": day(-130), "score": 63},
                {"test": "cbssa", "form": "31", "date": day(-20), "score": 60.5, "timed": False},
                {"test": "cbssa", "form": "32", "date": day(-6), "score": 66, "printed_pass_percent": 87},
                {"test": "uwsa2", "date": day(-3), "score": 217},
            ),
            "application": {
                "target_specialties": ("Neurology", "Psychiatry"),
                "step2ck": 241,
                "clerkship_honors": 3,
                "clerkships_graded": 6,
                "specialty_honors": "not yet",
                "letters": 3,
                "research_experiences": 2,
                "personal_statement": "draft",
                "aoa": False,
                "contiguous_ranks": 9,
            },
            "plan": {
                "begun": day(-5),
                "eligibility_start": day(-30),
                "eligibility_end": day(60),
                "school_deadline": day(50),
                "rotations_start": day(120),
                "full_day_simulation": True,
                "school_meeting": day(3),
                "accommodations": "thinking",
                "steps_done": ("score_report",),
                "causes": ("cramming",),
                "areas": ({"area": "Cardiovascular system", "report": "lower", "latest": "same"},),
                "questions_done": 800,
                "questions_target": 2400,
                "days_off": (6,),
                "resources": ("One bank", "One book"),
                "wellbeing": "Slept.\nBetter.",
            },
        },
        today,
    )


@pytest.fixture(scope="session")
def server():
    """The app with the agent API on; when the session ends, its log must hold nothing but what is ordinary."""
    flags = ("--server.enableAgentApi=true", "--server.agentMaxSessions=1000")
    with driving.Server(ROOT / "streamlit_app.py", *flags) as process:
        process.wait()
        store, today = Workspace(process.database), dt.datetime.now(dt.UTC).date()
        yield Server(process.port, store, _entered(today), today)
        store.close()
        assert [said for said in process.troubles() if not UNREAD.match(said)] == []
