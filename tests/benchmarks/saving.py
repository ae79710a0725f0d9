"""Saving a wizard page, beside one bare committed row in a SQLCipher file of the same settings."""

from __future__ import annotations

import secrets
import tempfile
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from crs_intake import storage
from crs_intake.casework.ports import Draft
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from crs_intake.exchange.case_file import read_case
from tests.benchmarks.desk import sample_bytes
from tests.benchmarks.measure import in_turns, line


def run() -> None:
    """Print the time of a page save and its ratio to a bare commit of the same draft."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db")
        clock = FixedClock(datetime(2009, 3, 31, 8, 0, tzinfo=PHOENIX))
        store, _ = storage.create(
            Path(folder) / "desk", "Bench", "a long enough password", clock, kdf=storage.WEAK_FOR_TESTS_ONLY
        )
        try:
            actor = store.signed_in
            with store.work(actor, "case.open") as work:
                number = work.new_case(read_case(sample_bytes("family_a_no")))
            count = 0

            def ours() -> None:
                nonlocal count
                count += 1
                with store.work(actor, "draft.keep") as work:
                    work.keep_draft(Draft(number, "referral", "source", {"name": f"Karen {count}"}))

            def floor() -> None:
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("INSERT OR REPLACE INTO draft VALUES (1, ?)", (f'{{"name": "Karen {count}"}}',))
                bare.execute("COMMIT")

            for _ in range(20):
                ours()
                floor()
            bare_time, page_time = in_turns(floor, ours, 200)
        finally:
            store.close()
            bare.close()
    line(
        "page save against a bare SQLCipher commit",
        f"{page_time * 1000:.2f} ms, {page_time / bare_time:.1f} x {bare_time * 1000:.2f} ms",
        "3 x",
    )


def _bare(path: Path) -> sqlcipher.Connection:
    made = sqlcipher.connect(str(path), isolation_level=None)
    made.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = FULL")
    made.execute("CREATE TABLE draft (id INTEGER PRIMARY KEY, fields TEXT)")
    return made
