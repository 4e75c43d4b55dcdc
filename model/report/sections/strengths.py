"""Strengths of the application, and what to build next."""

from collections.abc import Iterator, Sequence

from model.evidence.exam import cited
from model.outlook.strengths import Strength
from model.report.blocks import Block, Entries, Entry, Paragraph
from model.report.sentences import spoken


def strengths_blocks(found: Sequence[Strength]) -> Iterator[Block]:
    """Each strength with how it reads, the next step, and the published side."""
    yield Paragraph(
        "First what has room or is not entered, then by how many directors cite it. No total: nothing supports one.",
        "note",
    )
    yield Entries(tuple(_strength(strength) for strength in found))


def _strength(strength: Strength) -> Entry:
    marks = ", ".join(map(cited, strength.sources))
    entry = "" if strength.entry == "not entered" else f"{spoken(strength.entry)}. "
    return Entry(
        title=f"{strength.title}: {strength.reading}.",
        text=f"{entry}Next: {strength.next_step}",
        note=spoken(strength.reference) + (f" ({marks})." if marks else "."),
    )
