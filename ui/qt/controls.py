"""The things one types into or chooses with, one per kind of answer.

All speak the same few words: `text`, `set_text`, `edited`, `left`. Texts are
those of `ui.forms.form`; a control knows nothing of the manual.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.form import Choice, Field
from ui.forms.reading import LONGEST, UNKNOWN_TEXT
from ui.qt import heard, style
from ui.qt.control import LISTS, Box, Control, Fold, Keys, in_row
from ui.qt.lines import Flow
from ui.qt.text import Label, amp

__all__ = ["Control", "Line", "Many", "Offer", "Pick", "Radios", "Tick", "When", "made", "yes_no"]

MANY = 12
"""From so many answers on a pick list is searched by typing."""


class Line(Control):
    """One line of text: names, days, amounts, numbers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Box(field.wide, self)
        self.box.setMaxLength(LONGEST + 1)  # one more than may be, so that a cut text is said to be too long
        if field.kind in ("money", "hours", "whole"):
            self.box.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = in_row(self)
        row.addWidget(self.box, 100)
        row.addStretch(1)
        self._showing = False
        # Not edited: of what a screen reader or a dictation writes Qt tells no edit.
        self.box.textChanged.connect(self._changed)
        self.watch(self.box)

    def _changed(self, text: str) -> None:
        if not self._showing:
            self.edited.emit(text)

    def text(self) -> str:
        """What is typed."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Show a text, keeping the cursor's place if it is the same."""
        if self.box.text() != text:
            self._showing = True
            self.box.setText(text)
            self._showing = False

    def inputs(self) -> Sequence[QWidget]:
        """The line."""
        return (self.box,)


