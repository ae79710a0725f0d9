"""All letters that are due in one go: chosen, made with a bar and Cancel, printed, and marked as mailed.

What was made or printed when somebody cancels stays so; a paper is never half done. What is blocked
stands below the list with what to do about it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import batch
from crs_intake.casework.batch import Blocked, Errand, Made, Ready
from crs_intake.clock import today
from crs_intake.domain.errors import DeskError
from crs_intake.words import say, told
from ui import batch as words_of
from ui.forms import reading
from ui.qt import parts, style
from ui.qt.printing import SheetsDialog, choose_printer, print_on, usual_printer
from ui.qt.save_as import save_as
from ui.qt.task import Progress, Task, log_defect
from ui.qt.text import Label, ask, clear, tell_error
from ui.qt.way import Way

CHOOSING, WORKING, READY = range(3)
KEY = Qt.ItemDataRole.UserRole


class BatchDialog(QDialog):
    """Three pages: what is wanted, the work, and what came of it."""

    def __init__(self, way: Way, errands: Sequence[Errand], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way, self._errands = way, tuple(errands)
        self.made = Made((), ())
        self.setWindowTitle(say("Print all that are due"))
        self.choose: Callable[[QWidget, str, str], str] = choose_printer
        self.print_on: Callable[[str, Sequence[bytes]], None] = print_on
        self._task = Task(self)
        self._task.done.connect(lambda found: self._after(found))
        self._task.failed.connect(self._failed)
        self._task.moved.connect(self._moved)
        self._after: Callable[[object], None] = lambda _found: None
        self.pages = QStackedWidget()
        for each in (self._choosing(), self._working(), self._finished()):
            self.pages.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.addWidget(self.pages)
        style.grow(self, 760, 620)
        self._count()

    # What is wanted --------------------------------------------------------------------------------

    def _choosing(self) -> QWidget:
        page, column = parts.page(0)
        column.addWidget(Label(say("Which papers?"), "section"))
        inner, boxes = parts.page(0)
        self.kinds: dict[str, QCheckBox] = {}
        for kind in words_of.kinds(self._errands):
            box = QCheckBox(kind.words)
            box.setChecked(kind.letter)
            box.toggled.connect(lambda _on: self._count())
            self.kinds[kind.document] = box
            boxes.addWidget(box)
        boxes.addStretch(1)
        column.addWidget(parts.scrolling(inner), 1)
        self.clinic, self.span = QComboBox(), QComboBox()
        self.clinic.addItem(say("All clinics"), "")
        for clinic in self.way.desk.site.clinics:
            self.clinic.addItem(clinic.name or clinic.id, clinic.id)
        for days, words in words_of.SPANS:
            self.span.addItem(say(words), days)
        parts.field(column, say("C&linic"), self.clinic, width=420)
        parts.field(column, say("&Due"), self.span, width=420)
        self.again = QCheckBox(say("Also those that were &printed before"))
        self.again.toggled.connect(lambda _on: self._count())
        column.addWidget(self.again)
        for combo in (self.clinic, self.span):
            combo.activated.connect(lambda _n: self._count())
        self.counted = Label("", "help")
        column.addWidget(self.counted)
        self.begin, leave = parts.button(say("&Make them"), "primary"), parts.button(say("Close"))
        self.begin.clicked.connect(self.start)
        leave.clicked.connect(self.reject)
        return _paged(page, parts.foot(self.begin, leave))

    def chosen(self) -> tuple[Errand, ...]:
        """The errands that are ticked."""
        ticked = [id for id, box in self.kinds.items() if box.isChecked()]
        on = today(self.way.desk.clock)
        wanted = words_of.choice(
            ticked, str(self.clinic.currentData() or ""), self.span.currentData(), on,
            printed=self.again.isChecked(),
        )  # fmt: skip
        return tuple(errand for errand in self._errands if wanted.takes(errand))

    def _count(self) -> None:
        chosen = self.chosen()
        self.counted.setText(words_of.chosen_words(chosen))
        self.begin.setEnabled(bool(chosen))

    # The work --------------------------------------------------------------------------------------

    def _working(self) -> QWidget:
        page, column = parts.page(0)
        self.doing = Label("", "section")
        column.addWidget(self.doing)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(say("How far it is"))
        column.addWidget(self.bar)
        self.far = Label("", "help")
        column.addWidget(self.far)
        self.stop = parts.button(say("&Cancel"))
        self.stop.clicked.connect(self.cancel)
        column.addStretch(1)
        return _paged(page, parts.foot(self.stop))

    def start(self) -> None:
        """Make what is chosen; the papers of one recipient together."""
        desk, chosen = self.way.desk, self.chosen()
        self._work(
            say("Making the papers"), lambda progress: batch.make(desk, chosen, progress), self.show_made
        )

    def cancel(self) -> None:
        """Stop after the paper in hand."""
        if self._task.progress is not None:
            self._task.progress.cancel()
        self.stop.setEnabled(False)

    def reject(self) -> None:
        """Close; what is under way is stopped first, after the paper in hand."""
        if self._task.busy:
            self.cancel()
            return
        super().reject()

    def _work(
        self, words: str, work: Callable[[Progress], object], after: Callable[[object], None]
    ) -> None:  # fmt: skip
        self._after = after
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        self.far.setText("")
        self.stop.setEnabled(True)
        self.pages.setCurrentIndex(WORKING)
        self.stop.setFocus()
        self._task.start_long(work)

    def _moved(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.far.setText(say("{done} of {of}", done=done, of=of))

    def _failed(self, trouble: object) -> None:
        self.pages.setCurrentIndex(READY if self.made.ready else CHOOSING)
        if isinstance(trouble, batch.Cancelled):
            self.said.setText(say("Cancelled; nothing was marked."))
        elif isinstance(trouble, DeskError) and self.made.ready:
            self.said.setText(" ".join(filter(None, (told(trouble), told(trouble.then)))))
        elif isinstance(trouble, BaseException):
            if not isinstance(trouble, DeskError | OSError):
                log_defect(trouble)
            tell_error(self, trouble)

    # What came of it -------------------------------------------------------------------------------

    def _finished(self) -> QWidget:
        page, column = parts.page(0)
        self.summary = Label("", "section")
        column.addWidget(self.summary)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(120)
        parts.field(column, say("Papers; &untick what did not go out"), self.list)
        column.setStretch(column.count() - 1, 2)
        self.blocked = QWidget()
        self._blocked = QVBoxLayout(self.blocked)
        self._blocked.setContentsMargins(0, 0, 0, 0)
        self._holder = parts.scrolling(self.blocked)
        column.addWidget(self._holder, 1)
        self.print_it = parts.button(say("&Print"), "primary")
        self.save_it = parts.button(say("&Save as one PDF"))
        self.envelopes, self.labels = parts.button(say("&Envelopes")), parts.button(say("La&bels"))
        self.place = QSpinBox()
        self.place.setRange(1, 30)
        self.place.setAccessibleName(say("First free label"))
        place = Label(say("First free label"), wrap=False)
        place.setBuddy(self.place)
        acts = (self._print, self._save, self._envelopes, self._labels)
        for button, act in zip((self.print_it, self.save_it, self.envelopes, self.labels), acts, strict=True):
            button.clicked.connect(lambda _on=False, act=act: act())
        prints = parts.foot(self.print_it, self.save_it, self.envelopes, self.labels,
                            parts.beside(place, self.place))  # fmt: skip
        self.day = QLineEdit(reading.write("day", today(self.way.desk.clock)))
        self.day.setFixedWidth(140)
        self.day.setAccessibleName(say("Mailed on"))
        day = Label(say("Mailed &on"), wrap=False)
        day.setBuddy(self.day)
        self.mailed = parts.button(say("&Mark as mailed"))
        self.mailed.clicked.connect(self.mark_mailed)
        leave = parts.button(say("&Close"))
        leave.clicked.connect(self.reject)
        self.said = Label("", "help")
        return _paged(page, prints, self.said, parts.foot(parts.beside(day, self.day), self.mailed, leave))

    def show_made(self, found: object) -> None:
        """Show what was made, and what is blocked; or papers that were printed before."""
        if not isinstance(found, Made):
            return
        self.made = found
        self.summary.setText(words_of.made_words(found))
        self.said.setText("")
        self.list.clear()
        for ready in found.ready:
            item = QListWidgetItem(words_of.ready_words(ready))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(KEY, ready.id)
            self.list.addItem(item)
        clear(self._blocked)
        for blocked in found.blocked:
            self._blocked.addWidget(self._told(blocked))
        self._blocked.addStretch(1)
        self._holder.setVisible(bool(found.blocked))
        for each in (self.list, self.print_it, self.save_it, self.envelopes, self.labels, self.mailed):
            each.setEnabled(bool(found.ready))
        self.pages.setCurrentIndex(READY)
        (self.print_it if found.ready else self.summary).setFocus()

    def _told(self, blocked: Blocked) -> QWidget:
        title, words = words_of.blocked_words(blocked)
        holder, column = parts.page(0)
        link = parts.button(title, "link")
        link.clicked.connect(lambda: self._go(blocked.errand))
        column.addWidget(link)
        column.addWidget(Label(words, "help"))
        return holder

    def _go(self, errand: Errand) -> None:
        self.reject()
        self.way.open_paper(errand.number, errand.document)

    def ticked(self) -> tuple[Ready, ...]:
        """The papers that are not left out."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ids = {item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked}
        return tuple(each for each in self.made.ready if each.id in ids)

    def _print(self) -> None:
        some = self.ticked()
        words = say("Papers: {count}, pages: {pages}.", count=len(some), pages=sum(e.pages for e in some))
        name = self.choose(self, words, usual_printer(self.way.desk))
        if some and name:
            work = partial(_printed, self.way, some, name, self.print_on)
            self._work(say("Printing on {printer}", printer=name), work, self._were_printed)

    def _were_printed(self, found: object) -> None:
        done = found if isinstance(found, int) else 0
        self.pages.setCurrentIndex(READY)
        self.said.setText(say("Printed: {count}.", count=done))
        self.way.changed("")

    def _save(self) -> None:
        start = f"letters-{today(self.way.desk.clock).isoformat()}.pdf"
        if path := save_as(self, say("Save as one PDF"), start, say("PDF files (*.pdf)"), "pdf"):
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the ticked papers as one file, which counts as printed."""
        some, desk = self.ticked(), self.way.desk

        def work(progress: Progress) -> object:
            if not batch.to_file(desk, some, path, progress):
                return 0
            batch.mark_printed(desk, some)
            return len(some)

        self._work(say("Writing the file"), work, self._were_printed)

    def _envelopes(self) -> None:
        from crs_intake.documents import envelopes

        mails = batch.Made(self.ticked(), ()).mails
        if any(not mail.back for mail in mails) and not ask(
            self, say("The clinic's own address is not set; the envelopes would carry no return address."),
            yes=say("Make them without"), then=say("It stands in Settings, Clinic and letterhead."),
        ):  # fmt: skip
            return
        self._sheets(say("Envelopes"), envelopes.envelopes(mails), "envelopes.pdf")

    def _labels(self) -> None:
        from crs_intake.documents import envelopes

        pdf, left_out = envelopes.labels(batch.Made(self.ticked(), ()).mails, self.place.value())
        if left_out:
            names = "; ".join(mail.to[0] for mail in left_out)
            self.said.setText(say("Too long for a label, use an envelope: {names}.", names=names))
        self._sheets(say("Labels"), pdf, "labels.pdf")

    def _sheets(self, title: str, pdf: bytes, file: str) -> None:
        SheetsDialog(self, title, pdf, file, usual_printer(self.way.desk)).exec()

    def mark_mailed(self) -> None:
        """Note that the ticked papers were mailed on that day; all of them or none."""
        desk, some, here = self.way.desk, self.ticked(), today(self.way.desk.clock)
        try:
            on = reading.read("day", self.day.text(), here)
        except DeskError as trouble:
            on = None
            self.said.setText(told(trouble))
        if on is None or not some:
            self.day.setFocus()
            return
        ids, action = [each.id for each in some], uuid4()
        work = partial(batch.mark_mailed, desk, ids, on, action=action)
        self._work(say("Marking as mailed"), lambda progress: work(progress=progress),
                   lambda _none: self._were_mailed(ids))  # fmt: skip

    def _were_mailed(self, ids: Sequence[str]) -> None:
        gone = set(ids)
        left = tuple(each for each in self.made.ready if each.id not in gone)
        self.show_made(Made(left, self.made.blocked, self.made.left))
        self.said.setText(say("Marked as mailed: {count}.", count=len(gone)))
        self.way.changed("")


def _printed(
    way: Way, some: Sequence[Ready], name: str, put: Callable[[str, Sequence[bytes]], None],
    progress: Progress,
) -> int:  # fmt: skip
    """Print recipient by recipient; each part is noted when the printer has it. Off the window's thread."""
    done = 0
    for part in batch.bundles(some, 10):
        if progress.cancelled:
            break
        put(name, [paper.pdf for _, paper in batch.sheets(way.desk, part)])
        batch.mark_printed(way.desk, part, name)
        done += len(part)
        progress.step(done, len(some))
    return done


def _paged(page: QWidget, *last: QWidget) -> QWidget:
    """A page that scrolls, and its last rows, which stay in sight."""
    holder, column = parts.page(0)
    column.addWidget(parts.scrolling(page), 1)
    for each in last:
        column.addWidget(each)
    return holder
