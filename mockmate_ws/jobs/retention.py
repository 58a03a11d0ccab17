"""Deletes rows that are no longer needed: those of a kind as `shared.core.retention` says, others soon after their use.

What was written in interviews is removed by `retention_rooms`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.mail import outbox
from shared.rooms import erasure

KEYS_KEPT = timedelta(hours=24)
INVITATIONS_KEPT_DAYS = 30
"""How long an invitation that nobody can accept any more is kept."""
_MOST = 5000
"""Rows of a table that one run deletes, so that it stays far below the statement timeout."""

Step = Callable[[Session, Settings], int]


def _delete(table: str, condition: str, setting: str | None = None) -> Step:
    """Delete the rows of a table that fulfill a condition; `:kept` in it is KEYS_KEPT, or the days of a setting."""
    # SKIP LOCKED: of two processes, each takes other rows.
    chosen = f"SELECT ctid FROM {table} WHERE {condition} LIMIT {_MOST} FOR UPDATE SKIP LOCKED"  # noqa: S608 - ours
    return _run(f"DELETE FROM {table} WHERE ctid = ANY(ARRAY({chosen}))", setting)  # noqa: S608 - ours


def _run(statement: str, setting: str | None) -> Step:
    def run(session: Session, settings: Settings) -> int:
        kept = timedelta(days=getattr(settings, setting)) if setting else KEYS_KEPT
        # Zero days: for good.
        return session.execute(text(statement), {"kept": kept}).rowcount if kept else 0  # type: ignore[attr-defined]

    return run


def _prune_folder(_: Session, settings: Settings) -> int:
    """Delete the mails in the folder MAIL_URL names, if it is one. Each process sees its own machine's."""
    url = urlsplit(settings.mail_url)
    if url.scheme != "file" or not settings.keep_mail_days:
        return 0
    before = time.time() - timedelta(days=settings.keep_mail_days).total_seconds()
    folder = Path(unquote(url.path))
    old = [one for pattern in ("mail-*.eml", ".mail-*") for one in folder.glob(pattern) if one.stat().st_mtime < before]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


# An appeal is decided on the report and its evidence.
_NO_APPEAL = """
    NOT EXISTS (
        SELECT FROM measures m JOIN appeals a ON a.measure_id = m.id
        WHERE m.report_id = {report} AND a.answered_at IS NULL
    )
"""

# By people, whose streams are in the order of time: to look for the time alone is to read the log of all interviews,
# whose events go with their content. `at + :kept` keeps the planner from reading the index on the time for each person.
_NOTIFICATIONS = f"""
    DELETE FROM events WHERE ctid = ANY(ARRAY(
        SELECT due.ctid FROM users CROSS JOIN LATERAL (
            SELECT ctid FROM events WHERE stream = 'user:' || users.id AND at + :kept < now()
            ORDER BY "offset" LIMIT {_MOST} FOR UPDATE SKIP LOCKED
        ) AS due
        WHERE (
            SELECT at FROM events WHERE stream = 'user:' || users.id ORDER BY "offset" LIMIT 1
        ) + :kept < now()
        LIMIT {_MOST}
    ))
"""  # noqa: S608 - ours

_STEPS: Mapping[str, Step] = {
    "one_time_tokens": _delete("one_time_tokens", "expires_at < now()"),
    "sign_in_attempts": _delete("sign_in_attempts", "expires_at < now()"),
    "email_changes": _delete("email_changes", "expires_at < now()"),
    "passkey_challenges": _delete("passkey_challenges", "expires_at < now()"),
    "idempotency_keys": _delete("idempotency_keys", "created_at < now() - :kept"),
    "events": _run(_NOTIFICATIONS, "keep_events_days"),
    "mailed_news": _delete("mailed_news", "at < now() - :kept", "keep_events_days"),
    "slot_watches": _delete(
        "slot_watches", "EXISTS (SELECT FROM slots s WHERE s.id = slot_id AND s.starts_at < now())"
    ),
    "invitations": _delete("invitations", f"expires_at < now() - interval '{INVITATIONS_KEPT_DAYS} days'"),
    "invitation_addresses": _run(
        f"""
        UPDATE invitations SET address = NULL WHERE id = ANY(ARRAY(
            SELECT id FROM invitations WHERE address IS NOT NULL AND expires_at < now() LIMIT {_MOST}
            FOR UPDATE SKIP LOCKED
        ))
        """,  # noqa: S608 - ours
        None,
    ),
    "booking_reminders": _delete("booking_reminders", "starts_at < now() - :kept"),
    "reunion_answers": _delete(
        "reunion_answers",
        "NOT EXISTS (SELECT FROM bookings b WHERE b.id = booking_id AND b.status = 'waiting')"
        " OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = peer_booking_id AND b.status = 'waiting')",
    ),
    "notes": _delete("notes", "saved_at < now() - :kept", "keep_notes_days"),
    "bookings": _run(
        f"""
        UPDATE bookings SET note = NULL WHERE id = ANY(ARRAY(
            SELECT id FROM bookings WHERE note IS NOT NULL AND ends_at < now() - :kept LIMIT {_MOST}
            FOR UPDATE SKIP LOCKED
        ))
        """,  # noqa: S608 - ours
        "keep_notes_days",
    ),
    "report_evidence": _delete(
        "report_evidence",
        "EXISTS (SELECT FROM reports r WHERE r.id = report_id AND r.resolved_at < now() - :kept)"
        f" AND {_NO_APPEAL.format(report='report_evidence.report_id')}",
        "keep_evidence_days",
    ),
    "chat_messages": lambda session, _: erasure.left_over(session),
    "outgoing_mails": outbox.prune,
    "mail_folder": _prune_folder,
    "audit_log": _delete("audit_log", "at < now() - :kept", "keep_audit_days"),
    "reports": _delete(
        "reports",
        f"resolved_at < now() - :kept AND {_NO_APPEAL.format(report='reports.id')}",
        "keep_reports_days",
    ),
    # What is in force, or has an open appeal, stays. Appeals go with their measure.
    "measures": _delete(
        "measures",
        """
        CASE WHEN kind = 'warned' THEN decided_at ELSE least(lifted_at, until) END < now() - :kept
        AND NOT EXISTS (SELECT FROM appeals a WHERE a.measure_id = measures.id AND a.answered_at IS NULL)
        """,
        "keep_reports_days",
    ),
    "question_reports": _delete("question_reports", "resolved_at < now() - :kept", "keep_reports_days"),
    # What is on its way to them goes with them.
    "push_devices": _delete(
        "push_devices",
        "EXISTS (SELECT FROM sessions s WHERE s.id = login_id AND least(s.revoked_at, s.expires_at) < now())",
    ),
    "sessions": _delete("sessions", "least(revoked_at, expires_at) < now() - :kept", "keep_logins_days"),
}


def prune(session: Session, settings: Settings) -> int:
    """Delete what has expired. A table in which that fails is parked by its name."""
    tables = parking.free(session, "prune", list(_STEPS))
    return parking.process(
        session, "prune", tables, lambda names: sum(_STEPS[name](session, settings) for name in names), are_found=False
    )
