"""The book, the readings and two determinations side by side, on the screen and by the keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from crs_intake import storage
from crs_intake.casework import book_acts
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import to_record
from crs_intake.clock import FixedClock, moment, today
from crs_intake.domain.kept import Determination
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.site import FplRow
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests.builders import a_case, wages
from ui.qt.book_view import BookView
from ui.qt.compare import CompareView
from ui.qt.readings_view import ReadingsView

NINE = datetime(2026, 6, 1, 9, 0, tzinfo=PHOENIX)
DENIED = {"title": {"xix_result": "denied", "xxi_result": "denied"}}
AMOUNTS = ("16400", "22200", "28000", "33800", "39600", "45400", "51200", "57000")
HEAD = "effective_from,hh1,hh2,hh3,hh4,hh5,hh6,hh7,hh8,additional,citation\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on Monday 1 June 2026 whose first person holds every role."""
    clock = FixedClock(NINE)
    store, _ = storage.create(
        tmp_path / "desk", "Rosa Nez", "a long sentence to remember", clock, kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    yield Desk(store, Book.load(store.site()), clock, store.signed_in)
    store.close()


def shown(qtbot: QtBot, view: QWidget) -> None:
    """Put the view on the screen."""
    qtbot.addWidget(view)
    view.resize(1000, 800)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)


def clerk(desk: Desk) -> Desk:
    """The same desk with a clerk at it."""
    return replace(desk, actor=replace(desk.actor, roles=frozenset({"front_desk", "interviewer"})))


