"""Writes a mail as the bytes that go over the wire, by RFC 5322 and its companions."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from shared.core import email_addresses
from shared.core.settings import Settings
from shared.mail.letters import Outgoing

_LONGEST_LINE = 998
# With its 12 characters around it, a word of so many bytes in base64 fits into a line behind the name of a field.
_WORD_BYTES = 36
_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


class Policy(EmailPolicy):
    """Writes a header on a single line, up to the length that SMTP allows, or as encoded words (RFC 2047).

    When folding at 78 characters, Python writes longer text without spaces as encoded words, which mail programs decode
    only in subjects and names, not in List-Unsubscribe. Where it does have to encode, it loses spaces and exceeds the
    76 characters of a line.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        if self.utf8 or str(value).isascii():
            return EmailPolicy.fold_binary(self.clone(max_line_length=_LONGEST_LINE), name, value)
        between = f"{self.linesep} "
        if not isinstance(value, AddressHeader):
            return f"{name}: {between.join(_encoded(str(value)))}{self.linesep}".encode()
        (address,) = value.addresses
        words = between.join([*_encoded(address.display_name), f"<{address.addr_spec}>"])
        return f"{name}: {words}{self.linesep}".encode()


def _encoded(text: str) -> Iterator[str]:
    """Yield the encoded words of a text, each of whole characters."""
    word = b""
    for character in [one.encode() for one in text] + [b""]:
        if word and (not character or len(word + character) > _WORD_BYTES):
            yield f"=?utf-8?b?{b64encode(word).decode()}?="
            word = b""
        word += character


def build(settings: Settings, mail: Outgoing) -> EmailMessage:
    """Build the message as it is sent now. Raises ValueError for text that is not allowed in a header."""
    to = parse_address(mail.recipient)
    # If the local part isn't ASCII, all headers are in UTF-8 (RFC 6532), since it has no ASCII form. Bodies are in
    # ASCII, since a server that converts them for one that takes nothing else would break a signature; quoted-printable
    # allows lines of 76 characters (RFC 2045).
    built = EmailMessage(Policy(utf8=not to.username.isascii(), cte_type="7bit", max_line_length=76))
    built["From"] = settings.mail_from
    built["To"] = to
    built["Subject"] = mail.written.subject
    # Not when it was queued: filters distrust old dates, and mail programs sort by them.
    built["Date"] = format_datetime(datetime.now(UTC))
    host = _host(settings)
    built["Message-ID"] = f"<mail-{mail.id}.{int(mail.created_at.timestamp())}@{host}>"
    built["Auto-Submitted"] = "auto-generated"
    if mail.kind is not None:
        built["List-Id"] = f"<{re.sub('[._]', '-', mail.kind)}.{host}>"
    for name, value in mail.headers.items():
        built[name] = value
    built.set_content(mail.written.text, cte="quoted-printable")
    built.add_alternative(mail.written.html, subtype="html", cte="quoted-printable")
    if mail.calendar is not None:
        method = _METHOD.search(mail.calendar)
        params = {"method": method.group(1) if method else "PUBLISH"}
        # Last, since mail programs show the last alternative that they understand.
        built.add_alternative(mail.calendar, subtype="calendar", params=params, cte="quoted-printable")
    # Only now: fields of this name, Content-…, would have become those of the first part.
    built["Content-Language"] = mail.written.language
    return built


def parse_address(text: str) -> Address:
    """Parse an address, with its domain in ASCII, which every mail server accepts. Raises ValueError."""
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=email_addresses.ascii_domain(domain))


def _host(settings: Settings) -> str:
    """Return our host name as ids have it. An IPv6 address would need brackets there, which List-Id doesn't know."""
    host = (urlsplit(settings.public_url).hostname or "").strip(".")
    return "localhost" if not host or ":" in host else host
