"""Migrations only expand the schema: the release before finds all it reads, and no rule is stricter than it knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

import pytest
from alembic import command

from shared import migrations
from tests.cloning import connect
from tests.system.releases.replay import RELEASES

# By name: type, whether a row must say it, and whether it has a default.
_COLUMNS = """
    SELECT attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod),
           attnotnull, atthasdef OR attidentity <> ''
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
# What may refuse or change a row, by name: how PostgreSQL writes it down, and the columns it looks at.
_RULES = """
    SELECT r.of::regclass || '.' || r.name, r.definition,
           ARRAY(SELECT r.of::regclass || '.' || attname FROM pg_attribute WHERE attrelid = r.of AND attnum = ANY(keys))
      FROM (SELECT conname AS name, conrelid AS of, pg_get_constraintdef(oid) AS definition, conkey AS keys
              FROM pg_constraint WHERE contype IN ('c', 'f', 'x')
            UNION ALL
            SELECT relname, indrelid, pg_get_indexdef(indexrelid), indkey
              FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indisunique
            UNION ALL
            SELECT tgname, tgrelid, pg_get_triggerdef(oid), NULL FROM pg_trigger WHERE NOT tgisinternal) AS r
      JOIN pg_class ON pg_class.oid = r.of WHERE relnamespace = 'public'::regnamespace
"""
_WORDS = re.compile(r"ARRAY\[[^]]*\]")
# The oldest release that may still run beside this code.
SINCE = RELEASES[0].revision
# Complaints that were looked into, each with the reason why the release before doesn't mind.
HARMLESS: dict[str, str] = {
    "0032 demands slots.slots_type_starts_at_key": "it refuses less: the release before adds slots without an"
    " invitation, of which there is still one for a type and a time",
    "0034 demands slots.slots_type_starts_at_key": "Groups are told apart as well. Without one, slots are as before.",
}


class Column(NamedTuple):
    """Its type, whether a row must say it, and whether it has a default."""

    kind: str
    required: bool
    given: bool


class Rule(NamedTuple):
    """A constraint, a unique index or a trigger."""

    definition: str
    columns: Sequence[str]

    def is_wider(self, before: Rule | None) -> bool:
        """Whether it is a list of words to which only some were added."""
        if before is None or _WORDS.sub("", before.definition) != _WORDS.sub("", self.definition):
            return False
        return set(re.findall(r"'(\w+)'", before.definition)) <= set(re.findall(r"'(\w+)'", self.definition))


class Schema(NamedTuple):
    """What the release before may meet, by name: `table.column` and `table.rule`."""

    columns: Mapping[str, Column]
    rules: Mapping[str, Rule]


def schema_of(url: str) -> Schema:
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = {name: Column(*rest) for name, *rest in cursor.fetchall()}
        cursor.execute(_RULES)
        return Schema(columns, {name: Rule(*rest) for name, *rest in cursor.fetchall()})


def complaints(before: Schema, after: Schema) -> Iterator[str]:
    """Say what the release before, which reads and writes the columns there were, would trip over."""
    tables = {name.partition(".")[0] for name in before.columns}
    for name, (kind, required, given) in before.columns.items():
        if name not in after.columns:
            yield f"drops {name}"
        elif after.columns[name].kind != kind:
            yield f"changes {name}"
        elif (after.columns[name].required and not required) or (given and not after.columns[name].given):
            yield f"demands {name}"
    for name, column in after.columns.items():
        if name not in before.columns and name.partition(".")[0] in tables and column.required and not column.given:
            yield f"demands {name}"
    for name, rule in after.rules.items():
        known = before.rules.get(name)
        # An expression and a trigger name no columns, and may look at any.
        touches = not rule.columns or set(rule.columns) & before.columns.keys()
        if name.partition(".")[0] in tables and touches and rule != known and not rule.is_wider(known):
            yield f"demands {name}"


def test_a_migration_adds_only_what_the_release_before_does_not_mind(new_database: str):
    configuration = migrations.configuration(new_database)
    command.upgrade(configuration, SINCE)
    found = []
    revisions = migrations.known()[::-1]
    for revision in revisions[revisions.index(SINCE) + 1 :]:
        before = schema_of(new_database)
        command.upgrade(configuration, revision)
        found += [f"{revision} {one}" for one in complaints(before, schema_of(new_database))]
    assert [one for one in found if one not in HARMLESS] == []


TRIGGER = """
    CREATE TRIGGER never BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
"""
WORDS = "('booked', 'waiting', 'matched', 'completed', 'cancelled', 'expired'{})"
STATUS = "ALTER TABLE bookings DROP CONSTRAINT bookings_status, ADD CONSTRAINT bookings_status CHECK (status IN {})"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("ALTER TABLE users DROP full_name", ["drops users.full_name"]),
        ("ALTER TABLE users RENAME full_name TO called", ["drops users.full_name"]),
        ("ALTER TABLE chat_messages ALTER client_id TYPE varchar(9)", ["changes chat_messages.client_id"]),
        ("ALTER TABLE users ALTER full_name SET NOT NULL", ["demands users.full_name"]),
        ("ALTER TABLE users ADD nick text NOT NULL", ["demands users.nick"]),
        ("ALTER TABLE streams ALTER epoch DROP DEFAULT", ["demands streams.epoch"]),
        ("ALTER TABLE feedback ADD CONSTRAINT kind CHECK (overall > 1)", ["demands feedback.kind"]),
        ("ALTER TABLE events ADD CONSTRAINT told FOREIGN KEY (stream) REFERENCES streams", ["demands events.told"]),
        ("CREATE UNIQUE INDEX once ON outgoing_mails (recipient)", ["demands outgoing_mails.once"]),
        ("CREATE UNIQUE INDEX once ON users (lower(full_name))", ["demands users.once"]),
        (TRIGGER, ["demands users.never"]),
        (STATUS.format(WORDS.format("")), ["demands bookings.bookings_status"]),
        (STATUS.format(WORDS.format(", 'no_show', 'lost'")), []),
        ("ALTER TABLE users ADD nick text UNIQUE CHECK (nick <> ''), ADD age int NOT NULL DEFAULT 0", []),
        ("CREATE TABLE nicks (nick text PRIMARY KEY, of bigint NOT NULL REFERENCES users)", []),
        ("CREATE INDEX users_full_name ON users (full_name)", []),
    ],
)
def test_what_the_release_before_would_mind_is_noticed(
    make_database: Callable[[], str], change: str, complaint: list[str]
):
    url = make_database()
    before = schema_of(url)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(change)
    assert list(complaints(before, schema_of(url))) == complaint
