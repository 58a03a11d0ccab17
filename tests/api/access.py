"""Who may ask each route: the table that test_matrix.py holds the API to."""

from __future__ import annotations

from base64 import b64decode
from enum import Enum
from io import BytesIO
from typing import Any

from tests.api.questions.texts import BEHAVIORAL, behavioral
from tests.clients import PASSWORD


class For(Enum):
    """Whom a route is for. Suspended and deleted people have no login that counts: 401 for all but the first three."""

    PUBLIC = "everybody"
    HOLDERS = "whoever has the token of a mail"
    SIGNING_IN = "the browser that comes from a provider"
    OPERATORS = "whoever has the link that the server prints while there is no administrator"
    SCRAPERS = "whoever has METRICS_TOKEN; where there is none, this machine"
    TICKETED = "whoever has the ticket of a login by password"
    SIGNING = "whoever has a passkey"
    ADDING_KEY = "whoever has a new passkey, and an account"
    KNOWING = "whoever knows the secret in its address"
    INVITED = "whoever has the link of an invitation"
    GUESTS = "whoever has the link of an invitation, or is invited alone, and has an account"
    SELF = "everybody with an account, about themselves"
    MEMBERS = "the two of the interview, the owner of the booking or of the login, who may join by their address"
    GROUP = "the members of the group"
    ORGANIZERS = "the organizers of the group"
    MET = "people who were matched with that person"
    ADMINS = "administrators"
    MODERATORS = "moderators and administrators"
    OTHER_MODERATORS = "moderators and administrators, but not who made the decision"


class Upload(dict[str, Any]):
    """The fields of a multipart body; those that are bytes are files."""

    def parts(self) -> dict[str, Any]:
        """Return them as Flask's client takes them."""
        return {
            name: (BytesIO(given), name) if isinstance(given, bytes) else str(given) for name, given in self.items()
        }


REFUSED: dict[For, dict[str, tuple[int, str]]] = {
    For.PUBLIC: {},
    For.HOLDERS: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (422, "link_invalid")
    ),
    For.SIGNING_IN: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (422, "sign_in_expired")
    ),
    For.OPERATORS: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (422, "setup_link_invalid")
    ),
    For.SCRAPERS: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (401, "unauthenticated")
    ),
    For.TICKETED: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"),
        (401, "second_factor_expired"),
    ),
    For.SIGNING: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"),
        (403, "passkey_refused"),
    ),
    For.ADDING_KEY: {
        "nobody": (401, "unauthenticated"),
        **dict.fromkeys(("stranger", "former peer", "admin", "moderator"), (403, "passkey_refused")),
    },
    For.KNOWING: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (404, "not_found")
    ),
    For.INVITED: dict.fromkeys(
        ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator"), (404, "invitation_invalid")
    ),
    For.GUESTS: {
        "nobody": (401, "unauthenticated"),
        **dict.fromkeys(("stranger", "former peer", "admin", "moderator"), (404, "invitation_invalid")),
    },
    For.SELF: {"nobody": (401, "unauthenticated")},
    For.MEMBERS: {
        "nobody": (401, "unauthenticated"),
        "stranger": (404, "not_found"),
        "former peer": (404, "not_found"),
        "admin": (404, "not_found"),
        "moderator": (404, "not_found"),
    },
    For.GROUP: {
        "nobody": (401, "unauthenticated"),
        **dict.fromkeys(
            ("stranger", "former peer", "admin", "moderator", "another's organizer", "another's member"),
            (404, "not_found"),
        ),
    },
    For.ORGANIZERS: {
        "nobody": (401, "unauthenticated"),
        **dict.fromkeys(
            ("stranger", "former peer", "admin", "moderator", "another's organizer", "another's member"),
            (404, "not_found"),
        ),
        "member": (403, "forbidden"),
    },
    For.MET: {
        "nobody": (401, "unauthenticated"),
        "stranger": (404, "not_found"),
        "admin": (404, "not_found"),
        "moderator": (404, "not_found"),
    },
    For.ADMINS: {
        "nobody": (401, "unauthenticated"),
        "stranger": (403, "forbidden"),
        "former peer": (403, "forbidden"),
        "moderator": (403, "forbidden"),
    },
    For.MODERATORS: {
        "nobody": (401, "unauthenticated"),
        "stranger": (403, "forbidden"),
        "former peer": (403, "forbidden"),
    },
    For.OTHER_MODERATORS: {
        "nobody": (401, "unauthenticated"),
        "stranger": (403, "forbidden"),
        "former peer": (403, "forbidden"),
        "admin": (403, "own_decision"),
    },
}


