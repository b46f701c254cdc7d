"""Which rows hold a word, by the index of every three letters in a table's ``search_key`` (migration 0034).

It gives all that hold the word and a few that only hold its letters: who asks compares the text itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Uuid, column, func, literal_column, select, table
from sqlmodel import SQLModel

from webapp.db import Session

SHORTEST = 3
"""A shorter word has no three letters to look up."""


def ids_with(session: Session, name: str, model: type[SQLModel], word: str) -> Select[Any]:
    """The ids of the rows in which this word may stand. ``name`` is what the index calls the table."""
    threes = sorted({word[at : at + SHORTEST] for at in range(len(word) - SHORTEST + 1)})
    if session.get_bind().dialect.name == "postgresql":
        held: Any = func.onderdak_threes(model.search_key)  # type: ignore[attr-defined]
        return select(model.id).where(held.op("@>")(func.string_to_array(" ".join(threes), " ")))  # type: ignore[attr-defined]
    found = table(f"found_{name}", column("number"), column("id", Uuid()))
    index = table(f"found_{name}_threes", column("rowid"))
    asked = literal_column(index.name).op("MATCH")(" AND ".join(f'"{three}"' for three in threes))
    return select(found.c.id).join(index, index.c.rowid == found.c.number).where(asked)