class Offer(Line):
    """A line that offers usual answers while one types; any other may be typed."""

    def __init__(self, field: Field, offered: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        completer = QCompleter(list(offered), self.box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.box.setCompleter(completer)
        completer.activated.connect(self.edited)
        self._keys = Keys(completer, self.box, self._take)

    def _take(self, marked: str) -> None:
        """Enter or Tab in the folded-out list: the marked answer, else what is typed."""
        if marked:
            self.box.setText(marked)
        self.edited.emit(self.box.text())


class When(Control):
    """A day and the time on the wall."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.time = Box("short", self), Box("tiny", self)
        self._showing = False
        row = in_row(self)
        row.addWidget(self.day)
        row.addWidget(self.time)
        for box in (self.day, self.time):
            box.textChanged.connect(lambda _text: self._changed())
            self.watch(box)

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit(self.text())

    def text(self) -> str:
        """Both, with a space between."""
        return f"{self.day.text()} {self.time.text()}".strip()

    def set_text(self, text: str) -> None:
        """Take day and time apart."""
        day, _, time = text.partition(" ")
        if self.text() != text:
            self._showing = True
            self.day.setText(day)
            self.time.setText(time)
            self._showing = False

    def inputs(self) -> Sequence[QWidget]:
        """Day and time."""
        return (self.day, self.time)

    def describe(self, name: str, description: str) -> None:
        """The day has the question's name, the time says that it is its time."""
        super().describe(name, description)
        heard.name(self.time, say("{question}, time", question=name), description)


class Radios(Control):
    """A few answers, all in sight; arrows choose, a letter key does too."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None, *,
                 stacked: bool = False) -> None:  # fmt: skip
        super().__init__(parent)
        flow = QVBoxLayout(self) if stacked else Flow(self, gap=style.GAP, below=style.INNER)
        if stacked:
            flow.setContentsMargins(0, 0, 0, 0)
            flow.setSpacing(style.INNER)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QRadioButton] = {}
        self._showing = False
        self._reasons: Mapping[str, str] = {}
        for choice in choices:
            button = QRadioButton(amp(choice.words), self)
            button.setAccessibleName(choice.words)
            self._buttons[choice.value] = button
            self._group.addButton(button)
            flow.addWidget(button)
            # Not clicked: a screen reader's own press toggles without a click.
            button.toggled.connect(lambda on, value=choice.value: self._choose(value, on))
            self.watch(button)
        self._none = None if UNKNOWN_TEXT in self._buttons else self._make_none()
        if self._none is not None:
            flow.addWidget(self._none)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _make_none(self) -> QToolButton:
        """Takes an answer back that nobody meant to give; of a plain question "Not known yet" does."""
        made = QToolButton(self)
        made.setText("×")
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Delete does it from the answers themselves
        made.setFixedSize(20, 18)
        made.setToolTip(say("No answer (Delete)"))
        made.clicked.connect(self._unanswer)
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        made.setSizePolicy(policy)
        made.hide()
        return made

    def _unanswer(self) -> None:
        if not self.text():
            return
        self.set_text("")
        self.edited.emit("")
        self.focus()

    def _choose(self, value: str, on: bool) -> None:
        if on and not self._showing:
            self.setFocusProxy(self._buttons[value])
            self._show_none()
            self.edited.emit(value)

    def _show_none(self) -> None:
        if self._none is not None:
            self._none.setVisible(bool(self.text()) and self.isEnabled())

    def text(self) -> str:
        """The chosen answer."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def set_text(self, text: str) -> None:
        """Show an answer as chosen."""
        self._showing = True
        if text in self._buttons:
            self._buttons[text].setChecked(True)
            self.setFocusProxy(self._buttons[text])
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)
        self._showing = False
        self._show_none()

    def inputs(self) -> Sequence[QWidget]:
        """The buttons."""
        return tuple(self._buttons.values())

    def bar(self, reasons: Mapping[str, str]) -> None:
        """Answers that cannot be chosen now stay in sight, switched off, with their reason."""
        self._reasons = reasons
        for value, button in self._buttons.items():
            button.setEnabled(value not in reasons or button.isChecked())

    def focus(self) -> None:
        """To the chosen answer, else to the first that can be chosen."""
        chosen = self._group.checkedButton()
        free = next((each for each in self._buttons.values() if each.isEnabled()), None)
        (chosen or free or next(iter(self._buttons.values()))).setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, description: str) -> None:
        """The group has the question's name; each answer says to which question it belongs."""
        heard.name(self, name, description)
        for value, button in self._buttons.items():
            said = (name, self._reasons.get(value, ""), description)
            heard.name(button, button.accessibleName(), ". ".join(part for part in said if part))
        if self._none is not None:
            self._none.setAccessibleName(say("No answer: {question}", question=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The first letter of an answer chooses it; Delete takes the answer back."""
        if self._none is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._unanswer()
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        letter = event.text().casefold() if plain else ""
        for button in self._buttons.values():
            starts = button.text().casefold().startswith(letter)
            if letter and letter.isalnum() and starts and button.isEnabled():
                button.setChecked(True)
                button.setFocus()
                return
        super().keyPressEvent(event)


def yes_no() -> tuple[Choice, ...]:
    """The three answers of a plain question."""
    return (Choice("yes", say("Yes"), named=True), Choice("no", say("No"), named=True),
            Choice(UNKNOWN_TEXT, say("Not known yet"), named=True))  # fmt: skip


class Pick(Control):
    """A list of answers that folds out; a long one is searched by typing a part of the words."""

    def __init__(self, field: Field, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Fold(field.wide, self)
        self.box.setMaxVisibleItems(16)
        row = in_row(self)
        row.addWidget(self.box, 100)
        row.addStretch(1)
        self._heard = Label("", wrap=False, parent=self)
        self._heard.hide()
        self._heard.setBuddy(self.box)
        self._choices: tuple[Choice, ...] = ()
        self._held = ""
        self._showing = False
        self.offer(choices)
        self.box.activated.connect(lambda _index: self._chosen())
        self.watch(self.box)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show other answers, keeping the one that is chosen."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        with QSignalBlocker(self.box):
            self._showing = True
            self.box.clear()
            self.box.addItem("", "")
            for choice in choices:
                self.box.addItem(choice.words, choice.value)
            if len(choices) > MANY and not self.box.isEditable():
                self._searched()
        self.set_text(self._held)

    def _searched(self) -> None:
        self.box.setProperty("searched", True)  # first, because being editable dresses the box
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.box.model(), self.box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.setCompleter(completer)
        line = self.box.lineEdit()
        assert line is not None  # noqa: S101 - an editable box has one
        line.editingFinished.connect(self._settle)
        line.textChanged.connect(lambda _text: self._written(line))
        line.installEventFilter(self)
        completer.activated.connect(lambda _words: self._settle())
        self._keys = Keys(completer, line, self._pick_first)

    def _written(self, line: QLineEdit) -> None:
        """A screen reader puts the whole answer there at once; nobody types on."""
        completer = self.box.completer()
        popup = completer.popup() if completer is not None else None
        folded_out = popup is not None and popup.isVisible()
        if not self._showing and not line.isModified() and not folded_out and self._named(line.text())[0]:
            self._settle()

    def _gone(self, why: Qt.FocusReason) -> None:
        if self.box.isEditable() and why not in LISTS:
            self._settle()  # Qt tells that a line is finished only when keys were pressed in it
        super()._gone(why)

    def _named(self, typed: str) -> tuple[str, list[str]]:
        """The answer that these words name, or "", and all that have them."""
        words = {choice.words.casefold(): choice.value for choice in self._choices}
        typed = typed.strip().casefold()
        fits = [value for each, value in words.items() if typed and typed in each]
        return words.get(typed) or (fits[0] if len(fits) == 1 else ""), fits

    def _pick_first(self, marked: str) -> None:
        """Enter or Tab in the folded-out list: the marked answer, the one typed, else the first that fits."""
        completer, typed = self.box.completer(), self.box.currentText().strip().casefold()
        if completer is not None and typed:
            begun = [each.words for each in self._choices if each.words.casefold().startswith(typed)]
            whole = [words for words in begun if words.casefold() == typed]  # Sibling is not Stepsibling
            taken = marked or next(iter((*whole, *begun)), completer.currentCompletion())
            self.box.setEditText(taken)
            if taken and taken.casefold() != typed:
                heard.announce(self.box, taken)  # who types blind hears which answer the words became
        self._settle()

    def _settle(self) -> None:
        """What was typed picks the answer it names, or the only one that has it."""
        typed = self.box.currentText().strip().casefold()
        (value, fits), before = self._named(typed), self._held
        self.set_text(value if value or not typed else before)
        if typed and not value:
            many, none = N_("{typed}: more than one answer; type more"), N_("{typed}: not on the list")
            heard.announce(self.box, say(many if fits else none, typed=typed))
        if self._held != before:
            self.edited.emit(self._held)

    def _chosen(self) -> None:
        value = str(self.box.currentData() or "")
        if value != self._held:
            self._held = value
            self.edited.emit(value)

    def text(self) -> str:
        """The chosen answer."""
        return self._held

    def set_text(self, text: str) -> None:
        """Show an answer; one that is not on the list is added, so that nothing is lost."""
        self._held = text
        index = self.box.findData(text)
        if index < 0:
            self.box.addItem(text, text)
            index = self.box.count() - 1
        with QSignalBlocker(self.box):
            self._showing = True
            self.box.setCurrentIndex(index)
            if self.box.isEditable():
                self.box.setEditText(self.box.itemText(index))
            self._showing = False

    def inputs(self) -> Sequence[QWidget]:
        """The box, and the line in it."""
        line = self.box.lineEdit()
        return (self.box, line) if line is not None else (self.box,)

    def describe(self, name: str, description: str) -> None:
        """On Linux a box is heard as its answer; its question is heard from the label beside it."""
        super().describe(name, description)
        if self._heard.text() != amp(name):
            self._heard.setText(amp(name))


class Tick(Control):
    """A statement that holds or not; its label stands beside it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(amp(words), self)
        in_row(self).addWidget(self.box)
        self._showing = False
        self.box.toggled.connect(self._toggled)
        self.watch(self.box)

    def text(self) -> str:
        """yes or nothing."""
        return "yes" if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Tick it or not."""
        self._showing = True
        self.box.setChecked(text == "yes")
        self._showing = False

    def _toggled(self, on: bool) -> None:
        if not self._showing:
            self.edited.emit("yes" if on else "")

    def inputs(self) -> Sequence[QWidget]:
        """The box."""
        return (self.box,)


class Many(Control):
    """Several answers at once, each with its box."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._boxes: dict[str, QCheckBox] = {}
        self._wanted: tuple[str, ...] = ()
        self._showing = False
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these answers."""
        if [each.value for each in choices] == list(self._boxes):
            return
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        for choice in choices:
            box = QCheckBox(amp(choice.words), self)
            box.setAccessibleName(choice.words)
            box.toggled.connect(lambda _on: self._toggled())
            self._column.addWidget(box)
            self._boxes[choice.value] = box
        for box in self._boxes.values():
            self.watch(box)
        self.set_text(json.dumps(list(self._wanted)) if self._wanted else "")

    def _toggled(self) -> None:
        if self._showing:
            return
        self._wanted = tuple(value for value, box in self._boxes.items() if box.isChecked())
        self.edited.emit(self.text())

    def text(self) -> str:
        """The ticked ones, as a list."""
        return json.dumps(list(self._wanted), ensure_ascii=False) if self._wanted else ""

    def set_text(self, text: str) -> None:
        """Tick these."""
        self._wanted = tuple(json.loads(text)) if text.startswith("[") else ((text,) if text else ())
        self._showing = True
        for value, box in self._boxes.items():
            box.setChecked(value in self._wanted)
        self._showing = False

    def inputs(self) -> Sequence[QWidget]:
        """The boxes."""
        return tuple(self._boxes.values())

    def describe(self, name: str, description: str) -> None:
        """The group has the question's name, each box its own."""
        heard.name(self, name, description)
        for box in self._boxes.values():
            heard.name(box, box.accessibleName(), name)


def made(field: Field, choices: Sequence[Choice], parent: QWidget | None = None) -> Control:
    """The control for a field."""
    if field.kind == "moment":
        return When(field, parent)
    if field.kind == "choice":
        return Radios(choices, parent, stacked=field.stacked)
    if field.kind == "yes_no":
        return Radios(yes_no(), parent)
    if field.kind == "pick":
        return Pick(field, choices, parent)
    if field.kind == "offer":
        return Offer(field, [choice.words for choice in choices], parent)
    if field.kind == "many":
        return Many(choices, parent)
    if field.kind == "tick":
        return Tick(say(field.label), parent)
    return Line(field, parent)
