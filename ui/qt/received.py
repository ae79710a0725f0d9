"""File a paper that reached the desk: its picture at the left, what it is and whose at the right.

A returned TAD finds its case by the code on the page; what DES wrote is typed beside the picture, and the
page and the answer are kept together. Any other paper is filed, and what it tells is offered to be noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QLineEdit,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import received, returned
from crs_intake.casework.cases import search
from crs_intake.casework.ports import Desk
from crs_intake.casework.received import Incoming, Offer
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, NotAcceptable, WorldTrouble
from crs_intake.domain.event import EventKind
from crs_intake.domain.scan import LARGEST, TAD_PART
from crs_intake.policy.acts import acts
from crs_intake.words import say, told
from ui import names
from ui.forms import reading, returned_tad
from ui.forms.form import About, Choice, Field, Form, Note
from ui.qt import parts, style
from ui.qt.fields import Remarks
from ui.qt.form_view import FormView
from ui.qt.scan_view import ScanView
from ui.qt.search import SearchBox
from ui.qt.task import Task, log_defect
from ui.qt.text import Label, clear
from ui.qt.why import show_why

ENDINGS = "*.pdf *.tif *.tiff *.png *.jpg *.jpeg"
NARROW = 940
LOW = 480


@dataclass(frozen=True)
class Filed:
    """What was done with one file."""

    number: str
    scan: str
    document: str
    recorded: bool = False
    """An answer of DES was recorded with it."""
    note: EventKind | None = None
    """What is to be noted now."""


def read_file(desk: Desk, path: Path) -> Incoming:
    """Read a file from a disk, never more than can be kept, and look into it. Raises DeskError."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise WorldTrouble(
            say("The file {name} cannot be opened.", name=path.name),
            then=say("Check that it is still there and that you may read it."),
        ) from None
    return received.look_into(desk, path.name, data)


