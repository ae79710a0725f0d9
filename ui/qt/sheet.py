"""One paper in the window: looked at, printed, saved, mailed, handed over or faxed.

Looking draws the paper and keeps nothing. Printing, saving and sending keep it byte for byte; what was
sent is shown as it was sent. A paper that lacks a fact is not made: each fact leads to its page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crs_intake.clock import moment, today
from crs_intake.domain.errors import DeskError, Missing
from crs_intake.domain.event import Event
from crs_intake.domain.kept import RETURNED, KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.words import say, told
from ui import names, papers, steps
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.papers import PaperLine
from ui.qt import parts, style
from ui.qt.beside import beside
from ui.qt.preview import Preview
from ui.qt.printing import print_pdf
from ui.qt.reason import ask_reason
from ui.qt.save_as import save_as
from ui.qt.task import Task, log_defect
from ui.qt.text import Label, ask, clear, tell_error
from ui.qt.way import Way, follow
from ui.views import CaseView

if TYPE_CHECKING:  # reportlab is loaded with the first paper, not with the window
    from crs_intake.casework import papers as acts

LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}


class Sheet(QWidget):
    """One paper: its preview, or what it lacks; and what can be done with it."""

    settled = Signal(str)
    """Something was kept for the case of that number."""
    anew = Signal(str, str, str)
    """A new paper is wished: its number, for whom, and the id of the one that it puts right."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._view: CaseView | None = None
        self._line: PaperLine | None = None
        self._outside = False
        """The program does not make this paper; it only notes that it went out."""
        self._shown = ("", "", "", 0)
        self.ask: Callable[[QWidget | None, str, str, str], str] = ask_reason
        self.print_with: Callable[[QWidget, bytes, str], str | bool] = print_pdf
        self.ask_again: Callable[[QWidget, str], bool] = _really
        self.pdf = b""
        self._draw, self._keep = Task(self), Task(self)
        self._draw.done.connect(self._drawn)
        self._draw.failed.connect(self._lacks)
        self._keep.failed.connect(self._not_kept)
        self._keep.done.connect(self._kept)
        self._after: Callable[[KeptDocument], None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        self.title = Label("", "section")
        column.addWidget(self.title)
        self.state = Label("", "help")
        column.addWidget(self.state)
        self.damaged = parts.Trouble()
        self.damaged.hide()
        column.addWidget(self.damaged)
        self.by_hand = QWidget()
        self._by_hand = QVBoxLayout(self.by_hand)
        self._by_hand.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.by_hand)
        self.by_hand.hide()
        column.addWidget(self._make_choices())
        self.pages = QStackedWidget()
        self.preview = Preview()
        self.missing = QWidget()
        self._missing = QVBoxLayout(self.missing)
        self.pages.addWidget(self.preview)
        self.pages.addWidget(parts.scrolling(self.missing))
        self.wait = parts.waiting(say("Drawing the paper"))
        column.addWidget(self.wait)
        column.addWidget(self.pages, 1)
        column.addWidget(self._make_more())
        column.addWidget(self._make_buttons())

    def show_line(self, view: CaseView, line: PaperLine, recipients: tuple[str, ...] = ()) -> None:
        """Show a paper: as it was kept once it is settled, else as it would be now."""
        from crs_intake.documents import catalogue
        from ui.forms.fax_packet import RESULTS

        same = self._line is not None and (self._line.document, self._line.to) == (line.document, line.to)
        went = self.how.currentData() if self._line is not None and self._line.key == line.key else "ok"
        self._view, self._line = view, line
        known = next((each for each in catalogue.known() if each.id == line.document), None)
        self._outside = known is None
        self.title.setText(line.name)
        wanted = self.language.currentData() if same else view.case.language
        if line.kept is not None and line.settled:
            wanted = line.kept.language
        languages = known.languages if known else ()
        if (packet := self._packet()) is not None:
            languages, recipients = (packet.language,), ()
            self._offer(self.how, [(each, say(words)) for each, words in RESULTS.items()], went)
        self._offer(self.language, [(each, say(LANGUAGES[each])) for each in languages], wanted)
        self._offer(
            self.to, [(each, names.recipients((each,))) for each in recipients or (line.to,)], line.to
        )
        self.day.setText(reading.write("day", today(self._way.desk.clock)))
        self.number.setText(self._fax())
        self._redraw()

    def empty(self) -> None:
        """Nothing is chosen."""
        self._view = self._line = None
        self.title.setText("")
        self.state.setText("")
        self.preview.say_instead(say("Choose a paper, or make another one."))
        self.pages.setCurrentIndex(0)
        self._allow()

    def take_focus(self) -> None:
        """Start at the first button that can be pressed."""
        parts.Scroll.bring(self.pages)
        parts.Scroll.bring(self.title)
        for each in (self.print_it, self.save_it, *self.sends):
            if each.isEnabled():
                each.setFocus()
                return

    # Making ----------------------------------------------------------------------------------------

    def _make_choices(self) -> QWidget:
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.language, self.to = QComboBox(), QComboBox()
        for words, box in ((say("Language"), self.language), (say("To"), self.to)):
            label = Label(words, wrap=False)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.activated.connect(lambda _n: self._redraw())
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label)
            row.addWidget(box)
            flow.addWidget(pair)
        return holder

    def _make_more(self) -> QWidget:
        """What belongs to a sending: day, fax number, how the fax went; and why the post brought it back."""
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.day, self.number, self.why, self.how = QLineEdit(), QLineEdit(), QComboBox(), QComboBox()
        for code, words in RETURNED.items():
            self.why.addItem(say(words), code)
        self._more: list[QWidget] = []
        named = (say("Day"), say("Fax number"), say("Came back because"), say("How the fax went"))
        for words, field in zip(named, (self.day, self.number, self.why, self.how), strict=True):
            label = Label(words, wrap=False)
            label.setBuddy(field)
            field.setAccessibleName(words)
            self._more.append(parts.beside(label, field))
            flow.addWidget(self._more[-1])
        self.day.setFixedWidth(120)
        self.number.setFixedWidth(150)
        return holder

    def _make_buttons(self) -> QWidget:
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.print_it = parts.button(say("&Print"), "primary")
        self.save_it = parts.button(say("&Save as PDF"))
        self.mailed = parts.button(say("&Mark as mailed"))
        self.handed = parts.button(say("&Handed over"))
        self.faxed = parts.button(say("&Faxed"))
        self.sends = (self.mailed, self.handed, self.faxed)
        self.back = parts.button(say("Came &back"))
        self.cancel = parts.button(say("&Cancel this draft"))
        self.again = parts.button(say("Send a co&rrection"))
        self.again.clicked.connect(self._anew)
        self.void = parts.button(say("Entered by &mistake…"))
        self.void.clicked.connect(self._void)
        self.back.clicked.connect(self._came_back)
        self.cancel.clicked.connect(self._give_up)
        self.print_it.clicked.connect(self._print)
        self.save_it.clicked.connect(self._save)
        for button, how in zip(self.sends, ("mail", "hand", "fax"), strict=True):
            button.clicked.connect(lambda _on=False, method=how: self._send(method))
        for button in (self.print_it, self.save_it, *self.sends, self.back, self.again, self.cancel,
                       self.void):  # fmt: skip
            flow.addWidget(button)
        return holder

    def _offer(self, box: QComboBox, choices: list[tuple[str, str]], chosen: object) -> None:
        box.blockSignals(True)
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)
        holder = box.parentWidget()
        if holder is not None:
            holder.setVisible(len(choices) > 1)

    # Showing ---------------------------------------------------------------------------------------

    def _redraw(self) -> None:
        view, line = self._view, self._line
        if view is None or line is None:
            return
        self._say_state(view, line)
        if line.settled or self._outside:
            self._draw.forget()  # what is still being drawn is of another line
            self.wait.hide()
        if line.kept is not None and (line.settled or self._packet() is not None):
            self._draw.forget()
            self._shown = ("", "", "", 0)  # another paper than the one drawn last
            self._drawn(line.kept.pdf if line.kept.sound else b"")
            return
        if line.settled or self._outside:
            self.pdf = b""
            self.preview.say_instead(
                say("This paper was not made by the program; it only knows that it went out.")
                if line.settled
                else say("The program does not make this paper. Note here when it went out, or was filed.")
            )
            self.pages.setCurrentIndex(0)
            self._allow()
            return
        shown = (view.number, line.document, f"{self._to()}:{self._language()}:{line.corrects}", view.version)
        if shown == self._shown and self.pdf:
            self._allow()
            return
        self._shown, self.pdf = shown, b""
        self._allow()
        self.wait.show()
        from crs_intake.casework import papers as acts

        desk, to, language = self._way.desk, self._to(), self._language()

        told = acts.told_of(view.case, line.corrects) if line.corrects else ()
        old = next((event.at.day for event in told if event.kind == "document_sent"), None)

        def work() -> tuple[bytes, str]:
            what = (desk, view.case, line.document, to, language)
            return acts.draw(*what, corrects=old), acts.unprintable(*what)

        self._draw.start(work)

    def _say_state(self, view: CaseView, line: PaperLine) -> None:
        from crs_intake.casework import papers as acts

        kept = line.kept
        told = papers.told_words(acts.told_of(view.case, kept.id)) if kept is not None else ""
        said = papers.status_words(line)
        more = told if told and told != said else ""
        self.state.setText(" · ".join(part for part in (said, line.document, more) if part))
        broken = kept is not None and not kept.sound
        self.damaged.setText(say(
            "The kept paper is not as it was kept: its bytes do not match their hash. "
            "Do not use it; bring back a backup, or make a new paper.") if broken else "")  # fmt: skip
        self.damaged.setVisible(broken)

    def _drawn(self, made: object) -> None:
        self.wait.hide()
        pdf, lacking = made if isinstance(made, tuple) else (made, "")
        self._warn(lacking)
        self.pdf = bytes(pdf) if isinstance(pdf, bytes | bytearray) else b""
        if self.pdf:
            self.preview.show_pdf(self.pdf)
        else:
            self.preview.say_instead("")
        self.pages.setCurrentIndex(0)
        self._allow()

    def _warn(self, lacking: str) -> None:
        clear(self._by_hand)
        self.by_hand.setVisible(bool(lacking))
        if lacking:
            self._by_hand.addWidget(parts.sign("due", say(
                "No font here has these letters: {letters}. The paper shows empty boxes or a wrong order "
                "in their place; write the words by hand before it goes out.", letters=lacking)))  # fmt: skip

    def _lacks(self, trouble: object) -> None:
        self.wait.hide()
        self._warn("")
        self.pdf = b""
        clear(self._missing)
        if isinstance(trouble, Missing):
            self._missing.addWidget(Label(say("This paper cannot be made yet. It lacks:")))
            for item in trouble.items:
                self._missing.addWidget(self._link(item))
            self._missing.addWidget(Label(trouble.then, "help"))
        else:
            known = isinstance(trouble, DeskError)
            if not known and isinstance(trouble, BaseException):
                log_defect(trouble)
            words = told(trouble) if known else say("This paper could not be drawn.")
            self._missing.addWidget(parts.sign("error", words, "error"))
            self._missing.addWidget(Label(getattr(trouble, "then", ""), "help"))
        self._missing.addStretch(1)
        self.pages.setCurrentIndex(1)
        self._allow()

    def _link(self, item: str) -> QWidget:
        step = steps.where_asked(item)
        link = parts.button(item, "link")
        link.clicked.connect(lambda: self._go(step))
        return link

    def _go(self, step: steps.Step) -> None:
        if self._view is not None:
            follow(self._way, self._view.number, step)

    def _allow(self) -> None:
        line, ready = self._line, bool(self.pdf) and not self._keep.busy
        settled = line is None or line.settled
        filed = self._to() == "case_file"
        for button in (self.print_it, self.save_it):
            button.setEnabled(ready)
            button.setVisible(not self._outside)
        for button in self.sends:
            button.setEnabled(not settled and (ready or self._outside))
        self.handed.setText(say("&Filed") if filed else say("&Handed over"))
        self.handed.setVisible(not settled)
        self.mailed.setVisible(not settled and not filed)
        self.faxed.setVisible(not settled and not filed and self._to() != "applicant")
        kept = line.kept if line is not None else None
        self.back.setVisible(kept is not None and kept.status == "sent")
        self.cancel.setVisible(kept is not None and kept.status in ("drafted", "printed"))
        own = line is not None and not line.number
        self.back.setVisible(self.back.isVisibleTo(self) and own)
        self._more[0].setVisible(not settled or self.back.isVisibleTo(self))
        self._more[1].setVisible(self.faxed.isVisibleTo(self))
        self._more[2].setVisible(self.back.isVisibleTo(self))
        self._more[3].setVisible(self.faxed.isVisibleTo(self) and self._packet() is not None)
        self.again.setVisible(kept is not None and own and kept.sent is not None and not self._outside)
        came = line is not None and line.status == "returned"
        self.again.setText(say("Send it a&gain") if came else say("Send a co&rrection"))
        self.again.setAccessibleName(self.again.text().replace("&", ""))
        self.void.setVisible(kept is not None and own)
        self.void.setText(say("&Count it again…") if line is not None and line.void
                          else say("Entered by &mistake…"))  # fmt: skip
        self.void.setAccessibleName(self.void.text().replace("&", ""))
        for box in (self.language, self.to):
            box.setEnabled(not settled)

    def _to(self) -> str:
        return str(self.to.currentData() or (self._line.to if self._line else ""))

    def _packet(self) -> KeptDocument | None:
        """The whole fax packet in hand that was kept and is not settled: it goes out as it is."""
        from crs_intake.casework import faxing

        line = self._line
        if line is None or line.kept is None or line.settled:
            return None
        return line.kept if faxing.is_packet(line.kept) else None

    def _language(self) -> str:
        return str(self.language.currentData() or "en")

    # Doing -----------------------------------------------------------------------------------------

    def _prepare(self, after: Callable[[KeptDocument], None]) -> None:
        """Keep the paper as it is shown, then go on with it; what is kept already is not drawn anew."""
        view, line = self._view, self._line
        if view is None or line is None or self._keep.busy:
            return
        if line.kept is not None and (line.settled or self._packet() is not None):
            after(line.kept)
            return
        from crs_intake.casework import papers as acts

        desk, to, language = self._way.desk, self._to(), self._language()
        self._after = after
        self._keep.start(
            partial(
                acts.prepare,
                desk,
                view.number,
                line.document,
                to,
                language,
                corrects=line.corrects,
                action=uuid4(),
            )
        )
        self._allow()

    def _kept(self, paper: object) -> None:
        after, self._after = self._after, None
        if after is not None and isinstance(paper, KeptDocument):
            after(paper)
        self._allow()

    def _not_kept(self, trouble: object) -> None:
        self._after = None
        self._allow()
        if isinstance(trouble, Missing):
            self._lacks(trouble)
        elif isinstance(trouble, BaseException):
            tell_error(self, trouble)

    def _print(self) -> None:
        def go_on(paper: KeptDocument) -> None:
            from crs_intake.casework import papers as acts
            from ui.qt.printing import usual_printer

            try:
                out = self.print_with(self, acts.on_paper(paper), usual_printer(self._way.desk))
                if out:
                    name = out if isinstance(out, str) else ""
                    acts.printed(self._way.desk, paper, name, self.preview.count)
            except Exception as trouble:
                tell_error(self, trouble)
            self._tell(paper)

        self._prepare(go_on)

    def _save(self) -> None:
        view, line = self._view, self._line
        if view is None or line is None:
            return
        document = line.document if self._packet() is None else papers.FAX_PACKET
        start = papers.file_name(document, view.number)
        if path := save_as(self, say("Save as PDF"), start, say("PDF files (*.pdf)"), "pdf"):
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Keep the paper and write it to a file that the person chose."""

        def go_on(paper: KeptDocument) -> None:
            from crs_intake.casework import papers as acts

            try:
                path.write_bytes(acts.exported(self._way.desk, paper))
            except Exception as trouble:
                tell_error(self, trouble)
            self._tell(paper)

        self._prepare(go_on)

    def _send(self, method: str) -> None:
        from crs_intake.casework import papers as acts

        view, line = self._view, self._line
        if view is None or line is None:
            return
        before = acts.sent_before(view.case, line.document, self._to())
        wanted = line.corrects or line.due is not None or not before
        if not wanted and not self.ask_again(self, papers.again_words(before, line.name, self._to())):
            return
        asked = self._asked(method)
        if asked is None:
            return
        packet = self._packet()
        if packet is not None and method == "fax":
            self._note_fax(packet, asked)
        elif self._outside:
            self._note_sent(method, asked.number)
        else:
            self._prepare(lambda paper: self._mark(paper, "sent", method, asked))

    def _asked(self, method: str) -> acts.Told | None:
        """On which day, and to which fax number; None, and said beside it, when the day cannot be read."""
        from crs_intake.casework import papers as acts

        here = today(self._way.desk.clock)
        try:
            day = reading.read("day", self.day.text(), here)
        except Unreadable as trouble:
            tell_error(self, trouble)
            self.day.setFocus()
            return None
        number = reading.tidy(self.number.text()) if method == "fax" else ""
        return acts.Told(on=day if isinstance(day, date) and day != here else None, number=number)

    def _fax(self) -> str:
        """The fax number that is known of the recipient."""
        from crs_intake.casework import faxing
        from crs_intake.documents.addressee import addressee
        from crs_intake.documents.facts import Facts

        desk, view = self._way.desk, self._view
        if view is None:
            return ""
        if self._to() == "faa":  # an office of the book, by the family's ZIP code
            office = faxing.office(desk, view.case)
            return office.fax if office is not None else ""
        try:
            return addressee(Facts(view.case, desk.book, today(desk.clock), to=self._to())).fax
        except (KeyError, DeskError):
            return ""

    def _came_back(self) -> None:
        """The post brought it back, for the reason that stands beside the button; it becomes a task."""
        line, told = self._line, self._asked("returned")
        if line is not None and line.kept is not None and told is not None:
            self._mark(line.kept, "returned", "", replace(told, code=str(self.why.currentData())))

    def _give_up(self) -> None:
        """The paper is not needed; the reason stands in the history."""
        from crs_intake.casework import papers as acts

        line = self._line
        if line is None or line.kept is None:
            return
        words = say("{name}: the draft stays to be looked at and is not sent.", name=line.name)
        reason = self.ask(self, say("Cancel this draft"), words, say("&Not needed"))
        if reason:
            self._mark(line.kept, "cancelled", "", acts.Told(reason=reason))

    def _anew(self) -> None:
        line = self._line
        if line is not None and line.kept is not None:
            corrects = line.kept.id if line.status != "returned" else ""
            self.anew.emit(line.document, line.to, corrects)

    def _note_sent(self, method: str, number: str = "") -> None:
        """A paper made elsewhere went out: only that is noted."""
        from crs_intake.casework import events

        view, line = self._view, self._line
        if view is None or line is None:
            return
        sent = Event(kind="document_sent", at=moment(self._way.desk.clock), document=line.document,
                     to=(self._to(),), method=method, number=number)  # fmt: skip
        try:
            events.record(self._way.desk, view.number, sent, uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
        self.settled.emit(view.number)

    def _note_fax(self, packet: KeptDocument, asked: acts.Told) -> None:
        """How the fax of the whole packet went; only one that got through stops the 24 hours (20.401)."""
        from crs_intake.casework import faxing

        at = Moment(asked.on) if asked.on is not None else None
        try:
            faxing.note(self._way.desk, packet.id, self.how.currentData(), number=asked.number, at=at,
                        action=uuid4())  # fmt: skip
        except Exception as trouble:
            tell_error(self, trouble)
        self.how.setCurrentIndex(0)  # the next try is another one
        self._tell(packet)

    def _void(self) -> None:
        """The paper was made or marked by mistake, or that was the mistake; asks for the reason."""
        from crs_intake.casework import mistakes

        view, line = self._view, self._line
        if view is None or line is None or line.kept is None:
            return
        undo, id = mistakes.voided_by(view.case, line.kept.id), line.kept.id
        title = say("Count it again") if undo else say("Entered by mistake")
        words = (
            say("{name} counts again, as it was noted before.", name=line.name) if undo
            else say("{name}: it stays to be looked at and counts no more; what was due is due again.",
                     name=line.name)
        )  # fmt: skip
        reason = self.ask(self, title, words, say("&Take back"))
        if not reason:
            return
        try:
            action, number = uuid4(), view.number
            if undo is not None:
                beside(self, self._way.desk, lambda d: mistakes.take_back(d, number, undo.id, reason, action))
            else:
                beside(self, self._way.desk, lambda d: mistakes.void_paper(d, id, reason, action))
        except Exception as trouble:
            tell_error(self, trouble)
        self._tell(line.kept)

    def _mark(
        self, paper: KeptDocument, status: acts.Mark, method: str, asked: acts.Told | None = None
    ) -> None:
        from crs_intake.casework import papers as acts

        try:
            acts.mark(self._way.desk, paper.id, status, method, told=asked, action=uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
        self._tell(paper)

    def _tell(self, paper: KeptDocument) -> None:
        self._shown = ("", "", "", 0)
        self.settled.emit(paper.number)


def _really(parent: QWidget, question: str) -> bool:
    return ask(parent, question, yes=say("&Send again"))
