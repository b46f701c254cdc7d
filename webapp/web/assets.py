"""Static files: one fingerprinted folder per build, immutable and precompressed.

The folder is fingerprinted, not the file, so that ES modules can import each other by relative path:
``/static/<build>/js/app.js``. Each entry is one file with its modules joined (``joined``). WhiteNoise serves the
folder, with the ``.br`` and ``.gz`` made here.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import tempfile
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from webapp.config import ROOT
from webapp.web import joined
from webapp.web.headers import standard_headers

SOURCES = {"": ROOT / "static", "service_worker": ROOT / "service_worker"}
ENTRIES = {"js/app.js": None, "js/offline/main.js": "js/app.js", "service_worker/worker.js": None}
"""The scripts that pages and the worker begin with → the one that ran before it on the same page."""
_MAKERS = (Path(__file__), Path(joined.__file__))
_KEPT_PICTURES = {"icons/sprite.svg", "icons/icon.svg"}
_TEXT = {".css", ".js", ".svg", ".json", ".txt"}
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
"""A comment on lines of its own: for readers of the source, not for a phone to download."""
_REMARK = re.compile(r"(?<=[;{},])[ \t]+//[ \t][^\n]*$", re.MULTILINE)
"""A comment behind a statement of a script."""
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
"""Layout; no string of ours goes over a line end (``scripts.front_end``)."""


def source_files() -> dict[str, Path]:
    """Path below the build's folder → file."""
    return {
        str(Path(prefix) / path.relative_to(folder)): path
        for prefix, folder in SOURCES.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".ts"  # types are for developers
    }


def page_files() -> list[str]:
    """The files that pages are made of, for the worker to keep; not the worker itself, which the browser keeps."""
    return [name for name, path in source_files().items() if _is_of_pages(name, path)]


def _is_of_pages(name: str, path: Path) -> bool:
    if path.suffix == ".js":
        return _is_vendors(name) or (name in ENTRIES and not name.startswith("service_worker/"))
    if path.suffix == ".css":
        return path.name == "used.css" or not path.with_name("used.css").exists()
    return name in _KEPT_PICTURES


def fingerprint() -> str:
    """Twelve characters that change when any static file changes, or the way it is made."""
    digest = hashlib.sha256()
    for name, path in [*source_files().items(), *((path.name, path) for path in _MAKERS)]:
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def build(target: Path) -> str:
    """Copy the static files, compressed and ours trimmed, to ``target/<build>``; once. Give its name."""
    name = fingerprint()
    final = target / name
    if not final.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=target))
        ours = _ours()
        for relative, source in source_files().items():
            copy = draft / relative
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(ours[relative].encode() if relative in ours else source.read_bytes())
            if copy.suffix in _TEXT:
                _compress(copy)
        draft.chmod(0o755)
        try:
            draft.rename(final)
        except OSError:  # another worker was first
            shutil.rmtree(draft)
    return name


def _ours() -> dict[str, str]:
    """Our scripts and style sheets as phones get them."""
    files = {name: path for name, path in source_files().items() if not _is_vendors(name)}
    texts = {
        kind: {name: _shipped(path.read_text(), kind) for name, path in files.items() if path.suffix == kind}
        for kind in (".css", ".js")
    }
    return texts[".css"] | joined.join_scripts(texts[".js"], ENTRIES)


def _is_vendors(name: str) -> bool:
    return name.startswith("vendor/")


def _shipped(text: str, suffix: str) -> str:
    """A script or style sheet of ours as phones get it."""
    text = _COMMENT.sub("", text)
    return _INDENT.sub("", _REMARK.sub("", text) if suffix == ".js" else text)


def _compress(path: Path) -> None:
    data = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(data, quality=11))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))


def install(app: Flask, folder: Path, origin: str) -> None:
    """Build, serve under ``/static/<build>/`` and offer ``asset()`` to templates.

    Older builds stay: a page that was opened before an update still finds its files.
    """
    name = build(folder)
    always = standard_headers(origin)
    served = WhiteNoise(
        app.wsgi_app,
        max_age=31536000,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=lambda headers, _path, _url: [headers.add_header(*one) for one in always.items()],
    )
    for build_folder in folder.iterdir():
        if build_folder.is_dir() and len(build_folder.name) == 12:
            served.add_files(str(build_folder), prefix=f"static/{build_folder.name}/")
    app.wsgi_app = served  # type: ignore[method-assign]
    app.extensions["build"] = name
    app.extensions["page_files"] = [f"/static/{name}/{path}" for path in page_files()]

    def asset(path: str) -> str:
        """The fingerprinted address of a static file."""
        return f"/static/{name}/{path}"

    app.jinja_env.globals["asset"] = asset
    app.extensions["asset"] = asset
