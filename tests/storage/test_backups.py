"""Back-ups are made while people work, proved before they count, thinned, and brought back anywhere."""

import json
import shutil
import subprocess
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.domain.errors import UnreadableStore, WorldTrouble
from crs_intake.domain.safety import Backup
from crs_intake.storage import backups, engine, keys
from crs_intake.storage.store import SqlStore
from tests.storage import child, drills
from tests.storage.desk import CLOCK, NAME, PASSWORD, Put, a_case, family
from tests.storage.drills import at, later

pytestmark = pytest.mark.of_a_file

SEED = 41


def made(store: SqlStore, why: str = "test") -> Backup:
    backup = store.back_up(why)
    assert backup
    return backup


def test_a_back_up_is_sealed_whole_and_carries_its_keys(store: SqlStore, put: Put) -> None:
    put(family())
    backup = made(store)
    assert {each.name for each in backup.folder.iterdir()} == {"desk.db", "keys.json", "catalogue.json"}
    assert not (backup.folder / "desk.db").read_bytes().startswith(b"SQLite format 3")
    text = (backup.folder / "catalogue.json").read_text() + (backup.folder / "keys.json").read_text()
    assert not [word for word in ("Carter", "Jaylen", "Spina") if word in text]
    told = json.loads((backup.folder / "catalogue.json").read_text())
    assert (told["counts"]["cases"], told["seq"], bool(told["head"])) == (1, backup.seq, True)
    assert backups.prove(backup.folder, name=NAME, password=PASSWORD).key == store._key
    assert store.backup_state().newest == backup


def test_what_did_not_change_is_not_backed_up_again(store: SqlStore, put: Put) -> None:
    number = put(family())
    assert store.back_up("start", if_changed=True)
    assert store.back_up("half hour", if_changed=True) is None
    drills.change(store, number, "more")
    assert store.back_up("half hour", if_changed=True)
    store.close()
    again = at(store.folder, 30)
    assert again.back_up("start", if_changed=True) is None, "coming in is no change"
    again.close()


def test_people_go_on_saving_while_a_back_up_is_made(store: SqlStore, put: Put) -> None:
    number = put(family())
    with store.work(store.signed_in, "fill") as work:
        work.connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
            "INSERT INTO counters (name, last) SELECT hex(randomblob(20000)), i FROM n"
        )
    saved: list[int] = []
    stop = threading.Event()

    def save() -> None:
        while not stop.is_set():
            drills.change(store, number, str(len(saved)))
            saved.append(1)

    person = threading.Thread(target=save)
    person.start()
    with suppress(WorldTrouble):
        made(store)
    before = len(saved)
    backup = made(store)
    during = len(saved) - before
    stop.set()
    person.join()
    assert during > 0, "nobody saved meanwhile; the test shows nothing"
    assert backups.prove(backup.folder, name=NAME, password=PASSWORD)


