"""Which state of a bed request its asker last saw on its page: what is another one since, waits for them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was asked before counts as seen."""
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_state", sa.String(), nullable=False, server_default=""))
    op.execute("update bed_request set seen_state = state")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.drop_column("seen_state")
