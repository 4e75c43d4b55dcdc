"""Saving and sharing, on SQLite and on PostgreSQL: what opens, what does not, and what is said when it cannot."""

import contextlib
import datetime as dt
import itertools
import re
import socket
import sqlite3
import stat
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from psycopg import sql
from pydantic import BaseModel
from sqlalchemy.engine import Engine

from model import MODEL_VERSION
from model.entries.schema import Application, Plan
from model.evidence.exam import evidence
from model.report.as_json import to_dict
from model.report.report import report
from model.sharing import database
from model.sharing import workspace as sharing
from model.sharing.contents import Conflict, PlanContent, ShareContent
from model.sharing.database import LINKS, PLANS, SCHEMA_VERSION
from model.sharing.encryption import NONCE_BYTES, SCHEMA, _cipher, new_secret, row_id, seal
from model.sharing.errors import LinkError, NotAvailable, NotFound, Unreadable, WorkspaceError
from model.sharing.sections import SECTIONS, sections_only
from model.sharing.workspace import workspace

TODAY = dt.date(2026, 11, 22)
DAY = 86_400
YEAR = 365 * DAY
LIVE = {"label": "Dean Ruiz", "sections": SECTIONS, "live": True, "days": 30}
FIXED = LIVE | {"live": False}


@pytest.fixture
def plan(store, entered):
    """A saved plan: its secret."""
    return store.create(entered, TODAY)[0]


def token(saved):
    return saved.links[-1].token


# Saving --------------------------------------------------------------------------------------------------------------


def test_what_is_saved_opens_as_it_was_entered(store, entered, clock):
    secret, saved = store.create(entered, TODAY)
    assert saved.profile == entered
    assert (saved.as_of, saved.version, saved.links) == (TODAY, 1, ())
    assert (saved.saved, saved.expires) == (clock.now, clock.now + YEAR)
    assert store.open(secret) == saved


def test_a_private_link_is_43_characters_of_32_random_bytes(store, entered):
    made = {store.create(entered, TODAY)[0] for _ in range(5)}
    assert len(made) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in made)


def test_each_save_counts_the_version_up(store, plan, otherwise, day, clock):
    clock.forward(days=3)
    saved = store.save(plan, 1, otherwise(1), day(3))
    assert (saved.version, saved.profile, saved.as_of, saved.saved) == (2, otherwise(1), day(3), clock.now)
    assert store.save(plan, 2, otherwise(2), day(3)).version == 3
    assert store.open(plan).profile == otherwise(2)


def test_one_save_leaves_other_plans_as_they_are(store, plan, entered, otherwise):
    other, _ = store.create(entered, TODAY)
    store.save(plan, 1, otherwise(), TODAY)
    assert store.open(other).profile == entered


def test_of_two_saves_the_later_is_told_what_is_there_and_nothing_is_written(store, plan, otherwise):
    first = store.save(plan, 1, otherwise(1), TODAY)
    with pytest.raises(Conflict) as told:
        store.save(plan, 1, otherwise(2), TODAY)
    assert told.value.saved == first == store.open(plan)


def test_who_was_told_may_choose_their_own_entries(store, plan, otherwise):
    store.save(plan, 1, otherwise(1), TODAY)
    with pytest.raises(Conflict) as told:
        store.save(plan, 1, otherwise(2), TODAY)
    chosen = store.save(plan, told.value.saved.version, otherwise(2), TODAY)
    assert (chosen.version, chosen.profile) == (3, otherwise(2))


def test_the_same_entries_saved_from_two_tabs_are_no_conflict(store, plan, otherwise):
    store.save(plan, 1, otherwise(), TODAY)
    assert store.save(plan, 1, otherwise(), TODAY).version == 3


def test_a_version_that_never_was_is_a_conflict(store, plan, otherwise):
    with pytest.raises(Conflict):
        store.save(plan, 2, otherwise(), TODAY)


def test_a_plan_opens_until_a_year_after_its_last_save(store, plan, otherwise, clock):
    clock.forward(days=300)
    store.save(plan, 1, otherwise(), TODAY)
    clock.forward(seconds=YEAR - 1)
    assert store.open(plan).profile == otherwise()
    clock.forward(seconds=1)
    with pytest.raises(NotFound):
        store.open(plan)


def test_opening_a_plan_does_not_prolong_it(store, plan, clock):
    clock.forward(seconds=YEAR - 1)
    store.open(plan)
    clock.forward(seconds=1)
    with pytest.raises(NotFound):
        store.open(plan)


def test_a_plan_outlives_each_of_its_links(store, plan, clock):
    clock.forward(seconds=YEAR - 1)
    saved = store.publish(plan, **LIVE | {"days": 90})
    assert saved.expires == clock.now + YEAR > saved.links[0].expires
    clock.forward(days=89)
    assert store.update(plan, token(saved), **LIVE).expires == clock.now + YEAR


def test_deleting_takes_the_plan_and_all_its_links_and_nothing_else(store, plan, entered):
    links = [token(store.publish(plan, **options)) for options in (LIVE, FIXED)]
    other, _ = store.create(entered, TODAY)
    kept = token(store.publish(other, **LIVE))
    store.delete(plan)
    for gone in links:
        with pytest.raises(NotFound):
            store.read(gone)
    with pytest.raises(NotFound):
        store.open(plan)
    assert store.open(other).profile == store.read(kept).profile == entered


