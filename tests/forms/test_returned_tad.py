"""The DES part of a returned TAD: typed as it stands on the page; a bare code is refused while typing."""

from datetime import date

import pytest

from crs_intake.casework.returned import Answer, Doubt
from crs_intake.domain.actor import ROLES, Actor
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from ui.forms import returned_tad
from ui.forms.form import About, Form

ABOUT = About(
    case=Case(format="crs-case/1"), now=Moment.read("2009-04-09T10:05"),
    actor=Actor("r", "R. Chavez", frozenset(ROLES), "PHX"),
)  # fmt: skip


def typed(**texts: str) -> Form:
    """The form with these texts."""
    return Form(returned_tad.FIELDS, ABOUT).load(texts)


@pytest.mark.proves("CRS-TAD.des.denied", "CRS-TAD.B.2.denied")
def test_a_denial_is_typed_with_its_reason_in_words() -> None:
    form = typed(case_name="Yazzie", number="0098-4471", systems_check="inactive", decided="denied",
                 reason="income above the limit", worker="K. Adams",
                 phone="602-555-0142", site_code="12")  # fmt: skip
    assert returned_tad.wrong(form) == {}
    assert returned_tad.answer(form) == Answer(
        "denied", "Yazzie", "0098-4471", "inactive", None, "income above the limit", "K. Adams",
        "602-555-0142", "12",
    )  # fmt: skip
    assert returned_tad.blanks(form.answers) == ()


@pytest.mark.proves("CRS-TAD.des.denied", "CRS-TAD.B.2.denied")
@pytest.mark.parametrize("reason", ["XI", "Code 12", "code XI", "12"])
def test_a_bare_code_is_refused_with_what_to_do(reason: str) -> None:
    form = typed(decided="denied", reason=reason)
    assert "ask DES for the specific reason" in returned_tad.wrong(form)["reason"]
    assert returned_tad.answer(form).reason == ""


def test_an_approval_asks_for_its_day_and_for_no_reason() -> None:
    form = typed(decided="approved")
    assert [each.key for each in form.asked() if each.key in ("effective", "reason")] == ["effective"]
    assert set(returned_tad.wrong(form)) == {"effective"}
    form.type_in("effective", "4/1/2009")
    assert returned_tad.wrong(form) == {}
    assert returned_tad.answer(form).effective == date(2009, 4, 1)
    form.type_in("effective", "4/1/1909")
    assert "check the date" in returned_tad.wrong(form)["effective"]


def test_what_was_typed_for_another_decision_is_left_out() -> None:
    form = typed(decided="approved", effective="4/1/2009", reason="income above the limit")
    assert returned_tad.answer(form).reason == ""
    form.type_in("decided", "denied")
    assert returned_tad.answer(form).effective is None


@pytest.mark.proves("CRS-TAD.des.case", "CRS-TAD.des.worker", "CRS-TAD.B.2.check")
def test_what_des_left_blank_is_asked_for_and_blocks_nothing() -> None:
    form = typed(decided="denied", reason="income above the limit")
    assert returned_tad.wrong(form) == {}
    (note,) = returned_tad.blanks(form.answers)
    for words in ("case number", "worker", "systems check", "Ask DES"):
        assert words in note.text
    assert returned_tad.blanks(typed().answers) == ()


def test_nothing_decided_cannot_be_recorded() -> None:
    assert returned_tad.wrong(typed(worker="K. Adams")) == {"decided": "Say what DES decided"}


def test_what_stands_against_recording_leaves_only_filing() -> None:
    asked, blocks = Doubt("second", "?"), Doubt("closed", "?", blocks=True)
    assert [each.value for each in returned_tad.ways((asked,))] == ["record", "only_file"]
    assert [each.value for each in returned_tad.ways((asked, blocks))] == ["only_file"]
