"""The question bank's full format, and where each question comes from"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('questions', sa.Column('examples', sa.Text(), nullable=True))
    op.add_column('questions', sa.Column('constraints', sa.Text(), nullable=True))
    op.add_column('questions', sa.Column('rubric', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('questions', sa.Column('function', sa.Text(), nullable=True))
    op.add_column('questions', sa.Column('starter_code', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('questions', sa.Column('test_cases', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('questions', sa.Column('compare', sa.String(length=16), nullable=True))
    op.create_check_constraint('questions_compare', 'questions', "compare IN ('exact', 'unordered', 'approx')")
    op.add_column('questions', sa.Column('companies', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('questions', sa.Column('source', sa.String(length=16), server_default=sa.text("'bank'"), nullable=False))
    op.create_check_constraint('questions_source', 'questions', "source IN ('bank', 'admin')")
    op.add_column('questions', sa.Column('file_hash', sa.Text(), nullable=True))
    op.add_column('questions', sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False))


def downgrade() -> None:
    op.drop_column('questions', 'updated_at')
    op.drop_column('questions', 'file_hash')
    op.drop_column('questions', 'source')
    op.drop_column('questions', 'companies')
    op.drop_column('questions', 'compare')
    op.drop_column('questions', 'test_cases')
    op.drop_column('questions', 'starter_code')
    op.drop_column('questions', 'function')
    op.drop_column('questions', 'rubric')
    op.drop_column('questions', 'constraints')
    op.drop_column('questions', 'examples')
