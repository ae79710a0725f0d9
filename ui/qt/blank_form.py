"""The blank referral form from any room: a button that asks for the language and shows the form to print."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.words import say
from ui.qt import parts
from ui.qt.text import tell_error

LANGUAGES = (("en", "English"), ("es", "Español"))


def button(desk: Desk, parent: QWidget) -> QPushButton:
    """A button with a menu of the languages in which the form is written."""
    made = parts.button(say("&Blank referral form"))
    give_menu(made, desk, parent)
    return made


def give_menu(button: QPushButton, desk: Desk, parent: QWidget) -> None:
    """Put the menu of the languages under a button that is there already."""
    menu = QMenu(button)
    menu.setAccessibleName(button.accessibleName() or button.text().replace("&", ""))
    for language, name in LANGUAGES:
        menu.addAction(name).triggered.connect(lambda _on=False, tongue=language: show(desk, parent, tongue))
    button.setMenu(menu)


def show(desk: Desk, parent: QWidget, language: str) -> None:
    """Show the form in a language, to print it or to save it as a file."""
    from crs_intake.casework import blank_form
    from ui.qt.printing import SheetsDialog, usual_printer

    try:
        pdf = blank_form.printed(desk, language)
    except Exception as trouble:
        tell_error(parent, trouble)
        return
    SheetsDialog(parent, say("CRS Application Form"), pdf, f"CRS-Application-Form-{language}.pdf",
                 usual_printer(desk)).exec()  # fmt: skip
