"""The lists of the manual are whole: each item of 20.502 and 20.503 is there, once, under its own number.

A paper that fell off a list could never be entered, and nobody would miss it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crs_intake.policy import papers, proofs, shelf
from crs_intake.policy.book import Book
from tests.house import register


@pytest.mark.proves("CRS-20.503.1.A", "CRS-20.503.1.B", "CRS-20.503.1.C")
def test_every_item_of_the_proofs_is_a_kind_with_words_of_its_own() -> None:
    wanted = {
        *(f"20.503.1.A.{n}" for n in range(1, 10)),
        *(f"20.503.1.B.{n}" for n in range(1, 9)),
        *(f"20.503.1.C.{n}" for n in range(1, 13)),
    }
    found = {section for kind in proofs.kinds().values() for section in kind.proves.values()}
    assert found >= wanted
    labels = [kind.label for kind in proofs.kinds().values()]
    assert len(set(labels)) == len(labels)
    assert {name for kind in proofs.kinds().values() for each in kind.tests.values() for name in each} == set(
        proofs._TESTS
    ), "a test that no paper asks for, or a paper that asks for no known test"


@pytest.mark.proves("CRS-20.502.1", "CRS-20.502.2")
def test_every_group_of_the_financial_papers_is_on_the_checklist_in_order() -> None:
    sections = [section for _, _, section in papers.GROUPS]
    assert sections == [*(f"20.502.1.{letter}" for letter in "ABCDEFG"), "20.502.2.A"]


@pytest.mark.proves("CRS-20.602.3.B")
def test_every_open_row_of_the_chart_has_its_dollars_on_every_day() -> None:
    book, day = Book.load(), date(2003, 4, 1)  # the chart starts there; earlier days are refused
    lacking: set[tuple[str, date]] = set()
    while day < date(2027, 2, 1):
        started = {row.category.id for row in book.chart_rows if row.effective_from <= day}
        for category in shelf.categories().values():
            if category.span(day) and category.id not in started and not category.without_limit():
                lacking.add((category.id, day.replace(day=1)))
        day += timedelta(days=28)
    assert not lacking


def test_every_proof_that_the_register_names_can_be_entered() -> None:
    if not register.entries():
        pytest.skip("the register is not at hand")
    ids = {id.removeprefix("CRS-") for id in register.entries() if id.startswith("CRS-20.503.1.")}
    found = {section for kind in proofs.kinds().values() for section in kind.proves.values()}
    assert ids <= found, sorted(ids - found)
