"""Two replicas behind a real nginx that runs docs/nginx.conf, over one real PostgreSQL."""

import contextlib
import datetime as dt
import http.client
import itertools
import re
import socket
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from model.sharing.workspace import Workspace

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "docs" / "nginx.conf"
# What surrounds it. All that nginx says goes to files in the test's own folder; "elsewhere.log" would hold what the
# configuration does not send to its own log.
AROUND = """
user root;
daemon off;
pid nginx.pid;
error_log error.log info;
events {{}}
http {{
    access_log elsewhere.log;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include {site};
}}
"""
TLS = re.compile(r"^    ssl_.*\n", re.MULTILINE)
PATIENCE = 30  # seconds
VISITORS = 32  # that all of them meet the same one of two replicas happens once in ten million runs
QUERY = "of-a-private-link"
LABEL = "Dr. Osei-Lindqvist"
REPORT = "Second Sitting: a report to talk over"
CLOSED = "This link does not open anything"
MARKS = itertools.count(1)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Replicas:
    """``address`` is nginx's, ``upstreams`` are host and port of each replica, ``logs`` all that anybody wrote."""

    address: str
    upstreams: tuple[str, ...]
    access_log: Path
    logs: tuple[Path, ...]
    database: str


@dataclass(frozen=True)
class Answer:
    status: int
    route: str | None


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def ask(address, path, route=None):
    """Ask as a browser with one cookie, or none."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Cookie": f"route={route}"} if route else {})
        answer = connection.getresponse()
        answer.read()
        cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
        return Answer(answer.status, cookies["route"].value if "route" in cookies else None)


def expired(database):
    """Count the plans that have expired."""
    with psycopg.connect(database) as connection:
        return connection.execute("SELECT count(*) FROM plans WHERE expires < %s", [time.time()]).fetchone()[0]


@pytest.fixture(scope="module")
def proxy(program, wait_for):
    """Run docs/nginx.conf in front of some upstreams, with nothing replaced but ports, paths and TLS."""
    nginx = program("nginx", package="nginx")

    @contextlib.contextmanager
    def run(folder, upstreams):
        port = free_port()
        first, second = upstreams
        text = CONFIGURATION.read_text()
        for written, instead in {
            "listen 80;\n    listen [::]:80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl http2;\n    listen [::]:443 ssl http2;": f"listen 127.0.0.1:{port};",
            "server 127.0.0.1:8501;": f"server {first};",
            "server 127.0.0.1:8502;": f"server {second};",
            "/var/log/nginx/second-sitting.log": str(folder / "access.log"),
        }.items():
            assert written in text
            text = text.replace(written, instead)
        (folder / "site.conf").write_text(TLS.sub("", text))
        (folder / "nginx.conf").write_text(AROUND.format(site=folder / "site.conf"))
        command = [nginx, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:

            def answers():
                assert process.poll() is None, (folder / "error.log").read_text()
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    return True
                return False

            try:
                wait_for(answers, "nginx")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()

    return run


@pytest.fixture(scope="module")
def replicas(serve, proxy, cluster, student, tmp_path_factory):
    folder = tmp_path_factory.mktemp("replicas")
    with contextlib.ExitStack() as running:
        database = running.enter_context(cluster())
        with contextlib.closing(Workspace(database, clock=LONG_AGO.timestamp)) as workspace:
            workspace.create(student(exam_in=None, failed=()), LONG_AGO.date())
        assert expired(database) == 1
        servers = []
        for name in ("first", "second"):
            (folder / name).mkdir()
            log = folder / name / "server.log"
            servers.append(running.enter_context(serve(ROOT / "streamlit_app.py", log, env={"DATABASE_URL": database})))
        upstreams = tuple(urlsplit(server).netloc for server in servers)
        address = running.enter_context(proxy(folder, upstreams))
        yield Replicas(address, upstreams, folder / "access.log", tuple(folder.rglob("*.log")), database)


@pytest.fixture
def logged(replicas, wait_for):
    """Read the access log, in words, since the test began or since it was last read.

    nginx writes a line after it has answered. So one more request is sent, and once that is in the log, all is.
    """
    read = 0

    def since():
        nonlocal read
        mark = f"/_stcore/mark-{'i' * next(MARKS)}"
        ask(replicas.address, mark)
        wait_for(lambda: f" {mark} " in replicas.access_log.read_text(), "the access log")
        lines = [line.split() for line in replicas.access_log.read_text().splitlines()]
        new, read = lines[read:-1], len(lines)
        return new

    since()
    return since


@pytest.fixture
def leave(replicas, wait_for):
    """Close a page, and wait until its websocket is in the access log: nginx writes the line at its end."""

    def websockets():
        return replicas.access_log.read_text().count(" 101 ")

    def close(student):
        before = websockets()
        student.page.close()
        wait_for(lambda: websockets() > before, "the end of the websocket")

    return close


def test_each_replica_is_ready_with_the_one_database(replicas):
    assert [ask(f"http://{upstream}", "/ready").status for upstream in replicas.upstreams] == [200, 200]
    assert ask(replicas.address, "/ready").status == 200


def test_a_visitor_always_meets_the_same_replica_and_both_replicas_are_met(replicas, logged):
    # Each visitor asks under a name of its own, which shows in the access log. No cookie does.
    names = [f"/_stcore/visitor-{'i' * number}" for number in range(1, VISITORS + 1)]
    for name in names:
        route = ask(replicas.address, name).route
        assert [ask(replicas.address, name, route) for _ in range(2)] == [Answer(200, None)] * 2

    met = defaultdict(list)
    for _, _, page, _, _, _, upstream, _ in logged():
        met[page].append(upstream)
    assert met == {name: [met[name][0]] * 3 for name in names}
    assert {upstream for upstream, *_ in met.values()} == set(replicas.upstreams)


def test_a_cookie_that_nginx_did_not_make_is_replaced(replicas):
    made = ask(replicas.address, "/robots.txt", "somebody").route
    assert re.fullmatch("[0-9a-f]{32}", made)
    assert ask(replicas.address, "/robots.txt", made).route is None


def test_a_page_and_its_websocket_meet_one_replica(replicas, visit, leave, logged):
    leave(visit(replicas.address).arrives_at("Home").try_example("Good scores last time").go("Readiness"))
    lines = logged()
    assert [page for _, _, page, status, *_ in lines if status == "101"] == ["/_stcore/stream"]
    assert len({upstream for *_, upstream, _ in lines}) == 1


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("/?share=", "/"),
        ("/?plan=", "/"),
        ("/readiness?share=", "/readiness"),
        ("/%3Fshare=", "-"),
        ("/media/", "/media/"),
        ("/nowhere/", "-"),
    ],
)
def test_no_log_holds_what_opens_a_link(replicas, logged, link, page):
    ask(replicas.address, link + QUERY)
    assert page in [page for _, _, page, *_ in logged()]
    assert [log for log in replicas.logs if QUERY in log.read_text()] == []


def test_a_browser_at_a_private_link_leaves_it_in_no_log(replicas, visit, leave, logged):
    leave(visit(f"{replicas.address}/?share={QUERY}").settled())
    assert {"/", "/static/", "/_stcore/stream"} <= {page for _, _, page, *_ in logged()}
    assert [log for log in replicas.logs if QUERY in log.read_text()] == []


def test_what_is_saved_at_one_replica_opens_and_closes_at_all_never_in_clear(replicas, visit, logged, leave):
    student = visit(replicas.address).arrives_at("Home").try_example("Good scores last time")
    private, shared = student.save_first(), student.make_link(LABEL)
    query = urlsplit(shared).query
    everywhere = [replicas.address, *(f"http://{upstream}" for upstream in replicas.upstreams)]

    advisors = [visit(f"{address}/?{query}").reads(REPORT).reads_text(LABEL) for address in everywhere]
    student.main.get_by_role("button", name="Revoke").click()
    student.reads_text(f"Revoked: the link for {LABEL}.")
    for advisor in advisors:
        advisor.page.reload()
        advisor.reads(CLOSED)
    for address in everywhere:
        visit(f"{address}/?{urlsplit(private).query}").arrives_at("Home").reads_text("Opened what you saved on")

    for guest in (student, advisors[0]):  # the others were not nginx's
        leave(guest)
    opens = [urlsplit(link).query.partition("=")[2] for link in (private, shared)]
    assert {len(one) for one in opens} == {43}
    assert logged()
    assert [log for log in replicas.logs if any(one in log.read_text() for one in (*opens, LABEL, "cbssa"))] == []
    with psycopg.connect(replicas.database) as connection:
        rows = [
            bytes(str(value), "utf-8") if not isinstance(value, bytes) else value
            for table in ("plans", "links")
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 (a table's name of our own)
            for value in row
        ]
    assert rows
    assert [row for row in rows if any(one.encode() in row for one in (*opens, LABEL, "cbssa"))] == []


def test_a_private_link_is_in_no_log_when_no_replica_answers(proxy, tmp_path):
    away = tuple(f"127.0.0.1:{free_port()}" for _ in range(2))
    with proxy(tmp_path, away) as address:
        assert ask(address, f"/?share={QUERY}").status == 502
    assert " GET / 502 " in (tmp_path / "access.log").read_text()
    assert [log for log in tmp_path.glob("*.log") if QUERY in log.read_text()] == []


def test_every_request_is_logged_where_the_configuration_says(replicas, logged):
    ask(replicas.address, "/robots.txt")
    assert "/robots.txt" in [page for _, _, page, *_ in logged()]
    assert (replicas.access_log.parent / "elsewhere.log").read_text() == ""


def test_what_has_expired_is_removed(replicas, wait_for):
    wait_for(lambda: expired(replicas.database) == 0, "the first purge")
