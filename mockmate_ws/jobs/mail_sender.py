"""Sends queued mail in a task of its own, so that a mail server that hangs delays nothing else."""

from __future__ import annotations

import asyncio

from mockmate_ws.db import Database
from shared.core.settings import Settings
from shared.mail import outbox, transport

POLL_SECONDS = 1.0
_SHUTDOWN_SECONDS = 3.0


async def run(settings: Settings, database: Database) -> None:
    """Send due mails, batch after batch, until none is left."""
    sent = 1
    while sent:
        sending = asyncio.create_task(send_due(settings, database))
        try:
            sent = await asyncio.shield(sending)
        except asyncio.CancelledError:
            # Mail on its way cannot be stopped: record that it was sent, so that it is not sent again.
            await asyncio.wait((sending,), timeout=_SHUTDOWN_SECONDS)
            sending.cancel()
            raise


async def send_due(settings: Settings, database: Database) -> int:
    """Send one batch and return how many mails that were."""
    claimed = await database.run(outbox.claim, settings)
    if claimed:
        outcomes = await asyncio.to_thread(transport.deliver, settings, claimed)
        await database.run(outbox.settle, outcomes)
    return len(claimed)
