"""Carries mail out, beside everything else: a mail server that hangs holds up mail and nothing more."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from shared.core.errors import Problem
from shared.core.settings import Settings
from shared.mail import outbox, transport

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0
_GOODBYE_SECONDS = 3.0


async def run(settings: Settings, database: Database) -> None:
    """Send what is due, batch after batch, until cancelled."""
    while True:
        sending = asyncio.create_task(send_due(settings, database))
        try:
            sent = await asyncio.shield(sending)
        except asyncio.CancelledError:
            # What is on its way can't be called back: note that it was sent, lest it be sent again.
            await asyncio.wait((sending,), timeout=_GOODBYE_SECONDS)
            sending.cancel()
            raise
        except (SQLAlchemyError, Problem) as error:
            log.warning("postman.failed", error=type(error).__name__)
            sent = 0
        if not sent:
            await asyncio.sleep(LOOK_SECONDS)


async def send_due(settings: Settings, database: Database) -> int:
    """Send one batch; returns how many mails it tried."""
    claimed = await database.run(outbox.claim, settings)
    if claimed:
        outcomes = await asyncio.to_thread(transport.deliver, settings, claimed)
        await database.run(outbox.settle, outcomes)
    return len(claimed)
