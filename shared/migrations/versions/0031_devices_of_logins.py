"""The device of a login, and the address of who left before the decision, for moderators to know who returns"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('reports', sa.Column('subject_digest', sa.Text(), nullable=True))
    op.add_column('sessions', sa.Column('device_digest', sa.Text(), nullable=True))
    op.create_index(
        'sessions_device_digest_idx',
        'sessions',
        ['device_digest', 'user_id'],
        postgresql_where=sa.text('device_digest IS NOT NULL'),
    )


def downgrade() -> None:
    op.drop_index('sessions_device_digest_idx', table_name='sessions')
    op.drop_column('sessions', 'device_digest')
    op.drop_column('reports', 'subject_digest')
