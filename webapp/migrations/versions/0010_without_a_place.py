"""For how many people no place was found, when it was told from a request."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("no_place", schema=None) as batch_op:
        batch_op.add_column(sa.Column("persons", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index(batch_op.f("ix_no_place_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("no_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_no_place_request_id"))
        batch_op.drop_column("persons")
