"""Pictures of people, beside their accounts: most have none, and most statements need none"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('profile_pictures',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('image', sa.LargeBinary(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('octet_length(image) <= 40960', name='profile_pictures_small'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='profile_pictures_user_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name='profile_pictures_pkey')
    )


def downgrade() -> None:
    op.drop_table('profile_pictures')
