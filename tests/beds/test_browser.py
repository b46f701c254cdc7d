"""The pages of tonight's beds on a phone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC, BY_HAND
from tests.beds.taps import ask, choose, refuse, shelter_id, shelter_id_of
from tests.support.axe import check_at_its_narrowest
from tests.support.browser import all_sent, expect_kept, saved, send_now, vault_opens
from tests.support.counting import count_beds
from tests.support.proxy import Proxy


def test_bed_is_held_and_given_back(at: Any) -> None:
    page = at("straatverpleegkundige", f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))
    page.get_by_role("link", name="Bed teruggeven").tap()
    choose(page, "Komt vannacht niet")
    page.get_by_role("button", name="Bed teruggeven").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Teruggegeven")


def test_count_takes_three_taps_and_the_button_says_what_it_confirms(at: Any) -> None:
    page = at("opvang", f"/bedden/{shelter_id_of(at, BY_HAND)}")
    count_beds(page.request, BY_HAND, mixed=4, couples=1)
    page.reload()
    button = page.locator("[data-count-button]")
    expect(button).to_contain_text("Klopt nog: 4 en 1 vrij")
    page.get_by_role("button", name="Gemengd: één minder").tap()
    expect(button).to_contain_text("Bevestig: 3 en 1 vrij")
    expect(page.locator("[data-was]").first).to_be_visible()
    button.tap()
    expect(button).to_contain_text("Klopt nog: 3 en 1 vrij")
    expect(page.locator("main")).to_contain_text("door Demo Kees")
    saved(page)  # the page that this led to, else it comes over the next tap
    page.get_by_role("button", name="Gemengd: één meer").tap()
    button.tap()
    expect(button).to_contain_text("Klopt nog: 4 en 1 vrij")


def test_count_follows_what_happens_at_the_door(at: Any) -> None:
    house = shelter_id_of(at, AUTOMATIC)
    nurse = at("straatverpleegkundige", "/bedden")
    nurse.locator(f"a[href*='{house}'][href*='soort=mixed']").tap()
    ask(nurse)
    expect(nurse.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))
    request = nurse.url.rsplit("/", 1)[1]
    page = at("opvang", f"/bedden/{house}")
    numbers = page.locator("input[data-count]")
    free = int(numbers.nth(0).input_value())
    page.locator(f"#a-{request}").get_by_role("button", name="Niet gekomen").tap()
    expect(numbers.nth(0)).to_have_value(str(free + 1))
    expect(page.locator("[data-count-button]")).to_contain_text(f"Klopt nog: {free + 1}")
    page.get_by_role("button", name="Gemengd: één minder").tap()
    page.locator("[data-count-button]").tap()
    expect(page.locator("[data-count-button]")).to_contain_text(f"Klopt nog: {free},")
    board = page.request.get("/bedden", headers={"Accept": "application/json"}).json()
    [shelter] = [one for one in board["shelters"] if AUTOMATIC in one["name"]]
    assert next(one["free"] for one in shelter["categories"] if one["category"] == "mixed") == free


def test_filter_works_on_the_phone_and_stays_when_the_board_renews(at: Any) -> None:
    page = at("straatverpleegkundige", "/bedden")
    choose(page, "Gezin")
    expect(page.get_by_text("Gezinskamers")).to_be_visible()
    expect(page.get_by_role("heading", name=AUTOMATIC)).to_be_hidden()
    with page.expect_response(lambda response: response.url.endswith("/bedden/nu"), timeout=15_000):
        pass
    expect(page.get_by_role("heading", name=AUTOMATIC)).to_be_hidden()
    choose(page, "Iedereen")
    expect(page.get_by_role("heading", name=AUTOMATIC)).to_be_visible()


def test_what_the_filter_said_stands_in_the_form_and_can_be_changed(at: Any) -> None:
    page = at("straatverpleegkundige", "/bedden")
    choose(page, "Man")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=mixed']").first.tap()
    expect(page.locator("#vraag [name=gender][value=man]")).to_be_checked()
    page.locator("#vraag .chip", has_text="Vrouw").tap()
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#vraag [name=gender][value=woman]")).to_be_checked()


def test_draft_comes_back_over_what_the_filter_said(at: Any) -> None:
    page = at("straatverpleegkundige", "/bedden")
    vault_opens(page)
    choose(page, "Man")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=mixed']").first.tap()
    page.locator("#vraag [name=note]").fill("Twee tassen")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    page.goto("/bedden")
    vault_opens(page)
    choose(page, "Man")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=mixed']").first.tap()
    expect(page.locator("#vraag [name=note]")).to_have_value("Twee tassen")
    expect(page.locator("#vraag [name=gender][value=man]")).to_be_checked()


def test_any_bed_can_be_asked_without_network_on_a_form_that_was_never_opened(at: Any, proxy: Proxy) -> None:
    house = shelter_id_of(at, AUTOMATIC)
    page = at("straatverpleegkundige", "/bedden")
    for path in ("/bedden/vragen", "/onverzonden"):
        expect_kept(page, path)
    link = page.locator(f'a[href*="{house}"][href*="soort=mixed"]')
    choose(page, "Met hond")
    proxy.set("drop")
    link.tap()
    expect(page.locator("#vraag [name=needs][value=dog]")).to_be_checked()
    expect(page.locator("select[data-bed] option:checked")).to_have_text(re.compile(f"{AUTOMATIC}.*Gemengd"))
    ask(page)
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    expect(page.locator("main .badge", has_text="Nog niet gevraagd")).to_be_visible()
    proxy.set("pass")
    send_now(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"), timeout=30_000)
    all_sent(page)


def test_shelter_counts_without_network_on_a_page_that_was_never_opened(at: Any, proxy: Proxy) -> None:
    page = at("straatverpleegkundige", "/bedden")
    path = f"/bedden/{shelter_id(page, BY_HAND)}"
    expect_kept(page, "/bedden")  # a worker in charge before the home screen of another opens
    at("opvang", "/")
    expect_kept(page, f"{path}/tellen")
    expect_kept(page, "/onverzonden")
    proxy.set("drop")
    page.locator(f"a.row[href='{path}']").tap()  # through htmx; by its address further on
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel bedden zijn vrij?")
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    expect(page.locator("#komst")).to_have_count(0)
    kept = page.locator("[data-count-button]").inner_text()
    page.get_by_role("button", name="Gemengd: één minder").tap()
    expect(page.locator("[data-count-button]")).to_contain_text("Bevestig")
    told = page.locator("[data-count-button]").inner_text()
    page.locator("[data-count-button]").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bewaard op deze telefoon")
    page.goto(path)  # as one who closed the app meanwhile
    expect(page.locator("[data-count-button]")).to_have_text(kept)
    for _ in range(2):
        page.get_by_role("button", name="Gemengd: één minder").tap()
    page.locator("[data-count-button]").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "4")  # two kinds of beds, twice
    proxy.set("pass")
    send_now(page)
    all_sent(page)
    free = int(re.findall(r"\d+", told)[0])
    board = page.request.get("/bedden", headers={"Accept": "application/json"}).json()
    [shelter] = [one for one in board["shelters"] if BY_HAND in one["name"]]
    assert next(one["free"] for one in shelter["categories"] if one["category"] == "mixed") == free - 1
    expect(page.locator("#komst")).to_be_visible()  # sent, and so followed
    for _ in range(2):
        page.get_by_role("button", name="Gemengd: één meer").tap()
    page.locator("[data-count-button]").tap()
    expect(page.locator("[data-count-button]")).to_contain_text(f"Klopt nog: {free + 1} ")


def test_answer_that_the_server_refuses_says_so_where_it_was_given(at: Any) -> None:
    path = f"/bedden/{shelter_id_of(at, AUTOMATIC)}"
    page = at("straatverpleegkundige", f"/bedden/vragen?opvang={path[8:]}&soort=mixed")
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))
    request = page.url.rsplit("/", 1)[1]
    page.add_init_script("delete ServiceWorkerRegistration.prototype.sync")  # else the worker sends, unrouted
    at("opvang", path)
    vault_opens(page)  # before that nothing can be read back
    page.route("**/offline/operations", refuse)
    row = page.locator(f"#a-{request}")
    row.get_by_role("button", name="Is er").tap()
    failed = row.get_by_role("link", name=re.compile("lukte niet"))
    expect(failed).to_be_visible()
    expect(row.get_by_text("genoteerd")).to_be_hidden()
    row.get_by_role("button", name="Is er").tap()  # once more, and again it is refused
    expect(page.locator("html")).to_have_attribute("data-unsent", "2")
    page.reload()
    expect(failed).to_be_visible()
    expect(row.get_by_role("button", name="Is er")).to_be_visible()
    status = page.locator("#status").get_by_role("link")
    expect(status).to_have_text(re.compile("Aandacht nodig"))
    box = status.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    status.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog te versturen")
    expect(page.get_by_text("Dit kan niet.").first).to_be_visible()
    page.unroute("**/offline/operations")
    page.goto(path)
    row.get_by_role("button", name="Niet gekomen").tap()
    expect(row.get_by_text("Het bed is weer vrij.")).to_be_visible()
    row.get_by_role("button", name="Toch gekomen").press("Enter")
    expect(row).to_contain_text("is er,")
    expect(page.get_by_role("heading", name="Wie komt er nog?")).to_be_focused()


def test_under_18_the_big_button_calls_and_nothing_is_called_wrong(at: Any) -> None:
    page = at("straatverpleegkundige", "/bedden")
    page.locator("a[href*='/bedden/vragen']").first.tap()
    page.locator("label.chip", has_text="Anoniem").tap()
    page.locator("label.chip", has_text="Onder 18").tap()
    expect(page.locator(".main-action").get_by_role("link", name="Bel Crisisdienst jeugd")).to_be_visible()
    expect(page.get_by_role("button", name="Vraag dit bed")).to_be_hidden()
    page.locator("#vraag").evaluate("(form) => form.requestSubmit()")  # Enter in a field
    expect(page.locator(".main-action a")).to_be_focused()
    expect(page.locator(".errors, .field-error:visible")).to_have_count(0)
    all_sent(page)
    page.locator("label.chip", has_text="18 tot en met 23").tap()
    expect(page.get_by_role("button", name="Vraag dit bed")).to_be_visible()


def test_beds_for_others_say_so_at_once_and_nothing_is_sent(at: Any) -> None:
    page = at("straatverpleegkundige", "/bedden")
    page.locator("a[href*='soort=women']").first.tap()
    page.locator("label.chip", has_text="Anoniem").tap()
    page.locator("label.chip", has_text="24 of ouder").tap()
    page.locator("label.chip", has_text=re.compile("^Man$")).tap()
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page.get_by_text("Deze plekken zijn voor vrouwen.").first).to_be_visible()
    all_sent(page)


@pytest.mark.parametrize(
    ("user", "paths"),
    [
        (
            "straatverpleegkundige",
            (
                "/bedden",
                "/bedden/vragen",
                "/bedden/vragen?opvang={automatic}&soort=mixed",
                "/bedden/{automatic}",
                "/bedden/buurregio/nieuw",
            ),
        ),
        (
            "opvang",
            (
                "/bedden",
                "/bedden/{automatic}",
                "/bedden/bezetting",
                "/bedden/nacht",
                "/bedden/{automatic}/nachtlijst",
                "/bedden/{automatic}/tellen",
            ),
        ),
        ("beheer", ("/beheer/opvang", "/beheer/opvang/{automatic}", "/beheer/opvang/nieuw")),
    ],
)
def test_pages_can_be_used_by_everyone(at: Any, user: str, paths: tuple[str, ...]) -> None:
    automatic = shelter_id_of(at, AUTOMATIC)
    for path in paths:
        check_at_its_narrowest(at(user, path.format(automatic=automatic)))


def test_night_in_the_table_is_a_target_for_a_thumb(at: Any) -> None:
    page = at("opvang", "/bedden/bezetting")
    page.get_by_text("Per nacht in een tabel").first.tap()
    expect(page.locator("a[href^='/bedden/nacht/']:visible").first).to_be_visible()
    nights = page.locator("a[href^='/bedden/nacht/']:visible").all()
    boxes = [night.bounding_box() for night in nights]
    assert boxes
    assert all(box["height"] >= 44 for box in boxes)
    assert all(low["y"] >= high["y"] + high["height"] for high, low in pairwise(boxes))


def test_request_page_can_be_used_by_everyone_in_every_state(at: Any, axe: Callable[[Page], None]) -> None:
    page = at("straatverpleegkundige", f"/bedden/vragen?opvang={shelter_id_of(at, BY_HAND)}&soort=mixed")
    page.set_viewport_size({"width": 320, "height": 2400})
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog niet zeker")
    axe(page)
    url = page.url
    at("opvang", f"/bedden/{shelter_id(page, BY_HAND)}")
    axe(page)
    page.locator(f"#a-{url.rsplit('/', 1)[1]}").get_by_role("link", name=re.compile("Kan niet")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waarom kan het niet?")
    axe(page)
    choose(page, "schorsing")
    choose(page, "Een andere opvang")
    page.get_by_role("button", name="Bed kan niet").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel bedden zijn vrij?")
    expect(page.locator(f"#a-{url.rsplit('/', 1)[1]}")).to_have_count(0)
    at("straatverpleegkundige", url)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Geen bed bij"))
    axe(page)


def test_guest_is_found_by_name_on_the_list_itself(at: Any) -> None:
    page = at("opvang", "/bedden")
    page.locator("#mijn a[href^='/bedden/']:has-text('De Vaart')").tap()
    rows = page.locator("#gasten li:visible")
    expect(rows.first).to_be_visible()
    total = rows.count()
    name = rows.last.locator("strong").inner_text()
    page.get_by_label("Zoek een gast").fill(name.upper())
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(name)
    expect(page.locator("#gasten h3:visible")).to_have_count(1)
    page.get_by_label("Zoek een gast").fill("Nergens")
    expect(page.get_by_text("Niemand met die naam.")).to_be_visible()
    page.get_by_label("Zoek een gast").fill("")
    expect(rows).to_have_count(total)
