"""Stores that were filled once and are kept in ``.growth``: a million contacts take minutes to write.

One of another size or seed is made anew; one of an older release is brought to this one, as an operator's would be.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from benchmarks.growth.bulk import loading
from benchmarks.growth.contacts import Years
from benchmarks.growth.duties import Duties, list_programmes
from benchmarks.growth.nights import Nights
from benchmarks.growth.region import Size, fill_with_clients, hire
from benchmarks.growth.sharing import Sharing
from tests.support.postgres import Cluster
from webapp import demo, keys, schema
from webapp.config import ROOT, Config
from webapp.db import Database

STORES = ("sqlite", "postgresql")
FOLDER = ROOT / ".growth"


@contextmanager
def kept(store: str, size: Size, folder: Path = FOLDER) -> Iterator[Config]:
    """An instance of this size on this store, ready to open; made when it is not there."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)  # PostgreSQL passes through it, as nobody when this runs as root
    name = f"{store}_{_name(size)}"
    config = Config(folder / name, "http://localhost", demo=True)
    if store == "sqlite":
        yield _ready(config, size)
        return
    with _running(folder / "postgresql") as cluster:
        config = replace(config, database_url=cluster.url(name))
        if not (config.instance / "ready").exists():
            cluster.drop(name)
            cluster.create(name)
        yield _ready(config, size)


def fill(config: Config, size: Size) -> None:
    """Make an instance with so much in it, at this release."""
    keys.create(config.instance)
    database = Database(config, keys.load(config.instance))
    schema.migrate(database)
    demo.fill(database, with_past=False)
    add(database, size)
    database.engine.dispose()


def add(database: Database, size: Size) -> None:
    """Add so much to a demo."""
    keyring = database.keyring
    teams = hire(database)
    with loading(database) as loader:
        for table, rows in fill_with_clients(teams, size):
            loader.write(table, rows)
        for table, rows in Years(teams, size, keyring).logged():
            loader.write(table, rows)
        for table, rows in Duties(teams, size, keyring, list_programmes(database)).written():
            loader.write(table, rows)
        for table, rows in Sharing(teams, size, keyring).written():
            loader.write(table, rows)
        for region in {team.region.id: team.region for team in teams}.values():
            of_region = [team for team in teams if team.region.id == region.id]
            for table, rows in Nights(of_region, size, keyring).spent():
                loader.write(table, rows)
    with database.transaction() as session:
        session.connection().execute(text("UPDATE bed_board_version SET version = version + 1"))
    database.learn_sizes()


def _name(size: Size) -> str:
    return f"{size.contacts}_{hashlib.sha256(repr(size).encode()).hexdigest()[:8]}"


def _ready(config: Config, size: Size) -> Config:
    if not (config.instance / "ready").exists():
        shutil.rmtree(config.instance, ignore_errors=True)
        config.instance.mkdir()
        fill(config, size)
        (config.instance / "ready").touch()
    database = Database(config, keys.load(config.instance))
    schema.migrate(database)
    database.engine.dispose()
    return config


@contextmanager
def _running(folder: Path) -> Iterator[Cluster]:
    """The kept cluster, started for as long as the first who needs it."""
    cluster = Cluster(folder)
    if cluster.running:  # for another store of the same run
        yield cluster
        return
    if folder.exists():
        cluster.resume()
    else:
        cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("fast")
