"""Calendar alarms by choice, when a feed last changed, and what the last invitation of a booking said"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('bookings', sa.Column('invited_starts_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('bookings', sa.Column('invited_difficulty', sa.Text(), nullable=True))
    op.add_column('bookings', sa.Column('invited_language', sa.Text(), nullable=True))
    op.add_column('calendar_feeds', sa.Column('content', sa.LargeBinary(), nullable=True))
    op.add_column('calendar_feeds', sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('notification_settings', sa.Column('calendar_alarm_minutes', sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('notification_settings', 'calendar_alarm_minutes')
    op.drop_column('calendar_feeds', 'changed_at')
    op.drop_column('calendar_feeds', 'content')
    op.drop_column('bookings', 'invited_language')
    op.drop_column('bookings', 'invited_difficulty')
    op.drop_column('bookings', 'invited_starts_at')
