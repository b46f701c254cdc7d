"""A contact can be withdrawn, with why; a follow-up can be tried, moved and handed on."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_STEP = ("what", "due_before", "due_after", "holder_before", "holder_after", "taken_back")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("street_contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", webapp.db.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_why", sa.String(), nullable=True))
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holder_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_foreign_key("fk_follow_up_holder_id", "app_user", ["holder_id"], ["id"])
    with op.batch_alter_table("follow_up_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("what", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("due_before", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("due_after", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("holder_before", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("holder_after", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("follow_up_step", schema=None) as batch_op:
        for name in reversed(_STEP):
            batch_op.drop_column(name)
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_constraint("fk_follow_up_holder_id", type_="foreignkey")
        batch_op.drop_column("tries")
        batch_op.drop_column("holder_id")
    with op.batch_alter_table("street_contact", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_why")
        batch_op.drop_column("withdrawn_at")
