"""The commands: ``onderdak serve``, ``demo``, ``migrate``, ``invite``, ``check``.

Exit status 0 done, 1 failed with the reason on stderr, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from webapp import clock, keys
from webapp.accounts import commands as accounts
from webapp.audit import anchors
from webapp.audit.check import Broken, check_log
from webapp.config import Config, ConfigError, from_env
from webapp.connections import fit
from webapp.db import Database
from webapp.demo import NotADemo
from webapp.directory import command as directory
from webapp.features import FEATURES
from webapp.placements.imports import command as placements
from webapp.rooms.matching import command as rooms
from webapp.rooms.matching import file as match_file

NOT_YET = (
    "onderdak: not ready for real people's data: retention of contacts and clients, erasure, backup and restore "
    "do not exist yet. What is stored stays, and is lost with this machine."
)


class Failed(Exception):
    """A command could not do its work; the message is what a person reads."""


REFUSALS = (
    Failed,
    accounts.Refused,
    directory.Refused,
    match_file.Unreadable,
    ConfigError,
    keys.MissingKeys,
    NotADemo,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except REFUSALS as error:
        print(f"onderdak: {error}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"onderdak: the database cannot be used: {error.orig}".splitlines()[0], file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onderdak", description="Street contacts, tonight's beds and rooms.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, text in (
        ("serve", serve, "serve in production"),
        ("demo", demo, "serve the demo with made-up people"),
        ("migrate", migrate, "make or update the database and the keys"),
        ("check", check, "check database, keys and access log"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
    commands.choices["check"].add_argument(
        "--all", action="store_true", help="read every entry of the access log, also those of earlier checks"
    )
    commands.choices["check"].add_argument(
        "--after-restore", action="store_true", help="a backup was put back: anchor the access log anew, as it is now"
    )
    accounts.add_to(commands, opened_current)
    rooms.add_to(commands)
    directory.add_to(commands, opened_current, {placements.WHAT: placements.import_line})
    return parser


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The store of this instance, for the time of a command; its keys must exist."""
    database = Database(config, keys.load(config.instance))
    try:
        yield database
    finally:
        database.engine.dispose()


@contextmanager
def opened_current(config: Config) -> Iterator[Database]:
    """The store of this instance, up to date with this release.

    Raises:
        Failed: it is older; says what to type.
    """
    from webapp import schema

    with opened(config) as database:
        if not schema.is_current(database):
            raise Failed("the database is older than this release: run './onderdak migrate' first")
        yield database


def migrate(_arguments: argparse.Namespace) -> None:
    """Make keys that are missing and bring the store up to date."""
    config = from_env(production=False)
    _prepare(config)
    print(f"ready: {config.instance}")


def _close_off(config: Config) -> None:
    try:
        keys.close_off(config.instance)
    except PermissionError as error:
        raise Failed(f"{error.filename} belongs to somebody else: make it the property of who runs this") from error


def _prepare(config: Config) -> None:
    from webapp import schema

    _close_off(config)
    keys.create(config.instance)
    with opened(config) as database:
        schema.migrate(database)


def serve(_arguments: argparse.Namespace) -> None:
    """Serve with gunicorn. Refuses to start without origin, keys or an up-to-date store."""
    config = from_env(production=True)
    if config.demo:
        return demo(_arguments)
    from webapp import serving

    _close_off(config)
    with opened_current(config) as database:
        connections = fit(database, config)
    _anchor(config)
    if connections:
        print(f"onderdak: {connections}", file=sys.stderr, flush=True)
    print(NOT_YET, file=sys.stderr, flush=True)
    return serving.run(config, [(serving.this_hour, lambda: _tidy(config))], lambda: _anchor(config))


def demo(_arguments: argparse.Namespace) -> None:
    """Make the demo instance if needed, renew tonight's counts, and serve it."""
    os.environ["ONDERDAK_DEMO"] = "1"
    config = from_env(production=False)
    begun = time.monotonic()

    def tell(what: str) -> None:
        print(f"onderdak: {what} ({time.monotonic() - begun:.0f} s)", file=sys.stderr, flush=True)

    tell("the demo starts")
    from webapp import demo as demo_data
    from webapp import serving

    def fill(tell: Callable[[str], None] = lambda _what: None) -> None:
        with opened(config) as database:
            demo_data.fill(database, tell=tell)

    tell("keys and database")
    _prepare(config)
    fill(tell)
    _anchor(config)
    tell("the server starts")
    chores = [(serving.this_hour, lambda: _tidy(config)), (clock.tonight, fill)]
    log = config.instance / "demo.log" if sys.stderr.isatty() else None
    serving.run(config, chores, lambda: _anchor(config), log)


def _tidy(config: Config) -> None:
    """Erase data past its retention term; anchor the access log outside the database; measure the tables."""
    with opened(config) as database:
        with database.transaction() as session:
            for feature in FEATURES:
                if feature.erase:
                    feature.erase(session)
        anchors.anchor(database, config.instance)
        database.learn_sizes()


def _anchor(config: Config) -> None:
    """Anchor the access log: when the server begins, and when it has stopped."""
    with opened(config) as database:
        anchors.anchor(database, config.instance)


def check(arguments: argparse.Namespace) -> None:
    """Verify the store, every chain of the access log, and the presence of every entry that was anchored outside it."""
    config = from_env(production=False)
    log = {"whole": arguments.all, "restored": arguments.after_restore}
    with opened_current(config) as database:
        connections = fit(database, config)
        try:
            said = check_log(database, config.instance, **log, tell=_told_every(5))
        except Broken as error:
            raise Failed(str(error)) from error
    print(f"ok: {database.kind}, {said}{connections and '; ' + connections}")


def _told_every(seconds: float) -> Callable[[int, int], None]:
    """Tell on standard error how far a long check is."""
    begun = last = time.monotonic()

    def tell(read: int, entries: int) -> None:
        nonlocal last
        if (now := time.monotonic()) >= last + seconds:
            last = now
            line = f"onderdak: access log, {read} of {entries} entries ({now - begun:.0f} s)"
            print(line, file=sys.stderr, flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())
