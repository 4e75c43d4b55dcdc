"""Fuzzers: profile files, links and queries, and sequences of values on the pages. Whatever comes, nothing is lost."""

import datetime as dt
import json
import string
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.entries.profile import Profile
from model.report.report import report
from model.sharing.errors import NotFound
from model.sharing.workspace import Workspace
from pages.ui.pages import MATCH, PLAN, RETAKE, SHARE
from tests.bad_input.corpus import VALID, WRITTEN
from tests.bad_input.oracle import opening, says

TODAY = dt.date(2026, 11, 22)
MOST = 1000  # characters of a sentence
NAMES = string.ascii_letters + string.digits + "-_"

# Profile files --------------------------------------------------------------------------------------------------------


def places(value, path=()):
    """The path of everything in a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


PLACES = [path for path in places(VALID) if path]
NUMBERS = (0, -1, 1, 99, 100, 101, 300, 2**63, -(10**40), 0.5, -0.0, 1e308, float("nan"), float("inf"))
DAYS = ("2026-11-22", "2026-11-23", "0001-01-01", "9999-12-31", "2027-02-29")
odd = (
    st.sampled_from(NUMBERS)
    | st.sampled_from(("", "1", "cbssa", "uwsa1", "lower", *DAYS, *WRITTEN["texts"].values()))
    | st.sampled_from((True, False, None))
)
anything = odd | st.recursive(
    odd | st.integers() | st.floats() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def of_its_kind(value):
    """Values that may well be accepted in the place of one, or nearly."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int | float):
        return st.integers(0, 101) | st.floats(0, 101)
    if isinstance(value, str) and value[:2] == "20":
        return st.dates(dt.date(1999, 12, 1), dt.date(2032, 1, 31)).map(str)
    return anything


@st.composite
def changed_files(draw):
    """A valid file with a few entries replaced, removed, doubled or moved, and now and then a few bytes."""
    file = json.loads(json.dumps(VALID))
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        holder = file
        try:
            for key in path[:-1]:
                holder = holder[key]
            change = draw(st.sampled_from(["change", "replace", "remove", "double", "swap"]))
            if change == "change":
                holder[path[-1]] = draw(of_its_kind(holder[path[-1]]))
            elif change == "replace":
                holder[path[-1]] = deepcopy(draw(anything))
            elif change == "remove":
                del holder[path[-1]]
            elif change == "double" and isinstance(holder, list):
                holder.append(deepcopy(holder[path[-1]]))
            else:
                holder[path[-1]] = deepcopy(VALID[draw(st.sampled_from(sorted(VALID)))])
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    content = json.dumps(file, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(max_size=4)) + content[at + draw(st.integers(0, 4)) :]
    return content


@given(changed_files() | st.binary(max_size=200))
@settings(max_examples=200)
def test_any_file_is_refused_in_sentences_or_opens_and_gets_an_answer(content):
    profile, problems = opening(content, TODAY)
    if profile is None:
        assert (
            [sentence for sentence in problems if sentence.endswith(".") and len(sentence) < MOST] == [*problems] != []
        )
        return
    assert says(profile, content)
    chance = report(profile, TODAY).readiness.chance
    assert 1 <= chance.low <= chance.central <= chance.high <= 99


# Links and queries ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A store with a plan and a link, their secret and token, and what they open."""
    store = Workspace(f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'saved.sqlite'}")
    secret, _ = store.create(Profile.from_json(json.dumps(VALID), TODAY), TODAY)
    kept = store.publish(secret, label="", sections=("readiness",), live=True, days=7)
    token = kept.links[0].token
    yield store, secret, token, kept, store.read(token)
    store.close()


@given(st.data())
def test_no_text_but_the_link_itself_opens_or_changes_anything(saved, data):
    store, secret, token, kept, shown = saved
    near = st.builds(
        lambda link, at, sign: link[:at] + sign + link[at + 1 :],
        st.sampled_from([secret, token]),
        st.integers(0, 42),
        st.sampled_from(NAMES),
    )
    odd_texts = st.text(st.characters(), max_size=60) | st.text(NAMES, min_size=43, max_size=43)
    tried = data.draw(near | odd_texts | st.sampled_from([*WRITTEN["texts"].values(), f"{secret}\n", token[:-1]]))
    profile, options = kept.profile, {"label": "", "sections": ("booking",), "live": False, "days": 30}
    if tried != token:
        with pytest.raises(NotFound):
            store.read(tried)
    if tried != secret:
        for act in (
            lambda: store.open(tried),
            lambda: store.save(tried, 1, profile, TODAY),
            lambda: store.delete(tried),
            lambda: store.publish(tried, **options),
            lambda: store.update(tried, token, **options),
            lambda: store.revoke(tried, token),
            lambda: store.restore(tried, token),
        ):
            with pytest.raises(NotFound):
                act()
    if tried != token:
        with pytest.raises(NotFound):
            store.revoke(secret, tried)
    assert (store.open(secret), store.read(token)) == (kept, shown)


@pytest.fixture(scope="module")
def student(server):
    """Somebody with the plan open in a browser, and what the home page then shows."""
    with server.browser() as browser:
        browser.see(f"plan={server.secret}")
        yield browser, browser.see().words


signs = st.lists(st.sampled_from([*NAMES, *"%&=;+/?#[]{}<>'\" .", "%00", "%ff", "share=", "plan=", "&share", "é"]))


@given(signs.map("".join), st.sampled_from(["", "readiness", "share", "nowhere"]))
@settings(max_examples=25)
def test_no_query_breaks_a_page_or_loses_what_is_entered(student, query, page):
    browser, before = student
    assert browser.see(query, page=page).words
    assert browser.see().words == before


# Values on the pages --------------------------------------------------------------------------------------------------


ADDRESSES = [page.address for page in (RETAKE, MATCH, PLAN, SHARE)]  # those with fields
GATHERED = {"attempts": "attempt_", "target_specialties": "target_", "areas": "area_", "steps_done": "step_"}
sent_values = st.sampled_from(sorted({raw for kind in WRITTEN["values"].values() for raw in kind.values()} - {"LONG"}))


def entry_by_entry(entries):
    flat = {**entries, **entries["application"], **entries["plan"]}
    return {name: value for name, value in flat.items() if name not in {"application", "plan"}}


@given(st.data())
@settings(max_examples=12)
def test_no_sequence_of_values_breaks_a_page_or_touches_an_entry_that_was_not_sent(server, data):
    agent, sent = server.agent(), set()
    for _ in range(data.draw(st.integers(1, 4))):
        agent.go(data.draw(st.sampled_from(ADDRESSES)))
        for _ in range(data.draw(st.integers(1, 3))):
            key = data.draw(st.sampled_from(sorted(set(agent.widgets()) - {"autosave"})))
            agent.try_values({key: data.draw(sent_values)})
            sent.add(key)
    after = agent.entries()
    if after is not None:
        before, after = (entry_by_entry(found) for found in (json.loads(server.profile.to_json()), after))
        changed = {name for name in before if before[name] != after[name]}
        prefixes = {name: GATHERED.get(name, name) for name in changed}
        unasked = {name for name, prefix in prefixes.items() if not any(key.startswith(prefix) for key in sent)}
        assert unasked - ({"attempts"} if "attempt_count" in sent else set()) == set()
    assert server.store.open(server.secret).profile == server.profile
