"""What can go wrong with saving and sharing."""


class WorkspaceError(Exception):
    """Something about saving or sharing that did not work."""


class NotAvailable(WorkspaceError):  # noqa: N818 (it names the state the reader is told of)
    """The database cannot be used now: away, locked, full, read-only, or of a newer program."""


class NotFound(WorkspaceError):  # noqa: N818 (the same)
    """Nothing opens by this link: unknown, expired, revoked or malformed, which cannot be told apart."""


class Unreadable(WorkspaceError):  # noqa: N818 (the same)
    """Saved by a program whose entries this one does not know. ``content`` is the profile file as it was saved."""

    def __init__(self, content: str, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.content = content
        self.problems = problems


class LinkError(WorkspaceError):
    """A link that cannot be made as asked; the message says why and the way out."""
