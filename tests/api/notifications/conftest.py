"""What time brings about, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from shared.core.settings import Settings

Job = Callable[[Session, Settings], int]


@pytest.fixture
def run(session: Session, settings: Settings) -> Callable[[Job], int]:
    """Do a job of the housekeeping once, and commit."""

    def once(job: Job) -> int:
        session.rollback()
        done = job(session, settings)
        session.commit()
        return done

    return once
