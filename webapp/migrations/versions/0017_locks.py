"""Until when a session may read without a fresh passkey; what a region decides about that."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A session that stands has no moment yet: it asks its passkey once."""
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_until", webapp.db.Moment(timezone=True), nullable=True))
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lock_minutes", sa.Integer(), nullable=False, server_default="10"))
        batch_op.add_column(sa.Column("offline_days", sa.Integer(), nullable=False, server_default="14"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_column("offline_days")
        batch_op.drop_column("lock_minutes")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_column("open_until")
