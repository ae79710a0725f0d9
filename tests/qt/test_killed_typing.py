"""A program that dies while somebody types in a wizard loses at most the field in hand (safety: T1)."""

from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.clock import FixedClock
from tests.qt import typist
from tests.qt.desks import AFTERNOON
from tests.storage import child

SEED = 31


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_killed_while_typing_every_field_that_was_left_is_there(tmp_path: Path) -> None:
    told = typist.kills(tmp_path, 2, SEED)
    assert told["kills"] == 2
    assert told["fields left"] >= 4


def test_the_control_a_draft_that_was_not_kept_is_missed(tmp_path: Path) -> None:
    made = typist.a_desk(tmp_path / "desk")
    made.store.close()
    left = [{"number": "new:1", "page": "applicant", "field": "given", "text": "Zqaaab"}]
    with pytest.raises(AssertionError, match="given"):
        typist._look(tmp_path / "desk", "referral", left, "control")
    storage.open_store(tmp_path / "desk", "R. Chavez", typist.WORD, FixedClock(AFTERNOON)).close()
