"""The desk in the language of whoever sits there: chosen, remembered, and with nothing typed lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabBar,
    QTableWidget,
    QWidget,
)

from crs_intake import words
from crs_intake.casework.ports import Desk
from crs_intake.policy.book import Book
from tests.i18n import catalogue
from tests.qt import desks
from tests.qt.desks import A_NO, WALKS, desk
from tests.qt.test_small_screen import places
from tests.qt.windows import morning, opened, settle
from ui.flow import WIZARDS
from ui.forms import sheet
from ui.forms.help import HOW
from ui.qt import style
from ui.qt.app import App, speak
from ui.qt.fields import FieldView
from ui.qt.keys import KeysDialog
from ui.qt.sign_in import SignIn
from ui.qt.window import Window
from ui.qt.wizard import CaseWizard
from ui.tastes import Tastes
from ui.wiring import Wiring

__all__ = ["desk", "morning"]
SPANISH = {
    english: spanish
    for each in catalogue.read("es")
    for english, spanish in catalogue.forms(each)
    if english and spanish not in ("", english)
}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")
    style._chosen = ""


def shown(of: QWidget) -> list[str]:
    """Everything that stands in a window, also in its tables and lists."""
    found: list[str] = []
    for each in of.findChildren(QWidget):
        if not each.isVisibleTo(of):
            continue
        found += [each.accessibleName(), each.toolTip().removeprefix("<span>").removesuffix("</span>")]
        if isinstance(each, QLabel | QAbstractButton):
            found.append(each.text())
        elif isinstance(each, QLineEdit):
            found.append(each.placeholderText())
        elif isinstance(each, QComboBox):
            found += [each.itemText(n) for n in range(each.count())]
        elif isinstance(each, QTabBar):
            found += [each.tabText(n) for n in range(each.count())]
        elif isinstance(each, QListWidget):
            found += [each.item(n).text() for n in range(each.count())]
        elif isinstance(each, QTableWidget):
            cells = [each.item(r, c) for r in range(each.rowCount()) for c in range(each.columnCount())]
            heads = [each.horizontalHeaderItem(c) for c in range(each.columnCount())]
            found += [item.text() for item in (*cells, *heads) if item is not None]
    return [text for text in found if text]


def left_in_english(of: QWidget) -> list[str]:
    """Messages that have Spanish words and are shown in English all the same."""
    return sorted({text for text in shown(of) if text in SPANISH and not {text} & set(SPANISH.values())})


WORD = re.compile(r"[^\W\d_]{3,}")


def words_in(*texts: str) -> set[str]:
    """The words of some texts, without their blanks and keys."""
    return {word for text in texts for word in WORD.findall(BLANK.sub("", text).replace("&", "").casefold())}


BLANK = re.compile(r"\{\w+\}|<[^>]+>")
SAMPLE = [
    file.read_text(encoding="utf-8") for file in (catalogue.ROOT / "resources" / "sample").glob("*.json")
]
ENGLISH = words_in(*SPANISH) - words_in(*SPANISH.values(), *SAMPLE, "agosto: ago")
"""Words of the program that no Spanish message has, and no case of the sample."""
NAMES = sorted({
    *(each for message in catalogue.read("es") for each, told in catalogue.forms(message) if each == told),
    "Children's Clinics for Rehabilitative Services (Children's Clinics)", "HEAplus Community Partner",
    "HEAplus Community Partner Agreement: record",
}, key=len, reverse=True)  # fmt: skip
"""Names of clinics, programs and laws, which are said in every language as they are."""
APART = ("reports 2", "settings exports", "settings conditions")
"""The columns of the file for the plans, and the list of conditions: they are English wherever they go."""


def english(of: QWidget) -> set[str]:
    """Texts with a word of English, or that are English as a whole."""
    whole, found = left_in_english(of), set()
    for text in set(shown(of)) - {"English"}:
        rest = text
        for name in NAMES:
            rest = rest.replace(name, "") if len(name) > 8 else rest
        if words_in(rest) & ENGLISH or text in whole:
            found.add(text)
    return found


def wiring(folder: Path, desk: Desk) -> Wiring:
    tastes = Tastes(folder)
    return Wiring(
        exists=lambda: True, people=lambda: ["R. Chavez", "M. Ortiz"], create=lambda _new: ("", ""),
        open=lambda _name, _word: desk, recover=lambda *_words: desk, sample=lambda: desk,
        book=Book.load, warm=lambda: (), taste=tastes.of, keep_taste=tastes.keep,
    )  # fmt: skip


def test_today_a_case_and_every_room_are_read_in_spanish(qtbot: Any, morning: Desk) -> None:
    speak("es")
    window = opened(qtbot, morning)
    assert window.windowTitle() == words.say("CRS Intake", lang="es")
    rooms = [window.rail.item(n).text() for n in range(window.rail.count())]
    assert rooms[:3] == ["Hoy", "Casos", "Calendario"]
    table = window.pages.currentWidget().findChild(QTableWidget)
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == table.accessibleName()
    assert table.rowCount()
    for room in ("today", "cases", "calendar", "documents", "reports", "settings"):
        window.open_room(room)
        settle()
        assert not left_in_english(window), room
    for part in ("", "documents", "contacts", "determinations", "history"):
        window.open_case(A_NO, part)
        settle()
        assert not left_in_english(window), f"case {part}"
    tabs = window.case_page.tabs
    assert tabs.tabText(0) == "Resumen" and tabs.accessibleName() == words.say("Views of the case", lang="es")


def test_no_room_of_the_desk_and_no_page_of_its_help_has_a_word_of_english(qtbot: Any, morning: Desk) -> None:
    speak("es")
    window = opened(qtbot, morning)
    found = {}
    for place in places(window):
        settle()
        found[place] = english(window) if place not in APART else set()
    for topic in ("keys", "tour", *HOW):
        dialog = KeysDialog(window, topic)
        dialog.show()
        found[f"help {topic}"] = english(dialog)
        dialog.close()
    assert {place: texts for place, texts in found.items() if texts} == {}


def told_to_family(window: CaseWizard) -> set[str]:
    """What is read to the family, in the family's own language."""
    assessment = window.session.assessment()
    return set(sheet.for_family(assessment, window.session.seen)) if assessment is not None else set()


