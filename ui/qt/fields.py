"""One question on the screen: label above, answer as wide as it needs, help and error beneath.

A fact already known is shown with "Change" instead of being asked again.
What is wrong stands beside the answer, with an icon, in words that say what
to do; while a text may still become right, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import QMetaMethod, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework.cases import masked
from crs_intake.domain.moment import Moment
from crs_intake.words import day, say
from ui import names
from ui.forms import reading
from ui.forms.form import NOT_KNOWN, Field, Form, Note
from ui.forms.reading import UNKNOWN_TEXT
from ui.qt import controls, style
from ui.qt.heard import announce, shares_label
from ui.qt.mnemonics import marked
from ui.qt.text import Label, clear

_HEAD = 22
_LINE = 28
_SHORT = 24
"""Letters of a caption that fit on every screen."""
"""Height of the line with the label, in logical pixels."""
_SIGNS = {"error": "error", "due": "due", "good": "good", "note": "open"}


class Remark(QWidget):
    """A sentence behind a small sign."""

    def __init__(self, sign: str = "open", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._picture = Label("", wrap=False, parent=self)
        self._picture.setFixedSize(16, 18)
        self.words = Label("", parent=self)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.say(sign, text)

    def explain(self, about: str) -> WhyButton:
        """A "Why?" behind the sentence."""
        button = WhyButton(about, self, stops=True)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)  # noqa: S101 - made with it
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def say(self, sign: str, text: str) -> None:
        """Show another sign and sentence."""
        if self.parentWidget() is not None or not text:  # alone it would become a window of its own
            self.setVisible(bool(text))
        if not text:
            return
        self._picture.setPixmap(style.picture(_SIGNS.get(sign, sign)))
        self.words.be({"error": "error", "note": "help"}.get(sign, ""))
        self.words.setText(text)


class Remarks(QWidget):
    """Several remarks of the program, each with its section; unchanged ones stay where they are.

    `why(note)` when somebody asks how a remark came about that can tell it.
    """

    why = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Note, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.INNER)
        self.hide()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Show these remarks."""
        if notes == self._shown:
            return
        self._shown = notes
        clear(self._column)
        # Somebody must answer it: a "Why?" that opens nothing is none.
        told = _asked(notes) if self.isSignalConnected(QMetaMethod.fromSignal(self.why)) else {}
        for note in notes:
            words = f"{note.text} ({note.section})" if note.section else note.text
            remark = Remark(note.sign, words, self)
            if (asked := told.get(id(note))) is not None:
                remark.explain(asked.about or asked.text).clicked.connect(partial(self.why.emit, asked))
            self._column.addWidget(remark)
        self.setVisible(bool(notes))

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(note.text for note in self._shown)


def _asked(notes: Sequence[Note]) -> dict[int, Note]:
    """What each "Why?" of some remarks tells: its own lines, or the sections of all that have none, once."""
    found = {id(note): note for note in notes if note.why}
    rest = [note for note in notes if note.section and not note.why]
    if rest:
        first, sections = rest[0], dict.fromkeys(note.section for note in rest)
        lines = tuple(f"{note.text} ({note.section})" for note in rest)
        about = first.text.split(". ")[0].rstrip(".")
        found[id(first)] = replace(first, section=", ".join(sections), why=lines, about=about)
    return found


class WhyButton(QToolButton):
    """Opens the manual's section and the rule in plain words."""

    def __init__(self, about: str, parent: QWidget | None = None, *, stops: bool = False) -> None:
        super().__init__(parent)
        self.setText("?")
        self.setProperty("why", True)
        self.setAutoRaise(True)
        # Shift+F1 opens it from the field itself; beside a result, where no field is, Tab stops at it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        self.about(about)
        self.setToolTip(say("Why?") if stops else say("Why? (Shift+F1)"))
        self.setFixedSize(20, 20)

    def about(self, words: str) -> None:
        """What it explains, for a screen reader."""
        self.setAccessibleName(say("Why? {what}", what=words))


