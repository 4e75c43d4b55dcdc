"""The share page: the saved plan, links for an advisor with their preview, files to take away, deleting everything."""

from functools import partial
from typing import Final

import streamlit as st

from model.entries.differences import differences
from model.evidence.exam import evidence
from model.report.document import document
from model.report.report import Report
from model.sharing.contents import MOST_LABEL_CHARACTERS, Link
from model.sharing.sections import USUAL_SECTIONS, Section
from model.text import count, long_date
from pages.session import current as session
from pages.session import entries as state
from pages.session import saved_plan as saving
from pages.ui import blocks as drawing
from pages.ui import fields, files
from pages.ui.markdown import plain
from pages.ui.report_html import html

SECTION_WORDS: Final[dict[Section, str]] = {
    "readiness": "Chance of passing, with the practice scores",
    "booking": "Booking checks, and sit or wait",
    "outlook": "Match outlook",
    "strengths": "Application strengths",
    "plan": "The plan: steps, subjects, calendar, load",
    "wellbeing": "Your note on how it is going",
}
FOLLOWING: Final = {True: "Follows each save", False: "Stays as it is now"}


def draw() -> None:
    """Draw the whole page."""
    fields.notice()
    # Each part has its place, whether or not it is there now, so that none moves the button that was just pressed.
    with st.container():
        current = _current()
    with st.container():
        if st.session_state.conflict is not None:
            _conflict()
    with st.container():
        _plan()
    if saving.kept() is not None:
        _links(current)
    _files(current)
    if saving.kept() is not None:
        _delete()


def _current() -> Report | None:
    now = session.now()
    if now.whole is not None:
        return now.report
    st.markdown("One entry has to be corrected before anything can be saved or shared.")
    fields.problems(now.problems[: state.MOST_PROBLEMS])
    return None


def _conflict() -> None:
    theirs = st.session_state.conflict
    when = saving.at(theirs.saved)
    with st.container(border=True, key="conflict"):
        st.header("Two saves met", anchor=False)
        st.markdown(
            f"This plan was saved on {when}, in another tab or on another device, after you opened it here. Both are "
            "below; choose which to keep."
        )
        whole = session.now().whole  # where it is none, what to correct is told above
        rows = () if whole is None else differences(whole, theirs.profile)
        lines = "\n".join(f"| {plain(row.entry)} | {plain(row.one)} | {plain(row.other)} |" for row in rows)
        st.markdown(f"| Entry | Here | Saved on {when} |\n|:--|:--|:--|\n{lines}")
        with st.container(horizontal=True):
            st.button("Keep what is here", key="keep_mine", on_click=saving.keep_mine)
            st.button("Take what was saved", key="take_theirs", on_click=saving.take_theirs)


def _plan() -> None:
    st.header("Your saved plan", anchor=False)
    mine = saving.kept()
    days = evidence().rule("sharing.keep_days")
    st.markdown(
        "Everything you entered is stored in encrypted form, and nothing but your private link opens it: we cannot, "
        "and nobody who gets hold of the database can. "
        f"It is kept until you delete it, or until {days:g} days after your last save."
        if mine is None
        else f"Last saved on {saving.at(mine.saved.saved)}; kept until {saving.day(mine.saved.expires)}, and longer "
        "with each save."
    )
    # One button in both states, so that whoever saves by keyboard stays where the private link then is.
    st.button(
        "Save and make my private link" if mine is None else "Save now",
        key="save_here",
        icon=":material/lock:",
        on_click=saving.save_first if mine is None else saving.save,
    )
    if mine is None:
        return
    if not mine.noted:
        with st.container(border=True, key="private_link"):
            st.markdown("**Your private link. It is shown this once.** Keep it where you keep passwords.")
            st.code(saving.address(plan=mine.secret), language=None, wrap_lines=True)
            st.markdown(
                "Whoever has it can read and change everything; do not send it to anybody. Without it nobody can bring "
                "your plan back, we cannot either. For an advisor, make a link below."
            )
            st.button("I have kept it", key="noted", icon=":material/check:", on_click=saving.note)
    st.toggle(
        "Save each change by itself",
        key="autosave",
        persist_state=state.KEEP,
        help="Links that follow each save then follow each change. Without it, every page says what is not saved.",
    )


