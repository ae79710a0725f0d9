"""Other programs on the same desk, each a process of its own that can be killed at any moment."""

import hashlib
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID, uuid5

from crs_intake.domain.errors import SavedMeanwhile, UnreadableStore
from crs_intake.domain.event import Event
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.scan import Scan
from crs_intake.storage.migrations import STEPS
from crs_intake.storage.migrations.run import migrate
from tests.storage.desk import CLOCK, opened, with_note

SPACE = UUID(int=7)
MOMENT = Moment.read("2009-03-31T07:55")
FORKED = "forkserver" if os.name == "posix" else "spawn"


def start(work: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    """Start a program that talks back through a pipe."""
    context = multiprocessing.get_context(FORKED)
    if FORKED == "forkserver":
        # Python 3.11's server forgets our path and then loads nothing beforehand: a second for each child.
        os.environ["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
        context.set_forkserver_preload(["tests.storage.warm"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(there, *given), daemon=True)
    process.start()
    there.close()
    return process, here


def save_for_ever(pipe: Connection, folder: Path, number: str, first: int) -> None:
    """Save again and again: facts, an event, a paper and the audit line in one step; tell each one kept."""
    store, step = opened(folder, alone=False), first
    while True:
        save(store, number, step)
        pipe.send(step)
        step += 1


def save_with_little_memory(pipe: Connection, folder: Path, number: str, first: int, more: int) -> None:
    """Save ever larger papers with so many bytes of memory more than are in use now."""
    import resource

    store, step = opened(folder, alone=False), first
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    while True:
        try:
            save(store, number, step)
            with store.work(store.signed_in, "filed") as work:
                work.keep_scan(a_scan(number, step, bytes(1_000_000 * (step - first + 1))))
            pipe.send(step)
            step += 1
        except Exception as trouble:
            pipe.send(type(trouble).__name__)
            return


def hold_alone(pipe: Connection, folder: Path) -> None:
    """Open the desk as the one window there may be; tell whether that went, and hold it for a moment."""
    try:
        store = opened(folder)
    except UnreadableStore as trouble:
        pipe.send(str(trouble))
        return
    pipe.send("")
    time.sleep(0.5)
    store.close()


def save(store: object, number: str, step: int) -> None:
    """One step of that loop; its action's id follows from its number."""
    pdf = f"%PDF {step} ".encode() * 200
    paper = KeptDocument(
        id=f"paper-{step}", number=number, document="DOC-05", language="en", to=("applicant",), made=MOMENT,
        pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(),
    )  # fmt: skip
    with store.work(store.signed_in, "step", uuid5(SPACE, str(step))) as work:  # type: ignore[attr-defined]
        if work.repeated:
            return
        stored = work.case(number)
        event = Event(kind="note", at=MOMENT, id=f"event-{step}", note=str(step))
        work.keep(with_note(stored.case, str(step)).after(event), stored.version)
        work.keep_document(paper)


def save_in_two_steps(pipe: Connection, folder: Path, number: str) -> None:
    """The control: facts and paper in two transactions, with a death between them."""
    store = opened(folder, alone=False)
    with store.work(store.signed_in, "step") as work:
        stored = work.case(number)
        work.keep(
            with_note(stored.case, "0").after(Event(kind="note", at=MOMENT, id="event-0")), stored.version
        )
    pipe.send(0)
    pipe.recv()  # killed here


def count_up(pipe: Connection, folder: Path, number: str, times: int, seed: int) -> None:
    """Read the number in a note, add one, save; on "saved meanwhile" begin again."""
    store, chance, refused = opened(folder, alone=False), random.Random(seed), 0
    for _ in range(times):
        while True:
            stored = store.case(number)
            applicant = stored.case.applicant
            assert applicant
            more = with_note(stored.case, str(int(applicant.note or 0) + 1))
            for _ in range(chance.randrange(3)):
                store.case(number)  # the person types
            try:
                with store.work(store.signed_in, "count") as work:
                    work.keep(more, stored.version)
                break
            except SavedMeanwhile:
                refused += 1
    store.close()
    pipe.send(refused)


def count_up_blindly(pipe: Connection, folder: Path, number: str, times: int) -> None:
    """The control: the same without asking for the version that was read."""
    store = opened(folder, alone=False)
    for _ in range(times):
        applicant = store.case(number).case.applicant
        assert applicant
        more = str(int(applicant.note or 0) + 1)
        store.case(number)
        with store.work(store.signed_in, "count") as work:
            newest = work.case(number)
            work.keep(with_note(newest.case, more), newest.version)
    store.close()
    pipe.send(0)


def migrate_slowly(pipe: Connection, database: Path, key: bytes) -> None:
    """Run a migration of many steps and say when it begins."""

    def step(operations: object) -> None:
        pipe.send("begun")
        for statement in SLOW:
            operations.execute(statement)  # type: ignore[attr-defined]

    with suppress(BrokenPipeError):
        migrate(database, key, 1, 2, CLOCK.now(), {2: step})
        pipe.send("done")


SLOW = (
    "CREATE TABLE words_new (word VARCHAR, case_id INTEGER, what VARCHAR, person VARCHAR, extra VARCHAR)",
    "INSERT INTO words_new SELECT word, case_id, what, person, hex(zeroblob(50)) FROM words",
    *("INSERT INTO words_new SELECT * FROM words_new" for _ in range(9)),
    "DROP TABLE words",
    "ALTER TABLE words_new RENAME TO words",
    "CREATE INDEX words_of_case ON words (case_id, word)",
)


def migrate_until(pipe: Connection, database: Path, key: bytes, since: int, to: int, call: int) -> None:
    """Run the program's own steps up to the n-th of their calls, then wait to be killed; 0 = to the end."""
    made = [0]

    class Counted:
        def __init__(self, operations: object) -> None:
            self._operations = operations

        def __getattr__(self, name: str) -> Callable[..., object]:
            def run(*given: object, **more: object) -> object:
                result = getattr(self._operations, name)(*given, **more)
                made[0] += 1
                if made[0] == call:
                    pipe.send("begun")
                    time.sleep(60)  # killed here
                return result

            return run

    def counted(step: Callable[..., None]) -> Callable[[object], None]:
        return lambda operations: step(Counted(operations))

    steps = {version: counted(STEPS[version]) for version in range(since + 1, to + 1)}
    migrate(database, key, since, to, CLOCK.now(), steps)
    pipe.send(made[0])


def file_for_ever(pipe: Connection, folder: Path, number: str, first: int, in_two: bool) -> None:
    """File a received paper with its event in one step, again and again; the control takes two steps."""
    store, step = opened(folder, alone=False), first
    while True:
        if in_two:
            with store.work(store.signed_in, "filed") as work:
                work.keep_scan(a_scan(number, step))
            pipe.send(step)
            time.sleep(60)  # killed here
        file_one(store, number, step)
        pipe.send(step)
        step += 1


def file_one(store: object, number: str, step: int) -> None:
    """One step of that loop; its action's id follows from its number."""
    with store.work(store.signed_in, "filed", uuid5(SPACE, f"scan {step}")) as work:  # type: ignore[attr-defined]
        if not work.repeated:
            stored = work.case(number)
            work.keep_scan(a_scan(number, step))
            event = Event(
                kind="note", at=MOMENT, id=f"event-{step}", note="filed", document_id=f"scan-{step}"
            )
            work.keep(stored.case.after(event), stored.version)


def a_scan(number: str, step: int, content: bytes = b"") -> Scan:
    """A received paper of 100,000 bytes."""
    content = content or random.Random(step).randbytes(100_000)
    return Scan(
        id=f"scan-{step}", number=number, document="DOC-28", name="fax.tif", media="image/tiff",
        size=len(content), pages=1, sha256=hashlib.sha256(content).hexdigest(), received=MOMENT,
        received_by="Rosa Chavez", content=content,
    )  # fmt: skip
