"""Suspension, deletion, reports and the audit log"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('suspended_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('suspension_reason', sa.Text(), nullable=True))
    op.create_check_constraint('users_suspension_whole', 'users', 'suspended_at IS NOT NULL OR suspended_until IS NULL AND suspension_reason IS NULL')
    op.create_table('audit_log',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=True),
    sa.Column('subject_id', sa.BigInteger(), nullable=True),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('request_id', sa.Text(), nullable=True),
    sa.Column('detail', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['subject_id'], ['users.id'], ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('audit_log_actor_id_idx', 'audit_log', ['actor_id', 'id'], unique=False)
    op.create_index('audit_log_at_idx', 'audit_log', ['at'], unique=False, postgresql_using='brin')
    op.create_index('audit_log_kind_idx', 'audit_log', ['kind', 'id'], unique=False)
    op.create_index('audit_log_subject_id_idx', 'audit_log', ['subject_id', 'id'], unique=False)
    op.create_table('reports',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('reporter_id', sa.BigInteger(), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('interview_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Enum('harassment', 'inappropriate', 'spam', 'cheating', 'other', name='reports_reason', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sa.BigInteger(), nullable=True),
    sa.Column('resolution', sa.Enum('dismissed', 'warned', 'suspended', name='reports_resolution', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.CheckConstraint('(resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL)', name='reports_resolved_whole'),
    sa.CheckConstraint('reporter_id <> subject_id', name='reports_not_oneself'),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reporter_id'], ['users.id'], ),
    sa.ForeignKeyConstraint(['resolved_by'], ['users.id'], ),
    sa.ForeignKeyConstraint(['subject_id'], ['users.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('reports_open_idx', 'reports', ['id'], unique=False, postgresql_where=sa.text('resolved_at IS NULL'))
    op.create_index('reports_open_key', 'reports', ['reporter_id', 'subject_id'], unique=True, postgresql_where=sa.text('resolved_at IS NULL'))
    op.create_index('reports_subject_id_idx', 'reports', ['subject_id'], unique=False)


def downgrade() -> None:
    op.drop_table('reports')
    op.drop_table('audit_log')
    op.drop_constraint('users_suspension_whole', 'users', type_='check')
    op.drop_column('users', 'suspension_reason')
    op.drop_column('users', 'suspended_until')
    op.drop_column('users', 'suspended_at')
    op.drop_column('users', 'deleted_at')
