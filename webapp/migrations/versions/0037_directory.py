"""The directory: places to refer someone to."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_TEXTS = ("email", "website", "street", "postcode", "town", "hours")
_MORE = ("for_whom", "how", "costs", "languages", "accessible", "note")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "directory_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("is_crisis", sa.Boolean(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in _MORE),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_directory_entry_region_id", "directory_entry", ["region_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_directory_entry_region_id", "directory_entry")
    op.drop_table("directory_entry")
