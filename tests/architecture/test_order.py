"""No list of names is in the order of a store's bytes: see ``webapp.text.sort_key``."""

from __future__ import annotations

import re
from pathlib import Path

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
BY_BYTES = re.compile(
    r"order_by\([^\n]*\.(?:name|alias|label|municipality|search_key)\b|key=lambda \w+: \w+\.(?:name|alias)\b"
)


def test_no_list_of_names_is_in_the_order_of_bytes() -> None:
    found = {
        f"{path.relative_to(WEBAPP)}: {line.strip()}"
        for path in WEBAPP.rglob("*.py")
        for line in path.read_text().splitlines()
        if BY_BYTES.search(line)
    }
    assert found == set()
