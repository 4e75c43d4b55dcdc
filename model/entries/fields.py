"""What each field of the entries is called, asks and takes, by its dotted name, such as ``application.aoa``."""

from functools import cache

from model.entries.declared import Declared, declared
from model.entries.profile import Profile


@cache
def field(name: str) -> Declared:
    """What one field declares.

    Parameters
    ----------
    name : str
        The names from the file down to the field with dots between them: ``group``, ``plan.begun``,
        ``practice_tests.score``.

    Raises
    ------
    KeyError
        Where there is no such field.
    """
    found = declared(Profile, tuple(name.split(".")))
    if found is None:
        raise KeyError(name)
    return found


def label(name: str) -> str:
    """What a field is called in a sentence or a table."""
    return field(name).label
