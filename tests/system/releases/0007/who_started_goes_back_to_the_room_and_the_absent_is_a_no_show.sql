-- {"recorded": "2026-11-26T01:54:46.937440+00:00"}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'behavioral' AND slots.starts_at IS NULL
-- {"rows": 0, "ids": []}
INSERT INTO slots (interview_type) VALUES ('behavioral') ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'behavioral' AND slots.starts_at IS NULL
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
-- committed
UPDATE socket_processes SET alive_until = clock_timestamp() + '0 days 15.000000 seconds'::interval WHERE node = '01fc203785c49bfd' RETURNING node
-- {"rows": 0, "ids": []}
INSERT INTO socket_processes (node, alive_until) VALUES ('01fc203785c49bfd', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING
-- {"rows": 1, "ids": []}
INSERT INTO socket_places (id, user_id, node, stream) SELECT id, user_id, '01fc203785c49bfd', stream FROM unnest(CAST('{}' AS uuid[]), CAST('{}' AS bigint[]), CAST('{}' AS text[])) AS p(id, user_id, stream) ON CONFLICT DO NOTHING
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.status = 'matched' AND interviews.start_by < now() ORDER BY interviews.start_by 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SELECT 1
-- {"rows": 1, "ids": []}
SELECT 1
-- {"rows": 1, "ids": []}
-- committed
SELECT pg_catalog.pg_class.relname 
FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace 
WHERE pg_catalog.pg_class.relname IN ('alembic_version') AND pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p', 'f', 'v', 'm']) AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != 'pg_catalog'
-- {"rows": 1, "ids": []}
SELECT alembic_version.version_num 
FROM alembic_version
-- {"rows": 1, "ids": []}
-- committed
UPDATE participants p SET left_at = clock_timestamp() FROM (SELECT interview_id, seat FROM participants WHERE live AND left_at IS NULL AND present_until < now() ORDER BY interview_id, seat LIMIT 500 FOR UPDATE SKIP LOCKED) AS gone WHERE (p.interview_id, p.seat) = (gone.interview_id, gone.seat) RETURNING p.interview_id, p.user_id
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, interviews.half_told_at IS NULL AND clock_timestamp() - interviews.started_at >= interviews.ends_at - clock_timestamp() AS half, interviews.ending_told_at IS NULL AND clock_timestamp() >= interviews.ends_at - '0 days 300.000000 seconds'::interval AS ending 
FROM interviews 
WHERE interviews.status = 'live' AND interviews.ends_at > clock_timestamp() AND (interviews.half_told_at IS NULL AND clock_timestamp() - interviews.started_at >= interviews.ends_at - clock_timestamp() OR interviews.ending_told_at IS NULL AND clock_timestamp() >= interviews.ends_at - '0 days 300.000000 seconds'::interval) ORDER BY interviews.ends_at 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.status = 'live' AND interviews.ends_at < now() ORDER BY interviews.ends_at 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$a7OOhUdbm44yvc5.pcn...D7sFYOLwq7V29tkX450fezGfZfGlImW', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', '9a4d2ba45c4c4fb8b29e3409b05e1c8b', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:47.037391+00:00'::timestamptz, NULL, '04265ec7-4958-4ea4-8b8a-f86d041d2204'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:47.037391+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["3dd80770-c7b5-4044-b799-417d3f68071f"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '9a4d2ba45c4c4fb8b29e3409b05e1c8b', '{"login_id": "3dd80770-c7b5-4044-b799-417d3f68071f"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
UPDATE bookings SET status = CASE status WHEN 'waiting' THEN 'expired' ELSE 'no_show' END FROM (SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.status IN ('booked', 'waiting') AND s.starts_at < now() - '0 days 900.000000 seconds'::interval ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED) AS over WHERE bookings.id = over.id RETURNING bookings.id, user_id, slot_id, status
-- {"rows": 0, "ids": []}
UPDATE users SET practice_blocked_until = clock_timestamp() + least(CAST('7 days 0.000000 seconds'::interval AS interval), CAST('0 days 3600.000000 seconds'::interval AS interval) * power(2, misses.streak - 1 - 1)) FROM (SELECT u.id, count(b.id) AS streak FROM users u JOIN bookings b ON b.user_id = u.id WHERE u.id = ANY('{}') AND b.status = 'no_show' AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND b.starts_at > coalesce(u.no_shows_forgiven_at, '-infinity') AND NOT EXISTS (SELECT FROM bookings kept WHERE kept.user_id = u.id AND kept.status = 'completed' AND kept.starts_at > b.starts_at) GROUP BY u.id HAVING count(b.id) > 1) AS misses WHERE users.id = misses.id
-- {"rows": 0, "ids": []}
-- committed
UPDATE bookings SET status = 'expired' FROM (SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.starts_at IS NULL AND (b.status = 'waiting' AND b.present_until < now() - '0 days 600.000000 seconds'::interval OR b.status = 'booked' AND b.ends_at < now()) ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED) AS stale WHERE bookings.id = stale.id RETURNING bookings.id, user_id, slot_id, status
-- {"rows": 0, "ids": []}
-- committed
DELETE FROM socket_processes WHERE alive_until < clock_timestamp() - '0 days 60.000000 seconds'::interval RETURNING node
-- {"rows": 0, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('bob@example.com', 'bob', NULL, '$2b$04$hHPonJ70Vm4DczbwdEHcd.XjwrFOasTHk8f/HIXFyvxHpOYZxxZ1S', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('bob@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 2, NULL, '127.0.0.1', '93e49f63dadd49f988c715ef312fd44f', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:47.057301+00:00'::timestamptz, NULL, '5eaf8c5d-2927-4427-900f-766ce5a9047a'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:47.057301+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["76866a96-1d69-4c39-9fc0-b39a2f928530"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', '93e49f63dadd49f988c715ef312fd44f', '{"login_id": "76866a96-1d69-4c39-9fc0-b39a2f928530"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'behavioral', h, h + '0 days 2700.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'behavioral', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 336, "ids": []}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'technical', h, h + '0 days 3600.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'technical', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 336, "ids": []}
-- committed
DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose
-- {"rows": 0, "ids": []}
DELETE FROM idempotency_keys WHERE created_at < now() - '1 days 0.000000 seconds'::interval RETURNING user_id
-- {"rows": 0, "ids": []}
DELETE FROM events WHERE (stream, "offset") IN (SELECT stream, "offset" FROM events WHERE at < now() - '90 days 0.000000 seconds'::interval AND stream LIKE 'user:%' LIMIT 5000) RETURNING "offset"
-- {"rows": 0, "ids": []}
DELETE FROM audit_log WHERE at < now() - '365 days 0.000000 seconds'::interval RETURNING id
-- {"rows": 0, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = '3dd80770-c7b5-4044-b799-417d3f68071f'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 2 AND bookings.status IN ('booked', 'waiting', 'matched') FOR UPDATE
-- {"rows": 0, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (1, 2, 'easy', 'en', 2, NULL, '2026-11-26T01:54:47.083879+00:00'::timestamptz, '2026-11-26T02:54:47.083879+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:47.083879+00:00'::timestamptz, '2026-11-26T01:55:47.083879+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:47.092675+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":2,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
DELETE FROM outgoing_mails WHERE outgoing_mails.created_at < now() - '30 days 0.000000 seconds'::interval AND (outgoing_mails.sent_at IS NOT NULL OR outgoing_mails.given_up_at IS NOT NULL) RETURNING outgoing_mails.id
-- {"rows": 0, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 2))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 2 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:47.120561+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:47.120561+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:47.120561+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
-- {"rows": 1, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 2 ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.id DESC 
 LIMIT 1
-- {"rows": 1, "ids": []}
SELECT user_id, difficulty FROM bookings WHERE slot_id = 2 AND status = 'waiting' AND present_until > now() ORDER BY waiting_since, id
-- {"rows": 1, "ids": []}
SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median FROM participants p JOIN (SELECT i.id FROM interviews i JOIN slots s ON s.id = i.slot_id WHERE i.interview_type = 'technical' AND i.matched_at > now() - interval '7 days' AND s.starts_at IS NULL ORDER BY i.matched_at DESC LIMIT 200) AS lately ON lately.id = p.interview_id GROUP BY p.difficulty HAVING count(*) >= 5
-- {"rows": 0, "ids": []}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 2
-- {"rows": 1, "ids": []}
-- committed
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (2, 2, 'easy', 'en', 2, NULL, '2026-11-26T01:54:47.147882+00:00'::timestamptz, '2026-11-26T02:54:47.147882+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:47.147882+00:00'::timestamptz, '2026-11-26T01:55:47.147882+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:47.165586+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":2,"slot_id":2,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT blocker_id AS one, blocked_id AS other FROM blocks WHERE blocker_id = ANY(ARRAY[1,2]) AND blocked_id = ANY(ARRAY[1,2])
-- {"rows": 0, "ids": []}
SELECT a.user_id AS one, b.user_id AS other FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2 WHERE a.user_id = ANY(ARRAY[1,2]) AND b.user_id = ANY(ARRAY[1,2]) AND a.seat = 1 AND a.started_at > '2026-10-27T01:54:47.170256+00:00'::timestamptz AND b.started_at > '2026-10-27T01:54:47.170256+00:00'::timestamptz
-- {"rows": 0, "ids": []}
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:47.170256+00:00'::timestamptz, ends_at = '2026-11-26T02:54:47.170256+00:00'::timestamptz WHERE id = ANY(ARRAY[1,2])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 2, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:47.170256+00:00'::timestamptz, '2026-11-26T01:57:47.170256+00:00'::timestamptz FROM unnest(CAST(ARRAY['17c64bc3-acb2-4d7e-ab91-9fe634645e61'] AS uuid[]), CAST(ARRAY[0] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[2] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['17c64bc3-acb2-4d7e-ab91-9fe634645e61','17c64bc3-acb2-4d7e-ab91-9fe634645e61'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['easy','easy'] AS text[]), CAST(ARRAY[0,0] AS bigint[]))
-- {"rows": 2, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID)
-- {"rows": 1, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:47.202022+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[2,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","slot_id":2,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"easy","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:47.170256Z","start_by":"2026-11-26T01:57:47.170256Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","slot_id":2,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"easy","peer":{"id":1,"username":"alice","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:47.170256Z","start_by":"2026-11-26T01:57:47.170256Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at, slots.id AS id_1, slots.interview_type, slots.starts_at AS starts_at_1, slots.ends_at AS ends_at_1, slots.capacity, slots.created_at AS created_at_1, (SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = bookings.id AND participants.live) AS anon_1, bookings.starts_at AS starts_at__1, bookings.id AS id__1 
FROM bookings JOIN slots ON slots.id = bookings.slot_id 
WHERE bookings.user_id = 1 ORDER BY bookings.starts_at DESC, bookings.id DESC 
 LIMIT 21
-- {"rows": 1, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
-- committed
SELECT streams.name, streams.epoch, streams.top 
FROM streams 
WHERE streams.name IN ('user:1')
-- {"rows": 1, "ids": ["97a9165e-d125-4e7a-acf3-5519644ba846"]}
-- committed
SELECT pg_advisory_xact_lock(5293287, 2)
-- {"rows": 1, "ids": []}
WITH process AS (INSERT INTO socket_processes (node, alive_until) VALUES ('01fc203785c49bfd', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING), taken AS (INSERT INTO socket_places (id, user_id, node, stream) VALUES ('dc78b79b-6eea-4078-a480-9a31bf92ec17'::uuid, 2, '01fc203785c49bfd', 'user:2')), old AS (SELECT id FROM socket_places WHERE user_id = 2 ORDER BY opened_at DESC OFFSET 4) DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node
-- {"rows": 0, "ids": []}
-- committed
SELECT pg_advisory_xact_lock(5293287, 1)
-- {"rows": 1, "ids": []}
WITH process AS (INSERT INTO socket_processes (node, alive_until) VALUES ('01fc203785c49bfd', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING), taken AS (INSERT INTO socket_places (id, user_id, node, stream) VALUES ('5f6f971c-5adb-4b70-b9ef-592d33f74771'::uuid, 1, '01fc203785c49bfd', 'user:1')), old AS (SELECT id FROM socket_places WHERE user_id = 1 ORDER BY opened_at DESC OFFSET 4) DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node
-- {"rows": 0, "ids": []}
-- committed
SELECT events."offset", events.type, events.data, events.at 
FROM events 
WHERE events.stream = 'user:2' AND events."offset" > 2 ORDER BY events."offset" 
 LIMIT 100
-- {"rows": 0, "ids": []}
-- committed
SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = 1 AND participants.live
-- {"rows": 1, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61", "17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
UPDATE participants SET started_at='2026-11-26T01:54:47.273165+00:00'::timestamptz WHERE participants.interview_id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:17c64bc3-acb2-4d7e-ab91-9fe634645e61'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:47.276268+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:17c64bc3-acb2-4d7e-ab91-9fe634645e61'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":1}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 0
-- {"rows": 0, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID AND notes.user_id = 1
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID
-- {"rows": 1, "ids": ["17c64bc3-acb2-4d7e-ab91-9fe634645e61"]}
UPDATE interviews SET start_by='2026-11-25T23:57:47.170256+00:00'::timestamptz WHERE interviews.id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID
-- {"rows": 1, "ids": []}
-- committed
SELECT asked.id FROM unnest(CAST('{76866a96-1d69-4c39-9fc0-b39a2f928530,3dd80770-c7b5-4044-b799-417d3f68071f}' AS uuid[])) AS asked(id) WHERE NOT EXISTS (SELECT FROM sessions WHERE sessions.id = asked.id AND revoked_at IS NULL AND expires_at > now())
-- {"rows": 0, "ids": []}
-- committed
SELECT b.slot_id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.status = 'waiting' AND b.present_until > now() AND (s.starts_at IS NULL OR s.starts_at BETWEEN now() - '0 days 900.000000 seconds'::interval AND now()) GROUP BY b.slot_id HAVING count(*) > 1 ORDER BY b.slot_id
-- {"rows": 0, "ids": []}
-- committed
UPDATE interviews SET status='abandoned' WHERE interviews.id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE interviews SET ended_at='2026-11-26T01:54:49.137226+00:00'::timestamptz WHERE interviews.id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = '17c64bc3-acb2-4d7e-ab91-9fe634645e61'::uuid::UUID AND participants.seat = 2
-- {"rows": null, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET status='waiting', present_until='2026-11-26T01:55:49.142411+00:00'::timestamptz WHERE bookings.id = 1
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 2 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE bookings SET status='no_show' WHERE bookings.id = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.150859+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[3,3] AS bigint[]), CAST(ARRAY['booking.changed','booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":2,"status":"waiting"}','{"booking_id":2,"slot_id":2,"status":"no_show"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:17c64bc3-acb2-4d7e-ab91-9fe634645e61','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.153541+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:17c64bc3-acb2-4d7e-ab91-9fe634645e61','user:1','user:2'] AS text[]), CAST(ARRAY[2,4,4] AS bigint[]), CAST(ARRAY['interview.ended','interview.ended','interview.ended'] AS text[]), CAST(ARRAY['{"interview_id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","status":"abandoned","reason":"abandoned","by":null,"ended_at":"2026-11-26T01:54:49.137226Z"}','{"interview_id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","status":"abandoned","reason":"abandoned","by":null,"ended_at":"2026-11-26T01:54:49.137226Z"}','{"interview_id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","status":"abandoned","reason":"abandoned","by":null,"ended_at":"2026-11-26T01:54:49.137226Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.154544+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[5,5] AS bigint[]), CAST(ARRAY['match.peer_no_show','match.peer_no_show'] AS text[]), CAST(ARRAY['{"interview_id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","absent":[2],"waiting_again":true}','{"interview_id":"17c64bc3-acb2-4d7e-ab91-9fe634645e61","absent":[2],"waiting_again":false}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
SELECT bookings.id 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status = 'waiting' AND bookings.present_until > '2026-11-26T01:53:49.167882+00:00'::timestamptz
-- {"rows": 1, "ids": []}
UPDATE bookings SET present_until = greatest(present_until, clock_timestamp() + '0 days 60.000000 seconds'::interval) WHERE id = ANY(ARRAY[1]) AND status = 'waiting'
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched') ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.starts_at 
 LIMIT 1
-- {"rows": 1, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings
-- {"rows": 2, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('charlie@example.com', 'charlie', NULL, '$2b$04$VeqHb13Ma8jiA8wYmQYiq.DbxcsgJYZ0bJndadu9CaMn9nxAty3AG', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('charlie@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 3, NULL, '127.0.0.1', '2e6cb1f2ea334d118e772777d896b982', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (3, '2026-12-26T01:54:49.201955+00:00'::timestamptz, NULL, '6709c89f-f1f0-4ded-ae10-41101298fae3'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:49.201955+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["de15fe9e-b049-469c-8e16-4fa891a66588"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 3, NULL, '127.0.0.1', '2e6cb1f2ea334d118e772777d896b982', '{"login_id": "de15fe9e-b049-469c-8e16-4fa891a66588"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (3, 2, 'easy', 'en', 2, NULL, '2026-11-26T01:54:49.222589+00:00'::timestamptz, '2026-11-26T02:54:49.222589+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:49.222589+00:00'::timestamptz, '2026-11-26T01:55:49.222589+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:3'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.229527+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:3'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":3,"slot_id":2,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:49.231619+00:00'::timestamptz, ends_at = '2026-11-26T02:54:49.231619+00:00'::timestamptz WHERE id = ANY(ARRAY[1,3])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 2, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:49.231619+00:00'::timestamptz, '2026-11-26T01:57:49.231619+00:00'::timestamptz FROM unnest(CAST(ARRAY['e1869e30-c240-43f8-a028-464f56b28ba5'] AS uuid[]), CAST(ARRAY[0] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[3] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['e1869e30-c240-43f8-a028-464f56b28ba5','e1869e30-c240-43f8-a028-464f56b28ba5'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,3] AS bigint[]), CAST(ARRAY[1,3] AS bigint[]), CAST(ARRAY['easy','easy'] AS text[]), CAST(ARRAY[2,0] AS bigint[]))
-- {"rows": 2, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:3'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.246316+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:3'] AS text[]), CAST(ARRAY[6,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"e1869e30-c240-43f8-a028-464f56b28ba5","slot_id":2,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"easy","peer":{"id":3,"username":"charlie","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":2,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:49.231619Z","start_by":"2026-11-26T01:57:49.231619Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"e1869e30-c240-43f8-a028-464f56b28ba5","slot_id":2,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"easy","peer":{"id":1,"username":"alice","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":0,"why":{"same_level":true,"waited_seconds":0,"peer_waited_seconds":2,"met_before":false},"matched_at":"2026-11-26T01:54:49.231619Z","start_by":"2026-11-26T01:57:49.231619Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
DELETE FROM socket_places WHERE id = '5f6f971c-5adb-4b70-b9ef-592d33f74771'::uuid
-- {"rows": 1, "ids": []}
SELECT FROM socket_places JOIN socket_processes USING (node) WHERE user_id = 1 AND stream = 'user:1' AND alive_until > clock_timestamp() LIMIT 1
-- {"rows": 0, "ids": []}
-- committed
DELETE FROM socket_places WHERE id = 'dc78b79b-6eea-4078-a480-9a31bf92ec17'::uuid
-- {"rows": 1, "ids": []}
SELECT FROM socket_places JOIN socket_processes USING (node) WHERE user_id = 2 AND stream = 'user:2' AND alive_until > clock_timestamp() LIMIT 1
-- {"rows": 0, "ids": []}
-- committed
