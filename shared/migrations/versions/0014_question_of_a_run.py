"""Which question a run was shared for"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('shared_runs', sa.Column('question_id', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('shared_runs', 'question_id')
