-- {"recorded": "2026-11-26T01:54:49.732921+00:00"}
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$dJehjOFbzEeVWLX6Avwt6uc/26p0iXcvrVZjtfOK6MCTkcXMhQ76q', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', 'c501274e5bcb4821951940974aa53921', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:49.725296+00:00'::timestamptz, NULL, 'ffe3c890-e661-4191-af15-c3610c60617a'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:49.725296+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["51f04c90-ac90-4cfe-971c-b30756bf0d3d"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', 'c501274e5bcb4821951940974aa53921', '{"login_id": "51f04c90-ac90-4cfe-971c-b30756bf0d3d"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT 1
-- {"rows": 1, "ids": []}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) VALUES ('technical', '2026-11-26T02:54:49.735522+00:00'::timestamptz, '2026-11-26T03:54:49.735522+00:00'::timestamptz, 100) RETURNING slots.id, slots.created_at
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = '51f04c90-ac90-4cfe-971c-b30756bf0d3d'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched') AND bookings.user_id = 1
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched')
-- {"rows": 1, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, waiting_since, present_until) VALUES (1, 1, 'easy', 'fr', 2, 'graphs', '2026-11-26T02:54:49.735522+00:00'::timestamptz, '2026-11-26T03:54:49.735522+00:00'::timestamptz, NULL, NULL) RETURNING bookings.id, bookings.status, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.768535+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"booked"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at, slots.id AS id_1, slots.interview_type, slots.starts_at AS starts_at_1, slots.ends_at AS ends_at_1, slots.capacity, slots.created_at AS created_at_1, (SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = bookings.id AND participants.live) AS anon_1 
FROM bookings JOIN slots ON slots.id = bookings.slot_id 
WHERE bookings.user_id = 1 AND bookings.id = 1
-- {"rows": 1, "ids": []}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 1
-- {"rows": 1, "ids": []}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) VALUES ('technical', '2026-11-26T03:24:49.779439+00:00'::timestamptz, '2026-11-26T04:24:49.779439+00:00'::timestamptz, 100) RETURNING slots.id, slots.created_at
-- {"rows": 1, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 1 AND bookings.user_id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET slot_id=2, starts_at='2026-11-26T03:24:49.779439+00:00'::timestamptz, ends_at='2026-11-26T04:24:49.779439+00:00'::timestamptz WHERE bookings.id = 1
-- {"rows": 1, "ids": []}
-- committed
