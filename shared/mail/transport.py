"""Where mail goes: files in a folder, or an SMTP server. It never uses the database."""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import unquote, urlsplit

from shared.core import email_addresses
from shared.core.settings import Settings
from shared.mail.outbox import Outcome, Outgoing

SEND_SECONDS = 10
"""How long a mail server may take for each response."""
BATCH_SECONDS = 60
"""After this time no further mail of a batch is started, so that a slow server can't outlast the claim."""
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


class MailTransport(Protocol):
    """Sends one message at a time; raises OSError or SMTPException on failure."""

    def __call__(self, message: EmailMessage) -> None: ...


def deliver(settings: Settings, mails: Sequence[Outgoing]) -> list[Outcome]:
    """Send mails over one connection and return their outcomes. No single mail can make it raise."""
    outcomes: list[Outcome] = []
    try:
        with _carrier(settings) as carry:
            outcomes += _deliver_each(settings, carry, mails)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        # The server is down or refuses the connection, which says nothing about the mails.
        done = {outcome.mail_id for outcome in outcomes}
        outcomes += [Outcome(mail.id, _in_words(error)) for mail in mails if mail.id not in done]
    return outcomes


def _deliver_each(settings: Settings, carry: MailTransport, mails: Iterable[Outgoing]) -> Iterator[Outcome]:
    deadline = time.monotonic() + BATCH_SECONDS
    lost = "the mail server is too slow"
    is_lost = False
    for mail in mails:
        if is_lost or time.monotonic() > deadline:
            yield Outcome(mail.id, lost)
            continue
        try:
            carry(_message(settings, mail))
        except UnicodeError:
            yield Outcome(mail.id, "its domain can't be written as DNS is asked for it", permanent=True)
        except ValueError:
            # An address or a subject with characters that are not allowed in a header; a retry can't help.
            yield Outcome(mail.id, "not a valid message", permanent=True)
        except smtplib.SMTPServerDisconnected as error:
            lost, is_lost = _in_words(error), True
            yield Outcome(mail.id, lost)
        except (OSError, smtplib.SMTPException) as error:
            yield Outcome(mail.id, _in_words(error), permanent=_is_permanent(error, mail))
        except Exception as error:  # noqa: BLE001 - it is parked, and its trace logged
            # A bug, or a row that our code didn't write; it affects this mail only.
            yield Outcome(mail.id, type(error).__name__, cause=error)
        else:
            yield Outcome(mail.id)


def _is_permanent(error: Exception, mail: Outgoing) -> bool:
    """Whether this mail was refused for good. A refusal of our server is for the deployer to fix, so it isn't."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    # A server without SMTPUTF8 can't handle an address whose local part isn't ASCII.
    return isinstance(error, smtplib.SMTPNotSupportedError) and not mail.recipient.rpartition("@")[0].isascii()


def _in_words(error: Exception) -> str:
    """Describe an error without the server's text, which often repeats the address."""
    codes: set[int] = set()
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {code for code, _ in error.recipients.values()}
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = {error.smtp_code}
    return " ".join([type(error).__name__, *map(str, sorted(codes))])


def _message(settings: Settings, mail: Outgoing) -> EmailMessage:
    """Build the message. Raises ValueError for text that is not allowed in a header."""
    to = _address(mail.recipient)
    # If the local part isn't ASCII, all headers are in UTF-8 (RFC 6532), since it has no ASCII form.
    message = EmailMessage(Policy(utf8=not to.username.isascii()))
    message["From"] = settings.mail_from
    message["To"] = to
    message["Subject"] = mail.written.subject
    message["Date"] = format_datetime(mail.created_at)
    host = urlsplit(settings.public_url).hostname or "localhost"
    message["Message-ID"] = f"<mail-{mail.id}.{int(mail.created_at.timestamp())}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.written.text)
    message.add_alternative(mail.written.html, subtype="html")
    if mail.calendar is not None:
        method = _METHOD.search(mail.calendar)
        params = {"method": method.group(1) if method else "PUBLISH"}
        # Last, since mail programs show the last alternative that they understand.
        message.add_alternative(mail.calendar, subtype="calendar", params=params)
    return message


def _address(text: str) -> Address:
    """Parse an address, with its domain in ASCII, which every mail server accepts. Raises ValueError."""
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=email_addresses.ascii_domain(domain))


@contextmanager
def _carrier(settings: Settings) -> Iterator[MailTransport]:
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        folder = Path(unquote(url.path))
        folder.mkdir(parents=True, exist_ok=True)
        yield lambda message: _write(folder, message)
        return
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(url.hostname or "", url.port or 465, timeout=SEND_SECONDS, context=context)
        if url.scheme == "smtps"
        else smtplib.SMTP(url.hostname or "", url.port or 25, timeout=SEND_SECONDS)
    )
    with server:
        if url.scheme == "smtp+starttls":
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield lambda message: _send(server, message)


def _send(server: smtplib.SMTP, message: EmailMessage) -> None:
    server.send_message(message)


def _write(folder: Path, message: EmailMessage) -> None:
    name = message["Message-ID"].strip("<>").partition("@")[0]
    partial = folder / f".{name}"
    partial.write_bytes(message.as_bytes())
    # Renamed once it is complete, so that a program watching the folder never sees half a mail.
    partial.rename(folder / f"{name}.eml")
