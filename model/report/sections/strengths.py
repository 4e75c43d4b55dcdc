"""Strengths of the application, and what to build next."""

from collections.abc import Iterator, Sequence

from model.evidence.exam import cited
from model.outlook.strength import Strength
from model.report.blocks import Block, Entries, Entry, Paragraph
from model.report.sentences import (
    strength_entry,
    strength_next_step,
    strength_reading,
    strength_reference,
    strength_title,
)
from model.text import capital


def strengths_blocks(found: Sequence[Strength]) -> Iterator[Block]:
    """Each strength with how it reads, the next step, and the published side."""
    yield Paragraph(
        "First what has room or is not entered, then by how many directors cite it. No total: nothing supports one.",
        "note",
    )
    yield Entries(tuple(_strength(strength) for strength in found))


def _strength(strength: Strength) -> Entry:
    marks = ", ".join(map(cited, strength.sources))
    entry = f"{capital(strength_entry(strength))}. " if strength.entered else ""
    return Entry(
        title=f"{strength_title(strength)}: {strength_reading(strength)}.",
        text=f"{entry}Next: {strength_next_step(strength)}",
        note=capital(strength_reference(strength)) + (f" ({marks})." if marks else "."),
    )
