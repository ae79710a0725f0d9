"""One transaction at the desk: all of it is kept, or nothing.

The same action tried again after a lost answer finds its id and writes
nothing. Whatever changes a case leaves a line in the audit trail.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable, SavedMeanwhile
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Determination, Draft, KeptDocument, PaperStatus, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.scan import Scan
from crs_intake.domain.text import N_
from crs_intake.domain.tips import TipsQueues
from crs_intake.storage import audit, mapping, schema, tips
from crs_intake.storage.engine import hold
from crs_intake.storage.index import concerns, index, number_of

# Statements are made once: making them costs more than running them.
_case, _event, _draft, _paper = schema.cases, schema.events, schema.drafts, schema.documents
_CASE = sa.select(_case).where(_case.c.number == sa.bindparam("is"))
_HOLD_CASE = sa.select(_case.c.id).where(_case.c.number == sa.bindparam("is")).with_for_update(key_share=True)
_EVENTS = sa.select(_event.c.data).where(_event.c.case_id == sa.bindparam("of")).order_by(_event.c.seq)
_NAMES = (
    sa.select(_event.c.uuid, _event.c.kind)
    .where(_event.c.case_id == sa.bindparam("of"))
    .order_by(_event.c.seq)
)
_DONE = sa.select(schema.actions.c.result).where(schema.actions.c.id == sa.bindparam("is"))
_SAVE = sa.update(_case).where(_case.c.id == sa.bindparam("of"), _case.c.version == sa.bindparam("found"))
_MINE = (
    _draft.c.number == sa.bindparam("is"),
    _draft.c.wizard == sa.bindparam("in_wizard"),
    _draft.c.by == sa.bindparam("mine"),
)
_DROP_ALL = sa.delete(_draft).where(*_MINE)
_LEAVE = sa.update(_draft).where(*_MINE, _draft.c.focus != "").values(focus="")
_DROP_PAGE = sa.delete(_draft).where(*_MINE, _draft.c.page == sa.bindparam("on_page"))
_PAPER = (
    sa.select(_paper.c.sent, _paper.c.method, _paper.c.document, _case.c.number)
    .join(_case, _case.c.id == _paper.c.case_id)
    .where(_paper.c.id == sa.bindparam("is"))
)


@dataclass
class SqlWork:
    """What can be done within one transaction; made by `SqlStore.work` only."""

    connection: sa.Connection
    """For the store's own use."""
    _actor: Actor
    _act: str
    _action: UUID | None
    _now: datetime
    _workstation: str
    _ssn_word: Callable[[str], str]
    chain: str = ""
    result: str = ""
    _repeated: bool = False
    _told: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    """Lines for the audit trail: act, case number, details."""

    def begin(self) -> SqlWork:
        """Look whether this action was done before."""
        if self._action is not None:
            hold(self.connection, f"action {self._action}")
            before = self.connection.scalar(_DONE, {"is": str(self._action)})
            if before is not None:
                self._repeated, self.result = True, before
        return self

    def finish(self) -> None:
        """Write the audit lines and the action's id; the last thing before the commit."""
        if self._repeated:
            return
        for act, number, details in self._told:
            by, here = self._actor.id, self._workstation
            audit.add(self.connection, self._now, by, here, act, number, details, self.chain)
        if self._action is not None:
            row = {"at": self._at, "by": self._actor.id, "act": self._act, "result": self.result}
            self._insert(schema.actions, id=str(self._action), **row)

    @property
    def repeated(self) -> bool:
        """Whether this action was committed before."""
        return self._repeated

    def case(self, number: str) -> Stored:
        """The case as it is now; raises NotAcceptable if there is none."""
        hold_case(self.connection, number)
        return read_case(self.connection, number)

    def new_case(self, case: Case, *, closed: date | None = None) -> str:
        """Put a new case in; gives its number (made if the case has none)."""
        if self._repeated:
            return self.result
        number = number_of(self.connection, case, self._actor.site, self._now.date())
        case = replace(case, number=number)
        columns = {"facts": mapping.facts_of(case), "closed": closed, **mapping.case_columns(case)}
        saved = {"version": 1, "saved_by": self._actor.name, "saved_at": self._at}
        case_id = self._insert(_case, uuid=str(uuid4()), number=number, **columns, **saved)
        self._add_events(case_id, 0, case.events)
        index(self.connection, case_id, case, self._ssn_word)
        self._told.append((self._act, number, {"new": True, "events": [each.kind for each in case.events]}))
        self.result = self.result or number
        return number

    def keep(self, case: Case, version: int, *, closed: date | None = None) -> int:
        """Keep changed facts and added events; raises SavedMeanwhile if `version` is no longer the newest."""
        hold_case(self.connection, case.number)
        row = case_row(self.connection, case.number)
        if self._repeated:
            return int(row.version)
        if row.version != version:
            raise saved_meanwhile()
        known = self.connection.execute(_NAMES, {"of": row.id}).all()
        if [(event.id, event.kind) for event in case.events[: len(known)]] != [tuple(row) for row in known]:
            raise ValueError("events are added at the end, never changed")
        added = case.events[len(known) :]
        closed = row.closed if closed and row.closed else closed  # what stays closed keeps its day
        facts = mapping.facts_of(case)
        if facts == row.facts and not added and closed == row.closed:
            return version
        columns = {"facts": facts, "closed": closed, **mapping.case_columns(case)}
        saved = {"version": version + 1, "saved_by": self._actor.name, "saved_at": self._at}
        found = self.connection.execute(_SAVE, {"of": row.id, "found": version, **columns, **saved})
        if found.rowcount != 1:
            raise saved_meanwhile()
        self._add_events(row.id, len(known), added)
        changes = audit.changes(json.loads(row.facts), json.loads(facts)) if facts != row.facts else {}
        if concerns(changes):
            index(self.connection, row.id, case, self._ssn_word)
        details = {"version": version + 1, "changes": changes, "events": [event.kind for event in added]}
        self._told.append((self._act, case.number, details))
        return version + 1

    def keep_determination(self, determination: Determination) -> int:
        """Add a determination and give its version; an earlier one is never changed."""
        hold_case(self.connection, determination.number)
        case_id = case_row(self.connection, determination.number).id
        table = schema.determinations
        newest = sa.select(sa.func.max(table.c.version)).where(table.c.case_id == case_id)
        latest = self.connection.scalar(newest) or 0
        if self._repeated:
            return int(latest)
        given = {"day": determination.on, "by": determination.by, "at": determination.at,
                 "reason": determination.reason, "assessment": determination.assessment}  # fmt: skip
        self._insert(table, case_id=case_id, version=latest + 1, **given)
        details = {"determination": latest + 1, "reason": determination.reason}
        self._told.append((self._act, determination.number, details))
        return int(latest) + 1

    def keep_document(self, document: KeptDocument) -> None:
        """Add a produced paper with its bytes."""
        if not self._repeated:
            case_id = case_row(self.connection, document.number).id
            self._insert(_paper, **mapping.document_row(case_id, document))
            details = {"document": document.document, "id": document.id, "sha256": document.sha256}
            self._told.append((self._act, document.number, details))

    def keep_scan(self, scan: Scan) -> None:
        """Add a received paper with its bytes."""
        if self._repeated:
            return
        if hashlib.sha256(scan.content).hexdigest() != scan.sha256:
            raise ValueError("the bytes are not those of the hash")
        case_id = case_row(self.connection, scan.number).id
        self._insert(schema.scans, **mapping.scan_row(case_id, scan))
        details = {"document": scan.document, "id": scan.id, "sha256": scan.sha256, "size": scan.size}
        self._told.append((self._act, scan.number, details))

    def mark_document(self, id: str, status: PaperStatus, at: Moment, method: str = "") -> None:
        """Note that a kept paper was printed, sent, returned or cancelled."""
        if self._repeated:
            return
        paper = self.connection.execute(_PAPER, {"is": id}).first()
        if paper is None:
            raise NotAcceptable(N_("There is no such paper in this case."))
        sent = at if status == "sent" else paper.sent
        values = {"status": status, "sent": sent, "method": method or paper.method}
        self.connection.execute(sa.update(_paper).where(_paper.c.id == id).values(**values))
        details = {"document": paper.document, "id": id, "status": status, "method": method}
        self._told.append((self._act, paper.number, details))

    def restate_document(self, id: str, status: PaperStatus, sent: Moment | None, method: str) -> None:
        """Give a kept paper the status that follows after something noted of it was taken back."""
        if self._repeated:
            return
        paper = self.connection.execute(_PAPER, {"is": id}).first()
        if paper is None:
            raise NotAcceptable(N_("There is no such paper in this case."))
        values = {"status": status, "sent": sent, "method": method}
        self.connection.execute(sa.update(_paper).where(_paper.c.id == id).values(**values))
        details = {"document": paper.document, "id": id, "status": status, "restated": True}
        self._told.append((self._act, paper.number, details))

    def tips_queues(self) -> TipsQueues:
        """What waits in the queues of the DES interface."""
        hold(self.connection, "tips queues")
        return tips.read(self.connection)

    def keep_tips_queues(self, queues: TipsQueues) -> None:
        """Keep what waits, in place of what waited before."""
        if not self._repeated:
            tips.keep(self.connection, self._actor.id, self._at, queues)
            self.note(self._act, "", waiting=str(len(queues.rows)))

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is typed on a page, in place of the person's earlier draft of that page."""
        if not self._repeated:
            hold(self.connection, f"draft {self._actor.id}")
            own = replace(draft, by=self._actor.id, by_name=self._actor.name, at=self._at)
            self.drop_drafts(own.number, own.wizard, own.page)
            if own.focus:  # the person stands in one place of a wizard; where they stood before is none now
                self.connection.execute(_LEAVE, {"is": own.number, "in_wizard": own.wizard, "mine": own.by})
            self._insert(_draft, **mapping.draft_row(own))

    def take_drafts(self, number: str, wizard: str, by: str) -> None:
        """Go on with the drafts that another person began."""
        if self._repeated or by == self._actor.id:
            return
        theirs = (_draft.c.number == number, _draft.c.wizard == wizard, _draft.c.by == by)
        for page in self.connection.scalars(sa.select(_draft.c.page).where(*theirs)).all():
            self.drop_drafts(number, wizard, page)
        mine = {"by": self._actor.id, "by_name": self._actor.name, "at": self._at}
        self.connection.execute(sa.update(_draft).where(*theirs).values(**mine))
        self._told.append((self._act, number, {"taken_over_from": by, "wizard": wizard}))

    def drop_drafts(self, number: str, wizard: str, page: str = "") -> None:
        """Forget one's own drafts of a wizard, or of one of its pages, once kept as facts."""
        if not self._repeated:
            which = {"is": number, "in_wizard": wizard, "mine": self._actor.id}
            if page:
                self.connection.execute(_DROP_PAGE, {**which, "on_page": page})
            else:
                self.connection.execute(_DROP_ALL, which)

    def not_the_same(self, number: str, other: str) -> None:
        """Remember that two cases are different children; they are not asked about again."""
        if self._repeated:
            return
        hold(self.connection, "different")
        lower, upper = sorted(case_row(self.connection, each).id for each in (number, other))
        table = schema.different
        known = sa.select(table.c.at).where(table.c.lower == lower, table.c.upper == upper)
        if lower != upper and self.connection.scalar(known) is None:
            self._insert(table, lower=lower, upper=upper, by=self._actor.id, at=self._at)
            self._told.append((self._act, number, {"another_child": other}))

    def note(self, act: str, number: str = "", **details: str) -> None:
        """Put a line into the audit trail."""
        self._told.append((act, number, details))

    @property
    def _at(self) -> Moment:
        return Moment.read(self._now.replace(second=0, microsecond=0))

    def _insert(self, table: sa.Table, **values: Any) -> int:
        key = self.connection.execute(sa.insert(table), values).inserted_primary_key
        return key[0] if key and isinstance(key[0], int) else 0

    def _add_events(self, case_id: int, known: int, added: tuple[Event, ...]) -> None:
        named = (event if event.id else replace(event, id=str(uuid4())) for event in added)
        rows = [mapping.event_row(case_id, known + at, event) for at, event in enumerate(named)]
        if len({row["uuid"] for row in rows}) != len(rows):
            raise NotAcceptable(N_("Two events of this case have the same id; leave one of them out."))
        if rows:
            self.connection.execute(sa.insert(_event), rows)


def saved_meanwhile() -> SavedMeanwhile:
    """The trouble of a save that rests on an older version."""
    return SavedMeanwhile(
        N_("This case was saved at another desk while you had it open"),
        then=N_("Open it again; what you typed is kept"),
    )


def case_row(connection: sa.Connection, number: str) -> Any:
    """The row of a case; raises NotAcceptable if there is none."""
    row = connection.execute(_CASE, {"is": number}).first()
    if row is None:
        raise NotAcceptable(N_("There is no case with this number."), where="number")
    return row


def hold_case(connection: sa.Connection, number: str) -> None:
    """Let nobody else change the case until the transaction ends; what is read next is its newest state."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD_CASE, {"is": number})


def event_texts(connection: sa.Connection, case_id: int) -> list[str]:
    """The stored events of a case, in order."""
    return list(connection.scalars(_EVENTS, {"of": case_id}))


def read_case(connection: sa.Connection, number: str) -> Stored:
    """The case with its events; raises NotAcceptable if there is none."""
    row = case_row(connection, number)
    return mapping.stored(row, event_texts(connection, row.id))
