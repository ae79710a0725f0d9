"""The Spanish letters: which texts somebody of the site has read and confirmed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from crs_intake.casework import letters
from crs_intake.documents import wording
from crs_intake.documents.wording import Wording
from crs_intake.words import say
from ui import names
from ui.qt import parts
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class LettersPart(Part):
    """Spanish texts with their mark; a changed text is to be confirmed again."""

    name = "letters"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Spanish letters"),
                         say("Each Spanish text is to be confirmed by somebody of this site who reads "
                             "Spanish well. A text that changes is to be confirmed again. "
                             "Nothing of this stands on a letter."))  # fmt: skip
        self.table = Table(say("Spanish letters"), (
            Column(say("Text"), stretch=3), Column(say("Status"), stretch=3),
        ))  # fmt: skip
        self.table.setFixedHeight(260)
        self.column.addWidget(self.table)
        row = QHBoxLayout()
        self.confirm = parts.button(say("&Confirm this text"))
        row.addWidget(self.confirm)
        self.said = Label("", "muted")
        row.addWidget(self.said, 1)
        self.column.addLayout(row)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(300)
        parts.field(self.column, say("Words of the text"), self.text)
        self.table.moved.connect(self._moved)
        self.confirm.clicked.connect(self._confirm)

    def show_kept(self) -> None:
        """The list with what was said of each text."""
        self._fill(str(self.table.current() or ""))

    def _known(self) -> tuple[Wording, ...]:
        return wording.known(self.way.desk.store.site())

    def _fill(self, at: str) -> None:
        found = self._known()
        self.table.fill([
            Row(each.document, (_called(each), status(each)), icon="good" if each.confirmed else "open")
            for each in found
        ])  # fmt: skip
        self.table.go_to(at if any(each.document == at for each in found) else found[0].document)
        self._moved(self.table.current())

    def _moved(self, key: object) -> None:
        here = next((each for each in self._known() if each.document == key), None)
        self.text.setPlainText(here.to_read if here is not None else "")
        self.confirm.setEnabled(here is not None and here.confirmed is None)

    def _confirm(self) -> None:
        key = str(self.table.current())
        try:
            letters.confirm(self.way.desk, key)
            self.way.site_changed()
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self._fill(key)
        self.said.setText(say("Confirmed."))


def _called(text: Wording) -> str:
    return f"{say(text.name)} ({text.document})" if text.document not in wording.COMMON else say(text.name)


def status(text: Wording) -> str:
    """What the site said of a text: confirmed by whom and when, or to be confirmed."""
    if (by := text.confirmed) is not None and by.since is not None:
        return say("confirmed by {name} on {day}", name=by.by, day=names.short_day(by.since))
    if text.changed is not None:
        return say("to be confirmed again: changed since {name} confirmed it", name=text.changed.by)
    return say("to be confirmed by the site")
