"""The answer on the readiness page, drawn from one report; nothing is computed here."""

import streamlit as st

from model.entries.refusals import ProfileError
from model.report.report import Report, report
from model.report.sections.booking import advice_card, checks_blocks, dates_blocks, reasons_details
from model.report.sections.readiness import chance_blocks, path_blocks, score_limits_blocks
from model.report.sections.sources import answer_source_ids, sources_details
from model.report.sentences import about, span
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields


def current_report() -> Report | ProfileError:
    """The report for what is entered now, or what has to be corrected first."""
    try:
        return report(state.profile(), state.today())
    except ProfileError as error:
        return error


def in_short(current: Report | ProfileError) -> str:
    """The answer in one line, for those who have it below the entries."""
    if isinstance(current, ProfileError):
        return ""
    chance = current.readiness.chance
    return f"So far: {about(chance.central).lower()}; range {span(chance)}. The reasons stand with the full answer."


def draw(current: Report | ProfileError) -> None:
    """Draw the whole answer."""
    if isinstance(current, ProfileError):
        st.header("One entry to correct first", anchor=False)
        fields.problems(current.problems[: state.MOST_PROBLEMS])
        return
    checks = current.booking.checks
    drawing.draw(
        (
            *chance_blocks(current),
            advice_card(current),
            *path_blocks(current),
            *dates_blocks(current.booking.sit_or_wait, beside_the_chance=True),
            *checks_blocks(checks),
            reasons_details(checks),
            *score_limits_blocks(),
            sources_details(answer_source_ids(current), "readiness_sources"),
        )
    )
