"""Who holds sockets where"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'socket_processes',
        sa.Column('node', sa.Text(), nullable=False),
        sa.Column('alive_until', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('node', name=op.f('socket_processes_pkey')),
        prefixes=['UNLOGGED'],
    )
    op.create_table(
        'socket_places',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('node', sa.Text(), nullable=False),
        sa.Column('stream', sa.Text(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
        sa.ForeignKeyConstraint(
            ['node'], ['socket_processes.node'], name=op.f('socket_places_node_fkey'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('socket_places_pkey')),
        prefixes=['UNLOGGED'],
    )
    op.create_index('socket_places_user_id_idx', 'socket_places', ['user_id', 'opened_at'], unique=False)
    op.create_index('socket_places_node_idx', 'socket_places', ['node'], unique=False)


def downgrade() -> None:
    op.drop_table('socket_places')
    op.drop_table('socket_processes')
