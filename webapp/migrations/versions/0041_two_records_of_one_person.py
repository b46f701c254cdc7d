"""Two records of one person: merges, the rows that moved with them, and the pairs that may be one.

Clients who share all words of a name are noted as pairs here, once; from now on each is when it is written.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Words

revision = "0041"
down_revision = "0037"
branch_labels = None
depends_on = None

_MOST = 6
"""More people of one name say little about each other."""
_STANDS = sa.text("undone_at IS NULL")
_OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "client_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("relations", sa.JSON(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["into_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["undone_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    only = {"sqlite_where": _STANDS, "postgresql_where": _STANDS}
    op.create_index("ix_client_merge_client", "client_merge", ["client_id"])
    op.create_index("ix_client_merge_into", "client_merge", ["into_id"], **only)
    op.create_index("ux_client_merge_client", "client_merge", ["client_id"], unique=True, **only)
    op.create_table(
        "client_merge_row",
        sa.Column("merge_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["client_merge.id"]),
        sa.PrimaryKeyConstraint("merge_id", "row_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "possible_duplicate",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("apart", sa.Integer(), nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["one_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["settled_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("one_id", "other_id"),
    )
    op.create_index(
        "ix_possible_duplicate_open",
        "possible_duplicate",
        ["region_id", "organisation_id", "apart", "one_id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_possible_duplicate_other", "possible_duplicate", ["other_id"])
    op.add_column("client", sa.Column("also_called", Words(), nullable=False, server_default="[]"))
    _note_pairs(op.get_bind())


def _note_pairs(connection: sa.Connection) -> None:
    gram = sa.table("client_gram", sa.column("gram", sa.String()), sa.column("client_id", sa.Uuid()))
    client = sa.table(
        "client", *(sa.column(name, sa.Uuid()) for name in ("id", "region_id", "organisation_id", "merged_into"))
    )
    pair = sa.table(
        "possible_duplicate",
        *(sa.column(name, sa.Uuid()) for name in ("one_id", "other_id", "region_id", "organisation_id")),
        sa.column("apart", sa.Integer()),
        sa.column("noted_at", Moment()),
    )
    shared = (
        sa.select(gram.c.gram)
        .where(gram.c.gram.startswith("#"))
        .group_by(gram.c.gram)
        .having(sa.func.count().between(2, _MOST))
    )
    rows = connection.execute(
        sa.select(gram.c.gram, client.c.id, client.c.region_id, client.c.organisation_id)
        .join(client, client.c.id == gram.c.client_id)
        .where(gram.c.gram.in_(shared), client.c.merged_into.is_(None))
        .order_by(gram.c.gram, client.c.id)
    ).all()
    found = {
        (one[1], other[1]): (one[2], one[3])
        for at, one in enumerate(rows)
        for other in rows[at + 1 : at + _MOST]
        if one[0] == other[0]
    }
    now = datetime.now(UTC)
    new = [
        {"one_id": one, "other_id": other, "region_id": region, "organisation_id": of, "apart": 0, "noted_at": now}
        for (one, other), (region, of) in found.items()
    ]
    if new:
        connection.execute(sa.insert(pair), new)


def downgrade() -> None:
    """Take back."""
    op.drop_column("client", "also_called")
    op.drop_table("possible_duplicate")
    op.drop_table("client_merge_row")
    op.drop_table("client_merge")
