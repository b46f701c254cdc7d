"""A name is found on the phone as on the server: the same folding, the same forgiven slips, the same order."""

from __future__ import annotations

import unicodedata
from time import perf_counter

from playwright.sync_api import Page, expect

from tests.caseload.acts import name_of
from tests.offline_browser.acts import ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import device_of, in_page
from tests.support.browser import eventually
from tests.support.proxy import Proxy
from webapp.people.search import FOUND, rank
from webapp.text import fold

NASTY = [
    "Zoë", "zoe\u0308", "Ngọc Nguyễn", "Łukasz", "Straße", "STRASSE", "ẞ", "ﬁlip", "Fatıma İnci", "I\u0307nci",
    "Şengül", "Bjørn Ærø",
    "O'Neil", "O’Neil", "d’Ancona", "Jean-Luc", "van_den Berg", "  ", "", "!!!", "😀 Piet", "Pi\u200bet",
    "\u202eteiP\u202c", "\u2068Piet\u2069", "فَاطِمَة", "שָׁלוֹם", "हिन्दी", "ภาษาไทย", "漢字", "한국어", "ΣΊΣΥΦΟΣ", "Σίσυφος",
    "ŉandu", "Ǆuro", "ᾳ", "Москва", "Йод", "Ёж", "ё", "½", "²", "Ⅷ", "①", "٣", "𝒜lex", "𐐀𐐁", "a\u0334\u0301b", "ʼn",
    "Ko\u0141a", "x" * 200, "Jan Jansen", "Janjansen", "Jan", "J", "Ja", "Jna", "Jan Jnasen", "Kliek", "Cleik", "Kleik",
    "de Vries Jan", "Jan de Vries", "a b c d e f g h i j k l m n o p q r s t u v", "ÅÄÖ", "Å", "ﷺ", "ǅ", "և", "ẗ", "ͅ",
]  # fmt: skip

_UPPER = "CHEROKEE"
"""A script that Python folds to its upper case, the other way around from all others."""


def on_phone(page: Page, body: str, argument: object) -> object:
    """Run something with the phone's own rules of names."""
    return in_page(page, f"const {{ fold, rank }} = await module('reading/names'); {body}", argument)


def test_names_are_folded_as_on_the_server(tab: Page):
    names = {chr(sign): unicodedata.name(chr(sign), "") for sign in range(0x20, 0x3000)}
    every = [sign for sign, name in names.items() if name and not name.startswith(_UPPER)]
    words = [*NASTY, *(f"a{sign}b" for sign in every)]
    folded = on_phone(tab, "return argument.map(fold);", words)
    assert isinstance(folded, list)
    wrong = {word: (fold(word), one) for word, one in zip(words, folded, strict=True) if fold(word) != one}
    assert wrong == {}


def test_the_same_people_are_meant_in_the_same_order(tab: Page):
    names = [*NASTY, *(name_of(number) for number in range(60))]
    people = [(f"{at:03d}", fold(name)) for at, name in enumerate(names)]
    asked = [*names, *(name[:3] for name in names), *(name[1:] for name in names), *(name[::-1] for name in names)]
    asked += [f"{name[:2]}x{name[2:]}" for name in names] + [" ".join(reversed(name.split())) for name in names]
    told = {"asked": asked, "people": [{"id": id_, "key": key} for id_, key in people]}
    found = on_phone(tab, "return argument.asked.map((one) => rank(one, argument.people));", told)
    assert isinstance(found, list)
    wrong = {
        one: (expected, here)
        for one, here in zip(asked, found, strict=True)
        if (expected := rank(fold(one), people)[:FOUND]) != here
    }
    assert wrong == {}


def test_search_in_the_kept_list_finds_orders_and_says_nobody(tab: Page, door: Door, street: Proxy):
    rows = "".join(
        f'<li data-key="{fold(name_of(n))}" data-id="{n:03d}"><a class="row" href="/clienten/{n}">'
        f"<strong>{name_of(n)}</strong></a></li>"
        for n in range(200)
    )
    door.fragments["/clienten"] = (
        '<h1>Cliënten</h1><label for="zoek">Zoek</label><input id="zoek" data-find-person="mensen">'
        f'<ul class="rows" id="mensen">{rows}</ul><div data-find-none hidden>Niemand gevonden</div>'
    )
    tab.reload()
    ready(tab)
    held = "return await (await module('store/vault')).read(argument, 'page:/clienten') !== null;"
    device = device_of(tab)
    eventually(tab, lambda: bool(in_page(tab, held, device)), "keeping the list")
    street.set("drop")
    in_page(tab, "const { go } = await module('page/page'); await go('/clienten').catch(() => {});")
    field = tab.get_by_label("Zoek")
    field.fill("kowalksi łukasz")  # a slip, and the words the other way around
    rows_shown = tab.locator("#mensen > li:not([hidden])")
    expect(rows_shown.first).to_contain_text("Łukasz Kowalski")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    field.fill("Xqzzy")
    expect(tab.get_by_text("Niemand gevonden")).to_be_visible()
    field.fill("")
    expect(rows_shown).to_have_count(200)
    slowest = tab.evaluate(
        """() => {
          const field = document.querySelector('[data-find-person]');
          const took = [];
          for (const typed of ['z', 'zo', 'zoe', 'zoe d', 'nguyen', 'jean luc bakker', 'straße', 'fatima'] ) {
            const from = performance.now();
            field.value = typed;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            document.querySelector('#mensen').offsetHeight;
            took.push(performance.now() - from);
          }
          return took.sort((a, b) => a - b)[4];
        }"""
    )
    began = perf_counter()
    names = [("", fold(name_of(n))) for n in range(200)]
    for _ in range(20):
        rank("zoe de vries", names)
    floor = (perf_counter() - began) * 1000  # this machine's pace, also when it is busy
    assert slowest < max(50, floor), f"{slowest:.0f} ms, and twenty searches by the server's rules {floor:.0f} ms"
