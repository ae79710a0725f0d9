"""The record of the enrollment interview: mode, place, who took part, who interpreted (20.600)."""

import pytest

from crs_intake.domain.moment import Moment
from tests.forms.families import about, family
from ui import names
from ui.forms import interview
from ui.forms.form import Values

HELD: Values = {
    "at": Moment.read("2009-03-31T13:30"), "method": "video", "name": "Elena Morales",
    "interviewer": "R. Chavez", "took_part": "Daniel Yazzie, Ms. Ortiz", "place": "At home",
    "language": "other", "interpreter": "LanguageLine",
}  # fmt: skip


@pytest.mark.proves("CRS-20.600.b")
def test_the_record_keeps_mode_place_interpreter_and_who_took_part() -> None:
    case = interview.keep(family("family_a_no"), HELD)
    event = case.events[-1]
    assert (event.kind, event.method, event.name, event.by) == (
        "interview_held", "video", "Elena Morales", "R. Chavez",
    )  # fmt: skip
    assert event.took_part == ("Daniel Yazzie", "Ms. Ortiz")
    assert (event.place, event.interpreter) == ("At home", "LanguageLine")
    assert interview.show(case) == HELD
    assert interview.keep(case, HELD) == case  # the same answers make no second interview


@pytest.mark.proves("CRS-20.600.b")
def test_no_manner_is_forced_on_a_family_and_none_is_shut_out() -> None:
    manner = next(each for each in interview.PAGE.fields if each.key == "method")
    assert isinstance(manner.choices, tuple)
    assert {each.value for each in manner.choices} >= {"in_person", "phone", "video", "other"}
    held = interview.keep(family("family_a_no"), {**HELD, "method": "other", "place": "By text messages"})
    assert names.event_details(held.events[-1]).startswith("in another way")


@pytest.mark.parametrize(
    ("language", "interpreter", "asked"),
    [("other", None, True), ("other", "LanguageLine", False), ("es", None, False), (None, None, False)],
)
def test_an_interpreter_without_a_name_is_asked_for_and_stops_nothing(
    language: str | None, interpreter: str | None, asked: bool
) -> None:
    told = interview.notes(about(), {"language": language, "interpreter": interpreter})
    assert any("who interpreted" in note.text for note in told) is asked
    assert not next(each for each in interview.PAGE.fields if each.key == "interpreter").required
