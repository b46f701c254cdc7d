"""`./onderdak bench storm`: everybody's phone comes home at once, to two hosts on one PostgreSQL on this machine.

Each phone sends its queue and then fetches its pages. Served or told to wait: nothing is lost, nothing is there twice.
The last lines name what ran out first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.results import Row, percentile, table
from benchmarks.storm import evening, pages
from benchmarks.storm.phones import SILENT, Heard, Phone, bring_home
from benchmarks.storm.watch import Seen, watching
from scripts.demo_server import running_demo
from tests.support.postgres import Cluster

DATABASE = "onderdak"
HOSTS, WORKERS = 2, 2
SAFE = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""Switched off for tests; here a commit is on the disk."""
LEAST_IDLE = 0.1
"""With a smaller share of idle processors, the processor is what ran out."""


@dataclass(frozen=True)
class Storm:
    """How much comes, within how long."""

    phones: int
    items: int
    seconds: float
    limit: float
    reads: bool

    @property
    def operations(self) -> int:
        """All of them."""
        return self.phones * self.items


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when anything was lost, doubled, or refused without a word."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that hosts and PostgreSQL end with it
    storm = Storm(asked.phones, asked.items, asked.seconds, asked.limit, not asked.only_items)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # PostgreSQL passes through it, as nobody when this runs as root
        if asked.pages:
            print(*pages.measure(Path(folder)), sep="\n")
            return 0
        rows, lines = measure(Path(folder), storm)
    print(table(rows))
    print(*lines, sep="\n")
    return 0 if all(row.holds for row in rows) else 1


def measure(folder: Path, storm: Storm) -> tuple[list[Row], list[str]]:
    """Make store and phones, start the hosts, let the storm come, compare."""
    with _cluster(folder) as cluster:
        url = cluster.create(DATABASE)
        hosts = [folder / f"host-{number}" for number in range(HOSTS)]
        hosts[0].mkdir()
        phones = evening.make(hosts[0], url, storm.phones, storm.items, storm.seconds)
        for host in hosts[1:]:
            host.mkdir()
            shutil.copytree(hosts[0] / "keys", host / "keys")
        with ExitStack() as stack:
            demos = [stack.enter_context(running_demo(host, WORKERS, url)) for host in hosts]
            groups = {f"host {n}": demo.process.pid for n, demo in enumerate(demos, 1)}
            groups |= {"PostgreSQL": _head_of(cluster), "phones": os.getpid()}
            with watching(groups, _plain(url)) as seen:
                heard = bring_home(phones, [demo.port for demo in demos], storm.limit, reads=storm.reads)
        stored = _stored(_plain(url), phones)
    return _rows(storm, heard, stored), list(_describe(storm, heard, seen))


