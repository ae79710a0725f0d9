"""Starts the program on a new desk for the screen reader: `desk.py FOLDER`."""

import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from tests.qt.desks import a_desk
from ui.__main__ import wiring
from ui.qt.app import App, make

AT = datetime(2009, 3, 9, 8, 5, tzinfo=PHOENIX)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    a_desk(folder, AT, families=False).store.close()
    qt = make(sys.argv[:1], dark=False)
    app = App(wiring(folder, FixedClock(AT)))
    app.ended.connect(qt.quit)
    app.start()
    sys.exit(qt.exec())
