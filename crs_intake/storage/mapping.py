"""Between frozen values and rows; money becomes whole cents on the way in.

What cannot be kept exactly as it was typed is refused, never altered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from crs_intake.codec import from_store, to_store
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Determination, Draft, KeptDocument, Stored
from crs_intake.domain.scan import Scan
from crs_intake.domain.text import N_
from crs_intake.storage.engine import damaged


def text_of(value: Any) -> str:
    """A value as the text that is stored; raises NotAcceptable for letters that are none."""
    try:
        return to_store(value)
    except ValueError:  # a lone surrogate has no UTF-8
        raise NotAcceptable(
            N_("Something typed contains half a character that cannot be kept; type that field again.")
        ) from None


def facts_of(case: Case) -> str:
    """The facts of a case as stored text, without its events."""
    return text_of(replace(case, events=()))


def case_columns(case: Case) -> dict[str, Any]:
    """What is sorted and shown of a case without reading its facts."""
    applicant = case.applicant
    return {"name": applicant.name if applicant else "", "born": applicant.born if applicant else None,
            "opened": opened(case)}  # fmt: skip


def opened(case: Case) -> date | None:
    """The day from which the case is known: the referral's receipt, else the first event."""
    if case.referral and case.referral.received:
        return case.referral.received.day
    return min((event.at.day for event in case.events), default=None)


def event_row(case_id: int, seq: int, event: Event) -> dict[str, Any]:
    """The row of an event."""
    return {"case_id": case_id, "seq": seq, "uuid": event.id, "kind": event.kind, "day": event.at.day,
            "time": event.at.time, "data": text_of(event)}  # fmt: skip


def event(text: str) -> Event:
    """The event of a stored text."""
    return from_store(Event, text)


def stored(row: Any, events: Iterable[str]) -> Stored:
    """The case of a row, with the stored texts of its events in order."""
    case = replace(
        from_store(Case, row.facts), number=row.number, events=tuple(event(each) for each in events)
    )
    return Stored(case, row.version, row.saved_by, row.saved_at)


def draft(row: Any) -> Draft:
    """The draft of a row."""
    fields = json.loads(row.fields)
    return Draft(row.number, row.wizard, row.page, fields, row.focus, row.by, row.by_name, row.at)


def draft_row(draft: Draft) -> dict[str, Any]:
    """The row of a draft; its fields may hold anything that can be typed."""
    return {**vars(draft), "fields": json.dumps(dict(draft.fields))}


def document(row: Any, number: str) -> KeptDocument:
    """The paper of a row, its bytes checked against their hash by the caller."""
    return KeptDocument(
        id=row.id, number=number, document=row.document, language=row.language,
        to=tuple(json.loads(row.recipients)), made=row.made, pdf=row.pdf,
        sha256=row.sha256, status=row.status, sent=row.sent, method=row.method,
        corrects=row.corrects, made_by=row.made_by, drawn_from=row.drawn_from, template=row.template,
    )  # fmt: skip


def document_row(case_id: int, paper: KeptDocument) -> dict[str, Any]:
    """The row of a paper."""
    row: dict[str, Any] = {**vars(paper), "case_id": case_id, "recipients": json.dumps(list(paper.to))}
    del row["number"], row["to"], row["sound"]
    return row


def scan(row: Any, number: str, content: bytes = b"") -> Scan:
    """The received paper of a row; its bytes are given where they were read."""
    return Scan(
        id=row.id, number=number, document=row.document, name=row.name, media=row.media, size=row.size,
        pages=row.pages, sha256=row.sha256, received=row.received, received_by=row.received_by,
        event=row.event, note=row.note, content=content,
    )  # fmt: skip


def scan_row(case_id: int, scan: Scan) -> dict[str, Any]:
    """The row of a received paper; raises NotAcceptable for letters that are none."""
    text_of((scan.name, scan.note))
    row: dict[str, Any] = {**vars(scan), "case_id": case_id}
    del row["number"]
    return row


def determination(row: Any, number: str) -> Determination:
    """The determination of a row."""
    return Determination(number, row.version, row.day, row.by, row.at, row.reason, row.assessment)


def actor(row: Any) -> Actor:
    """The person of a row."""
    return Actor(row.id, row.name, frozenset(json.loads(row.roles)), row.site)


def json_of(text: str) -> Mapping[str, Any]:
    """A stored JSON object."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise damaged()
    return found
