-- {"recorded": "2026-11-26T01:54:50.836536+00:00"}
SELECT 1
-- {"rows": 1, "ids": []}
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$OHZ3a1UEH6YaRXWN/maQEuVKVCS.ghmFYLqNula/kPC6J6qukTcae', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', '283617e0c60d478e8b969b058b114f59', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:50.833789+00:00'::timestamptz, NULL, 'e9140a9d-c436-4ba3-b2c4-7e2c8dbc4f07'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.833789+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["8b40c224-be85-4ac7-9143-004cf1335497"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '283617e0c60d478e8b969b058b114f59', '{"login_id": "8b40c224-be85-4ac7-9143-004cf1335497"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('bob@example.com', 'bob', NULL, '$2b$04$Uyw6UA4O39MqJRROErJIbuWM4fZ2b/59.AA80xFtT0wMyhGqHM2ya', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('bob@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 2, NULL, '127.0.0.1', '70d23484a98441d6883e8ac850a35238', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:50.854555+00:00'::timestamptz, NULL, 'a5a14a7a-01fc-44c3-b716-0cf955368ee0'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:50.854555+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["6d6d33c6-1ca7-4a50-85b9-a343866ca3ce"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', '70d23484a98441d6883e8ac850a35238', '{"login_id": "6d6d33c6-1ca7-4a50-85b9-a343866ca3ce"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = '8b40c224-be85-4ac7-9143-004cf1335497'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
UPDATE users SET username='canary-name', full_name='Canary Fullname' WHERE users.id = 1
-- {"rows": 1, "ids": []}
SELECT blocks.blocked_id 
FROM blocks 
WHERE blocks.blocker_id = 1 ORDER BY blocks.blocked_id
-- {"rows": 0, "ids": []}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
-- committed
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
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (1, 1, 'easy', 'en', 2, NULL, '2026-11-26T01:54:50.912879+00:00'::timestamptz, '2026-11-26T02:54:50.912879+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.912879+00:00'::timestamptz, '2026-11-26T01:55:50.912879+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.916295+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 1))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 1 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:50.926890+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:50.926890+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:50.926890+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
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
SELECT pg_try_advisory_xact_lock(hashtextextended('idempotency_key ' || 'POST /match/pair' || ' ' || 'pair', 2))
-- {"rows": 1, "ids": []}
SELECT fingerprint, status, answer FROM idempotency_keys WHERE user_id = 2 AND route = 'POST /match/pair' AND key = 'pair'
-- {"rows": 0, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (2, 1, 'easy', 'en', 2, NULL, '2026-11-26T01:54:50.957622+00:00'::timestamptz, '2026-11-26T02:54:50.957622+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:50.957622+00:00'::timestamptz, '2026-11-26T01:55:50.957622+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.959575+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":2,"slot_id":1,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT pg_advisory_xact_lock(hashtextextended('idempotency_key ' || 'POST /match/pair' || ' ' || 'pair', 2))
-- {"rows": 1, "ids": []}
SELECT blocker_id AS one, blocked_id AS other FROM blocks WHERE blocker_id = ANY(ARRAY[1,2]) AND blocked_id = ANY(ARRAY[1,2])
-- {"rows": 0, "ids": []}
SELECT a.user_id AS one, b.user_id AS other FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2 WHERE a.user_id = ANY(ARRAY[1,2]) AND b.user_id = ANY(ARRAY[1,2]) AND a.seat = 1 AND a.started_at > '2026-10-27T01:54:50.965523+00:00'::timestamptz AND b.started_at > '2026-10-27T01:54:50.965523+00:00'::timestamptz
-- {"rows": 0, "ids": []}
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:50.965523+00:00'::timestamptz, ends_at = '2026-11-26T02:54:50.965523+00:00'::timestamptz WHERE id = ANY(ARRAY[1,2])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 1, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:50.965523+00:00'::timestamptz, '2026-11-26T01:57:50.965523+00:00'::timestamptz FROM unnest(CAST(ARRAY['e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS uuid[]), CAST(ARRAY[0] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[2] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['e47411f6-868a-4467-a68b-6d3312cf9a5b','e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['easy','easy'] AS text[]), CAST(ARRAY[0,0] AS bigint[]))
-- {"rows": 2, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID)
-- {"rows": 1, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.972165+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[2,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"easy","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.965523Z","start_by":"2026-11-26T01:57:50.965523Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"easy","peer":{"id":1,"username":"canary-name","full_name":"Canary Fullname","reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.965523Z","start_by":"2026-11-26T01:57:50.965523Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer) VALUES (2, 'POST /match/pair', 'pair', '\xd8739ba408bb1bcce63d403814b6b3664026d4eea1be87b639c2e5e629c66643'::bytea, 200, '{"status":"matched","slot_id":1,"booking_id":2,"position":null,"waiting":null,"pairs_at":null,"estimated_wait_seconds":null,"interview":{"id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"easy","peer":{"id":1,"username":"canary-name","full_name":"Canary Fullname","reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.965523Z","start_by":"2026-11-26T01:57:50.965523Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}') ON CONFLICT DO NOTHING RETURNING key
-- {"rows": 1, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b", "e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
UPDATE participants SET started_at='2026-11-26T01:54:50.988555+00:00'::timestamptz WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:50.989700+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":1}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 0
-- {"rows": 0, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND notes.user_id = 1
-- {"rows": 0, "ids": []}
INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer) VALUES (1, 'POST /interview/start', 'start', '\xf79c2a189f97f71cbcab5de61b660b5f50c436eb66192ac71d58f2e72d8197b7'::bytea, 200, '{"id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","slot_id":1,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"easy","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.965523Z","start_by":"2026-11-26T01:57:50.965523Z","i_started":true,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null,"question":null,"video":{"provider":"webrtc","ice_servers":[],"polite":false},"notes":"","extensions_left":2,"extension":null,"socket":"/ws/interview/live?interview_id=e47411f6-868a-4467-a68b-6d3312cf9a5b"}') ON CONFLICT DO NOTHING RETURNING key
-- {"rows": 1, "ids": []}
-- committed
UPDATE participants SET started_at='2026-11-26T01:54:51.017596+00:00'::timestamptz WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.018738+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[2] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":2}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
UPDATE interviews SET status='live', started_at='2026-11-26T01:54:51.019465+00:00'::timestamptz, ends_at='2026-11-26T02:54:51.019465+00:00'::timestamptz WHERE interviews.id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID
-- {"rows": 1, "ids": []}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID ORDER BY participants.seat
-- {"rows": 2, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b", "e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
SELECT questions.id, questions.slug, questions.difficulty, questions.tags 
FROM questions 
WHERE questions.interview_type = 'technical' AND questions.retired_at IS NULL ORDER BY questions.id
-- {"rows": 0, "ids": []}
SELECT me.user_id AS user_id, p.user_id AS asked, p.question_id, p.asked_at FROM participants me JOIN participants p ON p.interview_id = me.interview_id WHERE me.user_id = ANY(ARRAY[1,2]) AND p.asked_at IS NOT NULL AND p.question_id IS NOT NULL AND me.interview_id <> 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid
-- {"rows": 0, "ids": []}
SELECT f.subject_id AS user_id, tag, avg(f.overall) AS score FROM feedback f JOIN participants p ON p.interview_id = f.interview_id AND p.user_id = f.subject_id AND p.asked_at IS NOT NULL JOIN questions q ON q.id = p.question_id CROSS JOIN unnest(q.tags) AS tag WHERE f.subject_id = ANY(ARRAY[1,2]) GROUP BY f.subject_id, tag
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.023616+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b','user:1','user:2'] AS text[]), CAST(ARRAY[3,3,3] AS bigint[]), CAST(ARRAY['interview.started','interview.started','interview.started'] AS text[]), CAST(ARRAY['{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","started_at":"2026-11-26T01:54:51.019465Z","ends_at":"2026-11-26T02:54:51.019465Z"}','{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","started_at":"2026-11-26T01:54:51.019465Z","ends_at":"2026-11-26T02:54:51.019465Z"}','{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","started_at":"2026-11-26T01:54:51.019465Z","ends_at":"2026-11-26T02:54:51.019465Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
UPDATE participants SET asked_at='2026-11-26T01:54:51.024481+00:00'::timestamptz WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.032924+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b'] AS text[]), CAST(ARRAY[4] AS bigint[]), CAST(ARRAY['question.assigned'] AS text[]), CAST(ARRAY['{"user_id":2,"question":null}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer) VALUES (2, 'POST /interview/start', 'start', '\xf79c2a189f97f71cbcab5de61b660b5f50c436eb66192ac71d58f2e72d8197b7'::bytea, 200, '{"id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","slot_id":1,"interview_type":"technical","status":"live","role":"interviewee","my_difficulty":"easy","peer":{"id":1,"username":"canary-name","full_name":"Canary Fullname","reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:50.965523Z","start_by":"2026-11-26T01:57:50.965523Z","i_started":true,"peer_started":true,"started_at":"2026-11-26T01:54:51.019465Z","ends_at":"2026-11-26T02:54:51.019465Z","ended_at":null,"question":null,"video":{"provider":"webrtc","ice_servers":[],"polite":true},"notes":"","extensions_left":2,"extension":null,"socket":"/ws/interview/live?interview_id=e47411f6-868a-4467-a68b-6d3312cf9a5b"}') ON CONFLICT DO NOTHING RETURNING key
-- {"rows": 1, "ids": []}
-- committed
UPDATE interviews SET status='ended' WHERE interviews.id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE interviews SET ended_at='2026-11-26T01:54:51.049910+00:00'::timestamptz WHERE interviews.id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID AND participants.seat = 2
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
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.053107+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[4,4] AS bigint[]), CAST(ARRAY['booking.changed','booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":1,"status":"completed"}','{"booking_id":2,"slot_id":1,"status":"completed"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.054057+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:e47411f6-868a-4467-a68b-6d3312cf9a5b','user:1','user:2'] AS text[]), CAST(ARRAY[5,5,5] AS bigint[]), CAST(ARRAY['interview.ended','interview.ended','interview.ended'] AS text[]), CAST(ARRAY['{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:51.049910Z"}','{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:51.049910Z"}','{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:51.049910Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID
-- {"rows": 1, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
SELECT participants.user_id 
FROM participants 
WHERE participants.interview_id = 'e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID
-- {"rows": 2, "ids": []}
INSERT INTO feedback (interview_id, author_id, subject_id, communication, problem_solving, technical, overall, did_well, to_improve, would_pass, good_match) VALUES ('e47411f6-868a-4467-a68b-6d3312cf9a5b'::uuid::UUID, 2, 1, 4, NULL, NULL, 4, 'listening', 'pace', true, 5) RETURNING feedback.id, feedback.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.077034+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[6] AS bigint[]), CAST(ARRAY['feedback.received'] AS text[]), CAST(ARRAY['{"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT feedback.id, feedback.interview_id, feedback.author_id, feedback.subject_id, feedback.communication, feedback.problem_solving, feedback.technical, feedback.overall, feedback.did_well, feedback.to_improve, feedback.would_pass, feedback.good_match, feedback.created_at, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1, (EXISTS (SELECT * 
FROM feedback AS feedback_1 
WHERE feedback_1.interview_id = feedback.interview_id AND feedback_1.author_id = feedback.subject_id)) OR interviews.ended_at < now() - '3 days 0.000000 seconds'::interval AS visible 
FROM feedback JOIN interviews ON interviews.id = feedback.interview_id JOIN users AS users_1 ON users_1.id = feedback.author_id JOIN users AS users_2 ON users_2.id = feedback.subject_id 
WHERE feedback.id = 1
-- {"rows": 1, "ids": ["e47411f6-868a-4467-a68b-6d3312cf9a5b"]}
INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer) VALUES (2, 'POST /feedback/submit', 'feedback', '\x892ecb36b82886d016d6d2d068242c22a3a385e17521eafbfe64a7100555451e'::bytea, 201, '{"id":1,"interview_id":"e47411f6-868a-4467-a68b-6d3312cf9a5b","author":{"id":2,"username":"bob","full_name":null},"subject":{"id":1,"username":"canary-name","full_name":"Canary Fullname"},"communication":4,"problem_solving":null,"technical":null,"overall":4,"did_well":"listening","to_improve":"pace","would_pass":true,"good_match":5,"created_at":"2026-11-26T01:54:51.069220Z","visible":false}') ON CONFLICT DO NOTHING RETURNING key
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.deleted', 1, NULL, '127.0.0.1', 'ca547457aa4e49c79e7878c6225b938f', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
DELETE FROM outgoing_mails WHERE lower(recipient) = lower('alice@example.com')
-- {"rows": 1, "ids": []}
DELETE FROM blocks WHERE blocks.blocker_id = 1
-- {"rows": 0, "ids": []}
DELETE FROM idempotency_keys WHERE idempotency_keys.user_id = 1
-- {"rows": 1, "ids": []}
DELETE FROM events WHERE events.stream = 'user:1'
-- {"rows": 6, "ids": []}
UPDATE sessions SET user_agent=NULL WHERE sessions.user_id = 1
-- {"rows": 1, "ids": []}
UPDATE bookings SET note=NULL WHERE bookings.user_id = 1
-- {"rows": 1, "ids": []}
UPDATE audit_log SET address=NULL WHERE audit_log.actor_id = 1
-- {"rows": 3, "ids": []}
UPDATE users SET email='deleted-1@invalid', username='deleted-1', password_hash='$2b$04$.....................................................', full_name=NULL WHERE users.id = 1
-- {"rows": 1, "ids": []}
UPDATE users SET deleted_at='2026-11-26T01:54:51.135273+00:00'::timestamptz WHERE users.id = 1
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting') ORDER BY bookings.id FOR UPDATE
-- {"rows": 0, "ids": []}
SELECT participants.interview_id 
FROM participants 
WHERE participants.user_id = 1 AND participants.live ORDER BY participants.interview_id
-- {"rows": 0, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting') ORDER BY bookings.id FOR UPDATE
-- {"rows": 0, "ids": []}
UPDATE sessions SET revoked_at=now() WHERE sessions.user_id = 1 AND sessions.revoked_at IS NULL AND sessions.id IS DISTINCT FROM NULL RETURNING sessions.id
-- {"rows": 1, "ids": ["8b40c224-be85-4ac7-9143-004cf1335497"]}
DELETE FROM one_time_tokens WHERE one_time_tokens.user_id = 1 AND one_time_tokens.purpose = 'reset_password'
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:51.149643+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[7] AS bigint[]), CAST(ARRAY['session.revoked'] AS text[]), CAST(ARRAY['{"session_id":"8b40c224-be85-4ac7-9143-004cf1335497","reason":"account_deleted"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
DELETE FROM one_time_tokens WHERE one_time_tokens.user_id = 1
-- {"rows": 0, "ids": []}
SELECT DISTINCT participants.user_id 
FROM participants 
WHERE participants.interview_id IN (SELECT participants.interview_id 
FROM participants 
WHERE participants.user_id = 1) AND participants.user_id != 1
-- {"rows": 1, "ids": []}
SELECT events.stream, events."offset", events.type, events.data, events.at 
FROM events 
WHERE events.stream IN ('user:2') AND events.type = 'match.found'
-- {"rows": 1, "ids": []}
UPDATE events SET data='{"interview": {"id": "e47411f6-868a-4467-a68b-6d3312cf9a5b", "why": {"met_before": false, "same_level": true, "waited_seconds": 0, "peer_waited_seconds": 0}, "peer": {"id": 1, "username": "deleted-1", "full_name": null, "reliability": {"late": 0, "count": 0, "fraction": null}}, "role": "interviewee", "status": "matched", "ends_at": null, "slot_id": 1, "ended_at": null, "start_by": "2026-11-26T01:57:50.965523Z", "i_started": false, "level_gap": 0, "matched_at": "2026-11-26T01:54:50.965523Z", "started_at": null, "peer_started": false, "my_difficulty": "easy", "interview_type": "technical"}}'::JSONB WHERE events.stream = 'user:2' AND events."offset" = 2
-- {"rows": 1, "ids": []}
SELECT idempotency_keys.user_id, idempotency_keys.route, idempotency_keys.key, idempotency_keys.created_at, idempotency_keys.fingerprint, idempotency_keys.status, idempotency_keys.answer 
FROM idempotency_keys 
WHERE idempotency_keys.user_id IN (2) AND idempotency_keys.answer != ''
-- {"rows": 3, "ids": []}
UPDATE idempotency_keys SET answer='{"id": 1, "interview_id": "e47411f6-868a-4467-a68b-6d3312cf9a5b", "author": {"id": 2, "username": "bob", "full_name": null}, "subject": {"id": 1, "username": "deleted-1", "full_name": null}, "communication": 4, "problem_solving": null, "technical": null, "overall": 4, "did_well": "listening", "to_improve": "pace", "would_pass": true, "good_match": 5, "created_at": "2026-11-26T01:54:51.069220Z", "visible": false}' WHERE idempotency_keys.user_id = 2 AND idempotency_keys.route = 'POST /feedback/submit' AND idempotency_keys.key = 'feedback'
-- {"rows": null, "ids": []}
UPDATE idempotency_keys SET answer='{"id": "e47411f6-868a-4467-a68b-6d3312cf9a5b", "slot_id": 1, "interview_type": "technical", "status": "live", "role": "interviewee", "my_difficulty": "easy", "peer": {"id": 1, "username": "deleted-1", "full_name": null, "reliability": {"fraction": null, "count": 0, "late": 0}}, "level_gap": 0, "why": {"same_level": true, "waited_seconds": 0, "peer_waited_seconds": 0, "met_before": false}, "matched_at": "2026-11-26T01:54:50.965523Z", "start_by": "2026-11-26T01:57:50.965523Z", "i_started": true, "peer_started": true, "started_at": "2026-11-26T01:54:51.019465Z", "ends_at": "2026-11-26T02:54:51.019465Z", "ended_at": null, "question": null, "video": {"provider": "webrtc", "ice_servers": [], "polite": true}, "notes": "", "extensions_left": 2, "extension": null, "socket": "/ws/interview/live?interview_id=e47411f6-868a-4467-a68b-6d3312cf9a5b"}' WHERE idempotency_keys.user_id = 2 AND idempotency_keys.route = 'POST /interview/start' AND idempotency_keys.key = 'start'
-- {"rows": null, "ids": []}
UPDATE idempotency_keys SET answer='{"status": "matched", "slot_id": 1, "booking_id": 2, "position": null, "waiting": null, "pairs_at": null, "estimated_wait_seconds": null, "interview": {"id": "e47411f6-868a-4467-a68b-6d3312cf9a5b", "slot_id": 1, "interview_type": "technical", "status": "matched", "role": "interviewee", "my_difficulty": "easy", "peer": {"id": 1, "username": "deleted-1", "full_name": null, "reliability": {"fraction": null, "count": 0, "late": 0}}, "level_gap": 0, "why": {"same_level": true, "waited_seconds": 0, "peer_waited_seconds": 0, "met_before": false}, "matched_at": "2026-11-26T01:54:50.965523Z", "start_by": "2026-11-26T01:57:50.965523Z", "i_started": false, "peer_started": false, "started_at": null, "ends_at": null, "ended_at": null}}' WHERE idempotency_keys.user_id = 2 AND idempotency_keys.route = 'POST /match/pair' AND idempotency_keys.key = 'pair'
-- {"rows": null, "ids": []}
-- committed
