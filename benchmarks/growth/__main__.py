"""`./onderdak bench growth`: how much longer each page takes on a large store than on a small one, as ratios.

The stores are made at the first run, which takes minutes, and kept in ``.growth``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from benchmarks.growth.kept import STORES, kept
from benchmarks.growth.pages import PAGES, compare, opened
from benchmarks.growth.region import LARGE, SMALL
from benchmarks.results import Row


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when a page grows too much."""
    asked = _parser().parse_args(arguments)
    large, small = replace(LARGE, contacts=asked.large), replace(SMALL, contacts=asked.small)
    pages = [page for page in PAGES if not asked.page or page.address in asked.page]
    rows: list[Row] = []
    for store in [asked.store] if asked.store else STORES:
        with ExitStack() as stack:
            grown, young = (
                stack.enter_context(opened(stack.enter_context(kept(store, size)))) for size in (large, small)
            )
            for row in compare(store, grown, young, pages):
                rows.append(row)
                print(line(row), flush=True)
    return 0 if all(row.holds for row in rows) else 1


def line(row: Row) -> str:
    """The ratio alone: milliseconds are this machine's."""
    return f"{row.ratio:8.2f}  {'ok    ' if row.holds else 'MISSED'}  {row.name}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./onderdak bench growth", description=__doc__)
    parser.add_argument("--large", type=int, default=LARGE.contacts, help="contacts in the large store")
    parser.add_argument("--small", type=int, default=SMALL.contacts, help="contacts in the small store")
    parser.add_argument("--store", choices=STORES, help="one store alone")
    parser.add_argument("--page", action="append", help="an address as the table names it; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
