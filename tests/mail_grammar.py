"""Mail as other programs read it: the grammar of RFC 5322, 2045, 2047, 2369, 2919, 3834, 5545 and 8058, on raw bytes.

Written from those documents, and never with Python's parser: what one library writes wrongly it may read wrongly, too.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import NamedTuple

ATEXT = r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]"
UTF8 = r"[^\x00-\x7f]"
DOT_ATOM = rf"{ATEXT}+(?:\.{ATEXT}+)*"
QUOTED = r'"(?:[^"\\\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\\[\x20-\x7e])*"'
HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
ENCODED_WORD = r"=\?[A-Za-z0-9-]+\?[qQbB]\?[!->@-~]+\?="
# In a phrase, Q has fewer characters that stand for themselves (RFC 2047, section 5).
PHRASE_WORD = r"=\?[A-Za-z0-9-]+\?(?:[qQ]\?[A-Za-z0-9!*+\-/=_]+|[bB]\?[A-Za-z0-9+/=]+)\?="
TOKEN = r"[A-Za-z0-9!#$%&'*+\-.^_`{|}~]+"
URI = r"https?://[A-Za-z0-9\-._~:/\[\]@!$&'()*+,;=%]+"
_DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})"
)


class Part(NamedTuple):
    """A message, or a part of one: its unfolded headers, its body as sent, and whether headers are UTF-8 (RFC 6532)."""

    headers: dict[str, str]
    body: bytes
    is_utf8: bool

    @property
    def media_type(self) -> str:
        return self.headers["Content-Type"].partition(";")[0]

    @property
    def parameters(self) -> dict[str, str]:
        found = re.findall(rf";\s*({TOKEN})=(?:\"([^\"]*)\"|({TOKEN}))", self.headers["Content-Type"])
        return {name.lower(): quoted or plain for name, quoted, plain in found}

    @property
    def text(self) -> str:
        """The decoded text; what was sent in base64 or quoted-printable has to be exactly that."""
        encoding = self.headers.get("Content-Transfer-Encoding", "7bit")
        if encoding == "base64":
            assert all(re.fullmatch(rb"[A-Za-z0-9+/]{1,76}={0,2}", line) for line in self.body.split(b"\r\n") if line)
            return base64.b64decode(self.body, validate=False).decode()
        if encoding == "7bit":
            return self.body.decode("ascii")
        assert encoding == "quoted-printable"
        lines = self.body.split(b"\r\n")
        assert all(re.fullmatch(rb"(?:[!-<>-~ \t]|=[0-9A-F]{2}|=$)*", line) and len(line) <= 76 for line in lines)
        assert not any(line.endswith((b" ", b"\t")) for line in lines)
        joined = re.sub(rb"=\r\n", b"", self.body)
        return re.sub(rb"=([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), joined).decode()

    @property
    def parts(self) -> list[Part]:
        """The parts of a multipart body."""
        boundary = self.parameters["boundary"]
        assert re.fullmatch(r"[A-Za-z0-9'()+_,\-./:=? ]{0,69}[A-Za-z0-9'()+_,\-./:=?]", boundary)
        mark = f"--{boundary}".encode()
        before, *inner, end = re.split(rb"(?:^|\r\n)" + re.escape(mark) + rb"(?=\r\n|--)", self.body)
        assert before == b""
        assert re.fullmatch(rb"--(\r\n)*", end)
        return [_split(one.removeprefix(b"\r\n"), self.is_utf8) for one in inner]


def read(raw: bytes, *, is_utf8: bool) -> Part:
    """Read a message as it went over the wire, and assert that all of it follows the grammar."""
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", raw), "a line must end with CRLF"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    message = _split(raw, is_utf8)
    assert is_utf8 or raw.isascii()
    assert message.body.isascii()
    for name, value in message.headers.items():
        assert FIELDS[name](value, is_utf8), (name, value)
    required = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language"}
    required |= {"Auto-Submitted"}
    assert required <= message.headers.keys()
    assert message.media_type == "multipart/alternative"
    for part in message.parts:
        assert part.headers.keys() <= {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
        for name, value in part.headers.items():
            assert FIELDS[name](value, is_utf8), (name, value)
        assert part.parameters["charset"] == "utf-8"
        assert part.text
    return message


def _split(raw: bytes, is_utf8: bool) -> Part:
    head, _, body = raw.partition(b"\r\n\r\n")
    assert is_utf8 or head.isascii()
    lines = head.decode().split("\r\n")
    assert all(line.strip() for line in lines), "a folded line must not be blank"
    fields = re.sub(r"\r\n(?=[ \t])", "", "\r\n".join(lines)).split("\r\n")
    assert all(re.match(r"[!-9;-~]+: ", field) for field in fields)
    for line in lines:
        assert "=?" not in line or len(line) <= 76, "a line with encoded words has 76 characters at most"
    headers = dict(field.split(": ", 1) for field in fields)
    assert len(headers) == len(fields), "a field must not be repeated"
    return Part({name: value.strip() for name, value in headers.items()}, body, is_utf8)


def decoded(value: str) -> str:
    """Return unstructured text or a phrase with its encoded words decoded (RFC 2047)."""

    def decode(found: re.Match[str]) -> str:
        charset, encoding, text = found[1][2:-2].split("?")
        assert len(found[1]) <= 75
        assert charset.lower() == "utf-8"
        if encoding.lower() == "b":
            return base64.b64decode(text, validate=True).decode()  # each has whole characters
        raw = re.sub(rb"=([0-9A-F]{2})", lambda byte: bytes([int(byte[1], 16)]), text.replace("_", " ").encode())
        return raw.decode()

    # White space between two encoded words is not part of the text.
    joined = re.sub(rf"({ENCODED_WORD})\s+(?={ENCODED_WORD})", r"\1", value)
    return re.sub(rf"({ENCODED_WORD})", decode, joined)


def _is_unstructured(value: str, is_utf8: bool) -> bool:
    plain = re.sub(rf"(?:^|(?<=\s))(?:{ENCODED_WORD})(?=\s|$)", "", value)
    is_whole = not re.search(r"[\x00-\x1f\x7f]", decoded(value))
    return "=?" not in plain and (is_utf8 or value.isascii()) and is_whole


def _is_mailbox(value: str, is_utf8: bool) -> bool:
    atext = f"(?:{ATEXT}|{UTF8})" if is_utf8 else ATEXT
    atom = rf"{atext}+(?:\.{atext}+)*"
    address = rf"(?:{atom}|{QUOTED})@{HOST}"
    word = rf"(?:{PHRASE_WORD}|{QUOTED}|(?!=\?){atext}+)"
    return bool(re.fullmatch(rf"{address}|(?:{word}\s+)*<{address}>", value))


def date_of(value: str) -> datetime:
    """Return the time of a Date field."""
    found = _DATE.fullmatch(value)
    assert found, value
    at = datetime.strptime(value, "%a, %d %b %Y %H:%M:%S %z")
    assert at.strftime("%a") == found[1]
    return at.astimezone(UTC)


FIELDS = {
    "From": _is_mailbox,
    "To": _is_mailbox,
    "Subject": _is_unstructured,
    "Date": lambda value, _: bool(date_of(value)),
    "Message-ID": lambda value, _: bool(re.fullmatch(rf"<{DOT_ATOM}@{DOT_ATOM}>", value)),
    "Auto-Submitted": lambda value, _: value == "auto-generated",
    "Content-Language": lambda value, _: bool(re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value)),
    "List-Id": lambda value, _: bool(re.fullmatch(rf"<{DOT_ATOM}\.{HOST}>", value)) and len(value) <= 255,
    "List-Unsubscribe": lambda value, _: bool(re.fullmatch(rf"<{URI}>", value)),
    "List-Unsubscribe-Post": lambda value, _: value == "List-Unsubscribe=One-Click",
    "MIME-Version": lambda value, _: value == "1.0",
    "Content-Type": lambda value, _: bool(
        re.fullmatch(rf"{TOKEN}/{TOKEN}(?:;\s*{TOKEN}=(?:{TOKEN}|{QUOTED}))*", value)
    ),
    "Content-Transfer-Encoding": lambda value, _: value in {"7bit", "quoted-printable", "base64"},
}


def read_calendar(text: str) -> dict[str, str]:
    """Return the properties of a calendar with one event, and assert the grammar of its lines (RFC 5545, 3.1)."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = re.sub(r"\r\n[ \t]", "", "\r\n".join(lines)).split("\r\n")
    parameter = r'[A-Za-z0-9-]+=(?:[^\x00-\x1f\x7f";:,]*|"[^\x00-\x1f\x7f"]*")'
    assert all(re.fullmatch(rf"[A-Za-z0-9-]+(?:;{parameter})*:[^\x00-\x08\x0a-\x1f\x7f]*", line) for line in unfolded)
    stack: list[str] = []
    for line in unfolded:
        if line.startswith("BEGIN:"):
            stack.append(line[6:])
        elif line.startswith("END:"):
            assert stack.pop() == line[4:]
        else:
            assert stack
    assert stack == []
    return {re.split("[;:]", line)[0]: line.partition(":")[2] for line in unfolded}
