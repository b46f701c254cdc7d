"""``create_app``: the application, made of its features."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress
from jinja2 import StrictUndefined

from webapp import clock, keys, telephone
from webapp.accounts import login, trail
from webapp.accounts import views as accounts
from webapp.beds.board import tag as board_tag
from webapp.caseload import views as caseload
from webapp.config import ROOT, Config
from webapp.db import Database
from webapp.features import FEATURES, banners, chapters, outbox_words
from webapp.offline import views as offline
from webapp.offline.rules import form_rules
from webapp.pulse import Pulse
from webapp.today import views as today
from webapp.web import (
    access,
    assets,
    body,
    busy,
    dates,
    directions,
    errors,
    headers,
    i18n,
    logging,
    remainder,
    way_back,
)
from webapp.web.forms import Form
from webapp.web.page import htmx
from webapp.web.proxies import Proxies
from webapp.web.templates import WithoutIndents
from webapp.web.unchanged import middleware

BLUEPRINTS = (
    today.blueprint,
    caseload.blueprint,
    accounts.blueprint,
    *(feature.blueprint for feature in FEATURES),
    offline.blueprint,
)


def create_app(config: Config) -> Flask:
    """Build the application on an existing, migrated instance.

    Raises:
        keys.MissingKeys: when the key folder is incomplete.
        RuntimeError: when a view has no access entry.
    """
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_environment = directions.Environment
    app.config["MAX_CONTENT_LENGTH"] = body.MAX_BODY
    app.config["MAX_FORM_PARTS"] = 1000
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(WithoutIndents)
    app.extensions["config"] = config
    app.extensions["database"] = Database(config, keys.load(config.instance))
    app.extensions["pulse"] = Pulse(app.extensions["database"])
    app.wsgi_app = Proxies(app.wsgi_app, config)  # type: ignore[method-assign]
    logging.install(app)
    busy.install(app)
    trail.install(app)
    login.install(app, config)
    headers.install(app, config.origin, demo=config.demo)
    access.install(app, login.may)
    i18n.install(app, config.instance / "translations")
    dates.install(app)
    errors.install(app)
    htmx.init_app(app)
    body.install(app)  # after access: a body is not read for a client that may not reach the view
    Compress(app)
    remainder.install(app)  # after the packing, which comes last for an answer
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    assets.install(app, config.instance / "static", config.origin)
    app.jinja_env.globals.update(
        Form=Form,
        form_rules=form_rules,
        feature_words=outbox_words,
        banners=banners(),
        count_elsewhere=today.count_elsewhere,
        dialled=telephone.numbers,
        now=clock.now,
        demo=config.demo,
        same_page=way_back.same_page,
    )
    app.context_processor(today.frame)
    app.extensions["chapters"] = chapters()
    for feature in FEATURES:
        if feature.frame:
            app.context_processor(feature.frame)
    access.assert_complete(app)
    middleware.install(app, config.origin, board_tag.readers(app))
    return app
