"""Family A goes all the way through: typed from an empty desk, page by page, figures to the cent."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from crs_intake.casework import appointments, events
from crs_intake.casework.ports import Desk
from crs_intake.domain.event import Event
from crs_intake.domain.moment import PHOENIX, Moment
from tests.forms.families import family
from tests.qt.desks import a_desk, at, desk, opened, type_into
from ui.forms.form import Field, Form
from ui.qt import style
from ui.qt.controls import Many, Pick, Radios, Tick, When
from ui.qt.fields import FieldView
from ui.qt.form_view import FormView
from ui.qt.rows import Cards, Grid
from ui.qt.wizard import CaseWizard

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
Finish = CaseWizard.WizardButton.FinishButton


def answer(control: Any, text: str) -> None:
    """One answer given by hand, whatever the control."""
    if isinstance(control, Radios):
        control._buttons[text].click()
    elif isinstance(control, Pick):
        index = control.box.findData(text)
        control.box.setCurrentIndex(index)
        control._chosen()
    elif isinstance(control, Tick):
        if (control.text() == "yes") != (text == "yes"):
            control.box.click()
    elif isinstance(control, Many):
        for value, box in control._boxes.items():
            if box.isChecked() != (f'"{value}"' in text):
                box.click()
    elif isinstance(control, When):
        day, _, time = text.partition(" ")
        type_into(control.day, day)
        type_into(control.time, time)
    else:
        type_into(control.inputs()[0], text)
    QApplication.processEvents()


def fill(view: FormView, wanted: Form) -> None:
    """Type a form as it should be, question by question, as far as it is asked."""
    for each in view.form.fields:
        if each.kind == "id" or not view.form.shown(each):
            continue
        found = view.views[each.key]
        if isinstance(found, FieldView):
            fill_field(found, wanted.text(each.key))
        elif isinstance(found, Cards):
            fill_cards(found, wanted, each)
        else:
            fill_grid(found, wanted, each)


def fill_field(found: FieldView, text: str) -> None:
    if text == found.form.text(found.field.key) or not text:
        return
    if found._settled:
        found.open()
    answer(found.control, text)


def fill_cards(found: Cards, wanted: Form, table: Field) -> None:
    for index, row in enumerate(wanted.rows(table.key)):
        if index >= len(found.form.rows(table.key)):
            found.add()
        else:
            found._show(index)
        found.form.rows(table.key)[index].texts["id"] = row.texts.get("id", "")
        assert isinstance(found._detail, FormView)
        fill(found._detail, row)


def fill_grid(found: Grid, wanted: Form, table: Field) -> None:
    for index, row in enumerate(wanted.rows(table.key)):
        place = index
        if table.fixed:
            months = [each.text("month") for each in found.form.rows(table.key)]
            place = months.index(row.text("month"))
        for column in table.columns:
            cell = found._cells[place].get(column.key)
            text = row.text(column.key)
            if cell is not None and text and cell.text() != text:
                answer(cell, text)


def go_through(qtbot: Any, desk: Desk, number: str | None, wizard: str, name: str = "family_a_no") -> str:
    """Type a sample family through a wizard and finish it; gives the case number."""
    case = family(name)
    window = opened(qtbot, desk, number, wizard)
    window.go(0)
    kept: list[str] = []
    window.kept.connect(kept.append)
    pages = window.session.wizard.pages
    for index, page in enumerate(pages):
        QApplication.processEvents()
        assert window.current.page.id == page.id
        wanted = Form(page.fields, window.session.about()).put(page.show(case))
        assert window.current.view is not None
        if window.current.view.isVisible():
            fill(window.current.view, wanted)
        if index < len(pages) - 1:
            window.next()
    with qtbot.waitSignal(window.closed):
        window.button(Finish).click()
    assert kept
    return kept[-1]


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PHOENIX)


@pytest.mark.proves("CRS-20.200.1", "CRS-20.602.3.B", "CRS-20.603.5.5")
def test_family_a_is_typed_from_an_empty_desk_and_decided_to_the_cent(
    qtbot: Any, tmp_path: Path, qapp: QApplication
) -> None:
    style.apply(qapp, dark=False) if not qapp.styleSheet() else None
    made = a_desk(tmp_path / "empty", families=False)
    number = go_through(qtbot, at(made, when("2009-03-09T08:20")), None, "referral")
    kept = made.store.case(number).case
    paper = family("family_a_no")
    assert paper.referral is not None
    assert paper.referral.primary_care is not None
    asked = replace(
        paper.referral,
        referring_physician=None,  # only AHCCCS's notices go there (20.401.1)
        primary_care=replace(paper.referral.primary_care, address=None),
    )
    assert kept.referral == asked
    assert (kept.address, kept.phones, kept.language) == (paper.address, paper.phones, paper.language)
    go_through(qtbot, at(made, when("2009-03-16T11:30")), number, "preliminary")
    notice = at(made, when("2009-03-17T15:30"))
    appointments.book(notice, number, "initial_evaluation", Moment.read("2009-04-02T10:00"))
    events.record(
        notice, number,
        Event(kind="document_sent", at=Moment.read("2009-03-17T15:30"), document="DOC-05", method="mail",
              to=("referral_source", "applicant")),
    )  # fmt: skip
    go_through(qtbot, at(made, when("2009-03-31T13:40")), number, "interview")
    kept = made.store.case(number).case
    assert (kept.coverage, kept.eligibility, kept.proofs) == (paper.coverage, paper.eligibility, paper.proofs)
    assert [person.name for person in kept.people] == [
        "Lucía Yazzie Morales", "Elena Morales", "Daniel Yazzie", "Tomás Yazzie Morales",
    ]  # fmt: skip
    go_through(qtbot, at(made, when("2009-03-31T14:35")), number, "worksheet")
    kept = made.store.case(number).case
    assert [len(line.payments) for line in kept.income] == [3, 6, 1]
    assert kept.care == paper.care
    assert "determination_made" in [event.kind for event in kept.events]
    from crs_intake.casework import determination

    decided = determination.versions(made, number)[-1].assessment
    assert decided.columns["xix"].agi == 41346
    assert decided.screening.potential == ("xxi",)
    made.store.close()
