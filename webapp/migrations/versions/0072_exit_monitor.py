"""Convenants whose partners share a monitor of exits."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "exit_covenant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_exit_covenant_region", "exit_covenant", ["region_id", "made_at", "id"])
    op.create_table(
        "exit_partner",
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["covenant_id"], ["exit_covenant.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("covenant_id", "organisation_id"),
    )
    op.create_index("ix_exit_partner_organisation_id", "exit_partner", ["organisation_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("exit_partner")
    op.drop_table("exit_covenant")
