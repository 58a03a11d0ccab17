"""What is kept of people, and for how long: one table of kinds. `mockmate_ws.jobs.retention` enforces it.

A kind is kept for as many days as its setting says, 0 for good. Its rows are removed within a day after that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from shared.core.settings import Settings


class Kind(NamedTuple):
    """A kind of data. `covers`, `since` (what the days are counted from) and `reason` are for people who deploy.

    `tables` are those whose rows it removes; of `interviews`, `events` and `bookings` only a part.
    """

    name: str
    covers: str
    since: str
    reason: str
    tables: tuple[str, ...]

    @property
    def setting(self) -> str:
        """The name of its field in `Settings`."""
        return f"keep_{self.name}_days"

    @property
    def variable(self) -> str:
        """The name of its environment variable."""
        return self.setting.upper()

    @property
    def default(self) -> int:
        """The days it is kept where nothing is set."""
        return int(Settings.model_fields[self.setting].default)

    def days(self, settings: Settings) -> int:
        """Return the days it is kept; 0 for good."""
        return int(getattr(settings, self.setting))


_END = "the end of the interview"

KINDS: tuple[Kind, ...] = (
    Kind(
        "chat",
        "the chat of an interview, and what its people said after it about meeting again, with contacts",
        _END,
        "People look things up again while they prepare, which takes months.",
        ("chat_messages", "again_wishes", "events"),
    ),
    Kind(
        "document",
        "the code and the whiteboard with every change, and the log of the room: the replay",
        _END,
        "The replay is what people learn from; after a year of preparing it has done its work.",
        ("documents", "document_updates", "events"),
    ),
    Kind(
        "runs",
        "shared runs and tests, with their input and output",
        _END,
        "They are a part of the replay.",
        ("shared_runs", "events"),
    ),
    Kind(
        "notes",
        "private notes, and the note with a booking",
        "when they were last saved; of a booking its time",
        "They are about another person, who can't read them.",
        ("notes", "bookings"),
    ),
    Kind(
        "feedback",
        "feedback, with its ratings",
        _END,
        "Progress compares a person with themselves over two seasons of applications.",
        ("feedback",),
    ),
    Kind(
        "events",
        "notifications, and the record of which were mailed",
        "when they were sent",
        "They are read within days; a quarter covers a long absence.",
        ("events", "mailed_news"),
    ),
    Kind(
        "mail",
        "mails that were sent or given up, and their files where MAIL_URL is a folder",
        "when they were written",
        "Long enough to find out why a mail did not arrive.",
        ("outgoing_mails",),
    ),
    Kind(
        "audit",
        "the audit log: logins, password changes and what administrators did, with network addresses",
        "when it happened",
        "Break-ins and misuse are often noticed after months.",
        ("audit_log",),
    ),
    Kind(
        "evidence",
        "the evidence of decided reports about people: a copy of what was written in the interview, and who was there",
        "the decision, but not while an appeal is open",
        "An appeal needs it; after that it is a copy of what was to be deleted.",
        ("report_evidence",),
    ),
    Kind(
        "reports",
        "decided reports about people and questions, and warnings, restrictions and suspensions that are over",
        "the decision, or the end of what was decided",
        "Repeated misconduct shows only if earlier decisions are known.",
        ("reports", "question_reports", "measures", "appeals"),
    ),
    Kind(
        "logins",
        "logins that have ended, with the name of the browser and a digest of its token",
        "the end of the login",
        "People can still recognize a login that was not theirs.",
        ("sessions",),
    ),
)

BRIEFLY: Mapping[str, str] = {
    "one_time_tokens": "until they are used or expire, at most a week",
    "sign_in_attempts": "until they are used or expire, at most half an hour",
    "passkey_challenges": "until they are used or expire, after five minutes",
    "email_changes": "seven days: so long the old address can take the change back",
    "idempotency_keys": "one day",
    "booking_reminders": "one day after the start of the booking",
    "reunion_answers": "until the wait is over",
    "slot_watches": "until the slot begins",
    "invitations": "until 30 days after they expire; the address of one by mail until it is answered or expires",
    "invitation_proposals": "the same",
    "push_devices": "while the login lasts that registered them",
    "outgoing_pushes": "until they are sent or of no use, at most a day",
    "socket_places": "while the socket is open",
    "socket_processes": "while the process runs",
    "parked_items": "until the item is processed; ids only",
    "backup_runs": "the newest hundred",
}
"""Tables whose rows go by themselves, whatever is set."""

FOR_GOOD: Mapping[str, str] = {
    "users": "until people delete their account; then an empty row stays, which the history of others refers to",
    "profile_pictures": "until they, or moderators, remove it, or the account is deleted",
    "blocks": "until they are taken back, or the account is deleted",
    "identities": "until people remove them or delete their account",
    "notification_settings": "until the account is deleted",
    "passkeys": "until they are removed, or the account is deleted",
    "totp_secrets": "encrypted, until turned off, or the account is deleted",
    "recovery_codes": "digests, until there are new ones, or the account is deleted",
    "unsubscribe_links": "until the account is deleted",
    "calendar_feeds": "until the account is deleted",
    "interviews": "who met whom, when and at which level: Progress and the operator's figures count them",
    "participants": "the same",
    "bookings": "the same, and how reliably people come; without their note",
    "solo_turns": "until the account is deleted: which questions people took alone, which are not asked of them again",
    "slots": "times only",
    "invitation_refusals": "digests of addresses that want no invitations by mail",
    "slot_templates": "times only",
    "groups": "a name and a description, which interviews in their slots refer to",
    "group_members": "until they leave the group, or delete their account",
    "group_removals": "until an organizer takes it back, or the person deletes their account",
    "group_templates": "times only",
    "streams": "counters only",
    "mail_cursors": "one moment",
    "pepper_fingerprints": "one hash of no one's password",
    "topics": "what questions are about",
    "questions": "the question bank, which is not about people",
    "alembic_version": "the version of the schema",
}
"""Tables that no setting empties, each with the reason."""


def kept(settings: Settings) -> dict[str, int]:
    """Return the days that each kind is kept; 0 for good."""
    return {kind.name: kind.days(settings) for kind in KINDS}
