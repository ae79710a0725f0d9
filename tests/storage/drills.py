"""Drills whose bodies the gate runs a few times and the soak (tests/soak) for as long as it is told."""

import os
import random
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.domain.errors import DeskError, UnreadableStore
from crs_intake.storage import backups, keys
from crs_intake.storage.engine import DATABASE
from crs_intake.storage.store import SqlStore
from tests.storage import child
from tests.storage.desk import CLOCK, NAME, PASSWORD, family, opened, settled, with_note

OTHER = "nine slow purple ladders"
BEN = "Ben Ortiz"


def later(minutes: int) -> FixedClock:
    """The desk's clock so many minutes on."""
    return FixedClock(CLOCK.instant + timedelta(minutes=minutes))


def at(folder: Path, minutes: int = 0, *, name: str = NAME, password: str = PASSWORD) -> SqlStore:
    """The desk, opened so many minutes on."""
    return storage.open_store(folder, name, password, later(minutes))


def change(store: SqlStore, number: str, note: str) -> None:
    """One change of facts."""
    stored = store.case(number)
    with store.work(store.signed_in, "step") as work:
        work.keep(with_note(stored.case, note), stored.version)


def back_up_for_ever(pipe: Connection, folder: Path, first: int) -> None:
    """Change something and back it up, again and again; tell what each good back-up holds."""
    step = first
    while True:
        store = at(folder, 60 * step)
        change(store, store.cases()[0].case.number, str(step))
        pipe.send(("try", step))
        store.back_up("drill")
        pipe.send(("good", step))
        store.close()
        step += 1


def drill(folder: Path, work: Path, times: int, seed: int) -> dict[str, int]:
    """Kills, flipped bits and a full disk around back-ups; after each the newest good one is restored.

    `folder` holds a closed desk with one case. Raises AssertionError if ever no back-up can be restored,
    or the restored desk is not the one of the back-up.
    """
    chance, told = random.Random(seed), {"kills": 0, "flips found": 0, "restored": 0}
    step, goods = 0, [-1]
    for turn in range(times):
        process, pipe = child.start(back_up_for_ever, folder, step)
        heard = 0
        while not heard or chance.random() < 0.3:
            what, tried = pipe.recv()
            heard += what == "good"
            goods += [tried] if what == "good" else []
        time.sleep(chance.uniform(0, 0.08))
        process.kill()
        process.join()
        told["kills"] += 1
        with suppress(EOFError):
            while True:
                what, tried = pipe.recv()
                goods += [tried] if what == "good" else []
        step = tried + 1
        newest = _newest(folder)
        if turn % 2:  # the newest one goes bad: the one before must do
            _flip(newest, chance)
            assert not _proves(newest), f"seed {seed}: a flipped bit was not found"
            told["flips found"] += 1
            shutil.rmtree(newest)
            newest = _newest(folder)
            goods.pop()
        empty = work / f"empty-{turn}"
        storage.restore(newest, empty, later(60 * step + 30), name=NAME, password=PASSWORD)
        found = at(empty, 60 * step + 40)
        applicant = found.cases()[0].case.applicant
        assert applicant
        held = int(applicant.note or -1)
        assert held >= goods[-1], f"seed {seed}: back-up of {goods[-1]}, restored {held}"
        found.check(thorough=True)
        assert not [each for each in found.doubts if each.kind in ("trail", "anchor")], found.doubts
        found.close()
        told["restored"] += 1
        shutil.rmtree(empty)
    return told


def remove_somebody(pipe: Connection, folder: Path) -> None:
    """Take Ben off the list, which seals the data anew; killed at any moment."""
    store = at(folder, 5)
    ben = next(each for each in store.people() if each.name == BEN)
    pipe.send("begun")
    store.remove_person(store.signed_in, ben.id)
    pipe.send("done")
    store.close()


def rekey_drill(made: Path, work: Path, times: int, seed: int) -> dict[str, int]:
    """Kill the new sealing at random moments: Rosa is never locked out, nothing is lost, Ben stays out."""
    chance, told = random.Random(seed), {"before": 0, "under way": 0, "after": 0}
    longest = _time_of_rekey(made, work)
    for turn in range(times):
        folder = work / f"turn-{turn}"
        shutil.copytree(made, folder)
        process, pipe = child.start(remove_somebody, folder)
        assert pipe.recv() == "begun"
        time.sleep(chance.uniform(0, longest * 1.1))
        process.kill()
        process.join()
        ring = keys.read(folder)
        gone = BEN not in ring.names
        told["before" if not gone else "under way" if ring.rekey_due else "after"] += 1
        found = at(folder, 10)  # a new sealing that was cut short is brought to its end here
        assert [c.case.number for c in found.cases()] == ["PHX-2009-0003"], f"seed {seed}"
        found.check(thorough=True)
        found.close()
        if gone:
            try:
                at(folder, 11, name=BEN, password=OTHER)
            except UnreadableStore:
                assert not keys.read(folder).rekey_due
            else:
                raise AssertionError(f"seed {seed}: who was taken off the list came in")
        shutil.rmtree(folder)
    return told


