"""Who gets which paper, with which enclosures, and what is asked for before one is made."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, Missing, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Reading
from crs_intake.policy.book import Book
from tests.documents import papers
from tests.documents.papers import book, family, pages_of, text_of, words_of

NOTICE = date(2009, 3, 17)


def denied(case: Case) -> Case:
    """The same case, found not medically eligible by the Director."""
    finding = Event(
        kind="medical_determination",
        at=Moment.read("2009-03-16T11:20"),
        outcome="not_eligible",
        role="director",
        name="Dr. Susan Tso",
        reason="The heart murmur is harmless. CRS does not treat it.",
    )
    return replace(case, events=(case.events[0], finding))


@pytest.mark.proves(
    "CRS-20.401.2",
    "CRS-20.401.2.A",
    "CRS-20.401.2.B",
    "CRS-20.401.2.C",
    "CRS-20.401.2.D",
    "CRS-20.401.2.E",
    "CRS-20.401.2.F",
    "CRS-20.401.2.F.2",
    "CRS-20.401.2.F.2.a",
    "CRS-20.401.2.F.2.b",
)
def test_the_notice_of_a_family_outside_ahcccs_has_six_items_and_the_two_lists() -> None:
    pdf = catalogue.produce("DOC-05", family("a_no"), book(), NOTICE)
    text = words_of(pdf)
    assert "Its number is PHX-2009-0001" in text  # A: the authorization
    assert "We must talk with you before the visit or on the same day" in text  # B
    assert "124 W. Thomas Road, Phoenix, AZ 85013, phone 602-406-6400" in text  # C
    assert "Thursday, April 2, 2009" in text  # D
    assert "10:00 a.m." in text
    assert "If you cannot come, call 602-406-6400" in text
    order = [
        "may be able to get care",
        "Pass for the first",
        "Proof that we can take",
        "Money papers",
        "What CRS is",
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert "Papers to bring to the interview" not in text


@pytest.mark.proves("CRS-20.401.2.F.2.c")
def test_the_notice_warns_with_the_date_ten_days_after_the_visit() -> None:
    # 2 April + 10 days is a Sunday; the family's last day is the Monday (AMB-006).
    text = words_of(catalogue.produce("DOC-05", family("a_no"), book(), NOTICE))
    assert "The last day is Monday, April 13, 2009" in text
    assert "we will withdraw the application" in text
    assert "You may apply again at any time" in text


@pytest.mark.proves(
    "CRS-20.401.2.F.1",
    "CRS-20.401.2.F.1.a",
    "CRS-20.401.2.F.1.b",
    "CRS-20.401.2.F.1.c",
    "CRS-20.401.2.F.1.d",
)
def test_a_title_family_is_asked_for_four_papers_and_no_income() -> None:
    text = words_of(catalogue.produce("DOC-05", family("b"), book(), date(2009, 3, 2)))
    assert "The AHCCCS ID card of Jaylen Carter" in text
    assert "A photo ID of you, the parent or guardian" in text
    assert "the papers from the court" in text
    assert "the card from that insurance" in text
    assert "Money papers" not in text
    assert "withdraw" not in text


def test_one_whose_title_is_not_known_gets_the_lists_and_is_asked_for_the_card() -> None:
    case = family("a_no")
    case = replace(case, title=replace(case.title, pmmis=None))
    text = words_of(catalogue.produce("DOC-05", case, book(), NOTICE))
    assert "has an AHCCCS card, bring it, too" in text
    assert "Proof that we can take" in text


@pytest.mark.proves("CRS-20.401.1.recipients")
@pytest.mark.parametrize("to", ["referral_source", "plan", "referring_physician"])
def test_a_copy_goes_to_its_own_address_and_says_that_it_is_one(to: str) -> None:
    pdf = catalogue.produce("DOC-05", family("b"), book(), date(2009, 3, 2), to=to)
    text = words_of(pdf)
    address = {
        "referral_source": "Paula Jensen",
        "plan": "Mercy Care Plan",
        "referring_physician": "Dr. Howard Lee",
    }
    assert address[to] in text
    assert "Copy for" in text
    assert "The letter went to Denise Carter" in text


def test_agencies_get_english_when_the_family_reads_spanish() -> None:
    mine = words_of(catalogue.produce("DOC-05", family("a_no"), book(), NOTICE, language="es"))
    theirs = words_of(
        catalogue.produce("DOC-05", family("a_no"), book(), NOTICE, language="es", to="referral_source")
    )
    assert "Es posible que CRS pueda ayudarle" in mine
    assert "jueves, 2 de abril de 2009" in mine
    assert "You may be able to get care" in theirs


@pytest.mark.proves("CRS-20.402.1.A", "CRS-20.402.1.B", "CRS-20.402.1.recipients")
def test_the_incomplete_notice_names_the_item_and_the_rolled_day() -> None:
    # Day 30 is Sunday 15 February, Monday is Presidents' Day (day.md, family B).
    for to in ("applicant", "referral_source", "plan"):
        text = words_of(catalogue.produce("DOC-11", family("b"), book(), date(2009, 1, 16), to=to))
        assert "1. The test results that support the diagnosis" in text
        assert "by Tuesday, February 17, 2009" in text
        assert "the application is withdrawn" in text
        assert "State Administrative Hearing" in text
    with pytest.raises(NotAcceptable, match="referring_physician"):
        catalogue.produce("DOC-11", family("b"), book(), date(2009, 1, 16), to="referring_physician")


def test_readings_take_the_added_texts_out_of_the_incomplete_notice() -> None:
    chosen = (
        Reading(setting="notice.incomplete_hearing_text", value="off", reason="trial"),
        Reading(setting="notice.incomplete_item_c", value="omit", reason="trial"),
    )
    other = Book.load(replace(papers.whole_site(), readings=chosen))
    text = words_of(catalogue.produce("DOC-11", family("b"), other, date(2009, 1, 16)))
    assert "Administrative Hearing" not in text
    assert "withdrawn" not in text


@pytest.mark.proves("CRS-20.403.1.hearing", "CRS-20.1100.R1.B", "CRS-20.1100.W2", "CRS-20.1100.T1.content")
@pytest.mark.parametrize("to", ["applicant", "referral_source"])
def test_the_denial_gives_the_reason_and_how_to_ask_for_a_hearing(to: str) -> None:
    text = words_of(catalogue.produce("DOC-14", denied(family("a_no")), book(), NOTICE, to=to))
    assert "The heart murmur is harmless. CRS does not treat it." in text
    assert "You have 30 days from the day you get this letter" in text
    # 17 March + 5 days of mail + 30 days; the day itself is told, not a moved one (AMB-210).
    assert "the last day is Tuesday, April 21, 2009" in text
    assert (
        "ADHS, Children's Rehabilitative Services, 150 N. 18th Avenue, Suite 330, Phoenix, AZ 85007" in text
    )
    assert "602-555-0170" in text
    assert "you must sign a paper that says so" in text
    assert "You pay for the copies" in text
    assert "informal settlement conference" in text
    assert "Dr. Susan Tso" in text
    assert "Regional Medical Director" in text


def test_no_denial_without_a_hearing_address() -> None:
    bare = Book.load(replace(papers.whole_site(), hearing_address=None, hearing_office=""))
    with pytest.raises(Missing) as refused:
        catalogue.produce("DOC-14", denied(family("a_no")), bare, NOTICE)
    assert refused.value.items == (
        "Office that takes hearing requests (Settings, Hearing address)",
        "Address for hearing requests (Settings, Hearing address)",
    )


@pytest.mark.proves("CRS-20.1201.A")
def test_the_no_show_letter_gives_the_day_on_which_silence_ends_the_application() -> None:
    text = words_of(catalogue.produce("DOC-58", family("b"), book(), date(2009, 3, 19)))
    assert "on Tuesday, March 17, 2009" in text
    assert "by Monday, April 20, 2009" in text
    assert "we will not work on the CRS application" in text


@pytest.mark.proves("CRS-20.605.1", "CRS-20.604.4.E")
def test_a_family_that_pays_nothing_signs_an_agreement_that_says_so() -> None:
    text = words_of(catalogue.produce("DOC-34", family("a_yes"), book(), date(2009, 3, 31)))
    assert "You pay nothing (0 %) for CRS services." in text
    assert "40,044.00 a year, 4 people in the group" in text
    assert "181.61 %" in text
    assert "I accept that I am responsible to pay it" in text


def test_before_the_class_is_known_the_agreement_says_that_it_is_open() -> None:
    text = words_of(catalogue.produce("DOC-34", family("a_no"), book(), date(2009, 3, 31)))
    assert "This is still to be determined" in text
    assert "%" not in text


@pytest.mark.proves("CRS-20.601.4")
def test_a_title_member_is_never_asked_for_a_payment_agreement() -> None:
    with pytest.raises(CannotHappenNow, match=r"20\.601\.4"):
        catalogue.produce("DOC-34", family("b"), book(), date(2009, 4, 8))


@pytest.mark.proves("CRS-20.605.2.A", "CRS-20.605.2.B", "CRS-20.605.2.C", "CRS-20.605.2.D")
def test_the_assignment_prints_its_four_clauses() -> None:
    text = words_of(catalogue.produce("DOC-35", family("b"), book(), date(2009, 4, 8)))
    for clause in (
        "A. Insurance.",
        "B. Court awards and settlements.",
        "C. CRS pays last.",
        "D. If the money is kept.",
    ):
        assert clause in text


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(Missing) as refused:
        catalogue.produce("DOC-05", Case(format="crs-case/1"), Book.load(), NOTICE)
    assert "Case number" in refused.value.items
    assert "Name of the applicant" in refused.value.items
    assert "A preliminary finding that the applicant may be medically eligible" in refused.value.items
    assert "Day and time of the first visit (Appointments)" in refused.value.items
    assert all(item in str(refused.value) for item in refused.value.items)
    assert len(set(refused.value.items)) == len(refused.value.items)


def test_a_visit_without_a_time_is_not_enough() -> None:
    case = family("a_no")
    events = tuple(
        replace(e, when=Moment(date(2009, 4, 2))) if e.appointment == "initial_evaluation" and e.when else e
        for e in case.events
    )
    with pytest.raises(Missing, match="Day and time of the first visit"):
        catalogue.produce("DOC-05", replace(case, events=events), book(), NOTICE)


def test_an_unknown_document_names_the_nearest() -> None:
    with pytest.raises(NotAcceptable, match=r"DOC-5\b.*DOC-\d\d"):
        catalogue.produce("DOC-5", family("a_no"), book(), NOTICE)


def test_what_happened_later_is_not_in_an_earlier_letter() -> None:
    # On 2 March the visit of 17 March stood; those of 31 March and 8 April were not known yet.
    text = words_of(catalogue.produce("DOC-05", family("b"), book(), date(2009, 3, 2)))
    assert "Tuesday, March 17, 2009" in text
    assert "April 8" not in text


def test_the_visit_may_be_at_another_clinic_than_the_one_that_got_the_form() -> None:
    case = family("a_no")
    events = tuple(
        replace(e, place="TUC") if e.appointment == "initial_evaluation" else e for e in case.events
    )
    text = words_of(catalogue.produce("DOC-05", replace(case, events=events), book(), NOTICE))
    assert "It came to CRS Phoenix regional clinic" in text
    assert "2600 N. Wyatt Drive, Tucson" in text


def test_an_adult_applicant_is_written_to_directly() -> None:
    case = family("a_no")
    people = tuple(
        replace(p, born=date(1990, 9, 14)) if p.relation == "applicant" else p for p in case.people
    )
    text = text_of(catalogue.produce("DOC-05", replace(case, people=people), book(), NOTICE))
    assert "Dear Lucía Yazzie Morales" in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_case_number_is_on_every_page_and_so_is_its_number(language: str) -> None:
    pdf = catalogue.produce("DOC-05", family("a_no"), book(), NOTICE, language=language)
    each = text_of(pdf).split("\f")
    assert len(each) == pages_of(pdf) == 6
    of = {"en": "Page {} of 6", "es": "Página {} de 6"}[language]
    for number, page in enumerate(each, 1):
        assert "PHX-2009-0001" in page
        assert of.format(number) in " ".join(page.split())


def test_every_paper_of_the_list_can_be_asked_about() -> None:
    ids = [each.id for each in catalogue.known()]
    assert ids == sorted(set(ids))
    assert {"DOC-05", "DOC-11", "DOC-14", "DOC-27", "DOC-33", "DOC-34", "DOC-35", "DOC-58"} <= set(ids)
    for each in catalogue.known():
        assert each.name
        assert each.languages
        assert each.recipients


def test_a_paper_for_an_agency_needs_no_recipient_named_and_stays_english() -> None:
    case, day = family("a_no"), date(2009, 3, 31)
    named = catalogue.produce("DOC-27", case, book(), day, to="faa")
    assert catalogue.produce("DOC-27", case, book(), day, language="es") == named
