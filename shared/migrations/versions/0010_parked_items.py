"""Items that a job of housekeeping could not process"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('parked_items',
    sa.Column('job', sa.Text(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('attempts', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('parked_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('retry_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', 'item')
    )
    op.create_index('parked_items_retry_at_idx', 'parked_items', ['job', 'retry_at'], unique=False)


def downgrade() -> None:
    op.drop_table('parked_items')
