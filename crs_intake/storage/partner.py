"""The partnership with HEAplus among the settings: one value for the organization, one for each application.

Applications are many and are kept by whoever helps, so a change writes only the
values it touches, and only if nobody saved them meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from crs_intake.codec import from_store
from crs_intake.domain.actor import Actor
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Assisted, Partnership
from crs_intake.storage import audit, mapping, schema, settings
from crs_intake.storage.engine import hold
from crs_intake.storage.work import SqlWork, saved_meanwhile

PARTNER, ASSISTED = "partner", "assisted "
_table = schema.settings


def read(connection: sa.Connection) -> Partnership:
    """The partnership with its applications; an empty one until something is kept."""
    named = sa.or_(_table.c.name == PARTNER, _table.c.name.startswith(ASSISTED, autoescape=True))
    texts = {  # noqa: C416 - a Row is no pair to dict()
        name: value
        for name, value in connection.execute(sa.select(_table.c.name, _table.c.value).where(named))
    }
    header = texts.pop(PARTNER, None)
    found = Partnership() if header is None else from_store(Partnership, header)
    ones = [from_store(Assisted, text) for _, text in sorted(texts.items())]
    return replace(found, applications=tuple(ones))


def keep(work: SqlWork, actor: Actor, at: Moment, before: Partnership, after: Partnership) -> None:
    """Keep what differs between two states; raises SavedMeanwhile if a value is no longer as before."""
    hold(work.connection, "partner")
    stored = _values(read(work.connection))
    old, new = _values(before), _values(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) == new.get(name):
            continue
        if stored.get(name) != old.get(name):
            raise saved_meanwhile()
        if name in new:
            settings.keep(work.connection, name, new[name], actor.id, at)
        else:
            work.connection.execute(sa.delete(_table).where(_table.c.name == name))
        changed = audit.changes(json.loads(old.get(name, "{}")), json.loads(new.get(name, "{}")))
        work.note("partner.keep", "", what=name, changes=json.dumps(changed))


def _values(partner: Partnership) -> Mapping[str, str]:
    found: dict[str, Any] = {f"{ASSISTED}{one.id}": mapping.text_of(one) for one in partner.applications}
    header = replace(partner, applications=())
    if header != Partnership():
        found[PARTNER] = mapping.text_of(header)
    return found
