"""first tables."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "access_log",
        sa.Column("writer", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("ground", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=True),
        sa.Column("phone_time", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("request_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("writer", "n"),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_log_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_client_id"), ["client_id"], unique=False)

    op.create_table(
        "challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("value"),
    )
    op.create_table(
        "epoch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("backed_up_through", webapp.db.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipalities", webapp.db.Words(), nullable=False),
        sa.Column("help_phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("womens_shelter_phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("youth_crisis_phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "tries",
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tries_since"), ["since"], unique=False)

    op.create_table(
        "bed_board_version",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("region_id"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_region_id"), ["region_id"], unique=False)

    op.create_table(
        "app_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("roles", webapp.db.Words(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("username", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username"),
    )
    with op.batch_alter_table("app_user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_app_user_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_app_user_region_id"), ["region_id"], unique=False)

    op.create_table(
        "room_programme",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=False),
        sa.Column("max_age", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("region_id"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("alias", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("legal_basis", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("contact_ways", webapp.db.Words(), nullable=False),
        sa.Column("search_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_search_key"), ["search_key"], unique=False)

    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("vault_secret", webapp.db.Sealed(), nullable=True),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("last_seen_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index("ix_device_user", ["user_id"], unique=False)

    op.create_table(
        "host",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", webapp.db.Sealed(), nullable=False),
        sa.Column("email", webapp.db.Sealed(), nullable=True),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("heard", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("consent_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("host", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_host_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_host_user_id"), ["user_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("used_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_user_id"), ["user_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("last_seen_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("last_used_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("credential_id"),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_user_id"), ["user_id"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("received_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index("ix_receipt_device_seq", ["device", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_replaced_by"), ["replaced_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_user_id"), ["user_id"], unique=False)

    op.create_table(
        "shelter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("hold_rule", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("hold_minutes", sa.Integer(), nullable=False),
        sa.Column("old_minutes", sa.Integer(), nullable=False),
        sa.Column("stale_minutes", sa.Integer(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("pets", sa.Boolean(), nullable=False),
        sa.Column("wheelchair", sa.Boolean(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("shelter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shelter_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shelter_region_id"), ["region_id"], unique=False)

    op.create_table(
        "snapshot_index",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "taken_at"),
    )
    op.create_table(
        "bed_category",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_count_id", sa.Uuid(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shelter_id"],
            ["shelter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shelter_id", "kind"),
    )
    with op.batch_alter_table("bed_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bed_category_shelter_id"), ["shelter_id"], unique=False)

    op.create_table(
        "client_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("client_change", schema=None) as batch_op:
        batch_op.create_index("ix_client_change_field", ["client_id", "field"], unique=False)

    op.create_table(
        "client_gram",
        sa.Column("gram", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.PrimaryKeyConstraint("gram", "client_id"),
    )
    with op.batch_alter_table("client_gram", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_gram_client_id"), ["client_id"], unique=False)

    op.create_table(
        "host_signup_draft",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answers", webapp.db.Sealed(), nullable=True),
        sa.Column("host_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["host.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("host_signup_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_signup_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=True),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("rent", sa.Integer(), nullable=False),
        sa.Column("bare_rent", sa.Integer(), nullable=True),
        sa.Column("service_costs", sa.Integer(), nullable=True),
        sa.Column("included", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until_date", sa.Date(), nullable=True),
        sa.Column("pets_present", webapp.db.Words(), nullable=False),
        sa.Column("pets_allowed", sa.Boolean(), nullable=False),
        sa.Column("smoking_allowed", sa.Boolean(), nullable=False),
        sa.Column("host_lives_in", sa.Boolean(), nullable=False),
        sa.Column("accepts", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=False),
        sa.Column("max_age", sa.Integer(), nullable=False),
        sa.Column("attention_offered", webapp.db.Words(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decline_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("search_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["host.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_host_id"), ["host_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_room_state", ["region_id", "state", "created_at"], unique=False)

    op.create_table(
        "room_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("alias", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("gender", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipalities", webapp.db.Words(), nullable=False),
        sa.Column("max_rent", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("pets", webapp.db.Words(), nullable=False),
        sa.Column("smoking", sa.Boolean(), nullable=False),
        sa.Column("allergies", webapp.db.Words(), nullable=False),
        sa.Column("support_worker", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("attention_wanted", webapp.db.Words(), nullable=False),
        sa.Column("motivation", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("search_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("withdraw_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("withdrawn_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("room_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_request_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_request_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_room_request_state", ["region_id", "state", "created_at"], unique=False)

    op.create_table(
        "shelter_staff",
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shelter_id"],
            ["shelter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("shelter_id", "user_id"),
    )
    with op.batch_alter_table("shelter_staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shelter_staff_user_id"), ["user_id"], unique=False)

    op.create_table(
        "street_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("alias", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("legal_basis", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("occurred_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("told_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("logged_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("ethos_category", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("topics", webapp.db.Words(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("street_contact", schema=None) as batch_op:
        batch_op.create_index("ix_street_contact_author", ["author_id", "occurred_at"], unique=False)
        batch_op.create_index("ix_street_contact_client", ["client_id", "occurred_at"], unique=False)
        batch_op.create_index("ix_street_contact_organisation", ["organisation_id", "occurred_at"], unique=False)

    op.create_table(
        "working_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("since", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("last_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("ended", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "client_id"),
    )
    with op.batch_alter_table("working_relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_relation_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_working_relation_region_id"), ["region_id"], unique=False)

    op.create_table(
        "bed_category_capacity",
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["bed_category.id"],
        ),
        sa.PrimaryKeyConstraint("category_id", "from_date"),
    )
    op.create_table(
        "bed_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("free", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("counted_by", sa.Uuid(), nullable=False),
        sa.Column("counted_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["bed_category.id"],
        ),
        sa.ForeignKeyConstraint(
            ["counted_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bed_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bed_count_category_id"), ["category_id"], unique=False)

    op.create_table(
        "bed_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("age_group", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("gender", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("needs", webapp.db.Words(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("name", webapp.db.Sealed(), nullable=True),
        sa.Column("note", webapp.db.Sealed(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("held_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("held_until", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("granted", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["bed_category.id"],
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shelter_id"],
            ["shelter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.create_index("ix_bed_request_asker_night", ["asked_by", "night"], unique=False)
        batch_op.create_index("ix_bed_request_category_granted", ["category_id", "granted"], unique=False)
        batch_op.create_index(batch_op.f("ix_bed_request_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bed_request_region_id"), ["region_id"], unique=False)
        batch_op.create_index("ix_bed_request_shelter_night", ["shelter_id", "night"], unique=False)

    op.create_table(
        "clinical_note",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", webapp.db.Sealed(), nullable=True),
        sa.Column("written_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["street_contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "contact_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", webapp.db.Sealed(), nullable=False),
        sa.Column("after", webapp.db.Sealed(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["street_contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contact_correction", schema=None) as batch_op:
        batch_op.create_index("ix_contact_correction", ["contact_id", "at"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["street_contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_due", ["organisation_id", "due_on"], unique=False)

    op.create_table(
        "room_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("before", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note", webapp.db.Sealed(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("room_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_event_room_id"), ["room_id"], unique=False)

    op.create_table(
        "bed_request_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("until", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("words", webapp.db.Sealed(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["bed_request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bed_request_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bed_request_step_request_id"), ["request_id"], unique=False)

    op.create_table(
        "follow_up_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["follow_up.contact_id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("follow_up_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_step_contact_id"), ["contact_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("follow_up_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_step_contact_id"))

    op.drop_table("follow_up_step")
    with op.batch_alter_table("bed_request_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bed_request_step_request_id"))

    op.drop_table("bed_request_step")
    with op.batch_alter_table("room_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_event_room_id"))

    op.drop_table("room_event")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_due")

    op.drop_table("follow_up")
    with op.batch_alter_table("contact_correction", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_correction")

    op.drop_table("contact_correction")
    op.drop_table("clinical_note")
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.drop_index("ix_bed_request_shelter_night")
        batch_op.drop_index(batch_op.f("ix_bed_request_region_id"))
        batch_op.drop_index(batch_op.f("ix_bed_request_client_id"))
        batch_op.drop_index("ix_bed_request_category_granted")
        batch_op.drop_index("ix_bed_request_asker_night")

    op.drop_table("bed_request")
    with op.batch_alter_table("bed_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bed_count_category_id"))

    op.drop_table("bed_count")
    op.drop_table("bed_category_capacity")
    with op.batch_alter_table("working_relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_working_relation_region_id"))
        batch_op.drop_index(batch_op.f("ix_working_relation_client_id"))

    op.drop_table("working_relation")
    with op.batch_alter_table("street_contact", schema=None) as batch_op:
        batch_op.drop_index("ix_street_contact_organisation")
        batch_op.drop_index("ix_street_contact_client")
        batch_op.drop_index("ix_street_contact_author")

    op.drop_table("street_contact")
    with op.batch_alter_table("shelter_staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shelter_staff_user_id"))

    op.drop_table("shelter_staff")
    with op.batch_alter_table("room_request", schema=None) as batch_op:
        batch_op.drop_index("ix_room_request_state")
        batch_op.drop_index(batch_op.f("ix_room_request_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_room_request_client_id"))

    op.drop_table("room_request")
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_index("ix_room_state")
        batch_op.drop_index(batch_op.f("ix_room_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_room_host_id"))

    op.drop_table("room")
    with op.batch_alter_table("host_signup_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_host_signup_draft_expires_at"))

    op.drop_table("host_signup_draft")
    with op.batch_alter_table("client_gram", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_gram_client_id"))

    op.drop_table("client_gram")
    with op.batch_alter_table("client_change", schema=None) as batch_op:
        batch_op.drop_index("ix_client_change_field")

    op.drop_table("client_change")
    with op.batch_alter_table("bed_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bed_category_shelter_id"))

    op.drop_table("bed_category")
    op.drop_table("snapshot_index")
    with op.batch_alter_table("shelter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shelter_region_id"))
        batch_op.drop_index(batch_op.f("ix_shelter_organisation_id"))

    op.drop_table("shelter")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_user_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_replaced_by"))
        batch_op.drop_index("ix_receipt_device_seq")

    op.drop_table("receipt")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_user_id"))

    op.drop_table("passkey")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_user_id"))

    op.drop_table("login_session")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_user_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("host", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_host_user_id"))
        batch_op.drop_index(batch_op.f("ix_host_region_id"))
        batch_op.drop_index(batch_op.f("ix_host_organisation_id"))

    op.drop_table("host")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index("ix_device_user")

    op.drop_table("device")
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_search_key"))
        batch_op.drop_index(batch_op.f("ix_client_region_id"))
        batch_op.drop_index(batch_op.f("ix_client_organisation_id"))

    op.drop_table("client")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_organisation_id"))

    op.drop_table("site")
    op.drop_table("room_programme")
    with op.batch_alter_table("app_user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_app_user_region_id"))
        batch_op.drop_index(batch_op.f("ix_app_user_organisation_id"))

    op.drop_table("app_user")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_region_id"))

    op.drop_table("organisation")
    op.drop_table("bed_board_version")
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tries_since"))

    op.drop_table("tries")
    op.drop_table("region")
    op.drop_table("epoch")
    op.drop_table("challenge")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_log_client_id"))
        batch_op.drop_index(batch_op.f("ix_access_log_at"))

    op.drop_table("access_log")
