"""Reports made by leaving, and the evidence of reports"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('reports', sa.Column('exited', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.create_table('report_evidence',
    sa.Column('report_id', sa.BigInteger(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('complete', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name='report_evidence_report_id_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', name='report_evidence_pkey')
    )
    op.create_index('report_evidence_incomplete_idx', 'report_evidence', ['report_id'], unique=False, postgresql_where=sa.text('NOT complete'))


def downgrade() -> None:
    op.drop_index('report_evidence_incomplete_idx', table_name='report_evidence', postgresql_where=sa.text('NOT complete'))
    op.drop_table('report_evidence')
    op.drop_column('reports', 'exited')
