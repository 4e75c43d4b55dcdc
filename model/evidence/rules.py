"""Thresholds of ours, each from a source or a judgement that says so."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from model.evidence.tables import EvidenceError, Row, StrictNumber, Text, describe, reason


class Rule(Row):
    """A threshold of ours: from a source, or a judgement that says so."""

    value: StrictNumber | Annotated[tuple[StrictNumber, ...], Field(min_length=1)]
    unit: Text
    why: Text
    source: str | None = None
    judgement: bool = False

    @model_validator(mode="after")
    def _sourced_or_judged(self) -> Self:
        if (self.source is None) != self.judgement:
            raise ValueError("column source: it needs either a source or judgement = true")
        return self

    @property
    def number(self) -> float:
        """The value of a rule that has a single one; ``TypeError`` for a list."""
        if isinstance(self.value, tuple):
            raise TypeError("This rule holds a list of values, not one.")
        return self.value

    @property
    def numbers(self) -> tuple[float, ...]:
        """The values of a rule, one or several."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


def read_rules(path: Path) -> tuple[str, Mapping[str, Rule]]:
    """Read the rules and the version of the data; ``EvidenceError`` names the entry that cannot be trusted."""
    try:
        with path.open("rb") as file:
            sections = tomllib.load(file)
        version = str(sections.pop("data")["version"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EvidenceError(f"{path.name} cannot be read: {reason(error)}.") from error
    except (KeyError, TypeError) as error:
        raise EvidenceError(f"{path.name}, data, version: it is missing.") from error
    rules: dict[str, Rule] = {}
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            raise EvidenceError(f"{path.name}, {section}: it holds no rules.")
        for name, entry in entries.items():
            try:
                rules[f"{section}.{name}"] = Rule.model_validate(entry)
            except ValidationError as error:
                raise EvidenceError(f"{path.name}, {section}.{name}, {describe(error)}.") from error
    return version, MappingProxyType(rules)
