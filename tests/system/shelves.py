"""Statements that may be mistaken for each other where processes share connections, and what they write."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from shared.core import prepared
from shared.core.database import make_engine, run
from shared.core.settings import Settings


class Asked(NamedTuple):
    """A statement, and the answer that only it gives."""

    statement: str
    parameters: dict[str, Any]
    answer: tuple[Any, ...] | None


# Of each shape two, so that one of another process can be mistaken for it.
SHAPES = (
    Asked("SELECT 'one', CAST(:a AS int)", {"a": 1}, ("one", 1)),
    Asked("SELECT 'two', CAST(:a AS int)", {"a": 2}, ("two", 2)),
    Asked("SELECT 'three', CAST(:a AS text), CAST(:b AS int)", {"a": "x", "b": 3}, ("three", "x", 3)),
    Asked("SELECT 'four', CAST(:b AS int), CAST(:a AS text)", {"a": "y", "b": 4}, ("four", 4, "y")),
    Asked("SELECT 'five'", {}, ("five",)),
    Asked("SELECT 'six', CAST(:a AS int) + CAST(:a AS int), CAST(:b AS int)", {"a": 6, "b": 7}, ("six", 12, 7)),
    Asked("INSERT INTO left_shelf VALUES (:a) RETURNING 'left', name", {"a": "a left one"}, ("left", "a left one")),
    Asked(
        "INSERT INTO right_shelf VALUES (:a) RETURNING 'right', name", {"a": "a right one"}, ("right", "a right one")
    ),
    Asked("DELETE FROM left_shelf WHERE name = :a RETURNING 'never', name", {"a": "none"}, None),
)


def hammer(engine: Engine, seed: int, count: int) -> list[str]:
    """Ask everything in an order of its own, in transactions of several; returns the wrong answers."""
    chance = random.Random(seed)
    statements = {each.statement: prepared.prepared(text(each.statement)) for each in SHAPES}
    wrong: list[str] = []

    def work(session: Session) -> None:
        for each in chance.sample(SHAPES, 4):
            row = session.execute(statements[each.statement], each.parameters).one_or_none()
            if (tuple(row) if row else None) != each.answer:
                wrong.append(f"{each.statement} gave {row}")

    for _ in range(count):
        run(sessionmaker(engine), work)
    return wrong


def hammer_from_two_processes(settings: Settings, shelves: Callable[[str], list[str]], seed: int) -> None:
    """Ask from two engines, by eight threads: each gets what it has asked for, and only that is written."""
    engines = [make_engine(settings, f"process {number}") for number in range(2)]
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(hammer, engines[number % 2], seed + number, 25) for number in range(8)]
        assert [each.result() for each in asked] == [[]] * 8
    finally:
        for engine in engines:
            engine.dispose()
    assert shelves("left_shelf") == ["a left one"]
    assert shelves("right_shelf") == ["a right one"]
