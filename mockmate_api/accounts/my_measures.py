"""What was decided about a person, as they see it: without who decided, and who had reported them."""

from __future__ import annotations

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.models import Appeal, AppealOutcome, Measure, MeasureKind


class MyAppeal(View):
    """My appeal, and the answer."""

    text: str
    created_at: Moment
    answered_at: Moment | None
    outcome: AppealOutcome | None
    answer: str | None


class MyMeasure(View):
    """What was decided about me."""

    id: Id
    kind: MeasureKind
    text: str
    decided_at: Moment
    until: Moment | None
    lifted_at: Moment | None
    lasts: bool = Field(description="Whether it is a restriction or a suspension that applies now.")
    appeal: MyAppeal | None


def of(session: Session, user_id: int) -> list[MyMeasure]:
    """Return everything that was decided about a person, newest first."""
    now = clock.now(session)
    rows = session.execute(
        select(Measure, Appeal)
        .outerjoin(Appeal, Appeal.measure_id == Measure.id)
        .where(Measure.user_id == user_id)
        .order_by(Measure.id.desc())
        .execution_options(populate_existing=True)
    )
    return [
        MyMeasure(
            lasts=measure.kind is not MeasureKind.WARNED
            and measure.lifted_at is None
            and (measure.until is None or measure.until > now),
            appeal=appeal and MyAppeal.model_validate(appeal),
            **{name: getattr(measure, name) for name in ("id", "kind", "text", "decided_at", "until", "lifted_at")},
        )
        for measure, appeal in rows
    ]
