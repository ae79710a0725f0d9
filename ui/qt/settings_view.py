"""Settings: what this site knows of itself, in simple editors that save and say so."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.settings_base import Part
from ui.qt.settings_book import BookPart, ReadingsPart
from ui.qt.settings_clinic import ClinicPart, HearingPart
from ui.qt.settings_exports import ExportsPart
from ui.qt.settings_form import ReferralFormPart
from ui.qt.settings_heaplus import HeaplusPart
from ui.qt.settings_letters import LettersPart
from ui.qt.settings_lists import OfficesPart, PlansPart
from ui.qt.settings_look import LookPart
from ui.qt.settings_others import OthersPart
from ui.qt.settings_parents import ParentsPart
from ui.qt.settings_people import PeoplePart
from ui.qt.settings_safety import SafetyPart
from ui.qt.settings_words import CalendarPart, ConditionsPart
from ui.qt.text import Label
from ui.qt.way import Way

NARROW = 900


class SettingsPage(QWidget):
    """A list of parts at the left, the editor of one at the right."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(say("Settings"), "title"))
        self.pick = QComboBox()
        self.pick.setAccessibleName(say("Part of the settings"))
        column.addWidget(self.pick)
        row = QHBoxLayout()
        row.setSpacing(style.AROUND)
        self.list = QListWidget()
        self.list.setAccessibleName(say("Parts of the settings"))
        self.list.setFixedWidth(style.STEPS_WIDTH)
        row.addWidget(self.list)
        self.pages = QStackedWidget()
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        self.parts: list[Part] = [
            ClinicPart(way), HearingPart(way), OfficesPart(way), PlansPart(way), OthersPart(way),
            LettersPart(way), ReferralFormPart(way), ExportsPart(way),
            HeaplusPart(way), BookPart(way), ParentsPart(way),
            ReadingsPart(way), ConditionsPart(way), CalendarPart(way), PeoplePart(way),
            SafetyPart(way), LookPart(way),
        ]  # fmt: skip
        for part in self.parts:
            item = QListWidgetItem(part.title)
            item.setSizeHint(QSize(0, style.ROW_HEIGHT))
            self.list.addItem(item)
            self.pick.addItem(part.title)
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(part)
            inside.addStretch(1)
            self.pages.addWidget(parts.scrolling(holder))
        self.list.currentRowChanged.connect(self._go)
        self.pick.activated.connect(self._go)
        self.list.setCurrentRow(0)

    def look_again(self, _number: str = "") -> None:
        """Show what is kept; an editor with unsaved words is left alone."""
        self._show(self.list.currentRow())

    def take_focus(self) -> None:
        """Start at the list of parts."""
        (self.list if self.list.isVisible() else self.pick).setFocus()

    def open(self, name: str) -> None:
        """Show the part with that short name, for example "offices"."""
        for number, part in enumerate(self.parts):
            if part.name == name:
                self._go(number)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the room is small, the list becomes a box on top."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.list.setVisible(not narrow)
        self.pick.setVisible(narrow)

    def _go(self, number: int) -> None:
        if number < 0:
            return
        self.list.setCurrentRow(number)
        self.pick.setCurrentIndex(number)
        self.pages.setCurrentIndex(number)
        self._show(number)

    def _show(self, number: int) -> None:
        if 0 <= number < len(self.parts) and not self.parts[number].unsaved:
            self.parts[number].show_kept()
