"""The links of a client's page come from the features; open work and the last contacts stand before the facts."""

from __future__ import annotations

from tests.contacts.acts import SignIn
from tests.support.door import Door
from webapp.features import FEATURES


def test_open_work_and_contacts_come_before_facts_and_links(door: Door):
    client = door.accepted("client.add", {"alias": "Vooraan Vera", "legal_basis": "wmo"})
    page = door.client.get(f"/clienten/{client}").text
    places = [page.index(f'id="{one}"') for one in ("h-open", "h-line", "h-facts")]
    assert places == sorted(places)
    assert 'href="#h-facts"' in page


def test_each_role_gets_the_links_it_may_open(door: Door, sign_in: SignIn, colleague: str):
    client = door.accepted("client.add", {"alias": "Gelinkte Gert", "legal_basis": "wmo", "whereabouts": "hidden"})
    links = [link for feature in FEATURES for link in feature.client_links]
    own = door.client.get(f"/clienten/{client}").text
    other = sign_in(colleague).get(f"/clienten/{client}").text
    for link in links:
        address = f'href="{link.url.format(client)}"'
        if "verpleegkundige" in link.url or "toeleiding" in link.url:
            continue
        assert address in own
        assert (address in other) == (link.is_open and not link.only_related), link.url
    for link in links:
        address = link.url.format(client)
        if f'href="{address}"' in own:
            assert door.client.get(address).status_code == 200, address


def test_more_stands_under_headings(door: Door):
    page = door.client.get("/meer").text
    headings = [page.index(f'id="h-{one}"') for one in ("work", "people", "app")]
    assert headings == sorted(headings)
    assert page.index('href="/wegwijzer"') < headings[1]
