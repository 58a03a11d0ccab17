"""Who cancelled a booking"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('bookings', sa.Column('cancelled_by', sa.Enum('person', 'administrator', name='bookings_cancelled_by', native_enum=False, create_constraint=True, length=16), nullable=True))


def downgrade() -> None:
    op.drop_column('bookings', 'cancelled_by')
