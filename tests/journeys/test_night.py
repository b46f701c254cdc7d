"""A night of frost from 18:00 to 08:00: a shelter, a nurse, a youth worker and the region, each on their own phone.

The server's clock and the browsers' are moved together. The nurse has no network for an hour. At the end the
report of the night is read, and the ledger of every bed shows that none was given twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.journeys.acts import PICTURES, chip, shelter_id, sign_in
from tests.journeys.ledger import keep, read_ledger
from tests.support.browser import NO_WORKER, PHONE, all_sent, eventually, expect_kept, hears_the_time, vault_opens
from tests.support.clocked import move
from tests.support.proxy import Proxy
from tests.support.servers import Server
from webapp import clock, keys
from webapp.config import Config
from webapp.db import Database

Look = Callable[[Page, str], None]


@dataclass
class Night:
    """One server whose clock can be moved, and people with a phone and a network of their own."""

    config: Config
    server: Server
    browser: Browser
    evening: datetime
    shift: timedelta = timedelta()
    """How far the clocks are ahead."""
    people: dict[str, tuple[BrowserContext, Proxy]] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)

    def at(self, hour: int, minute: int = 0) -> None:
        """It becomes this time of the night, for the server and on every phone.

        Who has a network is heard first: a page that spoke no word within a minute counts as gone.
        """
        for name in self.people.keys() - self.without:
            vault_opens(self.people[name][0].pages[0])
        moment = datetime.combine(self.evening, time(hour, minute), clock.AMSTERDAM)
        moment += timedelta(days=1) if hour < 12 else timedelta()
        self.shift = moment - datetime.now(clock.AMSTERDAM)
        move(self.config.instance, moment)
        for context, _ in self.people.values():
            context.clock.set_system_time(moment)
        for name in self.people.keys() - self.without:
            hears_the_time(self.people[name][0].pages[0])

    def someone(self, name: str) -> Page:
        """This demo person, signed in."""
        proxy = Proxy(self.server.port)
        context = self.browser.new_context(**PHONE, base_url=proxy.url)
        context.add_init_script(NO_WORKER)
        context.clock.set_system_time(datetime.now(clock.AMSTERDAM) + self.shift)
        self.people[name] = context, proxy
        page = context.new_page()
        sign_in(page, name)
        return page

    def network(self, name: str, mode: str) -> None:
        """The network of one person, whose page was heard before it goes."""
        if mode == "pass":
            self.without.discard(name)
        else:
            vault_opens(self.people[name][0].pages[0])
            self.without.add(name)
        self.people[name][1].set(mode)

    def close(self) -> None:
        for context, proxy in self.people.values():
            context.close()
            proxy.close()
        self.server.stop()


@pytest.fixture
def night(demo_config: Config, browser: Browser) -> Iterator[Night]:
    """The evening of tomorrow, just before 18:00."""
    night = Night(
        demo_config,
        Server(demo_config, module="tests.support.clocked"),
        browser,
        datetime.now(clock.AMSTERDAM) + timedelta(days=1),
    )
    night.at(17, 55)
    night.server.start()
    yield night
    night.close()


@contextmanager
def sending(page: Page) -> Iterator[None]:
    """Wait until everything saved meanwhile is on the server, at the present time."""
    before = delivered(page)
    yield
    eventually(page, lambda: delivered(page) > before, "sending")
    all_sent(page)


DELIVERED = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { transact, asked } = modules['js/offline/store/db.js'];
  const rows = await transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').index('seq').getAll()));
  return rows.filter(({ status }) => status === 'delivered').length;
}"""


def delivered(page: Page) -> int:
    """How many items this phone knows to be on the server; -1 while another page is coming."""
    try:
        return int(page.evaluate(DELIVERED))
    except Error:
        return -1


def ask(page: Page, shelter: str, kind: str, who: str, age: str) -> None:
    """Ask one bed; ``who`` is an alias, or 'Anoniem'."""
    page.goto(f"/bedden/vragen?opvang={shelter}&soort={kind}")
    fill_request(page, who, age)


def fill_request(page: Page, who: str, age: str) -> None:
    if who == "Anoniem":
        chip(page, who)
    else:
        chip(page, "Iemand anders")
        page.locator("#alias").fill(who)
    chip(page, age)
    page.get_by_role("button", name="Vraag dit bed").click()


def heading(page: Page, words: str) -> None:
    """The page says this above; where it does not, what it says instead is told whole."""
    try:
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))
    except AssertionError as error:
        raise AssertionError(f"not {words!r} but: {page.locator('main').inner_text()}") from error


def confirm_count(page: Page, shelter: str) -> None:
    page.goto(f"/bedden/{shelter}")
    with sending(page):
        page.locator("[data-count-button]").click()


