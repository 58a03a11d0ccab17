"""Passkeys, codes of an app, and recovery codes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('passkey_is_second', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.create_table(
        'passkeys',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('credential_id', sa.LargeBinary(), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.Column('transports', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column('backed_up', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('credential_id', name='passkeys_credential_id_key'),
    )
    op.create_index('passkeys_user_id_idx', 'passkeys', ['user_id'])
    op.create_table(
        'passkey_challenges',
        sa.Column('digest', sa.LargeBinary(), nullable=False),
        sa.Column('purpose', sa.Text(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=True),
        sa.Column('login_id', sa.Uuid(), nullable=True),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['login_id'], ['sessions.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('digest'),
    )
    op.create_index('passkey_challenges_expires_at_idx', 'passkey_challenges', ['expires_at'])
    op.create_index('passkey_challenges_user_id_idx', 'passkey_challenges', ['user_id'])
    op.create_table(
        'totp_secrets',
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('secret', sa.LargeBinary(), nullable=False),
        sa.Column('last_step', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id'),
    )
    op.create_table(
        'recovery_codes',
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('digest', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', 'digest'),
    )


def downgrade() -> None:
    op.drop_table('recovery_codes')
    op.drop_table('totp_secrets')
    op.drop_table('passkey_challenges')
    op.drop_table('passkeys')
    op.drop_column('users', 'passkey_is_second')
