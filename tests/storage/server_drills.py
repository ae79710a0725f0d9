"""Many desks on one server while it is stopped like a crash, again and again, and desks are killed too.

Each desk is a process with its own person. An edit is tried under one action id until it is acknowledged,
as the program does it; at the end nothing may be lost and nothing doubled.
"""

import random
import time
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import uuid5

import sqlalchemy as sa

from crs_intake import storage
from crs_intake.domain.errors import DeskError, SavedMeanwhile
from crs_intake.storage import audit, schema
from crs_intake.storage.server.store import ServerStore
from tests.storage import child
from tests.storage.desk import BEN, CLOCK, NAME, OTHER, PASSWORD, a_case, with_note
from tests.storage.server import Server

CASES = 10
FSYNC = ("fsync=on", "synchronous_commit=on")


def edit(store: ServerStore, number: str, step: str, *, blindly: bool = False) -> bool:
    """Add one to the number in a case's note, once for each step; False if another was first."""
    with store.work(store.signed_in, "count", uuid5(child.SPACE, step)) as work:
        if work.repeated:
            return True
        stored = store.case(number)  # as a person has it open: read outside, kept on that version
        applicant = stored.case.applicant
        assert applicant
        more = with_note(stored.case, str(int(applicant.note or 0) + 1))
        version = work.case(number).version if blindly else stored.version
        work.keep(more, version)
        return True


def edit_for_ever(
    pipe: Connection, folder: Path, user: str, numbers: list[str], first: int, last: int, seed: int,
    blindly: bool,
) -> None:  # fmt: skip
    """One desk: its steps one after the other, each until it is acknowledged; tells each one kept."""
    chance, store, refused = random.Random(seed), None, 0
    for step in range(first, last):
        number = chance.choice(numbers)
        begun = time.monotonic()
        while True:
            try:
                if store is None:
                    store = storage.open_store(folder, user, OTHER, CLOCK)
                assert isinstance(store, ServerStore)
                edit(store, number, f"{user} {step}", blindly=blindly)
                break
            except SavedMeanwhile:
                refused += 1  # both versions are there; the person puts their change on the newest
            except DeskError:
                time.sleep(chance.uniform(0.05, 0.3))  # the server is away
        pipe.send((step, refused, time.monotonic() - begun))
    pipe.send((last, refused, 0.0))


def crash_drill(
    work: Path, clients: int, edits: int, crashes: int, kills: int, seed: int, *, blindly: bool = False
) -> dict[str, int]:  # fmt: skip
    """Clients × edits on ten cases with crashes of the server and kills of clients; raises AssertionError."""
    chance, server = random.Random(seed), Server(FSYNC)
    try:
        desk = server.new_desk()
        owner = storage.join(work / "owner", desk.url, NAME, PASSWORD, CLOCK)
        numbers = []
        for _ in range(CASES):
            with owner.work(owner.signed_in, "test") as one:
                numbers.append(one.new_case(a_case()))
        people = [f"Clerk {chr(65 + at)}" for at in range(clients)]
        for person in people:
            owner.add_person(owner.signed_in, person, BEN.roles, "PHX", OTHER)
            storage.join(work / person, desk.url, person, OTHER, CLOCK).close()
        begun = time.monotonic()
        told = _run(server, work, people, numbers, edits, crashes, kills, chance, blindly)
        told["seconds"] = int(time.monotonic() - begun)
        told |= _count(owner, numbers, clients * edits, blindly, seed)
        owner.close()
    finally:
        server.end()
    return told


def _run(
    server: Server, work: Path, people: list[str], numbers: list[str], edits: int, crashes: int, kills: int,
    chance: random.Random, blindly: bool,
) -> dict[str, int]:  # fmt: skip
    def begin(person: str, first: int) -> tuple[BaseProcess, Connection]:
        seed = chance.randrange(1 << 30)
        return child.start(edit_for_ever, work / person, person, numbers, first, edits, seed, blindly)

    at, running, waits, refused = dict.fromkeys(people, 0), {}, [], 0
    for person in people:
        running[person] = begin(person, 0)
    total, done = len(people) * edits, {"crashes": 0, "kills": 0}
    while running:
        by_pipe = {pipe: person for person, (_, pipe) in running.items()}
        for pipe in wait(list(by_pipe), 1):
            person = by_pipe[pipe]  # type: ignore[index]
            step, met, waited = pipe.recv()  # type: ignore[union-attr]
            waits.append(waited)
            at[person] = max(at[person], step + 1)
            if step >= edits:
                running.pop(person)[0].join(10)
                refused += met
        kept = sum(min(each, edits) for each in at.values())
        if done["crashes"] < crashes and kept * (crashes + 1) >= total * (done["crashes"] + 1):
            server.stop()
            server.start()
            done["crashes"] += 1
        if running and done["kills"] < kills and kept * (kills + 1) >= total * (done["kills"] + 1):
            person = chance.choice(list(running))
            process, pipe = running.pop(person)
            process.kill()
            process.join()
            with suppress(EOFError, OSError):
                while True:
                    at[person] = max(at[person], pipe.recv()[0] + 1)
            done["kills"] += 1
            if at[person] <= edits:
                running[person] = begin(person, min(at[person], edits))
    waits.sort()
    middle, most = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
    return {**done, "conflicts": refused, "longest wait ms": int(waits[-1] * 1000),
            "p50 ms": int(middle * 1000), "p95 ms": int(most * 1000)}  # fmt: skip


def _count(owner: ServerStore, numbers: list[str], wanted: int, blindly: bool, seed: int) -> dict[str, int]:
    """Every edit must be there once: in the cases, among the actions, and in the trail."""
    for turn in range(20):  # the first question after a crash may still meet an old line
        with suppress(DeskError):
            owner.people()
            break
        time.sleep(0.2 * turn)
    found = 0
    for number in numbers:
        applicant = owner.case(number).case.applicant
        assert applicant
        found += int(applicant.note or 0)
    with owner._reading() as connection:
        actions = schema.actions.c
        acts = connection.scalar(sa.select(sa.func.count()).where(actions.act == "count"))
        line = schema.audit.c
        lines = connection.scalar(sa.select(sa.func.count()).where(line.act == "count"))
        assert audit.first_broken(connection, chain=owner.chain) is None
    lost = wanted - found
    assert acts == wanted, f"seed {seed}: {wanted} edits, {acts} actions"
    if not blindly:
        assert lines == wanted, f"seed {seed}: {wanted} edits, {lines} lines"
        assert lost == 0, f"seed {seed}: {lost} of {wanted} lost"
    return {"edits": found, "lost": lost}
