"""The small parts every page is put together from, so that all pages keep the same measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crs_intake.words import say
from ui.qt import style
from ui.qt.area import Area
from ui.qt.text import Label


def page(around: int = style.AROUND) -> tuple[QWidget, QVBoxLayout]:
    """A page with room around it, and its column."""
    widget = QWidget()
    widget.setObjectName("page")
    column = QVBoxLayout(widget)
    column.setContentsMargins(around, around, around, around)
    column.setSpacing(style.GAP)
    return widget, column


def sheet(dialog: QDialog, title: str) -> QVBoxLayout:
    """Name a dialog that may be longer than the screen, and give its column, which scrolls.

    Its last row comes by `answers` or `last_row` and stays in sight below what scrolls.
    """
    dialog.setWindowTitle(title)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    inside, column = page()
    whole.addWidget(scrolling(inside), 1)
    column.addWidget(Label(title, "title"))
    return column


def answers(dialog: QDialog, column: QVBoxLayout, words: str, act: Callable[[], object],
            *before: QWidget) -> QPushButton:  # fmt: skip
    """The last row of a dialog, the answer and Cancel; gives the button of the answer."""
    yes, leave = button(words, "primary"), button(say("Cancel"))
    yes.clicked.connect(lambda: act())
    leave.clicked.connect(dialog.reject)
    last_row(dialog, column, *before, yes, leave)
    yes.setDefault(True)  # now that it stands in the dialog; else Enter presses whatever button comes first
    return yes


def last_row(dialog: QDialog, column: QVBoxLayout, *widgets: QWidget) -> None:
    """Put the last row below the column; where the column scrolls, the row stays in its place."""
    whole = dialog.layout()
    if isinstance(whole, QVBoxLayout) and whole is not column:
        holder = QVBoxLayout()
        holder.setContentsMargins(style.AROUND, style.GAP, style.AROUND, style.BETWEEN)
        holder.addWidget(foot(*widgets))
        whole.addLayout(holder)
    else:
        column.addWidget(foot(*widgets))


def foot(*widgets: QWidget) -> QWidget:
    """The last row of every dialog: at the right, first what is done, last Cancel or Close."""
    holder = QWidget()
    flow = Flow(right=True)
    holder.setLayout(flow)
    for each in widgets:
        flow.addWidget(each)
    return holder


class Scroll(Area):
    """Scrolls up and down; the page in it is exactly as high as its words need at that width."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(widget)
        widget.setAutoFillBackground(False)
        widget.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_off)

    @staticmethod
    def bring(widget: QWidget) -> None:
        """Scroll until the widget is in sight, in whatever area it lies."""
        above = widget.parentWidget()
        while above is not None and not isinstance(above, Scroll):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget, 0, style.BETWEEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Measure again when something in the page changed."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure again at the new width."""
        super().resizeEvent(event)
        self._measure()

    def _keep_off(self, _least: int, _most: int) -> None:
        # Later: Qt is in the middle of laying the page out, and would leave it at its old width.
        QTimer.singleShot(0, self, self._part)

    def _part(self) -> None:
        """What scrolls does not touch the bar."""
        margin = style.GAP if self.verticalScrollBar().maximum() > 0 else 0
        if self.viewportMargins().right() != margin:
            self.setViewportMargins(0, 0, margin, 0)

    def _measure(self) -> None:
        # Qt takes a page's height at a guessed width; wrapped words need the real one.
        widget = self.widget()
        layout = widget.layout() if widget is not None else None
        if widget is not None and layout is not None and layout.hasHeightForWidth():
            width = max(self.viewport().width(), layout.minimumSize().width())
            widget.setMinimumHeight(layout.totalHeightForWidth(width) + _lost(layout, width))


def _lost(layout: QLayout, width: int) -> int:
    """Height that Qt leaves out: it measures a part at the full width that may never become so wide."""
    lost = 0
    for at in range(layout.count()):
        item = layout.itemAt(at)
        part = item.widget() if item is not None else None
        inner = part.layout() if part is not None else None
        if (
            part is not None
            and inner is not None
            and part.maximumWidth() < width
            and inner.hasHeightForWidth()
        ):
            lost += inner.totalHeightForWidth(part.maximumWidth()) - inner.totalHeightForWidth(width)
    return max(0, lost)


