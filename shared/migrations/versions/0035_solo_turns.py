"""Questions that people practice alone"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('solo_turns',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('question_id', sa.BigInteger(), nullable=False),
    sa.Column('met_before', sa.Boolean(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id']),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('solo_turns_user_id_idx', 'solo_turns', ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_index('solo_turns_user_id_idx', table_name='solo_turns')
    op.drop_table('solo_turns')
