"""A match that waits until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

_PARKED = sa.text("parked_until IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("room_match") as table:
        table.add_column(sa.Column("parked_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("parked_for", sa.String(), nullable=False, server_default=""))
    op.create_index(
        "ix_room_match_parked",
        "room_match",
        ["region_id", "parked_until"],
        sqlite_where=_PARKED,
        postgresql_where=_PARKED,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_room_match_parked", "room_match")
    with op.batch_alter_table("room_match") as table:
        table.drop_column("parked_for")
        table.drop_column("parked_until")
