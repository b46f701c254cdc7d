"""Tenancies, with the evaluations and signals of each."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "tenancy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("has_proof", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("rent", sa.Integer(), nullable=False),
        sa.Column("house_rules", Sealed(), nullable=False),
        sa.Column("buddy_by", sa.Date(), nullable=True),
        sa.Column("buddy_on", sa.Date(), nullable=True),
        sa.Column("evaluation_on", sa.Date(), nullable=True),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("signed_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("went_to", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["match_id"],
            ["room_match.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("match_id"),
    )
    with op.batch_alter_table("tenancy", schema=None) as batch_op:
        batch_op.create_index("ix_tenancy_listed", ["region_id", "starts_on", "id"], unique=False)
        batch_op.create_index(
            "ix_tenancy_running",
            ["region_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.create_index("ix_tenancy_state", ["region_id", "state", "starts_on", "id"], unique=False)

    op.create_table(
        "tenancy_evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenancy_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("words", Sealed(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenancy_id"],
            ["tenancy.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenancy_id", "due_on", "party"),
    )
    op.create_table(
        "tenancy_signal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenancy_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", Sealed(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("done_at", Moment(timezone=True), nullable=True),
        sa.Column("outcome", Sealed(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenancy_id"],
            ["tenancy.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tenancy_signal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tenancy_signal_open",
            ["region_id", "follow_up_on"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND follow_up_on IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND follow_up_on IS NOT NULL"),
        )
        batch_op.create_index("ix_tenancy_signal_tenancy", ["tenancy_id", "at"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("tenancy_signal", schema=None) as batch_op:
        batch_op.drop_index("ix_tenancy_signal_tenancy")
        batch_op.drop_index(
            "ix_tenancy_signal_open",
            sqlite_where=sa.text("done_at IS NULL AND follow_up_on IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND follow_up_on IS NOT NULL"),
        )

    op.drop_table("tenancy_signal")
    op.drop_table("tenancy_evaluation")
    with op.batch_alter_table("tenancy", schema=None) as batch_op:
        batch_op.drop_index("ix_tenancy_state")
        batch_op.drop_index(
            "ix_tenancy_running",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index("ix_tenancy_listed")

    op.drop_table("tenancy")
