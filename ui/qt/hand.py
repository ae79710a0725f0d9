"""A hand at the keyboard: types the answers of a known case into the pages of a wizard, key by key.

Used by the tour on a machine without a display and by whole days in the tests. It finds its way as a
person does, by the questions shown; people are chosen by name, never by the program's own ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget, QWizard

from crs_intake.clock import moment
from crs_intake.domain.case import Case
from ui.forms.form import Field, Form
from ui.qt import controls
from ui.qt.fields import FieldView
from ui.qt.form_page import FormPage
from ui.qt.form_view import FormView
from ui.qt.rows import Cards
from ui.qt.wizard import CaseWizard
from ui.views import until

NOTHING = Qt.KeyboardModifier.NoModifier
PASSES = 3
"""Answers open further questions, and people can be chosen once they are entered."""


class Lost(RuntimeError):
    """The hand did not find a question or an answer; the program and the tour no longer fit."""


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """A key, wherever the cursor is."""
    QTest.keyClick(_cursor(), key, modifier)


def write(text: str, widget: QWidget | None = None) -> None:
    """Letters, wherever the cursor is; one that QTest cannot send goes as an event of its own."""
    widget = widget or _cursor()  # a list of offers that folds out below must not take the letters
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, NOTHING, letter))


def into(widget: QWidget, text: str) -> None:
    """Put the cursor into a line, take out what stands there, and type."""
    if not widget.window().isActiveWindow():
        widget.window().activateWindow()
        QTest.qWaitForWindowActive(widget.window(), 2000)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        write(text, widget)
    else:
        QTest.keyClick(widget, Qt.Key.Key_Delete)


def breathe() -> None:
    """Let the windows do what waits, and let go of what they no longer show."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def click(button: QAbstractButton) -> None:
    """Press a button; one that is switched off is a dead end and is said so."""
    if not button.isEnabled():
        raise Lost(f"the button {button.text()!r} is switched off")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    breathe()


def through(window: CaseWizard, case: Case, seen: Callable[[str], None] = lambda _page: None) -> None:
    """Type the case, as far as it has happened, into every page from the one in hand, and finish."""
    case = until(case, moment(window.session.desk.clock))
    while True:
        page = window.current
        page_as_in(page, case)
        breathe()
        seen(page.page.id)
        if window.nextId() < 0:
            break
        click(window.button(QWizard.WizardButton.NextButton))
        if window.current is page:
            wrong = page.session.form(page.page.id).read()[1]
            raise Lost(f"Next did not leave the page {page.page.id}: {wrong}")
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    click(window.button(QWizard.WizardButton.FinishButton))
    if not ended:
        raise Lost(f"the wizard did not finish: {page.session.form(page.page.id).read()[1]}")


def page_as_in(page: FormPage, case: Case) -> None:
    """Type what the page would show of the case."""
    if page.view is None:
        return
    wanted = Form(page.page.fields, page.session.about(case)).put(page.page.show(case))
    page.page.prepare(wanted)
    for _ in range(PASSES):
        if not _form(page, page.view.form, wanted, ""):
            return


def _form(page: FormPage, form: Form, wanted: Form, path: str) -> bool:
    """Type one form, of the page or of a row; True if anything was typed."""
    typed = False
    for field in form.fields:
        if field.kind == "id" or not form.shown(field) or not page.isEnabled():
            continue
        if field.kind == "rows":
            typed |= _rows(page, form, field, wanted, path)
        elif (text := wanted.texts.get(field.key, "")) and not _same(form, wanted, field, text):
            _answer(page, form, wanted, field, path)
            typed = True
    return typed


def _rows(page: FormPage, form: Form, field: Field, wanted: Form, path: str) -> bool:
    typed = False
    for number, row in enumerate(each for each in wanted.rows(field.key) if not each.empty):
        at = _row_for(page, form, field, row, number, path)
        typed |= _form(page, form.rows(field.key)[at], row, f"{path}{field.key}.{at}.")
    return typed


