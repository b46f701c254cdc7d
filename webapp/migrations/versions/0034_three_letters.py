"""Words in contacts and clients' names are found by an index of every three letters; no search reads all.

On SQLite that is FTS5, which keeps no text of its own, filled by triggers; its rows are numbered apart, for a table
without an integer key may be renumbered. On PostgreSQL it is a GIN index that needs no extension.
"""

from string import Template

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_TABLES = {"contact": "street_contact", "client": "client"}
_ON_SQLITE = (
    "CREATE TABLE $found (number INTEGER PRIMARY KEY, id CHAR(32) NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE ${found}_threes USING fts5("
    "words, content='', contentless_delete=1, tokenize='trigram', detail='none')",
    "INSERT INTO $found (id) SELECT id FROM $table ORDER BY id",
    "INSERT INTO ${found}_threes (rowid, words) SELECT number, search_key FROM $found JOIN $table USING (id)",
    "CREATE TRIGGER ${found}_insert AFTER INSERT ON $table BEGIN"
    " INSERT INTO $found (id) VALUES (new.id);"
    " INSERT INTO ${found}_threes (rowid, words) SELECT number, new.search_key FROM $found WHERE id = new.id; END",
    "CREATE TRIGGER ${found}_update AFTER UPDATE OF search_key ON $table BEGIN"
    " UPDATE ${found}_threes SET words = new.search_key"
    " WHERE rowid = (SELECT number FROM $found WHERE id = new.id); END",
    "CREATE TRIGGER ${found}_delete AFTER DELETE ON $table BEGIN"
    " DELETE FROM ${found}_threes WHERE rowid = (SELECT number FROM $found WHERE id = old.id);"
    " DELETE FROM $found WHERE id = old.id; END",
)


def upgrade() -> None:
    """Apply."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION onderdak_threes(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
            " SELECT coalesce(array_agg(DISTINCT substr($1, at, 3)), '{}')"
            " FROM generate_series(1, length($1) - 2) AS at $$"
        )
        for name, table in _TABLES.items():
            op.execute(f"CREATE INDEX ix_found_{name} ON {table} USING gin (onderdak_threes(search_key))")
        return
    for name, table in _TABLES.items():
        for statement in _ON_SQLITE:
            op.execute(Template(statement).substitute(found=f"found_{name}", table=table))


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "postgresql":
        for name in _TABLES:
            op.execute(f"DROP INDEX ix_found_{name}")
        op.execute("DROP FUNCTION onderdak_threes")
        return
    for name in _TABLES:
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER found_{name}_{event}")
        op.execute(f"DROP TABLE found_{name}_threes")
        op.execute(f"DROP TABLE found_{name}")
