"""The pages of parents' coverage: what they show is what they keep, and what follows is shown at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from crs_intake.clock import FixedClock
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.policy.parents.decide import decide
from tests import builders
from tests.forms.families import opened
from tests.policy.parents import run
from ui.flow import WIZARDS
from ui.forms import pmmis
from ui.forms.form import Page

PAGES = WIZARDS["parents"].pages
NOW = FixedClock(datetime(2026, 6, 1, 9, 0))  # noqa: DTZ001 - Arizona time, as the clock takes it
AFTER: Any = {"parents": {
    "contacts": [{"at": "2026-04-21T14:05", "name": "Ana Soto", "reached": True, "answer": "listed",
                  "listed": ["mother"], "fortis": True, "ace": True, "by": "R. Chavez"}],
    "withdrawals": [{"on": "2026-04-21", "by": "mother", "manner": "oral", "applicant": "applicant"}],
    "newborns": [{"parent": "mother", "born": "2026-05-02",
                  "steps": [{"step": "kidscare.1", "on": "2026-05-03"}]}],
    "parents": {"mother": {
        "research": {"on": "2026-04-03", "result": "matched"},
        "debt": {"searched": "2026-04-02", "unpaid": "40.00", "notice": "2026-04-02",
                 "checks": ["2026-04-03"], "payments": [{"on": "2026-04-03", "amount": "10.00"},
                                                        {"on": "2026-04-04", "amount": "30.00"}]},
        "decisions": [{"on": "2026-04-22", "program": "sobra", "outcome": "approved",
                       "effective": "2026-05-01"}],
        "premiums": [{"month": "2026-05-01", "due": "2026-04-30", "paid": "2026-04-29"}],
        "endings": [{"on": "2026-05-20", "program": "kidscare", "reason": "death",
                     "effective": "2026-05-31"}],
        "des_discontinuance": {"received": "2026-05-20", "name": "Soto, Ana", "person_id": "P1",
                               "effective": "2026-05-31", "reason": "excess_income",
                               "gross_household_income": "58000.00", "members": 4},
        "changes": [{"on": "2026-05-02", "kind": "death", "told_to_ask_des": "2026-05-02",
                     "note": "by phone"}],
        "hearings": [{"requested": "2026-05-10", "program": "sobra", "about": "denial", "reason": "medicaid",
                      "prepaid": "2026-05-20"}],
    }},
}}  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
@pytest.mark.parametrize("start", list(run.STARTS))
def test_opening_and_leaving_a_page_of_a_full_application_changes_nothing(page: Page, start: str) -> None:
    case = run.case_of(start, AFTER)
    values, wrong = opened(page, case, NOW).read()
    assert wrong == {}
    assert page.keep(case, values) == case


def test_an_answer_changes_what_is_shown_of_the_parent() -> None:
    list_page = next(page for page in PAGES if page.id == "parents_list")
    form = opened(list_page, run.case_of("kidscare"), NOW)
    form.type_in("parents.0.insured", "yes")
    kept = list_page.keep(form.about.case, form.read()[0])
    found = decide(kept, run.book_of(), run.DAY).person("mother")
    assert (found.outcome, found.section) == ("denied", "802.A.09")


def test_the_interview_leads_to_the_parents_of_a_child_in_kidscare_and_not_of_another() -> None:
    with_program: Any = {"title": {"pmmis": {"program": "xxi", "checked": "2026-04-01"}}}
    doors = pmmis.PAGE.doors(opened(pmmis.PAGE, run.case_of("kidscare", with_program), NOW).about)
    assert [door.wizard for door in doors] == ["parents"]
    other: Any = {"title": {"pmmis": {"program": "none"}, "xix_result": "denied", "xxi_result": "denied"}}
    assert pmmis.PAGE.doors(opened(pmmis.PAGE, builders.a_case(**other), NOW).about) == ()
    nobody = Case(format="crs-case/1")
    with pytest.raises(DeskError, match="no application for parents' coverage"):
        decide(nobody, run.book_of(), run.DAY)


@pytest.mark.proves("KC-806.B.1")
@pytest.mark.parametrize(
    ("gross", "percent", "rate"), [("3415.00", "150.00%", "3%"), ("3415.01", "150.0004%", "4%")]
)
def test_a_cent_over_a_limit_is_told_apart_from_the_limit(gross: str, percent: str, rate: str) -> None:
    income = [{"since": "2026-04-01", "gross_monthly": gross, "members": 3}]
    page = next(each for each in PAGES if each.id == "parents_income")
    form = opened(page, run.case_of("kidscare", {"parents": {"income": income}}), NOW)
    notes = " ".join(note.text for note in page.notes(form.about, form.answers))
    assert f"for 3: {percent}" in notes and f"Family premium: {rate}" in notes
