"""Pictures that people send: turned, cropped and made small; what is hostile is refused before it costs anything."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from mockmate_api.accounts import picture_file
from mockmate_api.accounts.picture_file import reencode
from mockmate_api.http.problems import PictureInvalid

ORIENTATION, MAKER = 0x0112, 0x010F


def file_of(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    image.save(out := BytesIO(), kind, **more)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def color(image: Image.Image, y: int) -> tuple[int, ...]:
    """Return a color of the middle column."""
    found = image.getpixel((128, y))
    assert isinstance(found, tuple)
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Return a PNG that says how large it is, with what follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def halves(width: int, height: int) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "1")]
)
def test_the_middle_square_is_kept_small(kind: str, mode: str) -> None:
    small = read(reencode(file_of(halves(900, 300).convert(mode), kind)))
    assert (small.format, small.size, small.mode) == ("WEBP", (256, 256), "RGB")


def test_it_is_turned_as_the_camera_was_held_and_says_nothing_of_the_camera() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Camera of somebody"
    data = file_of(halves(400, 400), exif=exif, icc_profile=b"of a screen", comment=b"at home")
    assert b"Camera of somebody" in data
    result = reencode(data)
    small = read(result)
    assert not small.getexif()
    assert "icc_profile" not in small.info
    assert b"somebody" not in result
    # Held upright, what was at the left is above.
    red, blue = color(small, 20), color(small, 236)
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


def test_what_is_transparent_is_white() -> None:
    small = read(reencode(file_of(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")))
    assert min(color(small, 128)) > 250


def test_even_noise_stays_within_what_is_stored() -> None:
    noise = Image.effect_noise((256, 256), 200).convert("RGB")
    assert len(reencode(file_of(noise, "PNG"))) <= picture_file.MAX_RESULT


def test_a_file_that_says_it_is_huge_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    # A few hundred bytes that would become 14 GB.
    bomb = png(60_000, 60_000, chunk(b"IDAT", zlib.compress(bytes(100_000))))
    assert len(bomb) < 1000
    with pytest.raises(PictureInvalid, match="24 million"):
        reencode(bomb)
    wide = file_of(Image.new("L", (8, 8))).replace(struct.pack(">HH", 8, 8), struct.pack(">HH", 65_000, 65_000), 1)
    with pytest.raises(PictureInvalid, match="24 million"):
        reencode(wide)


def test_a_text_that_unpacks_to_much_is_refused() -> None:
    text = chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(80_000_000)))
    with pytest.raises(PictureInvalid):
        reencode(png(8, 8, text, chunk(b"IDAT", zlib.compress(bytes(33 * 8)))))


def test_a_jpeg_of_very_many_scans_is_refused() -> None:
    data = file_of(halves(64, 64), progressive=True)
    first = data.index(b"\xff\xda")
    scan = data[first : data.index(b"\xff", first + 14)]
    with pytest.raises(PictureInvalid):
        reencode(data[:first] + scan * 1000 + data[first:])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        file_of(Image.new("RGB", (8, 8)), "GIF"),
        file_of(Image.new("RGB", (8, 8)), "WEBP"),
        file_of(Image.new("RGB", (8, 8)), "TIFF"),
        file_of(halves(300, 300))[:-400],
        file_of(halves(300, 300), "PNG")[:-40],
        png(0, 0),
        png(8, 8),
        png(8, 8, chunk(b"IDAT", b"no zlib")),
    ],
    ids=["nothing", "gif?", "svg", "eps", "gif", "webp", "tiff", "cut jpeg", "cut png", "empty", "no data", "no zlib"],
)
def test_what_is_no_jpeg_or_png_or_broken_is_refused(data: bytes) -> None:
    with pytest.raises(PictureInvalid):
        reencode(data)


def test_a_file_that_is_too_large_is_not_read() -> None:
    data = file_of(halves(8, 8))
    with pytest.raises(PictureInvalid, match="5 MB"):
        reencode(data + bytes(picture_file.MAX_FILE))
