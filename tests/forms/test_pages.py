"""Every page of every wizard: what it shows is what it keeps, and nothing is lost on the way."""

import pytest

from crs_intake.domain.case import Case
from tests.forms.families import NOBODY, family, opened
from ui.flow import WIZARDS
from ui.forms.form import Field, Form, Page

PAGES = {page.id: page for wizard in WIZARDS.values() for page in wizard.pages}
FAMILIES = ("family_a_no", "family_a_yes", "family_b", "family_c", "member_m")
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
every_family = pytest.mark.parametrize("name", FAMILIES)


@every_page
@every_family
def test_opening_and_leaving_a_page_changes_nothing(page: Page, name: str) -> None:
    case = family(name)
    values, wrong = opened(page, case).read()
    assert wrong == {}
    assert page.keep(case, values) == case


@every_page
def test_a_page_opened_on_an_empty_case_leaves_it_empty(page: Page) -> None:
    values, wrong = opened(page).read()
    assert wrong == {}
    assert page.keep(NOBODY, values) == NOBODY


@every_page
@every_family
def test_what_is_kept_is_shown_again(page: Page, name: str) -> None:
    shown = page.show(family(name))
    start = NOBODY if page.id in ("applicant", "household") else Case(
        format="crs-case/1", people=family(name).people)  # fmt: skip
    assert page.show(page.keep(start, shown)) == shown


@every_page
@every_family
def test_a_draft_is_taken_up_letter_by_letter(page: Page, name: str) -> None:
    form = opened(page, family(name))
    again = Form(page.fields, form.about).load(form.dump())
    page.prepare(again)
    assert again.dump() == form.dump()
    assert again.read() == form.read()


@every_page
def test_a_page_shows_a_value_for_each_of_its_questions(page: Page) -> None:
    assert set(page.show(family("family_a_yes"))) == {field.key for field in page.fields}


@every_page
def test_every_question_has_a_label_and_every_key_is_there_once(page: Page) -> None:
    def check(fields: tuple[Field, ...]) -> None:
        keys = [field.key for field in fields]
        assert len(keys) == len(set(keys))
        for field in fields:
            assert field.label or field.kind in ("id", "tick")
            check(field.columns)

    check(page.fields)


def test_the_page_names_of_a_wizard_are_told_apart() -> None:
    for wizard in WIZARDS.values():
        titles = [page.title for page in wizard.pages]
        assert len(titles) == len(set(titles))
