"""GET /analytics/me, and for administrators /analytics/operator, …/fairness, …/integrity and …/moderation."""

from __future__ import annotations

from flask import Blueprint, Response

from mockmate_api.analytics import fairness, integrity, moderation, operator, progress
from mockmate_api.analytics.operator_schemas import (
    Fairness,
    Integrity,
    ModerationFigures,
    OperatorAnalytics,
    OperatorQuery,
)
from mockmate_api.analytics.schemas import MyAnalytics
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.etags import revalidated
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation

blueprint = Blueprint("analytics", __name__, url_prefix="/analytics")


@operation(blueprint, "GET", "/me", returns={200: MyAnalytics, 304: None})
def read_my_analytics() -> Response:
    """Show my progress. Repeat with the ETag in If-None-Match: 304 if nothing has changed."""
    mine = progress.of(db.session(), settings(), current_user())
    return revalidated(mine.model_dump_json(), "application/json")


@operation(blueprint, "GET", "/operator", returns={200: OperatorAnalytics}, credential=Credential.ADMIN)
def read_operator_analytics(query: OperatorQuery) -> OperatorAnalytics:
    """Show how matching performs: waits, match rate, level gaps, no-shows, completion."""
    return operator.figures(db.session(), query)


@operation(blueprint, "GET", "/integrity", returns={200: Integrity}, credential=Credential.ADMIN)
def read_integrity() -> Integrity:
    """Show what is unusual in the last thirty days: people who meet too often, rings of ratings, many misses."""
    return integrity.findings(db.session())


@operation(blueprint, "GET", "/fairness", returns={200: Fairness}, credential=Credential.ADMIN)
def read_fairness(query: OperatorQuery) -> Fairness:
    """Show whether everybody waits alike: waits and those left unmatched by level, spoken language and hour."""
    return fairness.waits(db.session(), query)


@operation(blueprint, "GET", "/moderation", returns={200: ModerationFigures}, credential=Credential.ADMIN)
def read_moderation_figures(query: OperatorQuery) -> ModerationFigures:
    """Show how moderation performs: reports by reason and outcome, waits, appeals. It names no one."""
    return moderation.figures(db.session(), query)