# Links ---------------------------------------------------------------------------------------------------------------


def test_a_link_shows_the_last_save_and_says_what_it_is(store, plan, entered, clock):
    link = store.publish(plan, **LIVE | {"label": "  Dean Ruiz "}).links[-1]
    assert (link.label, link.sections, link.live, link.as_of) == ("Dean Ruiz", SECTIONS, True, TODAY)
    assert (link.created, link.expires, link.revoked) == (clock.now, clock.now + 30 * DAY, None)
    shown = store.read(link.token)
    assert (shown.profile, shown.as_of, shown.expires) == (entered, TODAY, link.expires)
    assert (shown.label, shown.sections, shown.live) == ("Dean Ruiz", SECTIONS, True)
    assert (shown.model_version, shown.data_version) == (MODEL_VERSION, evidence().version)


def test_the_owner_finds_every_link_in_the_order_they_were_made(store, plan):
    made = [token(store.publish(plan, **LIVE | {"label": label})) for label in ("A", "B", "")]
    links = store.open(plan).links
    assert [link.token for link in links] == made
    assert [link.label for link in links] == ["A", "B", ""]


def test_a_token_is_not_in_what_is_printed_of_a_link(store, plan):
    saved = store.publish(plan, **LIVE)
    assert "Dean Ruiz" in repr(saved)
    assert token(saved) not in repr(saved)


def test_a_live_link_follows_each_save_and_a_fixed_one_stays(store, plan, entered, otherwise, day):
    live, fixed = (token(store.publish(plan, **options)) for options in (LIVE, FIXED))
    saved = store.save(plan, 1, otherwise(), day(1))
    assert (store.read(live).profile, store.read(live).as_of) == (otherwise(), day(1))
    assert (store.read(fixed).profile, store.read(fixed).as_of) == (entered, TODAY)
    assert [link.as_of for link in saved.links] == [day(1), TODAY]


def test_a_link_made_after_a_save_shows_that_save(store, plan, otherwise, day):
    store.save(plan, 1, otherwise(), day(2))
    shown = store.read(token(store.publish(plan, **FIXED)))
    assert (shown.profile, shown.as_of) == (otherwise(), day(2))


def test_a_refused_save_changes_no_live_link(store, plan, otherwise):
    live = token(store.publish(plan, **LIVE))
    store.save(plan, 1, otherwise(1), TODAY)
    with pytest.raises(Conflict):
        store.save(plan, 1, otherwise(2), TODAY)
    assert store.read(live).profile == otherwise(1)


def test_an_update_brings_a_fixed_link_to_the_last_save(store, plan, otherwise, day):
    fixed = token(store.publish(plan, **FIXED))
    store.save(plan, 1, otherwise(), day(1))
    updated = store.update(plan, fixed, **FIXED)
    assert updated.links[-1].as_of == store.read(fixed).as_of == day(1)
    assert store.read(fixed).profile == otherwise()
    assert updated.version == 2


def test_an_update_gives_a_link_other_options_counted_from_now(store, plan, entered, clock):
    first, second = (token(store.publish(plan, **LIVE)) for _ in range(2))
    clock.forward(days=3)
    options = {"label": "Committee", "sections": ("outlook",), "live": False, "days": 7}
    changed, other = store.update(plan, first, **options).links
    assert (changed.token, other.token) == (first, second)
    assert (changed.label, changed.sections, changed.live) == ("Committee", ("outlook",), False)
    assert (changed.created, changed.expires) == (clock.now, clock.now + 7 * DAY)
    shown = store.read(first)
    assert (shown.label, shown.sections, shown.live) == ("Committee", ("outlook",), False)
    assert (shown.expires, shown.profile) == (changed.expires, sections_only(entered, ("outlook",)))
    assert store.read(second).label == "Dean Ruiz"


def test_a_fixed_link_made_live_follows_the_next_save(store, plan, otherwise):
    link = token(store.publish(plan, **FIXED))
    store.update(plan, link, **LIVE)
    store.save(plan, 1, otherwise(), TODAY)
    assert store.read(link).profile == otherwise()


def test_sections_come_in_the_order_of_the_report_and_once(store, plan):
    asked = ["strengths", "booking", "strengths"]
    saved = store.publish(plan, **LIVE | {"sections": asked})
    assert store.read(token(saved)).sections == saved.links[0].sections == ("booking", "strengths")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ({"days": 8}, "8 days cannot be chosen. Choose one of 7, 30, 90."),
        ({"days": 0}, "0 days cannot be chosen. Choose one of 7, 30, 90."),
        ({"sections": ()}, "A link without a section would show nothing. Choose at least one."),
        ({"label": "a" * 61}, "A label has at most 60 plain characters. Shorten it."),
        ({"label": "two\nlines"}, "A label has at most 60 plain characters. Shorten it."),
    ],
)
def test_options_that_cannot_be_are_refused_with_a_sentence_and_nothing_is_changed(store, plan, option, sentence):
    link = token(store.publish(plan, **LIVE))
    before = store.open(plan)
    with pytest.raises(LinkError) as refused:
        store.publish(plan, **LIVE | option)
    assert str(refused.value) == sentence
    with pytest.raises(LinkError) as refused:
        store.update(plan, link, **LIVE | option)
    assert str(refused.value) == sentence
    assert store.open(plan) == before


