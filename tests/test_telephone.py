"""A person's text of a telephone number stays as typed; the number is dialled, never the remark."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from webapp import telephone
from webapp.telephone import link, numbers

CASES = json.loads((Path(__file__).parent / "cases" / "telephone.json").read_text())


@pytest.mark.parametrize(("typed", "dialled"), CASES)
def test_numbers_are_found_and_remarks_left_out(typed: str, dialled: list[str]) -> None:
    assert numbers(typed) == dialled
    assert link(typed) == (f"tel:{dialled[0]}" if dialled else "")


@pytest.mark.parametrize(
    "typed",
    ["1 " * 2000, "1 4 " * 40 + "9 " * 20, "0 0 1 " * 60 + "9 " * 20, "1 1 2 " * 60 + "9 " * 20, "112 " * 999 + "112"],
)
def test_text_that_can_be_cut_in_many_ways_is_read_quickly(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = count()
    dialled = telephone._dialled

    def once_more(part: str) -> str:
        assert next(tried) < 25 * len(typed), "every way to cut it is tried"
        return dialled(part)

    monkeypatch.setattr(telephone, "_dialled", once_more)
    assert numbers(typed) == (["112"] if typed.endswith("112") else [])


def test_three_numbers_beside_each_other_are_three() -> None:
    assert numbers("112 14 035 06 12345678") == ["112", "14035", "+31612345678"]
    assert numbers("112 06 1234567") == []
