"""A page as a flat list of elements with their ancestors and text: enough to check it, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(eq=False)
class Element:
    """One element. ``template`` is the <template> it stands in: another document, with its own ids."""

    name: str
    attributes: dict[str, str | None]
    parent: Element | None
    words: list[str] = field(default_factory=list)

    def get(self, attribute: str, default: str | None = None) -> str | None:
        """An attribute's value; an attribute without value counts as empty."""
        return self.attributes[attribute] or "" if attribute in self.attributes else default

    @property
    def text(self) -> str:
        """All words inside it."""
        return "".join(self.words)

    @property
    def template(self) -> Element | None:
        """The template around it, if any."""
        return self.closest("template")

    def closest(self, name: str) -> Element | None:
        """The nearest element around it with this name."""
        return next((element for element in self.ancestors() if element.name == name), None)

    def inside(self, name: str) -> bool:
        """True when such an element is around it."""
        return self.closest(name) is not None

    def ancestors(self) -> Iterator[Element]:
        """From the inside out, without itself."""
        element = self.parent
        while element:
            yield element
            element = element.parent

    def __str__(self) -> str:
        """As one would point at it."""
        told = [f'{name}="{self.attributes[name]}"' for name in ("id", "name", "href", "class") if self.get(name)]
        return f"<{' '.join([self.name, *told[:2]])}>"


@dataclass
class Outline:
    """The elements of a page, in order."""

    elements: list[Element]

    def all(self, *names: str) -> list[Element]:
        """Those with one of these names, outside templates."""
        return [element for element in self.elements if element.name in names and not element.template]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.open[-1] if self.open else None)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), self.open[-1] if self.open else None))

    def handle_endtag(self, tag: str) -> None:
        if tag in (element.name for element in self.open):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words.append(data)


def outline_of(html: str) -> Outline:
    """Read a page or a fragment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Outline(reader.elements)


def filled_in(html: str, form_id: str) -> dict[str, list[str]]:
    """The fields a browser sends of this form when nobody changes anything."""
    sent: dict[str, list[str]] = {}
    for one in outline_of(html).all("input", "option", "textarea"):
        if (form := one.closest("form")) is None or form.get("id") != form_id:
            continue
        field = one.closest("select") if one.name == "option" else one
        chosen = "selected" if one.name == "option" else "checked" if one.get("type") in ("radio", "checkbox") else ""
        if field is not None and (not chosen or one.get(chosen) is not None):
            value = one.text.removeprefix("\n") if one.name == "textarea" else one.get("value") or ""
            sent.setdefault(field.get("name") or "", []).append(value)
    return sent
