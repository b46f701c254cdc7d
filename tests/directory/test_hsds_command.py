"""``onderdak export wegwijzer`` and ``import wegwijzer`` with files of HSDS."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.directory.packages import SERVICE
from webapp import cli
from webapp.accounts import store as accounts
from webapp.config import Config
from webapp.db import Database
from webapp.directory import store


@pytest.fixture
def onderdak(demo_config: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("webapp.directory.command.from_env", lambda production: demo_config)

    def run(*arguments: object) -> tuple[int, str, str]:
        status = cli.main([*map(str, arguments), "--region", "gooi"])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.mark.parametrize("name", ["wegwijzer.zip", "wegwijzer.json"])
def test_command_writes_a_file_and_finds_nothing_to_change_in_it(onderdak: Any, tmp_path: Path, name: str):
    path = tmp_path / name
    assert onderdak("export", "wegwijzer", "--to", path)[0] == 0
    path = path.rename(tmp_path / "without-a-form")
    status, told, _ = onderdak("import", "wegwijzer", path)
    assert status == 0
    assert "new 0, changed 0, gone 0, the same 16" in told


def test_command_tells_what_it_leaves_out_and_writes_only_when_told(
    onderdak: Any, tmp_path: Path, demo_app: Flask
) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps([SERVICE]))
    status, told, _ = onderdak("import", "wegwijzer", path)
    assert status == 0
    assert "not known here: need Clothing bank (1×)" in told
    assert "new 1, changed 0, gone 16" in told
    assert "nothing was written yet" in told
    path.write_text(json.dumps([SERVICE, {**SERVICE, "name": "Nothing\x1b[2J", "attributes": []}]))
    status, told, refused = onderdak("import", "wegwijzer", path, "--yes")
    assert status == 1
    assert "row 2 (Nothing[2J), behoeften: Kies waarvoor je hier terechtkunt." in told
    assert "nothing was written" in refused
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        region = next(one for one in accounts.list_regions(session) if one.slug == "gooi")
        assert "Soup Kitchen" not in {one.name for one in store.list_entries(session, region.id)}


def test_form_is_said_or_follows_from_the_name(onderdak: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    for form, starts in (("hsds", b"PK"), ("json", b"["), ("csv", "\ufeffid;".encode())):
        assert onderdak("export", "wegwijzer", "--to", path, "--form", form)[0] == 0
        assert path.read_bytes().startswith(starts)
    assert onderdak("export", "wegwijzer", "--to", tmp_path / "all.zip")[0] == 0
    assert "services.csv" in zipfile.ZipFile(tmp_path / "all.zip").namelist()


def test_file_that_cannot_be_read_is_a_sentence(onderdak: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken"
    for content, part in ((b"PK", "stuk of op slot"), (b"[", "geen JSON"), (b"PK\x03\x04\x00", "stuk of op slot")):
        path.write_bytes(content)
        status, _, refused = onderdak("import", "wegwijzer", path)
        assert (status, refused.count("\n")) == (1, 1)
        assert part in refused
    assert onderdak("import", "wegwijzer", tmp_path / "none")[0] == 1