@contextmanager
def _cluster(folder: Path) -> Iterator[Cluster]:
    cluster = Cluster(folder / "postgresql")
    cluster.start()
    try:
        with psycopg.connect(_plain(cluster.url("postgres")), autocommit=True) as connection:
            for name in SAFE:
                connection.execute(f"ALTER SYSTEM SET {name} = on".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield cluster
    finally:
        cluster.stop()


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def _head_of(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def _stored(url: str, phones: Sequence[Phone]) -> dict[str, int]:
    """How many rows there are of what was sent: contacts by their id, and receipts that say 'accepted'."""
    ids = [one["id"] for phone in phones for one in phone.operations]
    with psycopg.connect(url) as connection:
        found = {}
        for name, question in (
            ("contacts", "SELECT count(*) FROM street_contact WHERE id = ANY(%s::uuid[])"),
            ("receipts", "SELECT count(*) FROM receipt WHERE status = 'accepted' AND id = ANY(%s::uuid[])"),
            ("all contacts", "SELECT count(*) FROM street_contact WHERE author_id IN (SELECT author_id FROM"
             " street_contact WHERE id = ANY(%s::uuid[]))"),
        ):  # fmt: skip
            row = connection.execute(question.encode(), [ids]).fetchone()
            found[name] = row[0] if row else 0
    return found


def _rows(storm: Storm, heard: Heard, stored: dict[str, int]) -> list[Row]:
    everything, answers = float(storm.operations), float(heard.statuses.total())
    twice = max(0, stored["all contacts"] - stored["contacts"])
    twice += sum(1 for said in heard.results.values() if said["accepted"] > 1)
    read = Row("phones with their pages", heard.pages, storm.phones, "phones", "all", at_least=1)
    return [
        Row("heard by their phones as arrived", heard.delivered, everything, "items", "sent", at_least=1),
        Row("in the store, with a receipt", min(stored["contacts"], stored["receipts"]), everything, "items", "sent",
            at_least=1),
        Row("there twice", twice, everything, "items", "sent", at_most=0),
        *([read] if storm.reads else []),
        Row("neither served nor told to wait", heard.unexplained, answers, "answers", "all", at_most=0),
    ]  # fmt: skip


def _describe(storm: Storm, heard: Heard, seen: Seen) -> Iterator[str]:
    pace = f"{heard.delivered / (heard.last or 1):.0f} a second, of {storm.operations / storm.seconds:.0f} offered"
    size = f"{storm.phones} phones with {storm.items} items within {storm.seconds:.0f} s"
    yield f"\n{size}: in after {heard.last:.0f} s, {pace}"
    for (path, status), count in sorted(heard.statuses.items()):
        yield f"  {path}: {count} × {status if status != SILENT else 'no answer in time'}"
    for what, times in (("queue", heard.sent), ("pages", heard.read)):
        if times:
            yield f"  {what}: median {percentile(times, 0.5):.1f} s, p95 {percentile(times, 0.95):.1f} s"
    ours = sum(seen.processor.values())
    yield f"Processor: {seen.idle / seen.machine:.0%} idle, {1 - (seen.idle + ours) / seen.machine:.0%} for others"
    for name, took in _parts(seen).items():
        each = f"{1000 * took / storm.phones:.0f} ms a phone" + (
            f", {1000 * took / heard.delivered:.1f} ms an item" if heard.delivered and not storm.reads else ""
        )
        yield f"  {name}: {took / seen.machine:.0%} of the machine, {each}"
    total = sum(seen.waits.values()) or 1
    yield f"PostgreSQL: at most {seen.connections} connections; active ones were at " + ", ".join(
        f"{what} {count / total:.0%}" for what, count in seen.waits.most_common(4)
    )
    yield f"First bottleneck: {_bottleneck(seen)}"


def _parts(seen: Seen) -> dict[str, float]:
    """Processor seconds of the workers of all hosts together, and of the others."""
    hosts = [took for name, took in seen.processor.items() if name.startswith("host")]
    others = {name: took for name, took in seen.processor.items() if not name.startswith("host")}
    return {"workers": sum(hosts), **others}


def _bottleneck(seen: Seen) -> str:
    """What ran out first, with its figure."""
    if seen.idle / seen.machine < LEAST_IDLE:
        parts = _parts(seen)
        name = max(parts, key=lambda one: parts[one])
        return f"the processor, {parts[name] / sum(parts.values()):.0%} of what the storm got of it for {name}"
    what, count = next(iter(seen.waits.most_common(1)), ("nothing", 0))
    return f"PostgreSQL, {what} in {count / (sum(seen.waits.values()) or 1):.0%} of the moments"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./onderdak bench storm", description=__doc__)
    parser.add_argument("--phones", type=int, default=2000)
    parser.add_argument("--items", type=int, default=20, help="contacts on each phone")
    parser.add_argument("--seconds", type=float, default=60, help="the time within which all come")
    parser.add_argument("--limit", type=float, default=1800, help="seconds after which phones stop trying")
    parser.add_argument("--pages", action="store_true", help="instead: the processor time of single pages")
    parser.add_argument("--only-items", action="store_true", help="nobody fetches pages")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
