"""Loaded once by the server that children are forked from, so that no child spends a second on loading."""

import tempfile
from pathlib import Path

from tests.storage import child
from tests.storage.desk import family, opened, set_up


def once() -> None:
    """Set up a desk, open it and save: what that loads and makes is inherited by every child."""
    with tempfile.TemporaryDirectory() as folder:
        store = set_up(Path(folder) / "desk")
        with store.work(store.signed_in, "warm") as work:
            number = work.new_case(family())
        store.close()
        store = opened(Path(folder) / "desk")
        child.save(store, number, 0)
        child.file_one(store, number, 1)
        store.close()


once()
