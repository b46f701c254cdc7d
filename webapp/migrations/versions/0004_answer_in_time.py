"""The time a shelter has to answer, and when it wants to be reminded to count."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_by", webapp.db.Moment(timezone=True), nullable=True))

    with op.batch_alter_table("shelter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_minutes", sa.Integer(), nullable=False, server_default="15"))
        batch_op.add_column(
            sa.Column("count_times", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("shelter", schema=None) as batch_op:
        batch_op.drop_column("count_times")
        batch_op.drop_column("answer_minutes")

    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.drop_column("answer_by")
