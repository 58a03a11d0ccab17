"""When people agreed to what is kept, and whose camera may be seen"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('camera_start', sa.Text(), nullable=True))
    op.add_column('users', sa.Column('consented_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('consent_version', sa.SmallInteger(), nullable=True))
    op.add_column('participants', sa.Column('camera_agreed', sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column('participants', 'camera_agreed')
    op.drop_column('users', 'consent_version')
    op.drop_column('users', 'consented_at')
    op.drop_column('users', 'camera_start')