def test_a_label_of_60_characters_in_any_script_is_kept(store, plan):
    label = "Профессор Ö 山田 " * 4
    assert len(label) == 60
    assert store.read(token(store.publish(plan, **LIVE | {"label": label}))).label == label.strip()


def test_no_more_links_than_can_be_kept_in_view(store, plan):
    links = [token(store.publish(plan, **LIVE)) for _ in range(20)]
    with pytest.raises(LinkError) as refused:
        store.publish(plan, **LIVE)
    assert str(refused.value) == "20 links are open, as many as there can be. Revoke one first."
    assert store.update(plan, links[0], **FIXED).links[0].live is False
    store.revoke(plan, links[0])
    assert store.read(token(store.publish(plan, **LIVE))).live
    with pytest.raises(LinkError) as refused:
        store.restore(plan, links[0])
    assert str(refused.value) == "20 links are open, as many as there can be. Revoke one first."


def test_an_expired_link_makes_room_for_another(store, plan, clock):
    for _ in range(20):
        store.publish(plan, **LIVE | {"days": 7})
    clock.forward(days=7)
    assert len(store.publish(plan, **LIVE).links) == 1


# What a link shows ---------------------------------------------------------------------------------------------------

SUBSETS = [chosen for size in range(1, len(SECTIONS) + 1) for chosen in itertools.combinations(SECTIONS, size)]
NEEDED_BY = {
    "exam_date": {"readiness", "booking", "plan"},
    "attempts": {"readiness", "booking", "plan"},
    "pass_bar": {"booking"},
}
EMPTY = {"exam_date": None, "attempts": (), "pass_bar": 90}
PLAN_NEEDED_BY = {entry: {"plan"} for entry in Plan.model_fields} | {
    "eligibility_start": {"booking", "plan"},
    "eligibility_end": {"booking", "plan"},
    "school_deadline": {"booking", "plan"},
    "rotations_start": {"booking", "plan"},
    "full_day_simulation": {"booking", "plan"},
    "wellbeing": {"wellbeing"},
}


@pytest.fixture(scope="module")
def answers():
    """The report of a profile, each section by its name; made once for each."""
    made = {}

    def answer(profile, today):
        key = profile.to_json()
        if key not in made:
            whole = report(profile, today)
            made[key] = {
                "readiness": to_dict(whole)["readiness"],
                "booking": whole.booking,
                "outlook": whole.outlook,
                "strengths": whole.strengths,
                "plan": whole.plan,
                "wellbeing": profile.plan.wellbeing,
            }
        return made[key]

    return answer


def name_of(chosen):
    return "+".join(chosen)


@pytest.mark.parametrize("chosen", SUBSETS, ids=name_of)
def test_the_entries_that_sections_need_give_the_same_answers_as_all_entries(chosen, entered, answers):
    whole, shown = answers(entered, TODAY), answers(sections_only(entered, chosen), TODAY)
    for section in chosen:
        assert shown[section] == whole[section]


@pytest.mark.parametrize("chosen", SUBSETS, ids=name_of)
def test_entries_that_no_section_needs_are_not_in_the_link(chosen, entered):
    shown = sections_only(entered, chosen)
    for entry, sections in NEEDED_BY.items():
        assert EMPTY[entry] != getattr(entered, entry)
        assert getattr(shown, entry) == (getattr(entered, entry) if sections & set(chosen) else EMPTY[entry])
    for entry, sections in PLAN_NEEDED_BY.items():
        assert getattr(entered.plan, entry) != getattr(Plan(), entry)
        assert getattr(shown.plan, entry) == getattr(entered.plan if sections & set(chosen) else Plan(), entry)
    kept = Application()
    if "outlook" in chosen:
        kept = Application(target_specialties=("Otolaryngology", "Psychiatry"), step2ck=247, step2ck_predicted=True)
    assert shown.application == (entered.application if "strengths" in chosen else kept)
    assert shown.group == entered.group


@pytest.mark.parametrize("chosen", SUBSETS, ids=name_of)
def test_practice_tests_go_into_the_link_with_scores_as_days_alone_or_not_at_all(chosen, entered):
    shown = sections_only(entered, chosen).practice_tests
    if {"readiness", "booking"} & set(chosen):
        assert shown == entered.practice_tests
    elif "plan" in chosen:
        assert [test.date for test in shown] == [test.date for test in entered.practice_tests]
        assert {(test.score, test.printed_pass_percent) for test in shown} == {(0, None)}
    else:
        assert shown == ()


@pytest.mark.parametrize("chosen", [("readiness",), ("outlook", "strengths"), SECTIONS], ids=name_of)
def test_a_link_holds_only_the_entries_of_its_sections(store, plan, otherwise, chosen):
    link = token(store.publish(plan, **LIVE | {"sections": chosen}))
    assert store.read(link).profile == sections_only(otherwise(66), chosen)
    store.save(plan, 1, otherwise(), TODAY)
    assert store.read(link).profile == sections_only(otherwise(), chosen)


# The end of a link ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_link_opens_for_as_many_days_as_chosen_to_the_second(store, plan, clock, days):
    link = token(store.publish(plan, **LIVE | {"days": days}))
    clock.forward(seconds=days * DAY - 1)
    assert store.read(link).label == "Dean Ruiz"
    assert [open_.token for open_ in store.open(plan).links] == [link]
    clock.forward(seconds=1)
    with pytest.raises(NotFound):
        store.read(link)
    assert store.open(plan).links == ()


