"""One page as two people left it: what only one of them changed is taken from that one.

Texts of a page three times: as it stood before both, as typed here, as kept there. Rows that have an id
are taken one by one. Only what both changed to different answers is named, and stays as typed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.forms.form import Field

Texts = Mapping[str, str]
BEFORE = "(before)"
"""Under this name a draft keeps the page as it stood in the case when somebody began to type."""


@dataclass
class Merged:
    """The page with what both of them did, and the questions that both answered differently."""

    texts: dict[str, str]
    both: list[str] = field(default_factory=list)


def merge(fields: tuple[Field, ...], before: Texts, mine: Texts, theirs: Texts) -> Merged:
    """Bring two versions of a page together."""
    made = Merged({})
    for each in fields:
        old, here, there = (texts.get(each.key, "") for texts in (before, mine, theirs))
        if here != there and old not in (here, there) and _has_ids(each):
            text = _rows(each, made, (old, here, there))
        else:
            text = there if here == old else here
            if old not in (here, there) and here != there:
                made.both.append(each.key)
        if text:
            made.texts[each.key] = text
    return made


def with_before(texts: dict[str, str], before: Texts) -> dict[str, str]:
    """A draft that knows what it was typed upon; of an empty page there is nothing to know."""
    return {**texts, BEFORE: json.dumps(before, ensure_ascii=False)} if texts and before else texts


def typed_upon(draft: Texts) -> Texts | None:
    """What a draft was typed upon, None if it does not say."""
    found = json.loads(draft[BEFORE]) if BEFORE in draft else None
    return found if isinstance(found, dict) else None


def _has_ids(table: Field) -> bool:
    return table.kind == "rows" and any(each.kind == "id" for each in table.columns)


def _rows(table: Field, made: Merged, versions: tuple[str, str, str]) -> str:
    """The rows of a table, each by its id."""
    name = next(each.key for each in table.columns if each.kind == "id")
    before, mine, theirs = ({row.get(name, ""): row for row in json.loads(each or "[]")} for each in versions)
    found = []
    for id in dict.fromkeys((*mine, *theirs)):
        old, here, there = before.get(id), mine.get(id), theirs.get(id)
        if here is not None and there is not None:
            row = merge(table.columns, old or {}, here, there)
            made.both += [f"{table.key}.{key}" for key in row.both]
            found.append(row.texts)
            continue
        left = here if here is not None else there  # one of them has taken it out, or put it in
        if old is not None and left != old:
            made.both.append(table.key)
        if old is None or (left != old and here is not None):
            found.append(dict(left or {}))
    return json.dumps(found, ensure_ascii=False) if found else ""
