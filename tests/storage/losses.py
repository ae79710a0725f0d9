"""What is done while a disk fails or its power goes, and what must be there afterwards (safety: T2, T3).

Bodies for the gate (a few states) and for the soak (as many as there is time for).
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from crs_intake.domain.errors import UnreadableStore, WorldTrouble
from crs_intake.domain.kept import Draft
from crs_intake.storage import backups, keys, schema
from crs_intake.storage.engine import DATABASE, version_of
from crs_intake.storage.store import SqlStore
from tests.storage import child, disk, drills
from tests.storage.desk import NAME, PASSWORD, opened

NUMBER = "PHX-2009-0003"
SAMPLES = Path(__file__).parents[1] / "samples"


class Deed(NamedTuple):
    """Something a desk does: on which folder, what it was told meanwhile, and what must hold afterwards."""

    make: Callable[[Path], object]
    do: Callable[[Path, disk.Disk], None]
    holds: Callable[[Path, list[str]], None]


def often(store: SqlStore, pages: int = 40) -> SqlStore:
    """Let the log go into the file often, so that this is met too."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {pages}")
    return store


def _saves(folder: Path, on: disk.Disk) -> None:
    store = often(opened(folder))
    for step in range(8):
        child.save(store, NUMBER, step)
        on.told(step)
    store.close()


def _saved(folder: Path, told: list[str]) -> None:
    store = opened(folder)
    try:
        found = drills.whole_steps(store, NUMBER)
        assert len(told) <= found <= len(told) + 1, f"told {len(told)}, found {found}"
        store.check(thorough=True)
        assert not [each for each in store.doubts if each.kind in ("trail", "anchor")]
        child.save(store, NUMBER, found)  # and work goes on
    finally:
        store.close()


def _types(folder: Path, on: disk.Disk) -> None:
    store = often(opened(folder), 12)
    for step in range(10):
        with store.work(store.signed_in, "drafts.keep") as work:
            work.keep_draft(Draft(NUMBER, "interview", "income", {"amount": str(step), "who": "father" * 50}))
        on.told(step)
    store.close()


def _typed(folder: Path, told: list[str]) -> None:
    store = opened(folder)
    try:
        found = [draft.fields for draft in store.drafts(NUMBER)]
        typed = int(found[0]["amount"]) if found else -1
        assert typed in (len(told) - 1, len(told)), f"told {len(told)}, found {typed}"
        assert not found or found[0]["who"] == "father" * 50
    finally:
        store.close()


def _old(folder: Path) -> None:
    shutil.copytree(SAMPLES / f"schema_{schema.VERSION - 1}", folder)


def _migrates(folder: Path, on: disk.Disk) -> None:
    store = opened(folder)
    on.told("new")
    store.close()


def _migrated(folder: Path, told: list[str]) -> None:
    (key,) = keys.read(folder).open(NAME, PASSWORD)[0]
    version = version_of(folder / DATABASE, key)
    assert version in ((schema.VERSION,) if told else (schema.VERSION - 1, schema.VERSION))
    store = opened(folder)
    try:
        assert store.cases(open_only=False)
        store.check(thorough=True)
    finally:
        store.close()


def _backs_up(folder: Path, on: disk.Disk) -> None:
    for step in range(3):
        store = drills.at(folder, 60 * step)
        drills.change(store, NUMBER, str(step))
        assert store.back_up("drill")
        on.told(step)
        store.close()


def _backed_up(folder: Path, told: list[str]) -> None:
    """The desk is whole, and so is the newest good back-up, no older than the one that was told."""
    _desk_is_whole(folder)
    good = [each for each in backups.all_in(backups.first_place(folder)) if _proves(each.folder)]
    assert len(good) >= len(told), f"told {len(told)} back-ups, found {len(good)}"


def _proves(backup: Path) -> bool:
    with suppress(UnreadableStore):
        return bool(backups.prove(backup, name=NAME, password=PASSWORD))
    return False


def _leaves(folder: Path, on: disk.Disk) -> None:
    store = drills.at(folder, 5)
    ben = next(each for each in store.people() if each.name == drills.BEN)
    assert store.remove_person(store.signed_in, ben.id)
    on.told("gone")
    store.close()


def _left(folder: Path, told: list[str]) -> None:
    _desk_is_whole(folder)
    if told:
        try:
            drills.at(folder, 11, name=drills.BEN, password=drills.OTHER).close()
        except UnreadableStore:
            return
        raise AssertionError("who was taken off the list came in")