def test_a_save_does_not_prolong_a_live_link(store, plan, otherwise, clock):
    link = token(store.publish(plan, **LIVE))
    clock.forward(days=29)
    store.save(plan, 1, otherwise(), TODAY)
    clock.forward(days=1)
    with pytest.raises(NotFound):
        store.read(link)


def test_a_revoked_link_is_closed_at_once_and_the_others_are_not(store, plan, clock):
    first, second = (token(store.publish(plan, **LIVE)) for _ in range(2))
    revoked, other = store.revoke(plan, first).links
    assert (revoked.token, revoked.revoked, other.revoked) == (first, clock.now, None)
    with pytest.raises(NotFound):
        store.read(first)
    assert store.read(second).label == "Dean Ruiz"


def test_a_revoked_link_can_be_restored_within_a_minute(store, plan, entered, clock):
    link = token(store.publish(plan, **LIVE))
    store.revoke(plan, link)
    clock.forward(seconds=59)
    assert store.restore(plan, link).links[0].revoked is None
    assert store.read(link).profile == entered


def test_after_a_minute_it_never_opens_again(store, plan, otherwise, clock):
    link = token(store.publish(plan, **LIVE))
    store.revoke(plan, link)
    clock.forward(seconds=60)
    assert store.open(plan).links == ()
    with pytest.raises(NotFound):
        store.restore(plan, link)
    with pytest.raises(NotFound):
        store.update(plan, link, **LIVE)
    store.save(plan, 1, otherwise(), TODAY)
    with pytest.raises(NotFound):
        store.read(link)


def test_a_restored_live_link_shows_what_was_saved_while_it_was_closed(store, plan, otherwise):
    link = token(store.publish(plan, **LIVE))
    store.revoke(plan, link)
    store.save(plan, 1, otherwise(), TODAY)
    store.restore(plan, link)
    assert store.read(link).profile == otherwise()


def test_only_an_open_link_is_revoked_and_only_a_revoked_one_restored(store, plan):
    link = token(store.publish(plan, **LIVE))
    with pytest.raises(NotFound):
        store.restore(plan, link)
    store.revoke(plan, link)
    with pytest.raises(NotFound):
        store.revoke(plan, link)
    with pytest.raises(NotFound):
        store.update(plan, link, **LIVE)


def test_another_owner_cannot_change_a_link(store, plan, entered):
    link = token(store.publish(plan, **LIVE))
    other, _ = store.create(entered, TODAY)
    before = store.read(link)
    for change in (store.revoke, store.restore):
        with pytest.raises(NotFound):
            change(other, link)
    with pytest.raises(NotFound):
        store.update(other, link, **FIXED)
    assert store.read(link) == before


def rows(direct):
    with direct() as connection:
        return [set(connection.scalars(sa.select(table.c.id))) for table in (PLANS, LINKS)]


def test_purging_deletes_what_can_never_open_again_and_counts_it(store, plan, entered, clock, direct):
    clock.forward(days=275)
    other, _ = store.create(entered, TODAY)
    short, long = (token(store.publish(other, **LIVE | {"days": days})) for days in (7, 90))
    clock.forward(days=90, seconds=-60)
    closed, last = (token(store.publish(other, **LIVE)) for _ in range(2))
    store.revoke(other, closed)
    clock.forward(seconds=59)
    assert store.purge() == 1
    assert rows(direct) == [{row_id(plan), row_id(other)}, {row_id(long), row_id(closed), row_id(last)}]
    clock.forward(seconds=1)
    assert store.purge() == 3
    assert rows(direct) == [{row_id(other)}, {row_id(last)}]
    assert store.purge() == 0
    assert store.read(last).profile == store.open(other).profile == entered
    for gone in (short, long, closed):
        with pytest.raises(NotFound):
            store.read(gone)


def test_purging_a_plan_takes_a_link_revoked_a_moment_ago(store, plan, clock, direct):
    link = token(store.publish(plan, **LIVE | {"days": 90}))
    with direct() as connection:  # as if the days a plan is kept had been fewer
        connection.execute(sa.update(PLANS).values(expires=clock.now))
    assert store.purge() == 2
    assert rows(direct) == [set(), set()]
    with pytest.raises(NotFound):
        store.read(link)


# Nothing opens -------------------------------------------------------------------------------------------------------

NO_LINKS = {
    "empty": "",
    "unknown": "A" * 43,
    "too short": "A" * 42,
    "one too long": "A" * 44,
    "a megabyte": "A" * 1_000_000,
    "a line's end": "A" * 42 + "\n",
    "a line's end after it": "A" * 43 + "\n",
    "NUL": "A" * 42 + "\0",
    "plus sign": "A" * 42 + "+",
    "not ASCII": "é" * 43,
    "not ASCII after it": "A" * 43 + "é",
    "digits of another script": "٣" * 43,
    "half a character": "\ud800" * 43,
    "SQL": "' OR 1=1; DROP TABLE plans; --".ljust(43, "x"),
}


