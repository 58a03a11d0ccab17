"""Feedback on both roles, and by the question's own rubric"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('feedback', sa.Column('rates_interviewee', sa.Boolean(), server_default=sa.text('true'), nullable=False))
    op.add_column('feedback', sa.Column('question_rubric', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('feedback', sa.Column('as_interviewer', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.create_check_constraint('feedback_question_rubric_object', 'feedback', "jsonb_typeof(question_rubric) = 'object'")
    op.create_check_constraint(
        'feedback_as_interviewer_rated',
        'feedback',
        "as_interviewer IS NULL OR jsonb_typeof(as_interviewer) = 'object'"
        " AND coalesce(CAST(as_interviewer ->> 'overall' AS smallint) BETWEEN 1 AND 5, false)",
    )
    op.create_check_constraint('feedback_rates_someone', 'feedback', 'rates_interviewee OR as_interviewer IS NOT NULL')


def downgrade() -> None:
    op.drop_column('feedback', 'as_interviewer')
    op.drop_column('feedback', 'question_rubric')
    op.drop_column('feedback', 'rates_interviewee')