def scrolling(widget: QWidget) -> Scroll:
    """The widget in an area that scrolls."""
    return Scroll(widget)


class WordsList(QListWidget):
    """A list whose items are as high as their words need at its width; Qt forgets the padding."""

    def __init__(self, beside: int, around: int, parent: QWidget | None = None) -> None:
        """`beside` and `around` are the room that is not for words, across and up and down."""
        super().__init__(parent)
        self._beside, self._around = beside, around
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the words at the new width."""
        super().resizeEvent(event)
        room = QRect(0, 0, self.viewport().width() - self._beside, 1000)
        for at in range(self.count()):
            words = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.item(at).text())
            self.item(at).setSizeHint(QSize(0, words.height() + self._around))


class Trouble(QWidget):
    """What is wrong, in red with a sign, and read out; hidden while nothing is. `about` is the field."""

    def __init__(self, about: QWidget | None = None) -> None:
        super().__init__()
        self._about = about
        self._help = about.accessibleDescription() if about is not None else ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        drawn = Label("", wrap=False)
        drawn.setPixmap(style.picture("error"))
        row.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label("", "error")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside its sign, however high the room is
        row.addWidget(self.words, 1)

    def setText(self, words: str) -> None:  # noqa: N802 - as a label
        """Say it, with the field as well; empty words say nothing."""
        self.words.setText(words)
        self._describe(words)
        if words and self.isVisible():
            self._read_out()

    def say(self, words: str) -> None:
        """Say what is wrong with the field, and put the cursor there."""
        self.setText(words)
        self.show()
        if self._about is not None:
            if isinstance(self._about, QLineEdit):
                self._about.selectAll()
            self._about.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: Scroll.bring(self))  # once it has its place

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.hide()
        self._describe("")

    def _describe(self, words: str) -> None:
        if self._about is not None:
            self._about.setAccessibleDescription(" ".join(part for part in (self._help, words) if part))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What appears is read out."""
        super().showEvent(event)
        self._read_out()

    def _read_out(self) -> None:
        said = QAccessibleAnnouncementEvent(self, self.words.text())
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)

    def text(self) -> str:
        """What is said."""
        return self.words.text()


def field(column: QVBoxLayout, words: str, widget: QWidget, *, help: str = "", width: int = 0) -> Label:
    """A field under its label, as wide as its answer; the label is its accessible name and mnemonic."""
    return _group(column, words, widget, help, width)[0]


def _group(
    column: QVBoxLayout, words: str, widget: QWidget, help: str, width: int
) -> tuple[Label, QVBoxLayout]:
    """The label and the group of a field: 4 px inside, 16 px to what follows in a column of 8."""
    label = Label(words)
    label.setBuddy(widget)
    widget.setAccessibleName(words.replace("&", ""))
    inner = QVBoxLayout()
    inner.setSpacing(style.INNER)
    inner.setContentsMargins(0, 0, 0, style.BETWEEN - style.GAP)
    inner.addWidget(label)
    if width:  # in a row of its own: a column takes the smallest greatest width of all that stand in it
        widget.setFixedWidth(width)
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch(1)
        inner.addLayout(row)
    else:
        inner.addWidget(widget)
    if help:
        widget.setAccessibleDescription(help)
        inner.addWidget(Label(help, "help"))
    column.addLayout(inner)
    return label, inner


def asked(column: QVBoxLayout, words: str, widget: QWidget, *, help: str = "", width: int = 0,
          line: QLineEdit | None = None, heard: str = "") -> Trouble:  # fmt: skip
    """A field as `field` makes it, and below it what is wrong with it; `line` is where one types in it.

    `heard` is not seen: that it is required, on a page on which everything is (elsewhere the label says it).
    """
    (label, inner), typed = _group(column, words, widget, help, width), line or widget
    if line is not None:
        label.setBuddy(line)
        line.setAccessibleName(widget.accessibleName())
    said = (heard, help)
    typed.setAccessibleDescription(". ".join(part for part in said if part))
    trouble = Trouble(typed)
    trouble.hide()
    inner.addWidget(trouble)
    if isinstance(typed, QLineEdit):
        typed.textEdited.connect(trouble.clear)
    elif isinstance(typed, QComboBox):
        typed.editTextChanged.connect(trouble.clear)
    return trouble


