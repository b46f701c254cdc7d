"""Of a guest also the number of the bed or room, what they need, and a remark."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("bed_stay", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bed", webapp.db.Sealed(), nullable=True))
        batch_op.add_column(sa.Column("needs", webapp.db.Words(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("note", webapp.db.Sealed(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("bed_stay", schema=None) as batch_op:
        batch_op.drop_column("note")
        batch_op.drop_column("needs")
        batch_op.drop_column("bed")
