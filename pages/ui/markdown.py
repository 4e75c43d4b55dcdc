"""How numbers, grades and statuses are worded and marked on every page."""

import re
from collections.abc import Iterable
from typing import Final

from model.booking.check import Status
from model.evidence.exam import cited, evidence
from model.evidence.sources import GRADE_MEANINGS, GRADE_WORDS, Grade, Source

STATUS_ICONS: Final[dict[Status, str]] = {
    "met": ":material/check_circle:",
    "not met": ":material/change_history:",
    "not known": ":material/help:",
}


def plain(text: str) -> str:
    """Text from outside, with every character that Markdown would act on held back."""
    return re.sub(r"[\\`*_{}\[\]#|<>~$]|:(?=[\w/])", r"\\\g<0>", text)


def link(source_id: str) -> str:
    """A source's title, linked where it has an address, with its grade in words."""
    source = evidence().sources[source_id]
    title = plain(source.title)
    titled = f"[{title}]({source.url})" if source.url else title
    return f"{titled}, {plain(source.publisher)}, {source.published}: {source.grade_word}"


def cite(source_id: str, grade: Grade | None = None) -> str:
    """A short mark for a line, as ``cited`` has it, to stand in Markdown."""
    return plain(cited(source_id, grade))


def source_list(source_ids: Iterable[str]) -> str:
    """Sources as a list, each with how it was seen."""
    facts = evidence()
    return "\n".join(f"- {link(name)}. Seen: {plain(facts.sources[name].seen)}." for name in source_ids)


def grades(sources: Iterable[Source]) -> str:
    """What the grades that occur mean."""
    letters = sorted({source.grade for source in sources})
    return "\n".join(
        f"- **{GRADE_WORDS[letter].capitalize()}** ({letter}): {GRADE_MEANINGS[letter]}." for letter in letters
    )
