"""The life of plans and links, tried in many orders: what is over never opens again, what is live shows the last save.

A model of what should be there, in plain dictionaries, is led beside the workspace; after each step everything that was
ever given out is tried.
"""

import datetime as dt

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from model.entries.profile import Profile
from model.sharing.contents import Conflict
from model.sharing.errors import LinkError, NotFound
from model.sharing.sections import SECTIONS, sections_only

TODAY = dt.date(2026, 11, 22)
DAY = 86_400
MOST_LINKS = 20

scores = st.integers(0, 100)
sections = st.sets(st.sampled_from(SECTIONS), min_size=1).map(sorted)
options = st.fixed_dictionaries(
    {
        "label": st.sampled_from(["Dean", "Advisor", ""]),
        "sections": sections,
        "live": st.booleans(),
        "days": st.sampled_from([7, 30, 90]),
    }
)
waits = st.sampled_from([1, 59, 60, 61, DAY, 7 * DAY - 1, 7 * DAY, 30 * DAY - 1, 30 * DAY, 90 * DAY, 365 * DAY])


def scored(score):
    """A student's entries that a score tells apart, in every section."""
    application = {"step2ck": 150 + score, "letters": score}
    test = {"test": "cbssa", "date": TODAY, "score": float(score)}
    return Profile.from_entries({"practice_tests": (test,), "application": application}, TODAY)


PROFILES = {score: scored(score) for score in range(101)}


