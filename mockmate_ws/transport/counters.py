"""Counters of the socket service. Labeled children are looked up once, since the relay needs them for every frame."""

from __future__ import annotations

from prometheus_client import Counter

from mockmate_ws.protocol.close import Close
from shared.core.metrics import begin

_FRAMES = Counter("mockmate_frames", "Frames, in from clients and out to them.", ["direction", "kind"])
RECEIVED = _FRAMES.labels("in", "any")
SENT = _FRAMES.labels("out", "lasting")
SENT_EPHEMERAL = _FRAMES.labels("out", "ephemeral")

_SPARED = Counter("mockmate_frames_spared", "Ephemeral frames that a slow client was not sent.", ["reason"])
REPLACED = _SPARED.labels("replaced")
DROPPED = _SPARED.labels("full")

CLOSES = Counter("mockmate_socket_closes", "Sockets that were closed from here, by close code.", ["code"])
begin(CLOSES, *map(int, Close))
STUCK = Counter("mockmate_sockets_stuck", "Sockets cut because their line took nothing for seconds.")
RESUMES = Counter("mockmate_resumes", "Streams taken up again, whole or with a resync.", ["outcome"])
begin(RESUMES, "whole", "resync")
GAPS = Counter("mockmate_gaps_filled", "Gaps in what Redis brought, read from PostgreSQL.")
BRIDGE_LOST = Counter("mockmate_bridge_lost", "How often the connection to Redis was lost or deaf.")
TASK_DEATHS = Counter("mockmate_task_deaths", "How often background work ended though it should not.", ["name"])
JOB_FAILURES = Counter("mockmate_job_failures", "How often a job or repeated work failed as a whole.", ["name"])
