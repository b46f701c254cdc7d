"""Clients stand in the order of their names, and are found with a slip anywhere in a word."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

from webapp.db import ByCodePoint
from webapp.people.search import grams_of
from webapp.text import fold, sort_key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BATCH = 1000

_client = sa.table(
    "client",
    *(sa.column("id", sa.Uuid()), sa.column("name"), sa.column("alias"), sa.column("search_key")),
    sa.column("sort_key", ByCodePoint),
)
_gram = sa.table("client_gram", sa.column("gram"), sa.column("client_id", sa.Uuid()))


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sort_key", ByCodePoint, nullable=False, server_default=""))
        batch_op.create_index("ix_client_in_order", ["region_id", "organisation_id", "sort_key", "id"], unique=False)
        batch_op.drop_index("ix_client_search_key")
    _empty_grams(with_rowid=False)
    for clients in _batches():
        keys = [
            {"of": one.id, "found": fold(f"{one.name or ''} {one.alias or ''}"), "order": sort_key(_full_name(one))}
            for one in clients
        ]
        change = _client.update().where(_client.c.id == sa.bindparam("of"))
        op.get_bind().execute(change.values(search_key=sa.bindparam("found"), sort_key=sa.bindparam("order")), keys)
        _write_grams([(one["of"], one["found"]) for one in keys], grams_of)


def downgrade() -> None:
    """Take back."""
    _empty_grams(with_rowid=True)
    for clients in _batches():
        _write_grams([(one.id, one.search_key) for one in clients], _runs_of_letters)
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.create_index("ix_client_search_key", ["search_key"], unique=False)
        batch_op.drop_index("ix_client_in_order")
        batch_op.drop_column("sort_key")


def _empty_grams(*, with_rowid: bool) -> None:
    op.drop_table("client_gram")
    op.create_table(
        "client_gram",
        sa.Column("gram", sa.String(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.PrimaryKeyConstraint("gram", "client_id"),
        sqlite_with_rowid=with_rowid,
    )
    op.create_index("ix_client_gram_client_id", "client_gram", ["client_id"], unique=False)


def _batches() -> Iterator[list[sa.Row]]:
    after = None
    while True:
        question = sa.select(_client.c.id, _client.c.name, _client.c.alias, _client.c.search_key)
        if after is not None:
            question = question.where(_client.c.id > after)
        found = list(op.get_bind().execute(question.order_by(_client.c.id).limit(BATCH)))
        if not found:
            return
        yield found
        after = found[-1].id


def _write_grams(keys: list[tuple[object, str]], parts_of: Callable[[str], set[str]]) -> None:
    rows = [{"client_id": id_, "gram": gram} for id_, key in keys for gram in parts_of(key)]
    if rows:
        op.get_bind().execute(_gram.insert(), rows)


def _full_name(client: sa.Row) -> str:
    return f"{client.name} ({client.alias})" if client.name and client.alias else client.alias or client.name or ""


def _runs_of_letters(key: str) -> set[str]:
    """What was stored of a name before this."""
    words = [f"^{word}$" for word in key.split()]
    return {word[at : at + size] for word in words for size in (2, 3) for at in range(max(1, len(word) - size + 1))}
