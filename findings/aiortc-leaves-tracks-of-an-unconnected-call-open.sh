#!/usr/bin/env bash
# aiortc: close() doesn't end the remote tracks of a connection that was never connected; recv() waits for ever.
#
# Expected: the WebRTC standard, "close the connection": the track of every receiver is ended, in whatever state the
# connection was. After a close in the middle of a call, recv() raises MediaStreamError.
# Seen with aiortc 1.16.0: when a connection has answered an offer and is closed before it is connected, as when another
# offer takes its place, its remote track stays "live", and whoever waits for its next frame goes on waiting.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiortc==1.16.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

import aiortc


async def after_close(*, connects: bool) -> tuple[str, str]:
    """Return the state of the answerer's remote track after close(), and what recv() does within three seconds."""
    configuration = aiortc.RTCConfiguration(iceServers=[])
    offerer, answerer = (aiortc.RTCPeerConnection(configuration) for _ in range(2))
    offerer.addTrack(aiortc.AudioStreamTrack())
    await offerer.setLocalDescription()
    await answerer.setRemoteDescription(offerer.localDescription)
    await answerer.setLocalDescription()
    track = answerer.getReceivers()[0].track
    if connects:
        await offerer.setRemoteDescription(answerer.localDescription)
        await track.recv()
    await answerer.close()
    await offerer.close()
    try:
        await asyncio.wait_for(track.recv(), 3)
    except aiortc.MediaStreamError:
        return track.readyState, "raises MediaStreamError"
    except TimeoutError:
        return track.readyState, "waits"
    return track.readyState, "returns a frame"


async def main() -> int:
    print("aiortc", version("aiortc"))
    seen = [await after_close(connects=connects) for connects in (True, False)]
    for what, (state, recv) in zip(("connected", "not connected"), seen):
        print(f"  closed when {what}: the track is {state}, recv() {recv}")
    return seen != [("ended", "raises MediaStreamError"), ("live", "waits")]


sys.exit(asyncio.run(main()))
PYTHON