def hold(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Vasthouden {name}").click()
    expect(page.locator("#komst li", has_text=name)).to_contain_text("Vastgehouden tot")


def button_of(page: Page, name: str, what: str) -> None:
    """One of the buttons at a person on the shelter's page, which was opened just now."""
    with sending(page):
        page.get_by_role("button", name=re.compile(f"^{what}.*{name}")).click()


def test_night_of_frost_is_played_by_four_people_and_no_bed_is_given_twice(night: Night, look: Look) -> None:
    shelter = night.someone("opvang")
    nurse, youth, region = (night.someone(name) for name in ("straatverpleegkundige", "jongerenwerker", "beleid"))
    oosterlicht, vaart = shelter_id(nurse, "Oosterlicht"), shelter_id(nurse, "De Vaart")

    # 18:00 The shelter counts both its houses; of the mixed beds one is left
    night.at(18, 0)
    shelter.goto(f"/bedden/{oosterlicht}")
    for _ in range(5):
        shelter.get_by_role("button", name="Gemengd: één minder").click()
    expect(shelter.locator("[data-count-button]")).to_contain_text("Bevestig: 1, 2 en 3 vrij")
    look(shelter, "1800-telling")
    with sending(shelter):
        shelter.locator("[data-count-button]").click()
    confirm_count(shelter, vaart)

    # 19:00 It freezes: the region opens two extra beds, and everybody sees it
    night.at(19, 0)
    youth.goto("/bedden")
    expect(youth.locator("#winterkou")).to_be_empty()
    region.goto("/bedden/winterkou/aan")
    region.locator("#ends_at").fill(f"{night.evening + timedelta(days=1):%Y-%m-%d}T10:00")
    region.locator("#reason").fill("Vannacht voelt het als 9 graden onder nul")
    region.locator("#shelter").select_option(vaart)
    region.locator("#places").fill("2")
    region.get_by_role("button", name="Verder").click()
    region.get_by_role("button", name="Nu aanzetten").click()
    heading(region, "^Winterkouderegeling$")
    look(region, "1900-winterkou")
    expect(youth.locator("#winterkou")).to_contain_text("Winterkouderegeling is aan")
    look(youth, "1900-bord")
    night.at(19, 5)
    shelter.goto(f"/bedden/{vaart}")
    expect(shelter.get_by_text("Extra winterbedden").first).to_be_visible()
    shelter.get_by_role("button", name="Extra winterbedden: één meer").click()
    shelter.get_by_role("button", name="Extra winterbedden: één meer").click()
    with sending(shelter):
        shelter.locator("[data-count-button]").click()

    # 20:10 A youth gets a bed by the rule, and is there half an hour later
    night.at(20, 10)
    ask(youth, oosterlicht, "youth", "Demo Jas", "18 tot en met 23")
    heading(youth, "Het bed staat klaar tot 20:5")
    look(youth, "2010-vastgehouden")
    night.at(20, 40)
    shelter.goto(f"/bedden/{oosterlicht}")
    button_of(shelter, "Demo Jas", "Is er")

    # 20:55 The nurse looks at the board once more, then has no network for an hour
    night.at(20, 55)
    nurse.goto("/bedden")
    nurse.goto(f"/bedden/vragen?opvang={oosterlicht}&soort=mixed")
    form = nurse.url
    nurse.goto("/contacten/nieuw")
    for path in (form, "/bedden", "/contacten/nieuw", "/onverzonden"):
        expect_kept(nurse, path)
    night.network("straatverpleegkundige", "drop")
    night.at(21, 0)
    nurse.goto("/contacten/nieuw")
    chip(nurse, "Anoniem", "Buiten", "Slapen")
    nurse.locator("#place").fill("Onder het viaduct")
    nurse.get_by_role("button", name="Bewaren").click()
    heading(nurse, "Bewaard op deze telefoon")
    nurse.goto(form)
    fill_request(nurse, "Rooie Jan", "24 of ouder")
    expect(nurse.locator("html")).to_have_attribute("data-unsent", "2")
    expect(nurse.locator("main")).not_to_contain_text("vastgehouden")
    look(nurse, "2100-zonder-netwerk")

    # 21:30 Meanwhile somebody else gets that last bed
    night.at(21, 30)
    ask(youth, oosterlicht, "mixed", "Demo Muts", "24 of ouder")
    heading(youth, "Het bed staat klaar tot 22:1")

    # 21:55 She has network again: her contact is there, her bed is asked about, is gone, and she is shown the way on
    night.at(21, 55)
    night.network("straatverpleegkundige", "pass")
    nurse.goto("/onverzonden")
    expect(nurse.locator("[data-outbox-open] li", has_text="Is het nog nodig?")).to_be_visible()
    nurse.get_by_role("button", name="Ja, vraag het nu").click()
    all_sent(nurse)
    nurse.goto("/bedden")
    nurse.locator("#mijn a[href^='/bedden/aanvragen/']").click()
    heading(nurse, "Geen bed bij")
    look(nurse, "2155-vol-met-alternatief")
    nurse.locator(f"a[href*='{vaart}'][href*='winter']").click()
    fill_request(nurse, "Rooie Jan", "24 of ouder")
    nurse.wait_for_url("**/bedden/aanvragen/**")
    heading(nurse, "Nog niet zeker")
    shelter.goto(f"/bedden/{vaart}")
    hold(shelter, "Rooie Jan")
    heading(nurse, "Het bed staat klaar tot 22:4")
    look(nurse, "2205-winterbed")

    # 22:30 He is there. The guest of the last bed at Oosterlicht never came
    night.at(22, 30)
    shelter.goto(f"/bedden/{vaart}")
    button_of(shelter, "Rooie Jan", "Is er")
    shelter.goto(f"/bedden/{oosterlicht}")
    button_of(shelter, "Demo Muts", "Niet gekomen")
    confirm_count(shelter, oosterlicht)

    # 23:00 Someone walks in and gets it
    night.at(23, 0)
    shelter.goto(f"/bedden/{oosterlicht}/inschrijven")
    chip(shelter, "Gemengd", "24 of ouder")
    shelter.locator("#name").fill("Demo Wandelaar")
    shelter.get_by_role("button", name="Inschrijven").click()
    shelter.wait_for_url("**/gasten")
    look(shelter, "2300-ingeschreven")

    # 23:20 The next one finds it full, is refused elsewhere, and gets the second winter bed
    night.at(23, 20)
    ask(youth, oosterlicht, "mixed", "Demo Sjaal", "24 of ouder")
    heading(youth, "Geen bed bij")
    ask(youth, vaart, "mixed", "Demo Sjaal", "24 of ouder")
    heading(youth, "Nog niet zeker")
    shelter.goto(f"/bedden/{vaart}")
    shelter.get_by_role("link", name=re.compile("Kan niet.*Demo Sjaal")).click()
    chip(shelter, "Het is nu niet veilig in huis", "Een extra bed van de winterkouderegeling")
    look(shelter, "2320-kan-niet")
    shelter.get_by_role("button", name="Bed kan niet").click()
    heading(youth, "Geen bed bij")
    ask(youth, vaart, "winter", "Demo Sjaal", "24 of ouder")
    heading(youth, "Nog niet zeker")
    shelter.goto(f"/bedden/{vaart}")
    hold(shelter, "Demo Sjaal")
    night.at(23, 50)
    shelter.goto(f"/bedden/{vaart}")
    button_of(shelter, "Demo Sjaal", "Is er")
    shelter.goto(f"/bedden/{vaart}/nachtlijst")
    look(shelter, "2350-nachtlijst")

    # 07:30 The morning: the first guest leaves
    night.at(7, 30)
    shelter.goto(f"/bedden/{vaart}")
    shelter.locator("a[href^='/bedden/verblijf/']", has_text="Rooie Jan").click()
    with sending(shelter):
        shelter.get_by_role("button", name="Uitschrijven").click()

    # 08:00 The report: nobody stayed outside
    night.at(8, 0)
    for page in (region, nurse):
        page.goto("/bedden/nacht")
        expect(page.get_by_text("Niet geplaatst: 0")).to_be_visible()
    expect(nurse.locator("main")).to_contain_text("Het is nu niet veilig in huis")
    expect(nurse.locator("main")).to_contain_text("Daarna een bed bij Slaaphuis De Vaart")
    look(region, "0800-verslag-beleid")
    look(nurse, "0800-verslag")
    nurse.goto("/contacten?zoek=viaduct")
    expect(nurse.locator("main .rows li", has_text="Onder het viaduct")).to_have_count(1)
    judge(night.config, night.evening)


def judge(config: Config, evening: datetime) -> None:
    """No bed was given twice, and tonight's people are where the story left them."""
    database = Database(config, keys.load(config.instance))
    with database.reading() as session:
        lines = read_ledger(session, "gooi")
    database.engine.dispose()
    keep(lines, PICTURES)
    assert [str(line) for line in lines if line.taken > line.capacity] == []
    assert [str(line) for line in lines if min(line.held, line.slept_in, line.closed) < 0] == []
    begun = datetime.combine(evening, time(18), clock.AMSTERDAM)
    before = {(line.shelter, line.kind): line.slept_in for line in lines if line.at < begun}
    after = {(line.shelter, line.kind): line.slept_in for line in lines}
    for kind in ("youth", "mixed"):
        assert after["Opvang Oosterlicht", kind] == before["Opvang Oosterlicht", kind] + 1
    winter = [line for line in lines if line.kind == "winter"]
    assert max(line.taken for line in winter) == 2
    assert (winter[-1].held, winter[-1].slept_in) == (0, 1)
