"""The first schema"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outgoing_mails',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('attempts', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('outgoing_mails_due_idx', 'outgoing_mails', ['due_at'], unique=False, postgresql_where=sa.text('sent_at IS NULL'))
    op.create_table('questions',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='questions_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('difficulty', sa.Enum('easy', 'medium', 'hard', name='questions_difficulty', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('prompt', sa.Text(), nullable=False),
    sa.Column('hints', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('solution', sa.Text(), nullable=False),
    sa.Column('follow_ups', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('tags', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('questions_slug_key', 'questions', ['slug'], unique=True)
    op.create_index('questions_type_difficulty_idx', 'questions', ['interview_type', 'difficulty'], unique=False, postgresql_where=sa.text('retired_at IS NULL'))
    op.create_table('slots',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='slots_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('capacity', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('(starts_at IS NULL AND ends_at IS NULL) OR (ends_at > starts_at) IS TRUE', name='slots_times_come_together'),
    sa.CheckConstraint('capacity > 0', name='slots_capacity_positive'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('interview_type', 'starts_at', name='slots_type_starts_at_key', postgresql_nulls_not_distinct=True)
    )
    op.create_table('streams',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('epoch', sa.Uuid(), server_default=sa.text('gen_random_uuid()'), nullable=False),
    sa.Column('top', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('users',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('username', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('full_name', sa.Text(), nullable=True),
    sa.Column('time_zone', sa.Text(), server_default='UTC', nullable=False),
    sa.Column('languages', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{en}'"), nullable=False),
    sa.Column('is_admin', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('users_email_key', 'users', [sa.literal_column('lower(email)')], unique=True)
    op.create_index('users_username_key', 'users', [sa.literal_column('lower(username)')], unique=True)
    op.create_table('blocks',
    sa.Column('blocker_id', sa.BigInteger(), nullable=False),
    sa.Column('blocked_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('blocker_id <> blocked_id', name='blocks_not_oneself'),
    sa.ForeignKeyConstraint(['blocked_id'], ['users.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['blocker_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('blocker_id', 'blocked_id')
    )
    op.create_index('blocks_blocked_id_idx', 'blocks', ['blocked_id'], unique=False)
    op.create_table('bookings',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('slot_id', sa.BigInteger(), nullable=False),
    sa.Column('difficulty', sa.Enum('easy', 'medium', 'hard', name='bookings_difficulty', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('language', sa.Text(), server_default='en', nullable=False),
    sa.Column('max_level_gap', sa.SmallInteger(), server_default=sa.text('2'), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.Enum('booked', 'waiting', 'matched', 'completed', 'cancelled', 'expired', 'no_show', name='bookings_status', native_enum=False, create_constraint=True, length=16), server_default='booked', nullable=False),
    sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('present_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    postgresql.ExcludeConstraint((sa.text("int8range(user_id, user_id, '[]')"), '&&'), (sa.text('tstzrange(starts_at, ends_at)'), '&&'), where=sa.text("status IN ('booked', 'waiting', 'matched')"), using='gist', name='bookings_no_overlap'),
    sa.CheckConstraint("status <> 'waiting' OR (waiting_since IS NOT NULL AND present_until IS NOT NULL)", name='bookings_waiting_has_times'),
    sa.CheckConstraint('ends_at > starts_at', name='bookings_times_in_order'),
    sa.CheckConstraint('max_level_gap BETWEEN 0 AND 2', name='bookings_max_level_gap_range'),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], ),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('id', 'user_id', name='bookings_id_user_id_key')
    )
    op.create_index('bookings_slot_id_idx', 'bookings', ['slot_id'], unique=False, postgresql_where=sa.text("status IN ('booked', 'waiting', 'matched')"))
    op.create_index('bookings_user_id_idx', 'bookings', ['user_id', 'starts_at'], unique=False)
    op.create_index('bookings_user_slot_live_key', 'bookings', ['user_id', 'slot_id'], unique=True, postgresql_where=sa.text("status IN ('booked', 'waiting', 'matched')"))
    op.create_index('bookings_waiting_idx', 'bookings', ['slot_id', 'waiting_since', 'id'], unique=False, postgresql_where=sa.text("status = 'waiting'"))
    op.create_table('events',
    sa.Column('stream', sa.Text(), nullable=False),
    sa.Column('offset', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('type', sa.Text(), nullable=False),
    sa.Column('data', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
    sa.ForeignKeyConstraint(['stream'], ['streams.name'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stream', 'offset')
    )
    op.create_index('events_at_idx', 'events', ['at'], unique=False, postgresql_using='brin')
    op.create_table('idempotency_keys',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('route', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'route', 'key')
    )
    op.create_index('idempotency_keys_created_at_idx', 'idempotency_keys', ['created_at'], unique=False)
    op.create_table('interviews',
    sa.Column('id', sa.Uuid(), server_default=sa.text('gen_random_uuid()'), nullable=False),
    sa.Column('slot_id', sa.BigInteger(), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='interviews_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('status', sa.Enum('matched', 'live', 'ended', 'abandoned', name='interviews_status', native_enum=False, create_constraint=True, length=16), server_default='matched', nullable=False),
    sa.Column('interviewer_seat', sa.SmallInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('level_gap', sa.SmallInteger(), nullable=False),
    sa.Column('met_before', sa.Boolean(), nullable=False),
    sa.Column('matched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('start_by', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status <> 'live' OR started_at IS NOT NULL", name='interviews_live_has_started'),
    sa.CheckConstraint('interviewer_seat IN (1, 2)', name='interviews_interviewer_seat_range'),
    sa.CheckConstraint('level_gap BETWEEN 0 AND 2', name='interviews_level_gap_range'),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('interviews_ends_at_idx', 'interviews', ['ends_at'], unique=False, postgresql_where=sa.text("status = 'live'"))
    op.create_index('interviews_slot_id_idx', 'interviews', ['slot_id'], unique=False)
    op.create_index('interviews_start_by_idx', 'interviews', ['start_by'], unique=False, postgresql_where=sa.text("status = 'matched'"))
    op.create_table('sessions',
    sa.Column('id', sa.Uuid(), server_default=sa.text('gen_random_uuid()'), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refresh_jti', sa.Uuid(), nullable=False),
    sa.Column('previous_refresh_jti', sa.Uuid(), nullable=True),
    sa.Column('rotated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('user_agent', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('sessions_user_id_idx', 'sessions', ['user_id'], unique=False)
    op.create_table('chat_messages',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('interview_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('interview_id', 'user_id', 'client_id', name='chat_messages_client_id_key')
    )
    op.create_table('feedback',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('interview_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('communication', sa.SmallInteger(), nullable=False),
    sa.Column('problem_solving', sa.SmallInteger(), nullable=True),
    sa.Column('technical', sa.SmallInteger(), nullable=True),
    sa.Column('overall', sa.SmallInteger(), nullable=False),
    sa.Column('did_well', sa.Text(), nullable=False),
    sa.Column('to_improve', sa.Text(), nullable=False),
    sa.Column('would_pass', sa.Boolean(), nullable=False),
    sa.Column('good_match', sa.SmallInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('communication BETWEEN 1 AND 5', name='feedback_communication_range'),
    sa.CheckConstraint('good_match BETWEEN 1 AND 5', name='feedback_good_match_range'),
    sa.CheckConstraint('overall BETWEEN 1 AND 5', name='feedback_overall_range'),
    sa.CheckConstraint('problem_solving BETWEEN 1 AND 5', name='feedback_problem_solving_range'),
    sa.CheckConstraint('technical BETWEEN 1 AND 5', name='feedback_technical_range'),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], ),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ),
    sa.ForeignKeyConstraint(['subject_id'], ['users.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('interview_id', 'author_id', name='feedback_interview_author_key')
    )
    op.create_index('feedback_author_id_idx', 'feedback', ['author_id', 'id'], unique=False)
    op.create_index('feedback_subject_id_idx', 'feedback', ['subject_id', 'id'], unique=False)
    op.create_table('one_time_tokens',
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('login_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['login_id'], ['sessions.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('digest')
    )
    op.create_index('one_time_tokens_expires_at_idx', 'one_time_tokens', ['expires_at'], unique=False)
    op.create_table('participants',
    sa.Column('interview_id', sa.Uuid(), nullable=False),
    sa.Column('seat', sa.SmallInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('booking_id', sa.BigInteger(), nullable=False),
    sa.Column('difficulty', sa.Enum('easy', 'medium', 'hard', name='participants_difficulty', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('waited_seconds', sa.BigInteger(), nullable=False),
    sa.Column('question_id', sa.BigInteger(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('present_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('live', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.CheckConstraint('seat IN (1, 2)', name='participants_seat_range'),
    sa.ForeignKeyConstraint(['booking_id', 'user_id'], ['bookings.id', 'bookings.user_id'], ),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], ),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ),
    sa.PrimaryKeyConstraint('interview_id', 'seat'),
    sa.UniqueConstraint('interview_id', 'user_id', name='participants_interview_user_key')
    )
    op.create_index('participants_booking_live_key', 'participants', ['booking_id'], unique=True, postgresql_where=sa.text('live'))
    op.create_index('participants_present_until_idx', 'participants', ['present_until'], unique=False, postgresql_where=sa.text('live AND left_at IS NULL'))
    op.create_index('participants_user_id_idx', 'participants', ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_index('participants_user_id_idx', table_name='participants')
    op.drop_index('participants_present_until_idx', table_name='participants', postgresql_where=sa.text('live AND left_at IS NULL'))
    op.drop_index('participants_booking_live_key', table_name='participants', postgresql_where=sa.text('live'))
    op.drop_table('participants')
    op.drop_index('one_time_tokens_expires_at_idx', table_name='one_time_tokens')
    op.drop_table('one_time_tokens')
    op.drop_index('feedback_subject_id_idx', table_name='feedback')
    op.drop_index('feedback_author_id_idx', table_name='feedback')
    op.drop_table('feedback')
    op.drop_table('chat_messages')
    op.drop_index('sessions_user_id_idx', table_name='sessions')
    op.drop_table('sessions')
    op.drop_index('interviews_start_by_idx', table_name='interviews', postgresql_where=sa.text("status = 'matched'"))
    op.drop_index('interviews_slot_id_idx', table_name='interviews')
    op.drop_index('interviews_ends_at_idx', table_name='interviews', postgresql_where=sa.text("status = 'live'"))
    op.drop_table('interviews')
    op.drop_index('idempotency_keys_created_at_idx', table_name='idempotency_keys')
    op.drop_table('idempotency_keys')
    op.drop_index('events_at_idx', table_name='events', postgresql_using='brin')
    op.drop_table('events')
    op.drop_index('bookings_waiting_idx', table_name='bookings', postgresql_where=sa.text("status = 'waiting'"))
    op.drop_index('bookings_user_slot_live_key', table_name='bookings', postgresql_where=sa.text("status IN ('booked', 'waiting', 'matched')"))
    op.drop_index('bookings_user_id_idx', table_name='bookings')
    op.drop_index('bookings_slot_id_idx', table_name='bookings', postgresql_where=sa.text("status IN ('booked', 'waiting', 'matched')"))
    op.drop_table('bookings')
    op.drop_index('blocks_blocked_id_idx', table_name='blocks')
    op.drop_table('blocks')
    op.drop_index('users_username_key', table_name='users')
    op.drop_index('users_email_key', table_name='users')
    op.drop_table('users')
    op.drop_table('streams')
    op.drop_table('slots')
    op.drop_index('questions_type_difficulty_idx', table_name='questions', postgresql_where=sa.text('retired_at IS NULL'))
    op.drop_index('questions_slug_key', table_name='questions')
    op.drop_table('questions')
    op.drop_index('outgoing_mails_due_idx', table_name='outgoing_mails', postgresql_where=sa.text('sent_at IS NULL'))
    op.drop_table('outgoing_mails')