def _desk_is_whole(folder: Path) -> None:
    store = drills.at(folder, 600)
    try:
        assert [each.case.number for each in store.cases()] == [NUMBER]
        store.check(thorough=True)
    finally:
        store.close()


DEEDS = {
    "saves": Deed(drills.with_two, _saves, _saved),
    "drafts": Deed(drills.with_two, _types, _typed),
    "migration": Deed(_old, _migrates, _migrated),
    "back-ups": Deed(drills.with_two, _backs_up, _backed_up),
    "a new key": Deed(drills.with_two, _leaves, _left),
}


def power_drill(work: Path, name: str, states: int, seed: int) -> dict[str, int]:
    """Cut the power at so many moments of a deed; 0 = after each single operation, in both plain ways.

    Every state is opened: what was told is there, nothing is there in part. Raises AssertionError.
    """
    deed, folder, chance = DEEDS[name], work / "desk", random.Random(seed)
    deed.make(folder)
    with disk.recorded(folder) as on:
        deed.do(folder, on)
    counted = Counter[str]()
    for cut, kind in _moments(on, states, chance):
        files = (
            disk.all_kept(on.ops, cut) if kind == "kept"
            else disk.after_power_loss(on.ops, cut, chance if kind == "torn" else None)
        )  # fmt: skip
        told = [op.path for op in on.ops[on.start : cut] if op.what == "told"]
        state = disk.put(files, str(folder), work / "state")
        try:
            deed.holds(state, told)
        except Exception as trouble:
            words = f"{name}, seed {seed}, before operation {cut} of {len(on.ops)}, {kind}"
            raise AssertionError(f"{words}: {type(trouble).__name__} {trouble}") from trouble
        shutil.rmtree(state)
        counted[kind] += 1
    return dict(counted)


def _moments(on: disk.Disk, states: int, chance: random.Random) -> list[tuple[int, str]]:
    span = range(on.start, len(on.ops) + 1)
    if not states:
        return [(cut, kind) for cut in span for kind in ("kept", "dropped")]
    kinds = ("kept", "dropped", "torn", "torn")
    return [(chance.choice(span), kinds[at % len(kinds)]) for at in range(states)]


def error_drill(work: Path, tries: int, seed: int) -> dict[str, int]:
    """Let the disk fail at an operation of three saves, once or from then on, full or dumb (0 = at each).

    Each save is kept, or refused in words; once the disk answers, the same window saves what was refused.
    """
    work.mkdir(parents=True, exist_ok=True)
    made, chance, told = work / "made", random.Random(seed), Counter[str]()
    drills.with_two(made)
    many = _with_errors(made, work / "clean", -1, False, False, Counter())
    spots = [(at, full, sticky) for at in range(many) for full in (False, True) for sticky in (False, True)]
    for at, full, sticky in spots if not tries else chance.sample(spots, min(tries, len(spots))):
        try:
            _with_errors(made, work / "turn", at, full, sticky, told)
        except Exception as trouble:
            words = f"seed {seed}, operation {at}, {'full' if full else 'no answer'}, sticky {sticky}"
            raise AssertionError(f"{words}: {type(trouble).__name__} {trouble}") from trouble
        told["runs"] += 1
    return dict(told)


def _with_errors(made: Path, folder: Path, at: int, full: bool, sticky: bool, told: Counter[str]) -> int:
    shutil.copytree(made, folder)
    with disk.recorded(folder) as on:
        store = often(opened(folder), 12)
        on.asked, on.fail_at, on.full, on.sticky = 0, at, full, sticky
        for step in range(3):
            if not _keeps(store, step, told):
                assert on.failed, "refused for nothing"
                if sticky:
                    on.fail_at = -1  # the disk answers again, or there is room; the same window goes on
                child.save(store, NUMBER, step)  # the person saves again
        many, on.fail_at = on.asked, -1
        for step in range(3):  # what was kept is not kept twice
            child.save(store, NUMBER, step)
        assert drills.whole_steps(store, NUMBER) == 3
        store.close()
    survivor = opened(folder)
    assert drills.whole_steps(survivor, NUMBER) == 3
    survivor.check(thorough=True)
    survivor.close()
    shutil.rmtree(folder)
    return many


def _keeps(store: SqlStore, step: int, told: Counter[str]) -> bool:
    try:
        child.save(store, NUMBER, step)
    except (WorldTrouble, UnreadableStore) as trouble:
        told["refused in words" if trouble.then else "refused without a way out"] += 1
        return False
    told["kept"] += 1
    return True
