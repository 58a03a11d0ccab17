"""Receipts that keep answers, and reliability"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('bookings', sa.Column('cancelled_late', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('idempotency_keys', sa.Column('fingerprint', sa.LargeBinary(), nullable=True))
    op.add_column('idempotency_keys', sa.Column('status', sa.SmallInteger(), nullable=True))
    op.add_column('idempotency_keys', sa.Column('answer', sa.Text(), nullable=True))
    op.create_index('interviews_type_matched_at_idx', 'interviews', ['interview_type', 'matched_at'], unique=False)
    op.add_column('users', sa.Column('practice_blocked_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('no_shows_forgiven_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('users', 'no_shows_forgiven_at')
    op.drop_column('users', 'practice_blocked_until')
    op.drop_index('interviews_type_matched_at_idx', table_name='interviews')
    op.drop_column('idempotency_keys', 'answer')
    op.drop_column('idempotency_keys', 'status')
    op.drop_column('idempotency_keys', 'fingerprint')
    op.drop_column('bookings', 'cancelled_late')
