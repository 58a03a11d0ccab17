"""Who declined a match"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('participants', sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('participants', sa.Column('decline_reason', sa.Enum('not_now', 'somebody_else', name='participants_decline_reason', native_enum=False, create_constraint=True, length=16), nullable=True))
    op.create_index('participants_declined_idx', 'participants', ['user_id', 'declined_at'], unique=False, postgresql_where=sa.text('declined_at IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('participants_declined_idx', table_name='participants', postgresql_where=sa.text('declined_at IS NOT NULL'))
    op.drop_column('participants', 'decline_reason')
    op.drop_column('participants', 'declined_at')
