"""Clients whose names have the same words share a part, so that a list finds them at once."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from webapp.people.search import same_words

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BATCH = 1000

_client = sa.table(
    "client",
    *(sa.column("id", sa.Uuid()), sa.column("organisation_id", sa.Uuid()), sa.column("name"), sa.column("alias")),
)
_gram = sa.table("client_gram", sa.column("gram"), sa.column("client_id", sa.Uuid()))


def upgrade() -> None:
    """Apply."""
    for clients in _batches():
        rows = [
            {"client_id": one.id, "gram": gram}
            for one in clients
            for gram in sorted(same_words(one.organisation_id, one.name, one.alias))
        ]
        if rows:
            op.get_bind().execute(_gram.insert(), rows)


def downgrade() -> None:
    """Take back."""
    op.get_bind().execute(_gram.delete().where(_gram.c.gram.like("#%")))


def _batches() -> Iterator[list[sa.Row]]:
    after = None
    while True:
        question = sa.select(_client.c.id, _client.c.organisation_id, _client.c.name, _client.c.alias)
        if after is not None:
            question = question.where(_client.c.id > after)
        found = list(op.get_bind().execute(question.order_by(_client.c.id).limit(BATCH)))
        if not found:
            return
        yield found
        after = found[-1].id
