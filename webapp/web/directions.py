"""Typed text keeps its own direction on every page: an Arabic name moves nothing beside it.

Templates need no care. While a template is compiled each ``{{ … }}`` learns its place: in the text of a page it becomes
a ``<bdi>``; in an option, a title or an attribute that is read aloud it stands between two invisible signs; in a value
or an address, which machines read, it stays unchanged. Only text with right-to-left scripts is touched. Parts joined by
``~``, and the values of a translated sentence, are isolated one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

from flask.templating import Environment as FlaskEnvironment
from flask_babel import Domain, get_locale, get_translations
from jinja2 import nodes, pass_context, pass_eval_context
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from webapp.text import isolate, remove_steering, runs_other_way

_READ = re.compile(r"""\s(?:aria-label|title|alt|placeholder|label|data-(?:title|detail|house))\s*=\s*["']?[^"']*$""")
_PLAIN_ELEMENTS = ("title", "option")
_RAW_ELEMENTS = ("textarea", "script", "style")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)


class Environment(FlaskEnvironment):
    """Compiles templates that isolate each text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters.update(_in_page=in_page, _in_words=apart, join=_join)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        _mark(template, _Place())
        return template

    def words_apart(self) -> None:
        """Isolate the values of translated sentences; call it when the translations are installed."""
        self.globals["gettext"] = self.globals["_"] = _sentence
        self.globals["ngettext"] = _apart_within(cast("Callable[..., str]", self.globals["ngettext"]))


class Sentences(Domain):  # type: ignore[misc]
    """The same for sentences that are made outside templates."""

    def gettext(self, string: str, **variables: Any) -> str:
        """A translated sentence with isolated values."""
        return str(super().gettext(string, **_all_apart(variables)))

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """The same with a singular and a plural."""
        return str(super().ngettext(singular, plural, num, **_all_apart(variables)))


def apart(value: Any) -> Any:
    """Isolate text by signs where needed; HTML and other values stay unchanged."""
    return isolate(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def in_page(value: Any) -> Any:
    """Isolate text by an element of its own where needed."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return Markup("<bdi>{}</bdi>").format(remove_steering(value)) if runs_other_way(value) else isolate(value)


@pass_eval_context
def _join(eval_ctx: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's ``join``, each part isolated."""
    parts = value if attribute is None else map(make_attrgetter(eval_ctx.environment, attribute), value)
    return do_join(eval_ctx, [apart(one) for one in parts], d)


def _all_apart(variables: dict[str, Any]) -> dict[str, Any]:
    return {name: apart(value) for name, value in variables.items()}


@pass_context
def _sentence(context: Context, text: str, /, **variables: Any) -> str:
    """A translated sentence; its translation is kept: jinja's own way to it was a seventh of a board."""
    locale = get_locale()
    language = locale.language if locale else ""
    if not context.eval_ctx.autoescape:
        return str(_said(language, text)) % _all_apart(variables)
    return _said(language, text) % _all_apart(variables) if variables else _said_whole(language, text)


@lru_cache(maxsize=8192)
def _said(_language: str, text: str) -> Markup:
    return Markup(get_translations().ugettext(text))  # noqa: S704 sentences of the catalogue, as jinja marks them


@lru_cache(maxsize=8192)
def _said_whole(language: str, text: str) -> Markup:
    return _said(language, text) % {}


def _apart_within(translated: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def sentence(context: Context, *texts: Any, **variables: Any) -> str:
        return translated(context, *texts, **_all_apart(variables))

    return sentence


class _Place:
    """The place in the HTML after the text so far: it decides the filter of an expression there."""

    def __init__(self) -> None:
        self.tag: str | None = None  # the part read so far of the open tag
        self.element = ""

    def read(self, text: str) -> None:
        """Follow the HTML through this text."""
        while text:
            if self.tag is None:
                _, opens, rest = text.partition("<")
                self.tag, text = opens or None, rest
            else:
                text = self._rest_of_tag(text)

    def _rest_of_tag(self, text: str) -> str:
        inside, closes, rest = text.partition(">")
        self.tag = f"{self.tag}{inside}{closes}"
        if closes and self.tag.count('"') % 2 == 0:
            self._enter(self.tag)
            self.tag = None
        return rest

    def _enter(self, tag: str) -> None:
        found = _ELEMENT.match(tag)
        if found and found[2] in (*_PLAIN_ELEMENTS, *_RAW_ELEMENTS):
            self.element = "" if found[1] else found[2]

    @property
    def filter(self) -> str | None:
        """The name of the filter; None where a machine reads."""
        if self.tag is not None:
            return "_in_words" if _READ.search(self.tag) else None
        if self.element in _RAW_ELEMENTS:
            return None
        return "_in_words" if self.element in _PLAIN_ELEMENTS else "_in_page"


def _mark(node: nodes.Node, place: _Place) -> None:
    """Give each expression its filter, in the order of the document."""
    if isinstance(node, nodes.Output):
        for at, part in enumerate(node.nodes):
            if isinstance(part, nodes.TemplateData):
                place.read(part.data)
            else:
                _mark(part, place)
                node.nodes[at] = _filtered(part, place.filter)
        return
    if isinstance(node, nodes.Concat):
        node.nodes = [_filtered(part, "_in_words") for part in node.nodes]
    for child in node.iter_child_nodes():
        _mark(child, place)


def _filtered(node: nodes.Expr, name: str | None) -> nodes.Expr:
    if name is None or isinstance(node, nodes.Const):
        return node
    made = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
    if node.environment:
        made.set_environment(node.environment)
    return made