def kill_drill(folder: Path, number: str, times: int, seed: int) -> dict[str, int]:
    """Kill a program that saves again and again: nothing it was told is lost, nothing is there in part (T1).

    A retry of the step whose answer never came changes nothing.
    """
    chance, step, told = random.Random(seed), 0, {"kills": 0, "saved without an answer": 0}
    for _ in range(times):
        process, pipe = child.start(child.save_for_ever, folder, number, step)
        kept = pipe.recv()
        time.sleep(chance.uniform(0, 0.04))
        process.kill()
        with suppress(EOFError):
            while True:
                kept = pipe.recv()
        process.join()
        settled(folder)
        survivor = opened(folder, alone=False)  # opens unaided: pages and audit trail are checked
        step = whole_steps(survivor, number)
        assert step in (kept + 1, kept + 2), f"seed {seed}: told {kept}, found {step - 1}"
        told["kills"] += 1
        told["saved without an answer"] += step == kept + 2
        child.save(survivor, number, step - 1)  # the retry of a person who never saw the answer
        assert whole_steps(survivor, number) == step, f"seed {seed}: doubled"
        survivor.check(thorough=True)
        survivor.close()
    told["saves"] = step
    return told


def memory_drill(folder: Path, number: str, times: int, seed: int) -> dict[str, int]:
    """Let the memory run out while somebody saves: nothing that was told is lost or half there (T21)."""
    chance, told, step = random.Random(seed), {"ran out": 0, "saves": 0}, 0
    for _ in range(times):
        more = chance.randrange(1_000_000, 40_000_000)
        process, pipe = child.start(child.save_with_little_memory, folder, number, step, more)
        heard: list[object] = []
        with suppress(EOFError):
            while True:
                heard.append(pipe.recv())
        process.join()
        steps = [each for each in heard if isinstance(each, int)]
        told["ran out"] += 1
        told["saves"] += len(steps)
        survivor = opened(folder, alone=False)
        found = whole_steps(survivor, number)
        assert found in (step + len(steps), step + len(steps) + 1), f"seed {seed}: {steps}, found {found}"
        survivor.check(thorough=True)
        survivor.close()
        step = found
    return told


def windows_drill(folder: Path, rounds: int, many: int) -> dict[str, int]:
    """Start so many programs on one desk at once: exactly one opens it, the others say so (T11)."""
    for _ in range(rounds):
        running = [child.start(child.hold_alone, folder) for _ in range(many)]
        heard = [pipe.recv() for _, pipe in running]
        for process, _ in running:
            process.join(20)
        assert heard.count("") == 1, heard
        assert all("already open" in each for each in heard if each), heard
    opened(folder).close()
    return {"starts at once": rounds * many, "opened": rounds}


def editors_drill(folder: Path, number: str, people: int, times: int, seed: int) -> dict[str, int]:
    """So many people read a number, add one and save, at the same time: no edit is lost (T10)."""
    store = opened(folder)
    change(store, number, "0")
    store.close()
    running = [child.start(child.count_up, folder, number, times, seed + at) for at in range(people)]
    refused = sum(pipe.recv() for _, pipe in running)
    for process, _ in running:
        process.join(30)
    store = opened(folder)
    applicant = store.case(number).case.applicant
    store.close()
    assert applicant
    assert applicant.note == str(people * times), f"seed {seed}: {applicant.note} of {people * times}"
    return {"edits": people * times, "met another and were told": refused, "lost": 0}


def whole_steps(store: SqlStore, number: str) -> int:
    """How many steps are in the file; each must have its event, its paper, its facts and its audit line."""
    case = store.case(number).case
    events = [event.id for event in case.events if event.id.startswith("event-")]
    papers = [paper.id for paper in store.documents(number)]
    lines = [line for line in store.history(number) if line.act == "step"]
    told = {"events": len(events), "papers": len(papers), "lines": len(lines) / 2}
    assert events == [f"event-{at}" for at in range(len(events))]
    assert papers == [f"paper-{at}" for at in range(len(events))], f"half a step: {told}"
    assert len(lines) == 2 * len(events), f"half a step: {told}"
    assert case.applicant
    assert case.applicant.note == (str(len(events) - 1) if events else "")
    return len(events)


def with_two(folder: Path) -> Path:
    """A closed desk with Rosa, Ben and one family."""
    store = storage.create(folder, NAME, PASSWORD, CLOCK, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY)[0]
    store.add_person(store.signed_in, BEN, frozenset({"interviewer"}), "PHX", OTHER)
    with store.work(store.signed_in, "test") as work:
        work.new_case(replace(family(), events=family().events[:3]))
    store.close()
    return folder


def _time_of_rekey(made: Path, work: Path) -> float:
    folder = work / "timed"
    shutil.copytree(made, folder)
    process, pipe = child.start(remove_somebody, folder)
    assert pipe.recv() == "begun"
    begun = time.monotonic()
    assert pipe.recv() == "done"
    process.join()
    shutil.rmtree(folder)
    return time.monotonic() - begun


def _newest(folder: Path) -> Path:
    return backups.all_in(backups.first_place(folder))[-1].folder


def _flip(backup: Path, chance: random.Random) -> None:
    name = chance.choice((DATABASE, DATABASE, backups.CATALOGUE, keys.FILE))
    content = bytearray((backup / name).read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (backup / name).write_bytes(content)


def _proves(backup: Path) -> bool:
    try:
        backups.prove(backup, name=NAME, password=PASSWORD)
    except (DeskError, OSError):
        return False
    return True


def is_root() -> bool:
    """Whether the tests that need root can run."""
    return os.name == "posix" and os.geteuid() == 0