def _links(current: Report | None) -> None:
    st.header("Links for an advisor", anchor=False)
    st.markdown(
        "Whoever has such a link can read the sections you choose, and nothing else; nobody can write. The page says "
        "of which day it is."
    )
    with st.container():
        for number, link in enumerate(saving.open_links()):
            _link(number, link)
        if not saving.open_links():
            st.caption("None is open now.")
    _form(current)


def _link(number: int, link: Link) -> None:
    with st.container(border=True, key=f"link_{number}"):
        name = plain(saving.name(link))
        st.markdown(f"**{name[0].upper()}{name[1:]}**")
        st.code(saving.address(share=link.token), language=None, wrap_lines=True)
        shown = "; ".join(SECTION_WORDS[section].lower() for section in link.sections)
        st.caption(
            f"{FOLLOWING[link.live]}, open until {saving.day(link.expires)}. Shows: {shown}."
            + ("" if link.live else f" As of the save of {long_date(link.as_of)}.")
        )
        with st.container(horizontal=True):
            st.button("Change", key=f"edit_link_{number}", on_click=saving.edit_link, args=(link,))
            st.button("Revoke", key=f"revoke_{number}", on_click=saving.revoke, args=(link,))


def _form(current: Report | None) -> None:
    editing = st.session_state.link_editing is not None
    with st.container(border=True, key="link_form"):
        st.subheader("Change this link" if editing else "Make a link", anchor=False)
        st.text_input(
            "For whom (they see it; may stay empty)",
            max_chars=MOST_LABEL_CHARACTERS,
            key="link_label",
            persist_state=state.KEEP,
        )
        st.markdown("What it shows")
        for section, words in SECTION_WORDS.items():
            st.checkbox(words, key=f"link_{section}", persist_state=state.KEEP)
        st.radio(
            "After today",
            list(FOLLOWING),
            format_func=FOLLOWING.__getitem__,
            key="link_live",
            horizontal=True,
            persist_state=state.KEEP,
        )
        st.radio(
            "Open for",
            [int(days) for days in evidence().rules["sharing.link_days"].numbers],
            format_func=lambda days: count(days, "day"),
            key="link_days",
            horizontal=True,
            persist_state=state.KEEP,
        )
        if editing:
            st.caption("The days are counted from now, and the link then shows what is saved now.")
        with st.container():
            if st.session_state.link_problem:
                fields.problems((st.session_state.link_problem,))
        with st.container(horizontal=True):
            st.button(
                "Save these changes" if editing else "Make the link",
                key="keep_link",
                icon=":material/link:",
                on_click=saving.keep_link,
                disabled=current is None,
            )
            if editing:
                st.button("Cancel", key="cancel_link", on_click=saving.clear_link_form)
        st.caption("This saves what is entered now first.")
    if st.toggle("Preview what the advisor sees", key="preview", persist_state=state.KEEP) and current is not None:
        sections = saving.sections_chosen()
        if not sections:
            st.markdown("Nothing is chosen, so there is nothing to show. Choose at least one section.")
            return
        with st.container(border=True, key="preview_page"):
            drawing.document(document(current, sections, label=st.session_state.link_label))


def _files(current: Report | None) -> None:
    st.header("Files to take away", anchor=False)
    st.markdown(
        "They work without a link and without this app: your entries to open again, the report to print or send."
    )
    with st.container(horizontal=True):
        files.keep_file()
        if current is not None:
            st.download_button(
                "Download the report",
                partial(_report_file, current),
                file_name="second-sitting-report.html",
                mime="text/html",
                icon=":material/print:",
                on_click="ignore",
                key="report_file",
            )


def _report_file(current: Report) -> str:
    return html(document(current, USUAL_SECTIONS))


def _delete() -> None:
    st.header("Delete everything", anchor=False)
    st.markdown(
        "This deletes your saved plan and every link to it, at once and for good. What you typed stays in this tab."
    )
    if not st.session_state.deleting:
        st.button(
            "Delete everything",
            key="delete",
            icon=":material/delete:",
            on_click=partial(saving.ask_to_delete, asked=True),
        )
        return
    links = len(saving.open_links())
    and_links = f" and {count(links, 'open link')}" if links else ""
    st.markdown(f"**Delete the saved plan{and_links}? This cannot be undone.**")
    with st.container(horizontal=True):
        st.button("Yes, delete it", key="delete_now", on_click=saving.delete)
        st.button("Keep it", key="keep_it", on_click=partial(saving.ask_to_delete, asked=False))
