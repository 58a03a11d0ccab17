#!/usr/bin/env bash
# aiortc: with max-bundle, the candidates of an offer's first m-line are dropped unless its kind was added first here.
#
# Expected: RFC 8829, 4.1.19 and RFC 8843, 9: in a bundle, all m-lines share the transport of the first, so a candidate
# that names the first by its sdpMid is for that transport, whatever its kind. So it is with the other two policies.
# Seen with aiortc 1.16.0: the answerer adds audio, then video. Of an offer with audio first, the candidate is known to
# the ICE transport; of one with video first, it is silently dropped. There are no checks then but those that the peer
# begins, and none at all if it can't reach us.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiortc==1.16.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import re
import sys
from importlib.metadata import version

import aiortc
from aiortc.sdp import candidate_from_sdp


async def known(policy: aiortc.RTCBundlePolicy, *offered: str) -> int:
    """Return how many remote candidates an answerer has after one for the offer's first m-line has trickled in."""
    configuration = aiortc.RTCConfiguration(iceServers=[], bundlePolicy=policy)
    offerer, answerer = (aiortc.RTCPeerConnection(configuration) for _ in range(2))
    for kind in offered:
        offerer.addTransceiver(kind)
    answerer.addTrack(aiortc.AudioStreamTrack())
    answerer.addTrack(aiortc.VideoStreamTrack())
    await offerer.setLocalDescription()
    offer = re.sub(r"a=(candidate|end-of-candidates).*\r\n", "", offerer.localDescription.sdp)
    await answerer.setRemoteDescription(aiortc.RTCSessionDescription(offer, "offer"))
    await answerer.setLocalDescription()
    candidate = candidate_from_sdp("1 1 udp 2130706431 127.0.0.1 9 typ host")
    candidate.sdpMid, candidate.sdpMLineIndex = "0", 0
    await answerer.addIceCandidate(candidate)
    transports = {one.receiver.transport.transport for one in answerer.getTransceivers()}
    await answerer.close()
    await offerer.close()
    return sum(len(one.getRemoteCandidates()) for one in transports)


async def main() -> int:
    print("aiortc", version("aiortc"))
    seen = {}
    for policy in aiortc.RTCBundlePolicy:
        for offered in (("audio", "video"), ("video", "audio")):
            seen[policy.value, offered[0]] = await known(policy, *offered)
            print(f"  {policy.value}, {offered[0]} first: {seen[policy.value, offered[0]]} of 1 candidate known")
    return [where for where, count in seen.items() if count != 1] != [("max-bundle", "video")]


sys.exit(asyncio.run(main()))
PYTHON
