"""The figures of placements as numbers, kept with the placements."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A region is counted with the first change of its placements, or at the first look."""
    op.create_table(
        "placement_share",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("region_id", "placement_id"),
    )
    op.create_table(
        "placements_counted",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("region_id"),
    )
    op.create_table(
        "placement_count",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("region_id", "name", "programme_id", "key"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("placement_count")
    op.drop_table("placements_counted")
    op.drop_table("placement_share")
