"""Addresses whose mail went to another domain are unconfirmed again; mails can be counted by recipient"""

import idna
import sqlalchemy as sa
import structlog
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('outgoing_mails_recipient_idx', 'outgoing_mails', [sa.literal_column('lower(recipient)'), 'created_at'], unique=False)
    connection = op.get_bind()
    people = connection.execute(sa.text("SELECT id, email FROM users WHERE email ~ '[^\\x01-\\x7f][^@]*$'")).all()
    ids = [person.id for person in people if _was_mailed_elsewhere(person.email.rpartition('@')[2])]
    mine = {'ids': ids}
    connection.execute(sa.text('UPDATE users SET email_verified_at = NULL WHERE id = ANY(:ids)'), mine)
    connection.execute(sa.text("DELETE FROM one_time_tokens WHERE user_id = ANY(:ids) AND purpose IN ('verify_email', 'reset_password')"), mine)
    if ids:
        structlog.get_logger(__name__).warning('migrations.addresses_unconfirmed', user_ids=ids)


def _was_mailed_elsewhere(domain: str) -> bool:
    try:
        before = domain.encode('idna').decode()
    except UnicodeError:
        return False  # no mail was ever sent
    try:
        return before != idna.encode(domain, uts46=True).decode()
    except UnicodeError:
        return True


def downgrade() -> None:
    op.drop_index('outgoing_mails_recipient_idx', table_name='outgoing_mails')
