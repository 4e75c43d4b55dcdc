"""The chance of passing, and the scores up to the exam."""

from collections.abc import Iterator

from model.evidence.exam import evidence
from model.report.blocks import Block, Chart, Heading, Icons, Items, Paragraph, Table, set_off
from model.report.report import Report
from model.report.sentences import (
    SCORE_LIMITS,
    about,
    basis_words,
    chance_sentence,
    pass_verbs,
    remarks,
)
from model.text import count, long_date, whole


def readiness_blocks(report: Report) -> Iterator[Block]:
    """The whole section."""
    yield from chance_blocks(report)
    yield from path_blocks(report)


def chance_blocks(report: Report) -> Iterator[Block]:
    """The chance, what it rests on, and what the reader would not expect of it."""
    central = report.readiness.chance.central
    yield Paragraph(f"Based on {basis_words(report.readiness)}", "note")
    yield Paragraph(about(central), "lead")
    yield set_off(lambda strong: chance_sentence(report, strong))
    yield passing(central)
    yield from (Paragraph(sentence, mark="remark") for sentence in remarks(report))


def path_blocks(report: Report) -> Iterator[Block]:
    """The scores and the level up to the exam, where there is a score."""
    if report.readiness.path:
        yield Heading("Your scores up to the exam")
        yield scores_chart(report)


def score_limits_blocks() -> Iterator[Block]:
    """How good the figures are."""
    yield Heading("How good this is")
    yield Items(SCORE_LIMITS)


def passing(percent: float) -> Icons:
    """The icon array of a chance of passing [percent]."""
    passed = whole(percent)
    passes, do = pass_verbs(passed)
    return Icons(
        sure=passed,
        most=passed,
        alt=f"Of 100 people, {passed} {passes} and {100 - passed} {do} not.",
        caption=f"Filled: {passed} {passes}. Hollow: {100 - passed} {do} not.",
    )


def scores_chart(report: Report) -> Chart:
    """The chart of scores and level up to the exam; the report must hold a path."""
    answer, facts = report.readiness, evidence()
    lower, upper = facts.constant("low_pass_lower"), facts.constant("low_pass_upper")
    tests, last = answer.estimate.tests, answer.path[-1]
    level = f"{last.low:.0f} to {last.high:.0f}"
    scored = ((long_date(row.test.date), row.test.label, f"{row.test.score:g}", f"{row.epc:.0f}") for row in tests)
    return Chart(
        name="scores",
        alt=f"{count(len(tests), 'practice score')}, the latest {tests[-1].epc:.0f}; on {long_date(answer.sitting)} "
        f"the level is estimated at {level}; the low-pass band is {lower:g} to {upper:g}.",
        caption="Diamonds: your scores on NBME's scale. Line and shade: your level, with the range that holds two "
        "times in three. Grey band: NBME's low-pass band.",
        table=Table(
            title="The scores as a table",
            columns=("Day", "What", "Score", "EPC"),
            numeric=(False, False, True, True),
            rows=(*scored, (long_date(last.date), "Estimated level, two times in three", "", level)),
        ),
        facts=answer,
    )
