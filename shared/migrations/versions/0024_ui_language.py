"""The language in which the app and its mails address a person"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('ui_language', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('users', 'ui_language')