class ReceivedDialog(QDialog):
    """One file after the other; `filed(Filed)` for each that was kept."""

    filed = Signal(object)

    def __init__(self, desk: Desk, files: Sequence[Path], parent: QWidget | None = None, *, number: str = "",
                 document: str = "") -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._files, self._at = desk, list(files), 0
        self._start = (number, document)
        self.incoming: Incoming | None = None
        self.number = ""
        self._offer = Offer()
        self._action: UUID = uuid4()
        self.setWindowTitle(say("File a received paper"))
        self._look, self._keep = Task(self), Task(self)
        self._look.done.connect(self._looked)
        self._look.failed.connect(self._refused)
        self._keep.done.connect(self._kept)
        self._keep.failed.connect(self._not_kept)
        self._make()
        style.grow(self, 1180, 700)
        self._next()

    # Making ----------------------------------------------------------------------------------------

    def _make(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.GAP)
        self.title = Label(say("File a received paper"), "title")
        self.which = Label("", "help")
        column.addWidget(self.title)
        column.addWidget(self.which)
        self.wait = parts.waiting(say("Looking into the file"))
        column.addWidget(self.wait)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.view = ScanView()
        self.view.setMinimumWidth(240)
        self.view.area.setMinimumHeight(48)
        self.split.addWidget(self.view)
        inside, right = parts.page(style.GAP)
        self._fill_right(right)
        self.right = parts.scrolling(inside)
        self.right.setMinimumHeight(48)
        self.split.addWidget(self.right)
        self.split.setSizes([600, 520])
        column.addWidget(self.split, 1)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.keep = parts.button(say("&File it"), "primary")
        self.keep.clicked.connect(self._file)
        self.skip = parts.button(say("&Leave this file out"))
        self.skip.clicked.connect(self._go_on)
        leave = parts.button(say("Cancel"))
        leave.clicked.connect(self.reject)
        column.addWidget(parts.foot(self.keep, self.skip, leave))

    def _fill_right(self, column: QVBoxLayout) -> None:
        column.addWidget(Label(say("Case"), "section"))
        self.case = Label("", "strong")
        self.found_by = Label("", "help")
        column.addWidget(self.case)
        column.addWidget(self.found_by)
        self.search = SearchBox(lambda text: search(self._desk, text, 12))
        self.search.setPlaceholderText(say("Name, birth date or case number"))
        self.search.opened.connect(lambda number: self.choose_case(number))
        parts.field(column, say("Fi&nd the case"), self.search)
        self.paper = QComboBox()
        for id, name in received.known():
            self.paper.addItem(f"{say(name)} ({id})", id)
        self.paper.addItem(say("Another paper"), "")
        self.paper.activated.connect(lambda _n: self._paper_chosen())
        parts.field(column, say("Which &paper"), self.paper)
        self._what = QWidget()
        inner = QVBoxLayout(self._what)
        inner.setContentsMargins(0, 0, 0, 0)
        self.what = QLineEdit()
        self.what.setMaxLength(200)
        parts.field(inner, say("&What it is (required)"), self.what)
        column.addWidget(self._what)
        self.remarks = Remarks()
        column.addWidget(self.remarks)
        self._ways = QWidget()
        self._way_box = QVBoxLayout(self._ways)
        self._way_box.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        column.addWidget(self._ways)
        self._des = QWidget()
        self._des_box = QVBoxLayout(self._des)
        self._des_box.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._des)
        self.offered = Label("", "help")
        column.addWidget(self.offered)
        column.addStretch(1)

    def _make_form(self) -> None:
        clear(self._des_box)
        now = moment(self._desk.clock)
        case = self._desk.store.case(self.number).case if self.number else None
        about = About(case=case or Case(format="crs-case/1"), now=now, actor=self._desk.actor)
        self.form = Form(returned_tad.FIELDS, about).put({})
        self._des_box.addWidget(Label(say("Completed by DES"), "section"))
        self.des = FormView(self.form, lambda _key: {})
        self.des.typed.connect(lambda _path: self._typed())
        self.des.left.connect(lambda _path: self._doubt())
        self.des.why.connect(self._why)
        self._des_box.addWidget(self.des)
        self.des.show()

    def _why(self, field: Field) -> None:
        show_why(self, say(field.label), field.cite)

    # One file after the other ----------------------------------------------------------------------

    def _next(self) -> None:
        self.incoming, self.number, self._action = None, "", uuid4()
        self._make_form()
        self.trouble.hide()
        self.view.empty()
        self.split.setEnabled(False)
        self.keep.setEnabled(False)
        path = self._files[self._at]
        many = len(self._files) > 1
        self.skip.setVisible(many)
        at, of = self._at + 1, len(self._files)
        words = say("File {number} of {total}: {name}", name=path.name, number=at, total=of)
        self.which.setText(words if many else path.name)
        self.wait.show()
        self._look.start(partial(read_file, self._desk, path))

    def _go_on(self) -> None:
        self._at += 1
        if self._at < len(self._files):
            self._next()
        else:
            self.accept()

    def _looked(self, found: object) -> None:
        if not isinstance(found, Incoming):
            return
        self.wait.hide()
        self.incoming = found
        self.split.setEnabled(True)
        self.keep.setEnabled(True)
        self.view.show_file(self._desk, found.data, found.looked.pages)
        number, document = self._start
        if found.number:  # what stands on the page counts before what stood on the screen
            document = document or TAD_PART
        place = self.paper.findData(document or ("" if number else TAD_PART))
        self.paper.setCurrentIndex(max(0, place))
        self.choose_case(found.number or number, by_code=bool(found.number))
        if found.number:
            self.view.drawn.connect(self._to_des, Qt.ConnectionType.SingleShotConnection)
        if self.number:
            (self._stand_at("case_name") if self._tad else self.paper.setFocus())
        else:
            self.search.setFocus()

    def _to_des(self) -> None:
        """The half of DES stands below; that is what is typed."""
        bar = self.view.area.verticalScrollBar()
        QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))

    def _refused(self, trouble: object) -> None:
        self.wait.hide()
        self._say(trouble)
        self.skip.setVisible(len(self._files) > 1)

    def _say(self, trouble: object) -> None:
        if isinstance(trouble, DeskError):
            words = " ".join(part for part in (told(trouble), told(trouble.then)) if part)
        else:
            if isinstance(trouble, BaseException):
                log_defect(trouble)
            words = say("This did not work, and the fault is the program's. Nothing was kept; try once more.")
        self.trouble.setText(words)
        self.trouble.show()

    # Case and paper --------------------------------------------------------------------------------

    @property
    def _tad(self) -> bool:
        return bool(self.paper.currentData() == TAD_PART)

    def choose_case(self, number: str, *, by_code: bool = False) -> None:
        """The case to which the paper belongs; found by the code on the page, or picked."""
        self.number = number
        if not number:
            self.case.setText(say("No case is chosen yet."))
            self.found_by.setText(
                say("No code of a case could be read on the pages. Search by name or number.")
            )
        else:
            try:
                case = self._desk.store.case(number).case
            except DeskError as trouble:
                self._say(trouble)
                return
            born = case.applicant.born if case.applicant else None
            day = names.short_day(born) if born else ""
            self.case.setText(" · ".join(each for each in (names.applicant_name(case), day, number) if each))
            other = self.incoming.number if self.incoming is not None else ""
            if by_code:
                words = say("Found by the code on the page. Another case: search below.")
            elif other and other != number:
                words = say("The code on the page names case {number}. Is this the right one?", number=other)
            else:
                words = say("Picked by hand.")
            self.found_by.setText(words)
        self._paper_chosen()

    def _paper_chosen(self) -> None:
        document = str(self.paper.currentData() or "")
        self._what.setVisible(not document)
        self._des.setVisible(self._tad)
        self.keep.setText(say("&Record and file") if self._tad else say("&File it"))
        self._offer = Offer()
        if self.number and not self._tad:
            try:
                self._offer = received.offer(self._desk, self.number, document)
            except DeskError:
                self._offer = Offer()
        self.offered.setText(self._offer_words())
        self.offered.setVisible(bool(self.offered.text()))
        self._doubt()

    def _offer_words(self) -> str:
        kind = self._offer.kind
        if kind is None:
            return ""
        what = say(acts()[kind].label)
        if self._offer.noted is not None:
            day = self._offer.noted.at.day
            return say(
                "Noted already: {what}, {day}. The paper is filed with that entry.", what=what, day=day
            )
        if self._offer.now:
            return say("Next you are asked to note what happened: {what}.", what=what)
        return say("Only filed: “{what}” cannot be noted now.", what=what)

    # Doubts ----------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self.trouble.hide()
        self.des.refresh()
        self._tell_notes()

    def _doubt(self) -> None:
        """Ask at once what is odd about the page, not after it was all typed."""
        self._doubts: tuple[returned.Doubt, ...] = ()
        if self._tad and self.number and self.incoming is not None:
            try:
                answer = returned_tad.answer(self.form)
                self._doubts = returned.doubts(self._desk, self.number, self.incoming, answer)
            except DeskError as trouble:
                self._say(trouble)
        self._tell_notes()
        wanted = returned_tad.ways(self._doubts) if self._doubts else ()
        if [each.value for each in wanted] != list(self.ways):
            self._offer_ways(wanted)
        blocked = any(each.blocks for each in self._doubts)
        self.des.setEnabled(not blocked)

    def _tell_notes(self) -> None:
        blanks = returned_tad.blanks(self.form.answers) if self._tad else ()
        asked = tuple(Note("error" if each.blocks else "due", told(each.sentence)) for each in self._doubts)
        self.remarks.show_notes((*asked, *blanks))

    def _offer_ways(self, wanted: Sequence[Choice]) -> None:
        clear(self._way_box)
        self.ways = {}
        for each in wanted:
            button = QRadioButton(each.words)
            button.setAccessibleName(each.words)
            self._group.addButton(button)
            self._way_box.addWidget(button)
            self.ways[each.value] = button
            button.setChecked(len(wanted) == 1)
            button.toggled.connect(lambda _on: self._name_button())
        self._ways.setVisible(bool(wanted))
        self._name_button()

    def _way(self) -> str:
        if not self.ways:
            return returned_tad.RECORD
        return next((way for way, button in self.ways.items() if button.isChecked()), "")

    def _name_button(self) -> None:
        records = self._tad and self._way() != returned_tad.ONLY_FILE
        self.keep.setText(say("&Record and file") if records else say("&File it"))

    # Keeping ---------------------------------------------------------------------------------------

    def _file(self) -> None:
        incoming = self.incoming
        if incoming is None or self._keep.busy:
            return
        self.trouble.hide()
        if not self.number:
            self._ask(say("Choose the case to which the paper belongs."), self.search)
            return
        act = self._tad_act(incoming) if self._tad else self._paper_act(incoming)
        if act is not None:
            self.keep.setEnabled(False)
            self._keep.start(act)

    def _tad_act(self, incoming: Incoming) -> Callable[[], object] | None:
        way = self._way()
        if not way:
            self._ask(say("Answer the question above: record the answer, or only file the page."),
                      next(iter(self.ways.values())))  # fmt: skip
            return None
        if way == returned_tad.ONLY_FILE:
            return self._only_file(incoming, TAD_PART)
        wrong = returned_tad.wrong(self.form)
        if wrong:
            self.des.reveal()
            first, words = next(iter(wrong.items()))
            self._ask(words)
            self._stand_at(first)
            return None
        answer, number, action, desk = returned_tad.answer(self.form), self.number, self._action, self._desk

        def work() -> Filed:
            case = returned.file_tad(desk, number, incoming, answer, action)
            return Filed(number, case.events[-1].document_id, TAD_PART, recorded=True)

        return work

    def _paper_act(self, incoming: Incoming) -> Callable[[], object] | None:
        document = str(self.paper.currentData() or "")
        if not document and not reading.tidy(self.what.text()):
            self._ask(say("Say which paper it is."), self.what)
            return None
        return self._only_file(incoming, document)

    def _only_file(self, incoming: Incoming, document: str) -> Callable[[], object]:
        offer, desk, number, action = self._offer, self._desk, self.number, self._action
        note = reading.tidy(self.what.text()) if not document else ""
        event = offer.noted.id if offer.noted is not None else ""

        def work() -> Filed:
            scan = received.file(desk, number, document, incoming, event=event, note=note, action=action)
            wanted = offer.kind if offer.now and offer.noted is None else None
            return Filed(number, scan.id, document, note=wanted)

        return work

    def _ask(self, words: str, widget: QWidget | None = None) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        if widget is not None:
            widget.setFocus()

    def _stand_at(self, key: str) -> None:
        """Put the cursor into a question of the part of DES, and the question into sight."""
        self.des.focus_at(key)
        view = self.des.views.get(key)
        if view is not None:
            QTimer.singleShot(0, view, lambda: parts.Scroll.bring(view))

    def _kept(self, done: object) -> None:
        self.keep.setEnabled(True)
        if isinstance(done, Filed):
            self.filed.emit(done)
            self._go_on()

    def _not_kept(self, trouble: object) -> None:
        self.keep.setEnabled(True)
        self._say(trouble)
        if isinstance(trouble, NotAcceptable) and trouble.where:
            self._stand_at(trouble.where)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Picture and questions side by side where there is room, else under each other."""
        super().resizeEvent(event)
        self.title.setVisible(self.height() >= LOW)
        ways = Qt.Orientation
        self.split.setOrientation(ways.Horizontal if self.width() >= NARROW else ways.Vertical)
