"""The partner desk through its windows: found by accessible names, typed and clicked like a clerk does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from crs_intake.casework import clinic_days
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAllowed, SavedMeanwhile
from crs_intake.domain.heaplus import HeaplusSettings
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.domain.partner import Assisted, Partnership, User
from crs_intake.domain.people import Person
from tests.casework.test_partner_due import PARTNER
from tests.qt.desks import a_desk
from tests.qt.windows import opened, said, settle
from ui.forms import partner_page
from ui.qt import style
from ui.qt.settings_heaplus import HeaplusPart

__all__ = ["said"]
TUESDAY = datetime(2026, 6, 16, 18, 40, tzinfo=PHOENIX)
NOW, OURS, APPLICATIONS, CONTACTS = range(4)


@pytest.fixture
def evening(tmp_path: Any, qapp: QApplication) -> Iterator[Desk]:
    """A desk on Tue 16 Jun 2026 at 18:40, twenty minutes before HEAplus goes down."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", TUESDAY, families=False)
    yield made
    settle()
    made.store.close()


def named(root: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
    """The visible widget with that accessible name."""
    children: list[Any] = root.findChildren(kind)
    found = [each for each in children if each.accessibleName() == name and each.isVisible()]
    assert found, f"nothing visible is called {name!r}"
    return found[0]


def words(root: QWidget) -> str:
    return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())


def at(desk: Desk, hour: int, minute: int) -> Desk:
    return replace(desk, clock=FixedClock(TUESDAY.replace(hour=hour, minute=minute)))


def type_into(root: QWidget, name: str, text: str) -> None:
    field = named(root, name, QLineEdit)
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    ("hour", "minute", "sign", "countdown"),
    [
        (18, 29, "HEAplus up until 19:00", ""), (18, 30, "HEAplus up until 19:00", "Closes in 30 min"),
        (18, 59, "HEAplus up until 19:00", "Closes in 1 min"), (19, 0, "HEAplus down until 02:00", ""),
    ],
)  # fmt: skip
def test_the_rail_says_whether_heaplus_is_up_and_counts_down(
    qtbot: Any, evening: Desk, hour: int, minute: int, sign: str, countdown: str
) -> None:
    window = opened(qtbot, at(evening, hour, minute))
    button = named(window, sign, QAbstractButton)
    assert not button.icon().isNull(), "never by words or colour alone"
    assert window.heaplus.countdown.text() == countdown
    assert window.heaplus.countdown.isVisible() is bool(countdown)
    button.click()
    settle()
    page = window.pages.currentWidget()
    assert page is window.partner and ("HEAplus is up" in words(page)) is ("up" in sign)


def test_the_clock_of_the_window_keeps_the_sign_true(qtbot: Any, evening: Desk) -> None:
    window = opened(qtbot, evening)
    window._desk = at(evening, 19, 0)
    window._tick()
    assert window.heaplus.now.accessibleName() == "HEAplus down until 02:00"


@pytest.mark.proves("CP-downtime.check")
def test_every_session_begins_with_the_reminder_of_broadcast_messages(qtbot: Any, evening: Desk) -> None:
    window = opened(qtbot, evening)
    named(window, "Check broadcasts", QAbstractButton).click()
    settle()
    named(window, "I have looked at the Broadcast Messages", QAbstractButton).click()
    assert not window.heaplus.remind.isVisible()
    assert "You last looked on Tue 16 Jun 2026 at 18:40." in words(window.partner)
    again = opened(qtbot, evening)
    assert again.heaplus.remind.isVisible(), "looked at before is not looked at in this session"


@pytest.mark.proves("CP-downtime.broadcast", "CP-downtime.extra")
def test_a_broadcast_typed_in_counts_at_once(qtbot: Any, evening: Desk, said: list[str]) -> None:
    window = opened(qtbot, evening)
    window.open_heaplus()
    settle()
    type_into(window.partner, "Down from (required)", "6/16/2026 18:00")
    type_into(window.partner, "Up again at (required)", "6/16/2026 18:45")
    type_into(window.partner, "Message", "Emergency maintenance")
    window.partner.now.save.click()
    settle()
    kept = evening.store.site().heaplus.broadcasts[0]
    assert (kept.message, kept.by) == ("Emergency maintenance", "R. Chavez")
    assert window.heaplus.now.accessibleName() == "HEAplus down until 18:45"
    assert "HEAplus is down until Tue 16 Jun 2026, 18:45." in words(window.partner)


