"""Parts of a mail as the bytes that were sent, without the library that wrote them."""

from __future__ import annotations

import base64
import quopri
import re


def parts(raw: bytes, kind: str) -> list[bytes]:
    """Return each part of a type such as text/plain, decoded, with plain line ends."""
    lines = raw.replace(b"\r\n", b"\n")
    boundaries = re.findall(rb'boundary="?([^"\n;]+)', lines)
    chunks = [lines]
    for boundary in boundaries:
        chunks = [piece for chunk in chunks for piece in chunk.split(b"--" + boundary)]
    found = []
    for chunk in chunks:
        head, _, body = chunk.lstrip(b"\n").partition(b"\n\n")
        if not re.search(rb"(?im)^content-type: %b\b" % kind.encode(), head):
            continue
        (encoding,) = re.findall(rb"(?im)^content-transfer-encoding: (\S+)", head) or [b"7bit"]
        if encoding == b"base64":
            body = base64.b64decode(body)
        elif encoding == b"quoted-printable":
            body = quopri.decodestring(body)
        found.append(body.replace(b"\r\n", b"\n"))
    return found
