"""The parts of one process: created from the settings, started and stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import Counter
from functools import partial

import structlog

from mockmate_ws import auth
from mockmate_ws.collab import documents
from mockmate_ws.collab.documents import Documents
from mockmate_ws.db import Database
from mockmate_ws.delivery.bridge import SWEEP_SECONDS, Bridge
from mockmate_ws.delivery.hub import Hub
from mockmate_ws.jobs import mail_sender, push_sender
from mockmate_ws.jobs.mail_sender import MailSender
from mockmate_ws.jobs.matcher import Matcher
from mockmate_ws.jobs.push_sender import PushSender
from mockmate_ws.jobs.scheduler import Jobs
from mockmate_ws.presence import socket_registry
from mockmate_ws.presence.leases import REVOKED_SECONDS, Leases
from mockmate_ws.presence.text_only import REFRESH_SECONDS, TextOnly
from mockmate_ws.protocol import Close, restart_reason
from mockmate_ws.rooms.waiting_room import POLL_SECONDS, WaitingRooms
from mockmate_ws.tasks import Tasks
from shared.core import clock
from shared.core.broker import Broker
from shared.core.metrics import CachedGauges
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 1.5
_CLOCK_SECONDS = 60.0
_LOAD_SECONDS = 60.0


class Service:
    """The parts that the endpoints use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.node = secrets.token_hex(8)
        self.broker = Broker(settings)
        self.database = Database(settings, self.broker)
        self.identify = partial(self.database.batch, partial(auth.identify, settings))
        """Authenticates a client, together with others that come at the same moment."""
        self.register = partial(self.database.batch, partial(socket_registry.add, self.node))
        """Registers a socket, together with others."""
        self.hub = Hub(self.database)
        self.bridge = Bridge(settings, self.hub, self.database, self.node)
        self.leases = Leases(settings, self.database, self.hub, self.node)
        self.text_only = TextOnly(self.database)
        self.unauthenticated: Counter[str] = Counter()
        """The number of sockets by address that have not authenticated yet."""
        self.waiting_rooms = WaitingRooms(settings, self.database)
        self.documents = Documents(self.database, self.bridge, self.node)
        self.matcher = Matcher(settings, self.database)
        self.gauges = CachedGauges()
        self.draining = False
        self.restart_reason = ""
        """Once draining, the reason of a 1012."""
        self.jobs = Jobs(settings, self.database)
        self.mail_sender = MailSender(settings, self.database)
        self.push_sender = PushSender(settings, self.database)
        self.tasks = Tasks()

    def start(self) -> None:
        """Start the background tasks, which are restarted after any failure."""
        self.bridge.on_waiting_room_changed += [self.matcher.waiting_room_changed, self.waiting_rooms.changed]
        self.bridge.on_node_message = self.leases.on_close_request
        self.bridge.on_binary += [self.documents.on_relayed]
        self.bridge.on_connected += [self.documents.on_connected]
        for name, work in (
            ("bridge", self.bridge.run),
            ("editors", self.documents.run),
            ("matcher", self.matcher.run),
            ("housekeeping", self.jobs.run),
        ):
            self.tasks.keep(name, work)
        for name, every_seconds, repeated in (
            ("sweep", SWEEP_SECONDS, self.bridge.sweep),
            ("leases", self.settings.socket_grace_seconds / 3, self.leases.renew),
            ("places", socket_registry.LEASE.total_seconds() / 3, self.leases.renew_sockets),
            ("logins", REVOKED_SECONDS, self.leases.watch_logins),
            ("text only", REFRESH_SECONDS, self.text_only.refresh),
            ("boards", POLL_SECONDS, self.waiting_rooms.refresh_all),
            ("editor sweep", documents.SWEEP_SECONDS, self.documents.sweep),
            ("clock", _CLOCK_SECONDS, partial(self.database.run, clock.skew)),
            ("load", _LOAD_SECONDS, self.report_load),
            ("passes", self.settings.match_interval_seconds, self.matcher.pass_all),
            ("postman", mail_sender.POLL_SECONDS, self.mail_sender.poll),
            ("push", push_sender.POLL_SECONDS, self.push_sender.poll),
        ):
            self.tasks.repeat(name, every_seconds, repeated)

    async def report_load(self) -> None:
        """Log how many sockets are open here: deployments on ECS start and end tasks by it."""
        log.info("sockets.open", count=len(self.hub.connections))

    async def drain(self) -> None:
        """Close every socket because of a restart, and wait briefly until they are closed."""
        self.draining = True
        self.restart_reason = restart_reason(len(self.hub.connections))
        for connection in tuple(self.hub.connections):
            connection.finish(Close.RESTART, self.restart_reason)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.hub.empty.wait()

    async def stop(self) -> None:
        """Stop the background tasks and close the connections."""
        await self.documents.stop()
        await self.tasks.stop()
        await self.mail_sender.stop()
        await self.push_sender.stop()
        await self.database.close()
        self.broker.close()
