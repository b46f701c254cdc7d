"""The application around the fake door: the real frame, headers and static files, and a few pages to stand on."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, redirect, request
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as WerkzeugResponse

from tests.offline_browser import door as fake
from webapp import clock
from webapp.config import ROOT
from webapp.features import kept_pages, operations, outbox_words
from webapp.web import assets, dates, headers, i18n, remainder
from webapp.web.forms import Form
from webapp.web.page import htmx, page

blueprint = Blueprint("pages", __name__)
SECRET_SHELTER = UUID("0197fa3e-0000-7000-8000-000000000009")
TABS = [
    {"url": "/", "label": "Vandaag", "icon": "home", "current": False},
    {"url": "/contacten", "label": "Contacten", "icon": "contact", "current": False},
    {"url": "/bedden", "label": "Bedden", "icon": "bed", "current": False},
]


def create_street(build_folder: Path) -> tuple[Flask, fake.Door]:
    """The application, and the door that tests hold."""
    app = Flask(__name__, static_folder=None)
    app.jinja_env.loader = ChoiceLoader(
        [FileSystemLoader(Path(__file__).parent / "templates"), FileSystemLoader(ROOT / "templates")]
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    headers.install(app, "http://localhost", demo=True)
    i18n.install(app, build_folder / "translations")
    dates.install(app)
    htmx.init_app(app)
    assets.install(app, build_folder / "static", "http://localhost")
    remainder.install(app)
    app.context_processor(lambda: {"tabs": TABS})
    app.jinja_env.globals["feature_words"] = outbox_words
    app.extensions["door"] = fake.Door()
    app.register_blueprint(fake.blueprint)
    app.register_blueprint(blueprint)
    return app, app.extensions["door"]


@contextmanager
def serve(app: Flask) -> Iterator[int]:
    """The application on a free port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(5)


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/service-worker.js")
def worker() -> Response:
    """This build's worker; a test may pretend it is another release."""
    asset = current_app.extensions["asset"]
    files = [*current_app.extensions["page_files"], *fake.the_door().also_kept]
    told = {"build": current_app.extensions["build"], "precache": files, "kept": kept_pages()}
    text = (
        f'import {{ start }} from "{asset("service_worker/worker.js")}";\n'
        f"start({json.dumps(told)});\n//{fake.the_door().release}\n"
    )
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Just enough of one."""
    return Response('{"name": "Onderdak", "start_url": "/"}', mimetype="application/manifest+json")


@blueprint.get("/als/<name>")
def sign_in(name: str) -> WerkzeugResponse:
    """Become someone, with the two cookies of the real sign-in."""
    response = redirect("/", code=303)
    response.set_cookie("session", secrets.token_hex(8), httponly=True, samesite="Lax")
    response.set_cookie("user", fake.USERS[name], samesite="Lax", max_age=86400)
    return response


@blueprint.post("/uitloggen")
def sign_out() -> WerkzeugResponse:
    """Both cookies go."""
    response = redirect("/", code=303)
    response.delete_cookie("session")
    response.delete_cookie("user")
    return response


@blueprint.get("/sessie-weg")
def lose_session() -> WerkzeugResponse:
    """The session ends on the server; the phone does not know yet."""
    response = redirect("/", code=303)
    response.delete_cookie("session")
    return response


@blueprint.get("/")
def home() -> Response:
    """Where everybody lands."""
    return page("vandaag.html")


@blueprint.get("/contacten/nieuw")
@blueprint.get("/bedden/vragen")
@blueprint.get("/kamers/verzoeken/nieuw")
@blueprint.get("/kamers/punten")
@blueprint.get("/doorverwijzingen/nieuw")
@blueprint.get("/plaatsingen/aanmelden")
@blueprint.get("/huren-onder-voorwaarden/melden")
@blueprint.get("/kamers/tips/nieuw")
@blueprint.get("/clienten/nieuw")
@blueprint.get("/wegwijzer")
@blueprint.get("/hulp")
def contact() -> Response:
    """An empty form, the same for everyone; in the place of every page that a phone keeps."""
    return _kept(page("contact.html", form=Form()))


@blueprint.post("/contacten/nieuw")
def post_contact() -> WerkzeugResponse:
    """The plain form."""
    fake.the_door().posted.append(request.form.to_dict(flat=False))
    return redirect("/contacten/plain", code=303)


@blueprint.get("/vormen")
def shapes() -> Response:
    """One form for each way a form can become operations."""
    return page("vormen.html", form=Form(), place=fake.the_door().place)


@blueprint.get("/contacten/<identity>")
@blueprint.get("/clienten/<identity>")
def personal(identity: str) -> Response:
    """A page that no cache may keep."""
    return page("een.html", identity=identity)


@blueprint.get("/bedden/<uuid:shelter>/tellen")
def count_form(shelter: UUID) -> Response:
    """The count form of a shelter; that of a women's shelter may not be kept."""
    form = page("een.html", identity="telling")
    return form if shelter == SECRET_SHELTER else _kept(form)


@blueprint.get("/bedden/<uuid:shelter>")
def its_page(shelter: UUID) -> Response:
    """A shelter's page, with names on it."""
    return page("een.html", identity=f"opvang {shelter}")


@blueprint.get("/bedden")
def board() -> Response:
    """The board, the same for everyone."""
    return _kept(page("bedden.html", at=clock.now()))


@blueprint.get("/onverzonden")
def outbox() -> Response:
    """The list, filled by the phone."""
    again = {one.kind: one.again for one in operations() if one.again}
    return _kept(page("offline/outbox.html", again=again))


@blueprint.get("/offline")
def shell() -> Response:
    """The shell, filled by the phone."""
    return remainder.name_shell(_kept(page("offline/shell.html")))
