"""The tables of the insight: counts by week, reported faults, notices, the switch, and what its readers did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables and what they are searched by."""
    _counts()
    _faults()
    _to_all_users()
    _acts()


def _counts() -> None:
    names = ("kommune", "week", "route", "procedure", "outcome")
    op.create_table(
        "turn_counts",
        *(sa.Column(name, sa.String(8 if name == "week" else 64), primary_key=True) for name in names),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("ix_turn_counts_week", "turn_counts", ["week"])


def _faults() -> None:
    op.create_table(
        "faults",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kommune", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
    )
    op.create_index("ix_faults_day", "faults", ["day"])


def _to_all_users() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_notices_ends", "notices", ["ends"])
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def _acts() -> None:
    op.create_table(
        "admin_acts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
    )
    op.create_index("ix_admin_acts_at", "admin_acts", ["at"])
