"""Extra winter beds by date: what stood open in a night stays what it was. What is there holds from its begin on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_DATED = sa.text(
    "select b.activation_id, b.category_id, a.begins_at as from_at, b.places"
    " from cold_beds b join cold_activation a on a.id = b.activation_id"
).columns(activation_id=sa.Uuid(), category_id=sa.Uuid(), from_at=webapp.db.Moment(), places=sa.Integer())
_LAST = sa.text(
    "select b.activation_id, b.category_id, b.places from cold_beds b where not exists"
    " (select 1 from cold_beds n where n.activation_id = b.activation_id and n.category_id = b.category_id"
    " and n.from_at > b.from_at)"
).columns(activation_id=sa.Uuid(), category_id=sa.Uuid(), places=sa.Integer())


def upgrade() -> None:
    """Apply."""
    _made_anew(_DATED, sa.Column("from_at", webapp.db.Moment(timezone=True), nullable=False))


def downgrade() -> None:
    """Take back; the last number stays."""
    _made_anew(_LAST)


def _made_anew(kept: sa.TextualSelect, *dated: sa.Column[object]) -> None:
    """Another primary key asks for another table on SQLite; there are few rows."""
    rows: Sequence[sa.RowMapping] = op.get_bind().execute(kept).mappings().all()
    op.drop_table("cold_beds")
    table = op.create_table(
        "cold_beds",
        sa.Column("activation_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        *dated,
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["cold_activation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["bed_category.id"],
        ),
        sa.PrimaryKeyConstraint("activation_id", "category_id", *(column.name for column in dated)),
    )
    op.bulk_insert(table, [dict(row) for row in rows])
    with op.batch_alter_table("cold_beds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cold_beds_category_id"), ["category_id"], unique=False)
