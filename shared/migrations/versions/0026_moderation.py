"""Moderators, what they decide, and appeals"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

_BEFORE = "resolution IN ('dismissed', 'warned', 'suspended')"
_NOW = "resolution IN ('dismissed', 'warned', 'restricted', 'suspended')"


def upgrade() -> None:
    op.add_column('users', sa.Column('is_moderator', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('users', sa.Column('restriction', sa.String(16), nullable=True))
    op.add_column('users', sa.Column('restricted_until', sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint('users_restriction', 'users', "restriction IN ('text_only')")
    op.create_check_constraint('users_restriction_whole', 'users', 'restriction IS NOT NULL OR restricted_until IS NULL')
    op.create_index('users_restricted_idx', 'users', ['id'], postgresql_where=sa.text('restriction IS NOT NULL'))
    op.add_column('reports', sa.Column('first_answer_at', sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE reports SET first_answer_at = resolved_at WHERE resolved_at IS NOT NULL')
    op.drop_constraint('reports_resolution', 'reports', type_='check')
    op.create_check_constraint('reports_resolution', 'reports', _NOW)
    op.create_table('measures',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(16), nullable=False),
    sa.Column('report_id', sa.BigInteger(), nullable=True),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('address_digest', sa.Text(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("kind IN ('warned', 'restricted', 'suspended')", name='measures_kind'),
    sa.CheckConstraint('lifted_at IS NOT NULL OR lifted_by IS NULL', name='measures_lifted_whole'),
    sa.CheckConstraint("kind <> 'warned' OR until IS NULL", name='measures_warning_without_end'),
    sa.ForeignKeyConstraint(['decided_by'], ['users.id'], name='measures_decided_by_fkey'),
    sa.ForeignKeyConstraint(['lifted_by'], ['users.id'], name='measures_lifted_by_fkey'),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name='measures_report_id_fkey', ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='measures_user_id_fkey'),
    sa.PrimaryKeyConstraint('id', name='measures_pkey')
    )
    op.create_index('measures_address_digest_idx', 'measures', ['address_digest'], postgresql_where=sa.text('address_digest IS NOT NULL'))
    op.create_index('measures_report_id_idx', 'measures', ['report_id'])
    op.create_index('measures_user_id_idx', 'measures', ['user_id', 'id'])
    op.create_table('appeals',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('measure_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.BigInteger(), nullable=True),
    sa.Column('outcome', sa.String(16), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.CheckConstraint("outcome IN ('uphold', 'lift')", name='appeals_outcome'),
    sa.CheckConstraint(
        '(answered_at IS NULL) = (outcome IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)'
        ' AND (answered_at IS NULL) = (answer IS NULL)',
        name='appeals_answered_whole',
    ),
    sa.ForeignKeyConstraint(['answered_by'], ['users.id'], name='appeals_answered_by_fkey'),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name='appeals_measure_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name='appeals_pkey')
    )
    op.create_index('appeals_measure_id_key', 'appeals', ['measure_id'], unique=True)
    op.create_index('appeals_open_idx', 'appeals', ['id'], postgresql_where=sa.text('answered_at IS NULL'))
    # Those who are suspended can appeal, too.
    op.execute(
        "INSERT INTO measures (user_id, kind, decided_at, until, text)"
        " SELECT id, 'suspended', suspended_at, suspended_until, coalesce(suspension_reason, '')"
        " FROM users WHERE suspended_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table('appeals')
    op.drop_table('measures')
    op.execute("UPDATE reports SET resolution = 'warned' WHERE resolution = 'restricted'")
    op.drop_constraint('reports_resolution', 'reports', type_='check')
    op.create_check_constraint('reports_resolution', 'reports', _BEFORE)
    op.drop_column('reports', 'first_answer_at')
    op.drop_index('users_restricted_idx', table_name='users')
    op.drop_constraint('users_restriction_whole', 'users', type_='check')
    op.drop_constraint('users_restriction', 'users', type_='check')
    op.drop_column('users', 'restricted_until')
    op.drop_column('users', 'restriction')
    op.drop_column('users', 'is_moderator')
