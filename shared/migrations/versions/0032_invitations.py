"""Invitations, and the private slots of their two people"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0032'
down_revision = '0030'
branch_labels = None
depends_on = None

_BEFORE = "cancelled_by IN ('person', 'administrator')"
_NOW = "cancelled_by IN ('person', 'administrator', 'peer')"
# The name stays: a process of before names it where it adds slots.
_SLOTS = 'slots_type_starts_at_key'


def _unique(*columns: str) -> None:
    op.drop_constraint(_SLOTS, 'slots', type_='unique')
    op.create_unique_constraint(_SLOTS, 'slots', columns, postgresql_nulls_not_distinct=True)


def upgrade() -> None:
    op.add_column('slots', sa.Column('invitation_id', sa.Uuid(), nullable=True))
    _unique('interview_type', 'starts_at', 'invitation_id')
    op.drop_constraint('bookings_cancelled_by', 'bookings', type_='check')
    op.create_check_constraint('bookings_cancelled_by', 'bookings', _NOW)
    op.create_index('slots_invitation_id_idx', 'slots', ['invitation_id'], unique=False, postgresql_where=sa.text('invitation_id IS NOT NULL'))
    op.create_table('invitations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inviter_id', sa.BigInteger(), nullable=False),
    sa.Column('invitee_id', sa.BigInteger(), nullable=True),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('interview_type', sa.Enum('behavioral', 'technical', name='invitations_interview_type', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('difficulty', sa.Enum('easy', 'medium', 'hard', name='invitations_difficulty', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('topics', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('by_mail', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('status', sa.Enum('open', 'accepted', 'declined', 'withdrawn', name='invitations_status', native_enum=False, create_constraint=True, length=16), server_default='open', nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('inviter_id <> invitee_id', name='invitations_not_oneself'),
    sa.CheckConstraint('char_length(note) <= 500', name='invitations_note_length'),
    sa.CheckConstraint("status = 'open' OR address IS NULL", name='invitations_address_while_open'),
    sa.CheckConstraint("status <> 'accepted' OR invitee_id IS NOT NULL", name='invitations_accepted_by_someone'),
    sa.ForeignKeyConstraint(['invitee_id'], ['users.id'], name='invitations_invitee_id_fkey'),
    sa.ForeignKeyConstraint(['inviter_id'], ['users.id'], name='invitations_inviter_id_fkey'),
    sa.PrimaryKeyConstraint('id', name='invitations_pkey'),
    sa.UniqueConstraint('digest', name='invitations_digest_key')
    )
    op.create_index('invitations_expires_at_idx', 'invitations', ['expires_at'])
    op.create_index('invitations_invitee_id_idx', 'invitations', ['invitee_id', 'created_at'])
    op.create_index('invitations_inviter_id_idx', 'invitations', ['inviter_id', 'created_at'])
    op.create_table('invitation_proposals',
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name='invitation_proposals_invitation_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', 'starts_at', name='invitation_proposals_pkey')
    )
    op.create_table('invitation_refusals',
    sa.Column('address_digest', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('address_digest', name='invitation_refusals_pkey')
    )


def downgrade() -> None:
    op.drop_table('invitation_refusals')
    op.drop_table('invitation_proposals')
    op.drop_table('invitations')
    op.drop_index('slots_invitation_id_idx', 'slots', postgresql_where=sa.text('invitation_id IS NOT NULL'))
    # Before, there was one slot of a type at a time: of these, each begins some microseconds later.
    op.execute("UPDATE slots SET starts_at = starts_at + id % 1000000 * interval '1 microsecond', ends_at = ends_at + id % 1000000 * interval '1 microsecond' WHERE invitation_id IS NOT NULL")
    op.execute("UPDATE bookings SET cancelled_by = 'person' WHERE cancelled_by = 'peer'")
    op.drop_constraint('bookings_cancelled_by', 'bookings', type_='check')
    op.create_check_constraint('bookings_cancelled_by', 'bookings', _BEFORE)
    _unique('interview_type', 'starts_at')
    op.drop_column('slots', 'invitation_id')
