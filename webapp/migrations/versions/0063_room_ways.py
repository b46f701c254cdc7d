"""How far each offer and match of a room came; where a youth goes to school or work, and how that weighs."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A region is counted with the first change of its rooms, or at the first look."""
    op.create_table(
        "room_way",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("of_match", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("at_1", Moment(timezone=True), nullable=False),
        sa.Column("at_2", Moment(timezone=True), nullable=True),
        sa.Column("at_3", Moment(timezone=True), nullable=True),
        sa.Column("at_4", Moment(timezone=True), nullable=True),
        sa.Column("at_5", Moment(timezone=True), nullable=True),
        sa.Column("days_2", sa.Integer(), nullable=True),
        sa.Column("days_3", sa.Integer(), nullable=True),
        sa.Column("days_4", sa.Integer(), nullable=True),
        sa.Column("days_5", sa.Integer(), nullable=True),
        sa.Column("lost_at", Moment(timezone=True), nullable=True),
        sa.Column("lost_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_way_began", "room_way", ["region_id", "of_match", "at_1"])
    op.create_index("ix_room_counted", "room", ["region_id", "state", "decline_reason"])
    op.create_index("ix_host_counted", "host", ["region_id", "heard"])
    with op.batch_alter_table("room_lists") as table:
        table.add_column(sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("room_request", sa.Column("goes_to", sa.String(), nullable=True))
    op.add_column("room_request", sa.Column("furthest_km", sa.Integer(), nullable=True))
    op.add_column("room_request", sa.Column("furthest_is_firm", sa.Boolean(), nullable=True))
    op.add_column("room_weights", sa.Column("travel", sa.Integer(), nullable=False, server_default="20"))


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_host_counted", "host")
    op.drop_index("ix_room_counted", "room")
    with op.batch_alter_table("room_weights") as table:
        table.drop_column("travel")
    with op.batch_alter_table("room_request") as table:
        for name in ("furthest_is_firm", "furthest_km", "goes_to"):
            table.drop_column(name)
    with op.batch_alter_table("room_lists") as table:
        table.drop_column("counted")
    op.drop_table("room_way")
