"""What a counting person did at the door before counting, and who ended a stay."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("bed_count", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("bed_stay", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key("fk_bed_stay_left_by", "app_user", ["left_by"], ["id"])


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("bed_stay", schema=None) as batch_op:
        batch_op.drop_constraint("fk_bed_stay_left_by", type_="foreignkey")
        batch_op.drop_column("left_by")
    with op.batch_alter_table("bed_count", schema=None) as batch_op:
        batch_op.drop_column("own")
