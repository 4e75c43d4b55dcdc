"""Bad addresses, as a browser sends them: one and the same page for each link that opens nothing, and nothing lost."""

import pytest

from tests.bad_input.corpus import LONG, WRITTEN

CLOSED = "This link does not open anything"
HOME = "Second Sitting"
EACH = 6  # somebody with entries meets one link in so many once more
ADDRESSES = {
    **WRITTEN["addresses"],
    "share_100_kb": f"share={LONG}",
    "plan_100_kb": f"plan={LONG}",
    "share_a_thousand_times": "&".join(["share=a"] * 900),
}
OTHERS = {
    **WRITTEN["other_addresses"],
    "unknown_100_kb": f"{LONG}={LONG}",
    "more_parameters_than_are_read": "&".join(f"x{number}=1" for number in range(3000)),
}


@pytest.fixture(scope="module")
def student(server):
    """Somebody with the plan open in a browser, all through this module."""
    with server.browser() as browser:
        browser.see(f"plan={server.secret}")
        yield browser


@pytest.fixture(scope="module")
def before(student):
    """What the student has on the home page, and must have after anything bad."""
    words = student.see().words
    assert "Where you stand" in words
    return words


@pytest.fixture
def stranger(server):
    """Somebody who was never here."""
    with server.browser() as browser:
        yield browser


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_link_that_was_never_made_opens_nothing(name, student):
    words = student.see(ADDRESSES[name]).words
    assert words[0] == CLOSED
    assert HOME not in words


def test_nothing_is_lost_by_meeting_such_links(student, before, server):
    for query in list(ADDRESSES.values())[::EACH]:
        assert CLOSED in student.see(query).words
    assert student.see().words == before
    assert server.store.open(server.secret).profile == server.profile


@pytest.mark.parametrize("page", ["readiness", "plan", "share", "nowhere"])
def test_a_page_of_the_students_behind_such_a_link_stays_closed(page, stranger):
    assert stranger.see("share=abc", page=page).words[0] == CLOSED


@pytest.mark.parametrize("name", OTHERS)
def test_an_address_that_names_no_link_is_the_app_as_ever(name, student, before):
    assert student.see(OTHERS[name]).words == before


@pytest.mark.parametrize("name", WRITTEN["pages"])
def test_a_page_that_is_not_there_leads_home(name, student, before):
    seen = student.see(page=WRITTEN["pages"][name])
    assert seen.not_found
    assert seen.words == before


@pytest.mark.parametrize("name", [*WRITTEN["zones"], "a_long_one"])
def test_a_time_zone_nobody_knows_gives_the_page_all_the_same(name, server, stranger):
    zone = WRITTEN["zones"].get(name, "x" * 5000)
    words = stranger.see(f"plan={server.secret}", zone=zone).words
    assert HOME in words
    assert [text for text in words if text.startswith(":material/info: Opened what you saved on")] != []


@pytest.mark.parametrize("name", [*WRITTEN["origins"], "a_long_one"])
def test_links_can_be_shown_whatever_the_browser_calls_the_page(name, server, stranger):
    secret = server.keep(server.profile)
    made = server.store.publish(secret, label="", sections=("readiness",), live=True, days=7)
    url = WRITTEN["origins"].get(name, f"http://{'a' * 5000}/")
    stranger.see(f"plan={secret}", url=url)
    shown = stranger.see(page="share", url=url).words
    assert [text for text in shown if text.endswith(f"/?share={made.links[0].token}")] != []
