"""Preliminary determination and interview: what is recorded when, and what is never asked twice."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.domain.insurance import Coverage, Policy
from crs_intake.domain.moment import PHOENIX
from tests.forms.families import family
from tests.qt.desks import A_NO, B, a_desk, at, desk, field, go_on, opened, press, type_into, view
from ui.flow import WIZARDS
from ui.forms.session import Session
from ui.qt.fields import FieldView
from ui.qt.rows import Cards
from ui.qt.wizard import CaseWizard

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
Finish = CaseWizard.WizardButton.FinishButton


def before_the_determination(desk: Desk, number: str) -> None:
    """The case as it stood after the referral."""
    stored = desk.store.case(number)
    events = stored.case.events[:1]
    with desk.store.work(desk.actor, "test") as work:
        work.new_case(replace(stored.case, number=f"{number}-X", events=events))


@pytest.mark.proves("CRS-20.400.b")
def test_a_determination_is_recorded_from_the_signed_paper(qtbot: Any, desk: Desk) -> None:
    before_the_determination(desk, A_NO)
    number = f"{A_NO}-X"
    now = at(desk, datetime(2009, 3, 16, 11, 30, tzinfo=PHOENIX))
    window = opened(qtbot, now, number, "preliminary", "condition")
    assert "not verified" in window.current.notes.texts[0]
    window.next()
    type_into(field(window, "outcome").control.inputs()[0], "m")
    type_into(field(window, "name").control.inputs()[0], "Dr. Susan Tso")
    type_into(field(window, "role").control.inputs()[0], "m")
    before = desk.store.case(number).case.events
    with qtbot.waitSignal(window.closed):
        window.button(Finish).click()
    event = desk.store.case(number).case.events[-1]
    assert len(desk.store.case(number).case.events) == len(before) + 1
    assert (event.kind, event.outcome, event.role, event.name) == (
        "medical_determination", "may_be_eligible", "director", "Dr. Susan Tso",
    )  # fmt: skip
    assert str(event.at) == "2009-03-16T11:30"


@pytest.mark.proves("CRS-20.402.1")
def test_an_incomplete_determination_offers_the_missing_items(qtbot: Any, desk: Desk) -> None:
    stored = desk.store.case(B)
    assert stored.case.referral is not None
    referral = replace(stored.case.referral, papers=stored.case.referral.papers[:1])
    with desk.store.work(desk.actor, "test") as work:
        work.new_case(replace(stored.case, number="B-X", events=stored.case.events[:1], referral=referral))
    window = opened(
        qtbot, at(desk, datetime(2009, 1, 12, 9, 0, tzinfo=PHOENIX)), "B-X", "preliminary", "decision"
    )
    type_into(field(window, "outcome").control.inputs()[0], "i")
    assert "20.200.2.A.2" in field(window, "items").control.text()
    window.reject()


def test_an_interview_is_recorded_at_the_end_and_looking_in_records_nothing(qtbot: Any, desk: Desk) -> None:
    before_the_determination(desk, A_NO)
    number = f"{A_NO}-X"
    case = desk.store.case(number)
    found = family("family_a_no").events[1]
    with desk.store.work(desk.actor, "test") as work:
        work.keep(case.case.after(found), case.version)
    now = at(desk, datetime(2009, 3, 31, 13, 30, tzinfo=PHOENIX))
    window = opened(qtbot, now, number, "interview")
    assert field(window, "name").control.text() == "Elena Morales"
    window.next()
    window.save_and_close()
    kinds = [event.kind for event in desk.store.case(number).case.events]
    assert "interview_held" not in kinds
    again = opened(qtbot, now, number, "interview", "interview")
    while again.current.page.id != "papers":
        again.next()
    with qtbot.waitSignal(again.closed):
        again.button(Finish).click()
    event = next(each for each in desk.store.case(number).case.events if each.kind == "interview_held")
    assert (event.name, event.method, str(event.at)) == ("Elena Morales", "in_person", "2009-03-31T13:30")


def test_what_the_referral_knew_is_shown_and_not_asked(qtbot: Any, desk: Desk) -> None:
    """Row 10: facts entered once are never asked twice."""
    window = opened(qtbot, desk, A_NO, "interview", "details")
    for key in ("given", "family", "born", "street", "phone"):
        shown = field(window, key)
        assert not shown.control.isVisible()
        assert shown._change.accessibleName().startswith("Change ")
    field(window, "given").open()
    assert field(window, "given").control.isVisible()
    window.reject()


def test_a_social_security_number_is_masked_and_typed_anew(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "details")
    assert field(window, "ssn")._fact.text().endswith("0187")
    assert "601" not in field(window, "ssn")._fact.text()
    field(window, "ssn").open()
    assert field(window, "ssn").control.text() == ""
    type_into(field(window, "ssn").control.inputs()[0], "900-12-3456")
    assert "starts with 9" in field(window, "ssn")._remark.words.text()
    window.reject()


def test_change_of_a_social_security_number_loses_nothing_and_shows_nothing(qtbot: Any, desk: Desk) -> None:
    """Whoever pressed Change and was called away lost the number with Next; Ctrl+Z showed it in full."""
    number = desk.store.case(A_NO).case.people[0].ssn
    window = opened(qtbot, desk, A_NO, "interview", "details")
    ssn = field(window, "ssn")
    ssn.open()
    assert (ssn.control.isVisible(), ssn.control.text()) == (True, "")
    window.next()
    assert desk.store.case(A_NO).case.people[0].ssn == number
    window.back()
    ssn = field(window, "ssn")
    ssn.open()
    type_into(ssn.control.inputs()[0], "4")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (ssn.settled, ssn.control.isVisible(), ssn.control.text()) == (True, False, "")
    assert window.session.form("details").look("ssn")[0] == number
    window.reject()


def test_primary_and_secondary_insurance_never_lose_each_other(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    type_into(field(window, "insured").control.inputs()[0], "y")
    type_into(field(window, "primary_company").control.inputs()[0], "Saguaro Mutual Health")
    press(Qt.Key.Key_Tab)
    field(window, "two").control.inputs()[0].click()  # type: ignore[attr-defined]
    type_into(field(window, "secondary_company").control.inputs()[0], "Cactus Life")
    press(Qt.Key.Key_Tab)
    type_into(field(window, "insured").control.inputs()[1], "n")  # hides both
    type_into(field(window, "insured").control.inputs()[0], "y")
    go_on()
    assert window.current.page.id == "household"
    coverage = desk.store.case(A_NO).case.coverage
    assert coverage.primary == Policy(company="Saguaro Mutual Health")
    assert coverage.secondary == Policy(company="Cactus Life")
    assert coverage.insured is True
    window.reject()


def test_no_secondary_insurance_is_an_answer_and_forgets_nothing_typed(qtbot: Any, desk: Desk) -> None:
    """The application printed an insurer that the family no longer has, and the tick came back by itself."""
    stored = desk.store.case(A_NO)
    both = Coverage(insured=True, primary=Policy(company="Saguaro"), secondary=Policy(company="Cactus Life"))
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, coverage=both), stored.version)
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    field(window, "two").control.inputs()[0].click()  # type: ignore[attr-defined]
    go_on()
    assert desk.store.case(A_NO).case.coverage == replace(both, secondary=None)
    window.reject()
    again = opened(qtbot, desk, A_NO, "interview", "insurance")
    two = field(again, "two").control
    assert two.text() == ""
    two.inputs()[0].click()  # type: ignore[attr-defined]
    assert field(again, "secondary_company").control.text() == "Cactus Life"
    go_on()
    assert desk.store.case(A_NO).case.coverage == both
    again.reject()


@pytest.mark.proves("CRS-20.601.1")
def test_a_birth_date_other_than_pmmis_is_named(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, B, "interview", "pmmis")
    assert window.current.notes.texts[0].startswith("Different from PMMIS: Birth date.")
    window.next()
    assert window.current.page.id == "insurance"  # pages that ask nothing of this applicant are passed over
    window.session.visited.add("details")
    window.go(2)
    assert "PMMIS shows the applicant in AHCCCS" in window.current._closed_words.words.text()
    window.reject()


def test_two_desks_on_different_pages_both_keep_theirs(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    type_into(field(window, "uninsured_since").control.inputs()[0], "11/1/2008")
    stored = desk.store.case(A_NO)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, language="en"), stored.version)
    go_on()
    case = desk.store.case(A_NO).case
    assert case.language == "en"
    assert str(case.coverage.uninsured_since) == "2008-11-01"
    window.reject()


def test_the_same_page_saved_meanwhile_is_said_and_kept_as_a_draft(desk: Desk) -> None:
    session = Session(desk, WIZARDS["interview"], A_NO)
    form = session.enter("insurance")
    form.type_in("uninsured_since", "11/1/2008")
    session.typed("insurance")
    stored = desk.store.case(A_NO)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, coverage=Coverage(insured=True)), stored.version)
    with pytest.raises(Exception, match="This page was changed at another desk"):
        session.leave("insurance")
    session.save_draft("insurance", "uninsured_since")
    again = Session(desk, WIZARDS["interview"], A_NO)
    assert again.form("insurance").text("uninsured_since") == "11/1/2008"


LONG = "Maximiliana-Guadalupe Fernández de Córdoba"  # 42 letters


def cut_off(window: CaseWizard) -> list[str]:
    """Labels whose words have no room."""
    found = []
    for label in window.current.findChildren(QLabel):
        wanted, given = label.sizeHint(), label.size()
        shown = label.isVisibleTo(window.current) and bool(label.text()) and not label.wordWrap()
        if shown and (wanted.width() > given.width() + 1 or wanted.height() > given.height() + 1):
            found.append(label.text())
    return found


@pytest.mark.parametrize("wizard", list(WIZARDS))
def test_a_name_of_40_letters_is_nowhere_cut_off(qtbot: Any, desk: Desk, wizard: str) -> None:
    stored = desk.store.case(A_NO)
    people = tuple(replace(each, given=LONG[:22], family=LONG[22:]) for each in stored.case.people)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, people=people), stored.version)
    window = opened(qtbot, desk, A_NO, wizard)
    for size in ((1366, 768), (683, 384)):
        for index, page in enumerate(WIZARDS[wizard].pages):
            window.session.visited.add(page.id)
            window.go(index)
            window.resize(*size)
            for _ in range(4):  # folding the steps gives the page a new width
                QApplication.processEvents()
            assert cut_off(window) == [], page.id
            area = window.current._area
            assert area.widget().width() <= area.viewport().width() + 1, (
                f"{page.id} at {size} scrolls sideways"
            )
    window.reject()


@pytest.mark.parametrize("wizard", list(WIZARDS))
def test_every_question_is_heard_by_its_label_and_required_is_said(
    qtbot: Any, desk: Desk, wizard: str
) -> None:
    window = opened(qtbot, desk, A_NO, wizard)
    for index, page in enumerate(WIZARDS[wizard].pages):
        window.session.visited.add(page.id)
        window.go(index)
        assert window.current.accessibleName() == window.current.heading.text()
        for shown in window.current.findChildren(FieldView):
            if not shown.isVisibleTo(window.current) or shown._settled:
                continue
            words = shown.words
            named = [each.accessibleName() for each in (shown.control, *shown.control.inputs())]
            assert any(name.startswith(words) for name in named), (page.id, words, named)
            if shown.field.is_required(shown.form.answers, shown.form.about):
                heard = [each.accessibleDescription() for each in (shown.control, *shown.control.inputs())]
                assert any("required" in each for each in heard), (page.id, words)
    window.reject()


def test_tab_reaches_every_question_of_a_page(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral", "health")
    reached: set[QWidget] = set()
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        reached.add(widget)
        press(Qt.Key.Key_Tab)
    for key, shown in view(window).views.items():
        if isinstance(shown, FieldView) and shown.isVisible():
            assert reached & set(shown.control.inputs()), key
    window.reject()


def test_any_visited_step_is_one_click_away_and_states_are_shown(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview")
    for _ in range(4):
        window.next()
    window.steps.list.itemClicked.emit(window.steps.list.item(1))
    assert window.current.page.id == "pmmis"
    window.steps.list.itemClicked.emit(window.steps.list.item(4))
    assert window.current.page.id == "proofs"
    heard = window.steps.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "AHCCCS check: done"
    window.reject()


def test_a_step_that_was_not_visited_is_greyed_and_a_click_on_it_stays(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    window.next()
    for step, stands in ((3, "source"), (0, "applicant"), (1, "source")):
        spot = window.steps.list.visualItemRect(window.steps.list.item(step)).center()
        QTest.mouseClick(window.steps.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert window.current.page.id == stands
    window.reject()


def test_one_paper_may_prove_more_than_one_thing(qtbot: Any, tmp_path: Any, qapp: Any) -> None:
    desk = a_desk(tmp_path / "own", families=False)
    case = replace(family("family_a_no"), proofs=(), number="")
    with desk.store.work(desk.actor, "test") as work:
        number = work.new_case(case)
    window = opened(qtbot, desk, number, "interview", "proofs")
    assert any("Age: not known yet" in each for each in window.current.notes.texts)
    papers = view(window).views["proofs"]
    assert isinstance(papers, Cards)
    papers.add()
    kind = papers._detail.views["kind"].control  # type: ignore[union-attr]
    type_into(kind.inputs()[-1], "certified copy of a birth")
    press(Qt.Key.Key_Tab)
    assert kind.text() == "certified_birth_certificate"
    assert any(each.startswith("Age: met") for each in window.current.notes.texts)
    assert any(each.startswith("Citizenship: met") for each in window.current.notes.texts)
    window.reject()
    desk.store.close()


@pytest.mark.parametrize("wizard", list(WIZARDS))
def test_alt_and_a_letter_reach_every_label_and_no_letter_twice(qtbot: Any, desk: Desk, wizard: str) -> None:
    window = opened(qtbot, desk, A_NO, wizard)
    for index, page in enumerate(WIZARDS[wizard].pages):
        window.session.visited.add(page.id)
        window.go(index)
        found = [each for each in window.current.findChildren(FieldView) if each.isVisibleTo(window.current)]
        letters = [each.letter for each in found if each.letter]
        assert len(letters) == len(set(letters)), page.id
        assert not set(letters) & {"b", "n", "c"}, page.id
        asked = [each for each in found if not each.settled]
        assert len([each for each in asked if each.letter]) >= min(len(asked), 18), page.id
    window.reject()


def test_alt_and_the_letter_of_a_label_put_the_cursor_there(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    wanted = field(window, "parent_family")
    press(getattr(Qt.Key, f"Key_{wanted.letter.upper()}"), Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is wanted.control.inputs()[0]
    sex = field(window, "sex")
    press(getattr(Qt.Key, f"Key_{sex.letter.upper()}"), Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() in sex.control.inputs()
    assert sex.control.text() == ""  # going there answers nothing
    window.reject()


def test_what_is_recorded_already_is_not_called_wrong_where_nobody_can_change_it(
    qtbot: Any, desk: Desk
) -> None:
    """A finding noted for a later day is put right in the history; its own page shows it in peace."""
    window = opened(qtbot, desk, A_NO, "evaluation", "finding")
    found = field(window, "at")
    assert not found.isEnabled() and found.form.look("at")[1]
    assert not found.wrong
    seen = " ".join(each.text() for each in found.findChildren(QLabel) if each.isVisible())
    assert "Found on" in seen.replace("&", "") and "has not come yet" not in seen
