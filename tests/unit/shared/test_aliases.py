"""What threads share must be whole before the first of them uses it."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from sqlalchemy import inspect
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

import mockmate_api
import mockmate_ws
import shared
from shared.models import User


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(found.name)
        for package in (mockmate_api, mockmate_ws, shared)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.startswith("shared.migrations.") and not found.name.endswith(("__main__", "wsgi"))
    ]


def unfinished(module: ModuleType) -> list[str]:
    """Return the aliases of a module whose columns SQLAlchemy makes only when they are first needed."""
    return [
        f"{module.__name__}.{name}"
        for name, value in vars(module).items()
        if isinstance(value, AliasedClass) and "_columns" not in vars(inspect(value).selectable)
    ]


def test_every_alias_of_a_module_has_its_columns():
    found = modules()
    assert any(isinstance(value, AliasedClass) for module in found for value in vars(module).values())
    assert [name for module in found for name in unfinished(module)] == []


def test_an_alias_made_the_usual_way_has_none():
    module = ModuleType("made")
    module.alias = aliased(User)  # type: ignore[attr-defined]
    assert unfinished(module) == ["made.alias"]
