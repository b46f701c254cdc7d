"""Many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from webapp.errors import Conflict, Invalid


def together(number: int, act: object) -> list[object]:
    """Run ``act(n)`` in so many threads that begin at the same moment; errors are results."""
    start = Barrier(number)

    def run(one: int) -> object:
        start.wait()
        try:
            return act(one)  # type: ignore[operator]
        except (Conflict, Invalid) as error:
            return error

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
