"""Waiting lists that came from a file, and people who went over from a programme that ended."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed, Words

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("placement") as table:
        table.add_column(sa.Column("came_from", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("came_over_on", sa.Date(), nullable=True))
        table.create_foreign_key("fk_placement_came_from", "programme", ["came_from"], ["id"])
    op.create_table(
        "line_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("heads", Words(), nullable=False),
        sa.Column("columns", Words(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_line_import_kept", "line_import", ["organisation_id", "made_at"])
    op.create_table(
        "line_import_block",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", Sealed(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["line_import.id"]),
        sa.PrimaryKeyConstraint("import_id", "number"),
    )
    op.create_table(
        "line_column",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("region_id", "head"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("line_column")
    op.drop_table("line_import_block")
    op.drop_table("line_import")
    with op.batch_alter_table("placement") as table:
        table.drop_constraint("fk_placement_came_from", type_="foreignkey")
        table.drop_column("came_over_on")
        table.drop_column("came_from")
