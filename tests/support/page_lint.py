"""Rules for every page: checked in the HTML itself, for every reader and reason.

A whole document is held to more than a region that htmx swaps in. The result is a list of sentences; none means the
page is fine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from werkzeug.datastructures import Headers

from tests.support.outline import Element, Outline, outline_of
from webapp.web.i18n import HOST_LANGUAGES

KEEPABLE = {
    # Pages without anything personal, which a phone may keep: the shell, empty forms, the board.
    "/bedden", "/bedden/vragen", "/wegwijzer", "/clienten/nieuw", "/contacten/nieuw", "/kamers/verzoeken/nieuw",
    "/kamers/punten",
    "/doorverwijzingen/nieuw", "/plaatsingen/aanmelden", "/huren-onder-voorwaarden/melden", "/kamers/tips/nieuw",
    "/hulp", "/offline", "/onverzonden",
}  # fmt: skip
COUNT_FORM = re.compile(r"/bedden/[0-9a-f-]{36}/tellen")
"""The same of one shelter; a test of its own holds that nobody's name stands there."""
REFERENCES = ("aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage",
              "aria-labelledby", "aria-owns", "for", "form", "list", "popovertarget", "commandfor")  # fmt: skip
TYPED = {"email", "search", "tel", "text", "url"}
UNLABELLED = {"button", "hidden", "image", "reset", "submit"}


def lint(html: str, headers: Headers, path: str) -> list[str]:
    """Every rule that an answer breaks, whether it is a whole page or a region of one."""
    whole = html.lstrip()[:9].lower() == "<!doctype"
    return lint_page(html, headers, path) if whole else lint_fragment(html)


def lint_page(html: str, headers: Headers, path: str) -> list[str]:
    """Every rule that a whole page breaks."""
    outline = outline_of(html)
    return [*_document(outline), *_content(outline), *_policies(headers, path)]


def lint_fragment(html: str) -> list[str]:
    """The rules a region can break by itself; an element it refers to may stand in the page around it."""
    outline = outline_of(html)
    fields = _fields(outline) if outline.all("form") else ()  # else the form, with its settings, is around it
    return [*_ids(outline), *_policy(outline), *fields]


def _document(outline: Outline) -> Iterator[str]:
    if (number := len(outline.all("h1"))) != 1:
        yield f"has {number} h1 elements, must be one"
    elif not outline.all("h1")[0].text.strip():
        yield "has an empty h1"
    titles = [title for title in outline.all("title") if not title.inside("svg")]
    if len(titles) != 1 or not titles[0].text.strip():
        yield "needs one title with words"
    if [html.get("lang") for html in outline.all("html")] not in [[code] for code in HOST_LANGUAGES]:
        yield 'needs <html lang="nl"> or another of ours'
    if len(outline.all("main")) != 1:
        yield f"has {len(outline.all('main'))} main elements, must be one"


def _content(outline: Outline) -> Iterator[str]:
    yield from _ids(outline)
    yield from _references(outline)
    yield from _policy(outline)
    yield from _fields(outline)
    for image in outline.all("img"):
        if image.get("alt") is None:
            yield f"{image} has no alt"


def _ids(outline: Outline) -> Iterator[str]:
    counted = Counter((element.template, element.get("id")) for element in outline.elements if element.get("id"))
    for (_, name), number in counted.items():
        if number > 1:
            yield f"has id {name!r} {number} times"


def _references(outline: Outline) -> Iterator[str]:
    known = {element.get("id") for element in outline.elements}
    for element in outline.elements:
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in known:
                    yield f"{element} refers by {attribute} to {name!r}, which is not on the page"
        target = element.get("href") or ""
        if element.name == "a" and len(target) > 1 and target.startswith("#") and target[1:] not in known:
            yield f"{element} goes to {target!r}, which is not on the page"


def _policy(outline: Outline) -> Iterator[str]:
    for element in outline.elements:
        if element.name == "script" and not element.get("src") and element.get("type") != "application/json":
            yield "has an inline script"
        if element.name == "style":
            yield "has an inline style sheet"
        for attribute, value in element.attributes.items():
            if attribute == "style" or re.fullmatch(r"on[a-z]+", attribute):
                yield f"{element} has the attribute {attribute!r}"
            if (value or "").strip().lower().startswith("javascript:"):
                yield f"{element} has a javascript: address"
        if (element.get("tabindex") or "0").lstrip("-").isdigit() and int(element.get("tabindex") or 0) > 0:
            yield f"{element} changes the order of the keyboard"


def _fields(outline: Outline) -> Iterator[str]:
    labelled = {label.get("for", "") for label in outline.all("label") if label.text.strip()}
    for field in outline.all("input", "select", "textarea"):
        if field.name == "input" and field.get("type", "text") in UNLABELLED:
            continue
        own = field.get("aria-label") or field.get("aria-labelledby")
        around = field.closest("label")
        if not (own or field.get("id") in labelled or (around and around.text.strip())):
            yield f"{field} has no label"
        yield from _completion(field)


def _completion(field: Element) -> Iterator[str]:
    """The words a browser would otherwise keep on the phone's disk."""
    if field.name == "select" or (field.name == "input" and field.get("type", "text") not in TYPED):
        return
    form = field.closest("form")
    if field.get("autocomplete", form.get("autocomplete") if form else None) in (None, "", "on"):
        yield f'{field} needs autocomplete="off" (or the token of what it asks), on itself or its form'


def _policies(headers: Headers, path: str) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if not policy:
        yield "has no Content-Security-Policy"
    if "unsafe-" in policy or "require-trusted-types-for" not in policy:
        yield "has a Content-Security-Policy that allows too much"
    kept = headers.get("Cache-Control", "")
    place = path.split("?")[0]
    if "no-store" not in kept and place not in KEEPABLE and not COUNT_FORM.fullmatch(place):
        yield f"may be kept by a browser (Cache-Control: {kept or 'absent'}), but is not on the list of keepable pages"
