"""Items that housekeeping jobs parked because they failed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt


class ParkedItem(Base):
    """An item that a job could not process. The job leaves it out until `retry_at` and then retries it.

    `item` is its id as text, such as `17` or `user:17/3`; `error` names the kind of error and where it was raised.
    """

    __tablename__ = "parked_items"
    __table_args__ = (Index("parked_items_retry_at_idx", "job", "retry_at"),)

    job: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    error: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default=text("1"))
    parked_at: Mapped[CreatedAt]
    retry_at: Mapped[datetime]
