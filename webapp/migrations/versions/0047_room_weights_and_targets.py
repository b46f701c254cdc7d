"""Weights of matching rooms, and the target of tenancies in a year: dated rows of a region."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

_WEIGHTS = ("attention", "rent", "empty", "stay", "waiting", "scarce_youth", "scarce_room")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "room_weights",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _WEIGHTS),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_weights_region", "room_weights", ["region_id", "set_at", "id"])
    op.create_table(
        "room_target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_target_year", "room_target", ["region_id", "year", "set_at", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_room_target_year", "room_target")
    op.drop_table("room_target")
    op.drop_index("ix_room_weights_region", "room_weights")
    op.drop_table("room_weights")
