"""The moment that a personal link was mailed."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("personal_link", sa.Column("mailed_at", Moment(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("personal_link", "mailed_at")
