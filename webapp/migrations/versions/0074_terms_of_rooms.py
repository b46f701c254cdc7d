"""How long Kamers met Aandacht keeps names: dated rows of a region."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "room_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("kept_months", sa.Integer(), nullable=False),
        sa.Column("withdrawn_kept_weeks", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_terms_region", "room_terms", ["region_id", "set_at", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("room_terms")
