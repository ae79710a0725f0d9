"""Note what happened: any entry of a case's life that has no page of its own, with the details it needs.

What may happen now, and which details it needs, comes from the manual's data (`events.yaml`); what may
not stands below, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import events, facts
from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy.acts import Act, acts
from crs_intake.words import say, say_with
from ui import names
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear, tell_error
from ui.views import CaseView

ELSEWHERE = frozenset({
    "referral_received", "medical_determination", "document_drafted", "document_printed", "document_sent",
    "document_returned", "document_cancelled", "appointment_made", "appointment_cancelled",
    "visit_attended", "visit_missed", "contact_attempt", "interview_held", "determination_made",
    "correction", "merged", "entered_by_mistake", "handed_over",
})  # fmt: skip
"""Entries that have a page, a paper or a click of their own."""
OPTIONAL: dict[str, tuple[str, ...]] = {
    "application_signed": ("application_date", "pages"),
    "application_faxed": ("outcome", "stamp_page", "number", "pages"),
    "title_result": ("effective", "name", "reason"),
    "enrolled": ("effective",), "evaluation_finding": ("reason",), "followup_checked": ("name",),
    "urgent_request": ("reason",), "urgent_response": ("reason",),
    "withdrawal_requested": ("reason",), "des_contacted": ("name",), "contact_response": ("name",),
}  # fmt: skip
LABELS = {
    "outcome": N_("Outcome"), "name": N_("Name of the person"), "method": N_("How"),
    "program": N_("Program"), "signer": N_("Signed by"), "document": N_("Document"),
    "items": N_("Items, with commas between"), "reason": N_("Reason in words"), "role": N_("In which role"),
    "number": N_("Number"), "pages": N_("Pages"), "effective": N_("From which day"),
    "reason_code": N_("Letter of the reason, A to G"), "note": N_("Note"), "corrects": N_("Entry"),
    "stamp_page": N_("Page of the application with the CRS stamp"),
    "application_date": N_("Date on the application"), "when": N_("Day and time of it"),
    "appointment": N_("Appointment"),
}  # fmt: skip
PROGRAMS = {"xix": N_("Title XIX"), "xxi": N_("Title XXI"), "altcs": "ALTCS"}
PEOPLE_ROLES = {
    "director": N_("Medical Director"), "designee": N_("Designee"), "physician": N_("Physician"),
    "parent": N_("Parent"), "representative": N_("Representative"), "contractor": N_("Contractor"),
    "member": N_("Member"),
}  # fmt: skip
SHORT = ("at", "effective", "pages", "stamp_page", "application_date")
AGREEMENTS = ("DOC-34", "DOC-35")


class Happened(QDialog):
    """A list of what may happen now, and the details of the chosen one; `noted` tells whether it was noted.

    `paper` is the id of the received paper that tells it.
    """

    def __init__(self, desk: Desk, view: CaseView, parent: QWidget | None = None, kind: str = "",
                 paper: str = "") -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._view, self._paper = desk, view, paper
        self.noted = False
        self.setWindowTitle(say("Note what happened"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Note what happened"), "title"))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        self.list = Table(say("What may happen now"), (Column(say("What may happen now"), stretch=1),))
        self.list.moved.connect(lambda _key: self._show())
        self.list.chosen.connect(lambda _key: self.take_focus())
        split.addWidget(self.list)
        inside, self._details = parts.page(style.BETWEEN)
        split.addWidget(parts.scrolling(inside))
        split.setSizes([320, 520])
        column.addWidget(split, 1)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.keep = parts.button(say("&Note it"), "primary")
        self.keep.clicked.connect(self._keep)
        leave = parts.button(say("Cancel"))
        leave.clicked.connect(self.reject)
        column.addWidget(parts.foot(self.keep, leave))
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self._fill(kind)
        style.grow(self, 900, 600)

    def take_focus(self) -> None:
        """Start at the first detail."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def choose(self, kind: str) -> bool:
        """Stand on a kind; False if it cannot happen now."""
        return self.list.go_to(kind)

    @property
    def act(self) -> Act | None:
        """The chosen kind."""
        return acts().get(str(self.list.current()))

    def _fill(self, kind: str) -> None:
        may = [act for act in acts().values() if act.kind in self._view.standing.may]
        rows: list[Row | str] = [Row(a.kind, (say(a.label),)) for a in may if a.kind not in ELSEWHERE]
        no = [each for each in self._view.standing.may_not if each.event not in ELSEWHERE]
        if no:
            rows.append(say("Not now"))
            rows += [f"{say(acts()[each.event].label)}: {say_with(each.reason, each.inputs)} ({each.section})"
                     for each in no if each.event in acts()]  # fmt: skip
        self.list.fill(rows)
        bar = self.list.verticalScrollBar().sizeHint().width()
        self.list.ensurePolished()
        self.list.setMinimumWidth(self.list.horizontalHeader().sectionSizeHint(0) + bar + style.GAP)
        if kind:
            self.choose(kind)
        self._show()

    def _show(self) -> None:
        clear(self._details)
        self.fields = {}
        self.trouble.hide()
        act = self.act
        self.keep.setEnabled(act is not None)
        if act is None:
            self._details.addWidget(Label(say("Nothing more can be noted now."), "muted"))
            self._details.addStretch(1)
            return
        self._details.addWidget(Label(say(act.label), "section"))
        self._details.addWidget(Label(f"{say(act.plain)} ({act.section})", "help"))
        now = reading.write("moment", self._view.at)
        self._line("at", say("When (required)"), now)
        for need in act.needs:
            for name in need.split("|"):
                label = say(LABELS.get(name, name))
                self._field(act, name, label if "|" in need else say("{label} (required)", label=label))
        for name in (*OPTIONAL.get(act.kind, ()), "note"):
            if name not in self.fields:
                self._field(act, name, say(LABELS[name]))
        self._details.addStretch(1)

    def _field(self, act: Act, name: str, label: str) -> None:
        choices = self._choices(act, name)
        if choices:
            box = QComboBox()
            box.addItem("", "")
            for value, words in choices:
                box.addItem(words, value)
            if len(choices) == 1:
                box.setCurrentIndex(1)
            self.fields[name] = box
            parts.field(self._details, label, box, width=320)
        else:
            self._line(name, label, ", ".join(self._view.standing.missing_items) if name == "items" else "")

    def _line(self, name: str, label: str, text: str) -> None:
        line = QLineEdit(text)
        line.returnPressed.connect(self._keep)
        self.fields[name] = line
        parts.field(self._details, label, line, width=160 if name in SHORT else 320)

    def _choices(self, act: Act, name: str) -> list[tuple[str, str]]:
        if name == "outcome":
            return [(each, names.named(names.OUTCOMES, each)) for each in act.outcomes]
        if name == "method":
            return [(each, names.named(names.METHODS, each)) for each in names.METHODS]
        if name == "program":
            return [(value, say(words)) for value, words in PROGRAMS.items()]
        if name == "role":
            return [(value, say(words)) for value, words in PEOPLE_ROLES.items()]
        if name == "signer":
            return [(person.id, person.name) for person in self._view.case.people if person.name]
        if name == "document":
            return self._documents(act)
        return []

    def _documents(self, act: Act) -> list[tuple[str, str]]:
        from crs_intake.documents import catalogue

        wanted = AGREEMENTS if act.kind.startswith("agreement_") else ()
        return [(e.id, f"{say(e.name)} ({e.id})") for e in catalogue.known() if not wanted or e.id in wanted]

    def _keep(self) -> None:
        act = self.act
        if act is None:
            return
        try:
            values = self._values()
        except Unreadable as trouble:
            self.trouble.setText(str(trouble))
            self.trouble.show()
            return
        try:
            self._keep_fact(values.pop("application_date", None) or values["at"].day)
            event = Event(kind=act.kind, document_id=self._paper, **values)  # type: ignore[arg-type]
            events.record(self._desk, self._view.number, event, uuid4())
        except Exception as trouble:  # said in its own words; what was typed stays
            tell_error(self, trouble)
            return
        self.noted = True
        self.accept()

    def _keep_fact(self, dated: date) -> None:
        """The date on the Medical Assistance application is a fact of the case; the TAD prints it."""
        stored = self._desk.store.case(self._view.number)
        if self.act is not None and self.act.kind == "application_signed":
            case = replace(stored.case, application_date=dated)
            if case != stored.case:
                facts.keep(self._desk, stored, case, uuid4())

    def _values(self) -> dict[str, Any]:
        read: dict[str, Callable[[str], Any]] = {
            "at": lambda text: self._read("moment", text), "effective": lambda text: self._read("day", text),
            "application_date": lambda text: self._read("day", text),
            "pages": lambda text: self._read("whole", text),
            "stamp_page": lambda text: self._read("whole", text),
            "items": lambda text: tuple(p for each in text.split(",") if (p := reading.tidy(each))),
        }  # fmt: skip
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            text = str(field.currentData()) if isinstance(field, QComboBox) else field.text()
            if text.strip():
                values[name] = read[name](text) if name in read else reading.tidy(text)
        if "at" not in values:
            raise Unreadable(say("Type when it happened."))
        return values

    def _read(self, kind: str, text: str) -> Any:
        return reading.read(kind, text, today(self._desk.clock))
