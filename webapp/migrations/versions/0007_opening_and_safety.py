"""Seasons and doors of a shelter, a safety flag on a client, a second bed that a person decided on."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WORDS = ("doors_open", "doors_close", "season_from", "season_until")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_bed", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("whereabouts", sqlmodel.sql.sqltypes.AutoString(), server_default="open", nullable=False)
        )

    with op.batch_alter_table("shelter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("safe", sa.Boolean(), server_default=sa.false(), nullable=False))
        for name in _WORDS:
            batch_op.add_column(sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("shelter", schema=None) as batch_op:
        for name in reversed(_WORDS):
            batch_op.drop_column(name)
        batch_op.drop_column("safe")

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_column("whereabouts")

    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.drop_column("second_bed")
