"""Indexes of what is open in beds; whether proposals of rooms are still true is one small read."""

import sqlalchemy as sa
from alembic import op

from webapp.db import new_id

revision = "0035"
down_revision = "0031"
branch_labels = None
depends_on = None

REGION = sa.table("region", sa.column("id", sa.Uuid()))
LISTS = sa.table("room_lists", sa.column("region_id", sa.Uuid()), sa.column("version", sa.Uuid()))


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "room_lists",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("region_id"),
    )
    connection = op.get_bind()
    regions = connection.execute(sa.select(REGION.c.id)).scalars().all()
    if regions:
        connection.execute(LISTS.insert(), [{"region_id": one, "version": new_id()} for one in regions])


def downgrade() -> None:
    """Undo."""
    op.drop_table("room_lists")
