"""Appointments and contacts: booked, attended, missed, and each attempt to reach the family, one click.

What is not possible now stays in sight, switched off, with the reason of the manual beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import appointments, clinic_days, contacts
from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import AppointmentKind, Event, EventKind
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui import because_days, ladder_words, names
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.qt import parts, style
from ui.qt.fields import WhyButton
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why
from ui.views import CaseView

KINDS: tuple[AppointmentKind, ...] = ("initial_evaluation", "interview", "clinic_visit", "testing")
ATTEMPTS: tuple[tuple[contacts.Outcome, str], ...] = (
    ("no_answer", N_("Called, &no answer")), ("left_message", N_("&Left message")),
    ("letter", N_("Letter &sent")), ("reached", N_("&Reached")),
)  # fmt: skip
SIDE_BY_SIDE = 900


class ContactsView(QWidget):
    """The appointments of a case at the left, the contact log at the right."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._view: CaseView | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, style.GAP, 0, style.GAP)
        self._box.setSpacing(style.AROUND)
        self._box.addLayout(self._make_appointments(), 1)
        self._box.addLayout(self._make_contacts(), 1)

    def show_case(self, view: CaseView) -> None:
        """Show what stands in the book, what was tried, and what may be done now."""
        self._view = view
        self._show_booked(view)
        self._show_booking(view)
        self._show_attempts(view)
        self._show_log(view)

    def take_focus(self) -> None:
        """Start at what is most likely next: the visit that is over, the attempts, or the booking."""
        candidates = [*self.booked_buttons, *self.attempts.values(), self.when]
        for each in candidates:
            if each.isEnabled() and each.isVisible():
                each.setFocus()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Side by side where there is room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if self.width() >= SIDE_BY_SIDE else ways.TopToBottom)

    # Appointments ----------------------------------------------------------------------------------

    def _make_appointments(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Appointments"), "section"))
        self._booked = QVBoxLayout()
        self._booked.setSpacing(style.GAP)
        self.booked_buttons: list[QPushButton] = []
        column.addLayout(self._booked)
        column.addSpacing(style.GAP)
        column.addWidget(Label(say("Book an appointment"), "section"))
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(say(names.APPOINTMENTS[kind]), kind)
        self.kind.activated.connect(lambda _n: self._typed())
        parts.field(column, say("&Kind"), self.kind, width=220)
        self.when = QLineEdit()
        self.when.textChanged.connect(lambda _text: self._typed())
        self.when.returnPressed.connect(self._book)
        parts.field(column, say("&Day and time"), self.when, width=220,
                    help=say("Month, day, year and time, for example 4/2/2009 10:00."))  # fmt: skip
        self.warning = Label("", "due")
        self.warning.hide()
        column.addWidget(self.warning)
        self.hint = Label("", "help")
        column.addWidget(self.hint)
        self.reason_label = Label(say("Reason for the late day"))
        self.reason = QLineEdit()
        self.reason_label.setBuddy(self.reason)
        self.reason.setAccessibleName(say("Reason for the late day"))
        column.addWidget(self.reason_label)
        column.addWidget(self.reason)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        self.book = parts.button(say("&Book"), "primary")
        self.book.clicked.connect(self._book)
        row.addWidget(self.book)
        row.addStretch(1)
        column.addLayout(row)
        self.not_booking = Label("", "help")
        column.addWidget(self.not_booking)
        column.addStretch(1)
        return column

    def _show_booked(self, view: CaseView) -> None:
        clear(self._booked)
        self.booked_buttons = []
        standing = appointments.standing_in_the_book(view.case)
        for event in standing:
            self._booked.addWidget(self._booked_box(view, event))
        if not standing:
            self._booked.addWidget(Label(say("No appointment stands in the book."), "muted"))

    def _booked_box(self, view: CaseView, event: Event) -> QFrame:
        box = QFrame()
        box.setProperty("role", "box")
        column = QVBoxLayout(box)
        column.setContentsMargins(style.BETWEEN, style.GAP, style.BETWEEN, style.GAP)
        when = event.when or event.at
        kind: AppointmentKind = event.appointment or "clinic_visit"
        name = say(names.APPOINTMENTS[kind])
        over = when.not_after(view.at)
        about = f"{name}: {names.moment(when)}"
        why_button = WhyButton(about, stops=True)
        why_button.clicked.connect(
            lambda: show_why(self, about, *because_days.visit(self._way.desk, view.number, kind, when))
        )
        head = QHBoxLayout()
        head.addWidget(Label(about, "strong"), 1)
        head.addWidget(why_button)
        column.addLayout(head)
        if not over and (clock := _before(view, when)):
            column.addWidget(Label(clock, "help"))
        flow = parts.Flow(style.GAP)
        holder = QWidget()
        holder.setLayout(flow)
        if kind == "interview":
            hold = parts.button(say("&Hold the interview"), name=say("Hold the interview"))
            hold.clicked.connect(lambda: self._way.open_wizard(view.number, "interview", "interview"))
            flow.addWidget(hold)
            self.booked_buttons.append(hold)
        acts: tuple[tuple[str, EventKind, Callable[[], object]], ...] = (
            (say("&Attended"), "visit_attended",
             partial(appointments.attended, self._way.desk, view.number, kind, when, action=uuid4())),
            (say("&Missed"), "visit_missed",
             partial(appointments.missed, self._way.desk, view.number, kind, when, action=uuid4())),
            (say("&Cancelled by the family"), "appointment_cancelled",
             partial(appointments.cancel, self._way.desk, view.number, kind, when, action=uuid4())),
        )  # fmt: skip
        reasons = []
        for words, event_kind, act in acts[1:] if kind == "interview" else acts:
            button = parts.button(words, name=f"{words.replace('&', '')}: {name}")
            why = "" if over or event_kind == "appointment_cancelled" else say("Not before its time.")
            why = why or _refused(view, event_kind)
            button.setEnabled(not why)
            if why:
                reasons.append(why)
            button.clicked.connect(partial(self._do, act))
            flow.addWidget(button)
            self.booked_buttons.append(button)
        column.addWidget(holder)
        for why in dict.fromkeys(reasons):
            column.addWidget(Label(why, "help"))
        return box

    def _show_booking(self, view: CaseView) -> None:
        why = _refused(view, "appointment_made")
        self.not_booking.setText(why)
        self.not_booking.setVisible(bool(why))
        for each in (self.kind, self.when, self.reason, self.book):
            each.setEnabled(not why)
        if not any(e.kind == "visit_attended" for e in view.case.events) and not view.standing.enrolled:
            self.kind.setCurrentIndex(0)
        elif view.standing.enrolled:
            self.kind.setCurrentIndex(KINDS.index("clinic_visit"))
        self._typed()

    def _typed(self) -> None:
        late = self._late()
        self._tell_day()
        self.warning.setText(late)
        for each in (self.warning, self.reason_label, self.reason):
            each.setVisible(bool(late))
        if self.trouble.isVisible() and self._moment() is not None:
            self.trouble.hide()

    def _tell_day(self) -> None:
        """Say of the typed day whether a clinic is held and how full it is; before, which days are next."""
        view, when, kind = self._view, self._moment(), self.kind.currentData()
        told: tuple[str, ...] = ()
        if view is not None and when is not None and self.when.isEnabled():
            told = clinic_days.hints(self._way.desk, view.case, kind, when)
        elif view is not None and kind != "interview" and not self.when.text().strip():
            told = _next_days(self._way.desk, view)
        self.hint.setText(" ".join(told))
        self.hint.setVisible(bool(told) and self.when.isEnabled())

    def _late(self) -> str:
        """The warning of 20.401.2.D where the first evaluation lies beyond its last day, or nothing."""
        when = self._moment()
        if self._view is None or when is None or self.kind.currentData() != "initial_evaluation":
            return ""
        clock = next((each for each in self._view.standing.clocks if each.id == "CLK-02"), None)
        if clock is None or when.day <= clock.due.day:
            return ""
        count = (when.day - clock.since.day).days
        return say(
            "Day {count} after the notice: the last day is {last} ({section}). Say why; it is not blocked.",
            count=count, last=clock.due.day, section=clock.section,
        )  # fmt: skip

    def _moment(self) -> Moment | None:
        try:
            found = reading.read("moment", self.when.text(), today(self._way.desk.clock))
        except (Unreadable, DeskError):
            return None
        return found if isinstance(found, Moment) else None

    def _book(self) -> None:
        view, when = self._view, self._moment()
        if view is None:
            return
        sentence = ""
        if when is None:
            sentence = say("Type the day and time, for example 4/2/2009 10:00.")
        elif when.time is None:
            sentence = say("Type the time too, for example 4/2/2009 10:00.")
        elif when.not_after(view.at):
            sentence = say("This time is over; type a day to come.")
        elif self._late() and not self.reason.text().strip():
            sentence = say("Say why the day is late; the reason stands in the history.")
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence or when is None:
            (self.reason if self._late() and when and when.time else self.when).setFocus()
            return
        kind: AppointmentKind = self.kind.currentData()
        reason = reading.tidy(self.reason.text()) if self._late() else ""
        if self._do(partial(appointments.book, self._way.desk, view.number, kind, when, reason=reason,
                            action=uuid4())):  # fmt: skip
            self.when.clear()
            self.reason.clear()

    # Contacts --------------------------------------------------------------------------------------

    def _make_contacts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Contacts"), "section"))
        self.ladder = Label("")
        self.ladder_why = WhyButton(say("Contacts"), self, stops=True)
        self.ladder_why.clicked.connect(self.tell_ladder)
        told = QHBoxLayout()
        told.addWidget(self.ladder, 1)
        told.addWidget(self.ladder_why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        self.phones = Label("", "strong")
        column.addWidget(self.phones)
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.attempts: dict[str, QPushButton] = {}
        for outcome, words in ATTEMPTS:
            button = parts.button(say(words))
            button.clicked.connect(partial(self._try, outcome))
            flow.addWidget(button)
            self.attempts[outcome] = button
        column.addWidget(holder)
        self.not_trying = Label("", "help")
        column.addWidget(self.not_trying)
        self._letters = QVBoxLayout()
        self._letters.setSpacing(style.INNER)
        column.addLayout(self._letters)
        self.log = Table(say("Contact log"), (
            Column(say("When")), Column(say("What"), stretch=3),
            Column(say("Who"), from_width=360),
        ))  # fmt: skip
        self.log.setMinimumHeight(200)
        column.addWidget(self.log, 1)
        self.log_why = asks(self.log, self.tell_entry)
        column.addWidget(self.log_why)
        self.no_log = Label(say("No contact yet."), "muted")
        column.addWidget(self.no_log)
        column.addStretch(0)
        return column

    def _show_attempts(self, view: CaseView) -> None:
        found = contacts.rungs(self._way.desk, view.case)
        said = ladder_words.lines(view, found)
        self.ladder.setText("\n".join(said))
        for each in (self.ladder, self.ladder_why):
            each.setVisible(bool(said))
        phones = dict.fromkeys((*view.case.phones, *(n for p in view.case.people for n in p.phones)))
        self.phones.setText(say("Phone: {numbers}", numbers=" · ".join(phones)) if phones else "")
        self.phones.setVisible(bool(phones))
        self._show_letters(view, ladder_words.no_letter(view, found))
        why = _refused(view, "contact_attempt")
        for button in self.attempts.values():
            button.setEnabled(not why)
        early = None if why else contacts.caution(self._way.desk, view.case)
        self.not_trying.be("due" if early else "help")
        told = ladder_words.too_early(early) or why
        self.not_trying.setText(told)
        self.not_trying.setVisible(bool(told))

    def _show_letters(self, view: CaseView, why: str) -> None:
        """A button for each letter of the ladder that is due, or the reason why none is yet."""
        clear(self._letters)
        due = ladder_words.due(view)
        for paper in due:
            name = say_with(paper.name, paper.inputs) or paper.id
            button = parts.button(say("Open: {paper}", paper=name), "link")
            button.clicked.connect(partial(self._way.open_paper, view.number, paper.id))
            self._letters.addWidget(button)
        if why:
            button = parts.button(say("Open: {paper}", paper=say("No-show letter")), "link")
            button.setEnabled(False)
            self._letters.addWidget(button)
            self._letters.addWidget(Label(why, "help"))

    def _show_log(self, view: CaseView) -> None:
        kinds = ("contact_attempt", "contact_response", "appointment_made", "appointment_cancelled",
                 "visit_attended", "visit_missed")  # fmt: skip
        rows = [
            Row(number, (each.when, " · ".join(p for p in (each.title, _detail(each.event)) if p),
                         each.event.by or each.event.name))
            for number, each in enumerate(view.happened) if each.event.kind in kinds
        ]  # fmt: skip
        self.log.fill(rows)
        for each in (self.log, self.log_why):
            each.setVisible(bool(rows))
        self.no_log.setVisible(not rows)

    def tell_ladder(self) -> None:
        """Which miss this is, which attempts count, the 48 hours, the letter and the end."""
        if self._view is not None:
            show_why(self, say("Contacts"), *because_days.ladder(self._way.desk, self._view))

    def tell_entry(self, key: object) -> None:
        """What an entry of the log is worth."""
        if self._view is not None and isinstance(key, int):
            entry = self._view.happened[key]
            show_why(self, entry.title, *because_days.contact(self._way.desk, self._view, entry.event))

    def _try(self, outcome: contacts.Outcome) -> None:
        if self._view is not None:
            self._do(partial(contacts.attempt, self._way.desk, self._view.number, outcome, action=uuid4()))

    def _do(self, act: Callable[[], object], *_: object) -> bool:
        try:
            act()
        except Exception as trouble:
            tell_error(self, trouble)
            return False
        if self._view is not None:
            self._way.changed(self._view.number)
        return True


def _next_days(desk: Desk, view: CaseView) -> tuple[str, ...]:
    """The next days of the clinic with a place left."""
    days = clinic_days.next_days(desk, clinic_days.clinic_of(desk, view.case), view.on)
    said = [
        names.near_day(each.day, view.on)
        + ("" if each.free is None else f" ({say('{count} free', count=each.free)})")
        for each in days
    ]
    return (say("Next clinic days: {days}.", days=", ".join(said)),) if said else ()


def _refused(view: CaseView, kind: EventKind) -> str:
    """Why an act is not possible now, with its section, or nothing."""
    if kind in view.standing.may:
        return ""
    for each in view.standing.may_not:
        if each.event == kind:
            return f"{say_with(each.reason, each.inputs)} ({each.section})"
    return ""


def _before(view: CaseView, when: Moment) -> str:
    """What must be done before an appointment: the interview, while it is open (20.401.2.B)."""
    clock = next(
        (c for c in view.standing.clocks if c.id == "CLK-03" and c.status in ("open", "overdue")), None
    )
    if clock is None or clock.due.day != when.day:
        return ""
    return say("The enrollment interview is still open; it comes before or on that day (20.401.2.B).")


def _detail(event: Event) -> str:
    parts_ = []
    if event.when is not None:
        parts_.append(names.moment(event.when))
    if event.method and event.kind.startswith("contact_"):
        parts_.append(names.named(names.METHODS, event.method).lower())
    return " · ".join(part for part in (*parts_, event.reason, event.note) if part)
