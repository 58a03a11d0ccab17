"""What a run could read, what it ended with, and how its test cases went"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('shared_runs', sa.Column('stdin', sa.Text(), nullable=True))
    op.add_column('shared_runs', sa.Column('exit_code', sa.BigInteger(), nullable=True))
    op.add_column('shared_runs', sa.Column('results', postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column('shared_runs', 'results')
    op.drop_column('shared_runs', 'exit_code')
    op.drop_column('shared_runs', 'stdin')
