"""Kinds of questions, with parts of their own, and drafts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

KINDS = ('function', 'stdin', 'sql', 'design', 'debugging', 'review', 'frontend', 'conversation')
INDEX = 'questions_type_difficulty_idx'
COLUMNS = ['interview_type', 'difficulty']


def upgrade() -> None:
    # Of a release before this one, which doesn't name it, a question is what most are.
    op.add_column('questions', sa.Column('kind', sa.Enum(*KINDS, name='questions_kind', native_enum=False, create_constraint=True, length=16), server_default='function', nullable=False))
    op.add_column('questions', sa.Column('draft', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('questions', sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.execute("UPDATE questions SET kind = 'conversation' WHERE interview_type = 'behavioral'")
    op.alter_column('questions', 'solution', existing_type=sa.Text(), nullable=True)
    op.alter_column('questions', 'hints', existing_type=postgresql.JSONB(), server_default=sa.text("'[]'"))
    op.alter_column('questions', 'follow_ups', existing_type=postgresql.JSONB(), server_default=sa.text("'[]'"))
    op.drop_index(INDEX, 'questions')
    op.create_index(INDEX, 'questions', COLUMNS, postgresql_where=sa.text('retired_at IS NULL AND NOT draft'))


def downgrade() -> None:
    op.drop_index(INDEX, 'questions')
    op.create_index(INDEX, 'questions', COLUMNS, postgresql_where=sa.text('retired_at IS NULL'))
    op.alter_column('questions', 'follow_ups', existing_type=postgresql.JSONB(), server_default=None)
    op.alter_column('questions', 'hints', existing_type=postgresql.JSONB(), server_default=None)
    # Whoever reads them next asks every question, and expects all of these.
    op.execute("UPDATE questions SET retired_at = coalesce(retired_at, now()) WHERE draft")
    op.execute("UPDATE questions SET solution = '' WHERE solution IS NULL")
    op.alter_column('questions', 'solution', existing_type=sa.Text(), nullable=False)
    op.drop_column('questions', 'details')
    op.drop_column('questions', 'draft')
    op.drop_column('questions', 'kind')
