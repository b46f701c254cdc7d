"""Every kind of operation this release understands, collected from the features."""

from __future__ import annotations

from typing import Any

from webapp.features import operations
from webapp.operation import Operation

KINDS: dict[str, Operation] = {operation.kind: operation for operation in operations()}


def schemas() -> dict[str, Any]:
    """Kind → schema number and JSON Schema of its body (draft 2020-12), from the form's own models."""
    return {
        kind: {"schema": operation.schema, "body": operation.input.model_json_schema()}
        for kind, operation in KINDS.items()
    }
