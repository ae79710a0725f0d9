"""Which window follows which: first start, sign-in, the desk; and what happens when one of them fails."""

from __future__ import annotations

import contextlib
import logging
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QThreadPool, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from crs_intake.domain.errors import DeskError
from crs_intake.words import language, say, use
from ui.qt import style
from ui.qt.task import log_defect
from ui.tastes import Taste
from ui.wiring import Wiring

if TYPE_CHECKING:
    from crs_intake.casework.ports import Desk
    from ui.qt.idle import Idle
    from ui.qt.keeper import Keeper
    from ui.qt.others import Others
    from ui.qt.window import Window

log = logging.getLogger("crs_intake.window")
LOW = 900
"""Of a screen lower than this, logical pixels, the desk takes all that is there."""


class App(QObject):
    """Holds the one window that is open, and closes the store when it goes."""

    ended = Signal()
    replace = Signal()
    """The desk was locked: the process is to be replaced, so that its memory is gone (safety: 4.5)."""

    def __init__(self, wiring: Wiring, *, notice: str = "", renew: bool = False, said: str = "") -> None:
        super().__init__()
        self._wiring = wiring
        self._renew = renew
        self.said = said
        """What the sign-in page says first."""
        self._idle: Idle | None = None
        self._keeper: Keeper | None = None
        self._others: Others | None = None
        self.locked_because = ""
        self._notice = notice
        """Said on top of a sample desk; such a desk has no sign-in to go back to."""
        self.current: QMainWindow | None = None

    def start(self) -> None:
        """Show the first start, or the sign-in."""
        if self._wiring.exists():
            self.sign_in(self.said)
        else:
            self.set_up()

    def set_up(self) -> None:
        """Ask for the five things a new desk needs, or show the sample families."""
        from ui.qt.setup import SetUp

        window = SetUp(self._wiring)
        window.opened.connect(lambda desk, sample: self.open_desk(desk, sample=sample))
        window.restored.connect(lambda: self.sign_in(say("The back-up stands in place. Sign in.")))
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
        person = desk.actor.name
        speak(self._wiring.taste(person, "language") or language())
        if (liked := self._wiring.taste(person, "look")) != style.look():
            self._wear(liked)
        return self._open(desk, sample)

    def _open(self, desk: Desk, sample: bool) -> Window:
        from ui.qt.window import Window

        notice = self._notice or (
            say("Sample families: nothing here is about a real child.") if sample else ""
        )
        real, person = not notice, desk.actor.name
        if desk.store.read_only:
            notice = say("Read out of a damaged database: nothing is kept here.")
        elif real and not self._wiring.taste(person, "toured"):
            self._wiring.keep_taste(person, "toured", "yes")
            notice = say("Welcome. F1 shows the first day in five steps.")
        window = Window(desk, self._wiring.book, said=notice)
        window.leaving.connect(lambda switch: self._left(window, switch=switch, sample=sample))
        window.taste_wished.connect(
            lambda what, value: self._taste(window, what, value, sample), Qt.ConnectionType.QueuedConnection
        )
        self._show(window, whole=True)
        if real:
            self._look_after(window)
        return window

    def _look_after(self, window: Window) -> None:
        """Back-ups, warnings and the lock of a real desk."""
        from ui.qt.idle import Idle
        from ui.qt.keeper import Keeper
        from ui.qt.others import Others

        desk = window.desk
        self._let_go()
        self._keeper = Keeper(desk, window.alerts, window)
        self._others = Others(window, desk.store)
        minutes = window.desk.store.site().lock_minutes
        self._idle = Idle(lambda: minutes, desk.clock.now, self)
        self._idle.warned.connect(window.warn)
        self._idle.lock.connect(lambda why: self.lock(window, why))
        self._idle.start()
        if not desk.store.read_only:
            window.take_up()

    def lock(self, window: Window, why: str) -> None:
        """Close the desk at once; what is typed stays, and the person comes back to the same field."""
        self.locked_because = why
        window.leave_for_lock()

    def _let_go(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
        if self._keeper is not None:
            self._keeper.stop()
        if self._others is not None:
            self._others.stop()
        self._idle = self._keeper = self._others = None

    def _taste(self, window: Window, what: Taste, value: str, sample: bool) -> None:
        """Another language or look: remember it, and make the window again where it stood."""
        self._wiring.keep_taste(window.desk.actor.name, what, value)
        if what == "language":
            speak(value)
        elif what == "look":
            self._wear(value)
        else:
            return
        place, begun = window.saveGeometry(), window.hand_over()
        QThreadPool.globalInstance().waitForDone(5000)
        made = self._open(window.desk, sample)
        made.restoreGeometry(place)
        made.open_settings("look")
        for number, wizard in begun:
            made.open_wizard(number, wizard)

    @staticmethod
    def _wear(look: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.choose(app, look)

    def _left(self, window: Window, *, switch: bool, sample: bool) -> None:
        self._let_go()
        QThreadPool.globalInstance().waitForDone(1000 if self.locked_because else 5000)
        try:
            if not switch and not sample and not self._notice:
                with contextlib.suppress(DeskError):  # the red line of the next start tells it
                    window.desk.store.back_up("close", if_changed=True)
            window.desk.store.close()
        except Exception as trouble:
            log.error("closing the store failed: %s", type(trouble).__name__)
        if not switch or self._notice:
            self.ended.emit()
        elif sample:
            self.start()
        else:
            words = self.locked_because or say("The desk is locked. What was begun stands in Today.")
            self.locked_because = ""
            if self._renew:
                self.said = words
                self.replace.emit()
            else:
                self.sign_in(words)

    def _show(self, window: QMainWindow, *, whole: bool = False) -> None:
        before, self.current = self.current, window
        if whole and window.screen().availableGeometry().height() < LOW:
            window.showMaximized()
        else:
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
    # A thread that derives gives way to the one that draws five times sooner than Python would have it.
    sys.setswitchinterval(0.001)
    style.apply(app, dark=dark)
    sys.excepthook = _caught
    return app


_qt_words = QTranslator()


def speak(tongue: str) -> None:
    """Say everything in this language from now on, also what Qt's own buttons and menus say."""
    use(tongue)
    app = QApplication.instance()
    if app is None:
        return
    app.removeTranslator(_qt_words)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if tongue != "en" and _qt_words.load(f"qtbase_{tongue}", folder):
        app.installTranslator(_qt_words)


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
    """A defect is said in a sentence; the log gets its kind and place, and no words of anybody."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    from ui.qt.text import tell_error

    log_defect(error)

    tell_error(QApplication.activeWindow(), error)
