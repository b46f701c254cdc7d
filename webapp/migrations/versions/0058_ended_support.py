"""The end of support, and nights by the day somebody left."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

_OPEN = sa.text("settled_on IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "support_end",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("noted_at", Moment(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["noted_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_support_end_open",
        "support_end",
        ["organisation_id", "ended_on", "id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_support_end_client", "support_end", ["client_id", "ended_on"])
    op.create_index("ix_support_end_region", "support_end", ["region_id", "ended_on"])
    op.create_index("ix_lodging_region_until", "lodging", ["region_id", "until"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_lodging_region_until", "lodging")
    op.drop_table("support_end")
