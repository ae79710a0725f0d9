"""Starts the program on a new desk for the screen reader: `desk.py FOLDER`.

The clock on the wall is the file FOLDER/clock; whoever drives the desk turns it.
"""

import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from crs_intake.domain.moment import PHOENIX
from tests.qt.desks import a_desk
from ui.__main__ import wiring
from ui.qt.app import App, make

AT = datetime(2009, 3, 9, 8, 5, tzinfo=PHOENIX)


class Wall:
    """The clock on the wall."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(AT.isoformat(), encoding="utf-8")

    def now(self) -> datetime:
        """What it shows."""
        return datetime.fromisoformat(self._file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    a_desk(folder, AT, families=False).store.close()
    qt = make(sys.argv[:1], dark=False)
    app = App(wiring(folder, Wall(folder / "clock")))
    app.ended.connect(qt.quit)
    app.start()
    sys.exit(qt.exec())
