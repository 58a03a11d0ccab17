"""Sends one mail now and tells what happens at each step, for whoever sets up MAIL_URL. It never uses the database."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from shared.core import setting_advice
from shared.core.settings import Settings
from shared.core.ui_languages import FALLBACK
from shared.mail import message, refusals, rendering, transport
from shared.mail.letters import Outgoing
from shared.mail.refusals import Refusal
from shared.mail.words import Words

# Mail waits for longer, but who watches wants to know; many servers let strangers wait for some seconds.
_GREETING_SECONDS = 30
_SUBJECT = "A test mail from Mock Mate"
_PORTS = {"smtp": 25, "smtp+starttls": 25, "smtps": 465}
_REFUSED = {
    ("MAIL", Refusal.US): "This account or machine may not send from the address in MAIL_FROM. Use an address of a"
    " domain that you have registered with the provider; some servers first want a user and a password in MAIL_URL.",
    ("RCPT", Refusal.US): "The server does not pass mail on for you. Usually, the user and password are missing in"
    " MAIL_URL, this machine isn't allowed there, or the account may only write to confirmed addresses so far.",
    ("DATA", Refusal.US): "The server does not pass on this mail. Usually, the account may only write to confirmed"
    " addresses so far (a sandbox), or the domain of MAIL_FROM is not set up with the provider.",
    ("RCPT", Refusal.MAIL): "The address does not exist or takes no mail. Try another one.",
    ("DATA", Refusal.MAIL): "The server objects to the address or the content of this mail. Try another address.",
}
_NOT_NOW = (
    "That is temporary: many servers greylist senders they don't know, and providers limit how much you may send. Mock"
    " Mate tries again for three days. Repeat this in a few minutes."
)


class TrialError(Exception):
    """A step failed; the message says which, what the server answered, and what that usually means."""


def send(settings: Settings, recipient: str) -> Iterator[str]:
    """Send a mail, and yield a sentence about each step that succeeds. Raises TrialError for the one that fails."""
    if not settings.mail_url:
        raise TrialError("MAIL_URL isn't set, so mail stays in the outbox.")
    yield from setting_advice.advice(settings)
    url = urlsplit(settings.mail_url)
    mail = _mail(settings, recipient)
    try:
        built = message.build(settings, mail)
    except ValueError:  # UnicodeError is one
        raise TrialError(f"{recipient} is not an address that mail can be sent to.") from None
    if url.scheme == "file":
        yield _write(settings, Path(unquote(url.path)), mail)
        return
    try:
        # Without a QUIT: after a failure, the server might not answer that either.
        with closing(_connect(url, _GREETING_SECONDS)) as server:
            yield from _greet(server, url)
            yield _hand_over(settings, server, built)
    except (smtplib.SMTPServerDisconnected, ConnectionError):
        raise TrialError(
            "The server ended the connection without an answer. Try again; if it does so every time, its log says why."
        ) from None
    except TimeoutError:
        raise TrialError("The server did not answer in time. Its log may say what it waits for.") from None


def rehearse(settings: Settings, greeting_seconds: float) -> Iterator[str]:
    """Do what `send` does at a mail server, up to the sender's address, and send nothing. Raises TrialError."""
    url = urlsplit(settings.mail_url)
    try:
        with closing(_connect(url, greeting_seconds)) as server:
            yield from _greet(server, url)
            code, reply = server.mail(parseaddr(settings.mail_from)[1])
            if code >= 400:
                raise TrialError(_refused(transport.RefusedError("MAIL", code, reply)))
            server.rset()
            yield f"The server takes mail of {parseaddr(settings.mail_from)[1]}."
    except (smtplib.SMTPServerDisconnected, ConnectionError):
        raise TrialError("The server ended the connection without an answer; its log says why.") from None
    except TimeoutError:
        raise TrialError("The server did not answer in time. Its log may say what it waits for.") from None


def _greet(server: smtplib.SMTP, url: SplitResult) -> Iterator[str]:
    yield f"Connected to {_place(url)}."
    yield _secure(server, url)
    yield _log_in(server, url)


def _mail(settings: Settings, recipient: str) -> Outgoing:
    now = datetime.now(UTC)
    body = f"This is a test. If you can read it, Mock Mate at {settings.public_url} can send mail."
    written = rendering.render(settings, Words(FALLBACK), "message", {"subject": _SUBJECT, "body": body}, None)
    return Outgoing(int(now.timestamp() * 1000), recipient, written, now, {}, None)


def _write(settings: Settings, folder: Path, mail: Outgoing) -> str:
    outcome = transport.Connection(settings).deliver(mail)
    if outcome.error:
        raise TrialError(f"The mail could not be written to the folder {folder} ({outcome.error}).")
    (path,) = folder.glob(f"mail-{mail.id}.*")
    return f"The mail is in {path}. Nothing is sent, since MAIL_URL is a folder."


def _place(url: SplitResult) -> str:
    return f"{url.hostname} port {url.port or _PORTS[url.scheme]}"


