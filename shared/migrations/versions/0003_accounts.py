"""Verified addresses, and an outbox of letters that are rendered when they leave"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('email_verified_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('one_time_tokens_user_id_idx', 'one_time_tokens', ['user_id', 'purpose'], unique=False)
    op.add_column('outgoing_mails', sa.Column('letter', sa.Text(), server_default='message', nullable=False))
    op.add_column('outgoing_mails', sa.Column('data', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('outgoing_mails', sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True))
    # What still waits was written out already; it goes as it is.
    op.execute("UPDATE outgoing_mails SET data = jsonb_build_object('subject', subject, 'body', body)")
    op.alter_column('outgoing_mails', 'letter', server_default=None)
    op.drop_column('outgoing_mails', 'subject')
    op.drop_column('outgoing_mails', 'body')
    op.drop_index('outgoing_mails_due_idx', table_name='outgoing_mails')
    op.create_index('outgoing_mails_due_idx', 'outgoing_mails', ['due_at'], unique=False, postgresql_where=sa.text('sent_at IS NULL AND given_up_at IS NULL'))
    op.create_index('outgoing_mails_created_at_idx', 'outgoing_mails', ['created_at'], unique=False)


def downgrade() -> None:
    op.drop_index('outgoing_mails_created_at_idx', table_name='outgoing_mails')
    op.drop_index('outgoing_mails_due_idx', table_name='outgoing_mails')
    # The older version can only send what is written out.
    op.execute("DELETE FROM outgoing_mails WHERE given_up_at IS NOT NULL OR letter <> 'message'")
    op.add_column('outgoing_mails', sa.Column('subject', sa.Text(), server_default='', nullable=False))
    op.add_column('outgoing_mails', sa.Column('body', sa.Text(), server_default='', nullable=False))
    op.execute("UPDATE outgoing_mails SET subject = data ->> 'subject', body = data ->> 'body'")
    op.alter_column('outgoing_mails', 'subject', server_default=None)
    op.alter_column('outgoing_mails', 'body', server_default=None)
    op.create_index('outgoing_mails_due_idx', 'outgoing_mails', ['due_at'], unique=False, postgresql_where=sa.text('sent_at IS NULL'))
    op.drop_column('outgoing_mails', 'given_up_at')
    op.drop_column('outgoing_mails', 'data')
    op.drop_column('outgoing_mails', 'letter')
    op.drop_index('one_time_tokens_user_id_idx', table_name='one_time_tokens')
    op.drop_column('users', 'email_verified_at')
