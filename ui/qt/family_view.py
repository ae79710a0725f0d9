"""The page turned to the family: a window of its own, for the second screen, with large type.

It shows the family's own figures and follows while staff types; it takes no answers. It goes when the
worksheet goes, when the desk is locked and when somebody else signs in.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.words import say
from ui.forms import family
from ui.qt import parts, style
from ui.qt.text import Label, clear

LARGE, LARGER = 18.0, 26.0
"""Points of the figures and of the title: to be read from the other side of the desk."""
NAMES = {"en": "English", "es": "Español"}


class FamilyView(QWidget):
    """Large words and figures; `gone()` when it was closed."""

    gone = Signal()

    def __init__(self, beside: QWidget) -> None:
        super().__init__(beside, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the keys stay with the staff
        self._language = ""
        self._shown: family.FamilyPage | None = None
        self._last: tuple[Assessment | None, Case] | None = None
        page, self._column = parts.page(2 * style.AROUND)
        self._column.setSpacing(style.AROUND)
        top = QHBoxLayout()
        self.title = _label(LARGER, bold=True)
        top.addWidget(self.title, 1)
        self.other = parts.button("")
        self.other.clicked.connect(self.turn_language)
        self.other.setAutoDefault(False)
        top.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(top)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * style.AROUND)
        self._grid.setVerticalSpacing(style.BETWEEN)
        self._grid.setColumnStretch(0, 1)
        self._column.addLayout(self._grid)
        self._words = QVBoxLayout()
        self._words.setSpacing(style.BETWEEN)
        self._column.addLayout(self._words)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts.scrolling(page))

    def show_case(self, assessment: Assessment | None, case: Case) -> None:
        """Show the figures as they stand now; only what is new is written."""
        self._last = assessment, case
        found = family.page(assessment, case, self._language)
        if found == self._shown:
            return
        self._shown = found
        self.setWindowTitle(found.title)  # no name: titles stand in task bars
        self.setAccessibleName(found.title)
        self.title.setText(found.title)
        self.other.setText(NAMES["es" if found.language == "en" else "en"])
        self.other.setAccessibleName(self.other.text())
        clear(self._grid)
        for at, (words, figure) in enumerate(found.figures):
            number = _label(LARGE, bold=True)
            number.setText(figure)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            number.setAccessibleName(f"{words}: {figure}")
            said = _label(LARGE)
            said.setText(words)
            self._grid.addWidget(said, at, 0)
            self._grid.addWidget(number, at, 1)
        clear(self._words)
        for at, sentence in enumerate((*found.sentences, found.caution)):
            if sentence:
                said = _label(LARGE, bold=False)
                said.setText(sentence)
                if at == len(found.sentences):
                    said.be("muted")
                self._words.addWidget(said)

    def turn_language(self) -> None:
        """The same page in the other language."""
        now = self._shown.language if self._shown is not None else "en"
        self._language = "es" if now == "en" else "en"
        if self._last is not None:
            self.show_case(*self._last)

    def turn_to_family(self) -> None:
        """Fill the second screen; with one screen stand beside the worksheet as a window."""
        beside = self.parentWidget()
        here = beside.screen() if beside is not None else None
        second = next((each for each in QGuiApplication.screens() if each is not here), None)
        if second is not None and here is not None:
            self.setGeometry(second.availableGeometry())
            self.showFullScreen()
            return
        style.grow(self, 960, 680)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc and F9 put the page away."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F9):
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Forget what was shown."""
        super().closeEvent(event)
        self._shown = self._last = None
        clear(self._grid)
        clear(self._words)
        self.title.setText("")
        self.gone.emit()


def _label(points: float, *, bold: bool = False) -> Label:
    label = Label("")
    font = QFont(label.font())
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    label.setFont(font)
    label.setMaximumWidth(1100)
    return label


def words() -> tuple[str, str]:
    """The words of the button that turns the page, and its tip."""
    return say("Family &view"), say(
        "F9: shows the family its own figures, on the second screen if there is one"
    )
