"""The declarations of features are complete: every table, every word of the outbox, no two of anything."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import SQLModel

from tests.architecture.addresses import STRANGER
from webapp import schema
from webapp.features import FEATURES, operations
from webapp.today import navigation

WEBAPP = Path(schema.__file__).parent
ROOT = WEBAPP.parent


def twice(names: Iterable[object]) -> list[object]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_every_table_is_in_the_schema() -> None:
    declared = {module.__name__ for module in schema.MODULES}
    for path in WEBAPP.rglob("*.py"):
        if "table=True" in path.read_text():
            name = ".".join(path.relative_to(WEBAPP.parent).with_suffix("").parts)
            assert name in declared, f"{name} holds tables that no feature declares"


def test_no_table_is_declared_twice() -> None:
    assert not twice(schema.MODULES)


def test_features_do_not_share_a_name_or_a_kind() -> None:
    assert not twice(feature.name for feature in FEATURES)
    assert not twice(operation.kind for operation in operations())


@pytest.mark.parametrize("pages", [navigation.TABS, navigation.LINKS], ids=["tabs", "links"])
def test_pages_of_the_navigation_have_a_place_of_their_own(pages: list[navigation.Tab]) -> None:
    assert not twice(page.order for page in pages)
    assert not twice(page.url for page in pages)


@pytest.mark.one_store
def test_the_outbox_has_a_word_for_every_kind_and_effect(client: FlaskClient) -> None:
    page = client.get("/onverzonden").text
    for operation in operations():
        assert f'data-word="kind:{operation.kind}"' in page
    for feature in FEATURES:
        for effect in feature.effects:
            assert f'data-word="effect:{effect}"' in page


@pytest.mark.one_store
def test_every_card_of_the_home_screen_has_its_template(app: Flask) -> None:
    for feature in FEATURES:
        for card in feature.cards:
            app.jinja_env.get_template(card.template)


@pytest.mark.one_store
def test_every_page_that_the_worker_keeps_is_there(app: Flask, client: FlaskClient) -> None:
    addresses = app.url_map.bind("localhost")
    kept = [page for feature in FEATURES for page in feature.kept_pages]
    for page in kept:
        for path in (page.path, page.stands_in_for, page.led_to_by):
            assert path is None or addresses.match(path.replace("*", STRANGER)), path
    assert json.dumps([asdict(page) for page in kept]) in client.get("/service-worker.js").text


def test_no_script_of_the_phone_names_a_kind_and_the_worker_no_page() -> None:
    scripts = [*(ROOT / "static" / "js" / "offline").rglob("*.js"), *(ROOT / "service_worker").glob("*.js")]
    assert len(scripts) > 30, "the folders changed: this test looks at nothing"
    kinds = {operation.kind for operation in operations()}
    pages = {part for feature in FEATURES for page in feature.kept_pages for part in page.path.split("/")} - {"", "*"}
    for path in scripts:
        said = set(re.findall(r"'([^'\n]+)'", path.read_text()))
        assert not said & kinds, path
        if path.parent.name == "service_worker":
            assert not {word for one in said for word in one.split("/")} & pages, path


def test_tables_live_in_modules_of_models() -> None:
    for mapper in SQLModel._sa_registry.mappers:  # type: ignore[attr-defined]
        module = importlib.import_module(mapper.class_.__module__)
        assert module in schema.MODULES or not module.__name__.startswith("webapp."), module.__name__
