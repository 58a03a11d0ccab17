"""Mail: queued in the transaction of what it is about, delivered afterwards to a folder or an SMTP server.

Delivery is at least once: a process that dies between sending and committing sends the same Message-ID again.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared import clock
from shared.models import OutgoingMail
from shared.settings import Settings

log = structlog.get_logger(__name__)

SEND_SECONDS = 10
_FIRST_RETRY = timedelta(seconds=30)
_LAST_RETRY = timedelta(hours=1)
_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


def enqueue(
    session: Session,
    recipient: str,
    subject: str,
    body: str,
    *,
    headers: Mapping[str, str] | None = None,
    calendar: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Send a mail once the session's transaction has committed, and not before `due_at`.

    `headers` are added to it. `calendar` is iCalendar text with a METHOD, which mail programs show as an invitation.
    """
    mail = OutgoingMail(recipient=recipient, subject=subject, body=body, calendar=calendar)
    mail.headers = dict(headers) if headers else None
    if due_at is not None:
        mail.due_at = due_at
    session.add(mail)


def deliver_next(session: Session, settings: Settings) -> int:
    """Send the mail that has been due longest; returns 1, or 0 when none is due or mail isn't set up.

    A failure is noted and tried again later, ever less often, for as long as it takes.
    """
    if not settings.mail_url:
        return 0
    mail = session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.due_at <= func.now())
        .order_by(OutgoingMail.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if mail is None:
        return 0
    mail.attempts += 1
    try:
        _send(settings, _message(settings, mail))
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail.failed", mail_id=mail.id, attempts=mail.attempts, error=type(error).__name__)
        mail.last_error = f"{type(error).__name__}: {error}"[:500]
        wait = min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(mail.attempts - 1, 10))
        mail.due_at = clock.now(session) + wait
    else:
        mail.sent_at = clock.now(session)
    return 1


def _message(settings: Settings, mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    host = urlsplit(settings.public_url).hostname or "localhost"
    message["Message-ID"] = f"<mail-{mail.id}.{int(mail.created_at.timestamp())}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (mail.headers or {}).items():
        message[name] = value
    message.set_content(mail.body)
    if mail.calendar is not None:
        method = _METHOD.search(mail.calendar)
        message.add_alternative(
            mail.calendar, subtype="calendar", params={"method": method.group(1) if method else "PUBLISH"}
        )
    return message


def _send(settings: Settings, message: EmailMessage) -> None:
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        _write(Path(unquote(url.path)), message)
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
        server.send_message(message)


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    partial = folder / f".{name}"
    partial.write_bytes(message.as_bytes())
    # Renamed when it is whole: who watches the folder never sees half a mail.
    partial.rename(folder / f"{name}.eml")
