"""Keys of an instance: private files, sealing, and refusing what does not fit."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from webapp import keys


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    keys.create(folder)
    return folder


def test_keys_are_for_the_owner_only_and_made_once(instance: Path) -> None:
    before = {path.name: path.read_bytes() for path in (instance / "keys").iterdir()}
    keys.create(instance)
    assert before == {path.name: path.read_bytes() for path in (instance / "keys").iterdir()}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (instance / "keys").iterdir())
    assert stat.S_IMODE((instance / "keys").stat().st_mode) == 0o700


def test_load_names_the_file_that_is_missing(instance: Path, tmp_path: Path) -> None:
    with pytest.raises(keys.MissingKeys, match=r"database\.key is missing.*migrate"):
        keys.load(tmp_path)


def test_sealed_operation_opens_with_its_context_only(instance: Path) -> None:
    ring = keys.load(instance)
    kid = ring.current_operation_key
    sealed = keys.seal_to(ring.public_operation_keys()[kid], "notitie é".encode(), "a|b|1")
    assert ring.open_operation(kid, sealed, "a|b|1").decode() == "notitie é"
    for wrong in ((kid, sealed, "a|b|2"), ("onbekend", sealed, "a|b|1"), (kid, sealed[:-4], "a|b|1"), (kid, "", "")):
        with pytest.raises(keys.Unreadable):
            ring.open_operation(*wrong)


def test_column_is_sealed_differently_each_time(instance: Path) -> None:
    ring = keys.load(instance)
    place = ("bed_stay", "name", "1")
    first, second = ring.seal_column("Rooie Piet", place), ring.seal_column("Rooie Piet", place)
    assert first != second
    assert b"Rooie" not in first
    assert ring.open_column(first, place) == ring.open_column(second, place) == "Rooie Piet"


def test_column_opens_at_its_place_only_and_no_place_reads_as_another(instance: Path) -> None:
    ring = keys.load(instance)
    sealed = ring.seal_column("Rooie Piet", ("bed_stay", "name", "1"))
    for other in (("bed_stay", "name", "2"), ("bed_stay", "note", "1"), ("bed_request", "name", "1"), (),
                  ("bed_stay", "name", "1", ""), ("bed_stay", 'name", "1'), ("bed_stayname", "1")):  # fmt: skip
        with pytest.raises(keys.Unreadable):
            ring.open_column(sealed, other)
    for damaged in (b"", sealed[1:], sealed[:12], sealed[:-1], b"\x01" + sealed[1:], sealed + b"\0"):
        with pytest.raises(keys.Unreadable):
            ring.open_column(damaged, ("bed_stay", "name", "1"))


def test_secrets_are_not_in_the_text_of_a_keyring(instance: Path) -> None:
    ring = keys.load(instance)
    assert ring.database.hex() not in repr(ring)
    assert "operation_keys" not in repr(ring)
