"""A language of its own for the pad of the second question"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('documents', sa.Column('second_language', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('documents', 'second_language')
