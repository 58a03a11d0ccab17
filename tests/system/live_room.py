"""The room of two who type, over processes that can be killed, and the judge of what became of their document."""

from __future__ import annotations

import random
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.clients.typist import LiveTypist, Typist, YjsTypist
from tests.clients.yjs import wait_until
from tests.cloning import connect
from tests.sockets import AsProcess

T = TypeVar("T", LiveTypist, YjsTypist)


class LiveRoom:
    """An interview of Alice and Bob that is live."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._stack = ExitStack()
        self._processes: list[AsProcess] = []
        app = create_app(settings)
        self.alice, self.bob = (register(app, name) for name in ("alice", "bob"))
        self.alice.practise("easy")
        self.interview = self.bob.practise("easy", status=200)["interview"]["id"]
        for person in (self.alice, self.bob):
            person.post("/interview/start", {"interview_id": self.interview}, status=200)
        self.path = f"/ws/interview/live?interview_id={self.interview}"
        self._merger = self._stack.enter_context(YjsTypist(self.alice, self.path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        for process in self._processes:
            process.stop()

    def process(self, **other_settings: Any) -> AsProcess:
        """Start a process of the socket service."""
        log = self._folder / f"ws{len(self._processes)}.log"
        # What failed while something was away is reported for a while.
        settings = self._settings.model_copy(update=other_settings)
        self._processes.append(AsProcess(settings, log, wanted=("up", "degraded")))
        return self._processes[-1]

    def sit(self, typist: T, processes: list[AsProcess], seed: int = 1) -> T:
        """Let somebody come, and wait until they are there."""
        self._stack.enter_context(typist)
        typist.stay([process.url for process in processes], seed)
        wait_until(lambda: "interview.snapshot" in typist.heard(), "they are in the room")
        return typist

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement about the interview of this room."""
        with closing(connect(self._settings.database_url)) as database, database.cursor() as cursor:
            cursor.execute(statement, {"interview": self.interview})
            return list(cursor.fetchall())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody from storing anything of this room: the interview is being changed all the time."""
        with closing(connect(self._settings.database_url)) as database, database.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT FROM interviews WHERE id = %s FOR UPDATE", (self.interview,))
            yield
            cursor.execute("ROLLBACK")

    def stored(self) -> dict[str, Any]:
        """Return the document as PostgreSQL has it, put together by Yjs; `lacks` says that something is missing."""
        updates, snapshots = (
            [b64encode(data).decode() for data in column or () if data]
            for column in self.execute(
                """
                SELECT array_agg(u.data ORDER BY u."offset"), array_agg(DISTINCT d.snapshot)
                FROM documents d JOIN document_updates u USING (interview_id) WHERE interview_id = %(interview)s
                """
            )[0]
        )
        merged = self._merger.do("merge", updates=updates)
        # Yjs shows more or less of what waits for something missing, depending on the order.
        if not merged["lacks"]:
            assert self._merger.do("merge", updates=updates[::-1]) == merged
            assert self._merger.do("merge", updates=[*snapshots, *updates]) == merged
        return merged

    def has_stored(self, text: str) -> bool:
        """Whether PostgreSQL has this text."""
        stored = self.stored()
        return stored["text"] == text and not stored["lacks"]

    def judge(self, *survivors: Typist, patience: float = 3 * PATIENCE) -> str:
        """See that PostgreSQL, and a fresh process, have exactly what the survivors show; returns that.

        Nothing that they showed before may be missing. Stored lines that had not reached them yet may come.
        """
        before = lines(self.agree(*survivors))
        wait_until(lambda: self.has_stored(self.agree(*survivors)), "PostgreSQL has what the survivors show", patience)
        shown = self.agree(*survivors)
        assert before - lines(shown) == Counter()
        self.require_fresh(shown)
        assert self.agree(*survivors) == shown
        require_no_line_twice(shown)
        return shown

    def require_fresh(self, shown: str) -> None:
        """See that who comes last, to a process that starts only now, is shown this."""
        process = self.process()
        late = self.sit(YjsTypist(self.alice, self.path), [process])
        wait_until(lambda: late.text() == shown, "who comes last sees it too")
        late.vanish()
        process.stop()

    def agree(self, *survivors: Typist) -> str:
        """Wait until all show the same; returns that."""
        shown: list[str] = []

        def same() -> bool:
            shown[:] = [survivor.text() for survivor in survivors]
            return len(set(shown)) == 1

        wait_until(same, f"{len(survivors)} typists agree")
        return shown[0]


def numbers(text: str, who: str) -> list[int]:
    """Return the numbers of somebody's lines, in order."""
    return sorted(int(line[len(who) :]) for line in lines(text).elements() if line.startswith(who))


def lines(text: str) -> Counter[str]:
    """Count the lines, without the marks behind them."""
    return Counter(line.rstrip("*") for line in text.splitlines())


def require_no_line_twice(text: str) -> None:
    """Fail if a line is there twice."""
    assert [line for line, count in lines(text).items() if count > 1] == []


def require_no_gap(text: str, who: str) -> int:
    """Fail if one of somebody's lines is missing before another; returns how many there are."""
    found = numbers(text, who)
    assert found == list(range(1, len(found) + 1))
    return len(found)


def sees(typist: Typist, who: str, lines: int) -> bool:
    """Whether somebody sees so many lines."""
    return len(numbers(typist.text(), who)) >= lines


def two_typists(room: LiveRoom, chance: random.Random, *processes: AsProcess) -> tuple[YjsTypist, YjsTypist]:
    """Let Alice and Bob come, each to a process."""
    hers, his = (
        room.sit(YjsTypist(person, room.path), [process], chance.randrange(2**31))
        for person, process in zip((room.alice, room.bob), processes, strict=True)
    )
    return hers, his
