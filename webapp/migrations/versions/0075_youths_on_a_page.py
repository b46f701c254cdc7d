"""The public page of youths who look for a room."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Words

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("room_programme") as table:
        table.add_column(sa.Column("shows_youths", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "youth_showing",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("attention", Words(), nullable=False),
        sa.Column("day_activity", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["room_request.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["published_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index("ix_youth_showing_region_id", "youth_showing", ["region_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("youth_showing")
    with op.batch_alter_table("room_programme") as table:
        table.drop_column("shows_youths")
