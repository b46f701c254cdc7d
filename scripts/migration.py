"""Write the migration that brings the tables to the models: `python -m scripts.migration "add stays"`.

Compares the models with a database made by the migrations so far. Read what it wrote: a renamed column
looks like one dropped and one added, and data needs a step of its own.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from webapp import keys, schema
from webapp.config import Config
from webapp.db import Database


def write(message: str) -> None:
    """Autogenerate one revision, numbered after the last."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(instance=Path(folder), origin="http://localhost")
        keys.create(config.instance)
        database = Database(config, keys.load(config.instance))
        schema.migrate(database)
        with database.engine.connect() as connection, connection.begin():
            alembic = schema.alembic_config(connection)
            number = int(ScriptDirectory.from_config(alembic).get_current_head() or 0) + 1
            command.revision(alembic, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or sys.exit("usage: python -m scripts.migration MESSAGE"))
