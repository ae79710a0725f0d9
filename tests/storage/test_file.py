"""The file on the disk: sealed, checked, never touched by an older program, open in one window at a time."""

import hashlib
import random
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from crs_intake import storage
from crs_intake.domain.errors import UnreadableStore, WorldTrouble
from crs_intake.storage import engine, schema
from crs_intake.storage.store import SqlStore
from tests.storage.desk import CLOCK, NAME, PASSWORD, Put, again, family, opened

pytestmark = pytest.mark.of_a_file

SEED = 20260331


def database(store: SqlStore) -> Path:
    return store.folder / engine.DATABASE


def prints(folder: Path) -> dict[str, str]:
    """What lies in a folder, byte by byte; the lock file aside."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name != "desk.lock"
    }


def test_no_word_of_a_case_can_be_read_from_the_file_or_its_log(store: SqlStore, put: Put) -> None:
    put(family())
    files = [file for file in store.folder.iterdir() if file.name.startswith("desk.db")]
    assert {file.suffix for file in files} >= {".db", ".db-wal"}
    for file in files:
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        for word in ("Carter", "Jaylen", "Spina bifida", "A12345678"):
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content


def test_the_control_an_unsealed_file_shows_its_words(tmp_path: Path) -> None:
    with closing(sqlcipher.connect(tmp_path / "plain.db", isolation_level=None)) as plain:
        plain.execute("CREATE TABLE t (a TEXT)")
        plain.execute("INSERT INTO t VALUES ('Jaylen Carter')")
    content = (tmp_path / "plain.db").read_bytes()
    assert content.startswith(b"SQLite format 3")
    assert b"Jaylen Carter" in content


def test_every_connection_keeps_its_promises(store: SqlStore) -> None:
    with store.work(store.signed_in, "test") as work:
        told = {
            name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
    }


def test_the_folder_is_for_its_owner_alone(store: SqlStore) -> None:
    assert store.folder.stat().st_mode & 0o077 == 0
    assert (store.folder / "keys.json").stat().st_mode & 0o077 == 0


def test_a_key_of_another_desk_does_not_open_the_file(store: SqlStore) -> None:
    store.close()
    with pytest.raises(UnreadableStore, match="does not belong to these keys"):
        engine.version_of(database(store), bytes(32))


def test_a_file_that_is_no_desk_is_left_alone(tmp_path: Path) -> None:
    path, key = tmp_path / "other.db", bytes(range(32))
    with closing(engine.connect(path, key, make=True)) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(UnreadableStore, match="not the database of a CRS Intake desk"):
        engine.version_of(path, key)


def test_twenty_flipped_bits_are_found_when_the_desk_is_opened(store: SqlStore, put: Put) -> None:
    for name in ("family_a_no", "family_b", "family_c"):
        put(family(name))
    store.close()
    path, chance, found = database(store), random.Random(SEED), 0
    whole = path.read_bytes()
    for _ in range(20):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with pytest.raises(UnreadableStore, match="damaged") as trouble:
            opened(store.folder)
        assert "back-up" in trouble.value.then
        found += 1
    assert found == 20, f"seed {SEED}"
    path.write_bytes(whole)
    opened(store.folder).close()


def test_the_control_a_plain_file_hides_most_flipped_bits(tmp_path: Path) -> None:
    path, chance, found = tmp_path / "plain.db", random.Random(SEED), 0
    with closing(sqlcipher.connect(path, isolation_level=None)) as plain:
        plain.execute("CREATE TABLE t (a TEXT)")
        plain.executemany("INSERT INTO t VALUES (?)", [(f"{n} " * 200,) for n in range(300)])
    whole = path.read_bytes()
    for _ in range(20):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with closing(sqlcipher.connect(path)) as plain:
                found += plain.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        except sqlcipher.Error:
            found += 1
    assert found < 10


def test_a_newer_file_is_refused_and_not_a_byte_of_it_changes(store: SqlStore, put: Put) -> None:
    put(family())
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()
    before = prints(store.folder)
    with pytest.raises(UnreadableStore, match="newer version of the program") as trouble:
        opened(store.folder)
    assert "nothing was changed" in trouble.value.then
    assert prints(store.folder) == before


def test_a_newer_file_with_its_log_is_refused_and_not_a_byte_of_it_changes(
    store: SqlStore, tmp_path: Path
) -> None:
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION + 1}")
    left = tmp_path / "left"  # as after a power cut: the newest pages lie in the log alone
    left.mkdir()
    for name in ("keys.json", "desk.db", "desk.db-wal"):
        (left / name).write_bytes((store.folder / name).read_bytes())
    before = prints(left)
    with pytest.raises(UnreadableStore, match="newer version of the program"):
        opened(left)
    after = prints(left)
    assert {name: after[name] for name in before} == before


def test_one_window_at_a_time(store: SqlStore) -> None:
    with pytest.raises(UnreadableStore, match="already open in another window"):
        opened(store.folder)
    again(store).close()
    opened(store.folder).close()


def test_the_lock_of_a_program_that_died_holds_nobody_up(store: SqlStore) -> None:
    store.close()
    (store.folder / "desk.lock").write_text("left over")
    opened(store.folder).close()


def test_a_folder_that_cannot_be_written_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorldTrouble, match="cannot be written"):
        storage.create(tmp_path / "file" / "desk", NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)


def test_a_database_taken_away_under_the_open_desk_is_not_made_anew(store: SqlStore, put: Put) -> None:
    put(family())
    store._engine.dispose()
    for file in store.folder.glob("desk.db*"):
        file.rename(file.with_name("away-" + file.name))
    with pytest.raises(UnreadableStore, match="cannot be opened"):
        store.cases()
    assert not (store.folder / "desk.db").exists()


def test_a_missing_database_says_what_to_put_back(store: SqlStore) -> None:
    store.close()
    database(store).unlink()
    with pytest.raises(UnreadableStore, match="not in its folder"):
        opened(store.folder)


def test_no_trouble_carries_a_word_of_a_case(store: SqlStore, put: Put) -> None:
    put(family())
    told: list[str] = []
    for statement in (
        "INSERT INTO settings (name, value, \"by\", at) VALUES (?, NULL, '', '')",
        "UPDATE events SET data = ?",
    ):
        with pytest.raises(Exception) as trouble, store.work(store.signed_in, "test") as work:
            work.connection.exec_driver_sql(statement, ("Jaylen Carter",))
        told.append(f"{trouble.value!r} {trouble.value}")
    assert all("IntegrityError" in text for text in told)
    assert not [text for text in told if "Jaylen" in text]
