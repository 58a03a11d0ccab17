"""What was removed of an interview, and indexes to find what is to be removed"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

HAS_CONTENT = "NOT removed ?& ARRAY['chat', 'document', 'runs', 'feedback']"


def upgrade() -> None:
    op.add_column('interviews', sa.Column('removed', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False))
    op.create_index('interviews_with_content_idx', 'interviews', ['ended_at'], unique=False, postgresql_where=sa.text(HAS_CONTENT))
    op.create_index('notes_saved_at_idx', 'notes', ['saved_at'], unique=False, postgresql_using='brin')
    op.create_index('bookings_note_idx', 'bookings', ['ends_at'], unique=False, postgresql_where=sa.text('note IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('bookings_note_idx', table_name='bookings', postgresql_where=sa.text('note IS NOT NULL'))
    op.drop_index('notes_saved_at_idx', table_name='notes', postgresql_using='brin')
    op.drop_index('interviews_with_content_idx', table_name='interviews', postgresql_where=sa.text(HAS_CONTENT))
    op.drop_column('interviews', 'removed')
