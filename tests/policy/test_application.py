"""The financial application, the papers to bring, the comparison with PMMIS (20.501, 20.502, 20.601.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import PaperWanted
from crs_intake.policy import application, papers, payment, pmmis
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests import builders

ON = date(2026, 6, 1)
BOOK = Book.load()
HOME = {"street": "1 Elm St", "city": "Tucson", "zip": "85701"}
WHOLE: dict[str, Any] = {
    "address": HOME,
    "phones": ["520-555-0101"],
    "people": {"applicant": {"no_ssn": True}},
    "financial_application": {"signer": "mother", "signed": "2026-05-25", "household_count": 2},
}
POLICY = {
    "company": "Acme Health", "billing_address": "PO Box 1", "phone": "800-555-0100", "policy_number": "P1",
    "id_number": "I1", "group_name": "G", "group_number": "not applicable", "open_ended": True,
    "coverage_type": "medical",
}  # fmt: skip


def whole(**changes: Any) -> Case:
    return builders.read(builders.merged(builders.merged(builders.FAMILY, WHOLE), changes))


def lacking(case: Case) -> list[str]:
    return [item.key for item in application.missing(case, BOOK, ON)]


@pytest.mark.proves("CRS-20.501.1", "CRS-20.501.2")
def test_a_whole_application_lacks_nothing_and_a_title_member_needs_none() -> None:
    assert lacking(whole()) == []
    empty = builders.a_case(title={"pmmis": {"program": "xix"}})
    assert lacking(empty) == []
    assert lacking(builders.a_case()) == [
        "address", "phones", "people.mother.address", "people.mother.phones", "people.applicant.ssn",
        "financial_application.household_count", "financial_application.signer",
        "financial_application.signed",
    ]  # fmt: skip


@pytest.mark.proves("CRS-20.501.1.A")
def test_the_applicant_needs_one_number_which_may_be_a_message_number() -> None:
    assert lacking(whole(phones=[], people={"applicant": {"message_number": "520-555-0110"},
                                            "mother": {"phones": ["520-555-0111"]}})) == []  # fmt: skip
    assert lacking(whole(phones=[])) == ["phones", "people.mother.phones"]


@pytest.mark.proves("CRS-20.501.1.B")
def test_a_child_needs_the_block_of_one_parent_an_adult_none() -> None:
    assert lacking(whole(people={"mother": {"given": "", "family": ""}}))[:1] == ["people.parent"]
    father = {"relation": "father", "in_home": False, "given": "Jo", "born": "1988-01-01"}
    assert lacking(whole(people={"father": father})) == []  # one whole block is enough
    grown = whole(people={"applicant": {"born": "2007-01-01"}, "mother": None}, income={"wages": None},
                  financial_application={"household_count": 1, "signer": "applicant"})  # fmt: skip
    assert lacking(grown) == []


@pytest.mark.proves("CRS-20.501.1.C")
def test_a_blank_social_security_number_is_unanswered_none_is_an_answer() -> None:
    assert lacking(whole(people={"applicant": {"no_ssn": False}})) == ["people.applicant.ssn"]
    assert lacking(whole(people={"applicant": {"no_ssn": False, "ssn": "123456789"}})) == []


@pytest.mark.proves("CRS-20.501.1.D")
def test_whether_insured_must_be_answered() -> None:
    assert lacking(whole(coverage={"insured": None})) == ["coverage.insured"]
    assert lacking(whole(coverage={"insured": False})) == []


@pytest.mark.proves("CRS-20.501.1.E", "CRS-20.501.1.E.1", "CRS-20.501.1.E.2")
def test_an_insured_applicant_gives_the_primary_policy() -> None:
    insured = {"insured": True, "uninsured_since": None}
    assert lacking(whole(coverage={**insured, "primary": POLICY})) == []
    assert lacking(whole(coverage={**insured, "primary": {**POLICY, "billing_address": ""}})) == [
        "coverage.primary.billing_address"
    ]
    dated = {**POLICY, "open_ended": False, "end_date": "2027-01-01"}
    assert lacking(whole(coverage={**insured, "primary": dated})) == []
    assert lacking(whole(coverage={**insured, "primary": {**POLICY, "open_ended": False}})) == [
        "coverage.primary.end_date"
    ]
    assert len(lacking(whole(coverage=insured))) == 9


@pytest.mark.proves("CRS-20.501.1.F", "CRS-20.501.1.F.1", "CRS-20.501.1.F.2")
def test_a_second_plan_opens_its_block_and_none_opens_nothing() -> None:
    insured = {"insured": True, "uninsured_since": None, "primary": POLICY}
    assert lacking(whole(coverage={**insured, "secondary": {**POLICY, "phone": "", "group_number": ""}})) == [
        "coverage.secondary.phone", "coverage.secondary.group_number",
    ]  # fmt: skip
    assert lacking(whole(coverage={**insured, "secondary": POLICY})) == []


@pytest.mark.proves("CRS-20.501.1.G")
def test_the_number_of_the_household_must_agree_with_those_named() -> None:
    assert lacking(whole(financial_application={"household_count": 4})) == [
        "financial_application.household_count"
    ]
    assert lacking(whole(people={"mother": {"born": None}})) == ["people.mother"]


@pytest.mark.proves("CRS-20.501.2")
def test_signed_and_dated_by_a_parent_of_a_child() -> None:
    aunt = {"relation": "aunt_or_uncle", "given": "Eva", "born": "1980-01-01"}
    signed = {"signer": "aunt", "household_count": 3}
    assert lacking(whole(people={"aunt": aunt}, financial_application=signed)) == [
        "financial_application.signer"
    ]
    assert lacking(whole(financial_application={"signed": None})) == ["financial_application.signed"]


def rows(case: Case) -> dict[tuple[str, str], PaperWanted]:
    return {(row.kind, row.person): row for row in papers.wanted(case, BOOK, assess(case, BOOK, ON))}


RICH = {"wages": {"frequency": "yearly", "amount": "80000.00"}}


@pytest.mark.proves("CRS-20.502.1", "CRS-20.502.1.A")
def test_unearned_income_wants_evidence_earned_alone_none() -> None:
    support = {"person": "mother", "kind": "alimony", "frequency": "monthly", "amount": "100.00"}
    assert ("unearned_income", "mother") in rows(builders.a_case(income={"support": support}))
    assert ("unearned_income", "mother") not in rows(builders.a_case())
    assert rows(builders.a_case(title={"pmmis": {"program": "xix"}})) == {}


@pytest.mark.proves("CRS-20.502.1.B", "CRS-20.502.1.C", "CRS-20.502.1")
def test_bills_want_papers_which_are_demanded_only_above_200_percent() -> None:
    bills = {
        "paid": {"person": "applicant", "amount": "10.00", "paid": "2026-01-10"},
        "open": {"person": "mother", "amount": "10.00", "incurred": "2025-01-10"},
    }
    above = rows(builders.a_case(bills=bills, income=RICH))
    assert above["medical_paid", "applicant"].demanded
    assert above["medical_unpaid", "mother"].demanded
    assert above["medical_paid", "applicant"].inputs == {"first": date(2025, 5, 4), "last": date(2026, 5, 3)}
    below = rows(builders.a_case(bills=bills))
    assert not below["medical_paid", "applicant"].demanded
    assert below["medical_unpaid", "mother"].settled
    none = rows(builders.a_case())
    assert not none["medical_paid", ""].applicable
    assert none["medical_unpaid", ""].settled


@pytest.mark.proves("CRS-20.502.1.D", "CRS-20.502.1.D.1", "CRS-20.502.1.D.2", "CRS-20.502.1.D.3")
def test_each_employed_person_of_the_group_brings_three_papers() -> None:
    found = rows(builders.a_case(referral={"form_date": "2026-03-02"}))
    assert found["pay_stubs", "mother"].inputs == {"first": date(2026, 1, 31), "last": date(2026, 3, 1)}
    assert found["w2", "mother"].demanded
    assert found["tax_return", "mother"].demanded
    assert ("schedule_c", "mother") not in found
    lodger = {"relation": "unrelated", "born": "1980-01-01"}
    outside = builders.a_case(people={"lodger": lodger}, income={"wages": {"person": "lodger"}})
    assert ("pay_stubs", "lodger") not in rows(outside)


@pytest.mark.proves("CRS-20.502.1.E", "CRS-20.502.1.E.1", "CRS-20.502.1.E.2")
def test_the_self_employed_bring_schedule_c_and_a_quarterly_statement() -> None:
    business = {"kind": "self_employment", "frequency": None, "amount": None, "expected_to_continue": None,
                "business": {"since": "2020-01-01", "year": 2025, "receipts": "30000.00"}}  # fmt: skip
    found = rows(builders.a_case(income={"wages": business}))
    assert {kind for kind, _ in found} >= {"schedule_c", "quarterly_statement"}
    assert ("pay_stubs", "mother") not in found


@pytest.mark.proves("CRS-20.502.1.F", "CRS-20.502.1.G")
def test_care_wants_receipts_and_employee_expenses_are_never_demanded() -> None:
    care = {"day": {"person": "applicant", "months": [{"month": "2026-05-01", "paid": "100.00"}]}}
    found = rows(builders.a_case(care=care, income=RICH))
    assert found["dependent_care", "applicant"].demanded
    assert not found["employee_expenses", ""].demanded
    assert ("dependent_care", "applicant") not in rows(builders.a_case())
    assert not rows(builders.a_case(care=care))["dependent_care", "applicant"].demanded


@pytest.mark.proves("CRS-20.502.2", "CRS-20.502.2.A")
def test_an_award_or_settlement_wants_its_papers() -> None:
    award = {"person": "applicant", "kind": "legal_settlement", "frequency": "once", "amount": "5000.00",
             "payments": []}  # fmt: skip
    assert ("award_or_settlement", "applicant") in rows(builders.a_case(income={"award": award}))
    assert ("award_or_settlement", "applicant") not in rows(builders.a_case())


@pytest.mark.proves("CRS-20.500.a")
def test_a_paper_that_cannot_be_had_is_no_refusal() -> None:
    brought = [{"kind": "w2", "person": "mother", "unavailable": True},
               {"kind": "pay_stubs", "person": "mother", "received": "2026-05-30"}]  # fmt: skip
    case = builders.a_case(papers=brought)
    left = papers.outstanding(case, BOOK, assess(case, BOOK, ON))
    assert [row.kind for row in left] == ["tax_return"]


@pytest.mark.proves("CRS-20.601.1", "CRS-20.601.1.pmmis", "CRS-20.601.1.mismatch")
def test_pmmis_is_the_authority_for_what_is_submitted() -> None:
    title = {
        "pmmis": {"program": "xxi", "born": "2010-05-10", "name": "Mia  SOTO", "ahcccs_id": "A1"},
        "presented": {"born": "2010-05-01", "name": "Mia Soto", "ahcccs_id": ""},
    }
    case = builders.a_case(title=title)
    assert [row.name for row in pmmis.differences(case)] == ["born"]
    assert pmmis.submitted(case)["born"] == date(2010, 5, 10)
    assert pmmis.helper(case) == "AHCCCSA"
    reasoned = {
        **title,
        "presented": {**title["presented"], "pmmis_override_reason": "birth certificate seen"},
    }
    assert pmmis.submitted(builders.a_case(title=reasoned))["born"] == date(2010, 5, 1)
    assert assess(case, BOOK, ON).outcome == "eligible"  # a difference does not block


@pytest.mark.proves(
    "CRS-20.604.5.C.1", "CRS-20.604.5.C.2", "CRS-20.604.5.C.3",
    "CRS-20.604.6.B.1", "CRS-20.604.6.B.2", "CRS-20.604.6.B.3",
)  # fmt: skip
def test_the_basis_of_100_percent_is_named_above_200_percent_alone() -> None:
    uninsured = payment.rate_basis("pays_uninsured_above_200")
    assert [section for _, section in uninsured] == ["20.604.6.B.1", "20.604.6.B.2", "20.604.6.B.3"]
    assert [word.split()[3] for word, _ in uninsured] == ["per", "outpatient", "schedule"]
    assert next(section for _, section in payment.rate_basis("pays_insured_above_200")) == "20.604.5.C.1"
    assert payment.rate_basis("pays_nothing_at_or_below_200") == ()


@pytest.mark.proves("CRS-20.100.1.A", "CRS-20.100.1.B", "CRS-20.100.1.C", "CRS-20.100.1.D")
def test_each_test_of_eligibility_is_a_line_of_its_own() -> None:
    lines = assess(builders.a_case(), BOOK, ON).lines
    assert [line.label for line in lines if line.group == "eligibility"] == [
        "Age",
        "Citizenship",
        "Residency",
    ]
    title = assess(builders.a_case(title={"pmmis": {"program": "xix"}}), BOOK, ON).lines
    assert [line.section for line in title if line.group == "eligibility"] == ["20.601.2"] * 3
