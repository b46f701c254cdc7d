"""What people did with what was due; and the entries of the directory by the day they were last checked."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment
from webapp.sealed import Sealed

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "due_done",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("settles", sa.Boolean(), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["undone_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_due_done_subject", "due_done", ["region_id", "subject_id"])
    op.create_index("ix_due_done_client", "due_done", ["client_id", "at"])
    op.create_index("ix_due_done_rule", "due_done", ["region_id", "rule", "done_on"])
    op.create_index("ix_directory_entry_checked", "directory_entry", ["region_id", "checked_on"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_directory_entry_checked", "directory_entry")
    op.drop_table("due_done")
