"""The page of income asks what the rule of a kind needs, and no more (20.603.2, 20.603.3)."""

from dataclasses import replace

from crs_intake.domain.income import Business, Income
from crs_intake.domain.money import Money
from tests.forms.families import about, family
from ui.flow import WIZARDS
from ui.forms.form import Form

PAGE = WIZARDS["worksheet"].page("income")


def a_row(**answers: str) -> Form:
    case = family("family_a_no")
    form = Form(PAGE.fields, about(case)).put(PAGE.show(case))
    row = form.add_row("income", {"person": "mother"})
    for key, text in answers.items():
        row.type_in(key, text)
    return row


def asked(**answers: str) -> set[str]:
    return {each.key for each in a_row(**answers).asked()}


def test_only_an_educational_loan_is_asked_for_its_months_and_costs() -> None:
    school = {"funded_by", "education_costs", "covers_from", "covers_months"}
    assert not school & asked(kind="loan")
    assert not school & asked(kind="loan", educational="no")
    assert school <= asked(kind="loan", educational="yes")
    assert school - {"funded_by"} <= asked(kind="educational_benefit")
    of_the_va = asked(kind="educational_benefit", funded_by="veterans_education")
    assert not (school - {"funded_by"}) & of_the_va


def test_the_day_of_mailing_is_asked_for_benefits_that_are_mailed() -> None:
    """20.603.2.51: the third postal workday counts from it; a deposit has none."""
    mailed = a_row(kind="unemployment_insurance", **{"payments.0.day": "3/2/2009"})
    assert "mailed" in {each.key for each in mailed.rows("payments")[0].asked()}
    mailed.type_in("direct_deposit", "yes")
    assert "mailed" not in {each.key for each in mailed.rows("payments")[0].asked()}
    wages = a_row(kind="wages", **{"payments.0.day": "3/2/2009"})
    assert "mailed" not in {each.key for each in wages.rows("payments")[0].asked()}


def test_costs_are_asked_where_they_may_be_taken_off() -> None:
    costs = {"since", "year", "receipts", "expenses"}
    assert costs <= asked(kind="self_employment")
    assert costs <= asked(kind="rental_with_work")
    assert not costs & asked(kind="rental_with_work", for_work="no")
    assert not costs & asked(kind="rental_income")
    assert costs <= asked(kind="rental_income", for_work="yes")
    assert "receipts" in a_row(kind="self_employment").missing()
    assert "receipts" not in a_row(kind="rental_with_work").missing()


def test_an_answer_makes_the_questions_behind_it_needless() -> None:
    assert "made_available" not in asked(kind="social_security", payee="in_home")
    assert "made_available" in asked(kind="social_security", payee="elsewhere")
    assert "children" not in asked(kind="child_support", for_child="applicant")
    assert "contributor_otherwise_included" in asked(kind="ssi_contribution")
    assert "contributor_otherwise_included" not in asked(kind="ssi_contribution", contributor="father")
    assert "living_expenses" in asked(kind="college_work_study", funded_by="tribal")
    assert "living_expenses" not in asked(kind="college_work_study", funded_by="college")
    assert "intended_for" not in asked(kind="agency_cash", cash="no")
    assert {"amount", "frequency"} <= asked(kind="contract_income")
    assert not {"amount", "frequency"} & asked(kind="contract_income", contract_total="27000")
    assert not {"amount", "payments"} & asked(kind="in_kind", market_value="400")
    assert "amount" in asked(kind="wages", seasonal="yes")
    assert "amount" not in asked(kind="wages", seasonal="yes", previous_year="6100")


def test_the_usual_kinds_stand_first() -> None:
    kinds = a_row().field("kind").choices
    assert callable(kinds)
    offered = [each.value for each in kinds(a_row().about)]
    assert offered[:7] == ["wages", "self_employment", "child_support", "social_security", "ssi",
                           "unemployment_insurance", "tanf"]  # fmt: skip


def test_a_business_keeps_the_months_that_the_page_does_not_ask_for() -> None:
    line = Income(
        id="shop", person="mother", kind="self_employment", business=Business(receipts=Money(0), months=7)
    )
    case = replace(family("family_a_no"), income=(line, replace(line, id="no", business=Business(months=3))))
    form = Form(PAGE.fields, about(case)).put(PAGE.show(case))
    assert PAGE.keep(case, form.read()[0]).income == case.income


def test_what_a_supervisor_should_look_at_stands_under_the_line() -> None:
    """20.603.2.26.b: counted as printed, and unusual."""
    line = Income(id="roof", person="mother", kind="insurance_for_bill", amount=Money(200_000))
    case = replace(family("family_a_no"), income=(line,))
    form = Form(PAGE.fields, about(case)).put(PAGE.show(case))
    said = " ".join(note.text for note in form.field("income").remarks(form.rows("income")[0]))
    assert "Money meant for a certain bill is usually no income; the manual counts it (AMB-121)." in said
