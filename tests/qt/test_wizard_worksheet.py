"""The financial worksheet at the desk: stubs typed with Enter, the one fact, and a cut in the middle."""

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX
from tests.forms.families import family
from tests.qt.desks import A_NO, B, C, a_desk, at, desk, field, go_on, opened, press, type_into, view, write
from ui.qt.controls import Pick, Radios
from ui.qt.form_view import FormView
from ui.qt.rows import Cards, Grid
from ui.qt.wizard import CaseWizard
from ui.qt.worksheet import Worksheet

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
FATHER = (("2/6/2009", "1215"), ("2/20/2009", "1265"), ("3/6/2009", "1410"))
MOTHER = (("1/29/2009", "198"), ("2/5/2009", "228.60"), ("2/12/2009", "240"), ("2/19/2009", "234"),
          ("2/26/2009", "245.40"), ("3/5/2009", "237"))  # fmt: skip


def cards(window: CaseWizard, key: str) -> Cards:
    found = view(window).views[key]
    assert isinstance(found, Cards)
    return found


def detail(window: CaseWizard, key: str) -> FormView:
    found = cards(window, key)._detail
    assert isinstance(found, FormView)
    return found


def pick(control: object, value: str) -> None:
    """Choose an answer of a list, as typing its words and leaving it would."""
    assert isinstance(control, Pick)
    control.set_text(value)
    control._held = ""
    control._chosen()


def sheet(window: CaseWizard) -> Worksheet:
    found = window.current.panel
    assert isinstance(found, Worksheet)
    return found


def without_income(desk: Desk, number: str) -> None:
    stored = desk.store.case(number)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, income=(), care=()), stored.version)


def add_wages(window: CaseWizard, person: str, source: str, frequency: str) -> Grid:
    cards(window, "income").add()
    row = detail(window, "income")
    pick(row.views["person"].control, person)  # type: ignore[union-attr]
    pick(row.views["kind"].control, "wages")  # type: ignore[union-attr]
    type_into(row.views["source"].control.inputs()[0], source)  # type: ignore[union-attr]
    pick(row.views["frequency"].control, frequency)  # type: ignore[union-attr]
    grid = row.views["payments"]
    assert isinstance(grid, Grid)
    grid.focus_at("")
    return grid


def type_stubs(stubs: tuple[tuple[str, str], ...]) -> None:
    for day, amount in stubs:
        write(day)
        press(Qt.Key.Key_Return)
        write(amount)
        press(Qt.Key.Key_Return)


@pytest.mark.proves("CRS-20.603.5.2", "CRS-20.502.1.D.1")
def test_ten_amounts_are_typed_with_enter_alone_and_two_stubs_are_struck_out(qtbot: Any, desk: Desk) -> None:
    """Row 10: three and six stubs and a refund; the figures of A.2."""
    without_income(desk, A_NO)
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    add_wages(window, "father", "Desert Line Freight", "biweekly")
    type_stubs(FATHER)
    add_wages(window, "mother", "Sonora Bakery", "weekly")
    type_stubs(MOTHER)
    cards(window, "income").add()
    row = detail(window, "income")
    pick(row.views["person"].control, "father")  # type: ignore[union-attr]
    pick(row.views["kind"].control, "tax_refund")  # type: ignore[union-attr]
    type_into(row.views["amount"].control.inputs()[0], "1150")  # type: ignore[union-attr]
    assessment = window.session.assessment()
    assert assessment is not None
    annual = [str(line.annual) for line in assessment.income]
    assert annual == ["32240", "12324", "1150"]
    assert [len(line.struck) for line in assessment.income] == [1, 1, 0]
    assert assessment.columns["xix"].gross == 44564
    go_on()
    kept = desk.store.case(A_NO).case
    assert [len(line.payments) for line in kept.income] == [3, 6, 0]
    assert [line.source for line in kept.income] == ["Desert Line Freight", "Sonora Bakery", ""]
    window.reject()


def test_esc_at_the_seventh_amount_keeps_all_and_goes_back_to_it(qtbot: Any, desk: Desk) -> None:
    """Row 10: Esc instead of Enter; 'Continue' returns to the seventh."""
    without_income(desk, A_NO)
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    add_wages(window, "mother", "Sonora Bakery", "weekly")
    type_stubs(MOTHER)
    write("3/12/2009")
    press(Qt.Key.Key_Return)
    write("24")
    press(Qt.Key.Key_Escape)
    assert desk.store.case(A_NO).case.income == ()
    again = opened(qtbot, desk, A_NO, "worksheet")
    assert again.current.page.id == "income"
    assert again.current.focus_path == "income.0.payments.6.amount"
    row = detail(again, "income")
    grid = row.views["payments"]
    assert isinstance(grid, Grid)
    assert QApplication.focusWidget() is grid._cells[6]["amount"].inputs()[0]
    assert [cells["amount"].text() for cells in grid._cells][:7] == [
        "198.00", "228.60", "240.00", "234.00", "245.40", "237.00", "24.00",
    ]  # fmt: skip
    again.reject()