def type_row(
    qtbot: QtBot, view: BookView, start: str = "1/14/2027", amounts: tuple[str, ...] = AMOUNTS
) -> None:
    """Open the form with its key and type a row, going on with Tab."""
    page = view.pages[0]
    page.add_button.setFocus()
    qtbot.keyClick(page.add_button, Qt.Key.Key_Space)
    for text in (start, *amounts, "5800", "92 FR 1234"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_a_guideline_is_added_by_the_keyboard_alone(qtbot: QtBot, desk: Desk) -> None:
    view = BookView(desk)
    shown(qtbot, view)
    type_row(qtbot, view)
    page = view.pages[0]
    assert QApplication.focusWidget() is page.form.add
    with qtbot.waitSignal(view.kept):
        qtbot.keyClick(page.form.add, Qt.Key.Key_Space)
    assert Book.load(desk.store.site()).guideline(date(2027, 2, 1), 4) == 33800
    assert page.table.text_of(date(2027, 1, 14))[:3] == ["14 Jan 2027", "16,400.00", "22,200.00"]
    assert page.said.text() == "Added. It counts from Thu 14 Jan 2027 on."
    assert "Added by: Rosa Nez, Mon 1 Jun 2026" in page.about.text() or page.table.go_to(date(2027, 1, 14))
    assert "Added by: Rosa Nez, Mon 1 Jun 2026" in page.about.text()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(qtbot: QtBot, desk: Desk) -> None:
    view = BookView(desk)
    shown(qtbot, view)
    type_row(qtbot, view, start="1/14/2025", amounts=("16400", "lots", *AMOUNTS[2:]))
    form = view.pages[0].form
    qtbot.keyClick(form.add, Qt.Key.Key_Space)
    assert "The book has a row of Tue 13 Jan 2026" in form._troubles["effective_from"].text()
    assert form._troubles["sizes"].text().startswith("2 people: Type whole dollars")
    assert QApplication.focusWidget() is form.fields["effective_from"]
    assert desk.store.site().fpl == ()


def test_a_strange_step_is_asked_about_before_it_is_added(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def press_back(box: QMessageBox) -> int:
        asked.append(box.text())
        box.buttons()[-1].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_back)
    view = BookView(desk)
    shown(qtbot, view)
    type_row(qtbot, view, amounts=("1640", "2220", "2800", "3380", "3960", "4540", "5120", "5700"))
    qtbot.keyClick(view.pages[0].form.add, Qt.Key.Key_Space)
    assert asked == ["90 % less than the row before; look at the figures once more."]
    assert desk.store.site().fpl == ()


def test_a_file_is_looked_at_line_by_line_before_anything_is_added(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "fpl.csv"
    row = ",".join((*AMOUNTS, "5800", "92 FR 1234"))
    file.write_text(f"{HEAD}2027-01-14,{row}\n2027-02-30,{row}\n", encoding="utf-8")
    view = BookView(desk)
    shown(qtbot, view)
    page = view.pages[0]
    page.open_file(file)
    assert page.preview.table.text_of(2)[2] == "Will be added"
    assert page.preview.table.text_of(3)[2].startswith("Cannot be added: That month has no day 30")
    assert desk.store.site().fpl == ()
    assert page.preview.take.text() == "Add 1 &rows" or "1" in page.preview.take.text()
    qtbot.keyClick(page.preview.take, Qt.Key.Key_Space)
    assert [each.effective_from for each in desk.store.site().fpl] == [date(2027, 1, 14)]
    assert not page.preview.isVisible()


def test_the_chart_tells_when_a_category_takes_new_people(qtbot: QtBot, desk: Desk) -> None:
    view = BookView(desk)
    shown(qtbot, view)
    view.tabs.setCurrentIndex(1)
    chart = view.pages[1]
    assert (
        "to Thu 31 Dec 2009; from Thu 1 Sep 2016 to Sun 31 Mar 2024; from Mon 1 Apr 2024 on"
        in chart.open.text()
    )  # type: ignore[attr-defined]
    assert chart.table.text_of(date(2026, 2, 1))[1:5] == ["2,993.00", "4,058.00", "5,123.00", "6,188.00"]


def test_a_clerk_sees_the_book_and_cannot_add(qtbot: QtBot, desk: Desk) -> None:
    view = BookView(clerk(desk))
    shown(qtbot, view)
    assert all(not page.add_button.isEnabled() and not page.file_button.isEnabled() for page in view.pages)
    assert view.pages[0].table.rowCount() == 24


def test_a_reading_is_changed_with_a_reason_and_shown_as_changed(qtbot: QtBot, desk: Desk) -> None:
    view = ReadingsView(desk)
    shown(qtbot, view)
    view.open("income.gift_cliff")
    excess = next(each for each in view.choices.buttons() if each.property("value") == "excess_only")
    excess.setFocus()
    qtbot.keyClick(excess, Qt.Key.Key_Space)
    qtbot.keyClick(view.change, Qt.Key.Key_Space)
    assert view.trouble.text().startswith("Give the reason")
    assert desk.store.site().readings == ()
    qtbot.keyClicks(view.reason, "Letter of 28 May 2026")
    with qtbot.waitSignal(view.kept):
        qtbot.keyClick(view.change, Qt.Key.Key_Space)
    assert Book.load(desk.store.site()).reading("income.gift_cliff") == "excess_only"
    assert view.table.text_of("income.gift_cliff")[1] == "Only the part above it counts (changed)"
    words = [each.text() for each in view.detail.findChildren(QLabel)]
    assert "Only the part above it counts, since Mon 1 Jun 2026, by Rosa Nez: Letter of 28 May 2026" in words


def test_a_fixed_reading_and_a_clerk_have_no_button(qtbot: QtBot, desk: Desk) -> None:
    view = ReadingsView(desk)
    shown(qtbot, view)
    view.open("money.rounding")
    assert "This one is fixed; a program office would not choose it." in [
        each.text() for each in view.detail.findChildren(QLabel)
    ]
    theirs = ReadingsView(clerk(desk))
    shown(qtbot, theirs)
    theirs.open("income.gift_cliff")
    words = [each.text() for each in theirs.detail.findChildren(QLabel)]
    assert "A supervisor can change this reading." in words


def test_every_reading_of_the_book_is_listed_with_its_number(qtbot: QtBot, desk: Desk) -> None:
    view = ReadingsView(desk)
    shown(qtbot, view)
    assert set(view.table.keys()) == set(desk.book.reading_rules)
    for setting, rule in desk.book.reading_rules.items():
        assert view.table.text_of(setting)[3] == rule.ambiguity


def two_versions(desk: Desk) -> str:
    """A case decided with no income, and again with wages."""
    with desk.store.work(desk.actor, "case.new") as work:
        number = work.new_case(a_case(income=[], no_income_stated=True, **DENIED))
    decide(desk, number, "")
    stored = desk.store.case(number)
    with desk.store.work(desk.actor, "case.keep") as work:
        paid = replace(stored.case, income=(wages(amount="5000.00"),), no_income_stated=None)
        work.keep(paid, stored.version)
    later = replace(desk, clock=FixedClock(NINE + timedelta(hours=3)))
    decide(later, number, "Stubs <b>came</b> in")
    return number


def decide(desk: Desk, number: str, reason: str) -> None:
    """Keep what the rules say now."""
    found = assess(desk.store.case(number).case, desk.book, today(desk.clock))
    with desk.store.work(desk.actor, "determination.decide") as work:
        work.keep_determination(
            Determination(number, 0, found.on, desk.actor.name, moment(desk.clock), reason, to_record(found))
        )


def test_what_changed_has_a_word_and_a_sign(qtbot: QtBot, desk: Desk) -> None:
    view = CompareView(desk, two_versions(desk))
    shown(qtbot, view)
    key = ("Figures, dollars a year", "Adjusted gross income")
    assert view.table.text_of(key) == ["Adjusted gross income", "0.00", "58,920.00", "Changed"]
    assert view.table.text_of(("Outcome", "Age"))[3] == "Same"
    row = next(n for n in range(view.table.rowCount()) if view.table.item(n, 3) and
               view.table.item(n, 3).text() == "Changed")  # fmt: skip
    assert not view.table.item(row, 0).icon().isNull()
    assert view.new_reason.text() == "Why: Stubs <b>came</b> in"
    assert view.new_reason.textFormat() == Qt.TextFormat.PlainText


def test_only_the_changes_can_be_shown(qtbot: QtBot, desk: Desk) -> None:
    view = CompareView(desk, two_versions(desk))
    shown(qtbot, view)
    every = view.table.rowCount()
    qtbot.keyClick(view.changes, Qt.Key.Key_Space)
    assert 0 < view.table.rowCount() < every
    view.choose(2, 2)
    assert view.table.item(0, 0).text() == "Nothing changed between the two."


def test_a_case_with_one_determination_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    with desk.store.work(desk.actor, "case.new") as work:
        number = work.new_case(a_case())
    view = CompareView(desk, number)
    shown(qtbot, view)
    assert view.none.text().startswith("Nothing has been determined yet.")
    decide(desk, number, "")
    view.look_again(number)
    assert view.none.text() == "There is one determination so far; a correction makes the second."
    assert view.table.text_of(("Outcome", "Outcome"))[1:3] == ["Eligible", "Eligible"]


@pytest.mark.parametrize("width", [600, 683, 1366])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, desk: Desk, width: int) -> None:
    number = two_versions(desk)
    book_acts.add_fpl_row(desk, FplRow(effective_from=date(2027, 1, 14), amounts=tuple(map(int, AMOUNTS)),
                                       each_additional=5800, citation="92 FR " + "1234 " * 20))  # fmt: skip
    for view in (BookView(desk), ReadingsView(desk), CompareView(desk, number)):
        qtbot.addWidget(view)
        view.resize(width, 700)
        view.show()
        QApplication.processEvents()
        for label in view.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.width() <= width


def test_every_field_and_button_has_the_name_that_is_shown(qtbot: QtBot, desk: Desk) -> None:
    view = BookView(desk)
    shown(qtbot, view)
    type_row(qtbot, view)
    names = [field.accessibleName() for field in view.pages[0].form.fields.values()]
    assert names[0] == "Counts from (required)"
    assert names[1:9] == ["1 person", *(f"{size} people" for size in range(2, 9))]
    assert names[9:] == ["Each more", "Source (required)"]
