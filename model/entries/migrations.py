"""Files of earlier formats, brought to the present one step by step; a new format adds its step here alone."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

FORMAT: Final = "second-sitting/2"

Entries = dict[str, Any]


def _second(entries: Entries) -> Entries:
    """Version 2 has the entries of version 1."""
    return {**entries, "format": "second-sitting/2"}


STEPS: Final[Mapping[str, Callable[[Entries], Entries]]] = {"second-sitting/1": _second}
"""The step away from each earlier format, to the one after it."""


def migrated(data: bytes) -> bytes:
    """A file's content in the present format.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    bytes
        The content as it is where it is of the present format, of one that is not known, or no JSON at all.
    """
    try:
        entries = json.loads(data.decode("utf-8"))
        if _step(entries) is None:
            return data
        while (step := _step(entries)) is not None:
            entries = step(entries)
        return json.dumps(entries).encode("utf-8")
    except (ValueError, RecursionError):
        return data


def _step(entries: object) -> Callable[[Entries], Entries] | None:
    name = entries.get("format") if isinstance(entries, dict) else None
    return STEPS.get(name) if isinstance(name, str) else None
