"""How the tests walk through the pages of rooms: the sign-up, asking a room, entering one."""

from __future__ import annotations

import re
from typing import Any

from tests.support.client import Client
from webapp.db import new_id

START = "/kamers/aanbieden"
ANSWERS: dict[str, dict[str, Any]] = {
    "waar": {"municipality": "Hilversum", "from_date": "2027-01-01", "until_date": ""},
    "huis": {
        "host_lives_in": "true",
        "pets_present": ["cat", "dog"],
        "pets_allowed": "false",
        "smoking_allowed": "true",
    },
    "kosten": {"rent": "400", "included": "no", "service_costs": "75"},
    "punten": {"room_m2": "150"},
    "wie": {"min_age": "18", "max_age": "23", "accepts": "women"},
    "aandacht": {"attention_offered": ["meals"], "note": "Zolderkamer met dakraam"},
    "jij": {"name": "Demo Gerda", "phone": "06 00 00 00 09", "email": "", "heard": "newspaper", "consent": "true"},
}


def url_of(step: str) -> str:
    """Where a step is posted."""
    return START if step == "waar" else f"{START}/{step}"


def answer(client: Client, step: str, **more: Any) -> str:
    """Answer one step; gives where it leads."""
    response = client.post(url_of(step), data=ANSWERS[step] | more)
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.location)


def sign_up(client: Client, **more: Any) -> None:
    """All of it, sent."""
    for step in ANSWERS:
        answer(client, step, **(more if step == "jij" else {}))
    assert client.post(f"{START}/controle").location == f"{START}/bedankt"


def heading(html: str) -> str:
    """The h1 of a page, outside what lies ready for other moments."""
    inside = re.search(r"<main.*?</main>", html, re.S)
    found = re.search(r"<h1[^>]*>(.*?)</h1>", inside.group(0) if inside else "", re.S)
    return found.group(1).strip() if found else ""


def faults(html: str) -> dict[str, str]:
    """Field → sentence, from the summary above the form."""
    shown = re.sub(r"<template.*?</template>", "", html, flags=re.S)
    return dict(re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', shown))


NEW_REQUEST = "/kamers/verzoeken/nieuw"


def request_form(**more: Any) -> dict[str, Any]:
    """A youth as the form sends it."""
    return {
        "id": str(new_id()),
        "client": "other",
        "alias": "Demo Zoë van de brug",
        "birth_year": "2007",
        "gender": "woman",
        "municipalities": ["Huizen", "Hilversum"],
        "max_rent": "510",
        "from_date": "2027-01-01",
        "pets": ["dog"],
        "smoking": "false",
        "allergies": ["cat", "smoke"],
        "support_worker": "",
        "attention_wanted": ["meals", "quiet"],
        "motivation": "Ik wil mijn opleiding afmaken.",
    } | more


def ask(client: Client, /, **more: Any) -> str:
    """Ask it as youth worker; gives the request's address."""
    client.sign_in("jongerenwerker")
    response = client.post(NEW_REQUEST, data=request_form(**more))
    assert response.status_code == 303, faults(response.get_data(as_text=True))
    return str(response.location)


def offer_form(**more: Any) -> dict[str, Any]:
    """A room as the coordinator's form sends it."""
    return {
        "id": str(new_id()),
        "host": "",
        "municipality": "Laren",
        "rent": "450",
        "bare_rent": "400",
        "service_costs": "50",
        "from_date": "2027-01-01",
        "until_date": "",
        "pets_allowed": "true",
        "smoking_allowed": "false",
        "host_lives_in": "true",
        "accepts": "men",
        "min_age": "18",
        "max_age": "24",
        "attention_offered": ["company"],
        "note": "Boven de bakker",
    } | more


def shown(client: Client, url: str) -> dict[str, Any]:
    """The values of its form, as a browser would send them back, with the shown ones beside them."""
    html = client.get(f"{url}/wijzigen").text
    form = html[html.index("<form") : html.index("</form>")]
    was: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="_from\.([a-z_]+)" value="([^"]*)"', form):
        was.setdefault(name, []).append(value)
    lists = ("pets_present", "attention_offered", "municipalities", "pets", "allergies", "attention_wanted")
    now = {name: values if name in lists else values[0] for name, values in was.items()}
    return {**now, **{f"_from.{name}": values for name, values in was.items()}}


def change(client: Client, url: str, **more: Any) -> Any:
    """Send the form as it was shown but for this."""
    return client.post(f"{url}/wijzigen", data={**shown(client, url), **more})


def weights_form(client: Client, **more: Any) -> dict[str, Any]:
    """The form of the weights as a browser would send it back, with the shown values beside them."""
    html = client.get("/kamers/gewichten").text
    was = dict(re.findall(r'name="_from\.([a-z_]+)" value="([^"]*)"', html))
    return {**was, **{f"_from.{name}": value for name, value in was.items()}, "reason": "", "source": "", **more}
