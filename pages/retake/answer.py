"""The answer on the readiness page, drawn from one report; nothing is computed here."""

from model.report.report import Report
from model.report.sections.booking import advice_card, checks_blocks, dates_blocks, reasons_details
from model.report.sections.readiness import chance_blocks, path_blocks, score_limits_blocks
from model.report.sections.sources import answer_source_ids, sources_details
from model.report.sentences import about, span
from pages.session import entries as state
from pages.ui import blocks as drawing
from pages.ui import fields


def in_short(current: Report) -> str:
    """The answer in one line, for those who have it below the entries."""
    chance = current.readiness.chance
    return f"So far: {about(chance.central).lower()}; range {span(chance)}. The reasons stand with the full answer."


def draw(current: Report, problems: tuple[str, ...]) -> None:
    """Draw what is left out of the answer, and the whole answer."""
    fields.problems(problems[: state.MOST_PROBLEMS])
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
