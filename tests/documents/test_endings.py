"""Letters tell the end as it is in force, and the day and the papers that somebody chose for them."""

from datetime import date

import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing
from crs_intake.domain.moment import Moment
from crs_intake.policy import life
from tests.documents.papers import book, words_of
from tests.policy.life import stories


def a_case(start: str, *lines: str, **given: object) -> Case:
    return stories.a_case(start, *lines, **{"number": "PHX-2026-0017", "sites": ["PHX"], **given})


def letter(document: str, case: Case, day: str, language: str = "en", to: str = "") -> str:
    pdf = catalogue.produce(document, case, book(), date.fromisoformat(day), language=language, to=to)
    return words_of(pdf)


PLAN = {
    "name": "Mercy Care Plan",
    "address": {"street": "4350 E. Cotton Center", "city": "Phoenix", "zip": "85040"},
}
BORN = {"people": {"applicant": {"born": "2005-06-20"}}}


@pytest.mark.proves("CRS-20.900.2.C")
def test_who_turns_21_reads_that_as_the_reason_and_is_not_asked_to_apply_again() -> None:
    english = letter("DOC-44", a_case("member", **BORN), "2026-06-20")
    assert "turned 21. CRS is for people under 21 years of age." in english
    assert "apply to CRS again" not in english
    spanish = letter("DOC-44", a_case("member", **BORN), "2026-06-20", "es")
    assert "cumplió 21 años" in spanish
    assert "pedir CRS otra vez" not in spanish
    update = letter("DOC-45", a_case("member", **BORN), "2026-06-20")
    assert "turned 21" in update


@pytest.mark.proves("CRS-20.900.2.C")
def test_who_is_under_21_may_apply_again() -> None:
    assert "You may apply to CRS again" in letter("DOC-44", a_case("member"), "2026-07-01")


def test_an_end_that_a_hearing_took_back_is_in_no_later_letter() -> None:
    lines = (
        "2026-03-02T10:00 member_terminated reason_code=A reason='moved to Nevada'",
        "2026-03-02T11:00 document_sent DOC-44 method=hand",
        "2026-03-10T10:00 hearing_requested name=Ana reason='still here'",
        "2026-03-20T10:00 hearing_notice_mailed",
        "2026-04-10T10:00 hearing_recommended",
        "2026-04-20T10:00 hearing_decided for_applicant",
    )
    case = a_case("member", *lines, **BORN)
    with pytest.raises(Missing):
        letter("DOC-44", case, "2026-05-01")
    later = letter("DOC-44", case, "2026-06-20")
    assert "ends on June 20, 2026" in later
    assert "Nevada" not in later


@pytest.mark.proves("CRS-20.800.1")
def test_the_letter_asks_for_the_papers_by_the_day_that_was_chosen_and_the_clock_keeps_it() -> None:
    asked = (
        "2026-04-01T10:00 redetermination_requested role=contractor effective=2026-05-23 items='Lease of May'"
    )
    case = a_case("member", asked)
    text = letter("DOC-40", case, "2026-04-03")
    assert "Lease of May" in text
    assert "Tuesday, May 26, 2026" in text  # Saturday, then Memorial Day
    sent = a_case("member", asked, "2026-04-03T10:00 document_sent DOC-40 method=mail")
    found = life.standing(sent, book(), Moment.read("2026-04-04")).clocks
    assert [str(clock.due) for clock in found if clock.id == "CLK-27"] == ["2026-05-26"]


@pytest.mark.proves("CRS-20.602.2.A.1")
def test_a_denial_names_the_test_that_the_review_found_not_met() -> None:
    line = (
        "2026-03-20T14:00 proofs_reviewed not_met reason_code=residency reason='lives in Yuma for the winter'"
    )
    text = letter("DOC-21", a_case("state_only", "interviewed", line), "2026-03-20")
    assert "The proof of the home" in text
    assert "The proof of age" not in text


@pytest.mark.proves("CRS-20.1201.B")
def test_the_plan_is_told_of_two_misses_also_when_the_ahcccs_number_is_not_known() -> None:
    lines = (
        "noticed",
        "2026-03-30T12:00 visit_missed initial_evaluation",
        "2026-03-31T09:00 appointment_made initial_evaluation when=2026-04-07T10:00",
        "2026-04-07T12:00 visit_missed initial_evaluation",
    )
    text = letter("DOC-59", a_case("title", *lines, title={"plan": PLAN}), "2026-04-08", to="plan")
    assert "March 30, 2026; April 7, 2026" in text
    assert "AHCCCS ID" not in text
    known = a_case("title", *lines, title={"plan": PLAN, "pmmis": {"ahcccs_id": "A12345678"}})
    assert "AHCCCS ID A12345678" in letter("DOC-59", known, "2026-04-08", to="plan")
