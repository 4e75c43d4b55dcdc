"""Saving, coming back and sharing, as the pages do it: a real SQLite file, real sessions, without a browser."""

import re
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

import model.sharing.database as sharing_database
from model.sharing.contents import PlanContent
from model.sharing.encryption import seal
from model.sharing.sections import SECTIONS
from model.sharing.workspace import workspace

ROOT = Path(__file__).resolve().parents[2]
CLOSED = "This link does not open anything"


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """The database file of this test's app."""
    path = tmp_path / "saved.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    workspace.cache_clear()
    yield path
    workspace.cache_clear()


@pytest.fixture
def visit():
    """Open the app by an address with a query."""

    def begin(**query):
        app = AppTest.from_file(ROOT / "pages" / "router.py", default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return begin


def secret_of(app):
    """The secret in the private link on the page."""
    (found,) = re.findall(r"\?plan=([\w-]{43})$", "\n".join(code.value for code in app.code), flags=re.MULTILINE)
    return found


def tokens_of(app):
    """The tokens of the advisor links on the page, the newest first."""
    return re.findall(r"\?share=([\w-]{43})$", "\n".join(code.value for code in app.code), flags=re.MULTILINE)


def words_of(app):
    assert not app.exception
    drawn = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.warning)
    return "\n".join(text.value for text in drawn)


@pytest.fixture
def saved(student):
    """A student with the second example saved, and the secret."""
    student.click("example_steady")
    student.go("share")
    student.click("save_here")
    return student, secret_of(student.app)


def make_link(student, **options):
    student.enter(**options)
    student.click("keep_link")
    return tokens_of(student.app)[0]


# Saving and coming back ----------------------------------------------------------------------------------------------


def test_before_the_first_save_the_page_says_what_is_stored_and_for_how_long(student, database):
    student.go("share")
    assert "nothing but your private link opens it" in student.said
    assert "until 365 days after your last save" in student.said
    assert not database.exists()


def test_the_private_link_is_shown_until_it_is_noted_and_then_no_more(saved):
    student, secret = saved
    student.go("home")
    student.go("share")
    assert secret_of(student.app) == secret
    student.click("noted")
    assert [code.value for code in student.app.code] == []


def test_the_private_link_brings_everything_back_and_leaves_the_address(saved, visit):
    student, secret = saved
    app = visit(plan=secret)
    assert "plan" not in app.query_params
    assert "Opened what you saved on" in words_of(app)
    assert app.session_state.tests == student.app.session_state.tests
    assert app.session_state.kept.saved.profile == student.app.session_state.kept.saved.profile


def test_going_back_to_the_private_link_keeps_what_was_typed_since(saved, visit):
    _, secret = saved
    app = visit(plan=secret)
    app.switch_page("retake/page.py").run()
    app.number_input(key="pass_bar").set_value(77).run()
    app.query_params["plan"] = secret
    app.run()
    assert "plan" not in app.query_params
    assert app.session_state.pass_bar == 77


def test_what_is_not_saved_is_marked_on_every_page_until_it_is(saved):
    student, secret = saved
    student.go("readiness")
    assert "Not saved yet" not in student.said
    student.enter(pass_bar=77)
    for page in ("readiness", "outlook", "methods", "home", "share"):
        student.go(page)
        assert "Not saved yet" in student.said, page
    student.click("save")
    assert "Not saved yet" not in student.said
    assert workspace().open(secret).profile.pass_bar == 77


def test_with_autosave_a_change_is_saved_by_itself(saved):
    student, secret = saved
    student.enter(autosave=True)
    student.go("readiness")
    student.enter(pass_bar=77)
    assert "Not saved yet" not in student.said
    assert workspace().open(secret).profile.pass_bar == 77


def test_an_entry_that_cannot_be_used_is_not_saved_and_the_page_says_which(saved):
    student, secret = saved
    student.go("outlook")
    student.app.session_state["group_Clerkships"] = True
    student.app.run()
    student.enter(clerkship_honors=5, clerkships_graded=3)
    student.click("save")
    assert "Not saved." in student.said
    assert "5 of 3 clerkships is more than all of them. Check both numbers." in student.said
    assert workspace().open(secret).version == 1


def test_of_two_saves_the_later_is_told_and_shown_both(saved, visit):
    student, secret = saved
    other = visit(plan=secret)
    other.switch_page("retake/page.py").run()
    other.number_input(key="pass_bar").set_value(80).run()
    other.button(key="save").click().run()

    student.go("readiness")
    student.enter(pass_bar=77)
    student.click("save")
    assert "Another save of this plan came first" in student.said
    student.go("share")
    assert "| Your own bar | 77 | 80 |" in student.said
    assert workspace().open(secret).profile.pass_bar == 80


