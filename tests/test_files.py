"""The files of an instance can be read by its owner only, also in one made before that rule."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from webapp import keys, schema
from webapp.cli import NOT_YET, main
from webapp.config import Config
from webapp.db import Database


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_instance_of_before_is_closed_off_at_migrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o755)
    keys.create(instance)
    (instance / "keys").chmod(0o755)
    for name in ("onderdak.db", "server.log"):
        (instance / name).touch(mode=0o644)
    monkeypatch.setenv("ONDERDAK_INSTANCE", str(instance))
    monkeypatch.delenv("ONDERDAK_DATABASE_URL", raising=False)
    assert main(["migrate"]) == 0
    database = Database(Config(instance, "http://localhost"), keys.load(instance))
    with database.transaction() as session:
        session.connection().exec_driver_sql("delete from tries")
        files = [path for path in (*instance.glob("*"), *(instance / "keys").glob("*")) if path.is_file()]
        assert {path.name for path in files} >= {"onderdak.db", "onderdak.db-wal", "audit.key"}
        assert {path: mode_of(path) for path in files} == dict.fromkeys(files, 0o600)
    assert (mode_of(instance), mode_of(instance / "keys")) == (0o700, 0o700)
    assert schema.is_current(database)
    database.engine.dispose()


def test_serve_tells_in_one_line_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONDERDAK_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("ONDERDAK_ORIGIN", "https://onderdak.example.nl")
    monkeypatch.delenv("ONDERDAK_DATABASE_URL", raising=False)
    monkeypatch.setattr("webapp.serving.run", lambda *_arguments: None)
    assert main(["migrate"]) == 0
    assert main(["serve"]) == 0
    told = capsys.readouterr().err
    assert told.strip() == NOT_YET
    assert all(word in told for word in ("retention", "erasure", "backup", "restore"))
