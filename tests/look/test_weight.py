"""The files a phone fetches before it sees a page; third-party files are the ones they claim to be."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from scripts import vendor
from tests.look.gallery import create_gallery
from webapp.config import ROOT
from webapp.web import assets

STATIC = ROOT / "static"
STYLES = [
    STATIC / "css" / "theme.css",
    STATIC / "css" / "onderdak.css",
    STATIC / "vendor" / "utrecht-component-library-css@9.0.4" / "used.css",
]


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_styles_stay_below_12_kb() -> None:
    assert sum(packed(path.read_bytes()) for path in STYLES) <= 12 * 1024


def test_first_load_blocks_on_html_and_css_only(tmp_path: Path) -> None:
    app, _ = create_gallery(tmp_path)
    html = app.test_client().get("/bedden").get_data(as_text=True)
    scripts = re.findall(r"<script[^>]*>", html)
    assert scripts
    assert all('type="module"' in tag for tag in scripts)
    styles = re.findall(r'rel="stylesheet" href="/static/\w+/([^"]+)"', html)
    assert {STATIC / name for name in styles} <= set(STYLES)
    assert packed(html.encode()) + sum(packed(path.read_bytes()) for path in STYLES) <= 30 * 1024


MODULE = re.compile(r"^modules\['(.+)'\] = \(\(\) => \{$", re.MULTILINE)
OF_THE_JOINER = re.compile(r".*modules\['|const \{$|return \{.*\};$|\}\)\(\);$|export \{ modules \};$")


def as_sent(built: Path) -> dict[str, str]:
    """Every file of ours as it came into the build, each script cut out of the file that it is joined into."""
    cut = [MODULE.split((built / entry).read_text()) for entry in assets.ENTRIES]
    scripts = {name: body for parts in cut for name, body in zip(parts[1::2], parts[2::2], strict=True)}
    alone = [name for name in assets.source_files() if not name.endswith(".js") or name.startswith("vendor/")]
    return scripts | {name: (built / name).read_bytes().decode("latin-1") for name in alone}


def test_phones_fetch_our_files_without_their_comments_and_indents(tmp_path: Path) -> None:
    """All else is sent as it stands, and what is not ours with its licence."""

    def is_said_by(line: str, written: str) -> bool:
        written = written.removeprefix("export ")
        return written.startswith(line) and (line == written or written[len(line) :].lstrip().startswith("// "))

    built = tmp_path / assets.build(tmp_path)
    sent = as_sent(built)
    assert set(sent) == set(assets.source_files())
    for name, source in assets.source_files().items():
        if "vendor/" in name or source.suffix not in {".js", ".css"}:
            assert (built / name).read_bytes() == source.read_bytes(), name
        else:
            lines = (line.lstrip() for line in source.read_text().splitlines())
            kept = [line for line in sent[name].splitlines() if line and not OF_THE_JOINER.match(line)]
            assert all(any(is_said_by(line, one) for one in lines) for line in kept), name
            assert not [line for line in kept if line.lstrip().startswith(("//", "/*", "* "))], name
    assert not list(built.rglob("*.ts")), "types are for who writes scripts"


def test_frame_holds_nothing_personal(tmp_path: Path) -> None:
    app, _ = create_gallery(tmp_path)
    pages = [app.test_client().get("/telling").get_data() for _ in range(2)]
    assert pages[0] == pages[1]


def test_every_icon_that_is_used_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text()))
    used = set()
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        used |= set(re.findall(r"icon\('([\w-]+)'\)", text))
        used |= set(re.findall(r"(?:badge|notice)\('\w*', '([\w-]+)'", text))
    assert used - drawn == set()


def test_vendored_files_are_the_listed_ones() -> None:
    assert vendor.check(json.loads(vendor.LIST.read_text())) == []


def test_changed_vendored_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = json.loads(vendor.LIST.read_text())
    packages[0]["files"]["htmx.esm.min.js"]["sha256"] = "0" * 64
    assert vendor.check(packages) == ["htmx.org@4.0.1/htmx.esm.min.js is not the file in the list"]


def test_trim_drops_only_selectors_that_no_page_uses() -> None:
    css = "/* L */ .a pre, .a p {color: red}\n@media print {.a mark {color: blue}}\n.a:is(h5, p) {}\n.a q {top: 0}"
    assert vendor.trim(css) == "/* L */\n.a p{color: red}\n.a q{top: 0}\n"
