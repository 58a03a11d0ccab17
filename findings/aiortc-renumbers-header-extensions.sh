#!/usr/bin/env bash
# aiortc: whoever answered the first offer and makes one later gives header extensions and codecs other numbers in it.
#
# Expected: an offer in the middle of a session keeps the numbers that were negotiated: RFC 3264 (section 8.3.2) lets no
# payload type stand for another codec later. Chromium's do, and so do aiortc's if aiortc made the first offer.
# Seen with 1.16.0: it answers an offer that has opus as 111 and extension 2 for `mid` with those, and its own next offer
# has opus as 96 and extension 1 for `mid`, which stood for the audio level. Chromium 156 refuses that offer ("RTP
# extension ID reassignment not supported") and can't negotiate anything on this connection any more.
# Matters to clients made with aiortc that answer a browser and later switch a camera off or on by an offer of theirs:
# the browser has to answer from a new connection, as ours does, or the client has to begin anew.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aiortc==1.16.0
cat >run.py <<'PYTHON'
import asyncio
import re

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack


def numbers(sdp):
    """Return the payload type of opus and the identifier of the extension `mid`."""
    opus = re.search(r"a=rtpmap:(\d+) opus/", sdp)[1]
    mid = re.search(r"a=extmap:(\d+) urn:ietf:params:rtp-hdrext:sdes:mid", sdp)[1]
    return f"opus {opus}, mid {mid}"


async def main():
    asks, answers = RTCPeerConnection(RTCConfiguration([])), RTCPeerConnection(RTCConfiguration([]))
    asks.addTrack(AudioStreamTrack())
    answers.addTrack(AudioStreamTrack())
    await asks.setLocalDescription(await asks.createOffer())
    # As Chromium numbers them.
    sdp = re.sub(r"(SAVPF|rtpmap:|fmtp:|rtcp-fb:)( ?)96\b", r"\g<1>\g<2>111", asks.localDescription.sdp)
    uris = ["ssrc-audio-level", "sdes:mid"]
    sdp = re.sub(r"a=extmap:.*\r\n", "", sdp)
    extensions = "".join(f"a=extmap:{n} urn:ietf:params:rtp-hdrext:{uri}\r\n" for n, uri in enumerate(uris, start=1))
    sdp = sdp.replace("a=rtcp-mux\r\n", f"a=rtcp-mux\r\n{extensions}", 1)
    await answers.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
    await answers.setLocalDescription(await answers.createAnswer())
    answer, offer = answers.localDescription, await answers.createOffer()
    print(f"offered: {numbers(sdp)}; answered: {numbers(answer.sdp)}; offered later: {numbers(offer.sdp)}")
    await asks.close()
    await answers.close()


asyncio.run(main())
PYTHON
seen=$(venv/bin/python run.py)
echo "aiortc 1.16.0 $seen"
[ "$seen" = "offered: opus 111, mid 2; answered: opus 111, mid 2; offered later: opus 96, mid 1" ]