def _row_for(page: FormPage, form: Form, field: Field, row: Form, number: int, path: str) -> int:
    """The place of the row to type into: the same month, the same number, or a new one."""
    month = row.texts.get("month", "")
    known = form.rows(field.key)
    if month:
        same = [at for at, each in enumerate(known) if each.texts.get("month") == month]
        if same:
            return same[0]
        number = sum(not each.empty for each in known)
    if number >= len(known):
        _go(page, f"{path}{field.key}")
        view = page.view.views.get(field.key) if page.view is not None and not path else None
        if not isinstance(view, Cards):
            raise Lost(f"no row to type into at {path}{field.key}")
        click(view.add_button)
    return number


def _same(form: Form, wanted: Form, field: Field, text: str) -> bool:
    now = form.texts.get(field.key, "")
    if field.kind in ("pick", "choice", "many") and now:
        return set(_words(form, field, now)) == set(_words(wanted, field, text))
    return now == text


def _words(form: Form, field: Field, text: str) -> tuple[str, ...]:
    """The answers in words; an answer that is not on the list stands for itself."""
    chosen = json.loads(text) if text.startswith("[") else [text]
    words = {each.value: each.words for each in field.options(form.about)}
    return tuple(words.get(str(each), str(each)) for each in chosen)


def _answer(page: FormPage, form: Form, wanted: Form, field: Field, path: str) -> None:
    control = _go(page, path + field.key)
    text = wanted.texts[field.key]
    if isinstance(control, controls.When):
        day, _, time = text.partition(" ")
        into(control.day, day)
        into(control.time, time)
    elif isinstance(control, controls.Radios):
        _choose(control, text, wanted, field)
    elif isinstance(control, controls.Pick):
        _pick(control, _words(wanted, field, text)[0])
    elif isinstance(control, controls.Many):
        _tick(control, _words(wanted, field, text))
    elif isinstance(control, controls.Tick):
        if not control.box.isChecked():
            control.box.setFocus()
            press(Qt.Key.Key_Space)
    elif isinstance(control, controls.Line):
        into(control.box, text)
        _fold(control.box)
    breathe()


def _choose(control: controls.Radios, text: str, wanted: Form, field: Field) -> None:
    known = field.options(wanted.about) if field.kind == "choice" else controls.yes_no()
    words = next((each.words for each in known if each.value == text), text)
    for button in control.inputs():
        if button.accessibleName() == words:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            press(Qt.Key.Key_Space)
            return
    raise Lost(f"{field.key}: there is no answer {words!r}")


def _pick(control: controls.Pick, words: str) -> None:
    box = control.box
    at = box.findText(words)
    if at < 0:
        return  # for example a person who is entered on a later row; the next pass comes back
    line = box.lineEdit()
    if line is not None:
        into(line, words)
        _fold(line)
        press(Qt.Key.Key_Tab)
        return
    box.setFocus(Qt.FocusReason.TabFocusReason)
    while box.currentIndex() != at:
        press(Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def _fold(line: QLineEdit) -> None:
    """Close the list of offers under a line, which would keep the cursor."""
    completer = line.completer()
    popup = completer.popup() if completer is not None else None
    if popup is not None and popup.isVisible():
        popup.hide()


def _tick(control: controls.Many, words: tuple[str, ...]) -> None:
    for box in control.inputs():
        if isinstance(box, QCheckBox) and box.isChecked() != (box.accessibleName() in words):
            box.setFocus(Qt.FocusReason.TabFocusReason)
            press(Qt.Key.Key_Space)


def _go(page: FormPage, path: str) -> controls.Control | None:
    """Put the cursor at a question, opening a fact that is only shown; gives what one types into."""
    view = page.view
    if not page.window().isActiveWindow():  # a list of offers was the last to have the keys
        page.window().activateWindow()
        QApplication.processEvents()
    if view is None or not view.focus_at(path):
        raise Lost(f"there is no question {path}")
    for widget in _upwards(_cursor()):
        if isinstance(widget, FieldView) and not widget.control.isVisibleTo(widget):
            press(Qt.Key.Key_Space)  # "Change"
        if isinstance(widget, controls.Control):
            return widget
    return next((each for each in _upwards(_cursor()) if isinstance(each, controls.Control)), None)


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None and not isinstance(widget, FormView | FormPage):
        yield widget
        widget = widget.parentWidget()


def _cursor() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise Lost("nothing has the cursor")
    return widget
