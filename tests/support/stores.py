"""Ready-made instances of both stores, copied per test: migrated once per run, never twice.

``empty`` is migrated, ``demo`` also holds the demo's two regions. The run's folder is made by the
controlling process and handed to its workers in the environment.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import update

from tests.support.postgres import Cluster
from webapp import demo, keys, schema
from webapp.accounts.models import Region
from webapp.config import Config
from webapp.db import Database
from webapp.web import assets, i18n

STORES = ("sqlite", "postgresql")
BOTH = (
    # Where SQL, locks, migrations or what a store refuses are the subject, or every address is asked.
    "tests/accounts/test_access_migration.py", "tests/accounts/test_entry_codes.py",
    "tests/accounts/test_invitations.py", "tests/accounts/test_invite_command.py", "tests/accounts/test_locks.py",
    "tests/accounts/test_proposals.py", "tests/accounts/test_races.py", "tests/architecture/test_plans.py",
    "tests/audit/test_anchors.py", "tests/audit/test_chain.py", "tests/audit/test_check.py",
    "tests/audit/test_refused.py", "tests/audit/test_what_is_read.py",
    "tests/beds/board/test_board", "tests/beds/counts/", "tests/beds/ledger/", "tests/beds/nights/",
    "tests/beds/requests/test_late_answers.py", "tests/beds/requests/test_no_place.py",
    "tests/beds/requests/test_requests.py", "tests/beds/requests/test_waiting.py", "tests/beds/shelters/",
    "tests/beds/stays/test_guest_care.py", "tests/beds/stays/test_migration.py", "tests/beds/stays/test_stays.py",
    "tests/beds/stays/test_unarrive.py", "tests/beds/stays/test_waited.py", "tests/beds/test_demo_past.py",
    "tests/beds/test_sealed_pages.py", "tests/beds/winter/",
    "tests/contacts/test_care.py", "tests/contacts/test_follow_ups_together.py", "tests/contacts/test_judgements.py",
    "tests/contacts/test_log_contact.py", "tests/contacts/test_who_reads_contacts.py",
    "tests/contacts/test_whose_follow_up.py",
    "tests/facilities/", "tests/faults/", "tests/figures/", "tests/journeys/test_night.py", "tests/lists/test_lists.py",
    "tests/offline/",
    "tests/overflow/", "tests/oversight/test_unusual.py",
    "tests/people/test_name_migration.py", "tests/people/test_order.py",
    "tests/push/test_at_once.py", "tests/push/test_bad_address.py",
    "tests/placements/test_counted.py",
    "tests/rooms/funnel/test_counted.py", "tests/rooms/funnel/test_flow.py", "tests/rooms/hosts/test_rooms.py",
    "tests/rooms/matching/test_proposals.py", "tests/rooms/matches/test_course.py",
    "tests/rooms/pictures/test_pages.py", "tests/rooms/requests/test_profile.py",
    "tests/rooms/retention/test_set_terms.py", "tests/rooms/test_at_once.py",
    "tests/test_", "tests/trajectories/test_service.py", "tests/units/", "tests/web/test_health.py",
    "tests/web/test_limits.py", "tests/web/test_lines_of_the_log.py", "tests/web/test_security_txt.py",
    "tests/web/test_submissions.py", "tests/worklist/test_worklist.py",
)  # fmt: skip
"""How the paths of tests begin that run on both stores every day; the others do so with ``--store both``."""
DAILY = "daily"
FOLDER = "ONDERDAK_TEST_FOLDER"
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
LOCK_HOURS = 72
"""How long a phone may lie untouched in tests, which move its clock by days without a hand on it."""


def stores_of(path: str, choice: str) -> list[str]:
    """The stores for what this path holds: the chosen one, or daily the second only where it matters."""
    if choice in STORES:
        return [choice]
    both = choice == "both" or path.startswith(BOTH) or path.endswith("migration.py")
    return list(STORES) if both else [STORES[0]]


def wanted_stores(metafunc: pytest.Metafunc) -> list[str]:
    """The stores of one test, as the command asks."""
    path = metafunc.definition.path.relative_to(metafunc.config.rootpath)
    return stores_of(path.as_posix(), metafunc.config.getoption("store"))


def open_run() -> None:
    """Make the run's folder; only in the controlling process, before any worker starts.

    It stands in memory, as does all that tests and browsers write, where that has room: no test looks at the disk.
    """
    if FOLDER not in os.environ:
        if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
            os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
        folder = tempfile.mkdtemp(prefix="onderdak-")
        Path(folder).chmod(0o711)  # PostgreSQL passes through it, as nobody when the tests run as root
        os.environ[FOLDER] = folder


def close_run() -> None:
    """Stop the cluster if any test needed it, and remove the folder."""
    folder = run_folder()
    if _cluster().running:
        _cluster().stop()
    shutil.rmtree(folder)
    del os.environ[FOLDER]


def run_folder() -> Path:
    """The folder shared by every worker of this run."""
    return Path(os.environ[FOLDER])


@contextmanager
def instance(folder: Path, store: str, *, filled: bool) -> Iterator[Config]:
    """An instance of its own in ``folder``: a copy of the template, with its database.

    Args:
        folder: where keys and the SQLite file go; must not exist yet.
        store: ``sqlite`` or ``postgresql``.
        filled: with the demo's data, and demo sign-in on.
    """
    template = _template(store, filled=filled)
    folder.mkdir(parents=True)
    shutil.copytree(template.instance / "keys", folder / "keys")
    for made_once in ("static", "translations"):
        (folder / made_once).symlink_to(template.instance / made_once)
    own = replace(template, instance=folder)
    if store == "sqlite":
        shutil.copyfile(template.instance / "onderdak.db", folder / "onderdak.db")
        yield own
        return
    name = f"test_{uuid4().hex}"
    url = _cluster().create(name, template=template.instance.name)
    try:
        yield replace(own, database_url=url)
    finally:
        _cluster().drop(name)


def go_back(database: Database, revision: str) -> None:
    """Take the migrations after ``revision`` back, for a test of what they do with data."""
    with database.engine.connect() as connection:
        sqlite = database.kind == "sqlite"
        driver = connection.connection.dbapi_connection
        assert driver is not None
        if sqlite:
            driver.execute("pragma foreign_keys=OFF")
        writing = connection.execution_options(write=True)
        with writing.begin():
            command.downgrade(schema.alembic_config(writing), revision)
        if sqlite:
            driver.execute("pragma foreign_keys=ON")


def _template(store: str, *, filled: bool) -> Config:
    """The instance to copy; the first worker that asks makes it, the others wait."""
    name = f"{store}_{'demo' if filled else 'empty'}"
    config = Config(instance=run_folder() / name, origin="http://localhost", demo=filled)
    with (run_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if store == "postgresql":
            if not _cluster().running:
                _cluster().start()
            config = replace(config, database_url=_cluster().url(name))
        if not (config.instance / "ready").exists():
            _make(config, store)
    return config


def _make(config: Config, store: str) -> None:
    if store == "postgresql":
        _cluster().create(config.instance.name)
    keys.create(config.instance)
    database = Database(config, keys.load(config.instance))
    schema.migrate(database)
    if config.demo:
        demo.fill(database, with_past=False)  # tests make the nights they look at
        with database.transaction() as session:  # and move the clock without a hand on the page
            session.connection().execute(update(Region).values(lock_minutes=LOCK_HOURS * 60))
    database.engine.dispose()  # the last connection to close empties the write-ahead log into the one file
    assets.build(config.instance / "static")
    i18n.compile_catalogues(config.instance / "translations")
    (config.instance / "ready").touch()


def _cluster() -> Cluster:
    return Cluster(run_folder() / "postgres")
