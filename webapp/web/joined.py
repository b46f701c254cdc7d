"""Scripts joined: one file for each entry instead of one request for each module, made of the sources as they are.

A joined file holds the modules that its entry needs, each in a function of its own, in the order in which a browser
would run them: ``modules['js/now.js'] = (() => {…; return { now }; })()``. A module that an earlier entry holds is
taken from there, so it exists once. The address of a single module stays: it gives on what the joined file holds.

The sources keep to the few forms of ``import`` and ``export`` that are read here; any other form is refused.
``import.meta.url`` is the joined file's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath

_IMPORT = re.compile(r"^import (?:(\w+|\* as \w+|\{[^}]*\}) from )?'(\.[^'\n]+)';$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function (\w+)|const (\w+) =|class (\w+) )", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (\w+);$\n?", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)


class NotJoinable(ValueError):
    """A source has a form that is not read here, or two modules need each other."""


@dataclass(frozen=True)
class Module:
    """A source as a function body: the names it gives, and the modules it needs in their order."""

    body: str
    gives: Mapping[str, str]
    needs: tuple[str, ...]


def join_scripts(sources: Mapping[str, str], entries: Mapping[str, str | None]) -> dict[str, str]:
    """Every file to serve in place of ``sources`` (path → text without comments).

    ``entries``: the path of each entry → an earlier one that its page has run, or None. A path that is no source (a
    vendor's) stays a file of its own.

    Raises:
        NotJoinable: for a form that is not read, or a ring of modules.
    """
    read = {path: _read(path, text) for path, text in sources.items()}
    held: dict[str, str] = {}
    files: dict[str, str] = {}
    for entry, earlier in entries.items():
        known = {path for path, holder in held.items() if holder == earlier}
        inside = _in_order(entry, read, known)
        files[entry] = _joined(entry, earlier, inside, read)
        for path in inside:
            held.setdefault(path, entry)
    alone = {path: _given_on(path, held[path], read[path]) for path in held if path not in files and path in read}
    return {**sources, **alone, **files}


def _read(path: str, text: str) -> Module:
    needs: list[str] = []

    def taken(match: re.Match[str]) -> str:
        what, where = match.groups()
        needs.append(normpath(join(dirname(path), where)))
        return f"const {_pattern(what)} = modules['{needs[-1]}'];" if what else ""

    given = {name: name for names in _EXPORT.findall(text) for name in names if name}
    if default := _DEFAULT.search(text):
        given["default"] = default[1]
    body = _EXPORT.sub("", _DEFAULT.sub("", _IMPORT.sub(taken, text)))
    if other := _OTHER.search(body):
        raise NotJoinable(f"{path}: {other[0]}")
    return Module(body, given, tuple(needs))


def _pattern(what: str) -> str:
    if what.startswith("{"):
        return what.replace(" as ", ": ")
    return what.removeprefix("* as ") if what.startswith("*") else f"{{ default: {what} }}"


def _in_order(entry: str, read: Mapping[str, Module], known: set[str]) -> list[str]:
    order: list[str] = []

    def visit(path: str, above: tuple[str, ...]) -> None:
        if path in above:
            raise NotJoinable(f"a ring: {' → '.join([*above, path])}")
        if path in known or path in order:
            return
        for needed in read[path].needs if path in read else ():
            visit(needed, (*above, path))
        order.append(path)

    visit(entry, ())
    return order


def _joined(entry: str, earlier: str | None, inside: list[str], read: Mapping[str, Module]) -> str:
    outside = [path for path in inside if path not in read]
    head = [f"import * as outside{n} from '{_from(entry, path)}';" for n, path in enumerate(outside)]
    head += [f"import {{ modules }} from '{_from(entry, earlier)}';" if earlier else "const modules = {};"]
    head += [f"modules['{path}'] = outside{n};" for n, path in enumerate(outside)]
    parts = [_wrapped(path, read[path]) for path in inside if path in read]
    return "\n".join([*head, *parts, "export { modules };", *_names(entry, read[entry])]) + "\n"


def _wrapped(path: str, module: Module) -> str:
    gives = ", ".join(name if name == local else f"{name}: {local}" for name, local in module.gives.items())
    return f"modules['{path}'] = (() => {{\n{module.body.strip()}\nreturn {{ {gives} }};\n}})();"


def _given_on(path: str, holder: str, module: Module) -> str:
    return "\n".join([f"import {{ modules }} from '{_from(path, holder)}';", *_names(path, module)]) + "\n"


def _names(path: str, module: Module) -> list[str]:
    names = ", ".join(name for name in module.gives if name != "default")
    lines = [f"export const {{ {names} }} = modules['{path}'];"] if names else []
    return [*lines, f"export default modules['{path}'].default;"] if "default" in module.gives else lines


def _from(path: str, other: str) -> str:
    address = relpath(other, dirname(path))
    return address if address.startswith(".") else f"./{address}"
