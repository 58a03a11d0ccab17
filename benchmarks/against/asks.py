"""Every route of the API, with a request that can be made by many people, and the SQL that makes what it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from benchmarks.login import PASSWORD
from benchmarks.servers import ROOT

ID = "{id}"
"""Stands in a body for what `find` returns; in a path, the parameter stands for it."""


class Route(NamedTuple):
    """One route: who asks (a person, an administrator, nobody, or a person by their refresh token), and for what.

    `find` is SQL with `%(people)s` that returns the id of each person who asks, and of what they ask about.
    """

    body: Mapping[str, Any] | None = None
    find: str = "SELECT id, '' FROM users WHERE id = ANY(%(people)s)"
    by: str = "person"
    new: bool = False
    """Whether people are asked about who have never been here: it ends what others need."""
    most: int = 1_000
    """How many people ask at most: fewer where a request takes long."""
    reason: str = ""
    """Why it takes longer than others."""


_BANK = ROOT / "mockmate_api" / "questions" / "bank" / "a-bet-on-the-long-term.md"
_HASHES = "It computes password hashes."
_FEW = 12


def _each(select: str) -> str:
    return f"SELECT p.id, ({select}) FROM unnest(%(people)s) AS p(id)"


def _token(purpose: str) -> str:
    return f"""
        INSERT INTO one_time_tokens (digest, purpose, user_id, expires_at)
        SELECT sha256(('t' || id)::bytea), '{purpose}', id, now() + interval '1 hour'
        FROM unnest(%(people)s) AS p(id)
        RETURNING user_id, 't' || user_id
    """


_CHANGING = """
    WITH asked AS (
        INSERT INTO email_changes (user_id, old_email, new_email, expires_at)
        SELECT id, email, 'new-' || email, now() + interval '1 hour' FROM users WHERE id = ANY(%(people)s)
    )
    INSERT INTO one_time_tokens (digest, purpose, user_id, expires_at)
    SELECT sha256(('t' || id)::bytea), '{purpose}', id, now() + interval '1 hour' FROM unnest(%(people)s) AS p(id)
    RETURNING user_id, 't' || user_id
"""
_BOOKING = "SELECT user_id, max(id) FROM bookings WHERE user_id = ANY(%(people)s) AND status = 'booked' GROUP BY 1"
_SLOT = _each("SELECT id FROM slots WHERE starts_at > now() + interval '9 days' ORDER BY starts_at, id LIMIT 1")
_PAST = _each("SELECT min(interview_id::text) FROM participants WHERE user_id = p.id AND NOT live")
_PASSWORD = """
    UPDATE users SET password_hash = %(hash)s WHERE id = ANY(%(people)s);
    SELECT id, '' FROM unnest(%(people)s) AS p(id)
"""
_WATCHED = f"""
    INSERT INTO slots (interview_type, starts_at, ends_at, capacity)
    SELECT 'behavioral', day, day + interval '1 h', 1
    FROM (SELECT date_trunc('day', now()) + interval '13 days 30 min') AS t(day)
    ON CONFLICT DO NOTHING;
    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at)
    SELECT (SELECT min(id) FROM users), id, 'easy', starts_at, ends_at FROM slots WHERE capacity = 1
    ON CONFLICT DO NOTHING;
    {_each("SELECT id FROM slots WHERE capacity = 1")}
