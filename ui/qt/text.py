"""Words on the screen are only ever words: what people typed is never read as markup.

Qt draws "<img src=...>" in a label as a picture and loads the file. Every label, tip and
message of the program is therefore made here; a house test refuses a bare QLabel elsewhere.
"""

from __future__ import annotations

import errno
import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QMessageBox, QSizePolicy, QWidget

from crs_intake.domain.errors import DeskError
from crs_intake.words import say, told


class Label(QLabel):
    """A label that shows its text letter by letter; `role` picks its look in `style`."""

    def __init__(
        self, text: str = "", role: str = "", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:  # a wrapped label may become narrow; its height then follows from the width
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wrapped words may be as narrow as one long word; their height follows from the width."""
        hint = super().minimumSizeHint()
        if not self.wordWrap():
            return hint
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(longest + 4, hint.width()), metrics.height())

    def be(self, role: str) -> None:
        """Take another look, for example from "help" to "error"."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


def tip(widget: QWidget, words: str) -> None:
    """Give a widget a tip that shows its words as they are."""
    widget.setToolTip(f"<span>{html.escape(words)}</span>" if words else "")
    widget.setAccessibleDescription(words)  # else a screen reader would read the tip's markup


def plain_tip(words: str) -> str:
    """A tip for a table cell, safe to show."""
    return f"<span>{html.escape(words)}</span>" if words else ""


def amp(words: str) -> str:
    """Words for a button, menu or tab, where a lone ampersand would become a mnemonic."""
    return words.replace("&", "&&")


def tell(parent: QWidget | None, sentence: str, then: str = "", *, title: str = "") -> None:
    """Say something that happened and what to do next; one button closes it."""
    box = _box(parent, sentence, then, title)
    box.exec()


def tell_error(parent: QWidget | None, trouble: BaseException) -> None:
    """Say a trouble in its own sentence, with its way out; a defect gets a plain sentence too."""
    if isinstance(trouble, DeskError):
        tell(parent, told(trouble), told(trouble.then))
        return
    if isinstance(trouble, OSError):
        tell(parent, *_of_file(trouble))
        return
    tell(
        parent,
        say("This did not work, and the fault is the program's."),
        say("What was kept before is safe. Try once more; if it happens again, tell your supervisor: {kind}",
            kind=type(trouble).__name__),
    )  # fmt: skip


def _of_file(trouble: OSError) -> tuple[str, str]:
    """What happened to a file that was to be read or written, and the way out."""
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return (say("The disk is full; the file was not written whole."),
                say("Make room or choose another place, and save again."))  # fmt: skip
    if isinstance(trouble, PermissionError):
        return (say("This file may not be read or written there."),
                say("Choose another folder, or close the program that has it open."))  # fmt: skip
    return (say("This file cannot be read or written there."),
            say("See that the folder or drive is there, or choose another place."))  # fmt: skip


def ask(parent: QWidget | None, question: str, *, yes: str, no: str = "", then: str = "") -> bool:
    """Ask a question answered by two named buttons; True for the first."""
    box = _box(parent, question, then, "")
    box.setStandardButtons(QMessageBox.StandardButton.NoButton)
    agree: QAbstractButton = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(no or say("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is agree


def _box(parent: QWidget | None, sentence: str, then: str, title: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title or say("CRS Intake"))  # never a name: titles stand in task bars
    box.setText(sentence)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    if then:
        box.setInformativeText(" ")
        for label in box.findChildren(QLabel):  # Qt makes this label by itself and lets it read markup
            label.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(then)
    return box


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, so that it can be filled anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
