"""Which window follows which: first start, sign-in, the desk; and what happens when one of them fails."""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from crs_intake.words import say
from ui.qt import style
from ui.qt.task import log_defect
from ui.wiring import Wiring

if TYPE_CHECKING:
    from crs_intake.casework.ports import Desk
    from ui.qt.window import Window

log = logging.getLogger("crs_intake.window")


class App(QObject):
    """Holds the one window that is open, and closes the store when it goes."""

    ended = Signal()

    def __init__(self, wiring: Wiring, *, notice: str = "") -> None:
        super().__init__()
        self._wiring = wiring
        self._notice = notice
        """Said on top of a sample desk; such a desk has no sign-in to go back to."""
        self.current: QMainWindow | None = None

    def start(self) -> None:
        """Show the first start, or the sign-in."""
        if self._wiring.exists():
            self.sign_in()
        else:
            self.set_up()

    def set_up(self) -> None:
        """Ask for the five things a new desk needs, or show the sample families."""
        from ui.qt.setup import SetUp

        window = SetUp(self._wiring)
        window.opened.connect(lambda desk, sample: self.open_desk(desk, sample=sample))
        window.left.connect(self.ended)
        self._show(window)

    def sign_in(self, said: str = "") -> None:
        """Ask who sits here."""
        from ui.qt.sign_in import SignIn

        window = SignIn(self._wiring, said=said)
        window.opened.connect(lambda desk: self.open_desk(desk))
        window.left.connect(self.ended)
        self._show(window)

    def open_desk(self, desk: Desk, *, sample: bool = False) -> Window:
        """Show the desk of the signed-in person, or the sample families."""
        from ui.qt.window import Window

        notice = self._notice or (
            say("Sample families: nothing here is about a real child.") if sample else ""
        )
        window = Window(desk, self._wiring.book, said=notice)
        window.leaving.connect(lambda switch: self._left(window, switch=switch, sample=sample))
        self._show(window)
        return window

    def _left(self, window: Window, *, switch: bool, sample: bool) -> None:
        QThreadPool.globalInstance().waitForDone(5000)
        try:
            window.desk.store.close()
        except Exception as trouble:
            log.error("closing the store failed: %s", type(trouble).__name__)
        if not switch or self._notice:
            self.ended.emit()
        elif sample:
            self.start()
        else:
            self.sign_in(say("The desk is locked. What was begun stands in Today."))

    def _show(self, window: QMainWindow) -> None:
        before, self.current = self.current, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()


def make(argv: list[str], *, dark: bool | None = None) -> QApplication:
    """The one QApplication, dressed and with its safety net."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("crs-intake")
    QApplication.setApplicationDisplayName(say("CRS Intake"))
    app = QApplication(argv[:1])
    style.apply(app, dark=dark)
    sys.excepthook = _caught
    return app


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
    """A defect is said in a sentence; the log gets its kind and place, and no words of anybody."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    from ui.qt.text import tell_error

    log_defect(error)

    tell_error(QApplication.activeWindow(), error)