ENDED = (401, "login_revoked")


ACTORS = ("nobody", "stranger", "former peer", "suspended", "deleted", "admin", "moderator")


IN_GROUPS = ("organizer", "member", "another's organizer", "another's member")
"""Who else asks the routes of groups: two who are in Alice's group, and two of another one."""


INTERVIEW = {"interview_id": "<interview_id>"}


FEEDBACK = {
    "communication": 3,
    "overall": 3,
    "did_well": "x",
    "to_improve": "x",
    "would_pass": True,
    "good_match": 3,
}


PRACTICE = {"interview_type": "behavioral", "difficulty": "easy"}


REPORT = {"reason": "spam", "text": "x"}


TEMPLATE = {"interview_type": "behavioral", "weekday": 1, "local_time": "18:00", "time_zone": "UTC"}


TOPIC = {"slug": "networks", "interview_type": "technical", "name": "Networks", "tags": ["reliability"]}


DEVICE = {
    "kind": "web",
    "endpoint": "https://push.example.com/1",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
SMALL_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


TABLE: dict[tuple[str, str], tuple[For, Any]] = {
    ("GET", "/openapi.json"): (For.PUBLIC, None),
    ("GET", "/docs"): (For.PUBLIC, None),
    ("GET", "/docs/assets/<name>"): (For.PUBLIC, None),
    ("GET", "/health/live"): (For.PUBLIC, None),
    ("GET", "/health/ready"): (For.PUBLIC, None),
    ("GET", "/metrics"): (For.SCRAPERS, None),
    ("GET", "/config"): (For.PUBLIC, None),
    ("POST", "/auth/register"): (For.PUBLIC, {"email": "new@example.com", "password": PASSWORD}),
    ("POST", "/auth/first-administrator"): (
        For.OPERATORS,
        {"token": "x", "email": "new@example.com", "password": PASSWORD},
    ),
    ("POST", "/auth/login"): (For.PUBLIC, {"login": "alice", "password": PASSWORD}),
    ("POST", "/auth/login/second"): (For.TICKETED, {"ticket": "x", "code": "123456"}),
    ("GET", "/auth/keys"): (For.SELF, None),
    ("POST", "/auth/totp"): (For.SELF, None),
    ("POST", "/auth/totp/confirm"): (For.SELF, {"code": "123456"}),
    ("DELETE", "/auth/totp"): (For.SELF, None),
    ("POST", "/auth/recovery-codes"): (For.SELF, None),
    ("POST", "/auth/login/second/options"): (For.TICKETED, {"ticket": "x"}),
    ("POST", "/auth/passkeys/login/options"): (For.PUBLIC, None),
    ("POST", "/auth/passkeys/login"): (For.SIGNING, {"passkey": {"id": "x"}}),
    ("POST", "/auth/confirm/options"): (For.SELF, None),
    ("POST", "/auth/passkeys/options"): (For.SELF, None),
    ("POST", "/auth/passkeys"): (For.ADDING_KEY, {"name": "x", "passkey": {"id": "x"}}),
    ("PATCH", "/auth/passkeys/<id:passkey_id>"): (For.MEMBERS, {"name": "x"}),
    ("DELETE", "/auth/passkeys/<id:passkey_id>"): (For.MEMBERS, None),
    ("PUT", "/auth/second-step"): (For.SELF, {"passkey": False}),
    ("DELETE", "/admin/users/<id:user_id>/second-factor"): (For.ADMINS, None),
    ("POST", "/auth/refresh"): (For.SELF, None),
    ("POST", "/auth/logout"): (For.SELF, None),
    ("GET", "/auth/sessions"): (For.SELF, None),
    ("DELETE", "/auth/sessions/<uuid:session_id>"): (For.MEMBERS, None),
    ("POST", "/auth/forgot-password"): (For.PUBLIC, {"email": "alice@example.com"}),
    ("POST", "/auth/reset-password"): (For.HOLDERS, {"token": "x", "password": PASSWORD}),
    ("POST", "/auth/change-password"): (For.SELF, {"current_password": PASSWORD, "new_password": PASSWORD + "!"}),
    ("POST", "/auth/confirm"): (For.SELF, {"password": PASSWORD}),
    ("POST", "/auth/verify-email"): (For.HOLDERS, {"token": "x"}),
    ("POST", "/auth/change-email"): (For.HOLDERS, {"token": "x"}),
    ("POST", "/auth/keep-email"): (For.HOLDERS, {"token": "x"}),
    ("POST", "/users/me/email"): (For.SELF, {"email": "new@example.com"}),
    ("POST", "/auth/providers/<string:provider>/start"): (For.PUBLIC, None),
    ("POST", "/auth/providers/<string:provider>/link"): (For.SELF, None),
    ("GET", "/auth/providers/<string:provider>/callback"): (For.PUBLIC, None),
    ("POST", "/auth/providers/finish"): (For.SIGNING_IN, {"code": "x"}),
    ("POST", "/auth/providers/register"): (For.SIGNING_IN, {"ticket": "x"}),
    ("POST", "/auth/providers/join"): (For.SIGNING_IN, {"ticket": "x", "password": PASSWORD}),
    ("GET", "/auth/identities"): (For.SELF, None),
    ("DELETE", "/auth/identities/<id:identity_id>"): (For.MEMBERS, None),
    ("POST", "/auth/verify-email/resend"): (For.SELF, None),
    ("POST", "/auth/ws-ticket"): (For.SELF, None),
    ("GET", "/users/me"): (For.SELF, None),
    ("PATCH", "/users/me"): (For.SELF, {"full_name": "Eve"}),
    # The report of the former peer.
    ("PATCH", "/users/me/reports/<id:report_id>"): (For.MET, {"text": "x"}),
    ("PUT", "/users/me/consent"): (For.SELF, {"version": 1}),
    ("PUT", "/users/me/picture"): (For.SELF, Upload(picture=SMALL_PNG)),
    ("DELETE", "/users/me/picture"): (For.SELF, None),
    ("GET", "/users/<id:user_id>/picture"): (For.MET, None),
    ("DELETE", "/users/me"): (For.SELF, {"password": PASSWORD}),
    ("GET", "/users/me/export"): (For.SELF, None),
    ("POST", "/users/<id:user_id>/report"): (For.MET, REPORT),
    ("GET", "/slots"): (For.SELF, None),
    ("POST", "/slots/book"): (For.SELF, {"slot_id": "<slot_id>", "difficulty": "easy"}),
    ("GET", "/slots/bookings"): (For.SELF, None),
    ("GET", "/slots/bookings/<id:booking_id>"): (For.MEMBERS, None),
    ("PATCH", "/slots/bookings/<id:booking_id>"): (For.MEMBERS, {"difficulty": "hard"}),
    ("DELETE", "/slots/bookings/<id:booking_id>"): (For.MEMBERS, None),
    ("GET", "/slots/bookings/<id:booking_id>/calendar.ics"): (For.MEMBERS, None),
    ("POST", "/slots/calendar/rotate"): (For.SELF, None),
    ("GET", "/slots/calendar/<string:token>.ics"): (For.KNOWING, None),
    ("POST", "/slots/<id:slot_id>/watch"): (For.SELF, None),
    ("DELETE", "/slots/<id:slot_id>/watch"): (For.SELF, None),
    ("GET", "/topics"): (For.PUBLIC, None),
    ("GET", "/match/waiting-room"): (For.SELF, None),
    ("POST", "/match/pair"): (For.SELF, PRACTICE),
    ("GET", "/match/status"): (For.SELF, None),
    ("GET", "/match/busy-hours"): (For.SELF, None),
    ("GET", "/match/busy-hours/calendar.ics"): (For.SELF, None),
    ("GET", "/match/ice-servers"): (For.SELF, None),
    ("POST", "/match/leave"): (For.SELF, {}),
    ("POST", "/match/reunion"): (For.SELF, {"offer_id": 1, "again": True}),
    ("POST", "/interview/start"): (For.MEMBERS, INTERVIEW),
    ("GET", "/interview/history"): (For.SELF, None),
    ("GET", "/interview/languages"): (For.SELF, None),
    ("GET", "/interview/<uuid:interview_id>"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/again"): (For.MEMBERS, None),
    ("PATCH", "/interview/<uuid:interview_id>/again"): (For.MEMBERS, {"again": True}),
    ("GET", "/interview/<uuid:interview_id>/replay"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/export"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/export.zip"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/chat"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/turns"): (For.MEMBERS, None),
    ("GET", "/interview/<uuid:interview_id>/runs"): (For.MEMBERS, None),
    ("POST", "/interview/<uuid:interview_id>/swap-roles"): (For.MEMBERS, {}),
    ("POST", "/interview/<uuid:interview_id>/extend"): (For.MEMBERS, None),
    ("POST", "/interview/<uuid:interview_id>/hold"): (For.MEMBERS, None),
    ("POST", "/interview/<uuid:interview_id>/run"): (For.MEMBERS, {"language": "python", "code": "print(1)"}),
    ("POST", "/interview/<uuid:interview_id>/decline"): (For.MEMBERS, {}),
    ("POST", "/interview/<uuid:interview_id>/end"): (For.MEMBERS, {}),
    ("POST", "/interview/<uuid:interview_id>/exit"): (For.MEMBERS, {}),
    ("POST", "/interview/<uuid:interview_id>/question-reports"): (
        For.MEMBERS,
        {"question_id": "<question_id>", "reason": "unclear"},
    ),
    ("POST", "/solo/turns"): (For.SELF, PRACTICE),
    ("GET", "/solo/turns/<id:solo_turn_id>"): (For.MEMBERS, None),
    ("POST", "/feedback/submit"): (For.MEMBERS, INTERVIEW | FEEDBACK),
    ("GET", "/feedback/received"): (For.SELF, None),
    ("GET", "/feedback/given"): (For.SELF, None),
    ("PATCH", "/feedback/<id:feedback_id>"): (For.MEMBERS, {"overall": 4}),
    ("PUT", "/feedback/<id:feedback_id>/helpful"): (For.MEMBERS, {"helpful": True}),
    ("POST", "/feedback/<id:feedback_id>/report"): (For.MEMBERS, REPORT),
    ("GET", "/groups"): (For.SELF, None),
    ("POST", "/groups"): (For.SELF, {"name": "Another club"}),
    ("POST", "/groups/look"): (For.PUBLIC, {"token": "<join_token>"}),
    ("POST", "/groups/join"): (For.SELF, {"token": "<join_token>"}),
    ("GET", "/groups/<id:group_id>"): (For.GROUP, None),
    ("PATCH", "/groups/<id:group_id>"): (For.ORGANIZERS, {"name": "Another name"}),
    ("POST", "/groups/<id:group_id>/join"): (For.MEMBERS, None),
    ("POST", "/groups/<id:group_id>/leave"): (For.GROUP, None),
    ("PATCH", "/groups/<id:group_id>/membership"): (For.GROUP, {"prefers_group": True}),
    ("POST", "/groups/<id:group_id>/link"): (For.ORGANIZERS, None),
    ("POST", "/groups/<id:group_id>/archive"): (For.ORGANIZERS, None),
    ("GET", "/groups/<id:group_id>/members"): (For.GROUP, None),
    ("PATCH", "/groups/<id:group_id>/members/<id:user_id>"): (For.ORGANIZERS, {"organizer": False}),
    ("DELETE", "/groups/<id:group_id>/members/<id:user_id>"): (For.ORGANIZERS, None),
    ("GET", "/groups/<id:group_id>/removals"): (For.ORGANIZERS, None),
    ("DELETE", "/groups/<id:group_id>/removals/<id:user_id>"): (For.ORGANIZERS, None),
    ("POST", "/groups/<id:group_id>/slots"): (For.ORGANIZERS, {"interview_type": "technical", "starts_at": "<soon>"}),
    ("DELETE", "/groups/<id:group_id>/slots/<id:group_slot_id>"): (For.ORGANIZERS, None),
    ("GET", "/groups/<id:group_id>/slot-templates"): (For.ORGANIZERS, None),
    ("POST", "/groups/<id:group_id>/slot-templates"): (For.ORGANIZERS, TEMPLATE),
    ("DELETE", "/groups/<id:group_id>/slot-templates/<id:group_template_id>"): (For.ORGANIZERS, None),
    ("GET", "/groups/<id:group_id>/questions"): (For.ORGANIZERS, None),
    ("POST", "/groups/<id:group_id>/questions"): (For.ORGANIZERS, behavioral()),
    ("POST", "/groups/<id:group_id>/questions/import"): (For.ORGANIZERS, {"markdown": BEHAVIORAL}),
    ("GET", "/groups/<id:group_id>/questions/<id:group_question_id>"): (For.ORGANIZERS, None),
    ("GET", "/groups/<id:group_id>/questions/<id:group_question_id>/markdown"): (For.ORGANIZERS, None),
    ("PATCH", "/groups/<id:group_id>/questions/<id:group_question_id>"): (For.ORGANIZERS, {"title": "Another title"}),
    ("POST", "/groups/<id:group_id>/questions/<id:group_question_id>/retire"): (For.ORGANIZERS, None),
    ("POST", "/groups/<id:group_id>/questions/<id:group_question_id>/restore"): (For.ORGANIZERS, None),
    ("GET", "/admin/groups"): (For.ADMINS, None),
    ("POST", "/admin/groups/<id:group_id>/approve"): (For.ADMINS, None),
    ("POST", "/admin/groups/<id:group_id>/archive"): (For.ADMINS, None),
    ("GET", "/analytics/me"): (For.SELF, None),
    ("GET", "/analytics/operator"): (For.ADMINS, None),
    ("GET", "/analytics/fairness"): (For.ADMINS, None),
    ("GET", "/analytics/integrity"): (For.ADMINS, None),
    ("GET", "/analytics/moderation"): (For.ADMINS, None),
    ("GET", "/notifications"): (For.SELF, None),
    ("POST", "/notifications/read"): (For.SELF, {"up_to": 1}),
    ("GET", "/notifications/preferences"): (For.SELF, None),
    ("PUT", "/notifications/preferences"): (For.SELF, {"kinds": {}}),
    ("GET", "/notifications/devices"): (For.SELF, None),
    ("POST", "/notifications/devices"): (For.SELF, DEVICE),
    ("DELETE", "/notifications/devices/<id:push_device_id>"): (For.MEMBERS, None),
    ("GET", "/notifications/unsubscribe/<string:token>"): (For.KNOWING, None),
    ("POST", "/notifications/unsubscribe/<string:token>"): (For.KNOWING, None),
    ("GET", "/questions"): (For.ADMINS, None),
    ("POST", "/questions"): (For.ADMINS, behavioral()),
    ("POST", "/questions/import"): (For.ADMINS, {"markdown": BEHAVIORAL}),
    ("GET", "/questions/figures"): (For.ADMINS, None),
    ("GET", "/questions/reports"): (For.ADMINS, None),
    ("POST", "/questions/reports/<id:question_report_id>/resolve"): (For.ADMINS, {"resolution": "dismissed"}),
    ("POST", "/questions/imports"): (For.ADMINS, Upload(files=b"title\nWhat did you learn?", format="csv")),
    ("GET", "/questions/export"): (For.ADMINS, None),
    ("GET", "/questions/<id:question_id>"): (For.ADMINS, None),
    ("GET", "/questions/<id:question_id>/markdown"): (For.ADMINS, None),
    ("PATCH", "/questions/<id:question_id>"): (For.ADMINS, {"title": "Another title"}),
    ("POST", "/questions/<id:question_id>/retire"): (For.ADMINS, None),
    ("POST", "/questions/<id:question_id>/restore"): (For.ADMINS, None),
    ("POST", "/admin/slots/generate"): (For.ADMINS, {"days": 1}),
    ("POST", "/admin/slots/<id:slot_id>/pair"): (For.ADMINS, None),
    ("GET", "/admin/checklist"): (For.ADMINS, None),
    ("POST", "/admin/checklist/test-mail"): (For.ADMINS, None),
    ("GET", "/admin/parked-items"): (For.ADMINS, None),
    ("POST", "/admin/parked-items/retry"): (For.ADMINS, {}),
    ("GET", "/admin/slot-templates"): (For.ADMINS, None),
    ("GET", "/admin/slot-templates/suggestions"): (For.ADMINS, None),
    ("POST", "/admin/slot-templates"): (For.ADMINS, TEMPLATE),
    ("PATCH", "/admin/slot-templates/<id:template_id>"): (For.ADMINS, {"capacity": 5}),
    ("DELETE", "/admin/slot-templates/<id:template_id>"): (For.ADMINS, None),
    ("GET", "/admin/topics"): (For.ADMINS, None),
    ("POST", "/admin/topics"): (For.ADMINS, TOPIC),
    ("PATCH", "/admin/topics/<id:topic_id>"): (For.ADMINS, {"name": "Another name"}),
    ("DELETE", "/admin/topics/<id:topic_id>"): (For.ADMINS, None),
    ("GET", "/admin/users"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/forgive"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/suspend"): (For.ADMINS, {"reason": "spam"}),
    ("POST", "/admin/users/<id:user_id>/unsuspend"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/promote"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/demote"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/appoint"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/dismiss"): (For.ADMINS, None),
    ("POST", "/admin/users/<id:user_id>/birth-year"): (For.ADMINS, {"birth_year": 2000}),
    ("GET", "/admin/reports"): (For.ADMINS, None),
    ("POST", "/admin/reports/<id:report_id>/resolve"): (For.ADMINS, {"resolution": "warned"}),
    ("GET", "/moderation/reports"): (For.MODERATORS, None),
    ("GET", "/moderation/reports/<id:report_id>"): (For.MODERATORS, None),
    ("POST", "/moderation/reports/<id:report_id>/resolve"): (
        For.MODERATORS,
        {"resolution": "warned", "text": "Don't."},
    ),
    ("GET", "/moderation/reports/<id:report_id>/evidence"): (For.MODERATORS, None),
    ("DELETE", "/moderation/reports/<id:report_id>/picture"): (For.MODERATORS, None),
    ("POST", "/moderation/measures/<id:measure_id>/lift"): (For.MODERATORS, None),
    ("GET", "/moderation/returning"): (For.MODERATORS, None),
    ("GET", "/moderation/appeals"): (For.MODERATORS, None),
    ("POST", "/moderation/appeals/<id:appeal_id>/answer"): (
        For.OTHER_MODERATORS,
        {"outcome": "uphold", "text": "It stays."},
    ),
    ("GET", "/invitations"): (For.SELF, None),
    ("POST", "/invitations"): (For.SELF, PRACTICE),
    ("GET", "/invitations/<uuid:invitation_id>"): (For.MEMBERS, None),
    ("DELETE", "/invitations/<uuid:invitation_id>"): (For.MEMBERS, None),
    ("POST", "/invitations/look"): (For.INVITED, {"token": "x"}),
    ("POST", "/invitations/accept"): (For.GUESTS, {"token": "x"}),
    ("POST", "/invitations/decline"): (For.INVITED, {"token": "x"}),
    ("POST", "/invitations/<uuid:invitation_id>/accept"): (For.GUESTS, {}),
    ("POST", "/invitations/<uuid:invitation_id>/decline"): (For.GUESTS, None),
    ("GET", "/invitations/refuse/<string:token>"): (For.PUBLIC, None),
    ("POST", "/invitations/refuse/<string:token>"): (For.PUBLIC, None),
    ("GET", "/appeals"): (For.SELF, None),
    ("POST", "/appeals"): (For.MEMBERS, {"measure_id": "<measure_id>", "text": "I did not."}),
    ("GET", "/admin/audit"): (For.ADMINS, None),
}


UNDOCUMENTED = {
    *("/metrics", "/openapi.json", "/docs", "/docs/assets/<name>"),
    "/auth/providers/<string:provider>/callback",
}
