"""`./onderdak test --changed` runs at least what a change may break, on a small house of its own and on this one."""

from __future__ import annotations

import pytest

from scripts import changed

ALWAYS, WALKS = sorted(changed.ALWAYS), sorted(changed.ALWAYS | changed.WALKS)
HOUSE = {
    "webapp/__init__.py": "",
    "webapp/clock.py": "",
    "webapp/app.py": "from webapp.beds import views",
    "webapp/people/__init__.py": "",
    "webapp/people/store.py": "from webapp import clock",
    "webapp/beds/__init__.py": "",
    "webapp/beds/views.py": "from webapp.people import store",
    "webapp/rooms/views.py": "import webapp.people.store",
    "scripts/lint.py": "",
    "tests/conftest.py": "from tests.support import stores",
    "tests/support/stores.py": "from webapp.app import create_app",
    "tests/support/night.py": "from webapp.people import store",
    "tests/test_clock.py": "",
    "tests/beds/conftest.py": "from tests.support.night import Night",
    "tests/beds/requests/test_asking.py": "",
    "tests/people/test_people.py": "",
    "tests/rooms/test_rooms.py": "",
    "tests/today/test_page.py": "from playwright.sync_api import Page",
    "tests/web/test_lines.py": "from scripts import lint",
    "tests/web/test_night.py": "from tests.support.night import Night",
}
BROWSER = sorted({*changed.ALWAYS, *changed.IN_A_BROWSER, "tests/today/test_page.py"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("webapp/beds/views.py", [*WALKS, "tests/beds"]),
        ("webapp/people/store.py", [*WALKS, "tests/beds", "tests/people", "tests/rooms", "tests/web/test_night.py"]),
        ("webapp/people/gone.py", [*WALKS, "tests/people"]),
        ("webapp/app.py", ["tests"]),
        ("webapp/migrations/versions/0099_more.py", ["tests"]),
        ("webapp/translations/en/LC_MESSAGES/messages.po", ["tests"]),
        ("tests/conftest.py", ["tests"]),
        ("tests/support/stores.py", ["tests"]),
        ("tests/support/night.py", [*ALWAYS, "tests/beds/requests/test_asking.py", "tests/web/test_night.py"]),
        ("tests/beds/conftest.py", [*ALWAYS, "tests/beds/requests/test_asking.py"]),
        ("tests/rooms/test_rooms.py", [*ALWAYS, "tests/rooms/test_rooms.py"]),
        ("tests/cases/bsn.json", ["tests"]),
        ("scripts/lint.py", [*ALWAYS, "tests/web/test_lines.py"]),
        ("templates/rooms/page.html", sorted({*WALKS, *BROWSER, "tests/rooms"})),
        ("templates/base.html", ["tests"]),
        ("static/js/app.js", BROWSER),
        ("service_worker/service-worker.js", BROWSER),
        ("docs/decisions.md", ALWAYS),
        ("requirements.lock", ["tests"]),
    ],
)
def test_change_reaches(path: str, expected: list[str]):
    assert changed.reached([path], HOUSE) == expected


def test_several_changes_reach_what_each_reaches():
    both = changed.reached(["webapp/beds/views.py", "tests/rooms/test_rooms.py"], HOUSE)
    assert both == [*WALKS, "tests/beds", "tests/rooms/test_rooms.py"]


def test_what_everything_stands_on_reaches_everything_here():
    texts = changed.sources()
    for path in ("tests/support/browser.py", "scripts/chromium.py", "webapp/app.py"):
        assert path in texts
        assert changed.reached([path], texts) == ["tests"]
    assert "tests/beds" in changed.reached(["webapp/people/service.py"], texts)
    assert "tests/contacts" not in changed.reached(["webapp/rooms/matching/rules.py"], texts)
