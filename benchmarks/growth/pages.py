"""Every page of who works with people and beds, asked in turn of a large and of a small store."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select

from benchmarks.growth.contacts import COMMON, RARE
from benchmarks.growth.duties import LINE_OF
from benchmarks.results import Row, percentile
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.app import create_app
from webapp.beds.ledger.models import Stay
from webapp.beds.shelters.models import ShelterStaff
from webapp.config import Config
from webapp.contacts import store as contacts
from webapp.db import Database, Session, new_id
from webapp.people import store as people
from webapp.placements.programmes import store as programmes
from webapp.serving import stands_for_good
from webapp.web import assets, i18n, logging

NURSE, SHELTER_WORKER, POLICY = "straatverpleegkundige", "opvang", "beleid"
OFFICER, COORDINATOR = "plaatsing", "coordinator"
AT_MOST = 1.5
_NOWHERE = os.open(os.devnull, os.O_WRONLY)
ROUNDS = 20
SECONDS = 20
"""So long one page of one store is asked at most."""


@dataclass(frozen=True)
class Page:
    """An address, who asks it, and what stands in its braces."""

    address: str
    user: str = NURSE
    fill: Callable[[Session, Actor], str] | None = None


def _client(session: Session, actor: Actor) -> str:
    return str(people.list_recent(session, actor, 1)[0].id)


def _contact(session: Session, actor: Actor) -> str:
    """The latest of the actor's with somebody known."""
    own = (entry.contact for entry in contacts.list_own_contacts(session, actor, 50))
    return str(next(contact.id for contact in own if contact.client_id))


def _aliased(session: Session, actor: Actor) -> str:
    """The latest of the house under an alias, whose possible people are looked for."""
    return str(contacts.list_under_alias(session, actor, clock.now() - timedelta(days=365), 1)[0].id)


def _shelter(session: Session, actor: Actor) -> str:
    """The one of the actor's shelters where most people sleep."""
    staff = select(ShelterStaff.shelter_id).where(ShelterStaff.user_id == actor.user_id)
    question = select(Stay.shelter_id).where(col(Stay.shelter_id).in_(staff), col(Stay.left_at).is_(None))
    return str(session.exec(question.order_by(col(Stay.id).desc()).limit(1)).one())


def _last_night(_session: Session, _actor: Actor) -> str:
    return clock.tonight().isoformat()


def _programme(session: Session, actor: Actor) -> str:
    return str(next(one.id for one in programmes.list_programmes(session, actor) if one.name == LINE_OF))


