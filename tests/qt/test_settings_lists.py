"""Each list of the settings says since when an entry counts, its source and who changed it (screens.md)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from crs_intake.casework.ports import Desk
from crs_intake.clock import moment
from tests.qt import heard
from tests.qt.desks import A_NO
from tests.qt.test_settings import part, put
from tests.qt.windows import at, morning, opened, said, settle
from ui.forms.condition import PAGE as CONDITION
from ui.forms.question import About

__all__ = ["morning", "said"]

OFFICES = "name,zips,fax,phone,contact,site_code,last_confirmed,effective_from,citation\n"


def test_an_office_says_since_when_by_whom_and_from_where(qtbot: Any, morning: Desk) -> None:
    _window, offices = part(qtbot, morning, "offices")
    put(offices.editor, name="FAA Glendale", zips="85301", effective_from="4/15/2009", citation="DES list")
    offices.save.click()
    assert offices.table.text_of(0)[3:] == ["Wed 15 Apr 2009", "DES list", "R. Chavez, Tue 31 Mar 2009"]
    assert offices.about.text() == (
        "Counts from: Wed 15 Apr 2009 · Source: DES list · Changed by: R. Chavez, Tue 31 Mar 2009"
    )


def test_an_office_is_not_used_before_its_day_and_then_takes_the_others_place(
    qtbot: Any, morning: Desk
) -> None:
    window, offices = part(qtbot, morning, "offices")
    put(offices.editor, name="FAA Glendale", zips="85301", fax="602-555-0190")
    offices.save.click()
    offices.add.click()
    put(offices.editor, name="FAA Peoria", zips="85301", fax="602-555-0191", effective_from="4/15/2009")
    offices.save.click()
    site = window.desk.site
    before, after = (
        site.on(date(2009, 4, 14)).office_for("85301"),
        site.on(date(2009, 4, 15)).office_for("85301"),
    )
    assert before is not None and before.name == "FAA Glendale"
    assert after is not None and after.name == "FAA Peoria"


def test_two_offices_have_two_names(qtbot: Any, morning: Desk, said: list[str]) -> None:
    _window, offices = part(qtbot, morning, "offices")
    for _ in range(2):
        offices.add.click()
        put(offices.editor, name="FAA Glendale", zips="85301")
        offices.save.click()
    assert said == ["FAA Glendale is in the list already. Choose it there to change it."]
    assert len(morning.store.site().offices) == 1


def test_who_changed_an_entry_stays_until_it_is_changed_again(qtbot: Any, morning: Desk) -> None:
    _window, offices = part(qtbot, morning, "offices")
    put(offices.editor, name="FAA Glendale", zips="85301", citation="DES list")
    offices.save.click()
    later = opened(qtbot, at(morning, 4, 2, 9, 0))
    later.open_settings("offices")
    again = next(each for each in later.settings.parts if each.name == "offices")
    again.save.click()
    assert again.table.text_of(0)[5] == "R. Chavez, Tue 31 Mar 2009", "saved as it was: nothing changed"
    put(again.editor, fax="602-555-0190")
    again.save.click()
    assert again.table.text_of(0)[4:] == ["DES list", "R. Chavez, Thu 2 Apr 2009"]


def test_offices_come_from_a_file_that_is_looked_at_first(
    qtbot: Any, morning: Desk, tmp_path: Path, said: list[str]
) -> None:
    window, offices = part(qtbot, morning, "offices")
    put(offices.editor, name="FAA Glendale", zips="85301", fax="602-555-0190")
    offices.save.click()
    file = tmp_path / "offices.csv"
    file.write_text(
        OFFICES + "FAA Mesa,85201 85202,480-555-0100,,,,3/1/2009,,by phone\n"
        "FAA Glendale,85301 85302,602 555 0199,,,,,4/15/2009,new list\n"
        "FAA Bad,8520,,,,,,,\nfaa mesa,85203,,,,,,,\n,85204,,,,,,,\nFAA Late,85205,,,,,,4/31/2009,\n",
        encoding="utf-8",
    )
    offices.file.open_file(file)
    table = offices.file.preview.table
    assert [table.text_of(n)[2] for n in range(2, 8)] == [
        "FAA Mesa: Will be added",
        "FAA Glendale: Will be added. Takes the place of the entry of this name.",
        "Cannot be added: '8520' is no ZIP code; type five digits, with spaces between.",
        "faa mesa: Cannot be added: Line 2 names it already.",
        "Cannot be added: Type the office name.",
        "Cannot be added: That month has no day 31; check the date",
    ]
    assert [each.name for each in morning.store.site().offices] == ["FAA Glendale"], "only looked at"
    offices.file.preview.take.click()
    settle()
    site = window.desk.site
    assert [(each.name, each.zips) for each in site.offices] == [
        ("FAA Glendale", ("85301", "85302")), ("FAA Mesa", ("85201", "85202")),
    ]  # fmt: skip
    assert site.entry("offices", "FAA Mesa").citation == "by phone"
    assert offices.said.text() == "Entries taken in: 2."
    offices.file.open_file(file)
    assert offices.file.preview.table.text_of(2)[2] == "FAA Mesa: Is in the list already"
    assert not said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("name,zips\nFAA,85301\n".encode("utf-16"), "cannot be read as text"),
        (b"\x89PNG\r\n\x1a\n\0", "cannot be read as text"),
        (b"", "these are missing: name, zips"),
        (b"name,zips\nFAA,85301\n", "these are missing: fax, phone"),
        (OFFICES.encode(), "has no line below them"),
    ],
)
def test_a_file_that_is_none_costs_a_sentence_and_keeps_nothing(
    qtbot: Any, morning: Desk, tmp_path: Path, said: list[str], data: bytes, sentence: str
) -> None:
    _window, offices = part(qtbot, morning, "offices")
    file = tmp_path / "offices.csv"
    file.write_bytes(data)
    offices.file.open_file(file)
    assert len(said) == 1 and sentence in said[0]
    assert not offices.file.preview.isVisible()
    assert morning.store.site().offices == ()


def test_a_file_as_excel_writes_it_in_spanish_is_read(qtbot: Any, morning: Desk, tmp_path: Path) -> None:
    _window, plans = part(qtbot, morning, "plans")
    file = tmp_path / "plans.csv"
    head = "name;street;city;state;zip;phone;fax;last_confirmed;effective_from;citation\r\n"
    row = "Salud Núñez;1 Main St;Mesa;AZ;85201;;;;4/1/2009;lista\r\n"
    file.write_bytes((head + row).encode("cp1252"))
    plans.file.open_file(file)
    assert plans.file.preview.table.text_of(2) == ["2", "Wed 1 Apr 2009", "Salud Núñez: Will be added"]
    plans.file.preview.take.click()
    assert [each.name for each in morning.store.site().plans] == ["Salud Núñez"]
    assert morning.store.site().on(date(2009, 3, 31)).plans == ()


def test_closing_days_and_clinic_days_stand_in_one_list_with_their_source(
    qtbot: Any, morning: Desk, tmp_path: Path
) -> None:
    window, calendar = part(qtbot, morning, "calendar")
    QTest.keyClicks(calendar.entry, "4/3/2009")
    put(calendar.origin, citation="Memo of 3/30")
    calendar.add.click()
    calendar.kind.setCurrentIndex(calendar.kind.findData("PHX"))
    calendar.kind.activated.emit(calendar.kind.currentIndex())
    assert calendar.entry.accessibleName().startswith("Clinic day: ")
    QTest.keyClicks(calendar.entry, "4/11/2009")
    calendar.add.click()
    file = tmp_path / "days.csv"
    file.write_text("day,kind,clinic,citation\n4/10/2009,closing,,Memo\n4/18/2009,clinic,PHX,\n"
                    "4/19/2009,clinic,XXX,\n4/3/2009,closing,,Memo of 3/30\n", encoding="utf-8")  # fmt: skip
    calendar.file.open_file(file)
    said_of = [calendar.file.preview.table.text_of(n)[2] for n in range(2, 6)]
    assert said_of[1].endswith("Will be added") and said_of[3] == "Closed: Is in the list already"
    assert "Kind is closing, or clinic with one of these: " in said_of[2]
    calendar.file.preview.take.click()
    settle()
    clinic = window.desk.site.clinic("PHX")
    assert clinic is not None and clinic.clinic_dates == (date(2009, 4, 11), date(2009, 4, 18))
    assert not window.desk.book.calendar.is_business_day(date(2009, 4, 10))
    assert calendar.own.text_of(date(2009, 4, 3)) == [
        "Closed", "Fri 3 Apr 2009", "Memo of 3/30", "R. Chavez, Tue 31 Mar 2009",
    ]  # fmt: skip
    calendar.own.go_to("PHX 2009-04-11")
    calendar.remove.click()
    clinic = window.desk.site.clinic("PHX")
    assert clinic is not None and clinic.clinic_dates == (date(2009, 4, 18),)


def test_a_condition_is_offered_from_its_day_on(qtbot: Any, morning: Desk) -> None:
    window, conditions = part(qtbot, morning, "conditions")
    for name, start in (("Sample now", ""), ("Sample later", "5/1/2009")):
        QTest.keyClicks(conditions.entry, name)
        put(conditions.origin, effective_from=start, citation="Chapter 30")
        conditions.add.click()
    assert conditions.own.text_of("Sample later")[1:3] == ["Fri 1 May 2009", "Chapter 30"]
    desk = window.desk
    case = morning.store.case(A_NO).case
    about = About(case=case, now=moment(desk.clock), actor=desk.actor, book=desk.book)
    field = next(each for each in CONDITION.fields if each.key == "condition")
    offered = {choice.value for choice in field.options(about)}
    assert "Sample now" in offered and "Sample later" not in offered


def test_everything_of_the_lists_has_a_name(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    for name in ("offices", "plans", "conditions", "calendar"):
        window.open_settings(name)
        settle()
        assert not heard.faults(window), name
