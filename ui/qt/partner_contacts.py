"""Contacts and how-to: which contact for which problem, and the partner page's information."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.casework import partner
from crs_intake.clock import moment, today
from crs_intake.policy import heaplus, partner_access
from crs_intake.words import said, say
from ui.forms import partner_page, partner_why
from ui.forms import partner_rows as rows
from ui.qt import parts, style
from ui.qt.partner_record import Short, at_left, fill
from ui.qt.table import Column
from ui.qt.text import Label, clear
from ui.qt.way import Way
from ui.qt.why import asks, show_why


class ContactsView(QWidget):
    """The table of problems, the e-mail to Operations, and the page's texts."""

    def __init__(self, way: Way, email: Callable[[], None]) -> None:
        super().__init__()
        self._way, self._email = way, email
        self._shown: object = None
        self.setMaximumWidth(style.FORM_WIDTH + 240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Which contact for which problem"), "section"))
        self.whom = Short(say("Which contact for which problem"), (
            Column(say("Problem"), stretch=2), Column(say("Contact"), stretch=1, from_width=620),
            Column(say("What to do"), stretch=3),
        ))  # fmt: skip
        self.whom.most = 900
        column.addWidget(self.whom)
        self._lines: tuple[rows.Line, ...] = ()
        self.whom_why = asks(self.whom, self.tell_whom)
        column.addWidget(self.whom_why)
        self.email = parts.button(say("&E-mail the Operations Team"))
        self.email.setAccessibleName(say("E-mail the Operations Team"))
        self.email.clicked.connect(self._write)
        change = parts.button(say("Change addresses and hours…"))
        change.clicked.connect(lambda: way.open_settings("heaplus"))
        column.addLayout(at_left(self.email, change))
        self.why = Label("", "help")
        column.addWidget(self.why)
        self.texts = QVBoxLayout()
        self.texts.setSpacing(style.INNER)
        column.addLayout(self.texts)
        column.addStretch(1)

    def look_again(self, _number: str = "") -> None:
        """Show the contacts in force today, and what the signed-in person may do."""
        desk = self._way.desk
        found = desk.store.partner()
        me = partner.me(desk, found)
        at = moment(desk.clock)
        self._lines = tuple(rows.whom(found, me, desk.book, at))
        fill(self.whom, self._lines)
        may = partner_access.may(found, me, "email_operations", at.day) if me is not None else None
        self.email.setEnabled(may is not None and may.allowed)
        self.why.setText(
            said(may.why) if may is not None
            else say("By the record you are no user of HEAplus; the Site Administrator alone e-mails.")
        )  # fmt: skip
        page = partner_page.page(desk.book, today(desk.clock))
        if page != self._shown:
            self._shown = page
            self._show(page)

    def take_focus(self) -> None:
        """Start in the table."""
        self.whom.setFocus()

    def tell_whom(self, key: object) -> None:
        """Why this contact for this problem, in the words of the page."""
        desk = self._way.desk
        because = partner_why.whom(desk.book, self._lines, str(key), moment(desk.clock))
        show_why(self, self.whom.text_of(key)[0], "", because.lines, page=because.page,
                 here=say("At the desk"))  # fmt: skip

    def _show(self, page: Sequence[partner_page.Part]) -> None:
        clear(self.texts)
        for part in page:
            self.texts.addSpacing(style.GAP)
            self.texts.addWidget(Label(part.heading, "section"))
            for text in part.texts:
                self.texts.addWidget(Label(text.words))

    def _write(self) -> None:
        """Put the address on the clipboard and open the record of the e-mail."""
        desk = self._way.desk
        address = heaplus.setting(desk.site.heaplus, "operations_email", today(desk.clock))
        QGuiApplication.clipboard().setText(address)
        self._email()
