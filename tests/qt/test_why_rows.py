"""Each row and each state of the desk says why: with Shift+F1, or with Tab and its "Why?"."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from crs_intake.casework import start
from crs_intake.casework.ports import Desk
from crs_intake.domain.heaplus import Broadcast
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.domain.partner import Assisted, StatusLine
from crs_intake.domain.site import ParentsProgramRow
from tests.casework.test_partner_due import PARTNER
from tests.policy.parents import run
from tests.qt import desks
from tests.qt.desks import A_NO, B, C, a_desk
from tests.qt.test_book_views import decide
from tests.qt.test_why import asked, told
from tests.qt.windows import at, empty, kept, morning, opened, settle
from ui.qt.bar import ROOMS
from ui.qt.case_page import TABS
from ui.qt.fields import WhyButton
from ui.qt.partner_record import Short
from ui.qt.table import Table
from ui.qt.window import Window

__all__ = ["empty", "morning"]
TOLD = {
    "What happened": "what was entered, told on the row itself",
    "Who changed what": "what was entered", "Received papers": "what was filed, and by whom",
    "Who looked at what": "the journal", "People": "who may sign in", "Back-ups": "files",
    "Contacts of HEAplus": "settings with their own date and source", "Layouts": "settings",
    "Daylight saving dates by hand": "settings", "Spanish letters": "settings",
    "Papers": "what can be printed",
    "Cases of the figure": "the cases behind a figure that says why", "FAA offices": "addresses",
    "Plans": "addresses", "Conditions": "a list", "Closing days": "a list",
    "Handed to plans before": "the journal", "Conditions of the shipped list": "a list",
    "Preview of the extract": "lines of a file", "Research and error queues": "lines of a file",
}  # fmt: skip
"""Tables that show what somebody entered, where there is nothing to be worked out."""


def ask_row(table: Table, key: object) -> str:
    """Shift+F1 on a row, as a clerk without a mouse asks."""
    table.go_to(key)
    QTest.keyClick(table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    return told()


def rows_of(table: Table) -> dict[object, str]:
    """What each row says."""
    keys = table.keys()
    found = {key: ask_row(table, key) for key in keys}
    assert found, table.accessibleName()
    return found


def test_each_paper_that_has_to_go_out_says_what_made_it_due(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_room("documents")
    settle()
    page = window.pages.currentWidget()
    for key, words in rows_of(page.table).items():
        assert "Manual 20." in words and "Asked for since" in words, key
        assert "To: " in words, key
        assert "Last day: " in words or "The manual gives it no last day." in words, key
    assert "Interview held" in ask_row(page.table, (C, "DOC-35", "applicant"))
    assert asked(page, "The chosen row")


@pytest.mark.parametrize(
    ("number", "paper", "says"),
    [
        (A_NO, "DOC-05", "Medical determination: may be eligible | Last day: Mon 23 Mar 2009 | 14 calendar"),
        (A_NO, "DOC-08", "It goes along with Notice of preliminary determination (DOC-05)"),
        (B, "DOC-11", "Asked for since Fri 9 Jan 2009 10:00 | Last day: Fri 23 Jan 2009 | 20.402.1"),
        (B, "DOC-58", "Contact attempt: no answer | To: Family. | Last day: Fri 20 Mar 2009 | 20.1201.A"),
        (C, "DOC-35", "Interview held | The manual gives it no last day. | 20.605.2"),
    ],
)  # fmt: skip
def test_each_paper_of_a_case_says_what_made_it_due(
    qtbot: Any, morning: Desk, number: str, paper: str, says: str
) -> None:
    window = opened(qtbot, morning)
    window.open_case(number, "documents")
    settle()
    documents = window.case_page.documents
    found = rows_of(documents.table)
    assert all("Manual 20." in words for words in found.values())
    one = next(words for key, words in found.items() if str(key).startswith(f"{paper}:"))
    for part in says.split(" | "):
        assert part in one, part
    assert "20." in asked(documents, "The chosen row: Papers of the case")


def test_the_header_says_which_entry_brought_the_state_and_the_pathway(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    for number, state, pathway in (
        (A_NO, "So since Tue 17 Mar 2009 09:10: Appointment booked | Manual 20.401.2.D",
         "It is not known before the enrollment interview is held | Manual 20.602.3"),
        (B, "Appointment booked: initial evaluation (for Tue 31 Mar 2009 09:00",
         "PMMIS: Title XIX, Fri 9 Jan 2009. | Manual 20.601"),
        (C, "Evaluation finding: eligible | Beside it: Interview | Manual 20.700.2",
         "It is not known before the financial worksheet is determined"),
    ):  # fmt: skip
        window.open_case(number)
        settle()
        for about, says in (("State", state), ("Pathway", pathway)):
            words = asked(window.case_page, about)
            assert all(part in words for part in says.split(" | ")), words


def test_a_state_that_only_time_brought_names_the_clock(qtbot: Any, empty: Desk) -> None:
    missed = next(each for each in start.families() if each.number == B)
    with empty.store.work(empty.actor, "sample.load") as work:
        work.new_case(replace(missed, events=missed.events[:11]))  # nobody answered the letter
    window = opened(qtbot, at(empty, 4, 21, 9, 0))
    window.open_case(B)
    settle()
    words = asked(window.case_page, "State")
    for part in ("State: Application ended.", "No entry brought it, but the end of a clock:",
                 "Manual 20.1201", "(20.1201.E)", "until Mon 20 Apr 2009"):  # fmt: skip
        assert part in words, words


def test_each_line_of_the_cases_says_state_pathway_and_clock(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_room("cases")
    settle()
    page = window.pages.currentWidget()
    for key, words in rows_of(page.table).items():
        assert "State: " in words and "Pathway: " in words and "Manual 20." in words, key
    assert "day 7 of 10" in ask_row(page.table, C)
    assert asked(page, "The chosen row")


def test_each_day_and_each_visit_of_the_calendar_says_why_it_stands_there(qtbot: Any, morning: Desk) -> None:
    clinic = replace(morning.site.clinics[0], clinic_days=("Tue", "Thu"), places=4)
    site = replace(morning.site, clinics=(clinic, *morning.site.clinics[1:]))
    morning.store.keep_site(morning.actor, site)
    window = opened(qtbot, replace(morning, book=kept(site)))
    window.open_room("calendar")
    settle()
    page = window.pages.currentWidget()
    found = rows_of(page.table)
    visits = {key: words for key, words in found.items() if key[0]}
    days = {key[1]: words for key, words in found.items() if not key[0]}
    assert len(visits) == 3 and days, "a day on which nobody comes can be stood on"
    for words in visits.values():
        assert "Booked " in words and "Manual 20.401.2" in words
        assert "20.401.2.B" in words, "what the interview has to do with it"
    assert any("First evaluation within 30 days of the notice" in words for words in visits.values())
    for words in days.values():
        assert "is held on this day of each week" in words and "Places taken: 0 of 4" in words
    assert asked(page, "The chosen row")


def test_a_closed_day_says_which_holiday_it_is(morning: Desk) -> None:
    from crs_intake.casework.clinic_days import ClinicDay
    from ui import because_days

    closed = ClinicDay(date(2009, 5, 25), held=False, open=False, places=None)
    words = " ".join(because_days.of_day(morning, closed, None).lines)
    assert "a holiday of the State, Memorial Day" in words


def test_appointments_and_contacts_say_which_miss_the_48_hours_and_the_30_days(
    qtbot: Any, morning: Desk
) -> None:
    window = opened(qtbot, morning)
    window.open_case(B, "contacts")
    settle()
    view = window.case_page.contacts
    words = asked(view, "Contacts")
    for part in ("Missed appointments that count: 1", "Thu 19 Mar 2009 10:30", "20.1201.A", "20.1201.E",
                 "30 days", "Mon 20 Apr 2009"):  # fmt: skip
        assert part in words, part
    log = list(rows_of(view.log).values())
    assert any("It is the first attempt since the missed appointment" in words for words in log)
    assert any("counts from Thu 19 Mar 2009 10:30 on" in words for words in log), "two hours too early"
    assert any("It is the second attempt: 48 hours" in words for words in log)
    assert "Booked Mon 23 Mar 2009" in asked(view, "Initial evaluation: Tue 31 Mar 2009 09:00")


def test_each_stored_determination_and_each_of_its_rows_says_why(qtbot: Any, morning: Desk) -> None:
    decide(morning, C, "first")
    decide(morning, C, "again")
    window = opened(qtbot, morning)
    window.open_case(C, "determinations")
    settle()
    view = window.case_page.compare
    for about in ("Older", "Newer"):
        words = asked(view, about)
        for figure in ("38,724.00", "18,310.00", "74 FR 4199", "20.603.5", "Manual 20.604"):
            assert figure in words, figure
    found = rows_of(view.table)
    for key, words in found.items():
        assert "Manual 20." in words, key
    agi = next(words for key, words in found.items() if key[1] == "Adjusted gross income")
    assert "Manual 20.603.5.5" in agi and "38,724.00" in agi and "Why: again" in agi


# The partner desk ------------------------------------------------------------------------------------


@pytest.fixture
def partners(tmp_path: Path, qapp: QApplication) -> Any:
    """A desk of a partner with an application, a broadcast and a meeting, on Wed 1 Jul 2026 at 10:00."""
    made = a_desk(tmp_path / "desk", datetime(2026, 7, 1, 10, 0, tzinfo=PHOENIX), families=False)
    one = Assisted(id="a1", applicant="Ana Ruiz", number="123", assistor=PARTNER.users[0].id,
                   submitted=Moment.read("2026-04-01T10:00"),
                   statuses=(StatusLine(day=date(2026, 4, 1), status="submitted"),))  # fmt: skip
    made.store.keep_partner(made.actor, made.store.partner(), replace(PARTNER, applications=(one,)))
    down = Broadcast(starts=Moment.read("2026-07-02T12:00"), ends=Moment.read("2026-07-02T13:00"),
                     message="Upgrade", by="R. Chavez")  # fmt: skip
    site = replace(made.site, heaplus=replace(made.site.heaplus, broadcasts=(down,)))
    made.store.keep_site(made.actor, site)
    yield replace(made, book=kept(site))
    settle()
    made.store.close()


def test_each_row_of_the_partner_desk_says_which_words_of_the_page(qtbot: Any, partners: Desk) -> None:
    window = opened(qtbot, partners)
    window.open_room("partner")
    settle()
    page = window.partner
    words = asked(page, "Is HEAplus up?")
    assert "HEAplus Community Partner page: HEAplus downtime schedule" in words and "Next downtime:" in words
    assert "08:00-17:00" in asked(page, "CP-AO Call Center")
    assert "Typed in by R. Chavez." in next(iter(rows_of(page.now.table).values()))
    page.open(1)
    settle()
    assert "Becoming a partner" in asked(page, "Our partnership")
    seen = set()
    for name in ("checklist", "users", "meetings"):
        page.record.open(name)
        settle()
        for table in page.record.findChildren(Table):
            if isinstance(table, Short) and table.isVisible() and table.accessibleName() != "Papers":
                seen.add(table.accessibleName())
                for key, words in rows_of(table).items():
                    assert "HEAplus Community Partner page: " in words, (table.accessibleName(), key)
    assert {"Checklist", "Accounts", "Access Quarterly Connect"} <= seen
    page.open(2)
    settle()
    words = ask_row(page.applications.table, "a1")
    assert "Days until it counts as overdue: 45" in words and "Status: " in words
    assert all("Community Partner page" in each for each in rows_of(page.applications.whom).values())
    page.open(3)
    settle()
    assert all("Community Partner page" in each for each in rows_of(page.contacts.whom).values())


# Parents' coverage, and the book ---------------------------------------------------------------------


@pytest.fixture
def parents(tmp_path: Path, qapp: QApplication) -> Any:
    """A desk with an application for parents' coverage and a row of the site's own, on Wed 22 Apr 2026."""
    made = a_desk(tmp_path / "desk", datetime(2026, 4, 22, 9, 0, tzinfo=PHOENIX), families=False)
    with made.store.work(made.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", {}))
    yield made
    settle()
    made.store.close()


def test_premium_and_decision_of_the_parents_say_row_figures_and_section(qtbot: Any, parents: Desk) -> None:
    number = next(iter(parents.store.versions(open_only=True)))
    window = desks.opened(qtbot, parents, number, "parents", "parents_income")
    words = asked(window.current, "Family premium")
    for part in ("Manual 806", "3,500.00", "Guideline for 3", "in force since", "→ Up to", "806.B."):
        assert part in words, part
    window.close()
    window = desks.opened(qtbot, parents, number, "parents", "parents_decision")
    buttons = [each for each in window.current.findChildren(WhyButton) if each.isVisible()]
    mother = next(each for each in buttons if "Approved" in each.accessibleName())
    mother.click()
    words = told()
    for part in ("The program on Wed 22 Apr 2026: Open", "801.C", "802.A.05", "Guideline for 3", "met"):
        assert part in words, part
    window.close()


def test_rows_of_the_book_and_of_the_settings_say_source_day_and_section(qtbot: Any, parents: Desk) -> None:
    row = ParentsProgramRow(effective_from=date(2026, 4, 1), open=True, cap=100, approved=7,
                            citation="Letter of AHCCCS", by="R. Chavez")  # fmt: skip
    site = replace(parents.site, parents_program=(row,))
    parents.store.keep_site(parents.actor, site)
    window = opened(qtbot, replace(parents, book=kept(site)))
    window.open_settings("parents")
    settle()
    part = shown_part(window, "parents")
    words = asked(part, "Parents' coverage")
    assert "Letter of AHCCCS" in words and "Cap: 100; approved so far: 7" in words and "Manual 801.C" in words
    assert "Announced in: Letter of AHCCCS" in next(iter(rows_of(part.kept).values()))
    window.open_settings("book")
    settle()
    view = shown_part(window, "book").view
    for tab, sections in enumerate(("20.604.4.E", "20.602.3.B", "20.603.2.54")):
        view.tabs.setCurrentIndex(tab)
        settle()
        table = view.pages[tab].table
        found = [ask_row(table, key) for key in table.keys()[:3]]
        assert all(f"Manual {sections}" in words and "Source: " in words for words in found), found
        assert "It is the row in force today" in found[0]
        assert "A later row counts in its place" in found[1]
    window.open_settings("readings")
    settle()
    view = shown_part(window, "readings").view
    assert "Open in the manual" in ask_row(view.table, view.table.keys()[0])


def shown_part(window: Window, name: str) -> Any:
    """A part of the settings."""
    return next(each for each in window.settings.parts if each.name == name)


# The same key everywhere -----------------------------------------------------------------------------


def test_shift_f1_opens_the_nearest_why_where_no_row_and_no_question_is(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(C)
    settle()
    window.case_page.overview.next_button.setFocus()
    QTest.keyClick(window.case_page.overview.next_button, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "Manual 20.603: " in told(), "what next, of the box in which the cursor stands"
    link = next(each for each in window.case_page.findChildren(QWidget)
                if each.accessibleName() == "Household and income" and each.isVisible())  # fmt: skip
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "Manual 20.603.1" in told()


def tables(window: Window) -> list[Table]:
    return [each for each in window.pages.currentWidget().findChildren(Table) if each.isVisible()]


def silent(window: Window) -> set[str]:
    """Tables in sight whose rows cannot say why."""
    return {
        each.accessibleName() for each in tables(window)
        if each.rowCount() and not each.isSignalConnected(QMetaMethod.fromSignal(each.why))
    }  # fmt: skip


def test_no_table_of_the_desk_shows_a_result_that_cannot_say_why(qtbot: Any, morning: Desk) -> None:
    decide(morning, C, "first")
    window = opened(qtbot, morning)
    found = set()
    for room, _ in ROOMS:
        window.open_room(room)
        settle()
        page = window.pages.currentWidget()
        tabs = next((each for each in page.findChildren(QTabBar) if each.isVisible()), None)
        for tab in range(tabs.count() if tabs is not None and room != "settings" else 1):
            if tabs is not None and room != "settings":
                tabs.setCurrentIndex(tab)
                settle()
            found |= silent(window)
    for part in window.settings.parts:
        window.open_settings(part.name)
        settle()
        found |= silent(window)
    for number in (A_NO, B, C):
        for part in TABS:
            window.open_case(number, part)
            settle()
            found |= silent(window)
    assert found <= set(TOLD), found - set(TOLD)
