"""The room: shared documents, notes, shared runs, extensions, and when each question was asked"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('documents',
        sa.Column('interview_id', sa.Uuid(), nullable=False),
        sa.Column('language', sa.Text(), server_default='python', nullable=False),
        sa.Column('top', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.Column('snapshot', sa.LargeBinary(), nullable=True),
        sa.Column('snapshot_offset', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.Column('logged_bytes', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
        sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interview_id')
    )
    op.create_table('document_updates',
        sa.Column('interview_id', sa.Uuid(), nullable=False),
        sa.Column('offset', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
        sa.ForeignKeyConstraint(['interview_id'], ['documents.interview_id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interview_id', 'offset')
    )
    op.create_table('notes',
        sa.Column('interview_id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('saved_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
        sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interview_id', 'user_id')
    )
    op.create_table('shared_runs',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('interview_id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('client_id', sa.Text(), nullable=False),
        sa.Column('language', sa.Text(), nullable=False),
        sa.Column('stdout', sa.Text(), nullable=False),
        sa.Column('stderr', sa.Text(), nullable=False),
        sa.Column('status', sa.Text(), nullable=False),
        sa.Column('ms', sa.BigInteger(), nullable=False),
        sa.Column('passed', sa.BigInteger(), nullable=True),
        sa.Column('total', sa.BigInteger(), nullable=True),
        sa.Column('truncated', sa.Boolean(), nullable=False),
        sa.Column('shared_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
        sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('interview_id', 'user_id', 'client_id', name='shared_runs_client_id_key')
    )
    op.add_column('interviews', sa.Column('half_told_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('interviews', sa.Column('ending_told_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('interviews', sa.Column('extensions', sa.SmallInteger(), server_default=sa.text('0'), nullable=False))
    op.add_column('interviews', sa.Column('extension_by', sa.BigInteger(), nullable=True))
    op.add_column('interviews', sa.Column('extension_until', sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key('interviews_extension_by_fkey', 'interviews', 'users', ['extension_by'], ['id'])
    op.add_column('participants', sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
    # Who was asked what before this was noted is not known; what was at hand counts as asked.
    op.execute(
        "UPDATE participants p SET asked_at = i.started_at FROM interviews i"
        " WHERE i.id = p.interview_id AND i.started_at IS NOT NULL AND p.question_id IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column('participants', 'asked_at')
    op.drop_constraint('interviews_extension_by_fkey', 'interviews', type_='foreignkey')
    op.drop_column('interviews', 'extension_until')
    op.drop_column('interviews', 'extension_by')
    op.drop_column('interviews', 'extensions')
    op.drop_column('interviews', 'ending_told_at')
    op.drop_column('interviews', 'half_told_at')
    op.drop_table('shared_runs')
    op.drop_table('notes')
    op.drop_table('document_updates')
    op.drop_table('documents')
