"""Access to every endpoint, walked from the URL map: a new one is refused until it has an entry."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.architecture.addresses import USERS, address, rules
from tests.support.client import Client
from webapp.accounts.permissions import TABLE, Permission
from webapp.web.access import Access

pytestmark = pytest.mark.one_store


def access_of(app: Flask, endpoint: str) -> Access:
    view: Any = app.view_functions[endpoint]
    found: Access = view.access
    return found


def test_every_endpoint_says_who_may_reach_it(app: Flask):
    silent = [
        name for name, view in app.view_functions.items() if not isinstance(getattr(view, "access", None), Access)
    ]
    assert silent == [], "mark these with @public, @signed_in or @requires(…) of webapp/web/access.py"


def test_every_permission_asked_for_exists_and_is_granted_to_someone(app: Flask):
    asked = {permission for name in app.view_functions for permission in access_of(app, name).permissions}
    granted = {permission for permissions in TABLE.values() for permission in permissions}
    assert asked - set(Permission) == set()
    assert asked - granted == set(), "nobody may do this: add it to TABLE of webapp/accounts/permissions.py"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_signed_out_people_reach_public_endpoints_only(demo_app: Flask, demo_client: Client, method: str):
    for rule in rules(demo_app, method):
        if access_of(demo_app, rule.endpoint).public:
            continue
        response = demo_client.open(address(rule), method=method)
        refused = response.status_code == 401 or (
            response.status_code in (302, 303) and "/inloggen" in response.headers.get("Location", "")
        )
        assert refused, f"{method} {rule} answers {response.status_code} to someone who is not signed in"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", USERS)
def test_role_reaches_what_the_table_allows_and_nothing_else(
    demo_app: Flask, demo_client: Client, name: str, method: str
):
    demo_client.sign_in(name)
    for rule in rules(demo_app, method):
        if rule.endpoint in ("accounts.sign_out", "accounts.demo_sign_in"):
            continue
        access = access_of(demo_app, rule.endpoint)
        allowed = not access.permissions or bool(set(access.permissions) & TABLE[USERS[name]])
        status = demo_client.open(address(rule), method=method).status_code
        if access.public or allowed:
            assert status not in (401, 500), f"{method} {rule} answers {status} to {name}"
        else:
            assert status == 403, f"{method} {rule} answers {status} to {name}, who may not do this"
