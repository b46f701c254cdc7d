"""Fixtures for every test. A test with ``store``, ``app``, ``client`` or ``database`` runs on both where that matters.

======================= =============================================================================
``app``, ``database``   an empty, migrated instance; ``client`` is its test client (lints every page)
``demo_app``            the same with the demo's two regions; ``demo_client.sign_in("opvang")``
``server``, ``proxy``   the demo under gunicorn, once per worker, and the bad network before it
``start_server``        a server of one's own, to kill, on the test's store
``page``, ``phone``     Chromium as on a phone, through the proxy: a clean one, one with a disk
``passkey``, ``axe``    ``passkey(page)`` adds an authenticator; ``axe(page)`` checks both themes
======================= =============================================================================
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.support import applications, open_pages, routes, stores
from tests.support import axe as axe_core
from tests.support.browser import PHONE, Passkey, Phone, launch_options
from tests.support.client import Client
from tests.support.page_lint import lint
from tests.support.proxy import Proxy
from tests.support.servers import Server
from tests.support.stores import wanted_stores
from webapp import clock
from webapp.config import Config
from webapp.db import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which store to test on, and how long."""
    choices = [stores.DAILY, "both", *stores.STORES]
    parser.addoption("--store", choices=choices, default=stores.DAILY, help="daily: both where the store matters")
    parser.addoption("--long", action="store_true", help="only what takes long, marked so: every round, every run")


def pytest_configure() -> None:
    """Make the folder that all workers share; a worker finds it in its environment. Patience for a busy machine."""
    expect.set_options(timeout=20_000)
    routes.compile_once()
    stores.open_run()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Daily without what takes long; ``--long`` is that alone."""
    wanted = bool(config.getoption("--long"))
    chosen = [item for item in items if (item.get_closest_marker("long") is not None) == wanted]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed tells what its pages show, what the bad network saw, and how the server ended its log."""
    report = yield
    if report.failed:
        report.sections += open_pages.sections(item.funcargs.values())
    if report.failed and "shared_server" in item.funcargs:
        server, proxy = cast("tuple[Server, Proxy]", item.funcargs["shared_server"])
        asked = [str(one) for one in proxy.seen if not one.path.startswith("/static/")]
        report.sections.append(("network", "\n".join(asked[-40:])))
        report.sections.append(("server", server.log.read_text(errors="replace")[-4000:]))
    return report


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller leaves nothing behind; a worker leaves that to it."""
    if not hasattr(config, "workerinput"):
        stores.close_run()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on both stores what is about stores, and with ``--store both`` whatever touches one."""
    if "store" in metafunc.fixturenames:
        names = wanted_stores(metafunc)
        if metafunc.definition.get_closest_marker("one_store"):
            names = names[:1]
        metafunc.parametrize("store", names, scope="function")


@pytest.fixture(autouse=True)
def same_mask() -> Iterator[None]:
    """A command closes what it makes to others for its whole process; here that is one test."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def config(store: str, tmp_path: Path) -> Iterator[Config]:
    """An instance of the test's own: migrated, empty, not a demo."""
    yield from _lent(tmp_path / "instance", store, filled=False)


@pytest.fixture
def demo_config(store: str, tmp_path: Path) -> Iterator[Config]:
    """An instance of the test's own, with the demo in it."""
    yield from _lent(tmp_path / "demo", store, filled=True)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application on an empty instance."""
    with applications.lend(config) as app:
        yield app


@pytest.fixture
def demo_app(demo_config: Config) -> Iterator[Flask]:
    """The application on the demo."""
    with applications.lend(demo_config) as app:
        yield app


@pytest.fixture
def database(app: Flask) -> Database:
    """The store of ``app``."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser without scripts, signed out."""
    return Client(app, app.response_class)


@pytest.fixture
def demo_client(demo_app: Flask) -> Client:
    """The same for the demo; ``demo_client.sign_in(name)`` makes it a user."""
    return Client(demo_app, demo_app.response_class)


@pytest.fixture(scope="session")
def shared_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Proxy]]:
    """One server per worker, on the embedded store unless a folder asks another."""
    folder = tmp_path_factory.mktemp("server") / "instance"
    with stores.instance(folder, getattr(request, "param", "sqlite"), filled=True) as config:
        server = Server(config).start()
        proxy = Proxy(server.port)
        yield server, proxy
        proxy.close()
        server.stop()


@pytest.fixture
def server(shared_server: tuple[Server, Proxy]) -> Server:
    """The demo under gunicorn. Shared by the tests of a worker: leave it running."""
    return shared_server[0]


@pytest.fixture
def proxy(shared_server: tuple[Server, Proxy]) -> Iterator[Proxy]:
    """The network before ``server``, good again after each test; every page that came through it is linted."""
    proxy = shared_server[1]
    proxy.set("pass")
    proxy.forget()
    proxy.pages.clear()
    yield proxy
    proxy.set("pass")
    found = [f"{path}: {one}" for path, html in proxy.pages for one in lint(html.text, html.headers, path)]
    assert not found, "pages of this test:\n  " + "\n  ".join(sorted(set(found)))


@pytest.fixture
def start_server(demo_config: Config) -> Iterator[Callable[[], Server]]:
    """Start a server of the test's own on the test's store; it may be killed and started again."""
    started: list[Server] = []

    def start() -> Server:
        started.append(Server(demo_config).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The browser driver, once per worker."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium per worker; each ``page`` has a context of its own in it."""
    browser = playwright_driver.chromium.launch(**launch_options())
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser, proxy: Proxy) -> Iterator[Page]:
    """A clean phone, 360 x 740, at the proxy's address."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(playwright_driver: Playwright, proxy: Proxy, tmp_path: Path) -> Iterator[Phone]:
    """A phone with a disk, open; it survives ``close`` and ``kill``."""
    phone = Phone(playwright_driver, tmp_path / "profile", proxy.url)
    phone.open()
    yield phone
    phone.throw_away()


@pytest.fixture
def passkey() -> Callable[[Page], Passkey]:
    """Give a page an authenticator."""
    return Passkey


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail on what axe-core finds, in both themes."""
    return axe_core.check


@pytest.fixture
def clock_moves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``clock_moves(minutes=6)``: everything happens that much later from now on."""
    now = clock.now

    def move(**by: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: now() + timedelta(**by))

    return move


def _lent(folder: Path, store: str, *, filled: bool) -> Iterator[Config]:
    """An instance for one test; it may stand in memory, which thousands of them would fill."""
    with stores.instance(folder, store, filled=filled) as made:
        yield made
    shutil.rmtree(folder, ignore_errors=True)
