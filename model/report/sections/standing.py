"""Where a student stands, in a few lines."""

from collections.abc import Iterator

from model.report.blocks import Block, Paragraph
from model.report.report import Report
from model.report.sentences import about, advice_text, basis_words, rate_sentence, span
from model.text import long_date


def standing_blocks(report: Report) -> Iterator[Block]:
    """The chance, the advice, the leading rate and the next practice test."""
    chance, advice = report.readiness.chance, f"{advice_text(report.booking.advice)}."
    yield Paragraph(f"{about(chance.central)}; range {span(chance)}. {advice}", strong=(advice,))
    yield Paragraph(f"Based on {basis_words(report.readiness)} An estimate, not a verdict.", "note")
    if report.profile.application.target_specialties and report.outlook and report.outlook.leading:
        yield Paragraph(rate_sentence(report.outlook.leading))
    if report.plan.next_test is not None:
        yield Paragraph(f"Next practice test by the plan: {long_date(report.plan.next_test)}.")
