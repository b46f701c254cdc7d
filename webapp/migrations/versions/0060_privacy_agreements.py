"""Privacy agreements between organisations."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

_INDEXED = ("region_id", "one_id", "other_id")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "privacy_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["one_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["ended_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in _INDEXED:
        op.create_index(f"ix_privacy_agreement_{column}", "privacy_agreement", [column])


def downgrade() -> None:
    """Take back."""
    op.drop_table("privacy_agreement")
