"""Access is proposed and confirmed; a person's place has a beginning; a synced passkey is known as one."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MOMENT = webapp.db.Moment(timezone=True)
_COLUMNS = {
    "app_user": {"placed_at": _MOMENT},
    "invitation": {"confirmed_at": _MOMENT},
    "login_session": {"proved_at": _MOMENT},
    "passkey": {"synced": sa.Boolean()},
}


def upgrade() -> None:
    """Apply. A link that waits and that an administrator made alone must be made again and confirmed."""
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind in columns.items():
                batch_op.add_column(sa.Column(name, kind, nullable=True))
    op.execute("update invitation set confirmed_at = created_at where invited_by is null")
    op.create_table(
        "access_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("roles", webapp.db.Words(), nullable=False),
        sa.Column("organisation_before", sa.Uuid(), nullable=False),
        sa.Column("roles_before", webapp.db.Words(), nullable=False),
        sa.Column("active_before", sa.Boolean(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["organisation_before"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["proposed_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_access_proposal_region_id", "access_proposal", ["region_id"])
    op.create_index("ix_access_proposal_user_id", "access_proposal", ["user_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("access_proposal")
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.drop_column(name)
