"""The queues of the DES interface among the settings: rows that wait for a person, in one value (804.B).

They change in the same transaction as the cases that a file or a decision touches.
"""

from __future__ import annotations

import sqlalchemy as sa

from crs_intake.codec import from_store
from crs_intake.domain.moment import Moment
from crs_intake.domain.tips import TipsQueues
from crs_intake.storage import mapping, schema, settings

NAME = "tips queues"
_table = schema.settings


def read(connection: sa.Connection) -> TipsQueues:
    """What waits; nothing until a file brought something."""
    text = connection.scalar(sa.select(_table.c.value).where(_table.c.name == NAME))
    return TipsQueues() if text is None else from_store(TipsQueues, text)


def keep(connection: sa.Connection, by: str, at: Moment, queues: TipsQueues) -> None:
    """Keep what waits in place of what waited before."""
    settings.keep(connection, NAME, mapping.text_of(queues), by, at)
