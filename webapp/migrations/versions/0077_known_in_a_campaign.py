"""The user who said which client somebody in a campaign is."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("reassessment") as table:
        table.add_column(sa.Column("linked_by", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_reassessment_linked_by", "app_user", ["linked_by"], ["id"])


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("reassessment") as table:
        table.drop_constraint("fk_reassessment_linked_by", type_="foreignkey")
        table.drop_column("linked_by")
