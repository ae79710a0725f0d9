"""A damaged file is read out, never written to: what can be read is shown, what is missing named (4.12)."""

import hashlib
import random
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Damaged, UnreadableStore
from crs_intake.domain.event import Event
from crs_intake.storage import backups
from crs_intake.storage.engine import DATABASE
from tests.storage import child, drills
from tests.storage.desk import CLOCK, NAME, PASSWORD, family, opened, set_up

SEED = 12
PAGE = 4096
FAMILIES = ("family_a_no", "family_b", "family_c", "member_m")


@pytest.fixture
def full(tmp_path: Path) -> tuple[Path, dict[str, Case]]:
    """A closed desk with four families, papers, a back-up, and some work after it."""
    store = set_up(tmp_path / "desk")
    numbers = []
    for name in FAMILIES:
        with store.work(store.signed_in, "test") as work:
            numbers.append(work.new_case(family(name)))
    for step in range(12):
        child.save(store, numbers[0], step)
        child.file_one(store, numbers[1], step) if step < 3 else None
    store.back_up("test")
    stored = store.case(numbers[3])
    with store.work(store.signed_in, "test") as work:
        work.keep(stored.case.after(Event(kind="note", at=child.MOMENT, note="after")), stored.version)
    cases = {number: store.case(number).case for number in numbers}
    store.close()
    return store.folder, cases


def damage(folder: Path, pages: int, seed: int) -> None:
    """Flip a bit on so many pages; the first page, without which nothing opens, stays."""
    path, chance = folder / DATABASE, random.Random(seed)
    content = bytearray(path.read_bytes())
    for page in chance.sample(range(1, len(content) // PAGE), pages):
        content[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


@pytest.mark.parametrize("pages", [1, 3, 10])
def test_each_case_is_shown_whole_or_named_as_missing_or_thin(
    full: tuple[Path, dict[str, Case]], pages: int
) -> None:
    folder, cases = full
    whole = (folder / DATABASE).read_bytes()
    shown = 0
    for seed in range(SEED, SEED + 5):
        (folder / DATABASE).write_bytes(whole)
        damage(folder, pages, seed)
        before = hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest()
        with pytest.raises(Damaged, match="damaged"):
            opened(folder)
        try:
            store, told = storage.open_rescued(folder, NAME, PASSWORD, CLOCK)
        except UnreadableStore as trouble:
            assert "back-up" in trouble.then, f"seed {seed}"  # noqa: PT017 - some seeds leave nothing
            continue
        there = {each.case.number: each.case for each in store.cases(open_only=False)}
        for number, case in cases.items():
            known = number in told.missing or number in told.thin
            assert known or there.get(number) == case, f"seed {seed}, {number}"
        shown += sum(there.get(number) == case for number, case in cases.items())
        assert told.cases == len(there)
        assert told.backup is not None
        assert store.doubts[0].kind == "rescued"
        store.close()
        assert hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest() == before
        assert not list(folder.glob("rescued/*/damaged*"))
    assert shown >= (10 if pages < 10 else 3), "hardly anything was rescued"


def test_what_was_rescued_is_looked_at_and_searched_and_takes_nothing(
    full: tuple[Path, dict[str, Case]],
) -> None:
    folder, cases = full
    damage(folder, 1, SEED)
    store, _ = storage.open_rescued(folder, NAME, PASSWORD, CLOCK)
    number = next(iter(cases))
    stored = store.case(number)
    assert store.search(stored.case.applicant.family)  # type: ignore[union-attr]
    with store.work(store.signed_in, "cases.view") as work:
        work.note("cases.view", number)  # looking is no keeping
    with pytest.raises(UnreadableStore, match="nothing is kept in it") as trouble:
        drills.change(store, number, "more")
    assert "back-up" in trouble.value.then
    store.keep_preference(store.signed_in, "columns", "x")
    assert store.back_up("test") is None
    store.close()


def test_after_the_back_up_is_brought_back_the_history_tells_of_the_rescue(
    full: tuple[Path, dict[str, Case]],
) -> None:
    folder, cases = full
    damage(folder, 3, SEED)
    store, told = storage.open_rescued(folder, NAME, PASSWORD, CLOCK)
    store.close()
    assert told.backup is not None
    storage.restore(told.backup.folder, folder, CLOCK, name=NAME, password=PASSWORD)
    found = opened(folder)
    assert {each.case.number for each in found.cases(open_only=False)} == set(cases)
    acts = [line.act for line in found.trail(CLOCK.instant.date(), CLOCK.instant.date())]
    assert "desk.rescued" in acts
    assert "sign_in.failed" not in acts
    found.close()


def test_a_wrong_password_reads_nothing_out_and_counts_as_a_failed_try(
    full: tuple[Path, dict[str, Case]],
) -> None:
    folder, _ = full
    damage(folder, 1, SEED)
    with pytest.raises(UnreadableStore, match="do not open"):
        storage.open_rescued(folder, NAME, "no such words at all", CLOCK)
    assert not (folder / "rescued").exists()


def test_without_its_first_page_the_back_up_is_what_is_left(full: tuple[Path, dict[str, Case]]) -> None:
    folder, _ = full
    content = bytearray((folder / DATABASE).read_bytes())
    content[100] ^= 1
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(UnreadableStore) as trouble:
        storage.open_rescued(folder, NAME, PASSWORD, CLOCK)
    assert "back-up" in trouble.value.then
    assert backups.all_in(backups.first_place(folder))


def test_the_control_a_plain_read_of_a_damaged_file_stops_at_the_first_broken_page(
    full: tuple[Path, dict[str, Case]],
) -> None:
    from contextlib import closing

    from sqlcipher3 import dbapi2 as sqlcipher

    from crs_intake.storage import engine, keys

    folder, _ = full
    damage(folder, 10, SEED)
    (key,) = keys.read(folder).open(NAME, PASSWORD)[0]
    with closing(engine.connect(folder / DATABASE, key, read_only=True)) as plain:  # noqa: SIM117
        with pytest.raises(sqlcipher.Error):
            for name in ("cases", "events", "audit", "documents", "scans"):
                plain.execute(f"SELECT * FROM {name}").fetchall()
