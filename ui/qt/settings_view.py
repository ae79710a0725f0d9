"""Settings: what this site knows of itself, in simple editors that save and say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.qt import heard, parts, style
from ui.qt.places import Places
from ui.qt.settings_base import Part
from ui.qt.settings_book import BookPart, ReadingsPart
from ui.qt.settings_calendar import CalendarPart
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
from ui.qt.settings_words import ConditionsPart
from ui.qt.text import Label
from ui.qt.way import Way

NARROW = 900
_PARTS: tuple[tuple[str, type[Any]], ...] = (
    (N_("Clinic and letterhead"), ClinicPart), (N_("Hearing address"), HearingPart),
    (N_("FAA offices"), OfficesPart), (N_("Plans"), PlansPart), (N_("Other offices"), OthersPart),
    (N_("Spanish letters"), LettersPart), (N_("Referral form"), ReferralFormPart),
    (N_("Tables for others"), ExportsPart), (N_("Contacts of HEAplus"), HeaplusPart),
    (N_("The book"), BookPart), (N_("Parents' coverage"), ParentsPart), (N_("Readings"), ReadingsPart),
    (N_("Conditions"), ConditionsPart), (N_("Calendar"), CalendarPart), (N_("People"), PeoplePart),
    (N_("Backup and lock"), SafetyPart), (N_("Language and look"), LookPart),
)  # fmt: skip
"""Titles and makers; each part is made when somebody opens it: all at once kept the window half a second."""
TITLES = tuple(title for title, _ in _PARTS)


class SettingsPage(QWidget):
    """A list of parts at the left, the editor of one at the right."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        head = QHBoxLayout()
        head.setSpacing(style.AROUND)
        head.addWidget(Label(say("Settings"), "title", wrap=False))
        self.pick = QComboBox()
        heard.label(self.pick, say("Part of the settings"), self)
        head.addWidget(self.pick, 1)
        head.addStretch(0)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(style.AROUND)
        self.list = QListWidget()
        self.list.setAccessibleName(say("Parts of the settings"))
        self.list.setFixedWidth(style.STEPS_WIDTH)
        row.addWidget(self.list)
        self.pages = Places([_maker(part, way) for _, part in _PARTS], self, _dressed)
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        for words in TITLES:
            item = QListWidgetItem(say(words))
            item.setSizeHint(QSize(0, style.ROW_HEIGHT))
            self.list.addItem(item)
            self.pick.addItem(say(words))
        self.list.currentRowChanged.connect(self._go)
        heard.follow(self.list)
        self.pick.activated.connect(self.list.setCurrentRow)
        self.list.setCurrentRow(0)

    @property
    def parts(self) -> list[Part]:
        """All parts; those that nobody has opened yet are made now."""
        return [self.pages.view(number) for number in range(len(_PARTS))]

    @property
    def unsaved(self) -> bool:
        """Whether something was typed in a part that is not saved yet."""
        return any(part.unsaved for part in self.pages.made.values())

    def look_again(self, _number: str = "") -> None:
        """Show what is kept; an editor with unsaved words is left alone."""
        self._show(self.list.currentRow())

    def take_focus(self) -> None:
        """Start at the list of parts."""
        (self.list if self.list.isVisible() else self.pick).setFocus()

    def open(self, name: str) -> None:
        """Show the part with that short name, for example "offices"."""
        for number, (_words, part) in enumerate(_PARTS):
            if part.name == name:
                self.list.setCurrentRow(number)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the room is small, the list becomes a box on top."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.list.setVisible(not narrow)
        self.pick.setVisible(narrow)

    def _go(self, number: int) -> None:
        if number < 0:
            return
        self.pick.setCurrentIndex(number)
        self.pages.turn_to(number)
        self._show(number)

    def _show(self, number: int) -> None:
        if number < 0:
            return
        part = self.pages.view(number)
        if not part.unsaved:
            part.show_kept()


def _maker(part: type[Any], way: Way) -> Callable[[], Part]:
    return lambda: part(way)


def _dressed(part: Part) -> QWidget:
    """The part in an area that scrolls, at its top."""
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(part)
    inside.addStretch(1)
    return parts.scrolling(holder)
