"""The organisation that kept a placement may call too."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

_CALLER = sa.text("settled_on IS NULL AND caller_id IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("support_end") as table:
        table.add_column(sa.Column("caller_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("programme", sa.String(), nullable=False, server_default=""))
        table.create_foreign_key("fk_support_end_caller", "organisation", ["caller_id"], ["id"])
    op.create_index(
        "ix_support_end_caller",
        "support_end",
        ["caller_id", "ended_on", "id"],
        sqlite_where=_CALLER,
        postgresql_where=_CALLER,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_support_end_caller", "support_end")
    with op.batch_alter_table("support_end") as table:
        table.drop_constraint("fk_support_end_caller", type_="foreignkey")
        table.drop_column("programme")
        table.drop_column("caller_id")
