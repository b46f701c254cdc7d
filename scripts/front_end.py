"""Static checks of templates and JavaScript: templates parse, and both keep to the content security policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

SCRIPT_HABITS = {
    r"\b(?:inner|outer)HTML\s*\+?=": "write a <template> or use textContent: Trusted Types refuses strings",
    r"\binsertAdjacentHTML\b|\bdocument\.write\b": "write a <template>: Trusted Types refuses strings",
    r"\bnew Function\b": "the policy has no unsafe-eval",
    r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]": "give a function: the policy has no unsafe-eval",
    r"\b(?:local|session)Storage\b": "what a phone keeps goes sealed into IndexedDB",
    r"(?m)^(?:[^`\n]*`[^`\n]*`)*[^`\n]*`[^`\n]*$": "no text over a line's end: phones get scripts without indents",
    r"\.on(?:click|submit|change|input)\s*=": "use addEventListener",
    r"\bsetAttribute\(\s*[\"'](?:style|on\w+)[\"']": "use a class or addEventListener",
}
TEMPLATE_HABITS = {
    r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")": "no inline script: the policy refuses it",
    r"<style\b": "no inline style sheet: the policy refuses it",
    r"\sstyle\s*=\s*[\"'{]": "no style attribute: the policy refuses it; use a class",
    r"\son(?:[a-z]{3,})\s*=\s*[\"'{]": "no handler in markup: attach it by a data attribute",
    r"javascript:": "no javascript: address",
}
JINJA = re.compile(r"\{([{%#]).*?[}%#]\}", re.DOTALL)


def own_scripts(root: Path) -> list[Path]:
    """Our JavaScript; vendored files are checked by their hash elsewhere."""
    found = [*root.joinpath("static").rglob("*.js"), *root.joinpath("service_worker").rglob("*.js")]
    return sorted(path for path in found if "vendor" not in path.parts)


def uncompilable_templates(folder: Path) -> Iterator[str]:
    """One line for each template that Jinja cannot read."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(folder.rglob("*.html")):
        try:
            environment.parse(path.read_text())
        except TemplateSyntaxError as error:
            yield f"{path}:{error.lineno}: {error.message}"


def forbidden_in_scripts(paths: list[Path]) -> Iterator[str]:
    """Lines that Trusted Types or the rules for the phone's disk forbid."""
    for path in paths:
        yield from _matches(path, path.read_text(), SCRIPT_HABITS)


def forbidden_in_templates(folder: Path) -> Iterator[str]:
    """Markup that the content security policy forbids, and markup that is not escaped."""
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text()
        yield from _matches(path, text, {r"\|\s*safe\b": "no |safe: build it in the template, or hand over a Markup"})
        yield from _matches(path, JINJA.sub(_blank, text), TEMPLATE_HABITS)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _matches(path: Path, text: str, habits: dict[str, str]) -> Iterator[str]:
    for pattern, remedy in habits.items():
        for match in re.finditer(pattern, text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {match.group().strip()!r}: {remedy}"
