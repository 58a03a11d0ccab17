"""Reports on questions, and what replaces a retired one"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('questions', sa.Column('replaced_by', sa.BigInteger(), nullable=True))
    op.create_foreign_key('questions_replaced_by_fkey', 'questions', 'questions', ['replaced_by'], ['id'])
    op.create_table('question_reports',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('question_id', sa.BigInteger(), nullable=False),
    sa.Column('reporter_id', sa.BigInteger(), nullable=True),
    sa.Column('interview_id', sa.Uuid(), nullable=True),
    sa.Column('was_asked', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Enum('wrong', 'unclear', 'too_easy', 'too_hard', 'public', 'other', name='question_reports_reason', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sa.BigInteger(), nullable=True),
    sa.Column('resolution', sa.Enum('changed', 'retired', 'dismissed', name='question_reports_resolution', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.CheckConstraint('(resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL)', name='question_reports_resolved_whole'),
    sa.ForeignKeyConstraint(['interview_id'], ['interviews.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id']),
    sa.ForeignKeyConstraint(['reporter_id'], ['users.id']),
    sa.ForeignKeyConstraint(['resolved_by'], ['users.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('question_reports_open_key', 'question_reports', ['reporter_id', 'question_id'], unique=True, postgresql_where=sa.text('resolved_at IS NULL'))
    op.create_index('question_reports_question_id_idx', 'question_reports', ['question_id'])
    op.create_index('question_reports_open_idx', 'question_reports', ['id'], postgresql_where=sa.text('resolved_at IS NULL'))


def downgrade() -> None:
    op.drop_table('question_reports')
    op.drop_constraint('questions_replaced_by_fkey', 'questions', type_='foreignkey')
    op.drop_column('questions', 'replaced_by')
