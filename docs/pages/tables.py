"""docs/reference/tables.md: every table, from the metadata of the models."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from docs.pages.markdown import bullets, code, document, link, prose, table
from shared.models import Base

_ABOUT = """\
PostgreSQL 15 or newer. The classes are in `shared/models/`, the migrations that build these tables in
`shared/migrations/`.
"""
# SQLAlchemy leaves this type to the dialect's caller: no annotation to give it.
_DIALECT: Any = postgresql.dialect()  # type: ignore[no-untyped-call]


def page() -> str:
    """Return the page."""
    docstrings = {mapper.local_table: mapper.class_.__doc__ for mapper in Base.registry.mappers}
    tables = [Base.metadata.tables[name] for name in sorted(Base.metadata.tables)]
    overview = table(["Table", "What a row is"], [[link(one.name), prose(docstrings[one])] for one in tables])
    return document("Tables", _ABOUT, overview, *(_section(one, docstrings[one]) for one in tables))


def _section(one: Table, docstring: str | None) -> str:
    columns = table(["Column", "Type", "Null", "Default", "Refers to"], [_column(column) for column in one.columns])
    parts = [f"## {one.name}", prose(docstring), columns]
    if constraints := _constraints(one):
        parts += ["Constraints", bullets(constraints)]
    if indexes := _indexes(one):
        parts += ["Indexes", bullets(indexes)]
    return "\n\n".join(parts)


def _column(column: Column[Any]) -> list[str]:
    return [
        code(column.name),
        column.type.compile(_DIALECT).lower(),
        "yes" if column.nullable else "no",
        _default(column),
        ", ".join(
            code(key.target_fullname) + (f" ({key.ondelete.lower()}s)" if key.ondelete else "")
            for key in sorted(column.foreign_keys, key=lambda key: key.target_fullname)
        ),
    ]


def _default(column: Column[Any]) -> str:
    if column.identity is not None:
        return "counted up"
    if column.server_default is None:
        return ""
    value = getattr(column.server_default, "arg", "")
    # A plain str is a literal, anything else is SQL already.
    return code(f"'{value}'" if isinstance(value, str) else value)


def _constraints(one: Table) -> list[str]:
    compiler = _DIALECT.ddl_compiler(_DIALECT, None)
    written = [
        compiler.process(constraint)
        for constraint in one.constraints
        # A foreign key of one column stands beside it.
        if not (isinstance(constraint, ForeignKeyConstraint) and len(constraint.columns) == 1)
    ]
    return [code(_plain(text)) for text in sorted(written, key=_primary_first)]


def _primary_first(text: str) -> tuple[bool, str]:
    return not text.startswith("PRIMARY"), text


def _indexes(one: Table) -> list[str]:
    indexes = sorted(one.indexes, key=lambda index: str(index.name))
    return [code(_plain(str(CreateIndex(index).compile(dialect=_DIALECT)))) for index in indexes]


def _plain(sql: str) -> str:
    return " ".join(sql.split())
