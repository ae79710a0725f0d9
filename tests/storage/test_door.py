"""The door: delays after failed tries, the journal that tells of them, the trail's anchor, unsafe places."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.storage import journal, passwords, place
from crs_intake.storage.store import SqlStore
from tests.storage import drills
from tests.storage.desk import CLOCK, NAME, PASSWORD, Put, family

pytestmark = pytest.mark.of_a_file

NOW = CLOCK.instant


def tried(folder: Path, seconds: float, word: str = "wrong words all over") -> str:
    """Try the door so many seconds on; gives what it says, or nothing if it opens."""
    try:
        clock = FixedClock(NOW + timedelta(seconds=seconds))
        storage.open_store(folder, NAME, word, clock).close()
    except UnreadableStore as trouble:
        return str(trouble)
    return ""


def test_after_five_failures_each_try_waits_twice_as_long_up_to_a_minute(store: SqlStore) -> None:
    store.close()
    now = 0.0
    for _ in range(5):
        assert "do not open" in tried(store.folder, now)
    for delay in (1, 2, 4, 8, 16, 32, 60, 60):
        assert "several failed tries" in tried(store.folder, now + delay - 0.6, PASSWORD), delay
        now += delay
        assert "do not open" in tried(store.folder, now), delay
    assert tried(store.folder, now + 60, PASSWORD) == "", "the right password opens after the wait"
    assert "do not open" in tried(store.folder, now + 61), "and the count begins anew"


def test_a_clock_that_was_set_back_shuts_nobody_out(store: SqlStore) -> None:
    store.close()
    for _ in range(9):
        journal.note(store.folder, NOW, NAME, "password")
    assert tried(store.folder, -86_400, PASSWORD) == ""


def test_failed_tries_stand_in_the_history_after_the_next_sign_in(store: SqlStore) -> None:
    store.close()
    tried(store.folder, 1)
    tried(store.folder, 2)
    found = drills.at(store.folder, 5)
    acts = [line.act for line in found.trail(NOW.date(), NOW.date())]
    assert acts[-3:] == ["sign_in.failed", "sign_in.failed", "sign_in"]
    assert not found.doubts
    found.close()


@pytest.mark.parametrize("how", ["a line taken out", "a line changed", "the file taken away", "made anew"])
def test_a_changed_journal_is_told(store: SqlStore, how: str) -> None:
    store.close()
    drills.at(store.folder, 1).close()
    tried(store.folder, 90)
    tried(store.folder, 91)
    file = store.folder / journal.FILE
    told = json.loads(file.read_text())
    if how == "a line taken out":
        told["tries"].pop(0)
    elif how == "a line changed":
        told["tries"][0]["name"] = "Somebody"
    file.write_text(json.dumps(told))
    if how == "the file taken away":
        file.unlink()
    elif how == "made anew":
        journal.write(store.folder, journal.fresh())
    found = drills.at(store.folder, 5)
    assert [each.kind for each in found.doubts] == ["journal"]
    found.close()
    again = drills.at(store.folder, 6)
    assert not again.doubts
    again.close()


def test_the_control_an_untouched_journal_raises_no_doubt(store: SqlStore) -> None:
    store.close()
    for turn in range(3):
        tried(store.folder, 100 * turn + 1)
        found = drills.at(store.folder, 2 * turn + 1)
        assert not found.doubts
        found.close()


def test_an_older_copy_put_back_is_found_by_the_anchor_outside(tmp_path: Path) -> None:
    anchors, folder = tmp_path / "profile", tmp_path / "desk"
    make = {"site": "PHX", "kdf": storage.WEAK_FOR_TESTS_ONLY}
    store = storage.create(folder, NAME, PASSWORD, CLOCK, anchors=anchors, **make)[0]  # type: ignore[arg-type]
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(family())
    store.close()
    shutil.copytree(folder, tmp_path / "old")
    store = storage.open_store(folder, NAME, PASSWORD, CLOCK, anchors=anchors)
    drills.change(store, number, "decided")
    store.close()
    shutil.copyfile(tmp_path / "old" / "desk.db", folder / "desk.db")
    (folder / "sign-ins.json").unlink()
    blind = storage.open_store(folder, NAME, PASSWORD, CLOCK)  # the control: without the anchor nobody knows
    assert not [each for each in blind.doubts if each.kind == "anchor"]
    blind.close()
    found = storage.open_store(folder, NAME, PASSWORD, CLOCK, anchors=anchors)
    assert [each.kind for each in found.doubts] == ["anchor"]
    found.close()


def test_a_clock_behind_the_last_entry_and_a_full_disk_are_told(
    store: SqlStore, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(family())
    assert store.look_around() == ()
    store._clock = FixedClock(NOW - timedelta(hours=1))
    assert [each.kind for each in store.look_around()] == ["clock_back"]
    store._clock = CLOCK
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=499_000_000))
    assert [each.kind for each in store.look_around()] == ["disk_low"]


MOUNTS = """
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/share rw,relatime - cifs //server/share rw
31 21 0:41 / /mnt/nfs rw - nfs4 server:/x rw
32 21 0:42 / /mnt/ssh rw - fuse.sshfs host: rw
33 21 0:43 / /mnt/cd ro,relatime - iso9660 /dev/sr0 ro
34 21 0:44 / /mnt/my\\040share rw - smb3 //server/share rw
"""


@pytest.mark.parametrize(
    "folder, kind",
    [
        ("/home/rosa/desk", "fine"), ("/mnt/share/desk", "network"), ("/mnt/nfs", "network"),
        ("/mnt/ssh/a/b", "network"), ("/mnt/my share/desk", "network"), ("/mnt/cd/x", "read_only"),
        ("/home/rosa/OneDrive/desk", "synced"), ("/home/rosa/OneDrive - Clinic/desk", "synced"),
        ("/home/rosa/Dropbox/desk", "synced"), ("/home/rosa/Dropbox (Clinic)/desk", "synced"),
        ("/Users/rosa/Library/Mobile Documents/desk", "synced"), ("/home/rosa/boxes", "fine"),
        ("/mnt/shared/desk", "fine"),
    ],
)  # fmt: skip
def test_where_a_live_database_may_lie(folder: str, kind: str) -> None:
    assert place.judge(Path(folder), place.of_mounts(MOUNTS, Path(folder))) == kind


@pytest.mark.parametrize(
    "disk, kind",
    [
        (place.Disk("remote"), "network"),
        (place.Disk("removable"), "removable"),
        (place.Disk("fixed"), "fine"),
    ],
)
def test_the_drive_types_of_windows(disk: place.Disk, kind: str) -> None:
    assert place.judge(Path("/desk"), disk) == kind
    assert place.judge(Path("\\\\server\\share"), disk) == "network"


def test_a_synced_folder_is_refused_for_the_desk_and_fine_for_back_ups(
    store: SqlStore, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableStore, match="kept in step with another computer"):
        storage.create(tmp_path / "Dropbox" / "desk", NAME, PASSWORD, CLOCK)
    synced = tmp_path / "Dropbox"
    synced.mkdir(exist_ok=True)
    store.choose_backup_place(store.signed_in, synced)
    store.back_up("test")
    assert store.backup_state().second_newest


@pytest.mark.parametrize(
    "word",
    ["Password123456789", "qwertyuiopasdfgh", "correct horse battery staple", "Welcome to CRS 2009!",
     "P@ssw0rdP@ssw0rd!!", "iloveyouforever2009", "Rosa Chavez 1984!!", "this is my password"],
)  # fmt: skip
def test_common_passwords_are_refused_without_a_network(word: str) -> None:
    with pytest.raises(NotAcceptable, match="easy to guess"):
        passwords.check_password(word, NAME)


def test_the_control_four_words_of_ones_own_pass() -> None:
    for word in (PASSWORD, drills.OTHER, "el año pasado en mayo", "only sample families, no secret"):
        passwords.check_password(word, NAME)


def test_two_holders_each_open_the_desk_and_a_new_code_voids_only_that_holders(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    store, codes = storage.create(folder, NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)
    fresh = store.new_recovery_code(store.signed_in, "2")
    store.close()
    for code, opens in ((codes[0], True), (codes[1], False), (fresh, True)):
        try:
            found = storage.open_with_recovery(folder, code, "Rosa is ill", CLOCK)
        except UnreadableStore:
            assert not opens
        else:
            assert opens
            assert found.recovered == "Rosa is ill"
            found.close()
