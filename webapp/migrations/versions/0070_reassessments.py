"""Campaigns of reassessment, the people in them, and their files."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed, Words

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

_OPEN = sa.text("settled_on IS NULL")
_NOBODY = sa.text("settled_on IS NULL AND worker_id IS NULL")
_ENDED = sa.text("ended_on IS NOT NULL AND NOT erased")
_DRAFT = sa.text("began_on IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reassessment_campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    ours = "reassessment_campaign"
    op.create_index("ix_reassessment_campaign_ours", ours, ["organisation_id", "made_at", "id"])
    op.create_index("ix_reassessment_campaign_region", ours, ["region_id", "made_at", "id"])
    op.create_index("ix_reassessment_campaign_term", ours, ["ended_on"], sqlite_where=_ENDED, postgresql_where=_ENDED)
    op.create_index("ix_reassessment_campaign_draft", ours, ["made_at"], sqlite_where=_DRAFT, postgresql_where=_DRAFT)
    op.create_table(
        "reassessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["campaign_id"], ["reassessment_campaign.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["worker_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reassessment_list", "reassessment", ["campaign_id", "due_on", "id"])
    op.create_index("ix_reassessment_counts", "reassessment", ["campaign_id", "outcome", "worker_id"])
    op.create_index("ix_reassessment_client", "reassessment", ["client_id"])
    op.create_index(
        "ix_reassessment_worker",
        "reassessment",
        ["worker_id", "due_on", "id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_reassessment_nobody",
        "reassessment",
        ["organisation_id", "due_on", "id"],
        sqlite_where=_NOBODY,
        postgresql_where=_NOBODY,
    )
    op.create_table(
        "reassessment_draft",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("heads", Words(), nullable=False),
        sa.Column("columns", Words(), nullable=False),
        sa.Column("content", Sealed(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["reassessment_campaign.id"]),
        sa.PrimaryKeyConstraint("campaign_id"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("reassessment_draft")
    op.drop_table("reassessment")
    op.drop_table("reassessment_campaign")
