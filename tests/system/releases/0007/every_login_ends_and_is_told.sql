-- {"recorded": "2026-11-26T01:54:49.904059+00:00"}
SELECT 1
-- {"rows": 1, "ids": []}
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$04$kJQ.hCsAJRjmCAWxH28bj.WbYfKutHs/LaS7jNA//85r4mFHyz5HG', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', 'aa510c7586284157941e5bad5096dfe9', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:49.901246+00:00'::timestamptz, NULL, 'cdf25fce-1d7e-4ef8-a0cb-de5716b07e9e'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:49.901246+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["9c2d7576-2805-4a25-96bd-3c902278b3b0"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', 'aa510c7586284157941e5bad5096dfe9', '{"login_id": "9c2d7576-2805-4a25-96bd-3c902278b3b0"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT outgoing_mails.id, outgoing_mails.recipient, outgoing_mails.letter, outgoing_mails.data, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts, outgoing_mails.last_error, outgoing_mails.sent_at, outgoing_mails.given_up_at 
FROM outgoing_mails 
WHERE outgoing_mails.sent_at IS NULL AND outgoing_mails.given_up_at IS NULL AND outgoing_mails.due_at <= now() ORDER BY outgoing_mails.due_at 
 LIMIT 20 FOR UPDATE SKIP LOCKED
-- {"rows": 1, "ids": []}
UPDATE outgoing_mails SET due_at='2026-11-26T01:59:49.909124+00:00'::timestamptz, attempts=1 WHERE outgoing_mails.id = 1
-- {"rows": 1, "ids": []}
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE lower(users.email) = 'alice@example.com'
-- {"rows": 1, "ids": []}
SELECT one_time_tokens.user_id 
FROM one_time_tokens 
WHERE one_time_tokens.user_id = 1 AND one_time_tokens.purpose = 'verify_email' AND one_time_tokens.expires_at > '2026-11-27T01:53:49.917274+00:00'::timestamptz 
 LIMIT 1
-- {"rows": 0, "ids": []}
INSERT INTO one_time_tokens (digest, purpose, user_id, login_id, expires_at) VALUES ('\x83bef4673391f084879ecb47460151742857fb3dc0889ce6cd0bbfc9eb39fd95'::bytea, 'verify_email', 1, NULL::UUID, '2026-11-27T01:54:49.918873+00:00'::timestamptz)
-- {"rows": 1, "ids": []}
SELECT outgoing_mails.id, outgoing_mails.recipient, outgoing_mails.letter, outgoing_mails.data, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts, outgoing_mails.last_error, outgoing_mails.sent_at, outgoing_mails.given_up_at 
FROM outgoing_mails 
WHERE outgoing_mails.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE outgoing_mails SET sent_at='2026-11-26T01:54:49.929643+00:00'::timestamptz WHERE outgoing_mails.id = 1
-- {"rows": 1, "ids": []}
-- committed
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'reset_password', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
-- committed
UPDATE outgoing_mails SET due_at='2026-11-26T01:59:49.938038+00:00'::timestamptz, attempts=1 WHERE outgoing_mails.id = 2
-- {"rows": 1, "ids": []}
INSERT INTO one_time_tokens (digest, purpose, user_id, login_id, expires_at) VALUES ('\x13ed6303e643eade138aed7974f0cdabb65e2dc0106819927460749639db1a05'::bytea, 'reset_password', 1, NULL::UUID, '2026-11-26T02:04:49.940817+00:00'::timestamptz)
-- {"rows": 1, "ids": []}
UPDATE outgoing_mails SET sent_at='2026-11-26T01:54:49.949069+00:00'::timestamptz WHERE outgoing_mails.id = 2
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.password_hash 
FROM users 
WHERE lower(users.username) = 'alice'
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 AND users.password_hash = '$2b$04$kJQ.hCsAJRjmCAWxH28bj.WbYfKutHs/LaS7jNA//85r4mFHyz5HG' FOR SHARE
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:49.957296+00:00'::timestamptz, NULL, 'dd5459cf-8dca-4117-8d3b-7c37b4bf188a'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:49.957296+00:00'::timestamptz, 'Werkzeug/3.1.9') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["f266c10f-a873-4b34-b39f-7084ce56000e"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '7d8880dbf0694666ae9c1e962f713c76', '{"login_id": "f266c10f-a873-4b34-b39f-7084ce56000e"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT one_time_tokens.user_id 
FROM one_time_tokens 
WHERE one_time_tokens.digest = '\x13ed6303e643eade138aed7974f0cdabb65e2dc0106819927460749639db1a05'::bytea AND one_time_tokens.purpose = 'reset_password' AND one_time_tokens.expires_at > clock_timestamp()
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
DELETE FROM one_time_tokens WHERE one_time_tokens.digest = '\x13ed6303e643eade138aed7974f0cdabb65e2dc0106819927460749639db1a05'::bytea AND one_time_tokens.purpose = 'reset_password' RETURNING one_time_tokens.user_id, one_time_tokens.login_id, one_time_tokens.expires_at
-- {"rows": 1, "ids": []}
SELECT now() AS now_1
-- {"rows": 1, "ids": []}
UPDATE users SET email_verified_at='2026-11-26T01:54:49.973486+00:00'::timestamptz, password_hash='$2b$04$DJTJo2sp/.ffaLrYU7/CQOcfQ1jk5lhXc3Cz9EKV2k9Ncy1AEgy1i' WHERE users.id = 1
-- {"rows": 1, "ids": []}
UPDATE sessions SET revoked_at=now() WHERE sessions.user_id = 1 AND sessions.revoked_at IS NULL AND sessions.id IS DISTINCT FROM NULL RETURNING sessions.id
-- {"rows": 2, "ids": ["9c2d7576-2805-4a25-96bd-3c902278b3b0", "f266c10f-a873-4b34-b39f-7084ce56000e"]}
DELETE FROM one_time_tokens WHERE one_time_tokens.user_id = 1 AND one_time_tokens.purpose = 'reset_password'
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[2] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:49.980519+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:1'] AS text[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['session.revoked','session.revoked'] AS text[]), CAST(ARRAY['{"session_id":"9c2d7576-2805-4a25-96bd-3c902278b3b0","reason":"password_reset"}','{"session_id":"f266c10f-a873-4b34-b39f-7084ce56000e","reason":"password_reset"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'password_changed', '{"name": "alice"}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('password.reset', 1, NULL, '127.0.0.1', '3e3a8de6877e43afa327c2f5dcda1ca8', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
