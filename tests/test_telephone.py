"""What a person wrote of a telephone number stays as typed; what is dialled is the number, never the remark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from webapp.telephone import link, numbers

CASES = json.loads((Path(__file__).parent / "cases" / "telephone.json").read_text())


@pytest.mark.parametrize(("typed", "dialled"), CASES)
def test_numbers_are_found_and_remarks_left_out(typed: str, dialled: list[str]) -> None:
    assert numbers(typed) == dialled
    assert link(typed) == (f"tel:{dialled[0]}" if dialled else "")


def test_long_text_is_read_quickly() -> None:
    assert numbers("1 " * 2000) == []
