"""Indexes for the funnel of rooms."""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_room_created", "room", ["region_id", "created_at"])
    op.create_index("ix_room_event_state", "room_event", ["region_id", "state", "room_id", "at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_room_event_state", "room_event")
    op.drop_index("ix_room_created", "room")
