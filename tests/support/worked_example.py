"""The scheme that CONTRIBUTING.md builds, built: ``python -m tests.support.worked_example FOLDER``.

In a process of its own, for it adds a table and a feature to the house.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from sqlmodel import SQLModel

import webapp
from tests.support import stores
from webapp import features
from webapp.config import Config

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"```(?:python|jinja)\n(?:# |\{#- )((?:webapp|templates)/[\w/]+\.(?:py|html))(.*?)```", re.DOTALL)


def unpack(folder: Path) -> list[str]:
    """Write the files of the example; gives their paths."""
    found = _BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text())
    for path, text in found:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(("# " if path.endswith(".py") else "{#- ") + path + text)
    return [path for path, _text in found]


def build(folder: Path) -> None:
    """Count a shower with a form and from a phone, and read both back."""
    unpack(folder)
    webapp.__path__.append(str(folder / "webapp"))
    features.FEATURES = (*features.FEATURES, import_module("webapp.showers.feature").FEATURE)
    with stores.instance(folder / "instance", "sqlite", filled=True) as config:
        _use(config, FileSystemLoader(folder / "templates"))


def _use(config: Config, templates: FileSystemLoader) -> None:
    from tests.support.client import Client
    from tests.support.door import Door
    from webapp.app import create_app

    app = create_app(config)
    app.jinja_loader = ChoiceLoader([templates, FileSystemLoader(ROOT / "templates")])
    SQLModel.metadata.tables["showers"].create(app.extensions["database"].engine)
    shelter = Client(app, app.response_class).sign_in("opvang")
    assert "Douches" in shelter.get("/meer").text
    assert "Nog niets geteld" in shelter.get("/douches").text
    assert shelter.post("/douches", data={"people": "twaalf"}).status_code == 422
    assert shelter.post("/douches", data={"people": "12"}).status_code == 303
    Door(shelter).accepted("showers.count", {"people": 7})
    told = shelter.get("/douches", headers={"Accept": "application/json"}).get_json()
    assert (told["total"], [row["people"] for row in told["rows"]]) == (2, [7, 12])
    assert 'data-word="kind:showers.count"' in shelter.get("/onverzonden").text
    host = Client(app, app.response_class).sign_in("verhuurder")
    assert host.get("/douches").status_code == 403


if __name__ == "__main__":
    build(Path(sys.argv[1]))
