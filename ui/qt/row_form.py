"""The form for one row of the book: a day, the amounts by family size side by side, and the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.words import say
from ui.forms.book_rows import SIZE_KEYS
from ui.forms.book_words import BASES
from ui.qt import parts, style
from ui.qt.lines import Flow
from ui.qt.text import Label

AMOUNT_WIDTH = 104


class RowForm(QWidget):
    """Texts by field; `added(texts)` on "Add this row", `closed()` on Cancel."""

    added = Signal(dict)
    closed = Signal()

    def __init__(self, fields: Sequence[str], unit: str) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self._troubles: dict[str, parts.Trouble] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, style.GAP, 0, 0)
        self._column.setSpacing(style.GAP)
        self._column.addWidget(parts.rule())
        self._column.addWidget(Label(say("A new row"), "strong"))
        self._where: QButtonGroup | None = None
        self.basis: QComboBox | None = None
        self._line("effective_from", say("Counts f&rom (required)"), 140, say("Month, day, year: 1/14/2027"))
        if "jurisdiction" in fields:
            self._make_where()
        if "value" in fields:
            self._make_rate()
        if "per_hour" in fields:
            self._line("per_hour", say("A&mount (required)"), AMOUNT_WIDTH, unit)
        if SIZE_KEYS[0] in fields:
            self._make_sizes(unit)
        self._line(
            "citation", say("&Source (required)"), 420, say("Where it was published; worksheets print it.")
        )
        self._make_buttons()

    def take_focus(self) -> None:
        """Start at the first field."""
        self.fields["effective_from"].setFocus()

    def clear(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.clear()
        self.complain({})

    def texts(self) -> dict[str, str]:
        """What is typed, by field."""
        found = {key: field.text() for key, field in self.fields.items()}
        if self.basis is not None:
            found["basis"] = str(self.basis.currentData())
        if self._where is not None and (chosen := self._where.checkedButton()) is not None:
            found["jurisdiction"] = str(chosen.property("value"))
        return found

    def complain(self, wrong: Mapping[str, str]) -> None:
        """Say beside each field what is wrong; the first such field gets the focus."""
        for key, trouble in self._troubles.items():
            words = self._sizes_wrong(wrong) if key == "sizes" else wrong.get(key, "")
            trouble.setText(words)
            trouble.setVisible(bool(words))
        first = next((self.fields[key] for key in self.fields if key in wrong), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def _sizes_wrong(self, wrong: Mapping[str, str]) -> str:
        """What is wrong with the amounts, each sentence after the sizes it is about."""
        keys = (*SIZE_KEYS, "each_additional")
        by_sentence: dict[str, list[str]] = {}
        for key in keys:
            if key in wrong:
                by_sentence.setdefault(wrong[key], []).append(self.fields[key].accessibleName())
        return " ".join(
            sentence if len(names) == len(keys) else f"{', '.join(names)}: {sentence}"
            for sentence, names in by_sentence.items()
        )

    def _line(self, key: str, words: str, width: int, help: str) -> None:
        self.fields[key] = QLineEdit()
        parts.field(self._column, words, self.fields[key], width=width, help=help)
        self._trouble(key)

    def _trouble(self, key: str) -> None:
        trouble = parts.Trouble()
        trouble.hide()
        self._troubles[key] = trouble
        self._column.addWidget(trouble)

    def _make_where(self) -> None:
        self._column.addWidget(Label(say("Whose minimum wage (required)")))
        self._where = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(style.BETWEEN)
        for value, words in (("federal", say("Fe&deral")), ("arizona", say("Ari&zona"))):
            choice = QRadioButton(words)
            choice.setAccessibleName(words.replace("&", ""))
            choice.setAccessibleDescription(say("Whose minimum wage (required)"))
            choice.setProperty("value", value)
            self._where.addButton(choice)
            row.addWidget(choice)
        row.addStretch(1)
        self._column.addLayout(row)
        self._trouble("jurisdiction")

    def _make_rate(self) -> None:
        self.basis = QComboBox()
        for value, words in BASES.items():
            self.basis.addItem(say(words), value)
        parts.field(self._column, say("&What it is the rate of (required)"), self.basis, width=420)
        self._trouble("basis")
        self._line(
            "service",
            say("&Hospital, service or code"),
            420,
            say("Empty if it is for all of them; only such rates stand on the worksheet."),
        )
        self._line(
            "value", say("Ra&te (required)"), AMOUNT_WIDTH, say("Dollars, or for the ratio a number up to 1.")
        )

    def _make_sizes(self, unit: str) -> None:
        self._column.addWidget(Label(say("Amounts by family size, {unit} (required)", unit=unit)))
        holder = QWidget()
        flow = Flow(holder)
        words = [
            say("1 person"),
            *(say("{count} people", count=size) for size in range(2, len(SIZE_KEYS) + 1)),
        ]
        for key, label in (*zip(SIZE_KEYS, words, strict=True), ("each_additional", say("Each more"))):
            cell = QWidget()
            inner = QVBoxLayout(cell)
            inner.setContentsMargins(0, 0, 0, 0)
            field = QLineEdit()
            parts.field(inner, label, field)
            field.setFixedWidth(AMOUNT_WIDTH)
            self.fields[key] = field
            flow.addWidget(cell)
        self._column.addWidget(holder)
        self._trouble("sizes")

    def _make_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.add = parts.button(say("Add &this row"), "primary")
        self.add.clicked.connect(lambda: self.added.emit(self.texts()))
        self.cancel = parts.button(say("&Cancel"))
        self.cancel.clicked.connect(self.closed)
        row.addWidget(self.add)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self._column.addLayout(row)
        for field in self.fields.values():
            field.returnPressed.connect(self.add.click)