def _connect(url: SplitResult, greeting_seconds: float) -> smtplib.SMTP:
    place = _place(url)
    host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    try:
        server = (
            smtplib.SMTP_SSL(host, port, timeout=greeting_seconds, context=ssl.create_default_context())
            if url.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=greeting_seconds)
        )
    except socket.gaierror:
        raise TrialError(f"There is no server {url.hostname}: DNS doesn't know the name. Check MAIL_URL.") from None
    except ssl.SSLCertVerificationError as error:
        raise TrialError(_distrusted(error)) from None
    except ssl.SSLError:
        raise TrialError(
            f"{place} does not speak TLS from the start. Use smtp+starttls://, or the port for smtps://, usually 465."
        ) from None
    except smtplib.SMTPResponseException as error:
        reply = _said(error.smtp_code, error.smtp_error)
        raise TrialError(
            f"{place} answered {reply}. It is busy, or it takes no connections from this machine's address."
        ) from None
    except (smtplib.SMTPServerDisconnected, ConnectionResetError):
        raise TrialError(
            f"{place} ended the connection at once. If that is a port for TLS from the start (465), use smtps://."
        ) from None
    except TimeoutError:
        raise TrialError(
            f"{place} did not answer within {greeting_seconds:.0f} seconds. Usually a firewall drops the"
            " connection: many networks block port 25, so try 587. If that is a port for TLS from the start (465), use"
            " smtps://."
        ) from None
    except OSError as error:
        raise TrialError(
            f"Could not connect to {place}: {error.strerror or error}. Check the host and the port in MAIL_URL."
        ) from None
    server.sock.settimeout(transport.REPLY_SECONDS)  # type: ignore[union-attr]
    return server


def _secure(server: smtplib.SMTP, url: SplitResult) -> str:
    server.ehlo_or_helo_if_needed()
    if url.scheme == "smtp+starttls":
        try:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        except smtplib.SMTPNotSupportedError:
            raise TrialError("The server offers no STARTTLS. Use another port, smtps://, or smtp://.") from None
        except ssl.SSLCertVerificationError as error:
            raise TrialError(_distrusted(error)) from None
        except smtplib.SMTPResponseException as error:
            raise TrialError(f"The server can't start TLS: {_said(error.smtp_code, error.smtp_error)}.") from None
        except ssl.SSLError as error:
            raise TrialError(f"TLS failed ({error.reason}). The server may be too old for it.") from None
    if isinstance(server.sock, ssl.SSLSocket):
        return f"Encrypted with {server.sock.version()}; the certificate is valid for {url.hostname}."
    advice = " The server offers STARTTLS: use smtp+starttls://." if server.has_extn("starttls") else ""
    return f"Not encrypted: others on the way can read the mail and the password.{advice}"


def _distrusted(error: ssl.SSLCertVerificationError) -> str:
    return (
        f"The server's certificate is not trusted: {error.verify_message}. If your own certificate authority signed it,"
        " set SSL_CERT_FILE to that authority's certificate; if the name differs, use the name in the certificate."
    )


def _log_in(server: smtplib.SMTP, url: SplitResult) -> str:
    if not url.username:
        return "Not logged in, since MAIL_URL has no user and password."
    user = unquote(url.username)
    try:
        transport.log_in(server, user, unquote(url.password or ""))
    except smtplib.SMTPAuthenticationError as error:
        raise TrialError(
            f"The server refused the login of {user}: {_said(error.smtp_code, error.smtp_error)}. Check the user and"
            " the password; in MAIL_URL, write special characters as %XX. Some providers want a password made for SMTP."
        ) from None
    except smtplib.SMTPNotSupportedError:
        advice = " Many offer one only after STARTTLS: use smtp+starttls://." if url.scheme == "smtp" else ""
        raise TrialError(f"The server offers no login.{advice}") from None
    except smtplib.SMTPException as error:
        raise TrialError(f"The login failed: {error}.") from None
    return f"Logged in as {user}."


def _hand_over(settings: Settings, server: smtplib.SMTP, built: EmailMessage) -> str:
    try:
        reply = transport.Connection(settings).hand_over(server, built)
    except transport.RefusedError as error:
        raise TrialError(_refused(error)) from None
    except transport.ClosedError as error:
        if isinstance(error.__cause__, transport.RefusedError):
            raise TrialError(_refused(error.__cause__)) from None
        raise smtplib.SMTPServerDisconnected from None
    except smtplib.SMTPNotSupportedError:
        raise TrialError("The server takes no addresses outside ASCII before the @.") from None
    sender = parseaddr(settings.mail_from)[1]
    return (
        f"Accepted for {built['To']}: {_said(250, reply)}. If it does not arrive, look into the spam folder, and for a"
        f" bounce in the mailbox of {sender}."
    )


def _refused(error: transport.RefusedError) -> str:
    what = {"MAIL": "the sender", "RCPT": "the recipient", "DATA": "the mail"}[error.command]
    refusal = refusals.of(error.command, error.code, error.reply)
    meaning = _NOT_NOW if refusal is Refusal.NOT_NOW else _REFUSED[error.command, refusal]
    return f"The server refused {what}: {_said(error.code, error.reply)}. {meaning}"


def _said(code: int, reply: bytes | str) -> str:
    text = reply.decode("ascii", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(text.split())}".strip().rstrip(".")