PAGES = (
    Page("/contacten"),
    Page("/contacten?pagina=3"),
    Page(f"/contacten?zoek={COMMON}"),
    Page(f"/contacten?zoek={RARE}"),
    Page("/contacten?zoek=xyzzy"),
    Page("/contacten?channel=hospital"),
    Page("/contacten?zoek=qx"),
    Page("/contacten/{}", fill=_contact),
    Page("/contacten/{}?alias", fill=_aliased),
    Page("/contacten/nieuw"),
    Page("/contacten/nieuw/wie?zoek=jan"),
    Page("/contacten/nieuw/wie?zoek=bakkerberg"),
    Page("/"),
    Page("/vervolgacties"),
    Page("/vervolgacties?zoek=wond"),
    Page("/vervolgacties/team"),
    Page("/vervolgacties?rule=aftercare"),
    Page("/nabellen/cijfers", POLICY),
    Page("/overdracht"),
    Page("/overdracht/waarneming"),
    Page("/dienst"),
    Page("/mijn-week"),
    Page("/doorverwijzingen"),
    Page("/doorverwijzingen?pagina=3"),
    Page("/doorverwijzingen/naar-ons"),
    Page("/clienten/dubbel"),
    Page("/clienten/dubbel?zoek=jan"),
    Page("/clienten/{}/delen", fill=_client),
    Page("/clienten/{}/overdragen", fill=_client),
    Page("/clienten/{}/toestemming", fill=_client),
    Page("/clienten/{}/wie-keek-mee", fill=_client),
    Page("/clienten/{}?soort=doorverwijzing", fill=_client),
    Page("/wegwijzer"),
    Page("/wegwijzer?zoek=eten"),
    Page("/clienten/{}?soort=overdracht", fill=_client),
    Page("/clienten/{}?soort=taak", fill=_client),
    Page("/plaatsingen/van-ons"),
    Page("/plaatsingen", OFFICER),
    Page("/plaatsingen/wachtlijst?programma={}", OFFICER, _programme),
    Page("/kamers/matches/lopend", COORDINATOR),
    Page("/", OFFICER),
    Page("/clienten"),
    Page("/clienten?pagina=3"),
    Page("/clienten?zoek=jan"),
    Page("/clienten?zoek=j"),
    Page("/clienten?zoek=mohamed visser"),
    Page("/clienten?zoek=xyzzy"),
    Page("/clienten/{}", fill=_client),
    Page("/clienten/{}/wijzigen", fill=_client),
    Page("/offline/snapshot"),
    Page("/meer"),
    Page("/account"),
    Page("/bedden"),
    Page("/bedden/mijn"),
    Page("/bedden/vragen"),
    Page("/bedden/nacht/{}", fill=_last_night),
    Page("/bedden/bezetting"),
    Page("/", SHELTER_WORKER),
    Page("/bedden", SHELTER_WORKER),
    Page("/bedden/wacht", SHELTER_WORKER),
    Page("/bedden/{}", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/gasten", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/komst", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/nachtlijst", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/ochtend", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/tellen", SHELTER_WORKER, _shelter),
    Page("/bedden/{}/inschrijven", SHELTER_WORKER, _shelter),
    Page("/", POLICY),
    Page("/bedden/bezetting", POLICY),
)


class Site:
    """One filled store with the application on it, and someone of each role signed in."""

    def __init__(self, config: Config) -> None:
        assets.build(config.instance / "static")
        i18n.compile_catalogues(config.instance / "translations")
        self.app: Flask = create_app(config)
        self.database: Database = self.app.extensions["database"]
        self.clients: dict[str, FlaskClient] = {}

    def address(self, page: Page) -> str:
        """The page's address in this store."""
        if page.fill is None:
            return page.address
        with self.database.reading() as session:
            user = accounts.find_demo_user(session, page.user)
            if user is None:
                raise LookupError(f"no demo user {page.user}")
            return page.address.format(page.fill(session, actor_of(user)))

    def ask(self, user: str, address: str) -> float:
        """How many milliseconds the answer takes.

        Raises:
            RuntimeError: for any other answer than the page.
        """
        client = self.signed_in(user)
        begun = time.perf_counter()
        response = client.get(address)
        took = (time.perf_counter() - begun) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code} to {user}")
        return took

    def signed_in(self, user: str) -> FlaskClient:
        """A client in which this demo user is signed in."""
        if user not in self.clients:
            self.clients[user] = self.app.test_client()
            self.clients[user].post("/demo/inloggen", data={"user": user, "id": str(new_id())})
        return self.clients[user]


@contextmanager
def opened(config: Config) -> Iterator[Site]:
    """The application, closed again at the end, without its lines for each answer."""
    site = Site(config)
    told, logging._STANDARD_ERROR = logging._STANDARD_ERROR, _NOWHERE
    stands_for_good()
    try:
        yield site
    finally:
        gc.unfreeze()
        logging._STANDARD_ERROR = told
        site.database.engine.dispose()


def compare(store: str, large: Site, small: Site, pages: Sequence[Page] = PAGES) -> Iterator[Row]:
    """Each page's 95th percentile, large against small; they take turns, so that both share what else goes on."""
    for page in pages:
        times = _times(page, large, small)
        at_large, at_small = (percentile(some, 0.95) for some in times)
        name = f"{page.address} ({page.user}), {store}"
        yield Row(name, at_large, at_small, "ms", "small store", at_most=AT_MOST)


def _times(page: Page, *sites: Site) -> list[list[float]]:
    addresses = [site.address(page) for site in sites]
    for site, address in zip(sites, addresses, strict=True):
        site.ask(page.user, address)  # warms up
    times: list[list[float]] = [[] for _ in sites]
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        for site, address, taken in zip(sites, addresses, times, strict=True):
            taken.append(site.ask(page.user, address))
        if time.perf_counter() - begun > SECONDS:
            break
    return times
