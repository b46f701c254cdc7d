"""Acts for the tests of accounts: sign up, sign in, say yes as a second person."""

from __future__ import annotations

import re
from typing import Any

from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts.models import Organisation, Region, User
from webapp.accounts.permissions import Role
from webapp.db import Session


def make_user(
    session: Session, name: str = "S. de Vries", role: Role = Role.street_nurse, region: str = "oost"
) -> User:
    """Somebody of a region and organisation that are made when they are new."""
    from webapp.accounts import store

    found = store.find_region_by_slug(session, region)
    if found is None:
        found = Region(slug=region, name=region.title(), municipalities=["Oostdorp"])
        session.add(found)
        session.flush()
    organisation = store.find_organisation_by_name(session, found.id, "Straatzorg")
    if organisation is None:
        organisation = Organisation(region_id=found.id, name="Straatzorg")
        session.add(organisation)
        session.flush()
    user = User(region_id=found.id, organisation_id=organisation.id, name=name, roles=[role.value])
    session.add(user)
    session.flush()
    return user


def register(client: Client, token: str, phone: Authenticator, code: str = "", **lies: Any) -> Any:
    """Answer an invitation."""
    shown = {"token": token, "code": code}
    options = client.post("/passkeys/uitnodiging/opties", json=shown).get_json()
    return client.post("/passkeys/uitnodiging", json={**shown, "credential": phone.create(options, **lies)})


def sign_in(client: Client, phone: Authenticator, **lies: Any) -> Any:
    """Sign in with a passkey."""
    options = client.post("/passkeys/inloggen/opties").get_json()
    return client.post("/passkeys/inloggen", json={"credential": phone.get(options, **lies)})


def prove(client: Client, phone: Authenticator, **lies: Any) -> Any:
    """Show a passkey within a session, before its user adds or removes one."""
    options = client.post("/passkeys/bevestigen/opties").get_json()
    return client.post("/passkeys/bevestigen", json={"credential": phone.get(options, **lies)})


def say(client: Client, answer: str = "ja") -> list[int]:
    """Answer everything that waits for this person; the status of each answer."""
    waiting = re.findall(rf'action="(/bevestigen/[^"]+/{answer})"', client.get("/bevestigen").get_data(as_text=True))
    return [client.post(path).status_code for path in waiting]


def confirm(client: Client) -> str:
    """Say yes to the one link that waits for this person; its code."""
    [path] = re.findall(r'action="(/bevestigen/[^"]+/ja)"', client.get("/bevestigen").get_data(as_text=True))
    return code_in(client.post(path).get_data(as_text=True))


def code_in(html: str) -> str:
    """The code a page shows."""
    (code,) = re.findall(r'id="entry-code"[^>]*>([^<]+)<', html)
    return str(code)


NAMES = (
    "straatverpleegkundige jongerenwerker opvang coordinator vrijwilliger "
    "verhuurder vroegsignaleerder plaatsing beleid beheer privacy"
).split()

DEVICE = "0190a000-0000-7000-8000-00000000d0a1"


def vault_of(client: Client, device: str = DEVICE) -> Any:
    return client.post("/offline/vault", json={"device": device})


def touch(client: Client, proof: str = "", device: str = DEVICE) -> Any:
    return client.post("/offline/touch", json={"device": device, "proof": proof})