def test_a_power_cut_on_the_care_page_loses_nothing_that_was_left(
    qtbot: Any, tmp_path: Path, desk: Desk
) -> None:
    """Row 11: page 'Child care', field October 2008, "13" typed."""
    window = opened(qtbot, desk, A_NO, "worksheet", "care")
    grid = detail(window, "care").views["months"]
    assert isinstance(grid, Grid)
    grid.focus_at("5.paid")
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("55")
    press(Qt.Key.Key_Return)  # September is left, October has the cursor
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("13")
    window.current._timer.stop()
    window.session.over = True  # the power is gone before anything more is kept
    window.reject()
    again = opened(qtbot, desk, A_NO, "worksheet")
    assert again.current.page.id == "care"
    assert again.current.focus_path == "care.0.months.5.paid"
    grid = detail(again, "care").views["months"]
    assert isinstance(grid, Grid)
    assert grid._cells[5]["paid"].text() == "55.00"
    assert grid._cells[6]["paid"].text() == "130.00"
    again.reject()


@pytest.mark.proves("CRS-20.602.3.B.1", "CRS-20.603.4.B")
def test_the_one_fact_turns_the_answer_at_once_and_keeps_what_was_typed(
    qtbot: Any, tmp_path: Path, qapp: Any
) -> None:
    """Row 12: A-yes, then A-no, one key each way; premiums stay, closed with the reason."""
    desk = a_desk(tmp_path / "yes", families=False)
    case = family("family_a_yes")
    case = replace(case, coverage=replace(case.coverage, insured_last_3_months=False))
    number = put(desk, case)
    window = opened(qtbot, desk, number, "worksheet", "worksheet")
    said = sheet(window).answer.sentence
    assert said.text() == (
        "State Only, insured, 181.61 % of the guideline: the family pays nothing for CRS services "
        "(20.604.4.E); the insurer is billed first (20.604.1)."
    )
    insured = field(window, "insured").control
    assert isinstance(insured, Radios)
    insured.focus()
    press(Qt.Key.Key_N)
    assert said.text().startswith("Potentially KidsCare (Title XXI).")
    window.go(4)
    assert window.current.page.id == "costs"
    assert "Premiums and bills are not used while that is open" in window.current._closed_words.words.text()
    premiums = view(window).views["premiums"]
    assert isinstance(premiums, Grid)
    assert premiums._cells[0]["amount"].text() == "96.00"
    assert not premiums.isEnabled()
    assert desk.store.case(number).case.premiums == family("family_a_yes").premiums
    window.go(5)
    field(window, "insured").control.focus()
    press(Qt.Key.Key_Y)
    assert "181.61 %" in said.text()
    window.reject()
    desk.store.close()


@pytest.mark.proves("CRS-20.603.5.6", "CRS-20.604.4.E")
def test_family_c_turns_on_the_keystroke_when_the_last_paper_is_typed(qtbot: Any, desk: Desk) -> None:
    """Row 5: 207.67 % turns to 199.67 %."""
    stored = desk.store.case(C)
    paid = tuple(bill for bill in stored.case.bills if bill.paid)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, premiums=(), bills=paid), stored.version)
    window = opened(qtbot, at(desk, datetime(2009, 3, 31, 10, 30, tzinfo=PHOENIX)), C, "worksheet", "costs")
    assessment = window.session.assessment()
    assert assessment is not None
    assert assessment.payment.cls == "pays_uninsured_above_200"
    premiums = view(window).views["premiums"]
    assert isinstance(premiums, Grid)
    premiums.focus_at("")
    write("118")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # monthly, as offered
    write("2/5/2008")
    press(Qt.Key.Key_Return)
    write("10/5/2008")
    bills = view(window).views["bills"]
    assert isinstance(bills, Grid)
    at_row = len(paid)
    pick(bills._cells[at_row]["person"], "sibling")
    bills.focus_at(f"{at_row}.incurred")
    write("11/14/2007")
    press(Qt.Key.Key_Return)
    write("1300")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # not paid
    write("780")
    assessment = window.session.assessment()
    assert assessment is not None
    assert assessment.payment.cls == "pays_nothing_at_or_below_200"
    assert assessment.columns["state_only"].agi == 36560
    window.go(0) if window.current.page.id != "costs" else window.save_and_close()
    kept = desk.store.case(C).case
    assert kept.premiums[0].amount.plain() == "118.00"
    assert kept.bills[-1].third_party.plain() == "780.00"


def test_deciding_keeps_the_lines_as_they_were(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "worksheet")
    before = len(desk.store.determinations(A_NO))
    type_into(field(window, "reason").control.inputs()[0], "Stubs came in")
    with qtbot.waitSignal(window.closed):
        window.button(CaseWizard.WizardButton.FinishButton).click()
    kept = desk.store.determinations(A_NO)
    assert len(kept) == before + 1
    assert kept[-1].reason == "Stubs came in"


