"""The memory of the desk: one encrypted file, read in snapshots and written in whole steps.

Everything that comes out is a frozen value; everything that goes in goes
through `work`, one transaction for one act of one person.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from crs_intake.clock import Clock, moment, today
from crs_intake.codec import from_store
from crs_intake.domain.actor import ROLES, Actor, Role
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
from crs_intake.storage import audit, copies, duplicates, keys, mapping, schema, search
from crs_intake.storage import partner as partner_values
from crs_intake.storage.engine import DATABASE, damaged, engine, for_writing, plain_trouble
from crs_intake.storage.lock import Lock
from crs_intake.storage.work import SqlWork, case_row, read_case


class SqlStore:
    """An open store; made by `create`, `open_store` and `open_with_recovery`, ended by `close`."""

    def __init__(self, folder: Path, key: bytes, clock: Clock, lock: Lock | None, person: str = "") -> None:
        self.folder = folder
        self._key = key
        self._clock = clock
        self._lock = lock
        self._person = person
        self._engine = engine(folder / DATABASE, key)
        self._writing = for_writing(self._engine)
        self._ssn_word = search.ssn_hasher(key)
        self._workstation = platform.node()

    @property
    def signed_in(self) -> Actor:
        """The person whose password opened the store; raises NotAcceptable if there is none (recovery)."""
        found = next((each for each in self.people() if each.id == self._person), None)
        if found is None:
            raise NotAcceptable(
                N_("The desk was opened with the recovery code."),
                then=N_("Give a person a new password first."),
            )
        return found

    @contextmanager
    def work(self, actor: Actor, act: str, action: UUID | None = None) -> Iterator[SqlWork]:
        """One transaction; the same `action` id a second time changes nothing and raises nothing."""
        with plain_trouble(), self._writing.begin() as connection:
            work = SqlWork(
                connection, actor, act, action, self._clock.now(), self._workstation, self._ssn_word
            ).begin()
            yield work
            work.finish()

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
        case, board = schema.cases.c, schema.boards
        ids = sa.select(case.number, case.id).where(case.number.in_(kept))
        over = sa.or_(
            board.c.since >= sa.bindparam("from", type_=schema.MomentText),
            board.c.until <= sa.bindparam("now", type_=schema.MomentText),
            board.c.version != sa.bindparam("is"), board.c.stamp != stamp,
        )  # fmt: skip
        old, now = sa.delete(board).where(board.c.case_id == sa.bindparam("of"), over), moment(self._clock)
        with plain_trouble(), self._writing.begin() as connection:
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
        table, key = schema.settings, f"{name} of {actor.id}"
        with plain_trouble(), self._writing.begin() as connection:
            connection.execute(sa.delete(table).where(table.c.name == key))
            row = {"name": key, "value": value, "by": actor.id, "at": moment(self._clock)}
            connection.execute(sa.insert(table), row)

    def search(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Cases by name, birth date, telephone, case number, AHCCCS ID or Social Security number."""
        with self._reading() as connection:
            return search.search(connection, search.sought(text, today(self._clock), self._ssn_word), limit)

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
            before = connection.scalar(sa.select(table.c.value).where(table.c.name == "site")) or "{}"
            connection.execute(sa.delete(table).where(table.c.name == "site"))
            connection.execute(
                sa.insert(table).values(name="site", value=text, by=actor.id, at=moment(self._clock))
            )
            changed = audit.changes(json.loads(before), json.loads(text))
            work.note("site.keep", "", changes=json.dumps(changed))

    def partner(self) -> Partnership:
        """The partnership with HEAplus; an empty one until something is kept."""
        with self._reading() as connection:
            return partner_values.read(connection)

    def keep_partner(self, actor: Actor, before: Partnership, after: Partnership) -> None:
        """Keep what changed of the partnership; raises SavedMeanwhile."""
        with self.work(actor, "partner.keep") as work:
            partner_values.keep(work, actor, moment(self._clock), before, after)

    def people(self) -> tuple[Actor, ...]:
        """Everybody who may sign in."""
        table = schema.staff
        with self._reading() as connection:
            rows = connection.execute(sa.select(table).where(table.c.left.is_(None)).order_by(table.c.name))
            return tuple(mapping.actor(row) for row in rows)

    def add_person(self, actor: Actor, name: str, roles: frozenset[Role], site: str, password: str) -> Actor:
        """Let one more person sign in; raises NotAcceptable."""
        person = Actor(uuid4().hex, keys.clean_name(name), roles, site)
        with self.work(actor, "people.add") as work:
            connection = work.connection
            _put_person(connection, person)
            work.note("people.add", "", person=person.id, roles=" ".join(sorted(roles)), site=site)
            self._rekey(person, password)
        return person

    def change_person(self, actor: Actor, person: Actor) -> None:
        """Change the roles and site of a person; the name stays, as history shows it."""
        table = schema.staff
        values = {"roles": json.dumps(sorted(person.roles)), "site": person.site}
        with self.work(actor, "people.change") as work:
            connection = work.connection
            connection.execute(sa.update(table).where(table.c.id == person.id).values(**values))
            roles = " ".join(sorted(person.roles))
            work.note("people.change", "", person=person.id, roles=roles, site=person.site)

    def remove_person(self, actor: Actor, id: str) -> None:
        """Let a person sign in no more; what they did keeps their name."""
        if len(self.people()) < 2:
            raise NotAcceptable(N_("Somebody must be able to sign in; add another person first."))
        table = schema.staff
        with self.work(actor, "people.remove") as work:
            connection = work.connection
            connection.execute(sa.update(table).where(table.c.id == id).values(left=moment(self._clock)))
            work.note("people.remove", "", person=id)
            keys.write(self.folder, keys.read(self.folder).without(id))

    def set_password(self, actor: Actor, id: str, password: str) -> None:
        """Give a person a new password; raises NotAcceptable."""
        person = next((each for each in self.people() if each.id == id), None)
        if person is None:
            raise NotAcceptable(N_("This person cannot sign in here."))
        with self.work(actor, "people.password") as work:
            work.note("people.password", "", person=id)
            self._rekey(person, password)

    def new_recovery_code(self, actor: Actor) -> str:
        """Make a new recovery code to print; the earlier one opens nothing any more."""
        with self.work(actor, "people.recovery_code") as work:
            work.note("people.recovery_code")
            ring, code = keys.read(self.folder).with_recovery(self._key, self._kdf)
            keys.write(self.folder, ring)
        return code

    def check(self, *, thorough: bool = False) -> None:
        """Check the file's pages and the audit trail; raises UnreadableStore if one is damaged."""
        copies.check(self.folder / DATABASE, self._key, thorough=thorough)
        with self._reading() as connection:
            if audit.first_broken(connection, None if thorough else 1000) is not None:
                raise damaged()

    def close(self) -> None:
        """Let the file rest in one piece, and another program open it."""
        try:
            with plain_trouble(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("PRAGMA optimize")
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the file without writing another byte to it."""
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with plain_trouble(), self._engine.begin() as connection:
            yield connection

    @property
    def _kdf(self) -> keys.Kdf:
        slots = keys.read(self.folder).slots
        return keys.WEAK_FOR_TESTS_ONLY if any(slot.kdf.for_tests for slot in slots) else keys.STRONG

    def _rekey(self, person: Actor, password: str) -> None:
        ring = keys.read(self.folder).with_password(self._key, person.id, person.name, password, self._kdf)
        keys.write(self.folder, ring)


def first_person(store: SqlStore, name: str, person: str, site: str) -> Actor:
    """Put the first person in, who holds all roles until others are added."""
    actor = Actor(person, keys.clean_name(name), frozenset(ROLES), site)
    with store.work(actor, "desk.set_up") as work:
        _put_person(work.connection, actor)
        work.note("desk.set_up", "", person=person)
    return actor


def _put_person(connection: sa.Connection, person: Actor) -> None:
    connection.execute(
        sa.insert(schema.staff).values(
            id=person.id, name=person.name, roles=json.dumps(sorted(person.roles)), site=person.site
        )
    )


def _looked_at(paper: KeptDocument) -> KeptDocument:
    """A paper whose bytes are not those of its hash is handed out, and says so: the others stay in reach."""
    sound = hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
    return paper if sound else replace(paper, sound=False)
