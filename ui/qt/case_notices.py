"""What must be seen first of a case: that it counts no more, an urgent request, a site without its records.

Each line has the button that settles it, switched off with the reason where a person may not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.words import say
from ui import because_words, names
from ui.qt import parts, style
from ui.qt.fields import WhyButton
from ui.qt.text import Label, clear
from ui.qt.why import show_why
from ui.views import CaseView, clock_place

URGENT = "CLK-09"


class Notices(QWidget):
    """Lines above the views of a case; empty when there is nothing to say."""

    def __init__(
        self, undo: Callable[[], object], open_case: Callable[[str], object], answer: Callable[[], object]
    ) -> None:
        super().__init__()
        self._undo, self._open, self._answer = undo, open_case, answer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.INNER)

    def show_view(self, view: CaseView, desk: Desk) -> None:
        """Say what must be seen of this case."""
        clear(self._column)
        if view.void is not None:
            self._void(view)
        for clock in view.standing.clocks:
            if clock.id == URGENT and clock.status in ("open", "overdue"):
                asker = view.urgent_asker
                words = say("Urgent request of {name}: {when} (20.400).", name=asker,
                            when=clock_place(clock, view.on))  # fmt: skip
                told = tuple(because_words.clock(clock, view.on))
                self._line(words, clock.status == "overdue", (say("Note the a&nswer…"), self._answer),
                           why=partial(show_why, self, words, clock.section, told))  # fmt: skip
        for number, _ in view.attached:
            words = say("Case {number} was merged into this one; its history and papers are shown here.",
                        number=number)  # fmt: skip
            self._line(words, False, (say("Open case {number}", number=number), partial(self._open, number)))
        if view.sites_lacking and view.standing.enrolled is not None:
            self._line(say("The records must be at every site that sees the member; they lack at {sites} "
                           "(20.1000.1).", sites=", ".join(_sites(desk, view))), False)  # fmt: skip
        self.setVisible(self._column.count() > 0)

    def _void(self, view: CaseView) -> None:
        event = view.void
        if event is None:
            return
        why = " · ".join(part for part in (event.reason, event.by, names.moment(event.at)) if part)
        undo = (say("&Undo…"), self._undo)
        if event.kind == "merged":
            words = say("This case goes on as case {number}: {why}", number=event.number, why=why)
            leads = (say("&Open case {number}", number=event.number), lambda: self._open(event.number))
            self._line(words, True, leads, undo)
        else:
            self._line(say("This case was entered by mistake and counts no more: {why}", why=why), True, undo)

    def _line(
        self, words: str, late: bool, *buttons: tuple[str, Callable[[], object]],
        why: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        box = QFrame()
        box.setProperty("role", "banner")
        row = QHBoxLayout(box)
        row.setContentsMargins(style.BETWEEN, style.INNER, style.BETWEEN, style.INNER)
        row.setSpacing(style.GAP)
        drawn = Label("", wrap=False)
        drawn.setPixmap(style.picture("overdue" if late else "due"))
        row.addWidget(drawn)
        row.addWidget(Label(words), 1)
        if why is not None:
            asks = WhyButton(words, box, stops=True)
            asks.clicked.connect(lambda _on=False, ask=why: ask())
            row.addWidget(asks)
        for text, act in buttons:
            made = parts.button(text, name=text.replace("&", ""))
            made.clicked.connect(lambda _on=False, do=act: do())
            row.addWidget(made)
        self._column.addWidget(box)


def _sites(desk: Desk, view: CaseView) -> list[str]:
    found = ((id, desk.site.clinic(id)) for id in view.sites_lacking)
    return [clinic.name if clinic is not None and clinic.name else id for id, clinic in found]
