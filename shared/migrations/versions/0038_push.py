"""Devices that notifications are pushed to, and what is on its way to them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('notification_settings', sa.Column('push', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.create_table('push_devices',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('login_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('endpoint', sa.Text(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('p256dh', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('auth', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('user_agent', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('last_ok_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.CheckConstraint("kind IN ('web', 'fcm')", name='push_devices_kind_known'),
    sa.CheckConstraint("kind <> 'web' OR (p256dh <> '' AND auth <> '')", name='push_devices_web_has_keys'),
    sa.ForeignKeyConstraint(['login_id'], ['sessions.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('push_devices_digest_key', 'push_devices', ['digest'], unique=True)
    op.create_index('push_devices_user_id_idx', 'push_devices', ['user_id'], unique=False)
    op.create_index('push_devices_login_id_idx', 'push_devices', ['login_id'], unique=False)
    op.create_table('outgoing_pushes',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('device_id', sa.BigInteger(), nullable=False),
    sa.Column('stream', sa.Text(), nullable=False),
    sa.Column('offset', sa.BigInteger(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('attempts', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['push_devices.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('outgoing_pushes_due_at_idx', 'outgoing_pushes', ['due_at'], unique=False)
    op.create_index('outgoing_pushes_device_id_idx', 'outgoing_pushes', ['device_id', 'topic'], unique=False)


def downgrade() -> None:
    op.drop_table('outgoing_pushes')
    op.drop_table('push_devices')
    op.drop_column('notification_settings', 'push')
