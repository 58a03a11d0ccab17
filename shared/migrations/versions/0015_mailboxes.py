"""Mails are counted by mailbox, so addresses that differ after a plus count together"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('outgoing_mails_mailbox_idx', 'outgoing_mails', [sa.literal_column(r"lower(regexp_replace(recipient, '(.)\+.*@', '\1@'))"), 'created_at'], unique=False)
    op.drop_index('outgoing_mails_recipient_idx', table_name='outgoing_mails')


def downgrade() -> None:
    op.create_index('outgoing_mails_recipient_idx', 'outgoing_mails', [sa.literal_column('lower(recipient)'), 'created_at'], unique=False)
    op.drop_index('outgoing_mails_mailbox_idx', table_name='outgoing_mails')
