"""What keeps an open desk safe: back-ups, checks, the trail's anchor outside the file, the door's journal."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import DeskError, WorldTrouble
from crs_intake.domain.safety import Backup, BackupState, Doubt
from crs_intake.domain.text import N_
from crs_intake.storage import backups, copies, journal, keys, schema
from crs_intake.storage.engine import DATABASE, damaged
from crs_intake.storage.staff import Staff
from crs_intake.storage.watched import Watched
from crs_intake.words import say, told

LEAST_FREE = 500 * 1000 * 1000
"""Bytes that should be free on the desk's disk."""
_JOURNAL = "key of the sign-in journal"
WEEKLY = "instant of the last whole check"
WEEK = timedelta(days=7)
RESTORED = "instant of the back-up that was put back"
_COMINGS = ("sign_in", "sign_out", "sign_in.failed", "desk.backed_up")
"""Lines that alone make no new back-up."""


class Safe(Watched, Staff):
    """The part of the store that looks after itself."""

    def back_up(self, why: str, *, if_changed: bool = False) -> Backup | None:
        """Make a verified back-up now; None if nothing changed since the newest one. Raises WorldTrouble.

        Runs on any thread; nobody who works meanwhile is held up.
        """
        if self.read_only:
            return None
        mark = self._mark()
        if if_changed:
            newest = self.backup_state().newest
            if newest is not None and newest.mark == mark:
                state = self.backup_state()
                if state.second_there and (state.second_newest is None or state.second_newest.mark != mark):
                    backups.copy_on(self.folder, newest)
                return None
        made = backups.make(self.folder, self._key, why, self._clock.now(), mark)
        self.anchor()
        return made

    def backup_state(self) -> BackupState:
        """Where back-ups go and how fresh they are; takes milliseconds."""
        return backups.state(self.folder)

    def choose_backup_place(self, actor: Actor, place: Path | None) -> None:
        """Choose the second folder for back-ups."""
        with self.work(actor, "desk.backup_place") as work:
            work.note("desk.backup_place", "", chosen="yes" if place else "no")
            backups.choose_second(self.folder, place)

    def check(self, *, thorough: bool = False) -> None:
        """Check the file's pages, the trail and its anchor; raises UnreadableStore if a page is damaged.

        What else does not look right is told in `doubts`.
        """
        copies.check(self.folder / DATABASE, self._key, thorough=thorough)
        self.doubts += self._trail_doubts(None if thorough else 1000)

    def check_weekly(self) -> tuple[Doubt, ...]:
        """Once in seven days: the structure, every line of the trail, every paper's hash; what is wrong.

        Raises UnreadableStore if a page is damaged. Nobody who works meanwhile is held up.
        """
        now, last = self._clock.now(), self.setting(WEEKLY)
        if self.read_only or (last and last <= utc(now) < utc(datetime.fromisoformat(last) + WEEK)):
            return ()
        with self._reading() as connection:
            if copies.structure(connection):
                raise damaged()
        found = (*self._trail_doubts(None), *self._paper_doubts())
        with self._write() as connection:
            self._put_setting(connection, WEEKLY, utc(now))
        self.doubts += [each for each in found if each not in self.doubts]
        return found

    def _paper_doubts(self) -> list[Doubt]:
        """The kept and received papers whose bytes are not those that were kept."""
        bad: list[str] = []
        for table, content in ((schema.documents, "pdf"), (schema.scans, "content")):
            with self._reading() as connection:
                ids = connection.scalars(sa.select(table.c.seq).order_by(table.c.seq)).all()
            one = sa.select(table.c.sha256, table.c[content], table.c.document, schema.cases.c.number).join(
                schema.cases, schema.cases.c.id == table.c.case_id
            )
            for id in ids:  # one at a time: memory stays small, and others get their turn
                with self._reading() as connection:
                    row = connection.execute(one.where(table.c.seq == id)).first()
                if row is not None and hashlib.sha256(row[1]).hexdigest() != row[0]:
                    bad.append(f"{row.number} {row.document}")
        if not bad:
            return []
        words = N_("These papers are not as they were kept: {papers}.")
        then = N_("Do not send them. Tell the supervisor; a back-up of before still has them.")
        return [Doubt("papers", say(words, papers=", ".join(bad[:12])), then)]

    def restored(self, by: Actor, made: datetime, aside: str) -> None:
        """Tell the trail that a back-up was put in the desk's place, and begin to anchor from here."""
        with self.work(by, "desk.restored") as work:
            work.note("desk.restored", "", back_to=utc(made), aside=aside)
            self._put_setting(work.connection, RESTORED, utc(self._clock.now()))
        self.anchor()

    def look_around(self) -> tuple[Doubt, ...]:
        """What a glance shows while people work: a clock set back, a disk that fills."""
        return tuple(each for each in (self._clock_doubt(), self._disk_doubt()) if each is not None)

    def welcome(self, person: Actor) -> None:
        """Tell the trail who came in, and which tries the journal of the door holds."""
        if self.read_only or self._lock is None:
            return
        first, tries = self.setting(_JOURNAL).split(), journal.read(self.folder)
        there = (self.folder / journal.FILE).exists()
        sound = not first or (there and any(tries.holds(key) for key in first))
        fresh = journal.fresh()
        with self.work(person, "sign_in") as work:
            for line in tries.tries:
                act = "desk.rescued" if line.how == journal.RESCUED else "sign_in.failed"
                work.note(act, "", at=line.at, name=line.name, how=line.how)
            if not sound:
                work.note("sign_in.journal_changed")
            work.note("sign_in")
            self._put_setting(work.connection, _JOURNAL, " ".join((*first[-1:], fresh.key)))
        try:
            journal.write(self.folder, fresh)
        except OSError:
            sound = True
        if not sound:
            self.doubts.append(Doubt(
                "journal", N_("The journal of failed sign-ins was changed or taken away."),
                then=N_("Tell the supervisor: somebody may have tried passwords at this computer."),
            ))  # fmt: skip
        if not keys.read(self.folder).is_proved(self._key):
            self.doubts.append(Doubt(
                "keys", N_("The file with this desk's keys was changed by something else than this program."),
                then=N_("Take keys.json from the newest back-up before somebody is taken off the list."),
            ))  # fmt: skip

    def close(self) -> None:
        """Anchor the trail, then let the file rest in one piece."""
        try:
            self.anchor()
        finally:
            super().close()

    def _before_rekey(self) -> None:
        if self.back_up("keys") is None:  # pragma: no cover - a read-only desk has no people to take off
            raise WorldTrouble(N_("The back-up could not be written."))

    def _anchor_points(self) -> Sequence[tuple[int, str]]:
        since = self.setting(RESTORED)
        known = backups.all_in(backups.first_place(self.folder))[-2:]
        points = [(each.seq, each.head) for each in known if utc(each.made) > since]
        return [each for each in (*points, *super()._anchor_points()) if each[0]]

    @property
    def _desk(self) -> str:
        return keys.read(self.folder).desk

    def _mark(self) -> str:
        """A short sum of what the desk holds; equal sums need no new back-up."""
        line, draft, setting = schema.audit.c, schema.drafts.c, schema.settings.c
        held: list[object] = []
        with self._reading() as connection:
            newest = sa.select(line.hash).where(line.act.not_in(_COMINGS)).order_by(line.seq.desc()).limit(1)
            held.append(connection.scalar(newest))
            drafts = sa.select(draft.number, draft.wizard, draft.page, draft.by, draft.fields)
            held += [tuple(row) for row in connection.execute(drafts.order_by(*drafts.selected_columns[:4]))]
            held += [tuple(row) for row in connection.execute(
                sa.select(setting.name, setting.value).where(setting.name.not_in((_JOURNAL, WEEKLY)))
                .order_by(setting.name)
            )]  # fmt: skip
        return hashlib.sha256(repr(held).encode("utf-8", "surrogatepass")).hexdigest()

    def _disk_doubt(self) -> Doubt | None:
        try:
            free = shutil.disk_usage(self.folder).free
        except OSError:
            return None
        if free >= LEAST_FREE:
            return None
        words = say(N_("Only {many} MB are free on the desk's disk."), many=free // 1_000_000)
        return Doubt("disk_low", words, then=N_("Make room soon; without it nothing more can be saved."))


def opened_at(store: Safe, person: Actor | None) -> None:
    """What every opening does once the file has proved sound."""
    if person is not None:
        store.welcome(person)
        try:
            store.rekey_if_due(person)
        except DeskError as trouble:  # it waits for another day; nobody is shut out for it
            store.doubts.append(Doubt("keys", told(trouble), told(trouble.then)))
    store.doubts += store.look_around()
    store.anchor()


def utc(at: datetime) -> str:
    """An instant as the trail writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
