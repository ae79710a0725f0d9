"""Settings: simple editors that save, refuse with a sentence, and are used from then on (20.401, 20.1100)."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest

from crs_intake.casework.ports import Desk
from tests.qt.windows import morning, opened, said, settle
from ui.qt.editor import Editor
from ui.qt.window import Window

__all__ = ["morning", "said"]


def part(qtbot: Any, desk: Desk, name: str) -> tuple[Window, Any]:
    """The window at a part of the settings."""
    window = opened(qtbot, desk)
    window.open_settings(name)
    settle()
    return window, next(each for each in window.settings.parts if each.name == name)


def put(editor: Editor, **texts: str) -> None:
    """Type into fields."""
    for key, text in texts.items():
        field = editor.fields[key]
        field.clear()
        QTest.keyClicks(field, text)


def test_the_letterhead_is_saved_and_used_at_once(qtbot: Any, morning: Desk) -> None:
    window, clinic = part(qtbot, morning, "clinic")
    assert clinic.which.currentData() == "PHX"
    put(clinic.editor, fax="602 406 6401", designee="R. Chavez")
    clinic.save.click()
    assert "Saved" in clinic.said.text()
    known = window.desk.site.clinic("PHX")
    assert known is not None
    assert (known.fax, known.designee) == ("602-406-6401", "R. Chavez")
    assert morning.store.site().clinic("PHX") == known


def test_what_cannot_be_read_is_said_beside_the_field(qtbot: Any, morning: Desk) -> None:
    _window, clinic = part(qtbot, morning, "clinic")
    put(clinic.editor, zip="850", name="")
    clinic.save.click()
    said_beside = [each.text() for each in clinic.editor._troubles.values() if each.isVisible()]
    assert any("five digits" in words for words in said_beside)
    assert any("clinic name" in words for words in said_beside)
    known = morning.store.site().clinic("PHX")
    assert known is not None
    assert known.name


def test_the_hearing_address_is_kept(qtbot: Any, morning: Desk) -> None:
    _window, hearing = part(qtbot, morning, "hearing")
    put(hearing.editor, office="ADHS/CRS", street="150 N. 18th Avenue", city="Phoenix", zip="85007")
    hearing.save.click()
    site = morning.store.site()
    assert site.hearing_office == "ADHS/CRS"
    assert site.hearing_address is not None
    assert site.hearing_address.complete


@pytest.mark.proves("CRS-20.401.fax.office")
def test_an_faa_office_is_added_by_its_zip_codes(
    qtbot: Any, morning: Desk, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, offices = part(qtbot, morning, "offices")
    put(offices.editor, name="FAA Glendale", zips="85301 8530", fax="602-555-0190")
    offices.save.click()
    assert any("'8530' is no ZIP code" in words for words in said)
    put(offices.editor, zips="85301, 85302")
    offices.save.click()
    office = window.desk.site.office_for("85302-1234")
    assert office is not None
    assert office.name == "FAA Glendale"
    monkeypatch.setattr("ui.qt.settings_lists.ask", lambda *_args, **_words: True)
    offices.remove.click()
    assert window.desk.site.office_for("85302") is None


def test_a_closing_day_moves_business_days_from_then_on(qtbot: Any, morning: Desk) -> None:
    window, calendar = part(qtbot, morning, "calendar")
    QTest.keyClicks(calendar.entry, "4/3/2009")
    calendar.add.click()
    assert not window.desk.book.calendar.is_business_day(date(2009, 4, 3))
    calendar.own.go_to(date(2009, 4, 3))
    calendar.remove.click()
    assert window.desk.book.calendar.is_business_day(date(2009, 4, 3))


def test_a_condition_is_added_once(qtbot: Any, morning: Desk) -> None:
    window, conditions = part(qtbot, morning, "conditions")
    QTest.keyClicks(conditions.entry, "Sample condition")
    conditions.add.click()
    assert "Sample condition" in {each.name for each in window.desk.book.conditions}
    QTest.keyClicks(conditions.entry, "sample CONDITION")
    conditions.add.click()
    assert "in the list already" in conditions.trouble.text()


def test_a_person_is_added_with_a_password_of_their_own(qtbot: Any, morning: Desk, said: list[str]) -> None:
    _window, people = part(qtbot, morning, "people")
    put(people.editor, name="M. Ortiz")
    QTest.keyClicks(people.password, "short")
    people.add.click()
    assert said
    assert [each.name for each in morning.store.people()] == ["R. Chavez"]
    people.password.clear()
    QTest.keyClicks(people.password, "a quiet river in autumn")
    people.add.click()
    assert sorted(each.name for each in morning.store.people()) == ["M. Ortiz", "R. Chavez"]
    assert people.password.text() == ""


def test_unsaved_words_are_left_alone_when_something_else_changes(qtbot: Any, morning: Desk) -> None:
    window, clinic = part(qtbot, morning, "clinic")
    put(clinic.editor, designee="half typ")
    window.changed("")
    settle()
    assert clinic.editor.fields["designee"].text() == "half typ"


def test_an_office_that_letters_go_to_is_set_with_the_day_it_was_confirmed(qtbot: Any, morning: Desk) -> None:
    window, others = part(qtbot, morning, "others")
    for key, name in (("altcs", "ALTCS Phoenix"), ("crsa", "CRSA")):
        others.which.setCurrentIndex(others.which.findData(key))
        others.show_kept()
        put(others.editor, name=name, street="801 E. Jefferson", city="Phoenix", zip="85034",
            last_confirmed="3/2/2009")  # fmt: skip
        others.save.click()
        assert "Saved" in others.said.text()
        kept = getattr(window.desk.site, key)
        assert (kept.name, kept.last_confirmed) == (name, date(2009, 3, 2))


def test_a_spanish_text_is_to_be_confirmed_until_somebody_does_and_again_when_it_changes(
    qtbot: Any, morning: Desk
) -> None:
    from dataclasses import replace

    from crs_intake.documents import wording

    _window, letters = part(qtbot, morning, "letters")
    letters.table.go_to("DOC-05")
    settle()
    told = {each.document: each for each in wording.known(morning.store.site())}
    assert told["DOC-05"].confirmed is None
    assert "Es posible que CRS" in letters.text.toPlainText()
    letters.confirm.click()
    site = morning.store.site()
    (kept,) = site.letters
    assert (kept.document, kept.language, kept.by) == ("DOC-05", "es", morning.actor.name)
    assert not letters.confirm.isEnabled()
    assert "confirmed by" in letters.table.item(letters.table.currentRow(), 1).text()
    older = replace(site, letters=(replace(kept, sha256="0" * 64),))
    again = {each.document: each for each in wording.known(older)}["DOC-05"]
    assert again.confirmed is None
    assert again.changed is not None
    letters.table.go_to("DOC-06")
    settle()
    assert letters.confirm.isEnabled()


def test_a_part_is_made_when_somebody_opens_it_and_stands_under_its_own_title(
    qtbot: Any, morning: Desk
) -> None:
    window = opened(qtbot, morning)
    window.open_room("settings")
    settle()
    assert [each.name for each in window.settings.pages.made.values()] == ["clinic"]
    window.open_settings("people")
    settle()
    assert [each.name for each in window.settings.pages.made.values()] == ["clinic", "people"]
    assert not window.settings.unsaved
    listed = [window.settings.list.item(n).text() for n in range(window.settings.list.count())]
    assert [each.title for each in window.settings.parts] == listed
