"""Who has sockets on which process. Unlogged: rows live as briefly as sockets, and are rewritten after a crash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base


class SocketProcess(Base):
    """A process of the socket service; it renews `alive_until` while it runs."""

    __tablename__ = "socket_processes"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    node: Mapped[str] = mapped_column(primary_key=True)
    alive_until: Mapped[datetime]


class SocketPlace(Base):
    """One open socket, and the stream it was opened for."""

    __tablename__ = "socket_places"
    __table_args__ = (
        Index("socket_places_user_id_idx", "user_id", "opened_at"),
        Index("socket_places_node_idx", "node"),
        {"prefixes": ["UNLOGGED"]},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    node: Mapped[str] = mapped_column(ForeignKey("socket_processes.node", ondelete="CASCADE"))
    stream: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
