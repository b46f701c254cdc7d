"""Matches and youths who looked for a room are erased after their term."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

_MATCH = sa.text("erased_at IS NULL AND released_at IS NOT NULL")
_REQUEST = sa.text("erased_at IS NULL AND withdrawn_at IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    op.add_column("room_match", sa.Column("erased_at", Moment(timezone=True), nullable=True))
    op.add_column("room_request", sa.Column("erased_at", Moment(timezone=True), nullable=True))
    op.create_index(
        "ix_room_match_kept",
        "room_match",
        ["region_id", "released_at"],
        sqlite_where=_MATCH,
        postgresql_where=_MATCH,
    )
    op.create_index(
        "ix_room_request_kept",
        "room_request",
        ["region_id", "withdrawn_at"],
        sqlite_where=_REQUEST,
        postgresql_where=_REQUEST,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_room_request_kept", "room_request")
    op.drop_index("ix_room_match_kept", "room_match")
    op.drop_column("room_request", "erased_at")
    op.drop_column("room_match", "erased_at")
