"""Housekeeper processes: every job of the house, as often as they are told to, counting what they changed."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import sessionmaker

from mockmate_ws.jobs import job_table
from shared.core import database
from shared.core.broker import Broker
from shared.core.settings import Settings
from tests.system.hammer import Parent


def keep_house(parent: Parent, settings: Settings, rounds: int) -> Counter[str]:
    """Do every job so many times, beginning when told to; returns how much each has changed."""
    engine = database.make_engine(settings, "tests-housekeeper")
    broker = Broker(settings)
    sessions = sessionmaker(engine)
    broker.attach(sessions)
    changed: Counter[str] = Counter()
    with engine.connect():
        parent.say("ready")
    parent.wait()
    for _ in range(rounds):
        for job in job_table.JOBS:
            changed[job.name] += database.run(sessions, lambda session, work=job.work: work(session, settings))  # type: ignore[misc]
    broker.close()
    engine.dispose()
    return changed
