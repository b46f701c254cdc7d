"""One line of a benchmark, and the table they make together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

Figure = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A measured figure beside what it is held against.

    ``ratio`` is value / reference; it must stay at or below ``at_most`` or at or above ``at_least``, where it has one.
    """

    name: str
    value: float
    reference: float
    unit: str
    against: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """Value over reference."""
        return self.value / self.reference if self.reference else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the ratio keeps its bound."""
        return (self.at_most is None or self.ratio <= self.at_most) and (
            self.at_least is None or self.ratio >= self.at_least
        )


def figures_of(rows: Sequence[Row], day: str, load: float) -> list[Figure]:
    """The rows to keep, each with the day and with the load of the machine: a ratio bears a busy one, not always."""
    told = {"day": day, "load": round(load, 1)}
    return [{**asdict(row), "ratio": round(row.ratio, 3), "holds": row.holds, **told} for row in rows]


def renewed(kept: Sequence[Figure], fresh: Sequence[Figure]) -> list[Figure]:
    """The kept figures, with these in the place of those of the same name and reference; new ones come last."""
    by_name = {_name(one): one for one in fresh}
    again = [by_name.pop(_name(one), one) for one in kept]
    return [*again, *by_name.values()]


def _name(figure: Figure) -> tuple[str, str]:
    return figure["name"], figure["against"]


def _bound(row: Row) -> str:
    if row.at_most is not None:
        return f"≤ {row.at_most:g}"
    return "" if row.at_least is None else f"≥ {row.at_least:g}"


def table(rows: Sequence[Row]) -> str:
    """The rows as text for a person."""
    head = ("measured", "value", "against", "reference", "ratio", "bound", "")
    body = [
        (
            row.name,
            f"{row.value:.1f} {row.unit}",
            row.against,
            f"{row.reference:.1f} {row.unit}",
            f"{row.ratio:.2f}",
            _bound(row),
            "ok" if row.holds else "MISSED",
        )
        for row in rows
    ]
    widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in [head, *body]
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the sorted values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