def test_the_partnership_is_typed_and_the_checklist_says_what_is_missing(
    qtbot: Any, evening: Desk, said: list[str]
) -> None:
    window = opened(qtbot, evening)
    window.open_room("partner")
    window.partner.open(OURS)
    record = window.partner.record
    assert "Not applied yet" in record.state.text()
    assert "Name the HEAplus Site Administrator" in record.steps.text_of("step 1")[3]
    record.open("organization")
    settle()
    type_into(record, "Name of the organization", "CRS Phoenix")
    type_into(record, "How the organization would like to use HEAplus", "Help families apply")
    type_into(record, "Application form submitted on", "3/20/2026")
    record.sheets["organization"].save.click()
    settle()
    assert evening.store.partner().applied is not None
    record.open("users")
    settle()
    named(record, "Add a user", QAbstractButton).click()
    settle()
    type_into(record, "Name", "R. Chavez")
    named(record, "Site Administrator", QAbstractButton).click()
    record.sheets["users"].save.click()
    settle()
    user = evening.store.partner().users[0]
    assert user.name == "R. Chavez" and user.site_administrator
    assert record.state.text().startswith("Applied") and not said


@pytest.mark.proves("CP-siteadmin.sole")
def test_only_the_site_administrator_has_the_e_mail_button(qtbot: Any, evening: Desk) -> None:
    window = opened(qtbot, evening)
    window.open_room("partner")
    for user, may in (
        (User(id="u1", name="R. Chavez", assistor="application"), False),
        (User(id="u1", name="R. Chavez", designee=True), False),
        (User(id="u1", name="R. Chavez", site_administrator=True), True),
    ):
        evening.store.keep_partner(evening.actor, evening.store.partner(), Partnership(users=(user,)))
        window.partner.open(NOW)
        window.partner.open(CONTACTS)
        settle()
        button = named(window.partner, "E-mail the Operations Team", QAbstractButton)
        assert button.isEnabled() is may
    button.click()
    settle()
    assert QApplication.clipboard().text() == "CP-AOOperationsTeam@azahcccs.gov"


@pytest.mark.proves("CP-about.sign", "CP-about.track")
def test_an_application_is_recorded_and_a_rule_of_the_page_is_said(
    qtbot: Any, evening: Desk, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, evening)
    window.open_room("partner")
    window.partner.open(APPLICATIONS)
    settle()
    named(window.partner, "New application", QAbstractButton).click()
    settle()
    type_into(window.partner, "Applicant", "M. Yazzie")
    named(window.partner, "Nutrition Assistance", QAbstractButton).click()
    type_into(window.partner, "Interview starts", "6/16/2026")
    type_into(window.partner, "Interview starts, time", "18:30")
    settle()
    told = " ".join(window.partner.applications.remarks.texts)
    assert "would run into a downtime of HEAplus" in told and "19:00 to 02:00" in told
    window.partner.applications.sheet.save.click()
    settle()
    one = evening.store.partner().applications[0]
    assert one.applicant == "M. Yazzie" and one.programs == ("nutrition_assistance",)
    assert not said, "the downtime is advice and stops nothing"
    type_into(window.partner, "Signed by the applicant, as the last thing", "6/16/2026")
    type_into(window.partner, "Signed by the applicant, as the last thing, time", "18:31")
    window.partner.applications.sheet.save.click()
    settle()
    assert said and "signs at the end" in said[0]
    assert evening.store.partner().applications[0].signed is None


def test_two_desks_do_not_overwrite_each_other(evening: Desk) -> None:
    store, actor = evening.store, evening.actor
    empty = store.partner()
    first = replace(empty, applications=(Assisted(id="a1", applicant="A"),))
    store.keep_partner(actor, empty, first)
    store.keep_partner(actor, empty, replace(empty, organization="CRS"))
    both = store.partner()
    assert both.organization == "CRS" and both.applications == first.applications
    with pytest.raises(SavedMeanwhile):
        store.keep_partner(actor, empty, replace(empty, applications=(Assisted(id="a1", applicant="B"),)))


def test_the_front_desk_helps_with_applications_but_does_not_change_the_agreement(evening: Desk) -> None:
    from crs_intake.casework import partner

    clerk = replace(evening, actor=replace(evening.actor, roles=frozenset({"front_desk"})))
    before = clerk.store.partner()
    after = replace(before, applications=(Assisted(id="a1", applicant="A"),))
    partner.keep(clerk, before, after)
    with pytest.raises(NotAllowed):
        partner.keep(clerk, after, replace(after, organization="CRS"))


def test_an_interview_booked_into_a_downtime_is_warned_of(evening: Desk) -> None:
    case = Case(format="crs-case/1", number="X")
    late, early = Moment.read("2026-06-16T18:30"), Moment.read("2026-06-16T10:00")
    assert any("downtime of HEAplus" in each for each in clinic_days.hints(evening, case, "interview", late))
    assert not any("HEAplus" in each for each in clinic_days.hints(evening, case, "interview", early))
    assert not any("HEAplus" in e for e in clinic_days.hints(evening, case, "initial_evaluation", late))


