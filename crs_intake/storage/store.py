"""The memory of the desk: one encrypted file, read in snapshots and written in whole steps.

Everything that comes out is a frozen value; everything that goes in goes
through `work`, one transaction for one act of one person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa

from crs_intake.clock import moment, today
from crs_intake.codec import from_store
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import (
    AuditLine,
    Determination,
    Draft,
    Found,
    Kept,
    KeptDocument,
    OpenCase,
    Stored,
)
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.scan import Scan
from crs_intake.domain.site import Site
from crs_intake.domain.text import N_
from crs_intake.domain.tips import TipsQueues
from crs_intake.storage import audit, duplicates, mapping, schema, search, tips
from crs_intake.storage import partner as partner_values
from crs_intake.storage.engine import damaged, hold
from crs_intake.storage.opened import Opened
from crs_intake.storage.safe import Safe
from crs_intake.storage.work import case_row, read_case


class Memory(Opened):
    """Everything of the store that is the same in a file and on a server."""

    def done(self, action: UUID) -> bool:
        """Whether that action has been committed."""
        with self._reading() as connection:
            found = sa.select(schema.actions.c.id).where(schema.actions.c.id == str(action))
            return connection.scalar(found) is not None

    def case(self, number: str) -> Stored:
        """The case with that number; raises NotAcceptable if there is none."""
        with self._reading() as connection:
            return read_case(connection, number)

    def cases(self, *, open_only: bool = True, numbers: Sequence[str] | None = None) -> list[Stored]:
        """All cases, or those still on the worklist, or those of these numbers, in one snapshot."""
        case, event = schema.cases, schema.events
        wanted = [case.c.closed.is_(None)] if open_only else []
        if numbers is not None:
            wanted.append(case.c.number.in_(numbers))
        chosen = sa.select(case).where(*wanted).order_by(case.c.id)
        told = sa.select(event.c.case_id, event.c.data).order_by(event.c.case_id, event.c.seq)
        if wanted:
            told = told.join(case, case.c.id == event.c.case_id).where(*wanted)
        with self._reading() as connection:
            texts: dict[int, list[str]] = {}
            for case_id, data in connection.execute(told):
                texts.setdefault(case_id, []).append(data)
            return [mapping.stored(row, texts.get(row.id, ())) for row in connection.execute(chosen)]

    def versions(self, *, open_only: bool = True) -> dict[str, int]:
        """Number → version of every case, or of those still on the worklist."""
        case = schema.cases.c
        query = sa.select(case.number, case.version)
        if open_only:
            query = query.where(case.closed.is_(None))
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return {number: version for number, version in rows}  # noqa: C416 - a Row is no pair to dict()

    def served(self) -> dict[str, tuple[str, ...]]:
        """Number → sites that serve the case, of every case that has any."""
        case, site = schema.cases, schema.case_sites
        query = sa.select(case.c.number, site.c.site).join(site, site.c.case_id == case.c.id)
        found: dict[str, tuple[str, ...]] = {}
        with self._reading() as connection:
            for number, name in connection.execute(query.order_by(case.c.id, site.c.site)):
                found[number] = (*found.get(number, ()), name)
        return found

    def board(self, at: Moment, stamp: str) -> list[OpenCase]:
        """Every open case with the kept rows of Today that fit the case and the moment, if there are any."""
        case, board = schema.cases.c, schema.boards.c
        fits = sa.and_(
            board.case_id == case.id, board.version == case.version, board.stamp == stamp,
            board.since <= at, board.until > at,
        )  # fmt: skip
        both = schema.cases.outerjoin(schema.boards, fits)
        kept = (sa.type_coerce(board.until, sa.String), board.rows)
        told = sa.select(case.number, case.name, case.version, case.saved_by, *kept)
        with self._reading() as connection:
            rows = connection.execute(told.select_from(both).where(case.closed.is_(None))).all()
        return [
            OpenCase(number, name, version, by, until or "", text or "")
            for number, name, version, by, until, text in rows
        ]

    def keep_board(self, stamp: str, kept: Mapping[str, Kept]) -> None:
        """Keep rows of Today by case number, in place of those that held at the same time or later."""
        if self.read_only:
            return
        case, board = schema.cases.c, schema.boards
        ids = sa.select(case.number, case.id).where(case.number.in_(kept))
        over = sa.or_(
            board.c.since >= sa.bindparam("from", type_=schema.MomentText),
            board.c.until <= sa.bindparam("now", type_=schema.MomentText),
            board.c.version != sa.bindparam("is"), board.c.stamp != stamp,
        )  # fmt: skip
        old, now = sa.delete(board).where(board.c.case_id == sa.bindparam("of"), over), moment(self._clock)
        with self._write() as connection:
            hold(connection, "boards")
            known = [(row.id, kept[row.number]) for row in connection.execute(ids)]
            if known:
                gone = [{"of": id, "from": each.since, "now": now, "is": each.version} for id, each in known]
                connection.execute(old, gone)
                rows = [{"case_id": id, "stamp": stamp, **vars(each)} for id, each in known]
                connection.execute(sa.insert(board), rows)

    def preference(self, actor: Actor, name: str) -> str:
        """What a person chose for their own screens, or nothing."""
        table = schema.settings.c
        with self._reading() as connection:
            found = connection.scalar(sa.select(table.value).where(table.name == f"{name} of {actor.id}"))
        return str(found or "")

    def keep_preference(self, actor: Actor, name: str, value: str) -> None:
        """Keep what a person chose for their own screens; nothing of a case, so it is not audited."""
        if self.read_only:
            return
        with self._write() as connection:
            self._put_setting(connection, f"{name} of {actor.id}", value, actor.id)

    def search(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Cases by name, birth date, telephone, case number, AHCCCS ID or Social Security number."""
        pieces = search.sought(text, today(self._clock), self._ssn_word)
        with self._finding() as place:
            return search.search(place, pieces, limit)

    def possible_duplicates(self, case: Case, limit: int = 5) -> tuple[Found, ...]:
        """Cases that may be of the same child as this one, the likeliest first."""
        with self._reading() as connection:
            return duplicates.possible(connection, case, self._ssn_word, limit)

    def drafts(self, number: str = "") -> tuple[Draft, ...]:
        """What lies typed and not kept, of one case or of all, the newest first."""
        table = schema.drafts
        query = sa.select(table).order_by(table.c.at.desc(), table.c.page)
        with self._reading() as connection:
            rows = connection.execute(query.where(table.c.number == number) if number else query)
            return tuple(mapping.draft(row) for row in rows)

    def documents(self, number: str) -> tuple[KeptDocument, ...]:
        """The papers of a case, the oldest first."""
        table = schema.documents
        with self._reading() as connection:
            case_id = case_row(connection, number).id
            query = sa.select(table).where(table.c.case_id == case_id).order_by(table.c.seq)
            rows = connection.execute(query)
            return tuple(_looked_at(mapping.document(row, number)) for row in rows)

    def document(self, id: str) -> KeptDocument:
        """One paper; raises NotAcceptable if there is none."""
        table, case = schema.documents, schema.cases
        both = sa.select(table, case.c.number).join(case, case.c.id == table.c.case_id)
        query = both.where(table.c.id == id)
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotAcceptable(N_("There is no such paper."))
        return _looked_at(mapping.document(row, row.number))

    def scans(self, number: str) -> tuple[Scan, ...]:
        """The received papers of a case without their bytes, the oldest first."""
        table = schema.scans
        columns = [column for column in table.c if column is not table.c.content]
        with self._reading() as connection:
            case_id = case_row(connection, number).id
            query = sa.select(*columns).where(table.c.case_id == case_id).order_by(table.c.seq)
            return tuple(mapping.scan(row, number) for row in connection.execute(query))

    def scan(self, id: str) -> Scan:
        """One received paper with its bytes, proved by their hash; raises NotAcceptable if there is none."""
        table, case = schema.scans, schema.cases
        both = sa.select(table, case.c.number).join(case, case.c.id == table.c.case_id)
        with self._reading() as connection:
            row = connection.execute(both.where(table.c.id == id)).first()
        if row is None:
            raise NotAcceptable(N_("There is no such paper."))
        found = mapping.scan(row, row.number, row.content)
        if hashlib.sha256(found.content).hexdigest() != found.sha256:
            raise damaged()
        return found

    def determinations(self, number: str) -> tuple[Determination, ...]:
        """The determinations of a case, the first one first."""
        table = schema.determinations
        with self._reading() as connection:
            case_id = case_row(connection, number).id
            query = sa.select(table).where(table.c.case_id == case_id).order_by(table.c.version)
            rows = connection.execute(query)
            return tuple(mapping.determination(row, number) for row in rows)

    def history(self, number: str) -> Sequence[AuditLine]:
        """Who did what to a case, the oldest line first."""
        with self._reading() as connection:
            return audit.lines(connection, number)

    def site(self) -> Site:
        """The site's settings; an empty site until some are kept."""
        table = schema.settings.c
        with self._reading() as connection:
            text = connection.scalar(sa.select(table.value).where(table.name == "site"))
        return Site(format="crs-site/1") if text is None else from_store(Site, text)

    def keep_site(self, actor: Actor, site: Site) -> None:
        """Keep the site's settings in place of the earlier ones."""
        table, text = schema.settings, mapping.text_of(site)
        with self.work(actor, "site.keep") as work:
            connection = work.connection
            hold(connection, "setting site")
            before = connection.scalar(sa.select(table.c.value).where(table.c.name == "site")) or "{}"
            self._put_setting(connection, "site", text, actor.id)
            changed = audit.changes(json.loads(before), json.loads(text))
            work.note("site.keep", "", changes=json.dumps(changed))

    def tips_queues(self) -> TipsQueues:
        """What waits in the queues of the DES interface."""
        with self._reading() as connection:
            return tips.read(connection)

    def partner(self) -> Partnership:
        """The partnership with HEAplus; an empty one until something is kept."""
        with self._reading() as connection:
            return partner_values.read(connection)

    def keep_partner(self, actor: Actor, before: Partnership, after: Partnership) -> None:
        """Keep what changed of the partnership; raises SavedMeanwhile."""
        with self.work(actor, "partner.keep") as work:
            partner_values.keep(work, actor, moment(self._clock), before, after)


class SqlStore(Memory, Safe):
    """An open file; made by `create`, `open_store` and `open_with_recovery`, ended by `close`."""


def _looked_at(paper: KeptDocument) -> KeptDocument:
    """A paper whose bytes are not those of its hash is handed out, and says so: the others stay in reach."""
    sound = hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
    return paper if sound else replace(paper, sound=False)
