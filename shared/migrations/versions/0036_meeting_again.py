"""What people who wait answer when they are asked whether they would practice again with somebody they met lately"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'reunion_answers',
        sa.Column('booking_id', sa.BigInteger(), nullable=False),
        sa.Column('peer_booking_id', sa.BigInteger(), nullable=False),
        sa.Column('again', sa.Boolean(), nullable=False),
        sa.Column(
            'answered_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False
        ),
        sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['peer_booking_id'], ['bookings.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('booking_id', 'peer_booking_id'),
    )


def downgrade() -> None:
    op.drop_table('reunion_answers')
