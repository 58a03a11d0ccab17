"""A video call from the command line: it sends a test picture and a tone, and prints what the other person sends.

`python -m examples.video http://127.0.0.1:8000 ada@example.com PASSWORD` practices with whoever is there; with
`--interview ID` it enters that room. docs/protocol.md, "The video call", says why each step is there. Depends on
`aiortc`, examples/live.py and examples/account.py: take them along, or read them before you write your own.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import re
from array import array
from itertools import count
from typing import Any

import aiortc
from aiortc.exceptions import OperationError
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame, VideoFrame

from examples.account import Account
from examples.live import CommandFailed, Frame, Live, Refused

PATIENCE, LONGEST_CONNECTING = 5.0, 20.0
"""Seconds for an answer or an offer to come, and for a connection to work: aiortc alone may try for ever."""
REFUSALS = (aiortc.InvalidStateError, OperationError, ValueError)


class Picture(aiortc.VideoStreamTrack):
    """A ramp of colors that moves."""

    async def recv(self) -> VideoFrame:
        frame = VideoFrame(320, 240, "yuv420p")
        frame.pts, frame.time_base = await self.next_timestamp()
        start = frame.pts // 1500 % 256
        for plane in frame.planes:
            plane.update((bytes(range(256)) * 4)[start : start + plane.line_size] * plane.height)
        return frame


class Tone(aiortc.AudioStreamTrack):
    """440 Hz, 12 dB below the loudest."""

    async def recv(self) -> Any:
        frame: Any = await super().recv()
        wave = (int(8192 * math.sin(math.tau * 440 * (frame.pts + at) / frame.rate)) for at in range(frame.samples))
        frame.planes[0].update(array("h", wave).tobytes())
        return frame


class Received:
    """What has come of a track: the number of frames, and the last one."""

    def __init__(self, track: aiortc.MediaStreamTrack) -> None:
        self._frames = 0
        self._last: Any = None
        self.task = asyncio.create_task(self._receive(track))

    async def _receive(self, track: aiortc.MediaStreamTrack) -> None:
        with contextlib.suppress(aiortc.MediaStreamError):
            while True:
                self._last = await track.recv()
                self._frames += 1

    def __str__(self) -> str:
        match self._last:
            case VideoFrame() as frame:
                return f"{frame.width}x{frame.height}, {self._frames} frames"
            case AudioFrame() as frame:
                peak = max(1, *map(abs, array("h", bytes(frame.planes[0]))))
                return f"{20 * math.log10(peak / 32768):.0f} dB, {self._frames} frames"
        return "awaited"


class Call:
    """The call in a room: one connection at a time. Whatever happens comes to `_handle`, one after another."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self.events: asyncio.Queue[Frame] = asyncio.Queue()
        self._room: Frame = {}
        self._connection: aiortc.RTCPeerConnection | None = None
        self._peers: set[str] | None = None
        self._sender = ""
        self._received: dict[aiortc.MediaStreamTrack, Received] = {}
        self._has_camera = True
        self._deadline = math.inf

    async def listen(self) -> None:
        """Receive the room's frames. Must not wait for a command, whose answer is one of them. Raises Refused."""
        async for frame in self._live:
            self.events.put_nowait(frame)

    async def run(self) -> None:
        while True:
            try:
                async with asyncio.timeout_at(self._deadline):
                    event = await self.events.get()
            except TimeoutError:
                event = {"type": "deadline"}
            try:
                await self._handle(event)
            except (CommandFailed, *REFUSALS) as error:
                print(f"failed: {error}", flush=True)  # the deadline, or the end of the connection, is next

    async def close(self) -> None:
        connection, self._connection, self._peers = self._connection, None, None
        for received in self._received.values():
            received.task.cancel()  # aiortc doesn't end the tracks of a connection that never worked
        self._received, self._deadline = {}, math.inf
        if connection is not None:
            await connection.close()

    async def _handle(self, event: Frame) -> None:
        match event["type"]:
            case "interview.snapshot":
                self._room = event["data"]
                await self._arrive()
            case "camera":
                self._has_camera = not self._has_camera
                await self._offer()
            case "state" if event["of"] is self._connection and self._state() == "failed":
                await self._describe(await self._connect())
            case "state" if event["of"] is self._connection and self._state() == "closed":
                await self.close()  # as the peer has, who leaves, or will offer another one
                self._wait(PATIENCE)
            case "deadline":
                self._deadline = math.inf
                if not await self._offer_again() and self._state() != "connected":
                    await self._describe(await self._connect())
            case _ if self._room and "data" in event:
                await self._hear(event["type"], event["data"], event.get("stream"), event.get("offset"))

    async def _hear(self, type_: str, data: Frame, stream: str | None, offset: int | None) -> None:
        if offset is not None and offset <= self._room["as_of"].get(stream, {"offset": 0})["offset"]:
            return  # the snapshot has it: to hang up for a `peer.left` of before, for example, would be wrong
        is_peers = data.get("user_id") == self._room["interview"]["peer"]["id"]
        if type_ == "signal":
            await self._take(data)
        elif type_ in ("peer.joined", "peer.reconnected") and is_peers:
            self._wait(PATIENCE)
            await self._offer_again()
        elif (type_ == "peer.left" and is_peers) or type_ == "interview.ended":
            await self.close()

    async def _arrive(self) -> None:
        others = [one for one in self._room["participants"] if one["user_id"] == self._room["interview"]["peer"]["id"]]
        if self._state() == "connected":
            await self._offer_again()
        elif others[0]["connected"]:
            await self._describe(await self._connect())
        else:
            await self.close()

    async def _take(self, signal: Frame) -> None:
        match signal:
            case {"description": {"type": "offer"} as offer}:
                await self._answer(offer, signal["from"])
            case {"description": {"type": "answer"} as answer}:
                await self._finish(answer, signal["from"])
            case {"candidate": {"candidate": str(line)} as candidate} if line and self._connection is not None:
                with contextlib.suppress(Exception):  # it may belong to an earlier connection
                    ice = candidate_from_sdp(line.removeprefix("candidate:"))
                    ice.sdpMid, ice.sdpMLineIndex = candidate.get("sdpMid"), candidate.get("sdpMLineIndex")
                    await self._connection.addIceCandidate(ice)

    async def _answer(self, offer: Frame, sender: str) -> None:
        if self._is_offering() and not self._room["interview"]["video"]["polite"]:
            return  # the peer gives way
        connection = self._connection
        # aiortc can neither take back an offer nor restart ICE: it needs a new connection for both.
        if connection is None or self._is_offering() or self._peers != _identity(offer):
            connection = await self._connect()
        try:
            await connection.setRemoteDescription(aiortc.RTCSessionDescription(offer["sdp"], "offer"))
        except REFUSALS:  # the connection's, which has used a number for another codec, for example
            connection = await self._connect()
            await connection.setRemoteDescription(aiortc.RTCSessionDescription(offer["sdp"], "offer"))
        self._peers, self._sender = _identity(offer), sender
        await self._describe(connection, sender)
        if any(one.mid is None for one in connection.getTransceivers()):
            await self._offer()  # the peer's offer had no place for our camera, for example

    async def _finish(self, answer: Frame, sender: str) -> None:
        if self._peers not in (None, _identity(answer)) and (self._is_offering() or sender == self._sender):
            await self._describe(await self._connect())  # the peer has a new connection, which can't go on with ours
        elif self._connection is not None and self._is_offering():
            await self._connection.setRemoteDescription(aiortc.RTCSessionDescription(answer["sdp"], "answer"))
            self._peers, self._sender = _identity(answer), sender
            self._wait(LONGEST_CONNECTING)
            if (self._kind("video")[0].direction == "sendrecv") != self._has_camera:
                await self._offer()  # it was switched while the offer was on its way

    async def _connect(self) -> aiortc.RTCPeerConnection:
        """Make a connection instead of the one there is."""
        await self.close()
        self._wait(PATIENCE)
        # An empty list is passed on, too: without one aiortc asks a server of its own choice.
        given = self._room["interview"]["video"]["ice_servers"]
        servers = [aiortc.RTCIceServer(one["urls"], one["username"], one["credential"]) for one in given]
        self._connection = connection = aiortc.RTCPeerConnection(aiortc.RTCConfiguration(iceServers=servers))
        connection.on("track", lambda track: self._received.update({track: Received(track)}))
        connection.on("connectionstatechange", lambda: self.events.put_nowait({"type": "state", "of": connection}))
        connection.addTrack(Tone())  # new ones each time: aiortc stops those of a connection that it closes
        connection.addTrack(Picture())
        return connection

    async def _offer(self) -> None:
        """Offer what we send; if an offer is on its way already, its answer is the time to do so."""
        if self._connection is not None and not self._is_offering():
            await self._describe(self._connection)

    async def _offer_again(self) -> bool:
        """Send the offer that is not answered; False if there is none."""
        if self._connection is not None and self._is_offering():
            await self._send(self._connection.localDescription)
        return self._is_offering()

    async def _describe(self, connection: aiortc.RTCPeerConnection, to: str | None = None) -> None:
        """Make and send an offer or an answer. It has all of our candidates: aiortc waits for them."""
        self._kind("video")[0].direction = "sendrecv" if self._has_camera else "recvonly"
        await connection.setLocalDescription()
        await self._send(connection.localDescription, to)

    async def _send(self, description: aiortc.RTCSessionDescription, to: str | None = None) -> None:
        print(f"{description.type} sent", flush=True)
        self._wait(PATIENCE if description.type == "offer" else LONGEST_CONNECTING)
        data = {"description": {"type": description.type, "sdp": description.sdp}, "to": to}
        await self._live.command("signal.send", data)

    def _kind(self, kind: str) -> list[aiortc.RTCRtpTransceiver]:
        return [one for one in self._connection.getTransceivers() if one.kind == kind] if self._connection else []

    def _wait(self, seconds: float) -> None:
        self._deadline = asyncio.get_running_loop().time() + seconds

    def _is_offering(self) -> bool:
        return self._connection is not None and self._connection.signalingState == "have-local-offer"

    def _state(self) -> str:
        return "no connection" if self._connection is None else self._connection.connectionState

    def __str__(self) -> str:
        """Say what the peer sends now: the first of each kind."""
        words = [self._state()]
        for kind in ("video", "audio"):
            sent = [one for one in self._kind(kind) if one.currentDirection in ("sendrecv", "recvonly")]
            words.append(f"{kind} {self._received.get(sent[0].receiver.track, '') if sent else 'off'}")
        return "; ".join(words)


