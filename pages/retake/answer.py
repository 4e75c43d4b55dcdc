"""The answer on the readiness page, drawn from one report; nothing is computed here."""

import streamlit as st

from model.booking.check import Check
from model.booking.pace import SitOrWait
from model.evidence.exam import evidence
from model.report.report import Report
from model.report.sections import KINDS, conflicts, passing, scores_chart, waits_table
from model.report.sentences import (
    ADVICE_NOTE,
    SCORE_LIMITS,
    about,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    basis_words,
    chance_sentence,
    check_words,
    remarks,
    span,
    spoken,
    waiting_note,
)
from pages.retake import charts as readiness_charts
from pages.session import entries as state
from pages.ui import charts as charting
from pages.ui import fields
from pages.ui import icon_array as icons
from pages.ui.blocks import strong, table
from pages.ui.markdown import STATUS_ICONS, cite, grades, plain, source_list


def in_short(current: Report) -> str:
    """The answer in one line, for those who have it below the entries."""
    chance = current.readiness.chance
    return f"So far: {about(chance.central).lower()}; range {span(chance)}. The reasons stand with the full answer."


def draw(current: Report, problems: tuple[str, ...]) -> None:
    """Draw what is left out of the answer, and the whole answer."""
    fields.problems(problems[: state.MOST_PROBLEMS])
    _chance(current)
    _advice(current)
    if current.readiness.path:
        st.header("Your scores up to the exam", anchor=False)
        chart = scores_chart(current)
        charting.described(readiness_charts.scores(current.readiness), chart)
        charting.table(chart.table, "scores_table")
    _sit_or_wait(current.booking.sit_or_wait)
    _checks(current.booking.checks)
    _limits(current)


def _chance(current: Report) -> None:
    chance = current.readiness.chance
    st.caption(f"Based on {plain(basis_words(current.readiness))}")
    st.header(about(chance.central), anchor=False)
    st.markdown(chance_sentence(current, strong))
    icons.draw(passing(chance.central))
    for sentence in remarks(current):
        st.markdown(f":material/info: {plain(sentence)}")


def _advice(current: Report) -> None:
    advice = current.booking.advice
    with st.container(border=True, key="advice"):
        st.header(advice_text(advice), anchor=False)
        st.markdown(plain(advice_reason(advice)))
        if advice.turning:
            changes = "\n".join(f"- {plain(change)}" for change in advice_changes(advice))
            st.markdown(f"**What would change this**\n\n{changes}")
        st.markdown(f"**One thing to do next:** {plain(advice_step(advice))}")
        st.caption(ADVICE_NOTE)


def _sit_or_wait(rows: tuple[SitOrWait, ...]) -> None:
    st.header("Sit, or wait", anchor=False)
    st.markdown(table(waits_table(rows)))
    crossed = "\n".join(f"- {plain(conflict)}" for conflict in conflicts(rows))
    if crossed:
        st.markdown(f":material/event_busy: **Dates that cross a line**\n\n{crossed}")
    st.caption(plain(waiting_note(beside_the_chance=True)))


def _checks(checks: tuple[Check, ...]) -> None:
    st.header("What was looked at", anchor=False)
    for kind, title in KINDS.items():
        lines = "\n\n".join(_check(check) for check in checks if check.kind == kind)
        st.markdown(f"**{title}**\n\n{lines}")
    reasons = st.expander("Why each matters, and what would flip it", key="check_reasons", on_change="rerun")
    if reasons.open:
        words = map(check_words, checks)
        reasons.markdown(
            "\n".join(f"- **{check.title}.** {plain(check.why)} Flips it: {plain(check.flips)}." for check in words)
        )


def _check(check: Check) -> str:
    words = check_words(check)
    return (
        f"{STATUS_ICONS[check.status]} **{words.title}: {check.status}.** {plain(spoken(words.value))}. "
        f":gray[Line: {plain(words.line)} ({cite(check.source)}).]"
    )


def _limits(current: Report) -> None:
    facts = evidence()
    st.header("How good this is", anchor=False)
    st.markdown("\n".join(f"- {limit}" for limit in SCORE_LIMITS))
    panel = st.expander("Sources of the figures above", key="readiness_sources", on_change="rerun")
    if panel.open:
        lines = (check.source for check in current.booking.checks if check.source in facts.sources)
        used = dict.fromkeys((*current.readiness.sources, *lines))
        panel.markdown(source_list(used))
        panel.markdown(grades(facts.sources[name] for name in used))