def every_use(store, secret, profile, link="A" * 43):
    """Everything that a secret or a token can be tried at."""
    return {
        "open": lambda: store.open(secret),
        "save": lambda: store.save(secret, 1, profile, TODAY),
        "delete": lambda: store.delete(secret),
        "publish": lambda: store.publish(secret, **LIVE),
        "update": lambda: store.update(secret, link, **LIVE),
        "revoke": lambda: store.revoke(secret, link),
        "restore": lambda: store.restore(secret, link),
        "read": lambda: store.read(secret),
    }


def refusal(use):
    with pytest.raises(NotFound) as refused:
        use()
    return type(refused.value), refused.value.args, refused.value.__cause__


ONE_REFUSAL = (NotFound, (), None)


@pytest.mark.parametrize("secret", NO_LINKS.values(), ids=NO_LINKS.keys())
def test_what_is_no_link_is_refused_as_anything_else_is(store, plan, entered, otherwise, secret):
    for use in every_use(store, secret, otherwise()).values():
        assert refusal(use) == ONE_REFUSAL
    link = token(store.publish(plan, **LIVE))
    uses = every_use(store, plan, otherwise(), link=secret)
    for change in ("update", "revoke", "restore"):
        assert refusal(uses[change]) == ONE_REFUSAL
    assert store.open(plan).profile == store.read(link).profile == entered


def test_expired_revoked_and_deleted_are_refused_in_the_same_words(store, plan, entered, otherwise, clock):
    deleted, _ = store.create(entered, TODAY)
    tokens = [token(store.publish(deleted, **LIVE)), token(store.publish(plan, **LIVE | {"days": 7}))]
    store.delete(deleted)
    tokens.append(token(store.publish(plan, **LIVE)))
    store.revoke(plan, tokens[-1])
    clock.forward(days=7)
    for gone in tokens:
        assert refusal(lambda gone=gone: store.read(gone)) == ONE_REFUSAL
    for use in every_use(store, deleted, otherwise()).values():
        assert refusal(use) == ONE_REFUSAL
    clock.forward(days=358)
    for use in every_use(store, plan, otherwise()).values():
        assert refusal(use) == ONE_REFUSAL


def test_a_private_link_and_an_advisors_link_do_not_open_each_other(store, plan, otherwise):
    link = token(store.publish(plan, **LIVE))
    assert refusal(lambda: store.read(plan)) == ONE_REFUSAL
    uses = every_use(store, link, otherwise(), link=link)
    uses.pop("read")
    for use in uses.values():
        assert refusal(use) == ONE_REFUSAL


def test_content_moved_to_the_other_table_does_not_open(store, plan, otherwise, clock, direct):
    link = token(store.publish(plan, **LIVE))
    with direct() as connection:
        saved = connection.scalar(sa.select(PLANS.c.content))
        shared = connection.scalar(sa.select(LINKS.c.content))
        late = clock.now + DAY
        connection.execute(sa.insert(LINKS).values(id=row_id(plan), plan=row_id(plan), content=saved, expires=late))
        connection.execute(sa.insert(PLANS).values(id=row_id(link), content=shared, version=1, expires=late))
    assert refusal(lambda: store.read(plan)) == ONE_REFUSAL
    assert refusal(lambda: store.open(link)) == ONE_REFUSAL
    assert refusal(lambda: store.save(link, 1, otherwise(), TODAY)) == ONE_REFUSAL


def test_content_is_bound_to_its_row_as_well_as_to_its_key(store, plan, direct):
    with direct() as connection:
        sealed = connection.scalar(sa.select(PLANS.c.content))
    nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    opened = _cipher(plan, "plan").decrypt(nonce, content, row_id(plan))
    assert PlanContent.model_validate_json(opened).profile == store.open(plan).profile.to_json()
    for bound_to in (None, b"", row_id(new_secret())):
        with pytest.raises(InvalidTag):
            _cipher(plan, "plan").decrypt(nonce, content, bound_to)


