"""A BSN is recognised however it is written; telephone numbers and dates are not taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from webapp.bsn import holds_bsn

CASES = json.loads((Path(__file__).parent / "cases" / "bsn.json").read_text())


@pytest.mark.parametrize(("text", "holds"), CASES)
def test_bsn_is_recognised(text: str, holds: bool) -> None:
    assert holds_bsn(text) is holds


def test_a_long_text_is_read_quickly() -> None:
    assert not holds_bsn("1 " * 200_000)
