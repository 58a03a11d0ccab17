"""Where mail goes: files in a folder, or an SMTP server. It never uses the database."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from shared.core.settings import Settings
from shared.mail import message, refusals
from shared.mail.letters import Outgoing
from shared.mail.outbox import Outcome
from shared.mail.refusals import Refusal

CONNECT_SECONDS = 10
REPLY_SECONDS = 5 * 60
END_SECONDS = 10 * 60
"""How long a mail server may take to accept a connection, to reply, and to accept a complete message: the latter two as
RFC 5321 says (4.5.3.2). A client that waits less sends again what the server accepts in the meantime."""
_WELCOME, _LOGGED_IN, _CLOSING = 220, 235, 421


class RefusedError(Exception):
    """The server refused a command."""

    def __init__(self, command: str, code: int, reply: bytes) -> None:
        super().__init__(command)
        self.command, self.code, self.reply = command, code, reply.decode("ascii", "replace")


class ClosedError(Exception):
    """The server closed the connection before it was given the message."""


class _Smtp(smtplib.SMTP):
    """Waits longer for replies than for connections."""

    def connect(self, host: str = "", port: int = 0, source_address: Any = None) -> tuple[int, bytes]:
        """Connect. Raises SMTPConnectError if the server doesn't welcome us."""
        self._host = host  # the name that the certificate must have: smtplib sets it only when it connects by itself
        code, reply = super().connect(host, port, source_address)
        if code != _WELCOME:
            raise smtplib.SMTPConnectError(code, reply)
        return code, reply

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        connected = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        connected.settimeout(REPLY_SECONDS)
        return connected  # type: ignore[no-any-return]


class _SmtpOverTls(_Smtp, smtplib.SMTP_SSL):
    pass


