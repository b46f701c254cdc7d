"""The check of a log of years: in pieces, from the last mark on, and all of it when asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.audit.acts import damage, write
from webapp.audit import check, marks, store, verify
from webapp.audit.check import Broken, check_log
from webapp.audit.models import AccessEntry
from webapp.config import Config
from webapp.db import Database, Moment


@pytest.fixture
def folder(config: Config) -> Path:
    return config.instance


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of the entries that were read."""
    subjects: list[str] = []
    canonical = verify.canonical

    def noted(writer: Any, n: int, entry: dict[str, Any]) -> bytes:
        subjects.append(entry["subject"])
        return canonical(writer, n, entry)

    monkeypatch.setattr(verify, "canonical", noted)
    return subjects


def test_second_check_reads_what_came_since(database: Database, folder: Path, judged: list[str]) -> None:
    write(database, "een", "twee")
    assert "all" in check_log(database, folder)
    write(database, "drie")
    judged.clear()
    said = check_log(database, folder)
    assert "drie" in judged
    assert not {"een", "twee"} & set(judged)
    assert "at an earlier check (all were read at " in said


def test_whole_check_reads_everything_again(database: Database, folder: Path, judged: list[str]) -> None:
    write(database, "een", "twee")
    check_log(database, folder)
    judged.clear()
    check_log(database, folder, whole=True)
    assert {"een", "twee"} <= set(judged)


def test_words_changed_before_the_mark_show_at_a_whole_check(database: Database, folder: Path) -> None:
    write(database, "een", "twee")
    check_log(database, folder)
    damage(database, "update access_log set subject = 'ander' where subject = 'een'")
    assert "complete" in check_log(database, folder)
    with pytest.raises(Broken, match="does not hold"):
        check_log(database, folder, whole=True)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from access_log where subject = 'een'",
        "update access_log set mac = (select mac from access_log where subject = 'een') where subject = 'drie'",
        "delete from access_log where subject = 'drie'",
        "delete from access_log where subject in ('een', 'twee', 'drie')",
        "update access_log set n = -1 where subject = 'een'",
    ],
    ids=["first", "last link", "tail", "chain", "number"],
)
def test_mark_hides_no_missing_entry(database: Database, folder: Path, statement: str) -> None:
    write(database, "een", "twee", "drie")
    with database.reading() as session:
        before = verify.Verification(session)
        assert list(before.pieces())
        assert before.problems == []
    damage(database, statement)
    with database.reading() as session:
        after = verify.Verification(session, before.heads)
        list(after.pieces())
    assert after.problems


def test_mark_of_another_hand_is_no_mark(database: Database, folder: Path, judged: list[str]) -> None:
    write(database, "een", "twee")
    check_log(database, folder)
    file = folder / marks.NAME
    given = json.loads(file.read_text())
    file.write_text(json.dumps({**given, "whole_at": "2020-01-01T00:00:00+00:00"}))
    judged.clear()
    check_log(database, folder)
    assert {"een", "twee"} <= set(judged)


def test_check_that_was_stopped_is_not_begun_anew(
    database: Database, folder: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "AT_ONCE", 5)
    monkeypatch.setattr(check, "MARK_EVERY", 5)
    write(database, *(f"nummer {number}" for number in range(30)))

    def stop(read: int, _entries: int) -> None:
        if "nummer 20" in judged:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_log(database, folder, tell=stop)
    judged.clear()
    check_log(database, folder)
    assert "nummer 10" not in judged
    assert "nummer 29" in judged


def test_memory_holds_one_piece_of_the_log(
    database: Database, folder: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "AT_ONCE", 10)
    write(database, *(f"nummer {number}" for number in range(95)))
    held: list[int] = []

    class Counted(Moment):
        cache_ok = True

        def process_result_value(self, value: Any, dialect: Any) -> Any:
            held.append(len(held) + 1 - len(judged))
            return super().process_result_value(value, dialect)

    monkeypatch.setattr(AccessEntry.__table__.c["at"], "type", Counted(timezone=True))
    database.engine.clear_compiled_cache()
    with database.reading() as session:
        for _ in verify.Verification(session).pieces():
            pass
    assert len(judged) >= 95
    assert 1 < max(held) <= 10
