"""A small application that shows every building block in every state.

It has the real frame, macros, headers and static files, the pages that the behaviours need, and no domain.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, redirect, request
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.serving import WSGIRequestHandler, make_server

from webapp import clock
from webapp.config import ROOT
from webapp.errors import Invalid
from webapp.web import assets, dates, headers, i18n
from webapp.web.forms import Form
from webapp.web.page import htmx, page

TABS = [
    {"url": "/bouwstenen", "label": "Vandaag", "icon": "home", "current": True},
    {"url": "/formulier", "label": "Contacten", "icon": "contact", "current": False},
    {"url": "/bedden", "label": "Bedden", "icon": "bed", "current": False},
    {"url": "/lijst", "label": "Kamers", "icon": "room", "current": False},
    {"url": "/telling", "label": "Meer", "icon": "menu", "current": False},
]
NAMES = ["Rooie Piet", "Demo S.", "Mo van de brug", "Mevrouw de Vries-van Wijdemeren"]
FORM = MultiDict(
    [("client", "a1"), ("topics", "wound"), ("topics", "sleep"), ("municipality", "Hilversum"), ("place", "Station")]
)


@dataclass
class State:
    """The settings of a test: the board's number, the server's answers, and its received requests."""

    free: int = 2
    said: str = ""
    release: str = ""
    portal: bool = False
    broken: bool = False
    asked: list[str] = field(default_factory=list)


def create_gallery(build_folder: Path) -> tuple[Flask, State]:
    """The application and the state that its pages show."""
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
    state = State()
    app.context_processor(lambda: {"tabs": TABS, "ago": lambda **gone: clock.now() - timedelta(**gone)})
    _add_faults(app, state)
    _add_forms(app)
    _add_lists(app, state)
    return app, state


def _add_faults(app: Flask, state: State) -> None:
    @app.before_request
    def remember() -> Response | None:
        state.asked.append(f"{request.method} {request.full_path.rstrip('?')}")
        if state.broken:
            return Response("<!doctype html><title>kapot</title>", 500)
        if state.portal:
            return Response("<!doctype html><title>Wifi</title><p>Log in op de wifi</p>", 200)
        return None

    @app.get("/static/<release>/<path:name>")
    def newer_file(release: str, name: str) -> Any:
        return redirect(f"/static/{app.extensions['build']}/{name}")

    @app.after_request
    def other_release(response: Response) -> Response:
        if state.release and response.mimetype == "text/html":
            response.set_data(response.get_data(as_text=True).replace(app.extensions["build"], state.release))
        return response

    @app.get("/fout/<int:code>")
    def error(code: int) -> Response:
        return page(
            "errors/error.html", status=code, code=code, title="Deze pagina is er niet", sentence="Kijk verder."
        )


def _add_forms(app: Flask) -> None:
    @app.get("/bouwstenen")
    def blocks() -> Response:
        wrong = Invalid({"rent": "Vul de huur per maand in", "ethos_category": "Kies waar iemand slaapt"})
        return page("bouwstenen.html", form=Form(FORM), wrong=Form(FORM, wrong), pager=_pager(2))

    @app.get("/formulier")
    def form() -> Response:
        return page("formulier.html", form=Form(FORM))

    @app.post("/formulier")
    def save() -> Any:
        if request.form.get("place"):
            return redirect("/lijst", code=303)
        wrong = Invalid({"place": "Vul de plek in"})
        return page("formulier.html", status=422, form=Form(request.form, wrong))

    @app.get("/telling")
    def count() -> Response:
        return page("telling.html")

    @app.get("/bestand")
    def file() -> Response:
        return Response("naam;aantal\n", mimetype="text/csv", headers={"Content-Disposition": "attachment"})


def _add_lists(app: Flask, state: State) -> None:
    @app.get("/bedden")
    def board() -> Response:
        response = page("bord.html", "bord", free=state.free, said=Markup(state.said))
        response.set_etag(f"{state.free}-{hash(state.said)}-{request.headers.get('HX-Request-Type')}")
        response.headers["Cache-Control"] = "private, no-cache"
        return response.make_conditional(request)

    @app.route("/lijst", methods=["GET", "POST"])
    def rows() -> Response:
        words = request.values.get("zoek", "")
        return page("lijst.html", "lijst", words=words, names=[name for name in NAMES if words.lower() in name.lower()])


def _pager(number: int) -> SimpleNamespace:
    return SimpleNamespace(
        number=number,
        has_next=True,
        has_previous=True,
        is_search=request.method == "POST",
        url=lambda n: f"?pagina={n}",
    )


class _Quiet(WSGIRequestHandler):
    """Keeps connections open, and does not log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Say nothing: a test shows what it asked itself."""


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """The application on a free port; gives its origin."""

    def whole(environ: Any, start_response: Any) -> list[bytes]:
        """Read files to their end, so that none stays open when a browser leaves halfway."""
        answer = app(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            getattr(answer, "close", lambda: None)()

    server = make_server("127.0.0.1", 0, whole, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
