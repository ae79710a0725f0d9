"""The pages of the interview say what the form and the papers still lack, and where PMMIS differs."""

from __future__ import annotations

from typing import Any

import pytest

from crs_intake.domain.actor import ROLES, Actor
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests import builders
from ui.forms import papers, pmmis
from ui.forms.form import About, Form, Page

NOW = Moment.read("2026-06-01T09:00")
BOOK = Book.load()
ROSA = Actor(id="u1", name="Rosa Chavez", roles=frozenset(ROLES), site="PHX")


def notes(page: Page, case: Case) -> list[str]:
    about = About(case=case, now=NOW, actor=ROSA, book=BOOK, assess=lambda: assess(case, BOOK, NOW.day))
    form = Form(page.fields, about).put(page.show(case))
    return [f"{each.sign}: {each.text} ({each.section})" for each in page.notes(about, form.answers)]


@pytest.mark.proves("CRS-20.502.1", "CRS-20.502.1.G", "CRS-20.501.1")
def test_the_page_of_the_papers_says_what_is_to_come_and_what_is_only_offered() -> None:
    brought = [
        {"kind": "w2", "person": "mother", "received": "2026-05-20"},
        {"kind": "tax_return", "person": "mother", "received": "2026-05-20", "unfit": "That of 2019"},
    ]
    told = notes(papers.PAGE, builders.a_case(papers=brought))
    assert (
        "due: Papers still to come: Pay stubs from Sat 4 Apr 2026 to Sun 3 May 2026, Ana Soto; Most recently "
        "filed federal tax return, Ana Soto (not what the list asks for (That of 2019)). (20.502)"
    ) in told
    assert "note: May be brought, never demanded: Employee expenses. (20.603.4.C)" in told
    assert any(line.startswith("due: The application still lacks: The applicant's address;") for line in told)


@pytest.mark.proves("CRS-20.601.1", "CRS-20.601.1.mismatch")
def test_the_page_of_pmmis_names_each_difference() -> None:
    title: dict[str, Any] = {
        "pmmis": {"program": "xix", "born": "2016-03-08", "name": "Mia Soto"},
        "presented": {"born": "2016-03-09", "name": "mia  soto", "insurance_card": "Acme"},
    }
    told = notes(pmmis.PAGE, builders.a_case(title=title))
    assert "Different from PMMIS: Birth date, Other insurance." in told[0]
    same = {**title, "presented": {"born": "2016-03-08", "name": "Mia Soto"}}
    assert notes(pmmis.PAGE, builders.a_case(title=same))[0].startswith("good: No difference")
