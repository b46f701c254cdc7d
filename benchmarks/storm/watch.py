"""Where the time of a storm goes: processor by group of processes, and what the connections of PostgreSQL wait for."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

PACE = 0.5
_TICK = os.sysconf("SC_CLK_TCK")
_WAITS = """
SELECT coalesce(wait_event_type || ': ' || wait_event, 'processor'), count(*), sum(count(*)) OVER ()
FROM pg_stat_activity
WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid() GROUP BY 1
"""
_OPEN = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


@dataclass
class Seen:
    """Processor seconds of each group, of the whole machine and its idle time; waits and connections of the store."""

    seconds: float = 0.0
    processor: dict[str, float] = field(default_factory=dict)
    machine: float = 0.0
    idle: float = 0.0
    waits: Counter[str] = field(default_factory=Counter)
    connections: int = 0


@contextmanager
def watching(groups: Mapping[str, int], store: str) -> Iterator[Seen]:
    """Watch process groups (name → the process at their head) and the PostgreSQL at ``store`` meanwhile."""
    seen, over = Seen(), threading.Event()
    before, machine, begun = _usage(groups), _machine(), time.perf_counter()
    sampler = threading.Thread(target=_sample, args=(store, seen, over))
    sampler.start()
    try:
        yield seen
    finally:
        over.set()
        sampler.join()
        after, whole = _usage(groups), _machine()
        seen.seconds = time.perf_counter() - begun
        seen.processor = {name: after[name] - before[name] for name in groups}
        seen.machine, seen.idle = whole[0] - machine[0], whole[1] - machine[1]


def _sample(store: str, seen: Seen, over: threading.Event) -> None:
    with psycopg.connect(store, autocommit=True) as connection:
        while not over.wait(PACE):
            for what, count, _ in connection.execute(_WAITS):
                seen.waits[what] += count
            opened = connection.execute(_OPEN).fetchone()
            seen.connections = max(seen.connections, opened[0] if opened else 0)


def _usage(groups: Mapping[str, int]) -> dict[str, float]:
    """Processor seconds of each process and its children so far, with those that ended and were waited for."""
    times, parents = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(facts[1])
            times[int(entry.name)] = sum(map(int, facts[11:15])) / _TICK
    usage = dict.fromkeys(groups, 0.0)
    heads = {head: name for name, head in groups.items()}
    for one, took in times.items():
        if name := _group_of(one, heads, parents):
            usage[name] += took
    return usage


def _group_of(process: int, heads: Mapping[int, str], parents: Mapping[int, int]) -> str | None:
    """The group of the nearest head above."""
    while process and process not in heads:
        process = parents.get(process, 0)
    return heads.get(process)


def _machine() -> tuple[float, float]:
    """Processor seconds of the whole machine so far: all, and idle."""
    with Path("/proc/stat").open() as stat:
        times = [int(one) / _TICK for one in stat.readline().split()[1:9]]
    return sum(times), times[3] + times[4]
