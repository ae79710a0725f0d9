"""Today: what is overdue, due, coming, or waits for somebody else. Enter opens what settles a row.

Read off the window's thread from a board that remembers; on a new morning the rows that still hold are
shown at once, the others follow. Below the list stands what the clock of the chosen row will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import partner_due, worklist
from crs_intake.casework.drafts import Begun
from crs_intake.casework.worklist import Choice, Today
from crs_intake.casework.worklist import Row as Line
from crs_intake.clock import moment
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import DeskError
from crs_intake.domain.text import N_
from crs_intake.words import day, say
from ui import because_words, clock_words, names, steps
from ui.qt import parts, style
from ui.qt.fields import WhyButton
from ui.qt.list_page import ListPage
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import show_why

GROUPS = (
    ("overdue", N_("Overdue"), N_("nothing")),
    ("today", N_("Due today"), N_("nothing")),
    ("week", N_("Next 7 days"), N_("nothing")),
    ("waiting", N_("Waiting on someone else"), N_("nobody")),
)
SIGNS = {"overdue": "overdue", "today": "due", "week": "open", "waiting": "waiting"}
KINDS = {
    "": N_("Everything"), "appointments": N_("Appointments"), "papers": N_("Papers"),
    "contacts": N_("Calls and visits to book"), "deadlines": N_("Other deadlines"),
    "unfinished": N_("Unfinished wizards"),
}  # fmt: skip
MOST = 120
"""Rows of one group; nobody works through more in a day."""
SCREENFUL = 25
"""Rows of a group that are shown at once; the others follow when these are painted."""
AT_ONCE, STEP, STEPS = 40, 50, 10
"""Cases derived before the list is first shown; in each step after it; steps until it is shown again."""
ROOMY = 520
"""Height of the page from which on the chosen clock is told in full."""


class TodayPage(ListPage):
    """The worklist under its four headings, and the wizards that were left in the middle."""

    def __init__(self, way: Way) -> None:
        table = Table(say("Today"), (
            Column(say("Applicant"), stretch=3), Column(say("What"), stretch=5),
            Column(say("Where the clock stands"), stretch=5), Column(say("Who acts"), from_width=660),
            Column(say("Section"), from_width=760),
        ))  # fmt: skip
        super().__init__(way, say("Today"), table, (
            say("Nothing is due in the next 7 days, and nobody is waited for."), say("New referral"),
            lambda: way.open_wizard("", "referral"),
        ))  # fmt: skip
        self._rows: dict[object, Line | Begun] = {}
        self._made: dict[int, tuple[Line, Row]] = {}
        self._found: Today | None = None
        self.kind, self.staff = QComboBox(), QComboBox()
        self._staff: Sequence[Actor] = ()
        self._make_choice()
        self.story = ClockStory()
        self.column.addWidget(self.story)
        self.story.why.clicked.connect(lambda: self.tell_why(table.current()))
        table.why.connect(self.tell_why)
        table.chosen.connect(self.open_row)
        table.moved.connect(self._tell)

    def open_row(self, key: object) -> None:
        """Open the page, the letter or the log that settles a row."""
        found = self._rows.get(key)
        if isinstance(found, Begun):
            self._way.open_wizard(found.number, found.wizard, found.page, found.focus)
        if not isinstance(found, Line):
            return
        opens = found.opens
        if opens.part == partner_due.PART:
            self._way.open_partner("meetings")
        elif opens.wizard:
            self._way.open_wizard(found.number, opens.wizard, opens.page)
        elif opens.document:
            self._way.open_paper(found.number, opens.document)
        else:
            self._way.open_case(found.number, opens.part)

    def tell_why(self, key: object) -> None:
        """How the day of a row came about, with the manual's section."""
        line = self._rows.get(key)
        if isinstance(line, Line):
            lines = because_words.of_line(self._way.desk, line)
            show_why(self, f"{line.applicant}: {line.what}".strip(": "), line.section, lines)

    # Which rows ------------------------------------------------------------------------------------

    def _make_choice(self) -> None:
        """The two filters, as the person left them."""
        desk, row = self._way.desk, QHBoxLayout()
        row.setSpacing(style.BETWEEN)
        kept = worklist.chosen(desk)
        for name, words in KINDS.items():
            self.kind.addItem(say(words), name)
        self._staff = desk.store.people()
        self.staff.addItem(say("Everybody"), "")
        for person in self._staff:
            self.staff.addItem(person.name, person.id)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kept.kind)))
        self.staff.setCurrentIndex(max(0, self.staff.findData(kept.person.id if kept.person else "")))
        for words, box in ((say("&Kind of row"), self.kind), (say("In the &hands of"), self.staff)):
            label = Label(words, wrap=False)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            box.setMinimumContentsLength(14)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._choose())
            held = QHBoxLayout()
            held.setSpacing(style.GAP)
            held.addWidget(label)
            held.addWidget(box)
            row.addLayout(held)
        row.addStretch(1)
        self.tools.addLayout(row)
        self.in_order(self.kind, self.staff)

    def _choice(self) -> Choice:
        person = next((each for each in self._staff if each.id == self.staff.currentData()), None)
        return Choice(str(self.kind.currentData() or ""), person)

    def _choose(self) -> None:
        try:
            worklist.keep_choice(self._way.desk, self._choice())
        except DeskError as trouble:
            tell_error(self, trouble)
        if self._found is not None:
            self._show(self._found)

    # Reading and showing ---------------------------------------------------------------------------

    def _reading(self, number: str) -> Callable[[], object]:
        desk = self._way.desk
        return lambda: partner_due.among(desk, worklist.look(desk, most=AT_ONCE))

    def _show(self, found: Today) -> None:
        choice = self._choice()
        most = MOST if self.table.rowCount() else SCREENFUL
        self._found, self._rows = found, {}
        rows: list[Row | str] = []
        groups: dict[str, list[Line]] = {name: [] for name in ("later", *SIGNS)}
        everything = choice == Choice()
        for line in found.rows:
            if everything or choice.takes(line):
                groups[line.group].append(line)
        for name, words, none in GROUPS:
            lines = groups[name]
            rows.append(f"{say(words)} · {len(lines)}" if lines else f"{say(words)} · {say(none)}")
            rows += [self._line(line, SIGNS[name]) for line in lines[:most]]
            if len(lines) > most:
                rows.append(say("and {count} more, in Cases", count=len(lines) - most))
        begun = [each for each in found.begun if choice.takes_begun(each)]
        if begun:
            rows.append(f"{say('Unfinished')} · {len(begun)}")
            rows += [self._unfinished(each) for each in begun]
        if len(self._made) > 4 * len(GROUPS) * MOST:
            self._made = {}
        nothing = not found.unread and not found.begun and all(line.group == "later" for line in found.rows)
        if nothing:
            self._look_further(found)
        self._fill([] if nothing else rows, self._head(found))
        self.story.setVisible(not nothing)
        self.words.setVisible(not nothing and not (self.story.short and self._read_all))
        for box in (self.kind, self.staff):
            box.setEnabled(not nothing)
        if found.unread:
            self._read_on()
        elif most < MOST and not nothing:
            QTimer.singleShot(0, self, lambda: self._show(found) if self._found is found else None)

    def _look_further(self, found: Today) -> None:
        """An empty day says what comes after the next 7, and leads there."""
        later = [(line.due, line) for line in found.rows if line.due is not None]
        if not later:
            self.empty.say(say("Nothing is due in the next 7 days, and nobody is waited for."))
            self.empty.offer("", lambda: None)
            return
        due, line = min(later, key=lambda each: each[0].sort_key())
        self._rows[line.key] = line
        on = moment(self._way.desk.clock).day
        self.empty.say(say("Nothing is due in the next 7 days. Next: {what}, {name}, on {day}.",
                           what=line.what, name=line.applicant or say("(name not known)"),
                           day=names.near_day(due.day, on)))  # fmt: skip
        self.empty.offer(say("&Open what comes next"), lambda: self.open_row(line.key))

    def _head(self, found: Today) -> str:
        if found.unread:
            return say("{count} cases are still being read; the list goes on filling.", count=found.unread)
        on = day(moment(self._way.desk.clock).day)
        return say("{day}. Enter on a row opens what settles it.", day=on)

    def _read_on(self) -> None:
        """Derive the rest in small steps, so that nobody waits for the board; what is ready is shown."""
        desk = self._way.desk

        def read_on() -> Today:
            found = worklist.look(desk, most=STEP)
            for _ in range(STEPS):
                if found.unread:
                    found = worklist.look(desk, most=STEP)
            return partner_due.among(desk, found)

        self.wait.show()
        self._task.start(read_on)

    def _line(self, line: Line, sign: str) -> Row:

        known = self._made.get(id(line))
        if known is not None and known[0] is line:  # the board hands out the same row until it changes
            self._rows[known[1].key] = line
            return known[1]
        key = line.key
        self._rows[key] = line
        cells = (line.applicant or say("(name not known)"), line.what, line.clock,
                 names.named(names.WHO, line.who), line.section)  # fmt: skip
        self._made[id(line)] = line, Row(key, cells, icon=sign, tip=line.wording, strong=0)
        return self._made[id(line)][1]

    def _unfinished(self, begun: Begun) -> Row:
        words = steps.stopped(begun.wizard, begun.page, begun.by_name)
        when = names.moment(begun.at) if begun.at else ""
        name = begun.number
        if not begun.number.startswith("new:"):
            name = names.applicant_name(self._way.desk.store.case(begun.number).case)
        else:
            typed = [begun.said.get(key, "") for key in ("given", "family")]
            name = " ".join(part for part in typed if part) or say("New referral")
        key = ("begun", begun.number, begun.wizard, begun.by)
        self._rows[key] = begun
        return Row(key, (name, words, when, begun.by_name, ""), icon="waiting", strong=0)

    def _tell(self, key: object) -> None:
        """Say below the list what the clock of the chosen row does."""
        line = self._rows.get(key)
        if not isinstance(line, Line):
            self.story.say(())
            return
        try:
            clock = worklist.clock_of(self._way.desk, line)
        except DeskError:  # closed meanwhile, or beyond the book: the row itself says so
            clock = None
        on = moment(self._way.desk.clock).day
        self.story.say(clock_words.lines(clock, on) if clock else clock_words.of_row(line))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """On a low screen only the end of the clock is told."""
        super().resizeEvent(event)
        low = self.height() < ROOMY
        self.story.short = low
        self.words.setVisible(self.table.isVisibleTo(self) and not (low and self._read_all))
        between = style.GAP if low else style.BETWEEN
        self.column.setContentsMargins(style.AROUND, between, style.AROUND, between)

    @property
    def _read_all(self) -> bool:
        return self._found is not None and not self._found.unread


class ClockStory(QWidget):
    """What is told of one clock: since when, due, what stops it, who acts, and what it ends in."""

    def __init__(self) -> None:
        super().__init__()
        self._short = False
        self._told: Sequence[tuple[str, str]] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.INNER, 0, 0)
        column.setSpacing(style.INNER)
        self.rule = parts.rule()
        column.addWidget(self.rule)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.words = Label("")
        row.addWidget(self.words, 1)
        self.why = WhyButton(say("The chosen row"), self, stops=True)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    @property
    def short(self) -> bool:
        """Whether only the last line is told."""
        return self._short

    @short.setter
    def short(self, short: bool) -> None:
        if short != self._short:
            self._short = short
            self.say(self._told)

    def say(self, told: Sequence[tuple[str, str]]) -> None:
        """Tell it; nothing where no clock runs."""
        self._told = told
        shown = told[-1:] if self._short else told
        self.words.setText("\n".join(f"{name}: {words}" if name else words for name, words in shown))
        self.words.setAccessibleName(say("The clock of the chosen row: {words}", words=self.words.text()))
        self.why.setVisible(bool(told))
