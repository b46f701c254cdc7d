"""Alembic's environment: runs on the connection that ``webapp.schema`` hands over."""

from alembic import context

from webapp.schema import METADATA

connection = context.config.attributes["connection"]


def is_ours(name: str | None, type_: str, _parents: object) -> bool:
    """Not what migrations alone make: the index of three letters."""
    return not (type_ in ("table", "index") and (name or "").startswith(("found_", "ix_found_")))


context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
    include_name=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
