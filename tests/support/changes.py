"""An edit as a form tells it: of each field what was seen, and what it must become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from webapp.edits import Change, changes_in, changes_of
from webapp.validation import read


def changes(record: type[BaseModel], seen: Mapping[str, Any], **wanted: Any) -> list[Change]:
    """Read as the form is; a field of ``seen`` that is not wanted any more is cleared."""
    names = {*seen, *wanted}
    told = {name: {"from": seen.get(name), "to": wanted.get(name)} for name in names}
    return changes_in(read(changes_of(record), told))