DAMAGE = {
    "emptied": lambda _: b"",
    "one byte left": lambda sealed: sealed[:1],
    "nonce left": lambda sealed: sealed[:NONCE_BYTES],
    "cut short": lambda sealed: sealed[:-1],
    "longer": lambda sealed: sealed + b"\0",
    "first byte": lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
    "a byte of the content": lambda sealed: sealed[:40] + bytes([sealed[40] ^ 128]) + sealed[41:],
    "last byte": lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
    "another content": lambda sealed: bytes(len(sealed)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_content_does_not_open(store, plan, otherwise, direct, damage):
    link = token(store.publish(plan, **LIVE))
    with direct() as connection:
        for table in (PLANS, LINKS):
            sealed = connection.scalar(sa.select(table.c.content))
            connection.execute(sa.update(table).values(content=damage(sealed)))
    for use in every_use(store, plan, otherwise(), link=link).values():
        assert refusal(use) == ONE_REFUSAL
    assert refusal(lambda: store.read(link)) == ONE_REFUSAL


# Saved by another program --------------------------------------------------------------------------------------------


@pytest.fixture
def put(direct):
    """Write content into a row with its own key."""

    def write(table, secret, content):
        kind = "plan" if table is PLANS else "share"
        with direct() as connection:
            connection.execute(sa.update(table).values(content=seal(secret, kind, content)))

    return write


def test_entries_of_a_newer_program_are_given_back_as_they_were_saved(store, plan, entered, otherwise, put):
    link = token(store.publish(plan, **LIVE))
    newer = entered.to_json().replace("second-sitting/2", "second-sitting/3")
    put(PLANS, plan, PlanContent(profile=newer, as_of=TODAY, saved=0))
    options = {name: LIVE[name] for name in ("label", "sections", "live")}
    put(
        LINKS,
        link,
        ShareContent(profile=newer, as_of=TODAY, model_version="9", data_version="9", **options),
    )
    told = ("The file's format is not second-sitting/2. Choose a file that was saved here.",)
    uses = every_use(store, plan, otherwise()) | {"read": lambda: store.read(link)}
    for name in ("open", "publish", "read"):
        with pytest.raises(Unreadable) as refused:
            uses[name]()
        assert (refused.value.content, refused.value.problems) == (newer, told)
    with pytest.raises(Unreadable):
        store.save(plan, 7, otherwise(), TODAY)


class Newer(BaseModel):
    profile: str
    as_of: dt.date
    sections: tuple[str, ...] = ("wellbeing",)


def test_content_of_another_shape_gives_its_entries_back_too(store, plan, entered, put):
    link = token(store.publish(plan, **LIVE))
    for table, secret, use in ((PLANS, plan, store.open), (LINKS, link, store.read)):
        put(table, secret, Newer(profile=entered.to_json(), as_of=TODAY))
        with pytest.raises(Unreadable) as refused:
            use(secret)
        assert refused.value.content == entered.to_json()
        assert refused.value.problems == ("It was saved by another version of this program.",)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(workspaces, plan, direct, otherwise, caplog):
    with direct() as connection:
        connection.execute(sa.update(SCHEMA_VERSION).values(version=SCHEMA + 1))
        before = connection.execute(sa.select(PLANS)).all()
    started = workspaces()
    uses = every_use(started, plan, otherwise()) | {
        "create": lambda: started.create(otherwise(), TODAY),
        "check": started.check,
        "purge": started.purge,
    }
    for use in uses.values():
        caplog.clear()
        with pytest.raises(NotAvailable) as refused:
            use()
        assert str(refused.value) == "The database is of another version of this program."
        assert caplog.messages == ["The database has schema 2, this program has 1: run the newer one."]
    with direct() as connection:
        assert connection.execute(sa.select(PLANS)).all() == before


def test_the_schema_is_written_down_once(store, plan, workspaces, direct):
    assert workspaces().open(plan) == store.open(plan)
    with direct() as connection:
        assert connection.scalars(sa.select(SCHEMA_VERSION.c.version)).all() == [SCHEMA]


# At once -------------------------------------------------------------------------------------------------------------


def at_once(number, work):
    """Do something in several threads that set off together; what each answered."""
    line = threading.Barrier(number)

    def set_off(one):
        line.wait()
        return work(one)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(set_off, range(number)))


@pytest.fixture
def patient(monkeypatch):
    """Wait as long as a busy machine may need: how long is no part of what is tested."""
    monkeypatch.setattr(database, "PATIENCE", 60)


@pytest.mark.usefixtures("patient")
def test_programs_that_start_at_once_on_an_empty_database_all_work(workspaces, direct, otherwise):
    started = [workspaces() for _ in range(8)]
    made = at_once(8, lambda one: started[one].create(otherwise(one), TODAY)[0])
    assert [started[0].open(secret).profile for secret in made] == [otherwise(one) for one in range(8)]
    with direct() as connection:
        assert connection.scalars(sa.select(SCHEMA_VERSION.c.version)).all() == [SCHEMA]


@pytest.mark.usefixtures("patient")
def test_fifty_sessions_share_one_workspace(store, otherwise):
    def session(one):
        secret, saved = store.create(otherwise(one), TODAY)
        link = token(store.publish(secret, **LIVE))
        store.save(secret, saved.version, otherwise(one + 1), TODAY)
        return store.open(secret).profile, store.read(link).profile

    assert at_once(50, session) == [(otherwise(one + 1),) * 2 for one in range(50)]


@pytest.mark.usefixtures("patient")
def test_of_many_saves_from_one_version_one_is_written(store, plan, otherwise):
    def save(one):
        try:
            return store.save(plan, 1, otherwise(one), TODAY)
        except Conflict as conflict:
            return conflict.saved

    saved = at_once(10, save)
    assert {one.version for one in saved} == {2}
    assert {one.profile.to_json() for one in saved} == {store.open(plan).profile.to_json()}


# The database cannot be used -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def each_transaction(pragma, afterwards):
    """Give SQLite's connections a limit that a test cannot set on the machine itself."""
    said = [pragma]

    def limit(connection):
        connection.exec_driver_sql(f"PRAGMA {said[0]}")

    sa.event.listen(Engine, "begin", limit)
    try:
        yield lambda: said.__setitem__(0, afterwards)
    finally:
        sa.event.remove(Engine, "begin", limit)


@contextlib.contextmanager
def sqlite_locked(address):
    with contextlib.closing(sqlite3.connect(sa.make_url(address).database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other.rollback


def sqlite_full(_):
    return each_transaction("max_page_count = 1", "max_page_count = 1000000")


def sqlite_read_only(_):
    return each_transaction("query_only = ON", "query_only = OFF")


@contextlib.contextmanager
def sqlite_away(address):
    folder = Path(sa.make_url(address).database).parent
    away = folder.rename(folder.with_name("away"))
    yield lambda: away.rename(folder)


@contextlib.contextmanager
def postgresql_locked(address):
    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE plans, links IN EXCLUSIVE MODE")
        yield other.rollback


@contextlib.contextmanager
def postgresql_changed(address, change, back):
    """Change the database for every connection from now on."""
    server, _, name = address.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as operator:

        def alter(how):
            operator.execute(sql.SQL("ALTER DATABASE {} " + how).format(sql.Identifier(name)))
            operator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

        alter(change)
        yield lambda: alter(back)


def postgresql_read_only(address):
    on = "SET default_transaction_read_only = "
    return postgresql_changed(address, f"{on} on", f"{on} off")


def postgresql_away(address):
    return postgresql_changed(address, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true")


@pytest.fixture
def failing(request, address, monkeypatch):
    """Let the database fail for a while; what this yields lets it come back.

    A lock that is held is waited for no longer than it takes to see that it is held. SQLite is told so as it connects,
    PostgreSQL as each transaction begins, and for every statement: a busy machine needs longer for those that work.
    """
    if address.startswith("sqlite"):
        monkeypatch.setattr(database, "PATIENCE", 0.2)

    @contextlib.contextmanager
    def fail():
        with request.param(address) as mend, monkeypatch.context() as meanwhile:
            meanwhile.setattr(database, "PATIENCE", 0.2)

            def come_back():
                mend()
                meanwhile.undo()

            yield come_back

    return fail


only_written = pytest.mark.parametrize(
    ("address", "failing"),
    [
        ("sqlite", sqlite_locked),
        ("sqlite", sqlite_full),
        ("sqlite", sqlite_read_only),
        ("postgresql", postgresql_locked),
        ("postgresql", postgresql_read_only),
    ],
    indirect=True,
)
every_failure = pytest.mark.parametrize(
    ("address", "failing"),
    [*only_written.args[1], ("sqlite", sqlite_away), ("postgresql", postgresql_away)],
    indirect=True,
)


@pytest.fixture
def small(student):
    return student()


@pytest.fixture
def large(student):
    """More entries than fit into the pages that a database has to spare."""
    return student(*((30, 40 + number / 4) for number in range(40)), application={"target_specialties": ("Urology",)})


@every_failure
def test_a_database_that_fails_loses_nothing_says_so_and_is_used_again(store, failing, small, large):
    secret, saved = store.create(small, TODAY)
    link = token(store.publish(secret, **LIVE))
    with failing() as mend:
        for use in (
            lambda: store.create(large, TODAY),
            lambda: store.save(secret, 1, large, TODAY),
        ):
            with pytest.raises(NotAvailable) as told:
                use()
            assert str(told.value) == "Saving is not available now."
            assert told.value.__cause__ is None
        mend()
        assert store.open(secret).profile == store.read(link).profile == small
        assert store.save(secret, 1, large, TODAY).version == saved.version + 1
        assert store.open(secret).profile == store.read(link).profile == large


@only_written
def test_who_cannot_save_can_still_read(store, workspaces, failing, entered, large):
    secret, _ = store.create(entered, TODAY)
    link = token(store.publish(secret, **LIVE))
    with failing():
        for reader in (store, workspaces()):
            reader.check()
            assert reader.open(secret).profile == reader.read(link).profile == entered
            with pytest.raises(NotAvailable):
                reader.create(large, TODAY)


@every_failure
def test_neither_the_log_nor_an_error_tells_anything_of_a_student(store, failing, small, large, caplog):
    caplog.set_level("DEBUG")
    secret, _ = store.create(small, TODAY)
    link = token(store.publish(secret, **FIXED))
    errors = []
    with failing():
        for use in (
            lambda: store.create(large, TODAY),
            lambda: store.save(secret, 1, large, TODAY),
            lambda: store.publish(secret, **LIVE),
            lambda: store.revoke(secret, link),
            lambda: store.open(link),
        ):
            try:
                use()
            except WorkspaceError as error:
                errors += ["".join(traceback.format_exception(error)), str(error.__context__)]
    assert len(errors) >= 6
    ours = [record for record in caplog.records if record.name == "model.sharing.database"]
    assert ours
    for record in ours:
        assert re.fullmatch(r"The database is not available: [A-Za-z]+( [A-Z0-9_]+)?", record.getMessage())
    for text in (caplog.text, *errors):
        for private in (
            secret,
            link,
            "Dean Ruiz",
            "Urology",
            "cbssa",
            "49.75",
            "second-sitting/1",
            "\\x",
            "b'",
            "[parameters",
        ):
            assert private not in text


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_file_that_may_only_be_read_opens_what_is_in_it(tmp_path, workspaces, entered, mode):
    file = tmp_path / "kept.sqlite"
    writer = workspaces(f"sqlite:///{file}")
    secret, _ = writer.create(entered, TODAY)
    writer.close()
    with contextlib.closing(sqlite3.connect(file)) as operator:
        assert operator.execute(f"PRAGMA journal_mode = {mode}").fetchone() == (mode,)
    reader = workspaces(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert reader.open(secret).profile == entered
    with pytest.raises(NotAvailable):
        reader.create(entered, TODAY)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_file_has_a_log_beside_it_and_a_save_is_on_disk_before_it_is_said(store, plan):
    given = []

    def look(connection):
        given.extend(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous"))

    sa.event.listen(Engine, "begin", look)
    try:
        store.open(plan)
    finally:
        sa.event.remove(Engine, "begin", look)
    assert given == ["wal", 2]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_file_deleted_under_the_running_program_takes_no_save_that_is_then_lost(
    store, plan, tmp_path, workspaces, entered
):
    for file in tmp_path.glob("second-sitting.sqlite*"):
        file.unlink()
    with pytest.raises(NotAvailable):
        store.create(entered, TODAY)
    secret, _ = store.create(entered, TODAY)
    with pytest.raises(NotFound):
        store.open(plan)
    store.close()
    assert workspaces().open(secret).profile == entered


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_file_put_back_from_a_copy_is_used_as_it_then_is(store, plan, tmp_path, entered, otherwise):
    file = tmp_path / "second-sitting.sqlite"
    copy = tmp_path / "copy.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as running, contextlib.closing(sqlite3.connect(copy)) as to:
        running.backup(to)
    store.save(plan, 1, otherwise(), TODAY)
    store.close()  # as a program that stops writes its log into the file
    copy.replace(file)
    opened = store.open(plan)
    assert (opened.version, opened.profile) == (1, entered)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_connections_cut_by_the_server_are_replaced_unnoticed(store, plan, address, otherwise):
    with psycopg.connect(address) as operator:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
        assert operator.execute(cut, (operator.info.backend_pid,)).rowcount > 0
    assert store.save(plan, 1, otherwise(), TODAY).profile == otherwise()


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_server_that_cannot_be_reached_any_more_is_given_up(store, plan):
    given = []

    def look(connection):
        given.append(connection.connection.driver_connection.info.get_parameters())

    sa.event.listen(Engine, "begin", look)
    try:
        store.open(plan)
    finally:
        sa.event.remove(Engine, "begin", look)
    assert [(one["connect_timeout"], one["tcp_user_timeout"]) for one in given] == [("3", "3000")]


def test_a_missing_folder_is_said_and_used_once_it_is_there(tmp_path, workspaces, entered):
    store = workspaces(f"sqlite:///{tmp_path / 'missing' / 'a.sqlite'}")
    with pytest.raises(NotAvailable):
        store.check()
    (tmp_path / "missing").mkdir()
    store.check()
    assert store.create(entered, TODAY)[1].version == 1


def test_a_file_that_is_no_database_is_left_alone(tmp_path, workspaces, entered, caplog):
    file = tmp_path / "notes.txt"
    file.write_bytes(b"Not a database, " * 400)
    with pytest.raises(NotAvailable):
        workspaces(f"sqlite:///{file}").create(entered, TODAY)
    assert file.read_bytes() == b"Not a database, " * 400
    assert caplog.messages == ["The database is not available: DatabaseError SQLITE_NOTADB"]


@pytest.mark.parametrize(
    "address",
    [
        "second-sitting.sqlite",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "mysql://owner:hunter2@127.0.0.1/plans",
        "postgresql://owner:hunter2@127.0.0.1:port/plans",
        "://",
    ],
)
def test_an_address_that_keeps_nothing_is_refused(workspaces, entered, address, caplog):
    store = workspaces(address)
    for use in (store.check, lambda: store.create(entered, TODAY)):
        with pytest.raises(NotAvailable) as refused:
            use()
        assert str(refused.value) == "The database is not one that this program can use."
    assert set(caplog.messages) == {"DATABASE_URL names neither a SQLite file nor a PostgreSQL database."}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_a_server_that_is_not_there_is_said_without_its_password(workspaces, entered, caplog, scheme):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        store = workspaces(f"{scheme}://owner:hunter2@127.0.0.1:{unused.getsockname()[1]}/plans")
        for use in (store.check, lambda: store.create(entered, TODAY)):
            with pytest.raises(NotAvailable) as told:
                use()
            assert "hunter2" not in "".join(traceback.format_exception(told.value))
    assert caplog.messages == ["The database is not available: OperationalError"] * 2


def test_closing_what_was_never_opened_and_opening_what_was_closed(store, entered):
    store.close()
    secret, _ = store.create(entered, TODAY)
    store.close()
    assert store.open(secret).profile == entered


# The workspace of the process ----------------------------------------------------------------------------------------


@pytest.fixture
def own(monkeypatch, tmp_path):
    """The workspace of this process, as if it had just started."""
    monkeypatch.setattr(sharing, "FOLDER", tmp_path / "var")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    workspace.cache_clear()
    yield workspace
    workspace().close()
    workspace.cache_clear()


@pytest.mark.parametrize("said", [None, ""], ids=["unset", "empty"])
def test_without_an_address_a_file_in_a_folder_of_our_own_is_used(own, monkeypatch, tmp_path, entered, said):
    if said is not None:
        monkeypatch.setenv("DATABASE_URL", said)
    secret, _ = own().create(entered, TODAY)
    assert own() is own()
    assert own().open(secret).profile == entered
    assert (tmp_path / "var" / "second-sitting.sqlite").is_file()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_the_address_in_the_environment_is_used(own, monkeypatch, address, workspaces, entered):
    monkeypatch.setenv("DATABASE_URL", address)
    secret, _ = own().create(entered, TODAY)
    assert workspaces().open(secret).profile == entered
    assert not sharing.FOLDER.exists()


def test_a_folder_that_cannot_be_made_is_said_where_something_is_saved(own, tmp_path, entered):
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(NotAvailable):
        own().create(entered, TODAY)
