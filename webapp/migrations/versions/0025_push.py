"""Phones that hear of a question or an answer while the app is closed."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "push_address",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("login_id", sa.Uuid(), sa.ForeignKey("login_session.id"), nullable=False),
        sa.Column("endpoint_hash", sa.String(), nullable=False, unique=True),
        sa.Column("endpoint", webapp.db.Sealed(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("secret", webapp.db.Sealed(), nullable=False),
    )
    op.create_index("ix_push_address_login_id", "push_address", ["login_id"])
    op.create_table(
        "push_news",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("address_id", sa.Uuid(), sa.ForeignKey("push_address.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("said_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("due_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.UniqueConstraint("address_id", "kind"),
    )
    op.create_index("ix_push_news_due_at", "push_news", ["due_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("push_news")
    op.drop_table("push_address")
