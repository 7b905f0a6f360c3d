"""Step 0001: masked answers and runs, as the first published version kept them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables `answers` and `runs`."""
    op.create_table(
        "answers",
        sa.Column("survey", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("masks", sa.Text(), nullable=False),
    )
    op.create_table(
        "runs", sa.Column("id", sa.String(16), primary_key=True), sa.Column("content", sa.Text(), nullable=False)
    )
