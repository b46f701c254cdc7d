"""What a session and an entry of the access log stand on: passkey, phone, outcome, detail."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COLUMNS = {
    "access_log": {"outcome": sqlmodel.sql.sqltypes.AutoString(), "detail": sqlmodel.sql.sqltypes.AutoString()},
    "login_session": {"passkey_id": sa.Uuid(), "device_id": sa.Uuid()},
}


def upgrade() -> None:
    """Apply."""
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind in columns.items():
                batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Take back."""
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.drop_column(name)
