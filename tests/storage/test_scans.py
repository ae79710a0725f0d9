"""Received papers lie in the store as they came: every byte, proved by its hash, never half."""

import random
import time
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from crs_intake.domain.errors import NotAcceptable, UnreadableStore, WorldTrouble
from crs_intake.domain.scan import LARGEST, file_name
from crs_intake.storage.store import SqlStore
from tests.storage import child
from tests.storage.desk import Put, again, family, opened, settled

SEED = 11


def test_a_paper_of_the_largest_size_comes_back_byte_for_byte(store: SqlStore, put: Put) -> None:
    number = put(family())
    scan = child.a_scan(number, 1, random.Random(SEED).randbytes(LARGEST))
    with store.work(store.signed_in, "filed") as work:
        work.keep_scan(scan)
    assert store.scan("scan-1") == scan
    assert store.scans(number) == (replace(scan, content=b""),)
    opened_again = again(store)
    assert opened_again.scan("scan-1").content == scan.content
    opened_again.check(thorough=True)
    opened_again.close()


def test_the_list_of_papers_does_not_read_their_bytes(store: SqlStore, put: Put) -> None:
    number = put(family())
    with store.work(store.signed_in, "filed") as work:
        for step in range(20):
            work.keep_scan(child.a_scan(number, step, random.Random(step).randbytes(2_000_000)))
    begun = time.perf_counter()
    listed = store.scans(number)
    list_time = time.perf_counter() - begun
    begun = time.perf_counter()
    for each in listed:
        store.scan(each.id)
    assert len(listed) == 20
    assert list_time < (time.perf_counter() - begun) / 5


@pytest.mark.of_a_file
def test_the_hash_is_proved_when_a_paper_is_kept_and_when_it_is_read(store: SqlStore, put: Put) -> None:
    number = put(family())
    wrong = replace(child.a_scan(number, 1), sha256="0" * 64)
    with pytest.raises(ValueError, match="hash"), store.work(store.signed_in, "filed") as work:
        work.keep_scan(wrong)
    assert store.scans(number) == ()
    with store.work(store.signed_in, "filed") as work:
        work.keep_scan(child.a_scan(number, 2))
        work.connection.exec_driver_sql("DROP TRIGGER keep_scans_update")
        work.connection.exec_driver_sql("UPDATE scans SET content = x'00' WHERE id = 'scan-2'")
    with pytest.raises(UnreadableStore):
        store.scan("scan-2")


def test_there_is_no_other_paper(store: SqlStore) -> None:
    with pytest.raises(NotAcceptable, match="no such paper"):
        store.scan("scan-9")


@pytest.mark.of_a_file
@pytest.mark.parametrize("statement", ["UPDATE scans SET name = 'x'", "DELETE FROM scans"])
def test_a_received_paper_is_never_changed(store: SqlStore, put: Put, statement: str) -> None:
    number = put(family())
    with store.work(store.signed_in, "filed") as work:
        work.keep_scan(child.a_scan(number, 1))
    with pytest.raises(sa.exc.IntegrityError, match="only added, never changed"):  # noqa: SIM117
        with store.work(store.signed_in, "filed") as work:
            work.connection.exec_driver_sql(statement)


def test_the_same_filing_again_keeps_one_paper(store: SqlStore, put: Put) -> None:
    number, action = put(family()), uuid4()
    for _ in range(3):
        with store.work(store.signed_in, "filed", action) as work:
            work.keep_scan(child.a_scan(number, 1))
    assert len(store.scans(number)) == 1
    assert [line.act for line in store.history(number)].count("filed") == 1


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_killed_while_filing_nothing_is_half_kept(store: SqlStore, put: Put) -> None:
    number, folder = put(family()), store.folder
    store.close()
    chance, step = random.Random(SEED), 0
    for _ in range(6):
        process, pipe = child.start(child.file_for_ever, folder, number, step, False)
        kept = pipe.recv()
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        try:
            while True:
                kept = pipe.recv()
        except EOFError:
            process.join()
        settled(folder)
        survivor = opened(folder, alone=False)
        step = _whole(survivor, number)
        assert step in (kept + 1, kept + 2), f"seed {SEED}: told {kept}, found {step - 1}"
        child.file_one(survivor, number, step - 1)  # the retry of a person who never saw the answer
        assert _whole(survivor, number) == step
        survivor.close()
    assert step >= 6


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_the_control_filed_in_two_steps_a_kill_leaves_a_paper_without_its_event(
    store: SqlStore, put: Put
) -> None:
    number, folder = put(family()), store.folder
    store.close()
    process, pipe = child.start(child.file_for_ever, folder, number, 0, True)
    assert pipe.recv() == 0
    process.kill()
    process.join()
    survivor = opened(folder)
    with pytest.raises(AssertionError, match="half"):
        _whole(survivor, number)
    survivor.close()


def _whole(store: SqlStore, number: str) -> int:
    """How many papers are filed; each must be readable and have its event and its line."""
    scans = [store.scan(each.id) for each in store.scans(number)]
    told = [each.document_id for each in store.case(number).case.events if each.document_id]
    lines = [line for line in store.history(number) if line.act == "filed" and "sha256" in line.details]
    assert [each.id for each in scans] == told, "half a filing"
    assert len(lines) == len(scans), "half a filing"
    return len(scans)


@pytest.mark.of_a_file
def test_a_full_disk_keeps_nothing_of_a_paper_and_it_can_be_filed_once_there_is_room(
    store: SqlStore, put: Put
) -> None:
    number = put(family())
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as if the disk had no page left
    big = child.a_scan(number, 1, bytes(2_000_000))
    with pytest.raises(WorldTrouble, match="disk is full"), store.work(store.signed_in, "filed") as work:
        work.keep_scan(big)
    assert store.scans(number) == ()
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with store.work(store.signed_in, "filed") as work:
        work.keep_scan(big)
    assert store.scan("scan-1").content == big.content


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("TAD.tif", "TAD.tif"), ("C:\\Scans\\Lucía Yazzie.pdf", "Lucía Yazzie.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("", "scan"), ("...", "scan"), ("a\u202egnp.exe", "agnp.exe"), ("a\x00b\nc.tif", "bc.tif"),
        ("x" * 300 + ".tif", "x" * 116 + ".tif"), ("Yázhí.png", "Yázhí.png"), ('a<b>:"|?*.jpg', "ab.jpg"),
    ],
)  # fmt: skip
def test_a_file_name_is_cleaned(given: str, kept: str) -> None:
    assert file_name(given) == kept