class Connection:
    """A connection to where mail goes. It is opened by the first mail, and again if the server closed it in between.

    One thread at a time uses it; only `abort` may be called from another one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._url = urlsplit(settings.mail_url)
        self._server: smtplib.SMTP | None = None
        self.is_down = False
        """Whether the last mail failed because of the connection, so that the next one would probably fail too."""

    def deliver(self, mail: Outgoing) -> Outcome:
        """Send a mail and return the outcome. No mail can make it raise."""
        self.is_down = False
        try:
            built = message.build(self._settings, mail)
        except UnicodeError:
            return Outcome(mail.id, "its domain can't be written as DNS is asked for it", permanent=True)
        except ValueError:
            # An address or a subject with characters that are not allowed in a header; a retry can't help.
            return Outcome(mail.id, "not a valid message", permanent=True)
        except Exception as error:  # noqa: BLE001 - it is parked, and its trace logged
            return _at_fault(mail, error)
        try:
            if self._url.scheme == "file":
                _write(Path(unquote(self._url.path)), built)
            else:
                self._send(built)
        except (RefusedError, ClosedError, OSError, smtplib.SMTPException) as error:
            return self._failed(mail, error)
        except Exception as error:  # noqa: BLE001 - it is parked, and its trace logged
            return _at_fault(mail, error)
        return Outcome(mail.id)

    def close(self) -> None:
        """Close the connection politely. It is opened again when needed."""
        server, self._server = self._server, None
        if server is not None and server.sock is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.sock.settimeout(CONNECT_SECONDS)
                server.quit()
            server.close()

    def abort(self) -> None:
        """Break the connection, so that a thread that waits for the server goes on."""
        with suppress(OSError, AttributeError):
            self._server.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    def _failed(self, mail: Outgoing, error: Exception) -> Outcome:
        """Describe an error without the server's text, which often repeats the address."""
        if isinstance(error, RefusedError):
            refusal = refusals.of(error.command, error.code, error.reply)
            said = f"{error.command} {error.code} {refusals.enhanced(error.reply)}".strip()
            return Outcome(mail.id, said, permanent=refusal is Refusal.MAIL, refused=refusal is Refusal.US)
        if isinstance(error, smtplib.SMTPNotSupportedError) and self._server is not None:
            # A server without SMTPUTF8 can't handle an address whose local part isn't ASCII.
            return Outcome(mail.id, type(error).__name__, permanent=True)
        self.close()
        self.is_down = True
        if isinstance(error, ClosedError):
            cause = error.__cause__
            return Outcome(mail.id, f"{cause.command} {cause.code}" if isinstance(cause, RefusedError) else "closed")
        if isinstance(error, smtplib.SMTPResponseException):
            # At the greeting or the login.
            return Outcome(mail.id, f"{type(error).__name__} {error.smtp_code}", refused=error.smtp_code >= 500)
        return Outcome(mail.id, type(error).__name__, refused=isinstance(error, smtplib.SMTPNotSupportedError))

    def _send(self, built: EmailMessage) -> None:
        is_fresh = self._server is None
        try:
            self.hand_over(self._server or self._open(), built)
        except ClosedError:
            self.close()
            if is_fresh:
                raise
            # Servers close connections after so many mails, or while we were idle. This mail has not been tried.
            self.hand_over(self._open(), built)

    def _open(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server = (
            _SmtpOverTls(timeout=CONNECT_SECONDS, context=context)
            if self._url.scheme == "smtps"
            else _Smtp(timeout=CONNECT_SECONDS)
        )
        self._server = server
        try:
            server.connect(self._url.hostname or "", self._url.port or server.default_port)
            if self._url.scheme == "smtp+starttls":
                server.starttls(context=context)
            if self._url.username:
                log_in(server, unquote(self._url.username), unquote(self._url.password or ""))
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            self._server = None
            raise
        return server

    def hand_over(self, server: smtplib.SMTP, built: EmailMessage) -> bytes:
        """Give the server a message; return its reply. Raises ClosedError while it has certainly not got it."""
        is_utf8 = bool(built.policy.utf8)  # type: ignore[attr-defined]
        content = built.as_bytes(policy=built.policy.clone(linesep="\r\n"))
        try:
            sender = parseaddr(self._settings.mail_from)[1]
            _expect(250, "MAIL", *server.mail(sender, ["SMTPUTF8", "BODY=8BITMIME"] if is_utf8 else []))
            _expect(250, "RCPT", *server.rcpt(built["To"].addresses[0].addr_spec))
            _expect(354, "DATA", *server.docmd("DATA"))
        except (smtplib.SMTPServerDisconnected, ConnectionError) as error:
            raise ClosedError from error
        except RefusedError as error:
            self._recover(server, error)
            raise
        # The reply may take minutes, and once the message is complete, it may be accepted whatever we see.
        server.sock.settimeout(END_SECONDS)  # type: ignore[union-attr]
        server.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        code, reply = server.getreply()
        try:
            _expect(250, "DATA", code, reply)
        except RefusedError as error:
            self._recover(server, error)
            raise
        server.sock.settimeout(REPLY_SECONDS)  # type: ignore[union-attr]
        return reply

    def _recover(self, server: smtplib.SMTP, error: RefusedError) -> None:
        """Make the connection ready for the next mail. Raises ClosedError if the server ends it with its refusal."""
        if error.code == _CLOSING:
            raise ClosedError from error
        try:
            server.sock.settimeout(REPLY_SECONDS)  # type: ignore[union-attr]
            server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


def _at_fault(mail: Outgoing, error: Exception) -> Outcome:
    """Return the outcome of a bug, or of a row that our code didn't write; it affects this mail only."""
    return Outcome(mail.id, type(error).__name__, cause=error)


def log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Log in, in UTF-8 as RFC 4616 says; smtplib knows only ASCII. Raises SMTPException."""
    if f"{user}{password}".isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    if "PLAIN" not in server.esmtp_features.get("auth", "").split():
        raise smtplib.SMTPNotSupportedError("no AUTH PLAIN, which a login in UTF-8 needs")
    code, reply = server.docmd("AUTH PLAIN", b64encode(f"\0{user}\0{password}".encode()).decode())
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _expect(wanted: int, command: str, code: int, reply: bytes) -> None:
    # 251: the recipient is elsewhere, and the server forwards the mail.
    if code != wanted and (command, code) != ("RCPT", 251):
        raise RefusedError(command, code, reply)


def _write(folder: Path, built: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = built["Message-ID"].strip("<>").partition("@")[0]
    partial = folder / f".{name}"
    partial.write_bytes(built.as_bytes())
    # Renamed once it is complete, so that a program watching the folder never sees half a mail.
    partial.rename(folder / f"{name}.eml")