def test_the_three_columns_show_the_figures_of_the_paper(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "worksheet")
    table = sheet(window).columns
    rows = [table.row_text(number) for number in range(table.rowCount())]
    figures = {words.split("\n")[0]: (xix, xxi, state) for words, xix, xxi, state in rows}
    assert figures["Wages, Daniel Yazzie, Desert Line Freight"] == ("32,240.00",) * 3
    assert figures["Gross income a year"] == ("44,564.00",) * 3
    assert figures["Care of Lucía Yazzie Morales"] == ("1,008.00",) * 3
    assert figures["Adjusted gross income a year"] == ("41,346.00",) * 3
    assert figures["÷ 12, for the AHCCCS chart"] == ("3,445.50",) * 3
    gauge = sheet(window).answer.gauge
    assert "187.51 % of the guideline" in gauge.accessibleDescription()
    assert "KidsCare at 192.33 %" in gauge.accessibleDescription()
    window.reject()


def put(desk: Desk, case: Case) -> str:
    with desk.store.work(desk.actor, "test") as work:
        return str(work.new_case(case))


def test_adding_and_removing_is_done_with_buttons_that_have_names(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    buttons = cards(window, "income").findChildren(QPushButton)
    names = {each.accessibleName() or each.text().replace("&", "") for each in buttons}
    assert {"Add income", "Remove"} <= names
    window.reject()


def test_the_last_line_is_taken_out_while_the_cursor_stands_in_it(qtbot: Any, desk: Desk) -> None:
    without_income(desk, A_NO)
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    cards(window, "income").add()
    row = detail(window, "income")
    pick(row.views["person"].control, "mother")  # type: ignore[union-attr]
    pick(row.views["kind"].control, "loan")  # type: ignore[union-attr]
    type_into(row.views["amount"].control.inputs()[0], "250")  # type: ignore[union-attr]
    cards(window, "income").remove()
    QApplication.processEvents()
    assert window.session.assessment() is not None
    assert cards(window, "income")._detail is None
    window.reject()


def test_every_figure_is_reached_by_keyboard_told_by_name_and_says_why(qtbot: Any, desk: Desk) -> None:
    from ui.qt.why import Why

    window = opened(qtbot, desk, A_NO, "worksheet", "worksheet")
    answer = sheet(window).answer
    for table in (sheet(window).columns, answer.beside):
        assert table.focusPolicy() & Qt.FocusPolicy.TabFocus
        for row in range(table.rowCount()):
            for column in range(1, table.columnCount()):
                item = table.item(row, column)
                if item is not None and item.text():
                    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
                    assert item.text() in said and len(said) > len(item.text())
    words = [answer.beside.row_text(row)[0] for row in range(answer.beside.rowCount())]
    at = next(n for n, each in enumerate(words) if each.startswith("Per cent of the guideline"))
    answer.beside.setCurrentCell(at, 0)
    answer.beside.why_here()
    opened_why = [each for each in QApplication.topLevelWidgets() if isinstance(each, Why)]
    assert "41,346.00 ÷ 22,050.00 × 100 = 187.51" in opened_why[-1].accessibleDescription()
    opened_why[-1].close()
    window.reject()


def test_the_first_line_opens_once_the_page_is_painted_and_tab_follows_the_eye(
    qtbot: Any, desk: Desk
) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    lines = cards(window, "income")
    qtbot.waitUntil(lambda: lines._made is not None)
    lines._show(1)
    lines.remove_button.setFocus()
    heard = []
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        heard.append(QApplication.focusWidget().accessibleName())  # type: ignore[union-attr]
    assert heard[:4] == ["Person", "Kind of income", "Employer or payer", "How often is it paid?"]


def test_ten_lines_of_income_are_typed_without_the_mouse_in_under_a_minute(qtbot: Any, desk: Desk) -> None:
    """At five keys a second, as a clerk types; what the window itself takes is printed (`-s`)."""
    without_income(desk, A_NO)
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    lines, letter, begun = cards(window, "income"), Qt.Key.Key_A, time.thread_time()
    assert lines.letter == "a"
    keys = 0
    for number in range(10):
        press(letter, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda number=number: len(lines.form.rows("income")) == number + 1)
        for text in ("de"[number % 2], "wages", f"Job {number}", "b", f"{500 + number}"):
            write(text)
            press(Qt.Key.Key_Tab)
            keys += len(text) + 1
        keys += 1
    took = time.thread_time() - begun
    rows = [row.texts for row in lines.form.rows("income")]
    assert [row["amount"] for row in rows] == [f"{500 + number}.00" for number in range(10)]
    assert {row["person"] for row in rows} == {"father", "mother"}
    assert {row["frequency"] for row in rows} == {"biweekly"}
    print(f"{keys} keys, {took / keys * 1000:.0f} ms of the window's own for each")
    assert keys / 5 < 60


@pytest.mark.proves("CRS-20.604.4.D")
def test_who_is_in_ahcccs_is_asked_for_no_income(qtbot: Any, desk: Desk) -> None:
    """B.2: the financial worksheet is refused; no page of it invites anybody to type."""
    window = opened(qtbot, desk, B, "worksheet", "income")
    pages = ("household", "income", "care", "employment")
    assert [window.session.state(id) for id in pages] == ["closed"] * 4
    assert "PMMIS shows the applicant in AHCCCS" in window.current._closed_words.words.text()
    assert not view(window).isVisible()
    window.reject()
