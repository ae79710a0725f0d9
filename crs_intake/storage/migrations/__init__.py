"""The steps from one schema of the database to the next, by the version each leads to.

A step is a function that is given Alembic's `Operations`; it runs inside one
explicit transaction with all the others (see `run`). A new step gets a line
here, a sample database of the schema it starts from lies in tests/samples. A
server began at schema 5: every later step runs on both, and what only SQLite
knows in it asks `operations.get_bind().dialect.name`; a new table needs its
rights in server/tables.sql and in the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from crs_intake.storage.migrations import to_2, to_3, to_4, to_5, to_6

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]

STEPS: Mapping[int, Step] = {2: to_2.step, 3: to_3.step, 4: to_4.step, 5: to_5.step, 6: to_6.step}
"""Version reached → the step that reaches it; 1 is what `schema.create` makes."""
