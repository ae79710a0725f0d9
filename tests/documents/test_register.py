"""Each entry of the register about what a paper says: its example, its counterexample, and the edge."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.documents import catalogue, letter
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, Missing, NotAcceptable
from crs_intake.domain.insurance import Policy
from crs_intake.policy import catalogue as documents_list
from tests.documents.papers import book, family, words_of
from tests.documents.scenes import SCENES, event, until

NOTICE = date(2009, 3, 17)
BOTH = ("en", "es")


def at_clinic(case: Case, id: str) -> Case:
    """The same referral, received at another clinic."""
    assert case.referral is not None
    return replace(case, referral=replace(case.referral, clinic=id), sites=(id,))


def points(document: str, language: str, heading: int = 0) -> int:
    """Points of a letter under its nth heading (0 = all of them)."""
    found, at = 0, 0
    for block in letter.load(document, language).blocks:
        at += block.kind == "heading"
        found += block.kind == "point" and heading in (0, at)
    return found


@pytest.mark.proves("CRS-20.401.2.A")
def test_the_authorization_has_a_number_and_a_clinic_and_none_is_printed_once_it_is_rescinded() -> None:
    text = words_of(catalogue.produce("DOC-06", family("a_no"), book(), NOTICE))
    assert "Authorization number PHX-2009-0001" in text
    assert "Given by CRS Phoenix regional clinic" in text
    rescinded = event("2009-03-18T09:00", "authorization_rescinded", reason="age")
    case = until(family("a_no"), "2009-03-17", event("2009-03-17T10:00", "document_sent", document="DOC-05",
                 to=("applicant", "referral_source")), rescinded)  # fmt: skip
    assert catalogue.produce("DOC-06", case, book(), NOTICE)  # on the day before it stood
    for document in ("DOC-05", "DOC-06"):
        with pytest.raises(Missing, match="preliminary finding"):
            catalogue.produce(document, case, book(), date(2009, 3, 18))


@pytest.mark.proves("CRS-20.401.2.C")
def test_the_clinic_that_got_the_form_is_on_the_notice_wherever_the_visit_is() -> None:
    yuma = at_clinic(family("a_no"), "YUM")
    text = words_of(catalogue.produce("DOC-05", yuma, book(), NOTICE))
    assert "It came to CRS Yuma regional clinic, 2400 S. Avenue A, Yuma, AZ 85364, phone 928-336-7095" in text
    events = tuple(replace(e, place="TUC") if e.appointment == "initial_evaluation" else e
                   for e in yuma.events)  # fmt: skip
    text = words_of(catalogue.produce("DOC-05", replace(yuma, events=events), book(), NOTICE))
    assert "phone 928-336-7095" in text
    assert "2600 N. Wyatt Drive, Tucson" in text


@pytest.mark.proves("CRS-20.401.2.D")
def test_a_notice_without_day_time_and_place_is_not_made() -> None:
    case = family("a_no")
    none = replace(case, events=tuple(e for e in case.events if e.appointment != "initial_evaluation"))
    with pytest.raises(Missing) as refused:
        catalogue.produce("DOC-05", none, book(), NOTICE)
    assert refused.value.items == ("Day and time of the first visit (Appointments)",)


@pytest.mark.proves("CRS-20.401.2.E")
@pytest.mark.parametrize(("name", "day"), [("a_no", NOTICE), ("b", date(2009, 3, 2))])
@pytest.mark.parametrize(("language", "words"), [("en", "What CRS is"), ("es", "Qué es CRS")])
def test_the_overview_is_always_enclosed(name: str, day: date, language: str, words: str) -> None:
    text = words_of(catalogue.produce("DOC-05", family(name), book(), day, language=language))
    assert text.count(words) >= 2  # named in the letter, and there


@pytest.mark.proves("CRS-20.401.2.F", "CRS-20.401.2.F.1")
@pytest.mark.parametrize("program", ["xix", "xxi"])
def test_a_title_applicant_gets_the_four_rows_and_neither_of_the_other_lists(program: str) -> None:
    case = family("b")
    assert case.title.pmmis is not None
    pmmis = replace(case.title.pmmis, program=program)  # type: ignore[arg-type]
    case = replace(case, title=replace(case.title, enrolled=program, pmmis=pmmis))  # type: ignore[arg-type]
    text = words_of(catalogue.produce("DOC-05", case, book(), date(2009, 3, 2)))
    assert "Papers to bring to the interview" in text
    assert "Proof that we can take" not in text
    assert "Money papers" not in text
    assert [points("DOC-07", tongue) for tongue in BOTH] == [4, 4] or points("DOC-07", "en") == 5
    rows = [block.text for block in letter.load("DOC-07", "en").blocks if block.kind == "point"]
    assert sum(text.startswith("If ") for text in rows) == 2  # guardianship papers, other insurance
    assert not any("income" in text or "pay" in text for text in rows)


@pytest.mark.proves("CRS-20.401.2.F.2.a")
@pytest.mark.parametrize("language", BOTH)
def test_the_list_of_proofs_has_nine_eight_and_eleven_and_the_affidavit(language: str) -> None:
    assert [points("DOC-08", language, heading) for heading in (1, 2, 3)] == [9, 8, 11]
    last = letter.load("DOC-08", language).blocks[-1].text
    assert "affidavit" in last or "declaración jurada" in last


@pytest.mark.proves("CRS-20.401.2.F.2.b")
@pytest.mark.parametrize("language", BOTH)
def test_the_list_of_financial_records_has_a_to_g_and_the_awards(language: str) -> None:
    assert points("DOC-09", language) == 8


@pytest.mark.proves("CRS-20.402.1.A")
def test_a_notice_that_names_no_item_is_not_made() -> None:
    with pytest.raises(Missing, match="Items that are missing"):
        catalogue.produce("DOC-11", family("a_no"), book(), NOTICE)


@pytest.mark.proves("CRS-20.402.1.B")
@pytest.mark.parametrize(
    ("notice", "last"),
    [(date(2026, 3, 10), "Thursday, April 9, 2026"), (date(2026, 3, 12), "Monday, April 13, 2026")],
)
def test_the_family_has_thirty_days_from_the_notice_and_the_next_open_day(notice: date, last: str) -> None:
    case = until(family("b"), "2009-01-16")
    assert case.referral is not None
    with_form = tuple(paper for paper in case.referral.papers if paper.received is None)
    case = replace(case, referral=replace(case.referral, papers=with_form))
    text = words_of(catalogue.produce("DOC-11", case, book(), notice))
    assert f"by {last}" in text
    assert "That is 30 days from the date of this letter" in text


@pytest.mark.proves("CRS-20.605.2.A", "CRS-20.605.2.B", "CRS-20.605.2.C", "CRS-20.605.2.D")
@pytest.mark.parametrize("name", ["b", "c"])
@pytest.mark.parametrize("language", BOTH)
def test_everybody_signs_the_four_clauses_whole(name: str, language: str) -> None:
    text = words_of(catalogue.produce("DOC-35", family(name), book(), date(2009, 4, 8), language=language))
    for clause in ("A. ", "B. ", "C. ", "D. "):
        assert f" {clause}" in text
    said = {"en": "I agree to parts A, B, C and D.", "es": "Acepto las partes A, B, C y D."}
    assert said[language] in text
    assert all(not block.when for block in letter.load("DOC-35", language).blocks if "**" in block.text)


@pytest.mark.proves("CRS-20.1100.T1.content")
@pytest.mark.parametrize("language", BOTH)
def test_the_instructions_ask_for_name_action_and_reason(language: str) -> None:
    scene = SCENES["DOC-14"]()
    text = words_of(catalogue.produce("DOC-14", scene.case, book(), scene.day, language=language))
    asked = {
        "en": ("the name of Lucía Yazzie Morales.", "Say what we decided.", "Say why you want a hearing."),
        "es": ("el nombre de Lucía Yazzie Morales.", "Diga qué decidimos.", "por qué quiere una audiencia."),
    }
    assert [each for each in asked[language] if each not in text] == []


@pytest.mark.proves("CRS-20.501.1")
@pytest.mark.parametrize("language", BOTH)
def test_the_financial_application_has_a_to_g_and_no_title_member_gets_one(language: str) -> None:
    case = family("c")
    insured = replace(case.coverage, insured=True)
    text = words_of(catalogue.produce("DOC-16", replace(case, coverage=insured), book(), date(2009, 3, 11),
                                      language=language))  # fmt: skip
    places = [text.index(f" {letter}. ") for letter in "ABCDEFG"]
    assert places == sorted(places)
    with pytest.raises(CannotHappenNow, match=r"20\.501\.1"):
        catalogue.produce("DOC-16", family("b"), book(), date(2009, 4, 8), language=language)


@pytest.mark.proves("CRS-20.501.1.B", "CRS-20.501.1.D", "CRS-20.501.1.E", "CRS-20.501.1.F")
def test_an_adult_has_no_parents_block_and_the_uninsured_are_asked_for_no_policy() -> None:
    case = family("c")
    adult = tuple(replace(p, born=date(1990, 1, 1)) if p.relation == "applicant" else p for p in case.people)
    text = words_of(catalogue.produce("DOC-16", replace(case, people=adult), book(), date(2009, 3, 11)))
    assert "B. A parent" not in text
    assert "E. First health insurance" not in text
    assert "☒ no" in text
    unknown = replace(case, coverage=replace(case.coverage, insured=None))
    text = words_of(catalogue.produce("DOC-16", unknown, book(), date(2009, 3, 11)))
    assert "☐ yes" in text
    assert "☐ no" in text
    assert "E. First health insurance" in text


@pytest.mark.proves("CRS-20.501.1.C")
def test_of_the_social_security_number_only_the_last_four_are_printed() -> None:
    case = family("c")
    known = tuple(replace(p, ssn="123456789") if p.relation == "applicant" else p for p in case.people)
    text = words_of(catalogue.produce("DOC-16", replace(case, people=known), book(), date(2009, 3, 11)))
    assert "***-**-6789" in text
    assert "12345" not in text
    none = tuple(replace(p, no_ssn=True) if p.relation == "applicant" else p for p in case.people)
    text = words_of(catalogue.produce("DOC-16", replace(case, people=none), book(), date(2009, 3, 11)))
    assert "☒ The applicant has no social security number." in text


@pytest.mark.proves("CRS-20.700.2.B.1", "CRS-20.700.2.C.1", "CRS-20.700.2.B.2")
def test_covered_tests_are_asked_of_the_insurer_and_others_are_ordered_after_the_signature() -> None:
    scene = SCENES["DOC-37"]()
    text = words_of(catalogue.produce("DOC-37", scene.case, book(), scene.day))
    assert "CRS orders these tests (20.700.2.C.1)" in text
    assert "was signed on March 24, 2009" in text
    unsigned = replace(scene.case, events=tuple(e for e in scene.case.events if e.kind != "agreement_signed"))
    with pytest.raises(Missing, match="Signature under the Member Payment Agreement"):
        catalogue.produce("DOC-37", unsigned, book(), scene.day)
    policy = Policy(
        company="Acme Health",
        policy_number="P-1",
        id_number="I-1",
        billing_address="PO Box 1\nPhoenix, AZ 85001",
    )
    insured = replace(scene.case.coverage, insured=True, primary=policy)
    events = tuple(replace(e, method="insurer", number="PA-77") if e.kind == "tests_ordered" else e
                   for e in scene.case.events)  # fmt: skip
    case = replace(scene.case, coverage=insured, events=events)
    text = words_of(catalogue.produce("DOC-37", case, book(), scene.day, to="insurer"))
    assert "Acme Health PO Box 1 Phoenix, AZ 85001" in text
    assert "Prior authorization PA-77" in text
    assert "CRS orders these tests" not in text


@pytest.mark.proves("CRS-20.602.9", "CRS-20.404")
def test_the_tracking_knows_every_referral_and_the_extract_only_title_members() -> None:
    text = words_of(catalogue.produce("DOC-03", family("c"), book(), date(2009, 3, 11)))
    assert "Not mapped to the receiver's form yet." in text
    assert "Referral received" in text
    with pytest.raises(CannotHappenNow, match=r"20\.404"):
        catalogue.produce("DOC-15", family("c"), book(), date(2009, 3, 11))
    assert "Title XIX" in words_of(catalogue.produce("DOC-15", family("b"), book(), date(2009, 4, 8)))


MATRIX = {
    "DOC-05": {"applicant", "referral_source", "plan", "referring_physician"},
    "DOC-11": {"applicant", "referral_source", "plan"},
    "DOC-12": {"applicant", "referral_source", "plan", "referring_physician"},
    "DOC-14": {"applicant", "referral_source", "plan", "referring_physician"},
    "DOC-20": {"applicant", "plan"},
    "DOC-21": {"applicant", "referral_source"},
    "DOC-38": {"applicant", "plan", "referring_physician"},
    "DOC-13": {"applicant"},
    "DOC-58": {"applicant"},
    "DOC-59": {"plan"},
    "DOC-60": {"applicant", "plan"},
    "DOC-44": {"applicant", "plan", "pcp"},
    "DOC-45": {"crsa"},
}
"""The copies matrix of documents.md."""


@pytest.mark.parametrize("document", MATRIX)
def test_the_copies_go_where_the_matrix_says_and_nowhere_else(document: str) -> None:
    assert set(documents_list.catalogue()[document].to) == MATRIX[document]
    scene = SCENES[document]()
    everybody = {
        "applicant",
        "referral_source",
        "plan",
        "referring_physician",
        "pcp",
        "crsa",
        "clinic",
        "faa",
    }
    for other in everybody - set(catalogue.entry(document).recipients):
        with pytest.raises(NotAcceptable, match=f"does not go to {other}"):
            catalogue.produce(document, scene.case, book(), scene.day, to=other)


@pytest.mark.parametrize("id", list(documents_list.catalogue()))
def test_a_listed_paper_is_made_or_says_where_it_comes_from(id: str) -> None:
    if id in {each.id for each in catalogue.known()}:
        assert catalogue.entry(id).id == id
        return
    with pytest.raises(NotAcceptable) as refused:
        catalogue.entry(id)
    assert "There is no document" not in str(refused.value)
    assert documents_list.catalogue()[id].name in str(refused.value)


def test_the_refusal_form_tells_what_is_lost_and_that_not_having_a_paper_is_no_refusal() -> None:
    scene = SCENES["DOC-74"]()
    text = words_of(catalogue.produce("DOC-74", scene.case, book(), scene.day))
    for said in (
        "A.R.S. 36-263",
        "CRS will not pay for the care of Noah Whitman",
        "If you cannot get a paper, tell us. That is not the same as saying no.",
        "You can apply again when you are ready.",
        "Parent or legal guardian of Noah Whitman",
    ):
        assert said in text