class Life(RuleBasedStateMachine):
    """Plans and links of some students. ``scores[0]`` is a plan's first save, ``scores[-1]`` its last."""

    plans = Bundle("plans")
    links = Bundle("links")

    def __init__(self, store, clock):
        super().__init__()
        self.store, self.clock = store, clock
        self.open_plans = {}
        self.open_links = {}
        self.over = set()

    def teardown(self):
        self.clock.forward(days=1000)
        self.store.purge()

    # What should be there

    def opens(self, plan):
        return plan in self.open_plans

    def shown(self, link):
        known = self.open_links.get(link)
        return known is not None and known["revoked"] is None

    def restorable(self, link):
        known = self.open_links.get(link)
        return known is not None and known["revoked"] is not None

    def owned(self, plan):
        return [known for known in self.open_links.values() if known["plan"] == plan]

    def room(self, plan):
        return sum(known["revoked"] is None for known in self.owned(plan)) < MOST_LINKS

    def pass_time(self):
        """Let go of what is over by now."""
        now = self.clock.now
        for link, known in list(self.open_links.items()):
            undone = known["revoked"] is not None and known["revoked"] <= now - 60
            if known["expires"] <= now or undone or known["plan"] not in self.open_plans:
                self.over.add(link)
                del self.open_links[link]
        for plan, known in list(self.open_plans.items()):
            if known["expires"] <= now:
                self.over.add(plan)
                del self.open_plans[plan]

    def prolong(self, plan):
        self.open_plans[plan]["expires"] = self.clock.now + 365 * DAY

    def refused(self, use, *arguments, **named):
        with pytest.raises(NotFound):
            use(*arguments, **named)

    # What can be done

    @rule(target=plans, score=scores)
    def create(self, score):
        plan, saved = self.store.create(PROFILES[score], TODAY)
        assert saved.version == 1
        self.open_plans[plan] = {"scores": [score]}
        self.prolong(plan)
        return plan

    @rule(plan=plans, score=scores)
    def save(self, plan, score):
        if not self.opens(plan):
            return self.refused(self.store.save, plan, 1, PROFILES[score], TODAY)
        known = self.open_plans[plan]["scores"]
        known.append(score)
        self.prolong(plan)
        saved = self.store.save(plan, len(known) - 1, PROFILES[score], TODAY)
        assert saved.version == len(known)
        return None

    @precondition(lambda self: any(len(known["scores"]) > 1 for known in self.open_plans.values()))
    @rule(data=st.data(), score=scores)
    def save_late(self, data, score):
        saved_twice = [plan for plan, known in self.open_plans.items() if len(known["scores"]) > 1]
        plan = data.draw(st.sampled_from(saved_twice))
        known = self.open_plans[plan]["scores"]
        version = data.draw(st.integers(1, len(known) - 1))
        if score == known[-1]:
            known.append(score)
            self.prolong(plan)
            assert self.store.save(plan, version, PROFILES[score], TODAY).version == len(known)
        else:
            with pytest.raises(Conflict) as told:
                self.store.save(plan, version, PROFILES[score], TODAY)
            assert (told.value.saved.version, told.value.saved.profile) == (len(known), PROFILES[known[-1]])

    @rule(target=links, plan=plans, chosen=options)
    def publish(self, plan, chosen):
        if not self.opens(plan):
            self.refused(self.store.publish, plan, **chosen)
            return multiple()
        if not self.room(plan):
            with pytest.raises(LinkError):
                self.store.publish(plan, **chosen)
            return multiple()
        link = self.store.publish(plan, **chosen).links[-1].token
        assert link not in self.open_links
        assert link not in self.over
        self.choose(plan, link, chosen)
        return link

    def choose(self, plan, link, chosen):
        self.open_links[link] = chosen | {
            "plan": plan,
            "score": self.open_plans[plan]["scores"][-1],
            "expires": self.clock.now + chosen["days"] * DAY,
            "revoked": None,
        }
        self.prolong(plan)

    @rule(plan=plans, link=links, chosen=options)
    def update(self, plan, link, chosen):
        if self.shown(link) and self.open_links[link]["plan"] == plan:
            self.store.update(plan, link, **chosen)
            self.choose(plan, link, chosen)
        else:
            self.refused(self.store.update, plan, link, **chosen)

    @rule(plan=plans, link=links)
    def revoke(self, plan, link):
        if self.shown(link) and self.open_links[link]["plan"] == plan:
            self.store.revoke(plan, link)
            self.open_links[link]["revoked"] = self.clock.now
        else:
            self.refused(self.store.revoke, plan, link)

    @rule(link=links)
    def revoke_by_the_owner(self, link):
        if self.shown(link):
            self.revoke(self.open_links[link]["plan"], link)

    @rule(plan=plans, link=links)
    def restore(self, plan, link):
        if not self.restorable(link) or self.open_links[link]["plan"] != plan:
            self.refused(self.store.restore, plan, link)
        elif self.room(plan):
            self.store.restore(plan, link)
            self.open_links[link]["revoked"] = None
        else:
            with pytest.raises(LinkError):
                self.store.restore(plan, link)

    @rule(link=links)
    def restore_by_the_owner(self, link):
        if self.restorable(link):
            self.restore(self.open_links[link]["plan"], link)

    @rule(seconds=waits)
    def wait(self, seconds):
        self.clock.forward(seconds=seconds)
        self.pass_time()

    @rule()
    def purge(self):
        self.store.purge()
        assert self.store.purge() == 0

    @rule(plan=consumes(plans))
    def delete(self, plan):
        if not self.opens(plan):
            return self.refused(self.store.delete, plan)
        self.store.delete(plan)
        del self.open_plans[plan]
        self.over.add(plan)
        self.pass_time()
        return None

    # What always holds

    @invariant()
    def what_is_over_never_opens_again(self):
        for gone in self.over:
            self.refused(self.store.read, gone)
            self.refused(self.store.open, gone)

    @invariant()
    def a_plan_shows_its_last_save_and_its_links(self):
        for plan, known in self.open_plans.items():
            saved = self.store.open(plan)
            assert saved.profile == PROFILES[known["scores"][-1]]
            assert (saved.version, saved.expires) == (len(known["scores"]), known["expires"])
            found = {link.token: (link.live, link.expires, link.revoked) for link in saved.links}
            assert found == {
                link: (known["live"], known["expires"], known["revoked"])
                for link, known in self.open_links.items()
                if known["plan"] == plan
            }

    @invariant()
    def a_link_shows_what_it_should_or_nothing(self):
        for link, known in self.open_links.items():
            if known["revoked"] is not None:
                self.refused(self.store.read, link)
                continue
            score = self.open_plans[known["plan"]]["scores"][-1] if known["live"] else known["score"]
            shown = self.store.read(link)
            assert shown.profile == sections_only(PROFILES[score], known["sections"])
            assert (shown.label, shown.live, shown.expires) == (known["label"], known["live"], known["expires"])
            assert shown.sections == tuple(section for section in SECTIONS if section in known["sections"])

    @invariant()
    def no_link_outlives_its_plan(self):
        for known in self.open_links.values():
            assert known["expires"] < self.open_plans[known["plan"]]["expires"]


def test_plans_and_links_live_as_they_should_in_any_order(store, clock):
    run_state_machine_as_test(lambda: Life(store, clock), settings=settings(max_examples=25, stateful_step_count=30))
