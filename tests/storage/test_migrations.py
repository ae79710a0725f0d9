"""An older desk is brought up to date whole or not at all, after a copy that was read back."""

import random
import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from crs_intake.domain.errors import UnreadableStore
from crs_intake.storage import copies, engine, keys, schema
from crs_intake.storage.migrations import STEPS
from crs_intake.storage.migrations.run import migrate
from crs_intake.storage.store import SqlStore
from tests.storage import child
from tests.storage.desk import CLOCK, NAME, PASSWORD, Put, family, opened

pytestmark = pytest.mark.of_a_file

SEED = 9


@pytest.fixture
def old(store: SqlStore, put: Put) -> tuple[Path, bytes]:
    """A desk of schema 1 with some families, closed."""
    for name in ("family_a_no", "family_b", "family_c", "member_m"):
        put(family(name))
    store.close()
    path = store.folder / engine.DATABASE
    with closing(engine.connect(path, store._key)) as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.execute("DROP INDEX cases_open")
        connection.execute("DROP INDEX cases_card")
        connection.execute("DROP TABLE find")
        connection.execute("DROP TABLE scans")
        connection.execute("DROP TRIGGER keep_documents_update")
        connection.execute("ALTER TABLE documents DROP COLUMN template")
    return path, store._key


def shape(path: Path, key: bytes) -> tuple[int, tuple[str, ...], int]:
    """Version, tables and number of search words of a file."""
    with closing(engine.connect(path, key)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        words = connection.execute("SELECT count(*) FROM words").fetchone()[0]
        return version, tuple(name for (name,) in names), words


def test_every_version_has_its_step() -> None:
    assert sorted(STEPS) == list(range(2, schema.VERSION + 1))


def test_a_step_runs_after_a_copy_that_was_read_back(old: tuple[Path, bytes]) -> None:
    path, key = old
    before = shape(path, key)

    def step(operations) -> None:  # type: ignore[no-untyped-def]
        operations.add_column("staff", sa.Column("phone", sa.String, nullable=False, server_default=""))
        with operations.batch_alter_table("settings") as table:
            table.alter_column("value", new_column_name="told")

    copy = migrate(path, key, 1, 2, CLOCK.now(), {2: step})
    assert shape(path, key)[0] == 2
    assert shape(copy, key) == before
    assert copy.name == "desk-schema1-20090331T075500.db"
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    with closing(engine.connect(path, key)) as connection:
        assert connection.execute("SELECT phone FROM staff").fetchone() == ("",)
        assert [row[1] for row in connection.execute("PRAGMA table_info(settings)")][1] == "told"


def test_a_step_that_fails_leaves_the_old_desk_in_use(old: tuple[Path, bytes]) -> None:
    path, key = old

    def step(operations) -> None:  # type: ignore[no-untyped-def]
        operations.drop_table("words")
        operations.execute("SELECT 1 FROM nowhere")

    with pytest.raises(sa.exc.OperationalError):
        migrate(path, key, 1, 2, CLOCK.now(), {2: step})
    survivor = opened(path.parent)
    assert [found.name for found in survivor.search("carter")] == ["Jaylen Carter"]
    survivor.close()


def test_a_step_that_loses_a_row_is_taken_back(old: tuple[Path, bytes]) -> None:
    path, key = old

    def step(operations) -> None:  # type: ignore[no-untyped-def]
        operations.execute("DELETE FROM cases WHERE id = 1")

    with pytest.raises(UnreadableStore):
        migrate(path, key, 1, 2, CLOCK.now(), {2: step})
    assert shape(path, key)[0] == 1


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_killed_on_the_way_the_desk_is_old_or_new_and_never_between(
    old: tuple[Path, bytes], tmp_path: Path
) -> None:
    path, key = old
    before, chance, seen = shape(path, key), random.Random(SEED), set()
    for at in range(8):
        folder = tmp_path / f"copy-{at}"
        shutil.copytree(path.parent, folder)
        process, pipe = child.start(child.migrate_slowly, folder / path.name, key)
        assert pipe.recv() == "begun"
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        process.join()
        version, tables, words = shape(folder / path.name, key)
        assert tables == before[1], f"seed {SEED}"
        assert (version, words) in {(1, before[2]), (2, before[2] * 2**9)}, f"seed {SEED}"
        seen.add(version)
        copied = next(folder.glob("desk-schema1-*.db"))
        assert shape(copied, key) == before
    assert 1 in seen, "no kill came in time; the test shows nothing"


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
@pytest.mark.parametrize("since", range(1, schema.VERSION))
def test_killed_after_any_call_of_the_own_steps_the_desk_is_the_old_one(since: int, tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "samples" / f"schema_{since}"
    (key,) = keys.read(sample).open(NAME, PASSWORD)[0]
    before, whole = shape(sample / engine.DATABASE, key), tmp_path / "whole"
    shutil.copytree(sample, whole)
    process, pipe = child.start(child.migrate_until, whole / engine.DATABASE, key, since, schema.VERSION, 0)
    calls = pipe.recv()
    process.join()
    assert shape(whole / engine.DATABASE, key)[0] == schema.VERSION
    for at in range(1, calls + 1):
        database = tmp_path / f"copy-{at}" / engine.DATABASE
        shutil.copytree(sample, database.parent)
        process, pipe = child.start(child.migrate_until, database, key, since, schema.VERSION, at)
        assert pipe.recv() == "begun"
        process.kill()
        process.join()
        assert shape(database, key) == before
        assert shape(next(database.parent.glob(f"desk-schema{since}-*.db")), key) == before
        survivor = opened(database.parent)  # the next start brings it up to date
        assert survivor.cases(open_only=False)
        survivor.close()
        assert shape(database, key)[0] == schema.VERSION


def test_the_control_statement_by_statement_a_failure_leaves_it_half_done(old: tuple[Path, bytes]) -> None:
    path, key = old
    with closing(engine.connect(path, key)) as connection:  # each statement commits by itself
        for statement in child.SLOW[:2]:
            connection.execute(statement)
    assert "words_new" in shape(path, key)[1]
    assert shape(path, key)[0] == 1


def test_a_copy_that_cannot_be_read_back_is_not_kept(old: tuple[Path, bytes], tmp_path: Path) -> None:
    path, key = old
    good = copies.verified_copy(path, key, tmp_path / "copy.db")
    assert shape(good, key) == shape(path, key)
    assert {file.name for file in tmp_path.iterdir()} == {"copy.db", "desk"}
    with pytest.raises(UnreadableStore):
        copies.verified_copy(good, bytes(32), tmp_path / "never.db")
    assert not (tmp_path / "never.db").exists()


def test_alembic_is_not_loaded_on_a_normal_start() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from crs_intake import storage; heavy = [m for m in sys.modules if m.split('.')[0] in "
        "('sqlalchemy', 'sqlcipher3', 'argon2', 'cryptography', 'pydantic')]; assert not heavy, heavy; "
        "import crs_intake.storage.doors; assert 'alembic' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
