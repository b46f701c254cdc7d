"""After how long a bed that waits for a network is asked about once more, before it is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ask_again_minutes", sa.Integer(), nullable=False, server_default="30"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_column("ask_again_minutes")
