"""Now: whether HEAplus is up, what comes next, and the Broadcast Messages as they were typed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import partner
from crs_intake.clock import moment, today
from crs_intake.domain.errors import DeskError, NotAcceptable
from crs_intake.domain.heaplus import Broadcast
from crs_intake.domain.moment import Moment
from crs_intake.policy import heaplus
from crs_intake.words import day, say
from ui.forms import heaplus_words, partner_why
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.fields import Remark, WhyButton
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, ask, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why


class NowView(QWidget):
    """The big sentence, what comes next, the reminder, and broadcasts."""

    def __init__(self, way: Way, checked: Callable[[], None]) -> None:
        super().__init__()
        self._way, self._checked = way, checked
        self.setMaximumWidth(style.FORM_WIDTH)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Is HEAplus up?"), "section"))
        self.sentence = Remark("good", say("HEAplus is up."))
        self.sentence.words.be("title")
        self.why = self.sentence.explain(say("Is HEAplus up?"))
        self.why.clicked.connect(self.tell_why)
        column.addWidget(self.sentence)
        self.reason = Label("", "strong")
        self.countdown = Label("", "due")
        self.next, self.center = Label(), Label()
        self.anchor = Label("", "help")
        for each in (self.reason, self.countdown, self.next):
            column.addWidget(each)
        self.center_why = WhyButton(say("CP-AO Call Center"), self, stops=True)
        self.center_why.clicked.connect(self.tell_center)
        column.addLayout(parts.told(self.center, self.center_why))
        column.addWidget(Label(say(
            "This is advice and stops nothing: HEAplus may be down without notice."), "help"))  # fmt: skip
        column.addWidget(self.anchor)
        self._make_reminder()
        self._make_broadcasts()
        column.addStretch(1)

    def look_again(self, _number: str = "") -> None:
        """Say how it is now."""
        desk = self._way.desk
        told = heaplus_words.tell(desk.book, moment(desk.clock))
        if told is None:
            self.sentence.say("due", say("The book has no hours of HEAplus for this day."))
            return
        self.center_why.setVisible(bool(told.call_center))
        self.sentence.say("good" if told.up else "due", told.sentence)
        self.sentence.words.be("title")
        for label, words in (
            (self.reason, " · ".join(told.reasons)), (self.countdown, told.countdown), (self.next, told.next),
            (self.center, told.call_center), (self.anchor, told.anchor_missing),
        ):  # fmt: skip
            label.setText(words)
            label.setVisible(bool(words))
        self.last.setText(partner.checked(desk))
        self._fill()

    def tell_why(self) -> None:
        """Why HEAplus is up or down, in the words of the page and with its hours in force."""
        desk = self._way.desk
        self._tell(
            self.sentence.words.text(),
            lambda at: partner_why.now(desk.book, heaplus.available(desk.book, at)),
        )

    def tell_center(self) -> None:
        """Why the call center is open or closed."""
        desk = self._way.desk
        self._tell(
            self.center.text(),
            lambda at: partner_why.call_center(desk.book, heaplus.available(desk.book, at)),
        )

    def tell_broadcast(self, key: object) -> None:
        """Why a broadcast counts."""
        desk = self._way.desk
        kept = desk.site.heaplus.broadcasts
        if isinstance(key, int) and key < len(kept):
            words = say("Broadcast Messages")
            self._tell(words, lambda at: partner_why.broadcast(desk.book, kept[key], at.day))

    def _tell(self, about: str, asked: Callable[[Moment], partner_why.Told]) -> None:
        try:
            told = asked(moment(self._way.desk.clock))
        except DeskError as trouble:  # no hours in the book: the sentence says so already
            tell_error(self, trouble)
            return
        show_why(self, about, "", told.lines, page=told.page, here=say("At the desk"))

    def take_focus(self) -> None:
        """Start at the reminder."""
        self.did.setFocus()

    def _make_reminder(self) -> None:
        self._column.addWidget(parts.rule())
        self._column.addWidget(Label(say("Broadcast Messages"), "section"))
        self._column.addWidget(parts.sign("due", say(
            "Look for new Broadcast Messages each time you return to your HEAplus home page.")))  # fmt: skip
        row = QHBoxLayout()
        self.did = parts.button(say("I have loo&ked at the Broadcast Messages"))
        self.did.setAccessibleName(say("I have looked at the Broadcast Messages"))
        self.did.clicked.connect(self._did)
        self.last = Label("", "help")
        row.addWidget(self.did)
        row.addWidget(self.last, 1)
        self._column.addLayout(row)

    def _make_broadcasts(self) -> None:
        self.table = Table(say("Broadcasts typed in"), (
            Column(say("Down from"), stretch=2), Column(say("Up again"), stretch=2),
            Column(say("Message"), stretch=3), Column(say("Typed in by"), from_width=700),
        ))  # fmt: skip
        self.table.setFixedHeight(150)
        self.none = Label(say("No broadcast is typed in."), "muted")
        self.remove = parts.button(say("&Remove"))
        self.remove.clicked.connect(self._remove)
        self._column.addWidget(self.table)
        self._column.addWidget(self.none)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        self.row_why = asks(self.table, self.tell_broadcast)
        row.addWidget(self.row_why)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(Label(say("A new broadcast"), "strong"))
        self.editor = Editor((
            Ask("starts", say("Down from"), "moment", required=True, width="medium",
                help=say("Day and time, for example 7/1/2026 12:00.")),
            Ask("ends", say("Up again at"), "moment", required=True, width="medium"),
            Ask("message", say("Message"), width="long"),
        ))  # fmt: skip
        self._column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Note the broadcast"))
        self._column.addLayout(line)
        self.save.clicked.connect(self._save)

    def _fill(self) -> None:
        kept = self._way.desk.site.heaplus.broadcasts
        rows = [
            Row(at, (_when(each.starts), _when(each.ends), each.message, each.by))
            for at, each in enumerate(kept)
        ]
        self.table.fill(rows[::-1])
        self.table.setVisible(bool(kept))
        for part in (self.remove, self.row_why):
            part.setVisible(bool(kept))
        self.none.setVisible(not kept)

    def _did(self) -> None:
        partner.remember_checked(self._way.desk)
        self.last.setText(partner.checked(self._way.desk))
        self._checked()

    def _save(self) -> None:
        values = self.editor.read(today(self._way.desk.clock))
        if values is None:
            return
        try:
            if values["starts"].time is None or values["ends"].time is None:
                raise NotAcceptable(say("Type the time as well, for example 7/1/2026 12:00."))
            made = Broadcast(starts=values["starts"], ends=values["ends"], message=values["message"] or "")
            partner.note_broadcast(self._way.desk, made)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.editor.put({})
        self.said.setText(say("Noted. It counts from now on."))
        self._way.site_changed()
        self._way.changed("")

    def _remove(self) -> None:
        at = self.table.current()
        if isinstance(at, int) and ask(self, say("Remove this broadcast?"), yes=say("Remove")):
            try:
                partner.drop_broadcast(self._way.desk, at)
            except Exception as trouble:
                tell_error(self, trouble)
                return
            self._way.site_changed()
            self._way.changed("")


def _when(at: object) -> str:
    on, time = getattr(at, "day", None), getattr(at, "time", None)
    return f"{day(on) if on else ''} {f'{time:%H:%M}' if time else ''}".strip()
