"""Makes a small picture of whatever file a person sends, and refuses what would cost too much to read."""

from __future__ import annotations

import struct
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from mockmate_api.http.problems import PictureInvalid

MAX_FILE = 5 * 1024 * 1024
MAX_PIXELS = 24_000_000
"""Four bytes each while one is read; a phone's photo has half as many."""
MAX_SCANS = 64
"""Of a progressive JPEG: each may be a few bytes, and is as much work as the whole picture."""
SIDE = 256
MAX_RESULT = 40 * 1024
MEDIA_TYPE = "image/webp"

# WebP is not among them: its decoder allocates the canvas before it tells how large that is.
_FORMATS = ("JPEG", "PNG")
_SCAN = b"\xff\xda"
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, EOFError, struct.error)
# The limit of Pillow's own would warn first, and it is one for all of a process.
Image.MAX_IMAGE_PIXELS = None
# One at a time in each process, so that many at once need no more memory than one.
_turn = Lock()


def reencode(data: bytes) -> bytes:
    """Return the middle square of a JPEG or PNG as WebP of 256 pixels and at most 40 kB, without anything else in it.

    It is turned as the camera was held, and what is transparent is white. Raises PictureInvalid.
    """
    if len(data) > MAX_FILE:
        raise PictureInvalid("The file is larger than 5 MB.")
    if data.count(_SCAN) > MAX_SCANS:
        raise PictureInvalid
    with _turn:
        try:
            return _encode(_square(data))
        except _BROKEN:
            raise PictureInvalid from None


def _square(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=_FORMATS) as opened:
        # Only the header has been read.
        if opened.width * opened.height > MAX_PIXELS:
            raise PictureInvalid("The picture has more than 24 million pixels.")
        opened.draft("RGB", (2 * SIDE, 2 * SIDE))
        whole = ImageOps.exif_transpose(opened)
        fitted = ImageOps.fit(whole.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    # A new one, for no metadata to be taken along.
    square = Image.new("RGB", (SIDE, SIDE), "white")
    square.paste(fitted, mask=fitted)
    return square


def _encode(square: Image.Image) -> bytes:
    for quality in (80, 60, 40, 20, 1):
        out = BytesIO()
        square.save(out, "WEBP", quality=quality)
        if out.tell() <= MAX_RESULT:
            break
    return out.getvalue()
