"""Tables that a library of this format may not have yet: those that came with later versions.

Older versions know nothing of them and lose nothing by it, so the format stays the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from store.database import Database

START = "CREATE TABLE IF NOT EXISTS "


def complete(database: Database, schema: Sequence[str]) -> None:
    """Make the tables of a schema, of which each statement begins with START, where missing.

    Where this account may not write, they are made for this connection alone. Raises
    PressmarkError where another session keeps writing for longer than the connection waits.
    """
    names = [statement.removeprefix(START).partition("(")[0].strip() for statement in schema]
    wanted = ", ".join(f"'{name}'" for name in names)
    there = database.value(f"SELECT count(*) FROM main.sqlite_schema WHERE name IN ({wanted})")
    if there == len(names):
        return
    if os.access(database.path, os.W_OK):
        with database.transaction():
            for statement in schema:
                database.run(statement)
    else:
        for statement in schema:
            database.run(statement.replace(START, "CREATE TEMP TABLE IF NOT EXISTS ", 1))
