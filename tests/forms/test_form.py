"""The form itself: rows, what is asked, what is missing, and drafts in the middle of a word."""

from dataclasses import replace

import pytest

from tests.forms.families import NOBODY, about, family, opened
from ui.flow import WIZARDS
from ui.forms.form import Field, Form

REFERRAL, WORKSHEET, INTERVIEW = (WIZARDS[name] for name in ("referral", "worksheet", "interview"))


def test_the_applicant_page_says_what_it_wants() -> None:
    form = opened(REFERRAL.page("applicant"))
    assert form.missing() == ("given", "family", "sex", "parent_relation", "parent_given", "parent_family")
    form.type_in("born", "31/31/2008")
    assert form.read()[1] == {"born": "There is no month 31; type month, day, year: 3/9/2009"}


def test_a_parent_is_needed_only_for_a_child() -> None:
    """20.200.1.D, AMB-013: 18 is of age."""
    form = opened(REFERRAL.page("applicant"))
    form.type_in("born", "6/1/1992")
    assert "parent_given" not in form.missing()
    form.type_in("born", "6/2/1992")
    assert "parent_given" in form.missing()


def test_not_known_is_an_answer_of_its_own() -> None:
    """20.200.1.F: it is told apart from forgotten."""
    page = REFERRAL.page("health")
    form = opened(page)
    form.type_in("diagnosis", "?")
    case = page.keep(NOBODY, form.read()[0])
    assert case.referral is not None
    assert case.referral.not_known == ("diagnosis",)
    assert opened(page, case).text("diagnosis") == "?"


@pytest.mark.parametrize(("name", "again"), [("family_a_yes", True), ("family_c", False)])
def test_why_it_is_decided_again_is_asked_of_a_decided_case_alone(name: str, again: bool) -> None:
    """20.800.2: a first determination changes nothing, and nothing is said of it."""
    case, page = family(name), WORKSHEET.page("worksheet")
    if not again:
        case = replace(case, events=tuple(e for e in case.events if e.kind != "determination_made"))
    form = opened(page, case)
    assert ("reason" in {each.key for each in form.asked()}) is again
    assert ("reason" in form.missing()) is again
    assert page.bars(about(case)) == {}


def test_a_hidden_answer_is_kept_and_comes_back() -> None:
    form = opened(INTERVIEW.page("insurance"), family("family_a_yes"))
    form.type_in("insured", "no")
    assert "primary_company" not in [each.key for each in form.asked()]
    assert form.read()[0]["primary_company"] == "Saguaro Mutual Health"
    form.type_in("insured", "yes")
    assert "primary_company" in [each.key for each in form.asked()]


def test_a_kind_of_income_asks_only_what_its_rule_needs() -> None:
    form = opened(WORKSHEET.page("income"), family("family_a_no"))
    row = form.add_row("income", {"person": "applicant"})
    assert [each.key for each in row.asked()] == ["person", "kind", "source", "unverified"]
    row.type_in("kind", "child_support")
    asked = [each.key for each in row.asked()]
    assert "for_child" in asked
    assert "hours_per_month" not in asked
    assert row.text("frequency") == "monthly"


def test_stubs_that_are_typed_make_the_single_amount_needless() -> None:
    form = opened(WORKSHEET.page("income"), family("family_a_no"))
    row = form.add_row("income", {"person": "father", "kind": "wages"})
    assert {"amount", "payments"} <= {each.key for each in row.asked()}
    row.type_in("payments.0.day", "3/6/2009")
    assert "amount" not in {each.key for each in row.asked()}


def test_half_a_stub_waits_in_the_draft_and_is_no_fact() -> None:
    page = WORKSHEET.page("income")
    form = opened(page, family("family_a_no"))
    form.type_in("income.0.payments.3.day", "3/20/2009")
    case = page.keep(family("family_a_no"), form.read()[0])
    assert len(case.income[0].payments) == 3
    again = Form(page.fields, form.about).load(form.dump())
    assert again.text("income.0.payments.3.day") == "3/20/2009"


def test_a_new_row_with_what_it_was_offered_is_still_empty() -> None:
    page = INTERVIEW.page("household")
    form = opened(page, family("family_a_no"))
    row = form.add_row("people", page.blank(form.about, "people"))
    assert row.empty
    assert page.keep(family("family_a_no"), form.read()[0]) == family("family_a_no")
    row.type_in("given", "Rosa")
    assert not row.empty


def test_new_rows_have_names_of_their_own() -> None:
    form = opened(INTERVIEW.page("household"), family("family_a_no"))
    names = [form.add_row("people").text("id") for _ in range(3)]
    assert len(set(names)) == 3


def test_an_infant_is_not_asked_about_marriage_school_or_work() -> None:
    form = opened(INTERVIEW.page("household"), family("family_a_no"))
    asked = {each.key for each in form.rows("people")[0].asked()}
    assert asked.isdisjoint(
        {"spouse", "partner", "student", "pregnant", "unable", "foster", "state_employee"}
    )
    mother = {each.key for each in form.rows("people")[1].asked()}
    assert {"spouse", "partner", "unable", "state_employee"} <= mother


def test_twelve_months_of_care_are_always_there() -> None:
    form = opened(WORKSHEET.page("care"), family("family_a_no"))
    row = form.rows("care")[0]
    assert len(row.rows("months")) >= 12


def test_a_zip_outside_arizona_is_taken_and_warned_of() -> None:
    form = opened(REFERRAL.page("address"))
    form.type_in("zip", "90210")
    zip_field = form.field("zip")
    assert "not in Arizona" in form.warning(zip_field)
    assert form.read()[1] == {}


def test_remarks_on_a_line_of_income_show_arithmetic_and_struck_stubs() -> None:
    case = family("family_a_no")
    form = Form(WORKSHEET.page("income").fields, about(case)).put(WORKSHEET.page("income").show(case))
    table: Field = form.field("income")
    said = " ".join(note.text for note in table.remarks(form.rows("income")[0]))
    assert "(1,215.00 + 1,265.00) / 2 = 1,240.00 × 26 = 32,240.00 a year" in said
    assert "1,410.00 is left out" in said
