"""After the interview: rubrics, notifications, reminders, calendars, slot templates"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('feedback', sa.Column('rubric', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('feedback', sa.Column('helpful', sa.Boolean(), nullable=True))
    op.add_column('feedback', sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('bookings', sa.Column('moved_late_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('bookings', sa.Column('revision', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
    op.add_column('bookings', sa.Column('revised_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False))
    op.add_column('bookings', sa.Column('invited_sequence', sa.BigInteger(), nullable=True))
    op.create_index('bookings_starts_at_idx', 'bookings', ['starts_at'], unique=False)
    op.add_column('outgoing_mails', sa.Column('headers', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('outgoing_mails', sa.Column('calendar', sa.Text(), nullable=True))
    op.create_table('booking_reminders',
    sa.Column('booking_id', sa.BigInteger(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('booking_id', 'starts_at', 'minutes')
    )
    op.create_index('booking_reminders_starts_at_idx', 'booking_reminders', ['starts_at'], unique=False)
    op.create_table('slot_templates',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='slot_templates_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('weekday', sa.SmallInteger(), nullable=False),
    sa.Column('local_time', sa.Time(), nullable=False),
    sa.Column('time_zone', sa.Text(), nullable=False),
    sa.Column('capacity', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('weekday BETWEEN 1 AND 7', name='slot_templates_weekday_range'),
    sa.CheckConstraint('capacity > 0', name='slot_templates_capacity_positive'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('interview_type', 'weekday', 'local_time', 'time_zone', name='slot_templates_type_weekday_time_key')
    )
    op.create_table('slot_watches',
    sa.Column('slot_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('told', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slot_id', 'user_id')
    )
    op.create_index('slot_watches_user_id_idx', 'slot_watches', ['user_id'], unique=False)
    op.create_table('notification_settings',
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('read_up_to', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('channels', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('quiet_from', sa.Time(), nullable=True),
    sa.Column('quiet_to', sa.Time(), nullable=True),
    sa.Column('next_summary_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(quiet_from IS NULL) = (quiet_to IS NULL)', name='notification_settings_quiet_hours_whole'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id')
    )
    op.create_index('notification_settings_summary_idx', 'notification_settings', ['next_summary_at'], unique=False, postgresql_where=sa.text('next_summary_at IS NOT NULL'))
    op.create_table('mailed_news',
    sa.Column('stream', sa.Text(), nullable=False),
    sa.Column('offset', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('stream', 'offset')
    )
    op.create_index('mailed_news_at_idx', 'mailed_news', ['at'], unique=False)
    op.create_table('mail_cursors',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('calendar_feeds',
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id')
    )
    op.create_index('calendar_feeds_digest_key', 'calendar_feeds', ['digest'], unique=True)


def downgrade() -> None:
    op.drop_table('calendar_feeds')
    op.drop_table('mail_cursors')
    op.drop_table('mailed_news')
    op.drop_table('notification_settings')
    op.drop_table('slot_watches')
    op.drop_table('slot_templates')
    op.drop_table('booking_reminders')
    op.drop_column('outgoing_mails', 'calendar')
    op.drop_column('outgoing_mails', 'headers')
    op.drop_index('bookings_starts_at_idx', table_name='bookings')
    op.drop_column('bookings', 'invited_sequence')
    op.drop_column('bookings', 'revised_at')
    op.drop_column('bookings', 'revision')
    op.drop_column('bookings', 'moved_late_at')
    op.drop_column('feedback', 'edited_at')
    op.drop_column('feedback', 'helpful')
    op.drop_column('feedback', 'rubric')
