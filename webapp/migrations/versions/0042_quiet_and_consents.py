"""A state that silences reminders, and consent to share."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_QUIET = sa.text("quiet != 'none'")


def upgrade() -> None:
    """Apply."""
    op.add_column("client", sa.Column("quiet", sa.String(), nullable=False, server_default="none"))
    op.add_column("client", sa.Column("quiet_since", sa.Date(), nullable=True))
    op.create_index("ix_client_quiet", "client", ["id"], sqlite_where=_QUIET, postgresql_where=_QUIET)
    op.create_table(
        "sharing_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("with_whom", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["noted_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["told_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sharing_consent_client", "sharing_consent", ["client_id", "until"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("sharing_consent")
    op.drop_index("ix_client_quiet", "client")
    op.drop_column("client", "quiet_since")
    op.drop_column("client", "quiet")
