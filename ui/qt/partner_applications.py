"""Applications assisted: who stands where, what is next, and the record of the one in hand."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from crs_intake.casework import partner, rights
from crs_intake.clock import moment, today
from crs_intake.documents import partner_papers
from crs_intake.domain.partner import Assisted, Partnership
from crs_intake.policy import assisted as policy
from crs_intake.words import say
from ui.forms import partner as forms
from ui.forms import partner_rows as rows
from ui.forms import partner_why
from ui.forms.form import Note
from ui.qt import parts, style
from ui.qt.fields import Remarks
from ui.qt.partner_record import Short, at_left, fill
from ui.qt.partner_sheet import SheetView
from ui.qt.printing import SheetsDialog
from ui.qt.table import Column
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why

_SIGNS = {"due": "due", "error": "error", "good": "good"}


class ApplicationsView(QWidget):
    """The list by assistor, and beneath it the application in hand with whom to ask."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._partner = Partnership()
        self._whom: tuple[rows.Line, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self.who = QComboBox()
        self.who.activated.connect(lambda _at: self.look_again())
        parts.field(column, say("Assis&tor"), self.who, width=280)
        self.table = Short(say("Applications"), (
            Column(say("Applicant"), stretch=2), Column(say("Number"), from_width=620),
            Column(say("Status"), stretch=1),
            Column(say("Next"), stretch=3, from_width=560), Column(say("Assistor"), from_width=760),
        ))  # fmt: skip
        self.table.moved.connect(self._moved)
        self.table.chosen.connect(self._enter)
        column.addWidget(self.table)
        self.why = asks(self.table, self.tell_why)
        self.table.filled.connect(lambda: self.why.setVisible(bool(self.table.keys())))
        column.addWidget(self.why)
        self.none = Label(say("No application yet."), "muted")
        column.addWidget(self.none)
        self.add = parts.button(say("New &application"), "primary")
        self.add.setAccessibleName(say("New application"))
        self.add.clicked.connect(lambda: self.new())
        self.ticket = parts.button(say("Sho&w and print the ticket"))
        self.ticket.setAccessibleName(say("Show and print the ticket"))
        self.ticket.clicked.connect(self.show_ticket)
        self.to_case = parts.button(say("&Open the case"))
        self.to_case.setAccessibleName(say("Open the case"))
        self.to_case.clicked.connect(self.open_case)
        column.addLayout(at_left(self.add, self.ticket, self.to_case))
        self.box = QFrame()
        self.box.setProperty("role", "box")
        inside = QVBoxLayout(self.box)
        inside.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        inside.setSpacing(style.GAP)
        self.remarks = Remarks(self.box)
        inside.addWidget(self.remarks)
        self.sheet = SheetView(way, forms.APPLICATION, self._keep, say("&Save the application"))
        self.sheet.setMaximumWidth(style.FORM_WIDTH)
        self.sheet.typed.connect(self._tell)
        inside.addWidget(self.sheet)
        inside.addWidget(Label(say("Whom to ask about this application"), "section"))
        self.whom = Short(say("Whom to ask about this application"), (
            Column(say("Problem"), stretch=2), Column(say("Contact"), stretch=1, from_width=620),
            Column(say("What to do"), stretch=3),
        ))  # fmt: skip
        self.whom.most = 900
        inside.addWidget(self.whom)
        self.whom_why = asks(self.whom, self.tell_whom)
        inside.addWidget(self.whom_why)
        column.addWidget(self.box)
        column.addStretch(1)

    def look_again(self, _number: str = "") -> None:
        """Read the applications again."""
        try:
            self._partner, told = partner.look(self._way.desk)
        except Exception as trouble:
            self.none.setText(str(trouble))
            return
        self._offer()
        before = self.table.current()
        fill(self.table, rows.applications(told, self._partner, str(self.who.currentData() or "")))
        self.none.setVisible(not self._partner.applications)
        may = rights.may(self._way.desk.actor, "assisted.keep")
        self.add.setEnabled(may)
        self.sheet.save.setEnabled(may)
        if self.sheet.unsaved:
            self._tell()
            return
        if before is None or not self.table.go_to(before):
            first = next(iter(self.table.keys()), None)
            if first is not None:
                self.table.go_to(first)
        self._moved(self.table.current())

    def take_focus(self) -> None:
        """Start in the list, or at the button where it is empty."""
        (self.table if self._partner.applications else self.add).setFocus()

    def turn_to(self, number: str) -> None:
        """The application of a case, the newest first; a new one where it has none."""
        if self.sheet.unsaved:
            self.sheet.said.setText(say("Save what is typed here first."))
            self.sheet.take_focus()
            return
        found = [each.id for each in self._partner.applications if each.case == number]
        if not found:
            self.new(number)
            return
        self.who.setCurrentIndex(0)
        self.look_again()
        self.table.go_to(found[-1])
        self._moved(found[-1])
        self.table.setFocus()

    def open_case(self) -> None:
        """Turn to the case of the application in hand."""
        one = self._in_hand()
        if one is not None and one.case:
            self._way.open_case(one.case)

    def _in_hand(self) -> Assisted | None:
        return next((a for a in self._partner.applications if a.id == self.table.current()), None)

    def new(self, case: str = "") -> None:
        """A new application by the signed-in assistor; with the number and name of a case of this desk."""
        me = partner.me(self._way.desk, self._partner)
        one = Assisted(
            id=partner.new_id(), case=case, applicant=self._applicant(case),
            assistor=me.id if me is not None and me.assistor else "",
        )  # fmt: skip
        self.box.show()
        self.to_case.setEnabled(False)
        self.sheet.put(one, self._partner)
        self.sheet.unsaved = True
        self._tell()
        self.sheet.take_focus()

    def _applicant(self, case: str) -> str:
        person = self._way.desk.store.case(case).case.applicant if case else None
        return person.name if person is not None else ""

    def _enter(self, _key: object) -> None:
        self.sheet.take_focus()

    def _offer(self) -> None:
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(say("All assistors"), "")
        for user in self._partner.users:
            if user.assistor:
                self.who.addItem(user.name or user.id, user.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _moved(self, key: object) -> None:
        one = next((each for each in self._partner.applications if each.id == key), None)
        if one is None:
            if not self.sheet.unsaved:
                self.box.hide()
                self.ticket.setEnabled(False)
                self.to_case.setEnabled(False)
            return
        self.box.show()
        self.sheet.show_value(one, self._partner)
        self.ticket.setEnabled(bool(one.tickets))
        self.to_case.setEnabled(partner.has_case(self._way.desk, one))
        self._tell()

    def _tell(self) -> None:
        """What follows from the application as far as it is typed."""
        one = self.sheet.read() or self.sheet.value
        if not isinstance(one, Assisted):
            return
        desk = self._way.desk
        at = moment(desk.clock)
        told = policy.standing(one, self._partner, desk.book, at)
        self.remarks.show_notes(tuple(
            Note(_SIGNS.get(sign, "note"), words)  # type: ignore[arg-type]
            for sign, words in rows.remarks(told)
        ))  # fmt: skip
        me = partner.me(desk, self._partner)
        self._whom = tuple(rows.whom(self._partner, me, desk.book, at, one))
        fill(self.whom, self._whom)

    def tell_why(self, key: object) -> None:
        """Where an application stands, what is next, and from when it is overdue."""
        desk = self._way.desk
        found, told = partner.look(desk)
        if any(each.id == key for each in told.applications):
            because = partner_why.application(desk.book, told, found, str(key))
            show_why(self, self.table.text_of(key)[0], "", because.lines, page=because.page,
                     here=say("At the desk"))  # fmt: skip

    def tell_whom(self, key: object) -> None:
        """Why this contact for this problem."""
        desk = self._way.desk
        because = partner_why.whom(desk.book, self._whom, str(key), moment(desk.clock))
        show_why(self, self.whom.text_of(key)[0], "", because.lines, page=because.page,
                 here=say("At the desk"))  # fmt: skip

    def _keep(self, one: Assisted) -> None:
        stored = self._way.desk.store.partner()
        seen = self.sheet.value
        known = any(each.id == one.id for each in stored.applications)
        before = forms.application(stored, seen) if known else stored
        partner.keep(self._way.desk, before, forms.application(stored, one))
        self.sheet.unsaved = False
        self.look_again()
        self.table.go_to(one.id)

    def show_ticket(self) -> None:
        """Show the newest ticket of the application in hand, to print or save."""
        one = self._in_hand()
        if one is None or not one.tickets:
            return
        part = f"ticket {one.id} {len(one.tickets)}"
        try:
            pdf = partner.printed(self._way.desk, partner_papers.PAPERS[2], part)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        day = today(self._way.desk.clock)
        file = f"{partner_papers.PAPERS[2]}-{day.isoformat()}.pdf"
        SheetsDialog(self, say("CP-AO ticket"), pdf, file).exec()