class Caption(Label):
    """What is asked: in one line where there is room, else wrapped; it never pushes the page wide."""

    def __init__(self, words: str, parent: QWidget) -> None:
        # Measured only where it can be too long: a page may have hundreds of them.
        super().__init__(words, "strong", wrap=len(words) > _SHORT, parent=parent)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as all its words; the layout wraps them where that is too wide."""
        hint = super().sizeHint()
        if not self.wordWrap():
            return hint
        words = self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        line = self.fontMetrics().boundingRect(words)
        return QSize(line.width() + 4, self.fontMetrics().height())


class FieldView(QWidget):
    """A question with its answer."""

    typed = Signal(str)
    left = Signal(str)
    why = Signal(object)
    full_wished = Signal(object)

    def __init__(self, form: Form, field: Field, prefix: str = "", alone: bool = True,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.form, self.field, self.path = form, field, prefix + field.key
        self._alone = alone
        self.letter = ""
        self._revealed = bool(form.texts.get(field.key))  # half a word of yesterday is said to be one
        self._said = ""
        self._shares = shares_label(form, field)
        self.caption: Label | None = None
        self._need: Label | None = None
        self._echo: Label | None = None
        self._unknown: QCheckBox | None = None
        self._fact: Label | None = None
        self._change: QPushButton | None = None
        self.full: QPushButton | None = None
        self.control = controls.made(field, field.options(form.about), self)
        self._settled = field.settled and bool(form.texts.get(field.key))
        self._known = form.texts.get(field.key, "") if self._settled else ""
        self._anew = False
        """A social security number is asked again, and nothing is typed yet."""
        self._build()
        self.refresh()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.INNER)
        if self.field.kind != "tick":
            column.addLayout(self._make_head())
        elif not self._alone:  # a tick has its label beside it, but stands on one line with its neighbours
            column.addSpacing(_HEAD + style.INNER)  # Qt leaves no room of its own behind a space
        column.addLayout(self._make_answer())
        if not self._alone and isinstance(self.control, controls.Tick | controls.Radios):
            self.control.setMinimumHeight(_LINE)  # in the middle of its neighbour's line
        if self.field.help:
            column.addWidget(Label(say(self.field.help), "help", parent=self))
        self._barred: Label | None = None
        if isinstance(self.control, controls.Radios):
            self._barred = Label("", "help", parent=self)
            self._barred.hide()
            column.addWidget(self._barred)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        row.addStrut(_HEAD)
        self.caption = Caption(say(self.field.label), self)
        self.caption.setBuddy(self.control)
        row.addWidget(self.caption)
        if self.field.required is not False:
            self._need = Label(say("required"), "help", wrap=False, parent=self)
            row.addWidget(self._need)
        if self.field.cite:
            button = WhyButton(say(self.field.label), self)
            button.clicked.connect(lambda: self.why.emit(self.field))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_answer(self) -> QHBoxLayout:
        """Only what this question can ever show is made: a page may have hundreds of them."""
        answer = QHBoxLayout()
        answer.setSpacing(style.GAP)
        dated = self.field.kind in ("day", "moment")
        answer.addWidget(self.control, 0 if dated else 1)
        self.control.edited.connect(self._typed)
        self.control.left.connect(self._left)
        if dated:
            self._echo = Label("", "help", wrap=False, parent=self)
            answer.addWidget(self._echo)
        if self.field.not_known and self.field.kind != "yes_no":
            answer.addWidget(self._make_unknown())
        if self._settled:
            self._make_fact(answer)
        answer.addStretch(1 if dated or self._settled else 0)
        return answer

    def _make_unknown(self) -> QCheckBox:
        self._unknown = QCheckBox(say("Not known"), self)
        self._unknown.setAccessibleName(say("Not known: {question}", question=say(self.field.label)))
        self._unknown.toggled.connect(lambda on: self._typed(UNKNOWN_TEXT if on else ""))
        return self._unknown

    def _make_fact(self, answer: QHBoxLayout) -> None:
        self._fact = Label("", wrap=False, parent=self)
        self._change = QPushButton(say("Change"), self)
        self._change.setProperty("role", "link")
        self._change.setAutoDefault(False)
        self._change.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._change.setAccessibleName(say("Change {question}", question=say(self.field.label)))
        self._change.clicked.connect(self.open)
        answer.addWidget(self._fact)
        answer.addWidget(self._change)
        if self.field.kind == "ssn":
            answer.addWidget(self._make_full())

    def _make_full(self) -> QPushButton:
        """The number is masked; in full it is asked for, with a reason."""
        name = say("Show for 20 seconds: {question}", question=say(self.field.label))
        self.full = made = QPushButton(say("Show for 20 seconds"), self)
        made.setProperty("role", "link")
        made.setAutoDefault(False)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.full_wished.emit(self._fact))
        return made

    @cached_property
    def _remark(self) -> Remark:
        """What is said below the answer; made when there is something to say for the first time."""
        made = Remark(parent=self)
        column = self.layout()
        assert column is not None  # noqa: S101 - made with the question
        column.addWidget(made)
        return made

    @property
    def words(self) -> str:
        """The label, as it is heard."""
        return say(self.field.label)

    def show_letter(self, letter: str) -> None:
        """Underline the letter that reaches this question with Alt."""
        text = marked(self.words, letter)
        if isinstance(self.control, controls.Tick):
            self.control.box.setText(text)
        elif self.caption is not None and self.caption.text() != text:
            self.caption.setText(text)

    # -- typing ------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._anew = False
        self.form.type_in(self.field.key, text)
        if text == UNKNOWN_TEXT and self._unknown is not None:  # the line itself is switched off now
            self._unknown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit(self.path)

    def _left(self) -> None:
        self._revealed = True
        if self._anew:  # nothing was typed: the number stands
            self._settled, self._anew = True, False
        value, wrong = self.form.look(self.field.key)
        text = self.form.texts.get(self.field.key, "")
        if not wrong and value not in (None, NOT_KNOWN) and self.field.kind not in ("choice", "pick", "many"):
            tidy = reading.write(self.field.kind, value)
            if tidy != text:
                self.form.type_in(self.field.key, tidy)
        self.left.emit(self.path)

    def open(self) -> None:
        """Ask again for a fact that was only shown; a social security number is typed anew."""
        self._settled = False
        self._anew = self.field.kind == "ssn"
        self.refresh()
        self.control.focus()

    def reveal(self) -> None:
        """Say what is wrong, although the person has not been here."""
        self._revealed = True
        self.refresh()

    def focus(self) -> None:
        """Put the cursor into the answer."""
        if self._settled and self._change is not None:
            self._change.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.control.focus()

    # -- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the answer, its reading, and what is to be said of it."""
        text = self.form.texts.get(self.field.key, "")
        unknown = text == UNKNOWN_TEXT and self.field.not_known and self.field.kind != "yes_no"
        if isinstance(self.control, controls.Pick | controls.Many):
            self.control.offer(self.field.options(self.form.about))
        elif isinstance(self.control, controls.Radios):
            self._bar(self.control)
        if self.field.kind == "ssn" and text and text == self._known and not self._anew:
            self._settled = True  # Ctrl+Z brings the number back as it was shown
        hidden = (self._settled or self._anew) and self.field.kind == "ssn"  # not even out of sight
        wanted = "" if unknown or hidden else text
        if self.field.kind == "yes_no" and not text and not self.field.not_known:
            wanted = UNKNOWN_TEXT
        if self.control.text() != wanted:
            self.control.set_text(wanted)
        self.control.setVisible(not self._settled)
        self.control.setEnabled(not unknown)
        if self._unknown is not None:
            with QSignalBlocker(self._unknown):
                self._unknown.setChecked(unknown)
            self._unknown.setVisible(not self._settled)
        if self._fact is not None and self._change is not None:
            self._fact.setVisible(self._settled)
            self._change.setVisible(self._settled)
            if self.full is not None:
                self.full.setVisible(self._settled and bool(self.form.texts.get(self.field.key)))
            fact = shown(self.form, self.field) if self._settled else ""
            self._fact.setWordWrap(len(fact) > 60)
            if not self._fact.property("in_full"):
                self._fact.setText(fact)
        required = self.field.required is not False and self.field.is_required(
            self.form.answers, self.form.about
        )
        if self._need is not None:
            self._need.setVisible(required and not self._settled)
        self._say(text, required)

    def _bar(self, control: controls.Radios) -> None:
        """Switch off the answers that cannot be chosen now, and say why below."""
        reasons = self.field.barred(self.form.about)
        control.bar(reasons)
        words = {each.value: each.words for each in self.field.options(self.form.about)}
        together: dict[str, list[str]] = {}
        for value, reason in reasons.items():
            if value in words:
                together.setdefault(reason, []).append(words[value])
        lines = [say("Not now: {answer}. {reason}", answer=", ".join(answers), reason=reason)
                 for reason, answers in together.items()]  # fmt: skip
        if self._barred is not None:
            self._barred.setText("\n".join(lines))
            self._barred.setVisible(bool(lines) and self.isEnabled())

    def _say(self, text: str, required: bool) -> None:
        value, wrong = self.form.look(self.field.key)
        if wrong and (
            not self.isEnabled() or (not self._revealed and reading.unfinished(self.field.kind, text))
        ):
            wrong = ""  # what is recorded cannot be put right here
        warning = "" if wrong else self.form.warning(self.field)
        if wrong or warning or "_remark" in self.__dict__:
            self._remark.say("error" if wrong else "due", wrong or warning)
        self.control.mark(bool(wrong))
        echo = "" if wrong or self._settled else echoed(self.field, value, self.form.about.today)
        if self._echo is not None:
            self._echo.setVisible(bool(echo))
            self._echo.setText(echo)
        of = say(self.field.section) if self._shares and self.field.section else ""
        said = [of, say("required") if required else "", say(self.field.help), wrong or warning, echo]
        self.control.describe(say(self.field.label), ". ".join(part for part in said if part))
        self._announce(wrong or warning)

    def _announce(self, words: str) -> None:
        """What appears beneath the answer is read out once."""
        if words and words != self._said and self.isVisible():
            announce(self, say("{question}: {words}", question=say(self.field.label), words=words))
        self._said = words

    def stops(self) -> Iterator[QWidget]:
        """Where Tab stops, in the order of the eye."""
        yield self.control
        yield from (each for each in (self._unknown, self._change) if each is not None)

    @property
    def settled(self) -> bool:
        """Whether the fact is only shown, with "Change"."""
        return self._settled

    @property
    def wrong(self) -> bool:
        """Whether the answer cannot be taken as it stands."""
        return self.isEnabled() and bool(self.form.look(self.field.key)[1])


def echoed(field: Field, value: object, today: date) -> str:
    """How the program has read a day, for the eye to check: Mon 9 Mar 2009."""
    if isinstance(value, Moment):
        return day(value.day)
    if not isinstance(value, date):
        return ""
    if field.key == "born" and value <= today:
        return say("{day} · {age}", day=value, age=names.age(value, today))
    return day(value)


def shown(form: Form, field: Field) -> str:
    """An answer in words, for a fact that is not asked again."""
    text = form.texts.get(field.key, "")
    value, wrong = form.look(field.key)
    if value is NOT_KNOWN:
        return say("Not known")
    if field.kind == "ssn":
        return masked(str(value or text))
    if wrong or value is None:
        return text
    if field.kind == "yes_no":
        return say("Yes") if value else say("No")
    if field.kind in ("choice", "pick"):
        return next((each.words for each in field.options(form.about) if each.value == value), text)
    return echoed(field, value, form.about.today) or text
