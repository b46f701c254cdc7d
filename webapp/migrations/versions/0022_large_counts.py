"""A passkey counts in 32 bits without a sign: PostgreSQL's integer ends halfway."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.alter_column("sign_count", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.alter_column("sign_count", existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=False)
