"""A chapter of the guide: the help that a feature declares for its own pages."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.accounts.permissions import Permission


@dataclass(frozen=True)
class Chapter:
    """Help with one kind of work, for users with the permission; None: for everyone, also signed out.

    ``word``: its name, in its address on the page; ``pages``: the addresses it explains, with everything below them.
    ``lead`` says what the work is for, ``steps`` how it is done, in the order of doing. ``picture``: a picture in
    ``docs/pictures``.
    """

    word: str
    title: str
    lead: str
    steps: tuple[str, ...]
    pages: tuple[str, ...] = ()
    permission: Permission | None = None
    picture: str = ""
