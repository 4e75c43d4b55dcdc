"""What a private link and an advisor's link hold."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.entries.profile import Profile
from model.entries.refusals import ProfileError
from model.sharing.errors import Unreadable, WorkspaceError
from model.sharing.sections import Section

MOST_LABEL_CHARACTERS: Final = 60


class Conflict(WorkspaceError):  # noqa: N818 (the same)
    """Another save came first. ``saved`` is what is there now."""

    def __init__(self, saved: "Saved") -> None:
        super().__init__("Another save came first.")
        self.saved = saved


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Link(_Kept):
    """A link of an owner's. ``created``, ``expires`` and ``revoked`` are seconds since 1970, UTC."""

    token: str = Field(repr=False)
    label: str
    sections: tuple[Section, ...]
    live: bool
    as_of: dt.date
    created: int
    expires: int
    revoked: int | None = None


class PlanContent(_Kept):
    """What a private link's row holds, before encryption."""

    profile: str
    as_of: dt.date
    saved: int
    links: tuple[Link, ...] = ()


class ShareContent(_Kept):
    """What an advisor link's row holds, before encryption."""

    profile: str
    as_of: dt.date
    label: str
    sections: tuple[Section, ...]
    live: bool
    model_version: str
    data_version: str


_Content = TypeVar("_Content", PlanContent, ShareContent)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a private link opens. ``saved`` and ``expires`` are seconds since 1970, UTC."""

    profile: Profile
    as_of: dt.date
    version: int
    saved: int
    expires: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What an advisor's link opens: the entries its sections need, and the versions they were published with."""

    profile: Profile
    as_of: dt.date
    expires: int
    label: str
    sections: tuple[Section, ...]
    live: bool
    model_version: str
    data_version: str


def read_content(kind: type[_Content], content: bytes) -> _Content:
    """The content of a row; ``Unreadable`` where it is of another program."""
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        problem = "It was saved by another version of this program."
        raise Unreadable(json.loads(content)["profile"], (problem,)) from None


def read_profile(content: str, as_of: dt.date) -> Profile:
    """The profile that a row holds; ``Unreadable`` where it is of another program."""
    try:
        return Profile.from_json(content, as_of)
    except ProfileError as error:
        raise Unreadable(content, error.problems) from None
