"""Files dropped anywhere on the window, or chosen in a dialog, become received papers of a case.

The window is only watched; what is done with the files is asked in `received`. Afterwards the case shows
what is due next, and what a paper tells is offered to be noted, once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow

from crs_intake.words import say
from ui import steps
from ui.qt.task import Task
from ui.qt.text import tell_error
from ui.qt.way import Way
from ui.views import look

if TYPE_CHECKING:  # the first window need not wait for these
    from ui.qt.received import Filed, ReceivedDialog

SAID_MS = 20_000


class Drops(QObject):
    """Watches a window for files; `file_received` asks for them."""

    def __init__(self, window: QMainWindow, way: Way, in_sight: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._way, self._in_sight = window, way, in_sight
        self.dialog: ReceivedDialog | None = None
        self._filed: list[Filed] = []
        self._warming = Task(self)
        self.choose: Callable[[], Sequence[str]] = self._choose
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files; all else that is dragged goes where it went before."""
        if isinstance(event, QDropEvent) and (files := _files(event)):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                QTimer.singleShot(
                    0, self, lambda: self.receive(files, self._in_sight())
                )  # the other program is let go first
            elif event.type() == QEvent.Type.DragEnter:
                self.warm()
            return True
        return super().eventFilter(watched, event)

    def file_received(self, number: str = "", document: str = "") -> None:
        """Ask for the files of a received paper and file them with a case."""
        self.warm()
        chosen = [Path(each) for each in self.choose()]
        if chosen:
            self.receive(chosen, number, document)

    def receive(self, files: Sequence[Path], number: str = "", document: str = "") -> None:
        """File these, one after the other; the case in sight is offered where the page names none."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.activateWindow()
            return
        from ui.qt.received import ReceivedDialog

        self._filed = []
        self.dialog = ReceivedDialog(self._way.desk, files, self._window, number=number, document=document)
        self.dialog.filed.connect(lambda filed: self._filed.append(filed))
        self.dialog.finished.connect(lambda _code: self._done())
        self.dialog.open()

    def warm(self) -> None:
        """Start the reader of scans while the person still points at a place."""
        warm = getattr(self._way.desk.reader, "warm", None)
        if warm is not None and not self._warming.busy:
            self._warming.start(warm)

    def leave(self) -> None:
        """End the reader: no page of anybody stays in its memory once the desk is closed."""
        close = getattr(self._way.desk.reader, "close", None)
        if close is not None:
            self._warming.forget()
            close()

    def _choose(self) -> Sequence[str]:
        from ui.qt.received import ENDINGS

        words = say("Scans ({endings})", endings=ENDINGS)
        return QFileDialog.getOpenFileNames(self._window, say("File a received paper"), "", words)[0]

    def _done(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.view.empty()
            dialog.deleteLater()
        for number in dict.fromkeys(each.number for each in self._filed):
            self._way.changed(number)
        for each in self._filed:
            if each.note is not None:
                self._note(each)
        if self._filed:
            self._show(self._filed[-1])

    def _show(self, filed: Filed) -> None:
        self._way.open_case(filed.number, "" if filed.recorded else "documents")
        try:
            step = steps.next_step(look(self._way.desk, filed.number))
        except Exception as trouble:
            tell_error(self._window, trouble)
            return
        due = step.words or step.why
        words = say("The paper is filed with case {number}.", number=filed.number)
        if filed.recorded:
            words = say("The page is filed and the answer of DES recorded. Next: {what}", what=due)
        self._window.statusBar().showMessage(words, SAID_MS)

    def _note(self, filed: Filed) -> None:
        """What the paper tells is noted in the form of Ctrl+E; a referral in its wizard."""
        from ui.qt.happened import ELSEWHERE, Happened

        kind = filed.note or ""
        if kind in ELSEWHERE:
            self._way.open_wizard(filed.number, "referral", "receipt")
            return
        asked = Happened(self._way.desk, look(self._way.desk, filed.number), self._window, kind,
                         paper=filed.scan)  # fmt: skip
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._way.changed(filed.number)


def _files(event: QDropEvent | QDragEnterEvent | QDragMoveEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData() is not None else []
    return [Path(each.toLocalFile()) for each in urls if each.isLocalFile()]
