-- {"recorded": "2026-11-26T01:54:50.113732+00:00"}
SELECT 1
-- {"rows": 1, "ids": []}
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$WYBdrKb6tRr0FFqdttlvUuXNz3VDmAUkKaWcWBC4qAJJQrP3ix0re', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', '28a9d27c2be3458f96a7aefb125221ef', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:50.110922+00:00'::timestamptz, NULL, '103f338d-ff1e-454e-874a-4799c623c251'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.110922+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["80d473cc-6be8-41ee-b745-3347673c6a17"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '28a9d27c2be3458f96a7aefb125221ef', '{"login_id": "80d473cc-6be8-41ee-b745-3347673c6a17"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('bob@example.com', 'bob', NULL, '$2b$04$gBL9UfOTXHKLJL87LkjlRu74a3zdBozuCadOffgTjJMsKV.bj/U2G', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('bob@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 2, NULL, '127.0.0.1', '99f67d11b98546d4b3dfb9087f291e37', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:50.130463+00:00'::timestamptz, NULL, 'dc17914e-a687-4fdd-9424-c58d85154c65'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.130463+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["ed9d2d50-4d10-4559-a666-545a8dcb72ba"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', '99f67d11b98546d4b3dfb9087f291e37', '{"login_id": "ed9d2d50-4d10-4559-a666-545a8dcb72ba"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('admin@example.com', 'admin', NULL, '$2b$04$E63ClEba7L5HPt.ro7pUJuWFgSPLWAHDI06ef7xWWvY6zy744SADy', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('admin@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 3, NULL, '127.0.0.1', '0970bf7432064dd6a269ef414fef88c1', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (3, '2026-12-26T01:54:50.150371+00:00'::timestamptz, NULL, '8eea78cb-6fa7-41d3-95bd-7a641b426e3c'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.150371+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["505ce5be-4b43-4e39-a5fb-41d10e12f69f"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 3, NULL, '127.0.0.1', '0970bf7432064dd6a269ef414fef88c1', '{"login_id": "505ce5be-4b43-4e39-a5fb-41d10e12f69f"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
UPDATE users SET is_admin = true WHERE id = 3
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = '80d473cc-6be8-41ee-b745-3347673c6a17'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'technical' AND slots.starts_at IS NULL
-- {"rows": 0, "ids": []}
INSERT INTO slots (interview_type) VALUES ('technical') ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'technical' AND slots.starts_at IS NULL
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched') FOR UPDATE
-- {"rows": 0, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (1, 1, 'medium', 'en', 2, NULL, '2026-11-26T01:54:50.173788+00:00'::timestamptz, '2026-11-26T02:54:50.173788+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.173788+00:00'::timestamptz, '2026-11-26T01:55:50.173788+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.177691+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 1))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 1 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:50.182050+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:50.182050+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:50.182050+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
-- {"rows": 1, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 1 ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.id DESC 
 LIMIT 1
-- {"rows": 1, "ids": []}
SELECT user_id, difficulty FROM bookings WHERE slot_id = 1 AND status = 'waiting' AND present_until > now() ORDER BY waiting_since, id
-- {"rows": 1, "ids": []}
SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median FROM participants p JOIN (SELECT i.id FROM interviews i JOIN slots s ON s.id = i.slot_id WHERE i.interview_type = 'technical' AND i.matched_at > now() - interval '7 days' AND s.starts_at IS NULL ORDER BY i.matched_at DESC LIMIT 200) AS lately ON lately.id = p.interview_id GROUP BY p.difficulty HAVING count(*) >= 5
-- {"rows": 0, "ids": []}
-- committed
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (2, 1, 'medium', 'en', 2, NULL, '2026-11-26T01:54:50.205245+00:00'::timestamptz, '2026-11-26T02:54:50.205245+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.205245+00:00'::timestamptz, '2026-11-26T01:55:50.205245+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.207220+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":2,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT blocker_id AS one, blocked_id AS other FROM blocks WHERE blocker_id = ANY(ARRAY[1,2]) AND blocked_id = ANY(ARRAY[1,2])
-- {"rows": 0, "ids": []}
SELECT a.user_id AS one, b.user_id AS other FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2 WHERE a.user_id = ANY(ARRAY[1,2]) AND b.user_id = ANY(ARRAY[1,2]) AND a.seat = 1 AND a.started_at > '2026-10-27T01:54:50.213182+00:00'::timestamptz AND b.started_at > '2026-10-27T01:54:50.213182+00:00'::timestamptz
-- {"rows": 0, "ids": []}
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:50.213182+00:00'::timestamptz, ends_at = '2026-11-26T02:54:50.213182+00:00'::timestamptz WHERE id = ANY(ARRAY[1,2])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 1, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:50.213182+00:00'::timestamptz, '2026-11-26T01:57:50.213182+00:00'::timestamptz FROM unnest(CAST(ARRAY['882bd806-f632-4e15-bfcd-4c8a55eb53f9'] AS uuid[]), CAST(ARRAY[0] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[2] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['882bd806-f632-4e15-bfcd-4c8a55eb53f9','882bd806-f632-4e15-bfcd-4c8a55eb53f9'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['medium','medium'] AS text[]), CAST(ARRAY[0,0] AS bigint[]))
-- {"rows": 2, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID)
-- {"rows": 1, "ids": ["882bd806-f632-4e15-bfcd-4c8a55eb53f9"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.233502+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[2,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"882bd806-f632-4e15-bfcd-4c8a55eb53f9","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"medium","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.213182Z","start_by":"2026-11-26T01:57:50.213182Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"882bd806-f632-4e15-bfcd-4c8a55eb53f9","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"medium","peer":{"id":1,"username":"alice","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.213182Z","start_by":"2026-11-26T01:57:50.213182Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) VALUES ('technical', '2026-11-27T01:54:50.240179+00:00'::timestamptz, '2026-11-27T02:54:50.240179+00:00'::timestamptz, 100) RETURNING slots.id, slots.created_at
-- {"rows": 1, "ids": []}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 2 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 2 AND bookings.status IN ('booked', 'waiting', 'matched') AND bookings.user_id = 1
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 2 AND bookings.status IN ('booked', 'waiting', 'matched')
-- {"rows": 1, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, waiting_since, present_until) VALUES (1, 2, 'easy', 'en', 2, NULL, '2026-11-27T01:54:50.240179+00:00'::timestamptz, '2026-11-27T02:54:50.240179+00:00'::timestamptz, NULL, NULL) RETURNING bookings.id, bookings.status, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.258905+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[3] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":3,"slot_id":2,"status":"booked"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at, slots.id AS id_1, slots.interview_type, slots.starts_at AS starts_at_1, slots.ends_at AS ends_at_1, slots.capacity, slots.created_at AS created_at_1, (SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = bookings.id AND participants.live) AS anon_1 
FROM bookings JOIN slots ON slots.id = bookings.slot_id 
WHERE bookings.user_id = 1 AND bookings.id = 3
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.suspended', 3, 1, '127.0.0.1', 'e908a62990a14beab828fa6b006dabb7', '{"until": null}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
UPDATE users SET suspended_at='2026-11-26T01:54:50.275170+00:00'::timestamptz, suspension_reason='Sold things to people.' WHERE users.id = 1
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting') ORDER BY bookings.id FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET status='cancelled' WHERE bookings.id = 3
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.282470+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[4] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":3,"slot_id":2,"status":"cancelled"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT participants.interview_id 
FROM participants 
WHERE participants.user_id = 1 AND participants.live ORDER BY participants.interview_id
-- {"rows": 1, "ids": ["882bd806-f632-4e15-bfcd-4c8a55eb53f9"]}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["882bd806-f632-4e15-bfcd-4c8a55eb53f9"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["882bd806-f632-4e15-bfcd-4c8a55eb53f9", "882bd806-f632-4e15-bfcd-4c8a55eb53f9"]}
UPDATE interviews SET status='abandoned' WHERE interviews.id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE interviews SET ended_at='2026-11-26T01:54:50.297124+00:00'::timestamptz WHERE interviews.id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID AND participants.seat = 2
-- {"rows": null, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET status='cancelled', cancelled_late=true WHERE bookings.id = 1
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 2 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET status='waiting', present_until='2026-11-26T01:55:50.299211+00:00'::timestamptz WHERE bookings.id = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.303436+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[5,3] AS bigint[]), CAST(ARRAY['booking.changed','booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"cancelled"}','{"booking_id":2,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
UPDATE users SET practice_blocked_until = clock_timestamp() + least(CAST('7 days 0.000000 seconds'::interval AS interval), CAST('0 days 3600.000000 seconds'::interval AS interval) * power(2, misses.streak - 1 - 1)) FROM (SELECT u.id, count(b.id) AS streak FROM users u JOIN bookings b ON b.user_id = u.id WHERE u.id = ANY('{}') AND b.status = 'no_show' AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND b.starts_at > coalesce(u.no_shows_forgiven_at, '-infinity') AND NOT EXISTS (SELECT FROM bookings kept WHERE kept.user_id = u.id AND kept.status = 'completed' AND kept.starts_at > b.starts_at) GROUP BY u.id HAVING count(b.id) > 1) AS misses WHERE users.id = misses.id
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:882bd806-f632-4e15-bfcd-4c8a55eb53f9','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.305686+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:882bd806-f632-4e15-bfcd-4c8a55eb53f9','user:1','user:2'] AS text[]), CAST(ARRAY[1,6,4] AS bigint[]), CAST(ARRAY['interview.ended','interview.ended','interview.ended'] AS text[]), CAST(ARRAY['{"interview_id":"882bd806-f632-4e15-bfcd-4c8a55eb53f9","status":"abandoned","reason":"abandoned","by":1,"ended_at":"2026-11-26T01:54:50.297124Z"}','{"interview_id":"882bd806-f632-4e15-bfcd-4c8a55eb53f9","status":"abandoned","reason":"abandoned","by":1,"ended_at":"2026-11-26T01:54:50.297124Z"}','{"interview_id":"882bd806-f632-4e15-bfcd-4c8a55eb53f9","status":"abandoned","reason":"abandoned","by":1,"ended_at":"2026-11-26T01:54:50.297124Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting') ORDER BY bookings.id FOR UPDATE
-- {"rows": 0, "ids": []}
UPDATE sessions SET revoked_at=now() WHERE sessions.user_id = 1 AND sessions.revoked_at IS NULL AND sessions.id IS DISTINCT FROM NULL RETURNING sessions.id
-- {"rows": 1, "ids": ["80d473cc-6be8-41ee-b745-3347673c6a17"]}
DELETE FROM one_time_tokens WHERE one_time_tokens.user_id = 1 AND one_time_tokens.purpose = 'reset_password'
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.315992+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[7] AS bigint[]), CAST(ARRAY['session.revoked'] AS text[]), CAST(ARRAY['{"session_id":"80d473cc-6be8-41ee-b745-3347673c6a17","reason":"account_suspended"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
DELETE FROM one_time_tokens WHERE one_time_tokens.user_id = 1
-- {"rows": 0, "ids": []}
-- committed
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 0
-- {"rows": 0, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = '882bd806-f632-4e15-bfcd-4c8a55eb53f9'::uuid::UUID AND notes.user_id = 2
-- {"rows": 0, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at, slots.id AS id_1, slots.interview_type, slots.starts_at AS starts_at_1, slots.ends_at AS ends_at_1, slots.capacity, slots.created_at AS created_at_1, (SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = bookings.id AND participants.live) AS anon_1, bookings.starts_at AS starts_at__1, bookings.id AS id__1 
FROM bookings JOIN slots ON slots.id = bookings.slot_id 
WHERE bookings.user_id = 2 ORDER BY bookings.starts_at DESC, bookings.id DESC 
 LIMIT 21
-- {"rows": 1, "ids": []}
-- committed
