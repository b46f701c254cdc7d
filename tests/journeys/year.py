"""A server whose clock a journey moves, and people with a phone each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.acts import sign_in
from tests.support.browser import PHONE
from tests.support.clocked import move
from tests.support.proxy import Proxy
from tests.support.servers import Server
from webapp import clock
from webapp.config import Config


@dataclass
class Year:
    """One server whose clock can be moved, and people with a phone each."""

    config: Config
    server: Server
    browser: Browser
    proxy: Proxy = field(init=False)
    open: list[BrowserContext] = field(default_factory=list)
    now: datetime = field(default_factory=clock.now)

    def start(self) -> None:
        """It is now."""
        move(self.config.instance, self.now)
        self.server.start()
        self.proxy = Proxy(self.server.port)

    def later(self, **by: float) -> None:
        """So much later, for the server and for whoever picks up a phone from then on."""
        self.now += timedelta(**by)
        move(self.config.instance, self.now)

    def phone(self) -> Page:
        """A phone of nobody's yet."""
        context = self.browser.new_context(**PHONE, base_url=self.proxy.url)
        context.clock.set_system_time(self.now)
        self.open.append(context)
        return context.new_page()

    def someone(self, name: str) -> Page:
        """A demo person with a phone, signed in."""
        page = self.phone()
        sign_in(page, name)
        return page

    def today(self) -> date:
        """The date there."""
        return clock.local(self.now).date()

    def close(self) -> None:
        """Everybody goes home."""
        for context in self.open:
            context.close()
        self.proxy.close()
        self.server.stop()