def button(words: str, role: str = "", *, name: str = "") -> QPushButton:
    """A button; its accessible name is what it shows, unless it needs more to be told apart."""
    made = QPushButton(words)
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    if name:
        made.setAccessibleName(name)
    if role == "link":
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def beside(*widgets: QWidget) -> QWidget:
    """Widgets beside each other, kept together where a row is wrapped."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.GAP)
    for each in widgets:
        row.addWidget(each)
    return holder


def told(words: QWidget, why: QWidget) -> QHBoxLayout:
    """Words with their "Why?" close behind them, at the height of the first line."""
    row = QHBoxLayout()
    row.setSpacing(style.GAP)
    row.addWidget(words, 1)
    row.addWidget(why, 0, Qt.AlignmentFlag.AlignTop)
    return row


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def chip(words: str, name: str = "") -> Label:
    """A short word in a rounded outline."""
    made = Label(words, "chip", wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if name:
        made.setAccessibleName(name)
    return made


def waiting(words: str) -> QProgressBar:
    """A thin bar that says that something is under way; hidden until it is."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(words)
    bar.setFixedHeight(6)
    bar.hide()
    return bar


def sign(name: str, words: str, role: str = "") -> QWidget:
    """A sign with its words beside it, for example a warning."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.GAP)
    drawn = Label("", wrap=False)
    drawn.setPixmap(style.picture(name))
    row.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, role), 1)
    return holder


class Empty(QWidget):
    """What an empty list says, with the next action as a button; hidden until it is empty."""

    def __init__(self, words: str, next_words: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._first: Callable[[], object] = lambda: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self.words = Label(words)
        column.addWidget(self.words)
        row = QHBoxLayout()
        self.first = button("", "primary")
        self.first.clicked.connect(lambda: self._first())
        row.addWidget(self.first)
        self.first.hide()
        made = button(next_words)
        made.clicked.connect(lambda: act())
        row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.hide()

    def say(self, words: str) -> None:
        """Say something else."""
        self.words.setText(words)

    def offer(self, words: str, act: Callable[[], object]) -> None:
        """Offer something before the usual next step; without words no more."""
        self._first = act
        self.first.setText(words)
        self.first.setVisible(bool(words))


def empty(words: str, next_words: str, act: Callable[[], object]) -> Empty:
    """What an empty list says, with the next action as a button; hidden until it is empty."""
    return Empty(words, next_words, act)


class Flow(QLayout):
    """Widgets side by side that wrap to the next line where the room ends."""

    def __init__(self, gap: int = style.GAP, parent: QWidget | None = None, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._right = gap, right
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take a widget in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:  # noqa: N802 - Qt's name
        """The item at a place; Qt asks beyond the end to find it."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It asks for no more room than its widgets need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height that a width asks for."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay the widgets out in that room."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widgets side by side."""
        shown = [each for each in self._items if not each.isEmpty()]
        width = sum(each.sizeHint().width() for each in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((each.sizeHint().height() for each in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """At least the widest widget."""
        size = QSize()
        for each in self._items:
            size = size.expandedTo(each.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, line, row = rect.x(), rect.y(), 0, list[tuple[QLayoutItem, int, int]]()
        for item in self._items:
            if item.isEmpty():
                continue
            wish = item.sizeHint()
            width = min(wish.width(), rect.width())
            if x > rect.x() and x + width > rect.x() + rect.width():
                self._place(row, rect, y, line, move=move)
                x, y, line, row = rect.x(), y + line + self._gap, 0, []
            row.append((item, x, width))
            x += width + self._gap
            line = max(line, wish.height())
        self._place(row, rect, y, line, move=move)
        return y + line - rect.y()

    def _place(self, row: Sequence[tuple[QLayoutItem, int, int]], room: QRect, y: int, line: int, *,
               move: bool) -> None:  # fmt: skip
        """The widgets of one line, at its left or right; the lower ones stand in its middle."""
        last = row[-1][1] + row[-1][2] if row else 0
        shift = room.x() + room.width() - last if self._right else 0
        for item, x, width in row if move else ():
            high = item.sizeHint().height()
            item.setGeometry(QRect(QPoint(x + shift, y + (line - high) // 2), QSize(width, high)))