@pytest.mark.parametrize(("choice", "kept"), [("keep_mine", 77), ("take_theirs", 80)])
def test_of_two_saves_the_chosen_one_is_kept(saved, visit, choice, kept):
    student, secret = saved
    other = visit(plan=secret)
    other.switch_page("retake/page.py").run()
    other.number_input(key="pass_bar").set_value(80).run()
    other.button(key="save").click().run()
    student.go("readiness")
    student.enter(pass_bar=77)
    student.click("save")
    student.go("share")
    student.click(choice)
    assert workspace().open(secret).profile.pass_bar == kept
    assert student.app.session_state.pass_bar == kept
    assert "Two saves met" not in student.said
    assert "Not saved yet" not in student.said


def test_what_was_given_up_for_the_other_save_can_be_brought_back(saved):
    student, secret = saved
    ours = student.app.session_state.kept.saved
    workspace().save(secret, ours.version, ours.profile.model_copy(update={"pass_bar": 80}), ours.as_of)
    student.go("readiness")
    student.enter(pass_bar=77)
    student.click("save")
    student.go("share")
    student.click("take_theirs")
    student.click("undo")
    assert student.app.session_state.pass_bar == 77


# Links for an advisor ------------------------------------------------------------------------------------------------


def test_an_advisor_sees_the_chosen_sections_the_label_and_nothing_to_type_in(saved, visit):
    student, _ = saved
    token = make_link(student, link_label="Dr. Osei", link_outlook=False, link_strengths=False)
    app = visit(share=token)
    said = words_of(app)
    assert "Dr. Osei" in said
    assert "Read-only" in said
    assert "Internal Medicine" not in said
    assert [element.type for element in app.main if isinstance(element, Widget)] == []


def test_the_advisor_reads_the_same_answer_as_the_student(saved, visit):
    student, _ = saved
    student.go("readiness")
    (answer,) = (header.value for header in student.app.header if header.value.startswith("About "))
    student.go("share")
    said = words_of(visit(share=make_link(student)))
    assert answer in said


def test_a_live_link_follows_the_next_save_and_a_fixed_one_does_not(saved, visit):
    student, _ = saved
    live, fixed = make_link(student, link_live=True), make_link(student, link_live=False)
    student.go("readiness")
    student.enter(pass_bar=55)
    student.click("save")
    assert "55 of 100" in words_of(visit(share=live))
    assert "55 of 100" not in words_of(visit(share=fixed))


def test_making_a_link_saves_first(saved):
    student, secret = saved
    student.go("readiness")
    student.enter(pass_bar=55)
    student.go("share")
    make_link(student)
    assert workspace().open(secret).profile.pass_bar == 55


def test_a_revoked_link_opens_nothing_and_undo_opens_it_again(saved, visit):
    student, _ = saved
    token = make_link(student)
    student.click("revoke_0")
    assert tokens_of(student.app) == []
    assert CLOSED in words_of(visit(share=token))
    student.click("undo")
    assert tokens_of(student.app) == [token]
    assert CLOSED not in words_of(visit(share=token))


def test_a_link_can_be_changed_and_keeps_its_address(saved, visit):
    student, _ = saved
    token = make_link(student, link_label="Dr. Osei")
    student.click("edit_link_0")
    assert make_link(student, link_label="Dean Ruiz", link_readiness=False, link_booking=False) == token
    said = words_of(visit(share=token))
    assert "Dean Ruiz" in said
    assert "Dr. Osei" not in said


def test_a_link_without_a_section_is_not_made_and_the_page_says_why(saved):
    student, _ = saved
    student.enter(**{f"link_{section}": False for section in SECTIONS})
    student.click("keep_link")
    assert "Choose at least one." in student.said
    assert tokens_of(student.app) == []


def test_a_note_on_how_it_is_going_is_in_no_link_unless_it_is_ticked(saved, visit):
    student, _ = saved
    student.go("plan")
    student.app.session_state["wellbeing"] = "Sleeping again."
    student.go("share")
    assert "Sleeping again." not in words_of(visit(share=make_link(student)))
    assert "Sleeping again." in words_of(visit(share=make_link(student, link_wellbeing=True)))


def test_the_preview_is_what_the_advisor_then_sees(saved, visit):
    student, _ = saved
    student.enter(preview=True, link_label="Dr. Osei")
    preview = [text.value for text in student.app.get_by_key("preview_page").markdown]
    token = make_link(student, link_label="Dr. Osei")
    assert preview == [text.value for text in visit(share=token).markdown]


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("A" * 43, id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("short", id="short"),
        pytest.param("A" * 20_000, id="over-long"),
        pytest.param("<script>alert(1)</script>", id="hostile"),
        pytest.param("\u202e" * 43, id="not ASCII"),
    ],
)
@pytest.mark.parametrize("query", ["share", "plan"])
def test_whatever_opens_nothing_gives_one_and_the_same_page(visit, query, token):
    app = visit(**{query: token})
    assert [text.value for text in app.title] == [CLOSED]
    assert [text.value for text in app.markdown] == [
        "It may have expired, been revoked, or be incomplete. Ask the person who sent it for a new one."
    ]


