"""Families B and C to their end, done as with a screen reader: only by the names that it reads out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock, moment
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.policy.life import standing
from tests.forms.families import family
from tests.qt.desks import a_desk, write
from tests.qt.windows import opened, settle
from ui.qt import style
from ui.qt.window import Window
from ui.qt.wizard import CaseWizard

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", extend=True)


class Reader:
    """Hands of a person who hears names: goes to what is called so, and types or presses Space."""

    def __init__(self, qtbot: Any, desk: Desk, number: str) -> None:
        self.qtbot, self.desk, self.number = qtbot, desk, number
        self.window: Window | None = None

    def comes(self, when: str) -> "Reader":
        """The desk at an instant, with the case on it."""
        clock = FixedClock(datetime.fromisoformat(when).replace(tzinfo=PHOENIX))
        self.desk = replace(self.desk, clock=clock)
        if self.window is None:
            self.window = opened(self.qtbot, self.desk)
        self.window._desk = self.desk
        self.window.open_case(self.number)
        QApplication.processEvents()
        return self

    def goes(self) -> None:
        """The desk is closed."""
        if self.window is not None:
            self.window.close()
            settle()

    @property
    def top(self) -> QWidget:
        """The wizard on top, else the window."""
        assert self.window is not None
        shown = [each for each in self.window.findChildren(CaseWizard) if each.isVisible()]
        return shown[-1] if shown else self.window

    def find(self, name: str, *kinds: type[QWidget]) -> QWidget:
        """What is called so and can be seen."""
        kinds = kinds or (QLineEdit, QComboBox, QRadioButton, QCheckBox, QPushButton)
        top = self.top
        shown = [each for kind in kinds for each in top.findChildren(kind) if each.isVisibleTo(top)]
        found = [each for each in shown if each.accessibleName() == name]
        assert found, f"nothing is called {name!r}: {sorted({each.accessibleName() for each in shown})}"
        return found[0]

    def press(self, name: str) -> "Reader":
        """Space on a button, a choice or a tick."""
        widget = self.find(name, QRadioButton, QCheckBox, QPushButton)
        assert widget.isEnabled(), f"{name} is switched off: {widget.accessibleDescription()}"
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_Space)
        QApplication.processEvents()
        return self

    def type(self, name: str, text: str) -> "Reader":
        """Text into a line, in the place of what stands there."""
        widget = self.find(name, QLineEdit)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        write(text)
        QApplication.processEvents()
        return self

    def off(self, name: str) -> str:
        """Why something is switched off; it must be."""
        widget = self.find(name)
        assert not widget.isEnabled(), f"{name} can be used"
        return widget.accessibleDescription()

    def choose(self, name: str, words: str) -> "Reader":
        """An answer of a list that folds out, with the arrows."""
        widget = self.find(name, QComboBox)
        assert isinstance(widget, QComboBox)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        at = widget.findText(words)
        assert at >= 0, [widget.itemText(each) for each in range(widget.count())]
        while widget.currentIndex() != at:
            QTest.keyClick(widget, Qt.Key.Key_Down if widget.currentIndex() < at else Qt.Key.Key_Up)
        settle()
        return self

    def on(self, title: str) -> "Reader":
        """Next, until the page of that title is there."""
        for _ in range(14):
            wizard = self.top
            assert isinstance(wizard, CaseWizard)
            if wizard.current.accessibleName() == title:
                return self
            self.press("Next")
        raise AssertionError(f"there is no page {title}")

    @property
    def told(self) -> str:
        """The program's remarks on the page."""
        wizard = self.top
        assert isinstance(wizard, CaseWizard)
        return " ".join(wizard.current.notes.texts)

    @property
    def case(self) -> Case:
        """The case as it is kept."""
        return self.desk.store.case(self.number).case

    @property
    def stands(self) -> Any:
        """Where the case stands."""
        return standing(self.case, self.desk.book, moment(self.desk.clock))


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk on which nothing has happened yet."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", families=False)
    yield made
    settle()
    made.store.close()


def kept(desk: Desk, case: Case, until: str) -> str:
    """A family on the desk as it was known at an instant."""
    now = Moment.read(until)
    papers = tuple(
        replace(p, received=None) if p.received and p.received > now.day else p for p in case.papers
    )
    case = replace(case, papers=papers, events=tuple(e for e in case.events if e.at.not_after(now)))
    with desk.store.work(desk.actor, "sample.load") as work:
        work.new_case(case)
    return case.number


