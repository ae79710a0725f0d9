"""The power goes, or the disk does not answer: a desk is the old one or the new one, never one in between."""

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from crs_intake.domain.errors import DeskError
from crs_intake.storage import engine
from tests.storage import child, disk, drills, losses
from tests.storage.desk import opened

SEED = 20270314
pytestmark = pytest.mark.skipif(not disk.can_record(), reason="this SQLite does not show its file layer")


@pytest.mark.parametrize(
    "name, states", [("saves", 24), ("drafts", 12), ("migration", 6), ("back-ups", 8), ("a new key", 8)]
)
def test_the_power_goes_and_what_was_told_is_there_and_nothing_is_there_in_part(
    name: str, states: int, tmp_path: Path
) -> None:
    assert sum(losses.power_drill(tmp_path, name, states, SEED).values()) == states


@pytest.mark.parametrize("setting, value", [("NORMAL", 1), ("OFF", 0)])
def test_the_control_without_waiting_for_the_disk_what_was_told_is_lost(
    setting: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = tuple(
        ("synchronous", setting, value) if line[0] == "synchronous" else line for line in engine._SETTINGS
    )
    monkeypatch.setattr(engine, "_SETTINGS", weak)
    with pytest.raises(AssertionError, match=r"told|UnreadableStore"):
        losses.power_drill(tmp_path, "saves", 60, SEED)


def test_a_disk_that_fails_is_told_in_words_and_the_same_window_saves_again(tmp_path: Path) -> None:
    told = losses.error_drill(tmp_path, 24, SEED)
    assert told["runs"] == 24
    assert "refused without a way out" not in told
    assert told["refused in words"] > 0, "no failure met a save; the test shows nothing"


def test_the_control_who_does_not_listen_to_the_disk_loses_a_save(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    drills.with_two(folder)
    with disk.recorded(folder) as on:
        store = losses.often(opened(folder))
        on.asked, on.fail_at = 0, 3
        for step in range(3):
            with suppress(DeskError):
                child.save(store, losses.NUMBER, step)
        store.close()
    survivor = opened(folder)
    with pytest.raises(AssertionError):
        assert drills.whole_steps(survivor, losses.NUMBER) == 3
    survivor.close()


@pytest.mark.skipif(child.FORKED == "spawn", reason="memory cannot be limited here")
def test_when_the_memory_runs_out_nothing_is_lost_or_half_there(tmp_path: Path) -> None:
    told = drills.memory_drill(drills.with_two(tmp_path / "desk"), losses.NUMBER, 3, SEED)
    assert told["ran out"] == 3


def test_of_programs_started_at_once_one_opens_the_desk(tmp_path: Path) -> None:
    told = drills.windows_drill(drills.with_two(tmp_path / "desk"), 2, 3)
    assert told == {"starts at once": 6, "opened": 2}


def test_the_control_torn_pages_are_noticed(tmp_path: Path) -> None:
    """Without the log's sums a torn page would be read: a flipped piece of the file itself is refused."""
    drills.with_two(tmp_path / "desk")
    with disk.recorded(tmp_path / "desk") as on:
        losses.DEEDS["saves"].do(tmp_path / "desk", on)
    files = disk.all_kept(on.ops, len(on.ops))
    path = next(each for each in files if each.endswith(engine.DATABASE))
    torn = bytearray(files[path])
    torn[4096 * 3 : 4096 * 3 + disk.SECTOR] = random.Random(SEED).randbytes(disk.SECTOR)
    state = disk.put({**files, path: bytes(torn)}, str(tmp_path / "desk"), tmp_path / "state")
    with pytest.raises((AssertionError, DeskError)):
        losses.DEEDS["saves"].holds(state, [str(step) for step in range(8)])
    shutil.rmtree(state)
