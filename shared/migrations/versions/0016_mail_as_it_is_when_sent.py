"""Mail knows what it is about and whether it is being sent; links to unsubscribe are stored"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unsubscribe_links',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'kind')
    )
    op.create_index('unsubscribe_links_token_key', 'unsubscribe_links', ['token'], unique=True)
    op.add_column('outgoing_mails', sa.Column('topic', sa.Text(), nullable=True))
    op.add_column('outgoing_mails', sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('outgoing_mails', sa.Column('refused', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.create_index('outgoing_mails_topic_idx', 'outgoing_mails', ['topic', 'id'], unique=False, postgresql_where=sa.text('topic IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('outgoing_mails_topic_idx', table_name='outgoing_mails', postgresql_where=sa.text('topic IS NOT NULL'))
    op.drop_column('outgoing_mails', 'refused')
    op.drop_column('outgoing_mails', 'claimed_at')
    op.drop_column('outgoing_mails', 'topic')
    op.drop_index('unsubscribe_links_token_key', table_name='unsubscribe_links')
    op.drop_table('unsubscribe_links')
