"""How the scheduled backups went, for the alerts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from shared.models.base import Base, CreatedAt, Key


class BackupRun(Base):
    """One run of `deployment.ops.scheduled`, written by itself; only the newest hundred stay, and the last success.

    `due_at` is when the next success should be there at the latest. `reason` says why a run failed.
    """

    __tablename__ = "backup_runs"
    __table_args__ = (CheckConstraint("succeeded = (reason IS NULL)", name="backup_runs_reason"),)

    id: Mapped[Key]
    started_at: Mapped[datetime]
    finished_at: Mapped[CreatedAt]
    due_at: Mapped[datetime]
    succeeded: Mapped[bool]
    bytes: Mapped[int | None]
    reason: Mapped[str | None]
