"""The calendar: who stands in the book, day by day, on which days a clinic is held, and how full they are.

Enter opens the case at its appointments; the list of a day can be printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit

from crs_intake.casework import clinic_days
from crs_intake.casework.clinic_days import ClinicDay, Visit
from crs_intake.clock import today
from crs_intake.domain.errors import DeskError
from crs_intake.domain.site import Clinic
from crs_intake.words import day as day_words
from crs_intake.words import say, told
from ui import because_days, because_words, names
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.qt import parts, style
from ui.qt.list_page import ListPage
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import show_why

Key = tuple[str, date, str, str]
"""Case, day, time and kind of a visit."""


class CalendarPage(ListPage):
    """Every appointment that stands in the book; those that are over wait for a word how they went."""

    def __init__(self, way: Way) -> None:
        table = Table(say("Appointments"), (
            Column(say("Time")), Column(say("Applicant"), stretch=3), Column(say("What"), stretch=3),
            Column(say("Phone"), from_width=620), Column(say("Case"), from_width=760),
        ))  # fmt: skip
        super().__init__(way, say("Calendar"), table, (
            say("No appointment stands in the book. Book one on the page of its case."), say("To Cases"),
            lambda: way.open_room("cases"),
        ))  # fmt: skip
        self._days: Sequence[ClinicDay] = ()
        self.explain(self.tell_why)
        table.chosen.connect(self._open)
        table.moved.connect(lambda _key: self._name_day())
        self._make_tools()

    def _make_tools(self) -> None:
        row = parts.Flow(style.GAP)
        self.clinic = QComboBox()
        for clinic in self._way.desk.site.clinics:
            self.clinic.addItem(clinic.name or clinic.id, clinic.id)
        own = clinic_days.clinic_of(self._way.desk)
        self.clinic.setCurrentIndex(self.clinic.findData(own.id) if own else -1)
        self.clinic.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.clinic.setMinimumContentsLength(22)
        self.clinic.activated.connect(lambda _at: self.look_again())
        self.go_to = QLineEdit()
        self.go_to.setFixedWidth(120)
        self.go_to.setPlaceholderText(say("4/2/2009"))
        self.go_to.returnPressed.connect(self._go)
        for words, field in ((say("Clin&ic"), self.clinic), (say("&Go to day"), self.go_to)):
            label = Label(words, wrap=False)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            held = parts.beside(label, field)
            if field is self.clinic and self.clinic.count() < 2:
                held.hide()
            row.addWidget(held)
        self.print_it = parts.button(say("&Print the day list"))
        self.print_it.clicked.connect(self.print_day)
        row.addWidget(self.print_it)
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print_day)
        self.tools.addLayout(row)
        self.in_order(self.clinic, self.go_to, self.print_it)

    @property
    def day(self) -> date:
        """The day in which the person stands; today where they stand nowhere."""
        key = self.table.current()
        return key[1] if isinstance(key, tuple) else today(self._way.desk.clock)

    def print_day(self) -> None:
        """Show the list of the day in hand, to print or save."""
        from ui.qt.printing import SheetsDialog

        try:
            pdf = clinic_days.printed(self._way.desk, self._chosen_clinic(), self.day)
        except DeskError as trouble:
            tell_error(self, trouble)
            return
        SheetsDialog(self, say("Day list"), pdf, f"day-list-{self.day.isoformat()}.pdf").exec()

    def _chosen_clinic(self) -> Clinic | None:
        return self._way.desk.site.clinic(str(self.clinic.currentData() or ""))

    def _reading(self, number: str) -> Callable[[], object]:
        desk, clinic = self._way.desk, self._chosen_clinic()
        return lambda: clinic_days.calendar(desk, clinic)

    def _open(self, key: object) -> None:
        if isinstance(key, tuple) and key[0]:
            self._way.open_case(str(key[0]), "contacts")

    def tell_why(self, key: object) -> None:
        """Why a visit stands on its day and, of the day, whether a clinic is held and how full it is."""
        found = next((each for each in self._days if isinstance(key, tuple) and each.day == key[1]), None)
        if found is None or not isinstance(key, tuple):
            return
        desk = self._way.desk
        told = [because_days.of_day(desk, found, self._chosen_clinic())]
        visit = next((each for each in found.visits if _key(each) == key), None)
        about = day_words(found.day)
        if visit is not None:
            told.insert(0, because_days.visit(desk, visit.number, visit.kind, visit.when))
            about = f"{visit.name or say('(name not known)')}: {visit.what}, {names.moment(visit.when)}"
        show_why(self, about, *because_words.all_of(told))

    def _go(self) -> None:
        on = today(self._way.desk.clock)
        try:
            wanted = reading.read("day", self.go_to.text(), on)
        except (Unreadable, DeskError) as trouble:
            self.words.setText(told(trouble))
            return
        known = self.table.keys()
        keys = [key for key in known if isinstance(key, tuple)]
        after = next((key for key in keys if isinstance(wanted, date) and key[1] >= wanted), None)
        if after is None:
            self.words.setText(say("Nobody stands in the book on this day or after it."))
            return
        self.table.go_to(after)
        self.table.setFocus()

    def _show(self, found: Sequence[ClinicDay]) -> None:
        self._days = found
        on = today(self._way.desk.clock)
        rows: list[Row | str] = []
        for day in found:
            words = self._heading(day, on)
            # A day on which nobody comes is a row of its own, so that it can be stood on and asked about.
            rows.append(words if day.visits else Row(("", day.day, "", ""), (words,), heading=True))
            rows += [_line(visit, on) for visit in day.visits]
        words = say("Enter opens the case at its appointments.")
        if not clinic_days.has_days(self._chosen_clinic()):
            words += " " + say("Say in Settings, Clinic and letterhead, on which days the clinic is held.")
        self._fill(rows, words)
        self._name_day()

    def _heading(self, day: ClinicDay, on: date) -> str:
        when = say("Today, {day}", day=day_words(day.day)) if day.day == on else day_words(day.day)
        if day.day < on:
            when = f"{when} · {say('over; note how it went')}"
        told = clinic_days.heading(day, known=clinic_days.has_days(self._chosen_clinic()))
        nobody = "" if day.visits or not day.open else say("nobody yet")
        return " · ".join(part for part in (when, told, nobody) if part)

    def _name_day(self) -> None:
        when = names.near_day(self.day, today(self._way.desk.clock))
        self.print_it.setAccessibleName(say("Print the day list of {day}", day=when))
        self.print_it.setToolTip(say("Print the day list of {day}", day=when))


def _line(visit: Visit, on: date) -> Row:
    when = visit.when
    cells = (f"{when.time:%H:%M}" if when.time else "", visit.name or say("(name not known)"), visit.what,
             visit.phone, visit.number)  # fmt: skip
    icon = "overdue" if when.day < on else "due" if when.day == on else "open"
    return Row(_key(visit), cells, icon=icon, strong=1)


def _key(visit: Visit) -> Key:
    return visit.number, visit.when.day, str(visit.when), visit.kind
