"""Values that no widget offers, sent to each widget of each page by the agent API: refused, or taken as less than that.

Whatever is sent, no page shows a traceback, the other entries stay, and the answer is that of the entries there are.
"""

import datetime as dt
import json

import pytest

from model.entries.profile import Profile
from model.entries.schema import MOST_FORM_CHARACTERS, MOST_NAME_CHARACTERS, MOST_NOTE_CHARACTERS
from model.report.report import report
from model.report.sentences import about
from tests.bad_input.conftest import parts
from tests.bad_input.corpus import LONG, WRITTEN

FOLDING = {"expander", "toggle"}
VALUES = WRITTEN["values"]
PLAN_PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")
STATES = {
    "home": ("", {}),
    "readiness": ("readiness", {}),
    "outlook": ("outlook", {}),
    **{f"plan, {part.lower()}": ("plan", {"plan_part": part}) for part in PLAN_PARTS},
    "share": ("share", {}),
    "methods": ("methods", {}),
}
WORDY = ("home", "readiness", "outlook", "plan, each day", "share")  # where words of the student's own are shown
HIDING = ("calendar", "group_", "areas", "plan_dates", "exploring")  # how keys of what hides widgets begin


@pytest.fixture(scope="module")
def agent(server):
    """One visit for the whole module: each test leaves the entries as it found them."""
    return server.agent()


@pytest.fixture(scope="module")
def before(agent, server):
    """What is entered before anything bad is sent, and must be after it."""
    found = agent.entries()
    assert found == json.loads(server.profile.to_json())
    return found


def open_all(agent):
    """Open whatever hides a widget."""
    while shut := [
        part["key"]
        for part in parts(agent.body["tree"])
        if part.get("value") is False and part["type"] in FOLDING and part["key"].startswith(HIDING)
    ]:
        agent.enter(**dict.fromkeys(shut, True))


def of_each_kind(widgets):
    """Keys of widgets by their kind."""
    return {kind: [key for key, found in widgets.items() if found == kind] for kind in widgets.values()}


def put_back(agent, entered):
    """Give every entry on the page the value it had; one that was put back may bring others."""
    while wrong := {key: entered[key] for key, now in values(agent).items() if entered.get(key, now) != now}:
        agent.enter(**wrong)


def values(agent):
    """The value of each entry on the page; whether something is folded out is none."""
    shown = [part for part in parts(agent.body["tree"]) if "key" in part and "value" in part]
    return {part["key"]: part["value"] for part in shown if part["type"] != "expander"}


def inside_their_bounds(agent):
    """Whether every number and day on the page lies where its widget says."""
    for part in parts(agent.body["tree"]):
        if part.get("value") is not None and part["props"].get("min_value") is not None:
            ends = part["value"] if isinstance(part["value"], list) else [part["value"]]
            if not all(part["props"]["min_value"] <= end <= part["props"]["max_value"] for end in ends):
                return False
    return True


def has_the_answer_it_deserves(agent):
    """The readiness page answers for the entries that it hands out; where it hands out none, it still answers."""
    heads = [part["props"]["body"] for part in parts(agent.body["tree"]) if part.get("type") == "header"]
    content = agent.download()
    if content is None:
        return any(head.startswith("About ") for head in heads)
    today = dt.datetime.now(dt.UTC).date()
    return about(report(Profile.from_json(content, today), today).readiness.chance.central) in heads


@pytest.mark.parametrize("state", STATES)
def test_no_value_sent_to_a_widget_breaks_the_page_or_touches_another_entry(state, server, agent, before):
    page, first = STATES[state]
    agent.go(page)
    agent.enter(**first)
    open_all(agent)
    entered = values(agent)
    for kind, keys in of_each_kind(agent.widgets()).items():
        for name, raw in VALUES[kind].items():
            sent = raw.replace("LONG", json.dumps(LONG))
            together = agent.try_values(dict.fromkeys(keys, sent))
            if not together and not sum(agent.try_values({key: sent}) for key in keys):
                continue
            assert inside_their_bounds(agent), (kind, name)
            now = {key: value for key, value in values(agent).items() if key in entered and key not in keys}
            assert now == {key: entered[key] for key in now}, (kind, name)
            assert page != "readiness" or has_the_answer_it_deserves(agent), (kind, name)
        open_all(agent)
        put_back(agent, entered)
    assert agent.entries() == before
    assert server.store.open(server.secret).profile == server.profile


def test_a_press_of_what_is_not_there_is_refused_and_changes_nothing(agent, before):
    agent.go("readiness")
    for name, raw in WRITTEN["triggers"].items():
        status, _ = agent.post(f'{{"session_id": "{agent.session}", "trigger": {raw}}}'.encode())
        assert status >= 400, name
    assert agent.entries() == before


@pytest.mark.parametrize("name", WRITTEN["requests"])
def test_a_request_that_is_none_is_refused_or_answered_with_a_page(name, agent):
    status, body = agent.post(WRITTEN["requests"][name].encode())
    assert (status == 200) == (name == "nothing"), body


def test_with_several_entries_wrong_every_page_shows_and_all_can_be_put_right(agent, before):
    agent.go("outlook")
    open_all(agent)
    agent.enter(clerkship_honors=9, letters=1, letters_from_specialty=2)
    agent.go("readiness")
    open_all(agent)
    agent.enter(eligibility_end="2001-01-01", pass_bar=None)
    for page in dict.fromkeys(page for page, _ in STATES.values()):
        agent.go(page)
        assert agent.download() is None
    agent.go("outlook")
    open_all(agent)
    agent.enter(clerkship_honors=3, letters=3, letters_from_specialty=None)
    agent.go("readiness")
    open_all(agent)
    agent.enter(eligibility_end=before["plan"]["eligibility_end"], pass_bar=before["pass_bar"])
    assert agent.entries() == before


def test_words_in_a_saved_plan_are_never_taken_for_markup(server):
    texts = [text for text in WRITTEN["texts"].values() if text.isprintable()]
    forms = [text for text in texts if len(text) <= MOST_FORM_CHARACTERS]
    names = [text for text in texts if len(text) <= MOST_NAME_CHARACTERS and "," not in text]
    profile = Profile.from_entries(
        {
            "practice_tests": tuple(
                {"test": "cbssa", "form": text, "date": server.day, "score": 50.0 + number}
                for number, text in enumerate(forms)
            ),
            "application": {"target_specialties": tuple(names[:5])},
            "plan": {"resources": tuple(names[-8:]), "wellbeing": "\n".join(texts)[:MOST_NOTE_CHARACTERS]},
        },
        server.day,
    )
    agent = server.agent(server.keep(profile))
    for state in WORDY:
        page, first = STATES[state]
        agent.go(page)
        agent.enter(**first)
        shown = agent.markdown()
        assert [text for text in texts if any(sign in text for sign in "[<$|*`") and text in shown] == [], state
    assert agent.entries() == json.loads(profile.to_json())


def test_what_is_typed_where_words_are_expected_touches_nothing_else(agent, before):
    agent.go("plan")
    agent.enter(plan_part="Each day")
    for text in WRITTEN["texts"].values():
        agent.enter(wellbeing=text, resources=text)
        if "wellbeing" not in agent.widgets():  # until the resources are put right
            agent.enter(resources="One bank, One book")
    agent.enter(resources="One bank, One book")
    agent.enter(wellbeing=before["plan"]["wellbeing"])
    assert agent.entries() == before
