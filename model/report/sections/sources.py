"""The sources behind what is shown, each with its grade and how it was seen."""

from collections.abc import Iterable, Iterator

from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.evidence.sources import GRADE_MEANINGS, GRADE_WORDS
from model.outlook.gap import contrasts
from model.outlook.outlook import Outlook
from model.outlook.strength import Strength
from model.report.blocks import Block, Details, Items, Link, Links, Paragraph
from model.report.report import Report


def sources_details(source_ids: Iterable[str], key: str) -> Details:
    """The sources of a page, folded."""
    return Details("Sources of the figures above", tuple(sources_blocks(source_ids)), key)


def sources_blocks(source_ids: Iterable[str]) -> Iterator[Block]:
    """The sources among the ids, each once, what their grades mean, and the terms that bind."""
    facts = evidence()
    used = [facts.sources[name] for name in dict.fromkeys(source_ids) if name in facts.sources]
    if not used:
        return
    yield Links(
        tuple(
            Link(row.title, row.url, f"{row.publisher}, {row.published}: {row.grade_word}. Seen: {row.seen}.", ",")
            for row in used
        )
    )
    letters = sorted({row.grade for row in used})
    words = tuple(GRADE_WORDS[letter].capitalize() for letter in letters)
    meanings = (f"{word} ({letter}): {GRADE_MEANINGS[letter]}." for word, letter in zip(words, letters, strict=True))
    yield Items(tuple(meanings), strong=words)
    terms = dict.fromkeys(f"{row.terms}." for row in used if row.terms)
    if terms:
        yield Paragraph(" ".join(terms), "note")


def answer_source_ids(report: Report) -> Iterator[str]:
    """What stands behind the chance and the checks."""
    yield from report.readiness.sources
    yield from (check.source for check in report.booking.checks)


def match_source_ids(found: Outlook | None, strengths: Iterable[Strength]) -> Iterator[str]:
    """What stands behind the whole outlook page: every specialty, what directors cite, and the strengths."""
    yield from (source for strength in strengths for source in strength.sources)
    if found is None:
        return
    tables = match_evidence()
    yield from (rate.source for rate in found.everything)
    if found.leading is not None:
        yield found.leading.source
    yield from (row.source for row in found.quartiles)
    yield from (item.source for item in contrasts())
    rows = (*tables.director_factors, *tables.percentiles[:1], *tables.constants.values(), *tables.guidance[:1])
    yield from (row.source for row in rows)
