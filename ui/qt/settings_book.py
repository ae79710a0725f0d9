"""The book and the readings as parts of the settings: what they keep counts from its day on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.words import say
from ui.qt.book_view import BookView
from ui.qt.readings_view import ReadingsView
from ui.qt.settings_base import Part
from ui.qt.way import Way


class _Shelf(Part):
    """A part that holds a view of its own, with its own title."""

    def __init__(self, way: Way, title: str, view: BookView | ReadingsView) -> None:
        QWidget.__init__(self)
        self.way = way
        self.title = title
        self.unsaved = False
        self.view = view
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(view)
        view.kept.connect(way.site_changed)

    def show_kept(self) -> None:
        """Show what is in force now."""
        self.view.look_again()


class BookPart(_Shelf):
    """Federal Poverty Level, AHCCCS chart and minimum wage by date (20.602.3.B, 20.604.4.E)."""

    name = "book"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("The book"), BookView(way.desk))


class ReadingsPart(_Shelf):
    """How open points of the manual are read here."""

    name = "readings"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Readings"), ReadingsView(way.desk))