def _identity(description: Frame) -> set[str]:
    """Return what stays the same as long as the sender keeps the connection, and doesn't restart ICE."""
    return set(re.findall(r"(?m)^a=(?:fingerprint|ice-ufrag):\S[^\r\n]*", description["sdp"]))


async def _talk(url: str, account: Account, camera: int | None) -> None:
    call = Call(Live(url, account.token))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(call.listen())
            group.create_task(call.run())
            for second in count(1):
                await asyncio.sleep(1)
                print(call, flush=True)
                if camera and second % camera == 0:
                    call.events.put_nowait({"type": "camera"})
    finally:
        await call.close()


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("api", "login", "password"):
        parser.add_argument(name)
    parser.add_argument("--interview", help="its id; otherwise practice with whoever is there")
    parser.add_argument("--reload", type=float, help="leave and come back every so many seconds, as a page does")
    parser.add_argument("--camera", type=int, help="switch the camera off or on every so many seconds")
    options = parser.parse_args()
    account = Account(options.api, options.login, options.password)
    interview = options.interview or await account.practice()
    await account.call("POST", "/interview/start", {"interview_id": interview})
    room = (await account.call("GET", "/config"))["sockets_url"] + f"/ws/interview/live?interview_id={interview}"
    while True:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(options.reload):
                await _talk(room, account, options.camera)


if __name__ == "__main__":
    try:
        asyncio.run(_main())
    except* Refused as refused:
        raise SystemExit(f"The room is closed: {refused.exceptions[0]}") from None
    except* KeyboardInterrupt:
        raise SystemExit(130) from None
