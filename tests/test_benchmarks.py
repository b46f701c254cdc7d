"""The figures that benchmarks keep, and the bare loop that they are held against."""

from __future__ import annotations

from flask import Flask

from benchmarks.bare_rows import Store
from benchmarks.growth import kept
from benchmarks.growth.pages import PAGES, opened
from benchmarks.growth.region import Size
from benchmarks.results import Row, figures_of, renewed
from webapp import keys
from webapp.config import Config
from webapp.db import Database


def test_part_of_the_bench_renews_its_own_figures_alone() -> None:
    first = [Row("board", 1, 2, "/s", "hello"), Row("board", 1, 4, "/s", "page"), Row("door", 1, 5, "/s", "loop")]
    kept = figures_of(first, "2026-11-27", 0.5)
    fresh = figures_of([Row("board", 3, 4, "/s", "page"), Row("storm", 1, 1, "/s", "loop")], "2026-12-01", 9.04)
    found = [(one["name"], one["ratio"], one["day"], one["load"]) for one in renewed(kept, fresh)]
    assert found == [
        ("board", 0.5, "2026-11-27", 0.5),
        ("board", 0.75, "2026-12-01", 9.0),
        ("door", 0.2, "2026-11-27", 0.5),
        ("storm", 1.0, "2026-12-01", 9.0),
    ]


def test_bare_loop_reads_and_writes_every_table(demo_app: Flask) -> None:
    database: Database = demo_app.extensions["database"]
    store = Store(database)
    rows = store.read()
    assert rows["app_user"]
    changed = {name: dict(list(table.items())[:1]) for name, table in rows.items()}
    nothing: dict[str, dict[tuple[object, ...], tuple[object, ...]]] = {name: {} for name in rows}
    assert len(store.statements(nothing, changed)) == sum(len(table) for table in changed.values())
    store.write([])
    assert store.read() == rows


def test_each_page_that_the_growth_bench_asks_is_one(demo_config: Config) -> None:
    database = Database(demo_config, keys.load(demo_config.instance))
    kept.add(database, Size(contacts=600, clients=300, years=0.5, nights=3, shelters=4))
    database.engine.dispose()
    with opened(demo_config) as site:
        for page in PAGES:
            site.ask(page.user, site.address(page))
