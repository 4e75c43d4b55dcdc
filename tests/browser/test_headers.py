"""What every answer carries, and that the browser holds the app to it."""

import base64
import hashlib
import json
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "of-a-private-link"  # noqa: S105 (it opens nothing)
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
AWAY = "The database is not available: OperationalError"
NO_PURGE = "What has expired could not be removed: Saving is not available now."
HEADERS = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Robots-Tag",
}
# Everything that a page of the app may be made of and that a policy could break.
ALL_OF_IT = """
import streamlit as st

st.title("All of it")
st.code("https://example.org/?share=TOKEN", language=None)
st.image('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>')
st.markdown("A formula $\\\\Phi(z)$ and an icon :material/link:")
st.vega_lite_chart(
    {
        "data": {"values": [{"a": 1}, {"a": 2}, {"a": 3}]},
        "transform": [{"calculate": "datum.a * 2", "as": "b"}, {"filter": "datum.b > 2"}],
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}},
    }
)
st.download_button("Take it", "a file", "taken.txt")
taken = st.file_uploader("Bring it")
if taken:
    st.write(f"Brought: {taken.getvalue().decode()}")
st.text_area("Paste it")
"""


def ask(address):
    """Status, headers and body of an answer, whatever the status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 (our own server)
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def policy(address):
    """What the policy of an answer allows, by directive."""
    parts = ask(address)[1]["Content-Security-Policy"].split(";")
    return {name: set(allowed) for name, *allowed in map(str.split, parts)}


def asset(address):
    return address + re.search(r'src="\.(/static/js/[^"]+)"', ask(address)[2])[1]


@pytest.fixture
def without_database(serve, tmp_path):
    """Address of the app when nothing answers where its database should be."""
    env, expected = {"DATABASE_URL": NOWHERE}, re.compile(f"{AWAY}|{NO_PURGE}")
    with serve(ROOT / "streamlit_app.py", tmp_path / "server.log", env=env, expected=expected) as address:
        yield address


@pytest.fixture
def all_of_it(serve, tmp_path):
    """Address of a page that uses everything, served by the very ``streamlit_app.py`` of the app."""
    shutil.copy(ROOT / "streamlit_app.py", tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "router.py").write_text(ALL_OF_IT)
    flags = ("--browser.gatherUsageStats=false",)
    with serve(
        tmp_path / "streamlit_app.py", tmp_path / "server.log", *flags, env={"PYTHONPATH": str(ROOT)}
    ) as address:
        yield address


@pytest.mark.parametrize("path", ["/", "/readiness", "/?share=unknown", "/robots.txt", "/ready", "/_stcore/health"])
def test_what_is_not_a_file_of_streamlit_carries_the_headers_and_is_never_stored(app, path):
    status, headers, _ = ask(app + path)
    assert status == 200
    assert [len(headers.get_all(name, [])) for name in HEADERS] == [1] * len(HEADERS)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers.get_all("Cache-Control") == ["no-store"]


def test_a_static_file_carries_the_headers_and_is_kept_by_the_browser(app):
    page = ask(app)[1]
    headers = ask(asset(app))[1]
    assert {name: headers.get_all(name) for name in HEADERS} == {name: [page[name]] for name in HEADERS}
    assert "immutable" in headers["Cache-Control"]


def test_what_is_not_there_carries_the_headers_too(app):
    status, headers, _ = ask(f"{app}/media/nothing.json")
    assert status == 404
    assert [len(headers.get_all(name, [])) for name in HEADERS] == [1] * len(HEADERS)
    assert headers["Cache-Control"] == "no-store"


def test_scripts_run_only_from_the_app_itself_and_by_the_hash_of_the_page_served(app):
    page = ask(app)[2]
    (inline,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    served = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    allowed = policy(app)
    assert allowed["script-src"] == {"'self'", f"'sha256-{served}'"}
    assert allowed["default-src"] == {"'none'"}
    assert allowed["frame-ancestors"] == {"'none'"}
    assert not {"script-src-elem", "script-src-attr", "worker-src"} & set(allowed)


def test_nothing_may_be_asked_of_another_host(app):
    assert set.union(*policy(app).values()) - {"'self'", "'none'", "'unsafe-inline'", "data:"} == {
        source for source in policy(app)["script-src"] if source.startswith("'sha256-")
    }


def test_copying_is_allowed_and_what_the_app_never_needs_is_not(app):
    features = dict(part.strip().split("=") for part in ask(app)[1]["Permissions-Policy"].split(","))
    assert features["clipboard-write"] == "(self)"
    assert {features[name] for name in ("camera", "geolocation", "microphone", "payment")} == {"()"}


@pytest.mark.parametrize(
    "put", ["<script>ran = 1</script>", '<img src="x:" onerror="ran = 1">', '<script src="data:,ran=1"></script>']
)
def test_the_browser_refuses_a_script_that_is_not_the_apps(app, browser, put):
    page = browser.new_page()
    page.goto(app)
    refused = page.evaluate(
        """put => new Promise(done => {
            document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective))
            document.body.append(document.createRange().createContextualFragment(put))
        })""",
        put,
    )
    assert refused.startswith("script-src")
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize(
    ("title", "charts"), [("Home", False), ("Readiness", True), ("Outlook", True), ("Methods", True)]
)
def test_every_page_runs_under_the_policy_with_a_clean_console(app, visit, title, charts):
    student = visit(app).arrives_at("Home").try_example("Good scores last time")
    if title != "Home":
        student.go(title).open("")
    drawn = student.main.get_by_test_id("stVegaLiteChart").locator("svg").count()
    assert (drawn > 0) is charts


def test_all_that_a_page_may_use_works_under_the_policy(all_of_it, visit, tmp_path):
    student = visit(all_of_it).reads("All of it")
    main = student.main

    expect(main.get_by_test_id("stVegaLiteChart").locator("svg .mark-symbol path")).to_have_count(2)
    expect(main.locator(".katex")).to_be_visible()
    assert main.get_by_test_id("stImage").locator("img").evaluate("drawn => drawn.decode().then(() => drawn.width)") > 0

    with student.page.expect_download() as taken:
        main.get_by_role("button", name="Take it").click()
    assert Path(taken.value.path()).read_text() == "a file"

    with student.page.expect_download() as drawn:
        main.get_by_test_id("stVegaLiteChart").hover()
        main.get_by_role("button", name="Download as PNG").click()
    assert Path(drawn.value.path()).read_bytes().startswith(b"\x89PNG")

    (tmp_path / "brought.txt").write_text("from home")
    student.open_file(tmp_path / "brought.txt").reads_text("Brought: from home")

    main.get_by_test_id("stCode").hover()
    main.get_by_role("button", name="Copy to clipboard").click()
    field = main.get_by_label("Paste it")
    field.click()
    student.page.keyboard.press("ControlOrMeta+v")
    expect(field).to_have_value("https://example.org/?share=TOKEN")


def test_a_private_link_is_named_to_no_other_address(app, visit):
    student = visit("about:blank")
    asked = []

    def on_request(request):
        asked.append(request)

    student.page.on("request", on_request)
    student.page.goto(f"{app}/?share={TOKEN}")
    student.settled()

    document, *others = asked
    assert document.url.endswith(TOKEN)
    assert len(others) > 1
    assert [one.url for one in others if TOKEN in one.url or "referer" in one.all_headers()] == []


def test_search_engines_are_asked_to_stay_away(app):
    _, headers, body = ask(f"{app}/robots.txt")
    assert headers["Content-Type"].startswith("text/plain")
    assert body.splitlines() == ["User-agent: *", "Disallow: /"]


def test_ready_means_that_the_database_can_be_used(app):
    status, _, body = ask(f"{app}/ready")
    assert (status, json.loads(body)) == (200, {"database": "ok"})


def test_without_its_database_the_app_is_not_ready_and_still_served(without_database, visit):
    status, headers, body = ask(f"{without_database}/ready")
    assert (status, json.loads(body)) == (503, {"database": "not available"})
    assert headers["Cache-Control"] == "no-store"
    visit(without_database).arrives_at("Home").go("Methods")


def test_removing_what_has_expired_survives_a_database_that_is_away(without_database, wait_for, tmp_path):
    wait_for(lambda: NO_PURGE in (tmp_path / "server.log").read_text(), "the first purge")
    assert ask(f"{without_database}/ready")[0] == 503
    assert ask(without_database)[0] == 200