"""


def _room(status: str, then: str = "SELECT user_id, interview_id FROM seated WHERE seat = 1") -> str:
    """Return SQL that ends what people are in, and puts them into interviews in pairs; the first of each pair asks."""
    live = status != "ended"
    started = "CAST(NULL AS timestamptz)" if status == "matched" else "now()"
    return f"""
        UPDATE participants SET live = false WHERE user_id = ANY(%(people)s);
        UPDATE bookings SET status = 'completed', waiting_since = NULL WHERE user_id = ANY(%(people)s)
            AND slot_id IN (SELECT id FROM slots WHERE starts_at IS NULL) AND status <> 'completed';
        WITH numbered AS (
            SELECT user_id, row_number() OVER (ORDER BY user_id) - 1 AS n FROM unnest(%(people)s) AS u(user_id)
        ), rooms AS MATERIALIZED (
            SELECT gen_random_uuid() AS id, n / 2 AS pair FROM numbered WHERE n %% 2 = 0
        ), interviews_ AS (
            INSERT INTO interviews (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by,
                started_at, ends_at, ended_at)
            SELECT id, (SELECT min(id) FROM slots WHERE starts_at IS NULL), 'technical', '{status}', 0,
                false, now(), now() + interval '1 hour', {started}, {started} + interval '5 min',
                {"NULL" if live else "now()"}
            FROM rooms
        ), made AS (
            INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, waiting_since,
                present_until)
            SELECT user_id, (SELECT min(id) FROM slots WHERE starts_at IS NULL), 'easy', now(),
                now() + interval '1 hour', '{"matched" if live else "completed"}', now(), now()
            FROM numbered
            RETURNING id, user_id
        ), seated AS (
            INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, started_at,
                live)
            SELECT rooms.id, n %% 2 + 1, user_id, made.id, 'easy', 30, {started}, {str(live).lower()}
            FROM numbered JOIN made USING (user_id) JOIN rooms ON pair = n / 2
            RETURNING user_id, interview_id, seat
        )
        {then}
    """


# Feedback can be changed until both have given some.
_SAID = """, said AS (
        INSERT INTO feedback (interview_id, author_id, subject_id, communication, overall, did_well, to_improve,
            would_pass, good_match)
        SELECT a.interview_id, a.user_id, b.user_id, 3, 3, 'x', 'x', true, 3
        FROM seated a JOIN seated b ON a.interview_id = b.interview_id AND {}
        RETURNING id, author_id, subject_id
    ) SELECT {}, id FROM said"""
_RATINGS = {"communication": 3, "overall": 3, "good_match": 3}
_FEEDBACK = {**_RATINGS, "did_well": "x", "to_improve": "x", "would_pass": True}
_REPORT = {"reason": "spam", "text": "x"}
_LEVELS = {"1": "None.", "3": "Some.", "5": "Much."}
_RUBRIC = dict.fromkeys(("structure", "ownership", "impact", "communication"), _LEVELS)


def _question(mark: str, retired: str = "NULL") -> str:
    return f"""
        INSERT INTO questions (slug, interview_type, difficulty, title, prompt, hints, solution, follow_ups, tags,
            rubric, retired_at)
        SELECT '{mark}-' || p.id, 'behavioral', 'easy', 'A question', 'Why?', '["Think."]', 'x', '["And?"]',
            '{{learning}}', '{json.dumps(_RUBRIC)}', {retired}
        FROM unnest(%(people)s) AS p(id)
        RETURNING CAST(substr(slug, {len(mark) + 2}) AS bigint), id
    """


_GROUP = """
    DELETE FROM groups;
    INSERT INTO groups (id, name, join_digest, created_by, approved_at)
    SELECT id, 'Club', sha256(('t' || id)::bytea), id, now() FROM unnest(%(people)s) AS p(id);
    INSERT INTO group_members (group_id, user_id, is_organizer) SELECT id, id, true FROM groups;
    SELECT id, {} FROM groups
"""
_MY_GROUP, _JOIN_TOKEN = _GROUP.format("id"), _GROUP.format("'t' || id")
_TEMPLATES = """
    DELETE FROM slot_templates;
    WITH numbered AS (SELECT id, row_number() OVER () AS n FROM unnest(%(people)s) AS p(id)), made AS (
        INSERT INTO slot_templates (interview_type, weekday, local_time, time_zone, capacity)
        SELECT 'behavioral', n %% 7 + 1, time '00:00' + n * interval '1 min', 'UTC', 5 FROM numbered
        RETURNING id, local_time
    ) SELECT p.id, made.id FROM made JOIN numbered p ON local_time = time '00:00' + n * interval '1 min'
"""
_TOPICS = """
    DELETE FROM topics;
    INSERT INTO topics (slug, interview_type, name, tags)
    SELECT 'topic-' || p.id, 'technical', 'A topic', '{sql}' FROM unnest(%(people)s) AS p(id)
    RETURNING CAST(substr(slug, 7) AS bigint), id
"""
_MARKDOWN = re.sub(r"(?m)^slug: .*", f"slug: {ID}", _BANK.read_text(encoding="utf-8"))
_PLANS = "It plans the slots of weeks."
_COUNTS = "It counts the bookings of four weeks."

_PLAIN = (
    *("/users/me", "/match/status", "/match/ice-servers", "/slots", "/analytics/me", "/auth/sessions", "/auth/keys"),
    "/auth/identities",
    *("/config", "/health/ready", "/feedback/given", "/feedback/received", "/notifications"),
    *("/notifications/preferences", "/notifications/devices"),
)
_ON_A_REPORT = """
    SELECT DISTINCT ON (reporter_id) reporter_id, id FROM reports WHERE reporter_id = ANY(%(people)s)