def test_the_page_of_contacts_shows_every_text(qtbot: Any, evening: Desk) -> None:
    window = opened(qtbot, evening)
    window.open_room("partner")
    window.partner.open(CONTACTS)
    settle()
    shown = "\n".join(each.text() for each in window.partner.contacts.findChildren(QLabel))
    for part in partner_page.page(evening.book, TUESDAY.date()):
        assert part.heading in shown
        for text in part.texts:
            assert text.words in shown, text.proves


def test_an_address_is_changed_in_settings_with_its_day_and_source(
    qtbot: Any, evening: Desk, said: list[str]
) -> None:
    window = opened(qtbot, evening)
    window.open_settings("heaplus")
    settle()
    part = next(each for each in window.settings.parts if isinstance(each, HeaplusPart))
    part.what.setCurrentIndex(part.what.findData("thursday_anchor"))
    part._offer()
    type_into(part, "New value", "2026-06-18")
    type_into(part, "Counts from (required)", "6/1/2026")
    type_into(part, "Source (required)", "Broadcast of 1 June")
    part.save.click()
    settle()
    row = evening.store.site().heaplus.rows[0]
    assert (row.value, row.by, row.citation) == ("2026-06-18", "R. Chavez", "Broadcast of 1 June")
    assert not said and evening.store.site().heaplus != HeaplusSettings()


def test_today_leads_to_the_meetings_of_the_partner_desk(qtbot: Any, evening: Desk) -> None:
    evening.store.keep_partner(evening.actor, Partnership(), PARTNER)
    day = replace(evening, clock=FixedClock(TUESDAY.replace(day=24, hour=8)))
    window = opened(qtbot, day)
    table = window._rooms["today"].table  # type: ignore[attr-defined]
    (key,) = table.keys()
    assert table.text_of(key)[:4] == [
        "Partner desk", "AQC meeting: the Site Administrator or a designee attends", "due Wed 24 Jun",
        "Site Administrator",
    ]  # fmt: skip
    table.setFocus()
    table.go_to(key)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    record = window.partner.record
    assert record.isVisible() and record.tabs.tabText(record.tabs.currentIndex()) == "AQC meetings"


def test_one_turns_from_a_case_to_its_heaplus_application_and_back(
    qtbot: Any, evening: Desk, said: list[str]
) -> None:
    with evening.store.work(evening.actor, "sample.load") as work:
        ana = Person(id="applicant", given="Ana", family="Soto", relation="applicant")
        work.new_case(Case(format="crs-case/1", number="K1", people=(ana,)))
    window = opened(qtbot, evening)
    window.open_case("K1")
    window.case_page.acts.actions_by["heaplus"].trigger()
    settle()
    view = window.partner.applications
    assert view.isVisible() and not view.to_case.isEnabled(), "not kept yet"
    named(window.partner, "Nutrition Assistance", QAbstractButton).click()
    view.sheet.save.click()
    settle()
    assert not view.sheet.trouble.text()
    (one,) = evening.store.partner().applications
    assert (one.case, one.applicant) == ("K1", "Ana Soto") and not said
    named(window.partner, "Open the case", QAbstractButton).click()
    settle()
    assert window.case_page.isVisible() and window.case_page.number == "K1"
    window.case_page.acts.actions_by["heaplus"].trigger()
    settle()
    assert view.isVisible() and view.table.current() == one.id
    assert len(evening.store.partner().applications) == 1


def test_an_application_of_a_case_that_is_not_here_leads_nowhere(qtbot: Any, evening: Desk) -> None:
    away = Assisted(id="a1", applicant="B", case="OTHER-7")
    evening.store.keep_partner(evening.actor, Partnership(), Partnership(applications=(away,)))
    window = opened(qtbot, evening)
    window.open_room("partner")
    window.partner.open(APPLICATIONS)
    settle()
    assert not window.partner.applications.to_case.isEnabled()


def test_words_that_are_not_saved_stay_when_a_case_leads_here(qtbot: Any, evening: Desk) -> None:
    with evening.store.work(evening.actor, "sample.load") as work:
        work.new_case(Case(format="crs-case/1", number="K1"))
    window = opened(qtbot, evening)
    window.open_partner("application")
    settle()
    type_into(window.partner, "Applicant", "M. Yazzie")
    window.open_partner("application", "K1")
    settle()
    assert named(window.partner, "Applicant", QLineEdit).text() == "M. Yazzie"
    assert "Save what is typed here first." in words(window.partner)
