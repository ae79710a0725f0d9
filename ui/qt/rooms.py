"""The rooms of the rail, each made when somebody first goes there.

Whoever signs in waits for Today alone; Settings by itself takes longer to make than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.qt.way import Way

if TYPE_CHECKING:
    from ui.qt.partner_desk import PartnerPage
    from ui.qt.settings_view import SettingsPage


class Rooms(dict[str, QWidget]):
    """The rooms that were opened, by name; another is made and shown in the stack when it is asked for."""

    def __init__(self, way: Way, stack: QStackedWidget, checked: Callable[[], None]) -> None:
        super().__init__()
        self._way, self._stack, self._checked = way, stack, checked

    def __missing__(self, name: str) -> QWidget:
        self[name] = made = self._make(name)
        self._stack.addWidget(made)
        return made

    @property
    def settings(self) -> SettingsPage:
        """The room of the settings."""
        return cast("SettingsPage", self["settings"])

    @property
    def partner(self) -> PartnerPage:
        """The partner desk's room."""
        return cast("PartnerPage", self["partner"])

    def _make(self, name: str) -> QWidget:
        match name:
            case "today":
                from ui.qt.today import TodayPage

                return TodayPage(self._way)
            case "cases":
                from ui.qt.cases import CasesPage

                return CasesPage(self._way)
            case "calendar":
                from ui.qt.calendar_page import CalendarPage

                return CalendarPage(self._way)
            case "documents":
                from ui.qt.documents_view import DocumentsPage

                return DocumentsPage(self._way)
            case "reports":
                from ui.qt.reports_page import ReportsPage

                return ReportsPage(self._way)
            case "partner":
                from ui.qt.partner_desk import PartnerPage

                return PartnerPage(self._way, self._checked)
            case "settings":
                from ui.qt.settings_view import SettingsPage

                return SettingsPage(self._way)
        raise KeyError(name)
