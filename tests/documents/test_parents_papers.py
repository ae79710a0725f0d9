"""Papers of parents' coverage say what Chapter 800 says of the family at hand, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.errors import Missing
from tests.documents.papers import book, words_of
from tests.documents.scenes import Scene, _parents

ENDED: Any = {"endings": [{"on": "2026-05-20", "program": "kidscare", "reason": "citizenship",
                           "effective": "2026-05-31"}]}  # fmt: skip


def said(document: str, scene: Scene, language: str = "en") -> str:
    """The words of a paper."""
    pdf = catalogue.produce(document, scene.case, book(), scene.day, language=language)
    return " ".join(words_of(pdf).split())


@pytest.mark.proves("KC-806.A", "KC-807.B")
@pytest.mark.parametrize(
    ("language", "each_month", "ahead", "nothing"),
    [
        ("en", "Pay it each month.", "you must pay one month ahead", "You pay no premium."),
        ("es", "Se paga cada mes.", "Pague un mes por delante", "Usted no paga prima."),
    ],
)
def test_who_owes_no_premium_is_not_asked_for_one(
    language: str, each_month: str, ahead: str, nothing: str
) -> None:
    assert each_month in said("DOC-66", _parents(), language)
    assert each_month not in said("DOC-66", _parents(native_american=True), language)
    owes = said("DOC-67", _parents("member", "2026-05-20", **ENDED), language)
    assert ahead in owes and nothing not in owes
    free = said("DOC-67", _parents("member", "2026-05-20", alaska_native=True, **ENDED), language)
    assert ahead not in free and nothing in free


@pytest.mark.proves("KC-801.C.nohearing")
def test_a_denial_recorded_as_closed_has_no_hearing_words() -> None:
    closed: Any = [
        {"on": "2026-04-22", "program": "kidscare", "outcome": "denied", "reason": "Program closed"}
    ]
    other: Any = [{**closed[0], "reason": "Unpaid premiums"}]
    assert "hearing" not in said("DOC-65", _parents(decisions=closed))
    assert "You can ask AHCCCS for a hearing." in said("DOC-65", _parents(decisions=other))


@pytest.mark.proves("KC-802.B.pmmis")
def test_nobody_is_told_of_an_approval_that_nobody_made() -> None:
    with pytest.raises(Missing):
        said("DOC-66", _parents("dual", insured=True))


@pytest.mark.proves("KC-804.C.5")
def test_the_record_of_the_interface_has_the_five_items_of_a_discontinuance_in_words() -> None:
    sent: Any = {"received": "2026-05-20", "name": "Soto, Ana", "person_id": "C99", "effective": "2026-05-31",
                 "reason": "excess_income", "gross_household_income": "58000.00", "members": 4}  # fmt: skip
    text = said("DOC-68", _parents("sobra", "2026-05-21", des_discontinuance=sent))
    assert "Soto, Ana, C99, May 31, 2026, Excess income, gross income $58,000.00, 4 in the group" in text
