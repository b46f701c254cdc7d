"""Pictures of rooms, sealed."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment
from webapp.sealed import Sealed

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "room_picture",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "room_id", "region_id", "organisation_id")),
        sa.Column("alt", Sealed(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["added_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_picture_room_id", "room_picture", ["room_id"])
    op.create_table(
        "room_picture_data",
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.Column("webp", Sealed(), nullable=False),
        sa.ForeignKeyConstraint(["picture_id"], ["room_picture.id"]),
        sa.PrimaryKeyConstraint("picture_id"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("room_picture_data")
    op.drop_table("room_picture")