def test_a_back_up_comes_back_on_an_empty_machine_with_a_password_or_either_code(
    tmp_path: Path,
) -> None:
    store, codes = storage.create(
        tmp_path / "desk", NAME, PASSWORD, CLOCK, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(family())
    stick = tmp_path / "stick"
    shutil.copytree(made(store).folder, stick / "2009")
    store.close()
    shutil.rmtree(store.folder)
    ways: tuple[dict[str, str], ...] = (
        {"name": NAME, "password": PASSWORD}, {"code": codes[0]}, {"code": codes[1].lower()},
    )  # fmt: skip
    for turn, way in enumerate(ways):
        (found,) = storage.backups_in(stick)
        assert storage.restore(found.folder, tmp_path / f"new-{turn}", later(10), **way) is None  # type: ignore[arg-type]
        again = at(tmp_path / f"new-{turn}", 20)
        assert again.case(number).case == family()
        assert not again.doubts
        again.close()
    with pytest.raises(UnreadableStore):
        storage.restore(stick / "2009", tmp_path / "not", later(10), name=NAME, password="nine other words")
    assert not (tmp_path / "not").exists()


def test_the_desk_that_stood_there_is_moved_aside_and_the_history_tells_it(store: SqlStore, put: Put) -> None:
    number = put(family())
    backup = made(store)
    drills.change(store, number, "after the back-up")
    store.close()
    here = (store.folder / "desk.db").read_bytes()
    aside = storage.restore(backup.folder, store.folder, later(30), name=NAME, password=PASSWORD)
    assert aside
    assert (aside / "desk.db").read_bytes() == here
    assert (aside / "keys.json").exists()
    found = at(store.folder, 40)
    assert found.case(number).case == family()
    assert "desk.restored" in [line.act for line in found.trail(CLOCK.instant.date(), CLOCK.instant.date())]
    assert not [each for each in found.doubts if each.kind == "anchor"]
    found.close()
    assert [each.why for each in storage.backups_in(store.folder / "backups")] == ["restore", "test"]


def test_the_second_place_gets_a_copy_and_its_absence_is_told(
    store: SqlStore, put: Put, tmp_path: Path
) -> None:
    put(family())
    stick = tmp_path / "stick"
    store.choose_backup_place(store.signed_in, stick)
    made(store)
    state = store.backup_state()
    assert (state.second_there, state.second_is_stale(CLOCK.instant)) == (False, True)
    stick.mkdir()
    assert store.back_up("half hour", if_changed=True) is None
    state = store.backup_state()
    assert (state.second_there, state.second_is_stale(CLOCK.instant)) == (True, False)
    (found,) = storage.backups_in(stick)
    assert backups.prove(found.folder, name=NAME, password=PASSWORD)


def test_two_days_without_a_good_back_up_are_too_long(store: SqlStore) -> None:
    assert store.backup_state().is_stale(CLOCK.instant)
    made(store)
    state = store.backup_state()
    assert not state.is_stale(CLOCK.instant + timedelta(hours=48))
    assert state.is_stale(CLOCK.instant + timedelta(hours=48, minutes=1))


def test_twelve_latest_fourteen_days_eight_weeks_and_twelve_months_stay() -> None:
    start = datetime(2008, 1, 1, 7, 15, tzinfo=UTC)
    every = [start + timedelta(minutes=30 * n) for n in range(2 * 365 * 48)]
    kept = sorted(backups.to_keep(every), reverse=True)
    assert kept[:12] == sorted(every, reverse=True)[:12]
    days = {each.astimezone(CLOCK.instant.tzinfo).date() for each in kept}
    last = max(days)
    assert {last - timedelta(days=n) for n in range(14)} <= days
    assert len({each.strftime("%G-%V") for each in kept}) >= 8
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(kept) <= 12 + 14 + 8 + 12
    assert backups.to_keep(kept) == set(kept), "what stays today stays when nothing new came"


def test_the_drill_kills_and_flipped_bits_always_leave_one_to_restore(tmp_path: Path) -> None:
    folder = drills.with_two(tmp_path / "desk")
    told = drills.drill(folder, tmp_path, 4, SEED)
    assert told == {"kills": 4, "flips found": 2, "restored": 4}


def test_the_control_a_copy_of_the_files_misses_what_was_saved_last(store: SqlStore, put: Put) -> None:
    number = put(family())
    drills.change(store, number, "in the log alone")
    copy = store.folder / "copied"
    copy.mkdir()
    for name in ("desk.db", "keys.json"):
        shutil.copyfile(store.folder / name, copy / name)
    with pytest.raises(Exception, match=r"no case|not the database|damaged|no such table|recovery code"):
        found = storage.open_store(copy, NAME, PASSWORD, CLOCK)
        try:
            found.case(number)
        finally:
            found.close()


def test_a_part_that_was_left_half_made_is_no_back_up_and_is_swept_away(store: SqlStore) -> None:
    part = store.folder / "backups" / "part-1"
    part.mkdir(parents=True)
    (part / "desk.db").write_bytes(b"half")
    assert store.backup_state().newest is None
    made(store)
    assert not part.exists()
    assert len(storage.backups_in(store.folder / "backups")) == 1


def test_a_catalogue_made_up_without_the_key_is_refused(store: SqlStore) -> None:
    backup = made(store)
    file = backup.folder / "catalogue.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "seq": 99}))
    with pytest.raises(UnreadableStore, match="back-up is damaged"):
        backups.prove(backup.folder, name=NAME, password=PASSWORD)


@pytest.mark.skipif(not drills.is_root(), reason="a disk of our own needs root")
def test_a_full_disk_is_told_and_the_earlier_back_ups_stay(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1800k", "tmpfs", str(small)], check=False)
    if done.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        folder = drills.with_two(small / "desk")
        store = at(folder)
        first = made(store)
        filler = small / "filler"
        with suppress(OSError), filler.open("wb") as out:
            while True:
                out.write(bytes(4096))
                out.flush()
        with pytest.raises(WorldTrouble) as trouble:
            store.back_up("test")
        assert "disk" in f"{trouble.value} {trouble.value.then}"
        assert backups.prove(first.folder, name=NAME, password=PASSWORD)
        assert [each.folder for each in storage.backups_in(folder / "backups")] == [first.folder]
        filler.unlink()
        assert store.back_up("test")
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=False)


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_sealing_anew_killed_at_any_moment_locks_nobody_out(tmp_path: Path) -> None:
    made = drills.with_two(tmp_path / "desk")
    told = drills.rekey_drill(made, tmp_path, 8, SEED)
    assert sum(told.values()) == 8


def test_who_left_knows_a_key_that_opens_nothing_any_more(tmp_path: Path) -> None:
    folder = drills.with_two(tmp_path / "desk")
    (old,) = keys.read(folder).open(drills.BEN, drills.OTHER)[0]
    stolen = (folder / "keys.json").read_bytes()
    store = at(folder)
    ben = next(each for each in store.people() if each.name == drills.BEN)
    found = store.search("carter")
    assert store.remove_person(store.signed_in, ben.id) is True
    assert store._key != old
    assert store.search("carter") == found
    drills.change(store, "PHX-2009-0003", "goes on in the same window")
    store.close()
    with pytest.raises(UnreadableStore, match="does not belong to these keys"):
        engine.version_of(folder / "desk.db", old)
    (folder / "keys.json").write_bytes(stolen)  # not even with the slots of before
    with pytest.raises(UnreadableStore):
        at(folder, 1, name=drills.BEN, password=drills.OTHER)


def test_the_control_without_sealing_anew_the_old_key_still_opens(tmp_path: Path) -> None:
    folder = drills.with_two(tmp_path / "desk")
    (old,) = keys.read(folder).open(drills.BEN, drills.OTHER)[0]
    ring = keys.read(folder)
    ben = next(slot.person for slot in ring.slots if slot.name == drills.BEN)
    keys.write(folder, ring.without(ben))
    assert engine.version_of(folder / "desk.db", old) > 0


def test_a_social_security_number_is_found_after_the_data_was_sealed_anew(tmp_path: Path) -> None:
    folder = drills.with_two(tmp_path / "desk")
    store = at(folder)
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(a_case(ssn="526419982"))
    ssn = "526-41-9982"
    assert [hit.number for hit in store.search(ssn)] == [number]
    ben = next(each for each in store.people() if each.name == drills.BEN)
    store.remove_person(store.signed_in, ben.id)
    assert [hit.number for hit in store.search(ssn)] == [number]
    store.close()
    again = at(folder, 1)
    assert [hit.number for hit in again.search(ssn)] == [number]
    again.close()


def test_a_slot_of_an_earlier_version_waits_and_the_data_is_sealed_anew_when_its_person_comes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(Path(__file__).parent.parent / "samples" / "schema_4", folder)
    store = at(folder)  # Rosa's slot is exchanged; Ben's and the recovery slot are of the earlier version
    cy = store.add_person(
        store.signed_in, "Cy Diaz", frozenset({"front_desk"}), "PHX", "six round loud barns"
    )
    assert store.remove_person(store.signed_in, cy.id) is False
    assert keys.read(folder).rekey_due
    old = store._key
    store.new_recovery_code(store.signed_in)
    store.close()
    at(folder, 1, name=drills.BEN, password=drills.OTHER).close()
    assert not keys.read(folder).rekey_due
    with closing(at(folder, 2)) as found:
        assert found._key != old
