"""Somebody who types into a real wizard until the process is killed, and the one who looks afterwards.

`python -m tests.qt.typist FOLDER WIZARD SEED` types for ever and tells each field that was left; `kills`
starts it, kills it at any moment and opens the desk: at most the field in hand is lost (safety: T1).
"""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.qt.desks import A_NO, AFTERNOON, a_desk

WORD = "five quiet green tables"
WIZARDS = {"referral": (None, ""), "interview": (A_NO, "details")}


def kills(work: Path, times: int, seed: int) -> dict[str, int]:
    """Kill the typist so many times; raises AssertionError with the seed."""
    chance, told = random.Random(seed), {"kills": 0, "fields left": 0}
    made = a_desk(work / "desk")
    made.store.close()
    for turn in range(times):
        wizard = list(WIZARDS)[turn % len(WIZARDS)]
        left = _killed(work / "desk", wizard, seed + turn, chance)
        told["kills"] += 1
        told["fields left"] += len(left)
        _look(work / "desk", wizard, left, f"seed {seed}, kill {turn}, {wizard}")
    return told


def _killed(folder: Path, wizard: str, seed: int, chance: random.Random) -> list[dict[str, str]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.qt.typist", str(folder), wizard, str(seed)], stdout=subprocess.PIPE,
        text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"},
    )  # fmt: skip
    assert child.stdout
    lines = [child.stdout.readline() for _ in range(chance.randrange(2, 6))]
    time.sleep(chance.uniform(0, 0.3))
    child.kill()
    lines += child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    left = []
    for line in lines:
        with suppress(json.JSONDecodeError):  # the line that was cut off
            left.append(json.loads(line))
    assert left, "the typist never got to a field"
    return left


def _look(folder: Path, wizard: str, left: list[dict[str, str]], where: str) -> None:
    """Every field that was left holds what was typed, or what was typed after it."""
    from crs_intake import storage
    from crs_intake.clock import FixedClock

    store = storage.open_store(folder, "R. Chavez", WORD, FixedClock(AFTERNOON))
    try:
        store.check(thorough=True)
        drafts = {d.page: d.fields for d in store.drafts(left[-1]["number"]) if d.wizard == wizard}
        for last in {(each["page"], each["field"]): each for each in left}.values():
            kept = drafts.get(last["page"], {}).get(last["field"], "")
            # A later word, whole or in part, may have come on top: the field in hand. An older one never.
            in_part = 0 < len(kept) < len(last["text"])
            assert kept >= last["text"] or in_part, f"{where}: {last} left, kept is {kept!r}"
    finally:
        store.close()


def main() -> None:
    """Type for ever."""
    from crs_intake import storage
    from crs_intake.casework.ports import Desk
    from crs_intake.clock import FixedClock
    from crs_intake.policy.book import Book
    from ui.qt.app import make
    from ui.qt.wizard import open_wizard

    folder, wizard = Path(sys.argv[1]), sys.argv[2]
    app = make(["crs-intake"], dark=False)
    clock = FixedClock(AFTERNOON)
    store = storage.open_store(folder, "R. Chavez", WORD, clock)
    desk = Desk(store=store, book=Book.load(store.site()), clock=clock, actor=store.signed_in)
    number, page = WIZARDS[wizard]
    window = open_wizard(desk, number, wizard, page, "")
    window.show()
    window.activateWindow()
    app.processEvents()
    type_for_ever(window, random.Random(int(sys.argv[3])))


def type_for_ever(window: object, chance: random.Random) -> None:
    """Go from one text field of the page to another; tell of each that was left."""
    from tests.qt.desks import tab, type_into, view
    from ui.qt.fields import FieldView

    count = 0
    while True:
        views = [
            each for each in view(window).views.values()  # type: ignore[arg-type]
            if isinstance(each, FieldView) and each.field.kind in ("name", "text") and not each.settled
            and each.isVisible() and each.isEnabled()
        ]  # fmt: skip
        chosen, count = chance.choice(views), count + 1
        text = "Zq" + "".join(chr(97 + count // 26**place % 26) for place in (3, 2, 1, 0))
        chosen.focus()
        type_into(_line(chosen), text)
        tab()
        told = {
            "number": window.session.number, "page": window.current.page.id,  # type: ignore[attr-defined]
            "field": chosen.field.key, "text": text,
        }  # fmt: skip
        print(json.dumps(told), flush=True)


def _line(view: object) -> object:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    found = view.control.findChild(QLineEdit) or view.control.findChild(QPlainTextEdit)  # type: ignore[attr-defined]
    return found or view.control  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