"""
_INVITED = """
    DELETE FROM invitations;
    INSERT INTO invitations (id, inviter_id, digest, interview_type, difficulty, language, expires_at)
    SELECT gen_random_uuid(), p, sha256(('t' || p)::bytea), 'technical', 'easy', 'en', now() + interval '1 day'
    FROM unnest(%(people)s) AS people(p) RETURNING inviter_id,
"""
_INVITATION, _INVITATION_TOKEN = f"{_INVITED} id", f"{_INVITED} 't' || inviter_id"
_INVITATION_TO_ME = """
    DELETE FROM invitations;
    INSERT INTO invitations (
        id, inviter_id, invitee_id, digest, interview_type, difficulty, language, expires_at
    )
    SELECT gen_random_uuid(), CASE p WHEN 1 THEN 2 ELSE 1 END, p, sha256(('t' || p)::bytea), 'technical', 'easy', 'en',
        now() + interval '1 day'
    FROM unnest(%(people)s) AS people(p) RETURNING invitee_id, id
"""
_MEASURE = """
    INSERT INTO measures (user_id, kind, text)
    SELECT id, 'warned', 'x' FROM unnest(%(people)s) AS p(id) RETURNING user_id, id
"""
_NOTHING = json.dumps(
    {
        "interview_id": "00000000-0000-0000-0000-000000000000",
        "feedback": None,
        **{name: [] for name in ("people", "chat", "pads", "board", "runs", "questions", "events", "cut", "earlier")},
    }
)
ROUTES: dict[str, Route] = {
    **{f"GET {path}": Route() for path in _PLAIN},
    "GET /users/me/export": Route(reason="It reads all that there is about a person."),
    "GET /slots/bookings/{booking_id}": Route(find=_BOOKING),
    "GET /slots/bookings/{booking_id}/calendar.ics": Route(find=_BOOKING),
    "GET /interview/{interview_id}": Route(find=_PAST),
    "GET /interview/{interview_id}/again": Route(find=_PAST),
    "PATCH /interview/{interview_id}/again": Route({"again": True}, _PAST),
    "GET /interview/{interview_id}/replay": Route(find=_PAST),
    "GET /interview/{interview_id}/export": Route(reason="It reads all that there is of an interview."),
    "GET /interview/{interview_id}/export.zip": Route(reason="It reads all that there is of an interview."),
    "GET /interview/{interview_id}/chat": Route(find=_PAST),
    "GET /interview/{interview_id}/turns": Route(find=_PAST),
    "GET /interview/{interview_id}/runs": Route(find=_PAST),
    "POST /slots/book": Route({"slot_id": ID, "difficulty": "easy"}, _SLOT),
    "PATCH /slots/bookings/{booking_id}": Route({"difficulty": "hard"}, _BOOKING),
    "DELETE /slots/bookings/{booking_id}": Route(find=_BOOKING),
    "POST /slots/{slot_id}/watch": Route(find=_WATCHED),
    "DELETE /slots/{slot_id}/watch": Route(find=_WATCHED),
    "PATCH /users/me": Route({"full_name": "Somebody Else"}),
    "PUT /notifications/preferences": Route({"kinds": {}}),
    "POST /notifications/read": Route({"up_to": 1}),
    "POST /notifications/devices": Route(
        {
            "kind": "web",
            "endpoint": "https://push.example.com/1",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        }
    ),
    "DELETE /notifications/devices/{push_device_id}": Route(
        find="""
        INSERT INTO push_devices (user_id, login_id, kind, endpoint, digest, host)
        SELECT DISTINCT ON (user_id) user_id, id, 'fcm', 'x', sha256(('d' || user_id)::bytea), 'x.example'
        FROM sessions WHERE user_id = ANY(%(people)s)
        ON CONFLICT (digest) DO UPDATE SET host = EXCLUDED.host RETURNING user_id, id
        """
    ),
    "POST /auth/ws-ticket": Route(),
    "POST /slots/calendar/rotate": Route(),
    "GET /slots/calendar/{token}.ics": Route(
        by="nobody",
        find="""
        INSERT INTO calendar_feeds (user_id, digest)
        SELECT id, sha256(('t' || id)::bytea) FROM unnest(%(people)s) AS p(id)
        ON CONFLICT (user_id) DO UPDATE SET digest = EXCLUDED.digest RETURNING user_id, 't' || user_id
        """,
    ),
    "GET /match/busy-hours": Route(most=_FEW, reason=_COUNTS),
    "GET /match/busy-hours/calendar.ics": Route(most=_FEW, reason=_COUNTS),
    "POST /match/pair": Route({"interview_type": "technical", "difficulty": "easy"}),
    "POST /match/leave": Route(
        {},
        """
        UPDATE participants SET live = false WHERE user_id = ANY(%(people)s);
        UPDATE bookings SET status = 'waiting', waiting_since = now(), present_until = now()
            WHERE user_id = ANY(%(people)s) AND status IN ('waiting', 'matched');
        SELECT id, '' FROM users WHERE id = ANY(%(people)s)
        """,
    ),
    "POST /solo/turns": Route({"interview_type": "technical", "difficulty": "easy"}),
    "GET /solo/turns/{solo_turn_id}": Route(
        find="""
        INSERT INTO solo_turns (user_id, question_id, met_before)
        SELECT id, 1, false FROM unnest(%(people)s) AS p(id) RETURNING user_id, id
        """
    ),
    "POST /interview/start": Route({"interview_id": ID}, _room("matched")),
    "POST /interview/{interview_id}/decline": Route({}, _room("matched")),
    "POST /interview/{interview_id}/swap-roles": Route({}, _room("live")),
    "POST /interview/{interview_id}/extend": Route(None, _room("live")),
    "POST /interview/{interview_id}/hold": Route(None, _room("matched")),
    "POST /interview/{interview_id}/end": Route({}, _room("live")),
    "POST /interview/{interview_id}/exit": Route({}, "DELETE FROM reports; DELETE FROM blocks;" + _room("live")),
    "POST /interview/{interview_id}/question-reports": Route(
        {"question_id": 1, "reason": "unclear"},
        f"""
        DELETE FROM question_reports;
        {_room("ended")};
        UPDATE participants SET question_id = 1, asked_at = now()
        WHERE user_id = ANY(%(people)s) AND interview_id IN (SELECT id FROM interviews WHERE matched_at = now())
        RETURNING user_id, interview_id
        """,
    ),
    "POST /feedback/submit": Route({"interview_id": ID, **_FEEDBACK}, _room("ended")),
    "PATCH /feedback/{feedback_id}": Route(
        {"overall": 4}, _room("ended", _SAID.format("a.seat < b.seat", "author_id"))
    ),
    "PUT /users/me/consent": Route({"version": 1}),
    "DELETE /users/me/picture": Route(),
    "GET /users/{user_id}/picture": Route(
        find="""
        INSERT INTO profile_pictures (user_id, image, stored_at)
        SELECT id, decode(repeat('00', 12000), 'hex'), now() FROM users ON CONFLICT DO NOTHING;
        SELECT id, id FROM users WHERE id = ANY(%(people)s)
        """
    ),
    "PUT /feedback/{feedback_id}/helpful": Route(
        {"helpful": True}, _room("ended", _SAID.format("a.seat <> b.seat", "subject_id"))
    ),
    "POST /feedback/{feedback_id}/report": Route(
        _REPORT, _room("ended", _SAID.format("a.seat <> b.seat", "subject_id"))
    ),
    "POST /users/{user_id}/report": Route(
        _REPORT,
        "DELETE FROM reports;"
        + _room(
            "ended",
            "SELECT a.user_id, b.user_id FROM seated a JOIN seated b USING (interview_id) WHERE a.seat < b.seat",
        ),
    ),
    "PATCH /users/me/reports/{report_id}": Route(
        {"text": "More."},
        """
        DELETE FROM reports;
        INSERT INTO reports (reporter_id, subject_id, reason, text)
        SELECT p, CASE p WHEN 1 THEN 2 ELSE 1 END, 'other', '' FROM unnest(%(people)s) AS people(p)
        RETURNING reporter_id, id
        """,
    ),
    "GET /invitations": Route(),
    "POST /invitations": Route(
        {"interview_type": "technical", "difficulty": "easy"},
        "DELETE FROM invitations; SELECT id, '' FROM users WHERE id = ANY(%(people)s)",
    ),
    "GET /invitations/{invitation_id}": Route(find=_INVITATION),
    "DELETE /invitations/{invitation_id}": Route(find=_INVITATION),
    "POST /invitations/{invitation_id}/decline": Route(find=_INVITATION_TO_ME),
    "POST /invitations/look": Route({"token": ID}, _INVITATION_TOKEN, by="nobody"),
    "POST /invitations/decline": Route({"token": ID}, _INVITATION_TOKEN, by="nobody"),
    "GET /invitations/refuse/{token}": Route(by="nobody"),
    "POST /invitations/refuse/{token}": Route(by="nobody"),
    "GET /notifications/unsubscribe/{token}": Route(by="nobody"),
    "POST /notifications/unsubscribe/{token}": Route(by="nobody"),
    "GET /appeals": Route(),
    "POST /appeals": Route(
        {"text": "It was not me."},
        _MEASURE,
    ),
    "GET /moderation/reports": Route(by="administrator"),
    "GET /moderation/reports/{report_id}": Route(find=_ON_A_REPORT, by="administrator"),
    "POST /moderation/reports/{report_id}/resolve": Route(
        {"resolution": "dismissed"}, _ON_A_REPORT, by="administrator"
    ),
    "DELETE /moderation/reports/{report_id}/picture": Route(find=_ON_A_REPORT, by="administrator"),
    "GET /moderation/reports/{report_id}/evidence": Route(
        find=f"""
        INSERT INTO report_evidence (report_id, taken_at, content)
        SELECT id, now(), '{_NOTHING}' FROM reports ON CONFLICT DO NOTHING;
        {_ON_A_REPORT}
        """,
        by="administrator",
    ),
    "POST /moderation/measures/{measure_id}/lift": Route(find=_MEASURE, by="administrator"),
    "GET /moderation/returning": Route(by="administrator"),
    "GET /moderation/appeals": Route(by="administrator"),
    "POST /moderation/appeals/{appeal_id}/answer": Route(
        {"outcome": "uphold", "text": "x"},
        f"""
        WITH measure AS ({_MEASURE}), appeal AS (
            INSERT INTO appeals (measure_id, text) SELECT id, 'x' FROM measure RETURNING id, measure_id
        ) SELECT user_id, appeal.id FROM appeal JOIN measure ON measure.id = measure_id
        """,
        by="administrator",
    ),
    "GET /admin/users": Route(by="administrator"),
    "GET /admin/reports": Route(by="administrator"),
    "GET /admin/audit": Route(by="administrator"),
    "GET /admin/checklist": Route(by="administrator"),
    "GET /admin/parked-items": Route(by="administrator"),
    "POST /admin/parked-items/retry": Route({}, by="administrator"),
    "POST /admin/reports/{report_id}/resolve": Route(
        {"resolution": "warned"},
        "SELECT DISTINCT ON (reporter_id) reporter_id, id FROM reports WHERE reporter_id = ANY(%(people)s)",
        by="administrator",
    ),
    **{
        f"POST /admin/users/{{user_id}}/{what}": Route(body, _each("p.id"), by="administrator", new=True)
        for what, body in (
            ("forgive", None),
            ("suspend", {"reason": "spam"}),
            ("unsuspend", None),
            ("promote", None),
            ("demote", None),
            ("appoint", None),
            ("dismiss", None),
            ("birth-year", {"birth_year": 2000}),
        )
    },
    "GET /groups": Route(),
    "POST /groups": Route({"name": "Club"}, "DELETE FROM groups; " + _each("p.id")),
    "POST /groups/look": Route({"token": ID}, _JOIN_TOKEN, by="nobody"),
    "POST /groups/join": Route({"token": ID}, _JOIN_TOKEN),
    "GET /groups/{group_id}": Route(find=_MY_GROUP),
    "PATCH /groups/{group_id}": Route({"name": "Another name"}, _MY_GROUP),
    "POST /groups/{group_id}/leave": Route(find=_MY_GROUP),
    "PATCH /groups/{group_id}/membership": Route({"prefers_group": True}, _MY_GROUP),
    "POST /groups/{group_id}/link": Route(find=_MY_GROUP),
    "POST /groups/{group_id}/archive": Route(find=_MY_GROUP),
    "GET /groups/{group_id}/members": Route(find=_MY_GROUP),
    "GET /groups/{group_id}/removals": Route(find=_MY_GROUP),
    "GET /admin/groups": Route(by="administrator"),
    "POST /admin/groups/{group_id}/approve": Route(find=_MY_GROUP, by="administrator"),
    "POST /admin/groups/{group_id}/archive": Route(find=_MY_GROUP, by="administrator"),
    "GET /analytics/operator": Route(by="administrator", most=_FEW, reason="It adds up the interviews of a month."),
    "GET /analytics/fairness": Route(by="administrator", most=_FEW, reason="It counts the bookings of a month."),
    "GET /analytics/integrity": Route(by="administrator", most=_FEW, reason="It counts the interviews of a month."),
    "GET /analytics/moderation": Route(by="administrator"),
    "GET /questions": Route(by="administrator"),
    "GET /questions/figures": Route(by="administrator", most=_FEW, reason="It adds up all interviews."),
    "GET /questions/reports": Route(by="administrator"),
    "POST /questions/reports/{question_report_id}/resolve": Route(
        {"resolution": "dismissed"},
        """
        DELETE FROM question_reports;
        INSERT INTO question_reports (question_id, reporter_id, was_asked, reason, text)
        SELECT 1, id, false, 'unclear', '' FROM unnest(%(people)s) AS p(id) RETURNING reporter_id, id
        """,
        by="administrator",
    ),
    "GET /questions/{question_id}": Route(find=_question("read"), by="administrator"),
    "GET /questions/{question_id}/markdown": Route(find=_question("written"), by="administrator"),
    "PATCH /questions/{question_id}": Route({"title": "Another"}, _question("patch"), by="administrator"),
    "POST /questions/{question_id}/retire": Route(find=_question("retire"), by="administrator"),
    "POST /questions/{question_id}/restore": Route(find=_question("restore", "now()"), by="administrator"),
    "POST /questions": Route(
        {
            "slug": ID,
            "interview_type": "behavioral",
            "difficulty": "easy",
            "title": "A question",
            "tags": ["learning"],
            "prompt": "Why?",
            "hints": ["Think."],
            "solution": "It depends.",
            "follow_ups": ["Why not?"],
            "rubric": _RUBRIC,
        },
        _each("'made-' || p.id"),
        by="administrator",
    ),
    "POST /questions/import": Route({"markdown": _MARKDOWN}, _each("'imported-' || p.id"), by="administrator"),
    "GET /questions/export": Route(by="administrator", most=_FEW, reason="It writes all questions as files."),
    "POST /admin/slots/generate": Route({"days": 1}, by="administrator", most=_FEW, reason=_PLANS),
    "POST /admin/slots/{slot_id}/pair": Route(find=_SLOT, by="administrator"),
    "GET /admin/slot-templates": Route(by="administrator"),
    "GET /admin/slot-templates/suggestions": Route(by="administrator", most=_FEW, reason=_COUNTS),
    "POST /admin/slot-templates": Route(
        {"interview_type": "behavioral", "weekday": 1, "local_time": ID, "time_zone": "UTC"},
        _each("to_char(time '00:00' + p.id %% 1440 * interval '1 min', 'HH24:MI')"),
        by="administrator",
        most=_FEW,
        reason=_PLANS,
    ),
    "PATCH /admin/slot-templates/{template_id}": Route(
        {"capacity": 6}, _TEMPLATES, by="administrator", most=_FEW, reason=_PLANS
    ),
    "DELETE /admin/slot-templates/{template_id}": Route(find=_TEMPLATES, by="administrator", most=_FEW, reason=_PLANS),
    "GET /topics": Route(by="nobody"),
    "GET /admin/topics": Route(by="administrator"),
    "POST /admin/topics": Route(
        {"slug": ID, "interview_type": "technical", "name": "A topic", "tags": ["sql"]},
        _each("'topic-' || p.id"),
        by="administrator",
    ),
    "PATCH /admin/topics/{topic_id}": Route({"name": "Another"}, _TOPICS, by="administrator"),
    "DELETE /admin/topics/{topic_id}": Route(find=_TOPICS, by="administrator"),
    "POST /auth/forgot-password": Route({"email": ID}, _each("SELECT email FROM users WHERE id = p.id"), by="nobody"),
    "POST /auth/verify-email": Route({"token": ID}, _token("verify_email"), by="nobody", new=True),
    "POST /auth/verify-email/resend": Route(
        find="UPDATE users SET email_verified_at = NULL WHERE id = ANY(%(people)s) RETURNING id, ''", new=True
    ),
    "POST /auth/reset-password": Route(
        {"token": ID, "password": PASSWORD}, _token("reset_password"), by="nobody", new=True, most=_FEW, reason=_HASHES
    ),
    "POST /auth/change-password": Route(
        {"current_password": PASSWORD, "new_password": f"{PASSWORD}!"}, _PASSWORD, new=True, most=_FEW, reason=_HASHES
    ),
    "POST /auth/confirm": Route({"password": PASSWORD}, _PASSWORD, new=True, most=_FEW, reason=_HASHES),
    "DELETE /auth/identities/{identity_id}": Route(
        find="""
        INSERT INTO identities (user_id, issuer, subject)
        SELECT id, 'https://accounts.example', id FROM unnest(%(people)s) AS p(id) RETURNING user_id, id
        """
    ),
    "POST /users/me/email": Route({"email": ID}, _each("SELECT 'new-' || email FROM users WHERE id = p.id"), new=True),
    "POST /auth/change-email": Route({"token": ID}, _CHANGING.format(purpose="change_email"), by="nobody", new=True),
    "POST /auth/keep-email": Route({"token": ID}, _CHANGING.format(purpose="keep_email"), by="nobody", new=True),
    "PUT /auth/second-step": Route({"passkey": False}),
    "POST /auth/totp": Route(new=True),
    "DELETE /auth/totp": Route(new=True),
    "DELETE /auth/sessions/{session_id}": Route(
        find="""
        INSERT INTO sessions (user_id, refresh_jti, expires_at)
        SELECT id, gen_random_uuid(), now() + interval '1 day' FROM unnest(%(people)s) AS p(id) RETURNING user_id, id
        """
    ),
    "DELETE /users/me": Route({"password": PASSWORD}, _PASSWORD, new=True, most=_FEW, reason=_HASHES),
    "POST /auth/refresh": Route(
        find="SELECT user_id, id || '/' || refresh_jti FROM sessions WHERE user_id = ANY(%(people)s)",
        by="refresh token",
        new=True,
    ),
    "POST /auth/logout": Route(new=True),
}
"""In this order, since some are about what others have made."""

ELSEWHERE = ("GET /health/live", "POST /auth/register", "POST /auth/login")
"""What other parts of the benchmark measure."""

NOT_MEASURED = dict.fromkeys(
    ("POST /interview/{interview_id}/run", "GET /interview/languages"),
    "It waits for a server that runs code, which there is none of.",
) | {
    **dict.fromkeys(
        ("POST /auth/login/second", "POST /auth/totp/confirm", "POST /auth/recovery-codes"),
        "It takes a code of an app.",
    ),
    **dict.fromkeys(
        (
            *("POST /auth/login/second/options", "POST /auth/confirm/options"),
            *("POST /auth/passkeys", "POST /auth/passkeys/options", "POST /auth/passkeys/login"),
            *("POST /auth/passkeys/login/options", "PATCH /auth/passkeys/{passkey_id}"),
            "DELETE /auth/passkeys/{passkey_id}",
        ),
        "It takes a passkey, or a site with a name.",
    ),
    "DELETE /admin/users/{user_id}/second-factor": "It ends the logins of a person.",
    "POST /invitations/accept": "It takes an hour of two people.",
    "POST /invitations/{invitation_id}/accept": "The same.",
    "POST /match/reunion": "It takes two who met lately and wait.",
    "POST /questions/imports": "It takes files, and as long as what is in them.",
    "PUT /users/me/picture": "It takes a file, and as long as what is in it.",
    "POST /admin/checklist/test-mail": "It waits for a mail server.",
    "POST /auth/providers/{provider}/start": "It waits for a provider, which there is none of.",
    "POST /auth/providers/{provider}/link": "The same.",
    "POST /auth/providers/finish": "The same.",
    "POST /auth/providers/register": "The same.",
    "POST /auth/providers/join": "The same.",
    "POST /auth/first-administrator": "It works once for a site.",
    "POST /groups/{group_id}/join": "It does what POST /groups/join does.",
    "PATCH /groups/{group_id}/members/{user_id}": "It is about two things, and does what those about a group do.",
    "DELETE /groups/{group_id}/members/{user_id}": "The same.",
    "DELETE /groups/{group_id}/removals/{user_id}": "The same.",
}
"""What nothing measures, with the reason."""