def test_a_private_link_never_opens_as_an_advisors_nor_the_reverse(saved, visit):
    student, secret = saved
    token = make_link(student)
    assert CLOSED in words_of(visit(share=secret))
    assert CLOSED in words_of(visit(plan=token))


# Deleting ------------------------------------------------------------------------------------------------------------


def test_deleting_asks_first_and_then_leaves_what_was_typed(saved, visit):
    student, secret = saved
    token = make_link(student)
    tests = student.app.session_state.tests
    student.click("delete")
    assert "Delete the saved plan and 1 open link? This cannot be undone." in student.said
    student.click("keep_it")
    assert CLOSED not in words_of(visit(share=token))

    student.click("delete")
    student.click("delete_now")
    assert "Deleted: your saved plan and every link to it." in student.said
    assert student.app.session_state.tests == tests
    assert CLOSED in words_of(visit(share=token))
    assert CLOSED in words_of(visit(plan=secret))


def test_a_plan_deleted_elsewhere_is_said_to_be_gone_and_nothing_typed_is_lost(saved):
    student, secret = saved
    workspace().delete(secret)
    student.go("readiness")
    student.enter(pass_bar=77)
    student.click("save")
    student.go("share")
    assert "Your saved plan is no longer there." in student.said
    assert student.app.session_state.pass_bar == 77
    student.click("save_here")
    assert workspace().open(secret_of(student.app)).profile.pass_bar == 77


# The database away ---------------------------------------------------------------------------------------------------


@pytest.fixture
def away(database, monkeypatch):
    """Take the database away, and give it back."""

    def take():
        monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/saved.sqlite")
        workspace.cache_clear()

    def give():
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
        workspace.cache_clear()

    return take, give


def test_without_a_database_the_app_goes_on_keeps_what_is_typed_and_offers_the_file(saved, away):
    student, secret = saved
    take, give = away
    student.go("readiness")
    student.enter(pass_bar=77)
    take()
    student.click("save")
    assert "Saving is not available now." in student.said
    assert "Not saved yet" in student.said
    assert student.app.session_state.pass_bar == 77
    assert student.app.get_by_key("download").label == "Download my entries"
    for page in ("home", "outlook", "methods", "share"):
        student.go(page)
        assert not student.app.exception, page
    give()
    student.click("save")
    assert workspace().open(secret).profile.pass_bar == 77


def test_without_a_database_the_first_save_says_so(student, away):
    take, _ = away
    take()
    student.go("share")
    student.click("save_here")
    assert "Saving is not available now." in student.said
    assert list(student.app.code) == []


def test_without_a_database_a_link_can_be_tried_again_and_an_advisor_waits(saved, visit, away):
    student, secret = saved
    token = make_link(student)
    take, give = away
    take()
    app = visit(plan=secret)
    assert "Saving is not available now." in words_of(app)
    assert app.query_params["plan"] == secret
    assert "This cannot be opened now" in words_of(visit(share=token))
    give()
    assert "Opened what you saved on" in words_of(visit(plan=secret))


def test_a_private_link_that_did_not_open_stays_in_the_address(saved, visit, away):
    _, secret = saved
    take, give = away
    take()
    app = visit(plan=secret)
    give()
    app.switch_page("share/page.py").run()
    app.button(key="save_here").click().run()
    assert secret_of(app) != secret
    app.query_params["plan"] = secret
    app.run()
    assert app.query_params["plan"] == secret


def test_with_autosave_an_entry_to_correct_is_not_tried_and_no_other_word_is_lost(saved):
    student, secret = saved
    student.enter(autosave=True)
    student.go("outlook")
    student.app.session_state["group_Clerkships"] = True
    student.app.run()
    student.enter(clerkship_honors=5, clerkships_graded=3)
    assert "Not saved yet." in student.said
    assert "Not saved. " not in student.said
    student.enter(clerkships_graded=6)
    assert "Not saved yet." not in student.said
    assert workspace().open(secret).profile.application.clerkships_graded == 6


def test_a_database_locked_by_another_program_is_told_like_one_that_is_away(saved, database, monkeypatch):
    student, _ = saved
    monkeypatch.setattr(sharing_database, "PATIENCE", 0)
    workspace.cache_clear()
    student.go("readiness")
    student.enter(pass_bar=77)
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        student.click("save")
        assert "Saving is not available now." in student.said
        other.execute("ROLLBACK")
    student.click("save")
    assert "Saving is not available now." not in student.said


def test_a_plan_of_another_version_is_offered_as_it_was_saved(saved, visit, database):
    student, secret = saved
    ours = student.app.session_state.kept.saved
    content = PlanContent(profile='{"format": "second-sitting/9"}', as_of=ours.as_of, saved=ours.saved)
    with sqlite3.connect(database) as connection:
        sealed = seal(secret, "plan", content)
        connection.execute("UPDATE plans SET content = ?", [sealed])
    app = visit(plan=secret)
    assert "saved by another version of this app" in words_of(app)
    assert app.get_by_key("unreadable_file").label == "Download it as it was saved"
