"""The heads outside the database: every cut in the log shows, on both stores; so does a hand in the file."""

from __future__ import annotations

import argparse
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.audit.acts import damage, write
from webapp import cli
from webapp.audit import anchors
from webapp.audit.verify import broken_links
from webapp.config import Config
from webapp.db import Database


@pytest.fixture
def check(config: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The output of ``./onderdak check``, for a store in order or not."""
    monkeypatch.setattr(cli, "from_env", lambda *, production: config)

    def run(*, after_restore: bool = False, whole: bool = False) -> str:
        try:
            cli.check(argparse.Namespace(after_restore=after_restore, all=whole))
        except cli.Failed as error:
            return str(error)
        return capsys.readouterr().out.strip()

    return run


def restart(database: Database) -> None:
    """The next connection begins a chain of its own, as a server does that starts."""
    database.engine.dispose()


def unbroken(database: Database) -> bool:
    with database.reading() as session:
        return broken_links(session) == []


def heads(config: Config) -> Path:
    return config.instance / anchors.NAME


def test_a_healthy_log_is_ok_and_says_up_to_when_its_ends_are_covered(
    database: Database, config: Config, check: Callable[..., str]
):
    write(database, "een", "twee")
    first = check()
    assert first.startswith("ok: ")
    assert "never anchored" in first
    again = check()
    assert again.startswith("ok: ")
    assert "anchored until" in again
    assert "what came later is not covered" in again
    assert stat.S_IMODE(heads(config).stat().st_mode) == 0o600


def test_the_file_grows_only_with_the_log(database: Database, config: Config):
    write(database, "een")
    for _ in range(3):
        anchors.anchor(database, config.instance)
    assert len(heads(config).read_bytes().splitlines()) == 1
    write(database, "twee")
    anchors.anchor(database, config.instance)
    assert len(heads(config).read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("delete from access_log where subject in ('drie', 'access_log')", "ends at 2"),
        ("delete from access_log where writer in (select writer from access_log where subject = 'later')", "is gone"),
        ("delete from access_log", "the whole log"),
    ],
    ids=["tail", "chain", "all"],
)
def test_what_was_cut_off_shows_though_every_chain_still_holds(
    database: Database, config: Config, check: Callable[..., str], statement: str, told: str
):
    write(database, "een", "twee", "drie")
    restart(database)
    write(database, "later")
    anchors.anchor(database, config.instance)
    restart(database)
    damage(database, statement)
    assert unbroken(database)  # believed by ``check`` alone
    said = check()
    assert said.startswith("the access log is not complete")
    assert told in said


def test_a_row_that_was_changed_still_breaks_its_chain(database: Database, config: Config, check: Callable[..., str]):
    write(database, "een", "twee", "drie")
    anchors.anchor(database, config.instance)
    damage(database, "update access_log set subject = 'ander' where subject = 'twee'")
    assert "does not hold" in check()


def test_a_chain_written_anew_by_who_has_the_database_alone_is_another(
    database: Database, config: Config, check: Callable[..., str]
):
    write(database, "een")
    anchors.anchor(database, config.instance)
    damage(database, "update access_log set mac = writer where subject = 'een'" if database.kind == "sqlite" else
           "update access_log set mac = 'vals'::bytea where subject = 'een'")  # fmt: skip
    with database.reading() as session:
        found = anchors.list_problems(session, database.keyring, heads(config))
    assert any("is another than was anchored" in one for one in found)


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def edit(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b'"anew": false', b'"anew": true '), *lines[1:]]


def drop_first(lines: list[bytes]) -> list[bytes]:
    return lines[1:]


def garble(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1][:40]]


@pytest.mark.parametrize("hand", [cut, edit, drop_first, garble])
def test_a_hand_in_the_file_shows(
    database: Database, config: Config, check: Callable[..., str], hand: Callable[[list[bytes]], list[bytes]]
):
    for name in ("een", "twee", "drie"):
        write(database, name)
        anchors.anchor(database, config.instance)
    lines = heads(config).read_bytes().splitlines()
    heads(config).write_bytes(b"\n".join(hand(lines)) + b"\n")
    assert "not complete" in check()


@pytest.mark.parametrize("written_again", [False, True])
def test_a_file_that_was_taken_away_shows_also_when_the_server_made_another(
    database: Database, config: Config, check: Callable[..., str], *, written_again: bool
):
    write(database, "een")
    anchors.anchor(database, config.instance)
    heads(config).unlink()
    if written_again:
        write(database, "twee")
        anchors.anchor(database, config.instance)
    assert "is gone" in check()


def test_a_power_cut_in_the_middle_of_a_line_is_no_alarm(database: Database, config: Config, check: Callable[..., str]):
    write(database, "een")
    anchors.anchor(database, config.instance)
    with heads(config).open("ab") as stream:
        stream.write(b'{"file": "half a li')
    write(database, "twee")
    anchors.anchor(database, config.instance)
    assert check().startswith("ok: ")


def test_a_backup_that_was_put_back_is_told_as_such_and_can_be_begun_from(
    database: Database, config: Config, check: Callable[..., str]
):
    write(database, "voor de reservekopie")
    anchors.anchor(database, config.instance)
    with database.reading() as session:
        kept = session.connection().execute(text("select count(*) from access_log")).scalar_one()
    assert kept == 2
    restart(database)
    write(database, "na de reservekopie")
    anchors.anchor(database, config.instance)
    restart(database)
    damage(database, "delete from access_log where subject = 'na de reservekopie'")
    damage(database, "delete from access_log where detail like 'heads % 2 %'")
    said = check()
    assert "an older backup was put back" in said
    assert "--after-restore" in said
    assert check(after_restore=True).startswith("ok: ")
    later = check()
    assert later.startswith("ok: ")
    assert "begun anew" in later