@pytest.mark.proves("CRS-20.700.1", "CRS-20.700.2.D.title", "CRS-20.900.1.D.advise", "CRS-20.1100.W1")
def test_family_b_from_the_visit_to_the_end_and_a_hearing(qtbot: Any, desk: Desk) -> None:
    reader = Reader(qtbot, desk, kept(desk, family("family_b"), "2009-04-08T12:55"))
    reader.comes("2009-04-08T14:05").press("Initial evaluation")
    reader.on("Visit").press("The family came").press("Next")
    reader.press("Medically eligible").type("CRS physician", "Dr. Susan Tso")
    reader.on("What is due then")
    assert "Enrolled from Wed 8 Apr 2009, services from Wed 8 Apr 2009." in reader.told
    assert "DOC-39" in reader.told
    reader.press("Record the evaluation")
    assert reader.stands.state == "ENROLLED"

    reader.comes("2009-09-01T09:00").press("Termination")
    reader.press("A parent").type("Name of the person", "Denise Carter").press("Next")
    reader.press("The financial implications were explained").press("The member was referred to the plan")
    reader.press("Next").press("Stays with the wish to leave").type("Name of the person", "Denise Carter")
    reader.press("Next")
    assert "State Only" in reader.off("G · redetermination not completed")
    reader.press("D · at the member's own wish")
    reader.type("Reason in words, as the letter tells it", "The mother wishes it")
    reader.press("Next").press("ADHS/CRS was told through the eligibility update").on("What is due then")
    assert "DOC-44" in reader.told
    reader.press("Record the termination")
    assert reader.stands.state == "TERMINATED"

    with desk.store.work(desk.actor, "papers.sent") as work:
        stored = work.case(reader.number)
        letter = Event(kind="document_sent", id="letter", at=Moment.read("2009-09-01T15:00"), method="mail",
                       document="DOC-44", to=("applicant", "plan"))  # fmt: skip
        work.keep(stored.case.after(letter), stored.version, closed=None)
    reader.comes("2009-09-14T09:00").press("Hearing request")
    assert "until Tue 6 Oct 2009" in reader.told
    reader.press("A parent").type("Name of the person", "Denise Carter").press("At ADHS/CRS")
    reader.type("Reason for the request", "The mother was not advised").press("Next")
    assert "in time" in reader.press("Request denied in writing").off("A · untimely")
    reader.press("Notice of Hearing mailed").on("What is due then").press("Record the hearing")
    assert reader.stands.state == "HEARING"
    reader.comes("2009-10-20T09:00").press("Hearing request")
    reader.on("Recommended decision").press("The Administrative Law Judge has recommended a decision")
    reader.press("Next").press("For the applicant or member").on("What is due then")
    reader.press("Record the hearing")
    assert reader.stands.state == "TERM_REQUESTED", "where it stood before the adverse action"
    assert reader.stands.enrolled == Moment.read("2009-04-08")
    reader.comes("2009-10-21T09:00").press("Termination").on("Confirmation").press("Stays in CRS after all")
    reader.type("Name of the person", "Denise Carter").on("What is due then").press("Record the termination")
    assert reader.stands.state == "ACTIVE"
    reader.goes()


@pytest.mark.proves("CRS-20.700.2.D.nontitle.date", "CRS-20.800.4.C.4", "CRS-20.900.1.G")
def test_family_c_from_the_visit_to_the_new_expiration_date_and_the_end(qtbot: Any, desk: Desk) -> None:
    reader = Reader(qtbot, desk, kept(desk, family("family_c_2010"), "2009-03-24T09:30"))
    reader.comes("2009-03-24T11:40").press("Initial evaluation")
    reader.on("Visit").press("The family came").press("Next")
    reader.press("Medically eligible").type("CRS physician", "Dr. Susan Tso").on("Agreements and enrollment")
    assert "No CRS services until all enrollment requirements are met." in reader.told
    reader.on("What is due then").press("Record the evaluation")
    assert reader.stands.state == "MED_ELIGIBLE"

    with desk.store.work(desk.actor, "papers.came") as work:  # the worksheet of the day has its own test
        stored, whole = work.case(reader.number), family("family_c_2010")
        day = [e for e in whole.events if e.at.day.isoformat() == "2009-03-31" and not e.document]
        work.keep(replace(stored.case.after(*day), papers=whole.papers), stored.version, closed=None)
    reader.comes("2009-03-31T10:45").press("Initial evaluation").on("Agreements and enrollment")
    mother = "Rachel Whitman (Mother)"
    reader.choose("Assignment of Benefits Agreement signed by", mother)
    reader.choose("Member Payment Agreement signed by", mother)
    assert "Enrolled from Tue 24 Mar 2009, services from Tue 31 Mar 2009." in reader.told
    reader.on("What is due then").press("Record the evaluation")
    assert reader.stands.expires == Moment.read("2010-03-24")

    with desk.store.work(desk.actor, "papers.sent") as work:
        stored = work.case(reader.number)
        notice = next(e for e in whole.events if e.document == "DOC-42")
        work.keep(stored.case.after(notice), stored.version, closed=None)
    reader.comes("2010-02-08T09:00").press("Termination").on("End of the enrollment")
    assert "Not before the expiration date Wed 24 Mar 2010" in reader.off("G · redetermination not completed")
    reader.press("Cancel")
    reader.comes("2010-02-09T10:00").press("Redetermination")
    assert "The notice went out on Fri 29 Jan 2010." in reader.told
    reader.on("Contact and appointment").type("Who was reached", "Rachel Whitman").press("By phone")
    booked = "Day and time of the financial interview"
    reader.type(booked, "2/26/2010").type(f"{booked}, time", "9:00")
    reader.on("What is due then").press("Record the redetermination")
    reader.comes("2010-02-26T09:50").press("Redetermination").on("Financial interview")
    reader.press("In person").type("With whom", "Rachel Whitman")
    reader.on("Result").press("Remains eligible for CRS")
    assert "New expiration date: Thu 24 Mar 2011." in reader.told
    reader.on("What is due then")
    assert "DOC-43" in reader.told
    reader.press("Record the redetermination")
    assert (reader.stands.state, reader.stands.expires) == ("ACTIVE", Moment.read("2011-03-24"))

    reader.comes("2010-06-01T09:00").press("Termination").on("End of the enrollment")
    reader.press("A · requirements no longer met")
    reader.type("Reason in words, as the letter tells it", "The family moved to Nevada")
    reader.on("What is due then").press("Record the termination")
    reader.comes("2010-06-02T09:00").press("Apply again")
    wizard = reader.top
    assert isinstance(wizard, CaseWizard)
    assert wizard.session.case.people == reader.case.people
    reader.goes()
