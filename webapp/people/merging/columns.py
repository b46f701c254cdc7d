"""The declaration of a column that names a client: what a merge does with its rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Moves:
    """Rows that move to the client that stays. ``label``: their name in the preview, '' for a part of others.

    ``is_indexed`` is False for rows that share the id of others that move: they are found by it. ``follows``: columns
    with the id of a row; when that one goes back, so does this, though it was made after the merge.
    """

    label: str = ""
    is_indexed: bool = True
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stays:
    """Rows that keep their client, and why."""

    why: str


def merges(how: Moves | Stays) -> dict[str, Any]:
    """The ``sa_column_kwargs`` of a field that names a client."""
    return {"info": {"merges": how}}
