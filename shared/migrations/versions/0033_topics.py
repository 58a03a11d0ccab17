"""Topics, wishes for them, and what the two of an interview agreed on"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column(
            "interview_type",
            sa.Enum(
                "behavioral",
                "technical",
                name="topics_interview_type",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("tags <> '{}' OR kinds <> '{}'", name="topics_has_questions"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("topics_slug_key", "topics", ["slug"], unique=True)
    for table in ("bookings", "interviews"):
        op.add_column(
            table, sa.Column("topics", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)
        )


def downgrade() -> None:
    for table in ("interviews", "bookings"):
        op.drop_column(table, "topics")
    op.drop_table("topics")
