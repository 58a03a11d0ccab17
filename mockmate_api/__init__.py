"""The REST service: HTTP requests in, JSON out. `create_app` assembles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

from mockmate_api import cli
from mockmate_api.accounts import pepper
from mockmate_api.admin.routes import blueprint as admin
from mockmate_api.analytics.routes import blueprint as analytics
from mockmate_api.appeals.routes import blueprint as appeals
from mockmate_api.auth.key_routes import blueprint as keys
from mockmate_api.auth.providers.routes import blueprint as providers
from mockmate_api.auth.routes import blueprint as auth
from mockmate_api.docs.routes import blueprint as docs
from mockmate_api.feedback.routes import blueprint as feedback
from mockmate_api.groups.routes import blueprint as groups
from mockmate_api.health.routes import blueprint as health
from mockmate_api.http import authentication, hooks, metrics, places, problems, rate_limits, tracing, unread_body
from mockmate_api.http.extensions import db
from mockmate_api.interview.routes import blueprint as interview
from mockmate_api.invitations.routes import blueprint as invitations
from mockmate_api.match.routes import blueprint as match
from mockmate_api.moderation.routes import blueprint as moderation
from mockmate_api.notifications.routes import blueprint as notifications
from mockmate_api.questions.of_groups import blueprint as group_questions
from mockmate_api.questions.routes import blueprint as questions
from mockmate_api.slots.routes import blueprint as slots
from mockmate_api.solo.routes import blueprint as solo
from mockmate_api.topics.routes import blueprint as topics
from mockmate_api.users.routes import blueprint as users
from mockmate_api.web.routes import blueprint as web
from shared.core import database
from shared.core.broker import Broker
from shared.core.settings import Settings

BLUEPRINTS = (
    admin,
    analytics,
    appeals,
    auth,
    docs,
    feedback,
    group_questions,
    groups,
    health,
    interview,
    invitations,
    keys,
    match,
    moderation,
    notifications,
    providers,
    questions,
    slots,
    solo,
    topics,
    users,
    web,
)
MAX_BODY = 64 * 1024


class IdConverter(IntegerConverter):
    """An id in a path. Numbers beyond PostgreSQL's bigint match no route, so they give 404 and not a failing query."""

    regex = r"[1-9][0-9]{0,17}"


class _Api(Flask):
    """The app; all its functions are synchronous, so none is inspected at each call."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app; without settings it reads the environment. It does not connect to anything yet."""
    settings = settings or Settings.from_environment()
    # No static folder: every path is a route that declares who may use it.
    app = _Api(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings, "mockmate_api"),
    )
    app.url_map.converters["id"] = IdConverter
    app.url_map.merge_slashes = False  # no path is redirected
    app.extensions["mockmate.settings"] = settings
    app.extensions["mockmate.broker"] = Broker(settings)
    db.init_app(app)
    with app.app_context():
        database.install(db.engine, settings)
    problems.install(app)
    hooks.install(app)
    tracing.install(app)
    metrics.install(app)
    pepper.install(app)
    authentication.install(app)
    rate_limits.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.install(app)
    places.install(app)
    unread_body.install(app)
    return app
