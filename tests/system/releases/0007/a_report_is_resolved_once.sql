-- {"recorded": "2026-11-26T01:54:50.488542+00:00"}
SELECT 1
-- {"rows": 1, "ids": []}
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$o.48s9sDA1QMicXzRZ5zo.4eRfvZNzA14zrB2eUDD7nDXAfFdC3J.', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', '6079dac6e9c7454695a44e4d6d31044d', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:50.485456+00:00'::timestamptz, NULL, 'f4b6e458-dc3d-4fe0-8a1e-9d6a0f1337ca'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.485456+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["fe511506-0c20-4295-83a7-ea674adfee9d"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '6079dac6e9c7454695a44e4d6d31044d', '{"login_id": "fe511506-0c20-4295-83a7-ea674adfee9d"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('bob@example.com', 'bob', NULL, '$2b$04$LilK3uszOK0jhmmBT.C8eOLMMzowscY2gdHesD8t46jCb4fw9Rja.', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('bob@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 2, NULL, '127.0.0.1', '09e6f85416fd419cb1ba528e7a5858df', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:50.500651+00:00'::timestamptz, NULL, '48e4ea2e-3167-4551-a2f8-7c0779123286'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.500651+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["b747ad0f-e6cb-4a7c-927f-9c3dd46782e9"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', '09e6f85416fd419cb1ba528e7a5858df', '{"login_id": "b747ad0f-e6cb-4a7c-927f-9c3dd46782e9"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('admin@example.com', 'admin', NULL, '$2b$04$uHT4ENusP4mybzrdF8KrBOT3AD1pFq96VVHsawS9ESK2myD8UAZF2', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('admin@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 3, NULL, '127.0.0.1', '2d7c81eccad140119e06840214ee9632', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (3, '2026-12-26T01:54:50.513939+00:00'::timestamptz, NULL, '22f2ac1a-4419-497d-b74d-103529db3db6'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.513939+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["1bb3a874-93c2-4019-819b-955b4987901f"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 3, NULL, '127.0.0.1', '2d7c81eccad140119e06840214ee9632', '{"login_id": "1bb3a874-93c2-4019-819b-955b4987901f"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
UPDATE users SET is_admin = true WHERE id = 3
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = 'fe511506-0c20-4295-83a7-ea674adfee9d'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
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
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (1, 1, 'medium', 'en', 2, NULL, '2026-11-26T01:54:50.527281+00:00'::timestamptz, '2026-11-26T02:54:50.527281+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.527281+00:00'::timestamptz, '2026-11-26T01:55:50.527281+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.533426+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 1))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 1 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:50.535255+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:50.535255+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:50.535255+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
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
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (2, 1, 'medium', 'en', 2, NULL, '2026-11-26T01:54:50.547889+00:00'::timestamptz, '2026-11-26T02:54:50.547889+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.547889+00:00'::timestamptz, '2026-11-26T01:55:50.547889+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.553299+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":2,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT blocker_id AS one, blocked_id AS other FROM blocks WHERE blocker_id = ANY(ARRAY[1,2]) AND blocked_id = ANY(ARRAY[1,2])
-- {"rows": 0, "ids": []}
SELECT a.user_id AS one, b.user_id AS other FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2 WHERE a.user_id = ANY(ARRAY[1,2]) AND b.user_id = ANY(ARRAY[1,2]) AND a.seat = 1 AND a.started_at > '2026-10-27T01:54:50.554860+00:00'::timestamptz AND b.started_at > '2026-10-27T01:54:50.554860+00:00'::timestamptz
-- {"rows": 0, "ids": []}
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:50.554860+00:00'::timestamptz, ends_at = '2026-11-26T02:54:50.554860+00:00'::timestamptz WHERE id = ANY(ARRAY[1,2])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 1, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:50.554860+00:00'::timestamptz, '2026-11-26T01:57:50.554860+00:00'::timestamptz FROM unnest(CAST(ARRAY['edc76963-3729-4962-8a3f-391f46a4853a'] AS uuid[]), CAST(ARRAY[0] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[2] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['edc76963-3729-4962-8a3f-391f46a4853a','edc76963-3729-4962-8a3f-391f46a4853a'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['medium','medium'] AS text[]), CAST(ARRAY[0,0] AS bigint[]))
-- {"rows": 2, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID)
-- {"rows": 1, "ids": ["edc76963-3729-4962-8a3f-391f46a4853a"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.562943+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[2,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"edc76963-3729-4962-8a3f-391f46a4853a","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"medium","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.554860Z","start_by":"2026-11-26T01:57:50.554860Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"edc76963-3729-4962-8a3f-391f46a4853a","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"medium","peer":{"id":1,"username":"alice","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.554860Z","start_by":"2026-11-26T01:57:50.554860Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["edc76963-3729-4962-8a3f-391f46a4853a"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["edc76963-3729-4962-8a3f-391f46a4853a", "edc76963-3729-4962-8a3f-391f46a4853a"]}
UPDATE participants SET started_at='2026-11-26T01:54:50.574166+00:00'::timestamptz WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.575545+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":1}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 0
-- {"rows": 0, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND notes.user_id = 1
-- {"rows": 0, "ids": []}
-- committed
UPDATE participants SET started_at='2026-11-26T01:54:50.590584+00:00'::timestamptz WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.591550+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[2] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":2}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
UPDATE interviews SET status='live', started_at='2026-11-26T01:54:50.597109+00:00'::timestamptz, ends_at='2026-11-26T02:54:50.597109+00:00'::timestamptz WHERE interviews.id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID
-- {"rows": 1, "ids": []}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID ORDER BY participants.seat
-- {"rows": 2, "ids": ["edc76963-3729-4962-8a3f-391f46a4853a", "edc76963-3729-4962-8a3f-391f46a4853a"]}
SELECT questions.id, questions.slug, questions.difficulty, questions.tags 
FROM questions 
WHERE questions.interview_type = 'technical' AND questions.retired_at IS NULL ORDER BY questions.id
-- {"rows": 0, "ids": []}
SELECT me.user_id AS user_id, p.user_id AS asked, p.question_id, p.asked_at FROM participants me JOIN participants p ON p.interview_id = me.interview_id WHERE me.user_id = ANY(ARRAY[1,2]) AND p.asked_at IS NOT NULL AND p.question_id IS NOT NULL AND me.interview_id <> 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid
-- {"rows": 0, "ids": []}
SELECT f.subject_id AS user_id, tag, avg(f.overall) AS score FROM feedback f JOIN participants p ON p.interview_id = f.interview_id AND p.user_id = f.subject_id AND p.asked_at IS NOT NULL JOIN questions q ON q.id = p.question_id CROSS JOIN unnest(q.tags) AS tag WHERE f.subject_id = ANY(ARRAY[1,2]) GROUP BY f.subject_id, tag
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.605085+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a','user:1','user:2'] AS text[]), CAST(ARRAY[3,3,3] AS bigint[]), CAST(ARRAY['interview.started','interview.started','interview.started'] AS text[]), CAST(ARRAY['{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","started_at":"2026-11-26T01:54:50.597109Z","ends_at":"2026-11-26T02:54:50.597109Z"}','{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","started_at":"2026-11-26T01:54:50.597109Z","ends_at":"2026-11-26T02:54:50.597109Z"}','{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","started_at":"2026-11-26T01:54:50.597109Z","ends_at":"2026-11-26T02:54:50.597109Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
UPDATE participants SET asked_at='2026-11-26T01:54:50.605880+00:00'::timestamptz WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.608046+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a'] AS text[]), CAST(ARRAY[4] AS bigint[]), CAST(ARRAY['question.assigned'] AS text[]), CAST(ARRAY['{"user_id":2,"question":null}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
UPDATE interviews SET status='ended' WHERE interviews.id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE interviews SET ended_at='2026-11-26T01:54:50.623080+00:00'::timestamptz WHERE interviews.id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'edc76963-3729-4962-8a3f-391f46a4853a'::uuid::UUID AND participants.seat = 2
-- {"rows": null, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id IN (1, 2) ORDER BY bookings.id FOR UPDATE
-- {"rows": 2, "ids": []}
UPDATE bookings SET status='completed' WHERE bookings.id = 1
-- {"rows": null, "ids": []}
UPDATE bookings SET status='completed' WHERE bookings.id = 2
-- {"rows": null, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.629096+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[4,4] AS bigint[]), CAST(ARRAY['booking.changed','booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"completed"}','{"booking_id":2,"slot_id":1,"status":"completed"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.632949+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:edc76963-3729-4962-8a3f-391f46a4853a','user:1','user:2'] AS text[]), CAST(ARRAY[5,5,5] AS bigint[]), CAST(ARRAY['interview.ended','interview.ended','interview.ended'] AS text[]), CAST(ARRAY['{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","status":"ended","reason":"ended","by":1,"ended_at":"2026-11-26T01:54:50.623080Z"}','{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","status":"ended","reason":"ended","by":1,"ended_at":"2026-11-26T01:54:50.623080Z"}','{"interview_id":"edc76963-3729-4962-8a3f-391f46a4853a","status":"ended","reason":"ended","by":1,"ended_at":"2026-11-26T01:54:50.623080Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
-- committed
SELECT participants_1.interview_id 
FROM participants AS participants_1 JOIN participants AS participants_2 ON participants_2.interview_id = participants_1.interview_id 
WHERE participants_1.user_id = 1 AND participants_2.user_id = 2 AND participants_2.user_id != 1 
 LIMIT 1
-- {"rows": 1, "ids": ["edc76963-3729-4962-8a3f-391f46a4853a"]}
INSERT INTO reports (reporter_id, subject_id, interview_id, reason, text, resolved_at, resolved_by, resolution, note) VALUES (1, 2, NULL::UUID, 'spam', 'sold me something', NULL, NULL, NULL, NULL) RETURNING reports.id, reports.created_at
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('report.made', 1, 2, '127.0.0.1', 'c75e3998dfbd4c54939b100527b8d947', '{"report_id": 1}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT reports.id, reports.reporter_id, reports.subject_id, reports.interview_id, reports.reason, reports.text, reports.created_at, reports.resolved_at, reports.resolved_by, reports.resolution, reports.note 
FROM reports 
WHERE reports.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('report.resolved', 3, 2, '127.0.0.1', '0b8f97b4222f45048f48b1770602bf48', '{"report_id": 1, "resolution": "warned"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
UPDATE reports SET resolved_at='2026-11-26T01:54:50.663582+00:00'::timestamptz, resolved_by=3, resolution='warned', note='wrote to him' WHERE reports.id = 1
-- {"rows": 1, "ids": []}
SELECT reports.id, reports.reporter_id, reports.subject_id, reports.interview_id, reports.reason, reports.text, reports.created_at, reports.resolved_at, reports.resolved_by, reports.resolution, reports.note, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1 
FROM reports JOIN users AS users_1 ON users_1.id = reports.reporter_id JOIN users AS users_2 ON users_2.id = reports.subject_id 
WHERE reports.id = 1
-- {"rows": 1, "ids": []}
-- committed
SELECT reports.id, reports.reporter_id, reports.subject_id, reports.interview_id, reports.reason, reports.text, reports.created_at, reports.resolved_at, reports.resolved_by, reports.resolution, reports.note, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1, reports.id AS id__1 
FROM reports JOIN users AS users_1 ON users_1.id = reports.reporter_id JOIN users AS users_2 ON users_2.id = reports.subject_id 
WHERE reports.resolved_at IS NULL ORDER BY reports.id DESC 
 LIMIT 21
-- {"rows": 0, "ids": []}
-- committed
SELECT reports.id, reports.reporter_id, reports.subject_id, reports.interview_id, reports.reason, reports.text, reports.created_at, reports.resolved_at, reports.resolved_by, reports.resolution, reports.note, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1, reports.id AS id__1 
FROM reports JOIN users AS users_1 ON users_1.id = reports.reporter_id JOIN users AS users_2 ON users_2.id = reports.subject_id 
WHERE reports.resolved_at IS NOT NULL ORDER BY reports.id DESC 
 LIMIT 21
-- {"rows": 1, "ids": []}
-- committed
