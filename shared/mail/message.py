"""Writes a mail as the bytes that go over the wire, by RFC 5322 and its companions."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import urlsplit

from shared.core import email_addresses
from shared.core.settings import Settings
from shared.mail.letters import Outgoing

_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


class Policy(EmailPolicy):
    """Writes an ASCII header on a single line, up to the length that SMTP allows.

    When folding at 78 characters, Python writes longer text without spaces as encoded words (RFC 2047). Mail programs
    decode those only in subjects and names, not in List-Unsubscribe. Lines with encoded words have at most 76
    characters.
    """

    def fold(self, name: str, value: Any) -> str:
        """Return a header as text."""
        return cast(str, EmailPolicy.fold(self._for(value), name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        return EmailPolicy.fold_binary(self._for(value), name, value)

    def _for(self, value: Any) -> EmailPolicy:
        return self.clone(max_line_length=998 if str(value).isascii() else 76)


def build(settings: Settings, mail: Outgoing) -> EmailMessage:
    """Build the message as it is sent now. Raises ValueError for text that is not allowed in a header."""
    to = _address(mail.recipient)
    # If the local part isn't ASCII, all headers are in UTF-8 (RFC 6532), since it has no ASCII form. Bodies are in
    # ASCII, since a server that converts them for one that takes nothing else would break a signature.
    built = EmailMessage(Policy(utf8=not to.username.isascii(), cte_type="7bit"))
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
    return built


def _address(text: str) -> Address:
    """Parse an address, with its domain in ASCII, which every mail server accepts. Raises ValueError."""
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=email_addresses.ascii_domain(domain))


def _host(settings: Settings) -> str:
    """Return our host name as ids have it. An IPv6 address would need brackets there, which List-Id doesn't know."""
    host = (urlsplit(settings.public_url).hostname or "").strip(".")
    return "localhost" if not host or ":" in host else host