@pytest.mark.parametrize(("wizard", "number"), WALKS)
def test_no_page_of_a_wizard_has_a_word_of_english(
    qtbot: Any, desk: Desk, wizard: str, number: str | None
) -> None:
    speak("es")
    window = desks.opened(qtbot, desk, number, wizard)
    found = {}
    for at, page in enumerate(WIZARDS[wizard].pages):
        window.go(at)
        settle()
        found[page.id] = english(window) - told_to_family(window)
    assert {page: texts for page, texts in found.items() if texts} == {}


def test_the_pages_of_the_wizards_speak_spanish(qtbot: Any, morning: Desk) -> None:
    speak("es")
    window = opened(qtbot, morning)
    for wizard, page in (("referral", "applicant"), ("interview", "household"), ("worksheet", "income"),
                         ("worksheet", "worksheet"), ("termination", "ending")):  # fmt: skip
        window.open_wizard(A_NO, wizard, page)
        settle()
        open_now = next(iter(window._wizards.values()))
        assert not left_in_english(open_now), f"{wizard} {page}"
        open_now.close()
        settle()


def test_the_language_is_chosen_at_the_sign_in_and_what_is_typed_stays(
    qtbot: Any, morning: Desk, tmp_path: Path
) -> None:
    doors = wiring(tmp_path, morning)
    window = SignIn(doors)
    qtbot.addWidget(window)
    window.show()
    window.password.setText("half a pass")
    window.language.setCurrentIndex(1)
    window.language.activated.emit(1)
    assert window.windowTitle() == "CRS Intake - Entrar"
    assert window.password.text() == "half a pass" and window.person.currentText() == "R. Chavez"
    assert not left_in_english(window)
    window._try()
    qtbot.waitUntil(lambda: window._done)
    assert doors.taste("R. Chavez", "language") == "es" and not doors.taste("M. Ortiz", "language")
    speak("en")
    again = SignIn(doors)
    qtbot.addWidget(again)
    assert words.language() == "es", "the first name of the list speaks first"
    QThreadPool.globalInstance().waitForDone(5000)


def test_another_language_in_the_settings_keeps_what_is_typed_in_an_open_wizard(
    qtbot: Any, morning: Desk, tmp_path: Path
) -> None:
    app = App(wiring(tmp_path, morning))
    window = app.open_desk(morning)
    settle()
    window.open_wizard("", "referral")
    wizard = next(iter(window._wizards.values()))
    view = wizard.current.view
    assert view is not None
    given = view.views["given"]
    assert isinstance(given, FieldView)
    given.control.setFocus()
    given.findChild(QLineEdit).insert("Lucía")
    settle()
    window.open_settings("look")
    part = next(each for each in window.settings.parts if each.name == "look")
    part.language.setCurrentIndex(1)
    part.language.activated.emit(1)
    settle()
    made = app.current
    assert isinstance(made, Window) and made is not window
    assert made.settings.list.currentItem().text() == words.say("Language and look", lang="es")
    assert made.desk.store.people(), "the store stays open"
    taken_up = next(iter(made._wizards.values()))
    assert taken_up.accessibleName() == words.say("Referral", lang="es")
    assert taken_up.session.form("applicant").text("given") == "Lucía"
    assert Tastes(tmp_path).of("R. Chavez", "language") == "es"
    made.taste("look", "contrast")
    settle()
    assert style.look() == "contrast"
    assert QApplication.palette().window().color().name() == "#000000"
    last = app.current
    assert isinstance(last, Window)
    app._wear("")
    last.hand_over()
    last.close()
    settle()
