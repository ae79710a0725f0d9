"""Today: what is overdue, due, coming, or waits for somebody else. Enter opens what settles a row.

Computed from the clocks, papers and appointments of every open case, off the window's thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.casework.drafts import Begun
from crs_intake.clock import today as day_of
from crs_intake.domain.text import N_
from crs_intake.words import day, say
from ui import names, steps
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way

GROUPS = (
    ("overdue", N_("Overdue"), N_("nothing")),
    ("today", N_("Due today"), N_("nothing")),
    ("week", N_("Next 7 days"), N_("nothing")),
    ("waiting", N_("Waiting on someone else"), N_("nobody")),
)
SIGNS = {"overdue": "overdue", "today": "due", "week": "open", "waiting": "waiting"}
MOST = 120
"""Rows of one group; nobody works through more in a day."""


@dataclass(frozen=True)
class Key:
    """What a row opens: its place in the worklist, or an unfinished wizard."""

    kind: str
    at: int


class TodayPage(QWidget):
    """The worklist under its four headings, and the wizards that were left in the middle."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._rows: Sequence[object] = ()
        self._begun: Sequence[Begun] = ()
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        self.title = Label(say("Today"), "title")
        column.addWidget(self.title)
        self.words = Label("", "help")
        column.addWidget(self.words)
        self.wait = parts.waiting(say("Reading the cases"))
        column.addWidget(self.wait)
        self.table = Table(say("Today"), (
            Column(say("Applicant"), stretch=3), Column(say("What"), stretch=5),
            Column(say("Where the clock stands"), stretch=4), Column(say("Who acts"), from_width=480),
            Column(say("Section"), from_width=760),
        ))  # fmt: skip
        self.table.chosen.connect(self.open_row)
        column.addWidget(self.table, 1)
        self.empty = parts.empty(say("Nothing is due, and nobody is waited for."), say("New referral"),
                                 lambda: way.open_wizard("", "referral"))  # fmt: skip
        column.addWidget(self.empty, 1)

    def look_again(self, _number: str = "") -> None:
        """Compute the worklist anew."""
        from crs_intake.casework import worklist

        desk = self._way.desk
        if not self.table.rowCount():
            self.wait.show()
        self._task.start(lambda: worklist.today(desk))

    def take_focus(self) -> None:
        """Start in the list."""
        self.table.setFocus()

    def open_row(self, key: object) -> None:
        """Open the page, the letter or the log that settles a row."""
        from crs_intake.casework.worklist import Row as Line

        if not isinstance(key, Key):
            return
        if key.kind == "begun":
            begun = self._begun[key.at]
            self._way.open_wizard(begun.number, begun.wizard, begun.page, begun.focus)
            return
        line = self._rows[key.at]
        assert isinstance(line, Line)  # noqa: S101 - tells the type
        opens = line.opens
        if opens.wizard:
            self._way.open_wizard(line.number, opens.wizard, opens.page)
        elif opens.document:
            self._way.open_paper(line.number, opens.document)
        else:
            self._way.open_case(line.number, opens.part)

    def _show(self, found: object) -> None:
        from crs_intake.casework.worklist import Today

        assert isinstance(found, Today)  # noqa: S101 - tells the type
        self.wait.hide()
        self._rows, self._begun = found.rows, found.begun
        rows: list[Row | str] = []
        place = {id(line): number for number, line in enumerate(found.rows)}
        for name, words, none in GROUPS:
            lines = found.group(name)  # type: ignore[arg-type]
            rows.append(f"{say(words)} · {len(lines)}" if lines else f"{say(words)} · {say(none)}")
            rows += [
                Row(Key("row", place[id(line)]), (line.applicant or say("(name not known)"), line.what,
                    line.clock, names.named(names.WHO, line.who), line.section),
                    icon=SIGNS[name], tip=line.wording, strong=0)
                for line in lines[:MOST]
            ]  # fmt: skip
            if len(lines) > MOST:
                rows.append(say("and {count} more, in Cases", count=len(lines) - MOST))
        if found.begun:
            rows.append(f"{say('Unfinished')} · {len(found.begun)}")
            rows += [self._unfinished(number, each) for number, each in enumerate(found.begun)]
        nothing = not found.begun and all(not found.group(name) for name, _, _ in GROUPS)  # type: ignore[arg-type]
        self.table.fill(rows)
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.words.setText(say("{day}. Enter on a row opens what settles it.",
                               day=day(day_of(self._way.desk.clock))))  # fmt: skip
        self.words.setVisible(not nothing)

    def _unfinished(self, number: int, begun: Begun) -> Row:
        words = steps.stopped(begun.wizard, begun.page, begun.by_name)
        when = names.moment(begun.at) if begun.at else ""
        name = begun.number
        if not begun.number.startswith("new:"):
            name = names.applicant_name(self._way.desk.store.case(begun.number).case)
        else:
            typed = [begun.said.get(key, "") for key in ("given", "family")]
            name = " ".join(part for part in typed if part) or say("New referral")
        return Row(Key("begun", number), (name, words, when, begun.by_name, ""), icon="waiting", strong=0)

    def _say(self, trouble: object) -> None:
        self.wait.hide()
        if isinstance(trouble, BaseException):
            tell_error(self, trouble)
