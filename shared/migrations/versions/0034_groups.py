"""Groups: their members, and their own slots and questions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

_BEFORE = "cancelled_by IN ('person', 'administrator', 'peer')"
_NOW = "cancelled_by IN ('person', 'administrator', 'peer', 'group')"
# The release before names this constraint in ON CONFLICT. Its own rows have no group, so for them nothing changes.
_KEY = 'slots_type_starts_at_key'


def upgrade() -> None:
    op.create_table('groups',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), server_default='', nullable=False),
    sa.Column('created_by', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('join_digest', sa.LargeBinary(), nullable=False),
    sa.Column('domains', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['users.id'], name='groups_created_by_fkey', ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name='groups_pkey')
    )
    op.create_index('groups_join_digest_key', 'groups', ['join_digest'], unique=True)
    op.create_index('groups_domains_idx', 'groups', ['domains'], postgresql_using='gin')
    op.create_index('groups_created_by_idx', 'groups', ['created_by'])
    op.create_table('group_members',
    sa.Column('group_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('is_organizer', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('prefers_group', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name='group_members_group_id_fkey', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='group_members_user_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'user_id', name='group_members_pkey')
    )
    op.create_index('group_members_user_id_idx', 'group_members', ['user_id'])
    op.create_index('group_members_prefers_idx', 'group_members', ['user_id'], postgresql_where=sa.text('prefers_group'))
    op.create_table('group_removals',
    sa.Column('group_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name='group_removals_group_id_fkey', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='group_removals_user_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'user_id', name='group_removals_pkey')
    )
    op.create_index('group_removals_user_id_idx', 'group_removals', ['user_id'])
    op.create_table('group_templates',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('group_id', sa.BigInteger(), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='group_templates_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('weekday', sa.SmallInteger(), nullable=False),
    sa.Column('local_time', sa.Time(), nullable=False),
    sa.Column('time_zone', sa.Text(), nullable=False),
    sa.Column('capacity', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('weekday BETWEEN 1 AND 7', name='group_templates_weekday_range'),
    sa.CheckConstraint('capacity > 0', name='group_templates_capacity_positive'),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name='group_templates_group_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name='group_templates_pkey'),
    sa.UniqueConstraint('group_id', 'interview_type', 'weekday', 'local_time', 'time_zone', name='group_templates_once_key')
    )
    op.add_column('slots', sa.Column('group_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key('slots_group_id_fkey', 'slots', 'groups', ['group_id'], ['id'])
    op.drop_constraint(_KEY, 'slots', type_='unique')
    op.create_unique_constraint(_KEY, 'slots', ['interview_type', 'starts_at', 'invitation_id', 'group_id'], postgresql_nulls_not_distinct=True)
    op.create_index('slots_group_id_idx', 'slots', ['group_id'], postgresql_where=sa.text('group_id IS NOT NULL'))
    op.add_column('questions', sa.Column('group_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key('questions_group_id_fkey', 'questions', 'groups', ['group_id'], ['id'])
    op.create_index('questions_group_id_idx', 'questions', ['group_id'], postgresql_where=sa.text('group_id IS NOT NULL'))
    op.drop_constraint('bookings_cancelled_by', 'bookings', type_='check')
    op.create_check_constraint('bookings_cancelled_by', 'bookings', _NOW)


def downgrade() -> None:
    op.execute("UPDATE bookings SET cancelled_by = 'administrator' WHERE cancelled_by = 'group'")
    op.drop_constraint('bookings_cancelled_by', 'bookings', type_='check')
    op.create_check_constraint('bookings_cancelled_by', 'bookings', _BEFORE)
    op.drop_index('questions_group_id_idx', table_name='questions')
    op.execute('UPDATE questions SET retired_at = coalesce(retired_at, now()) WHERE group_id IS NOT NULL')
    op.drop_constraint('questions_group_id_fkey', 'questions', type_='foreignkey')
    op.drop_column('questions', 'group_id')
    op.drop_index('slots_group_id_idx', table_name='slots')
    op.drop_constraint(_KEY, 'slots', type_='unique')
    # Interviews refer to slots, so those of groups stay. Those that stand in the way are moved apart.
    op.execute(
        "UPDATE slots s SET starts_at = coalesce(starts_at, created_at) + id * interval '1 microsecond',"
        " ends_at = coalesce(ends_at, created_at + interval '1 hour') + id * interval '1 microsecond',"
        " capacity = coalesce(capacity, 1) WHERE group_id IS NOT NULL"
    )
    op.drop_constraint('slots_group_id_fkey', 'slots', type_='foreignkey')
    op.drop_column('slots', 'group_id')
    op.create_unique_constraint(_KEY, 'slots', ['interview_type', 'starts_at', 'invitation_id'], postgresql_nulls_not_distinct=True)
    op.drop_table('group_templates')
    op.drop_table('group_removals')
    op.drop_table('group_members')
    op.drop_table('groups')
