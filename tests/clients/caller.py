"""Somebody whose call is aiortc's, by docs/protocol.md alone: none of the browser client's ways is known here."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections import Counter
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, Self

from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, MediaStreamTrack, VideoStreamTrack
from aiortc.sdp import candidate_from_sdp
from websockets.asyncio.client import ClientConnection, connect

from tests.clients import PATIENCE, wait_until
from tests.clients.person import Person

TRACKS: dict[str, type[MediaStreamTrack]] = {"audio": AudioStreamTrack, "video": VideoStreamTrack}


class Caller:
    """A client of the room without a page. What it sends is in the order of `kinds`."""

    def __init__(self, person: Person, sockets: str, room: str, kinds: Sequence[str] = ("video", "audio")) -> None:
        self.frames: Counter[str] = Counter()
        self.connections: list[RTCPeerConnection] = []
        self.is_eager = False
        """Whether it offers as soon as the peer comes, who does so, too."""
        self.crosses = False
        """Whether it makes an offer of its own whenever one comes."""
        self.has_more = False
        """Whether its offers have a second video and a data channel, too."""
        self.polite: bool
        self._url = f"{sockets.replace('http', 'ws', 1)}/ws/interview/live?interview_id={room}"
        self._headers = person.headers
        self._kinds = kinds
        self._has_camera = True
        self._one_at_a_time = asyncio.Lock()
        self._me = person.id
        self._peer: set[str] = set()
        self._peer_socket = ""
        self._peer_is_here = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._socket: ClientConnection
        self._tasks: set[asyncio.Task[None]] = set()
        self._reader: asyncio.Task[None]

    # For tests, from their own thread.

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._come())
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._go())
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def reload(self) -> None:
        """Leave, and come back with nothing."""
        self._do(self._go())
        self._do(self._come())

    def send_video(self, *, on: bool) -> None:
        """Switch the camera on or off, and say so in an offer."""
        self._do(self._send_video(on=on))

    def sees(self, kind: str = "video") -> None:
        """Wait until frames come that did not come before."""
        before = self.frames[kind]
        wait_until(lambda: self.frames[kind] > before + 2, f"{kind} comes")

    def receives(self, kind: str) -> list[str | None]:
        """Return the m-lines of a kind, by mid, in which the peer sends."""
        lines = self.connections[-1].getTransceivers()
        return [one.mid for one in lines if one.kind == kind and "recv" in (one.currentDirection or "")]

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        done: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        done.result(PATIENCE)

    # In its loop.

    async def _come(self) -> None:
        self._socket = await connect(self._url, additional_headers=self._headers)
        self._reader = asyncio.create_task(self._read())

    async def _go(self) -> None:
        self._reader.cancel()
        await self._close()
        await self._socket.close()

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self) -> None:
        async for message in self._socket:
            if isinstance(message, str):
                frame = json.loads(message)
                async with self._one_at_a_time:
                    await self._take(frame["type"], frame.get("data", {}))

    async def _take(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "interview.snapshot":
            video, peer = data["interview"]["video"], data["interview"]["peer"]["id"]
            self.polite = video["polite"]
            self._servers = [RTCIceServer(**server) for server in video["ice_servers"]]
            self._peer_is_here = any(one["connected"] for one in data["participants"] if one["user_id"] == peer)
            if self._peer_is_here:
                await self._begin()
        elif kind in ("peer.joined", "peer.reconnected") and data["user_id"] != self._me:
            self._peer_is_here = True
            if self.connections and self.connections[-1].signalingState == "have-local-offer":
                await self._send()
            elif self.is_eager:
                await self._begin()
        elif kind == "peer.reconnecting":
            self._peer_is_here = False
        elif kind == "peer.left":
            self._peer_is_here = False
            await self._close()
        elif kind == "signal" and (description := data.get("description")):
            await self._take_description(RTCSessionDescription(**description), data["from"])
        elif kind == "signal" and data["candidate"] and self.connections:
            candidate = candidate_from_sdp(data["candidate"]["candidate"].removeprefix("candidate:"))
            candidate.sdpMid = data["candidate"]["sdpMid"]
            candidate.sdpMLineIndex = data["candidate"]["sdpMLineIndex"]
            await self.connections[-1].addIceCandidate(candidate)

    async def _take_description(self, description: RTCSessionDescription, sender: str) -> None:
        is_new = self._is_new(description)
        connection = self.connections[-1] if self.connections else None
        if description.type == "answer":
            await self._take_answer(description, sender)
            return
        state = "closed" if connection is None else connection.signalingState
        if self.crosses and state == "stable":
            await self._offer()
            state = "have-local-offer"
        if state == "have-local-offer" and not self.polite:
            return
        # aiortc has no rollback.
        if connection is None or state != "stable" or is_new:
            connection = await self._connect()
        await connection.setRemoteDescription(description)
        self._peer, self._peer_socket = _fingerprints(description), sender
        self._fill(connection)
        await connection.setLocalDescription(await connection.createAnswer())
        await self._send(to=sender)

    async def _take_answer(self, description: RTCSessionDescription, sender: str) -> None:
        is_awaited = bool(self.connections) and self.connections[-1].signalingState == "have-local-offer"
        if self._is_new(description) and (is_awaited or sender == self._peer_socket):
            await self._begin()
        elif is_awaited:
            with suppress(ValueError):  # it is for an offer of before
                await self.connections[-1].setRemoteDescription(description)
                self._peer, self._peer_socket = _fingerprints(description), sender

    def _is_new(self, description: RTCSessionDescription) -> bool:
        return bool(self._peer) and not self._peer & _fingerprints(description)

    async def _begin(self) -> None:
        connection = await self._connect()
        self._fill(connection)
        if self.has_more:
            connection.addTransceiver("video", direction="recvonly")
            connection.createDataChannel("more")
        await self._offer()

    async def _connect(self) -> RTCPeerConnection:
        await self._close()
        connection = RTCPeerConnection(RTCConfiguration(iceServers=self._servers))
        connection.on("track", self._receive)
        connection.on("connectionstatechange", partial(self._change, connection))
        self.connections.append(connection)
        return connection

    async def _change(self, connection: RTCPeerConnection) -> None:
        # aiortc closes it when the peer does.
        async with self._one_at_a_time:
            is_over = connection.connectionState in ("failed", "closed")
            if is_over and connection is self.connections[-1] and self._peer_is_here:
                await self._begin()

    def _fill(self, connection: RTCPeerConnection) -> None:
        for kind in self._kinds:
            there = [one for one in connection.getTransceivers() if one.kind == kind]
            sends = kind == "audio" or self._has_camera
            transceiver = there[0] if there else connection.addTransceiver(kind)
            transceiver.direction = "sendrecv" if sends else "recvonly"
            if not (sends and transceiver.sender.track):
                transceiver.sender.replaceTrack(TRACKS[kind]() if sends else None)

    async def _close(self) -> None:
        self._peer = set()
        if self.connections:
            old = self.connections[-1]
            old.remove_all_listeners("connectionstatechange")
            await old.close()

    async def _offer(self) -> None:
        connection = self.connections[-1]
        await connection.setLocalDescription(await connection.createOffer())
        await self._send()

    async def _send(self, **to: str) -> None:
        made = self.connections[-1].localDescription
        data = {"description": {"type": made.type, "sdp": made.sdp}, **to}
        await self._socket.send(json.dumps({"type": "signal.send", "data": data}))

    async def _send_video(self, *, on: bool) -> None:
        async with self._one_at_a_time:
            self._has_camera = on
            self._fill(self.connections[-1])
            await self._offer()

    def _receive(self, track: MediaStreamTrack) -> None:
        async def count() -> None:
            try:
                while await track.recv():
                    self.frames[track.kind] += 1
            except MediaStreamError:
                pass  # its connection is closed

        task = self._loop.create_task(count())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _fingerprints(description: RTCSessionDescription) -> set[str]:
    return set(re.findall(r"a=fingerprint:(.*)", description.sdp))
