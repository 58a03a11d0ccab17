"""The year in which a person was born, for deployments that require it"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('birth_year', sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('users', 'birth_year')
