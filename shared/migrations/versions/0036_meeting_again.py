"""Meeting the same person again: answers of people who wait, and wishes and contacts after an interview"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reunion_answers",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("peer_booking_id", sa.BigInteger(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column(
            "answered_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["peer_booking_id"], ["bookings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("booking_id", "peer_booking_id"),
    )
    op.create_table(
        "again_wishes",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("again", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("agreed_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contacts_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("char_length(contact) BETWEEN 1 AND 200", name="again_wishes_contact_length"),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interview_id", "user_id"),
    )


def downgrade() -> None:
    op.drop_table("again_wishes")
    op.drop_table("reunion_answers")
