"""The rates a family pays are named where they are known, and where to ask where they are not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from crs_intake.domain.site import RateBasis, RateRow
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.words import say_with
from tests import builders

PAYS = {
    "title": {"xix_result": "denied", "xxi_result": "denied"},
    "income": {
        "wages": None,
        "support": {"person": "mother", "kind": "alimony", "frequency": "yearly", "amount": "50000.00"},
    },
}


def rate(basis: RateBasis, value: str, service: str = "") -> RateRow:
    return RateRow(effective_from=date(2026, 6, 1), basis=basis, service=service,
                   value=Decimal(value), citation="AHCCCS 2026")  # fmt: skip


def told(*rates: RateRow, day: date = date(2026, 6, 1)) -> list[str]:
    shipped = Book.load()
    book = replace(shipped, site=replace(shipped.site, rates=rates))
    notes = assess(builders.a_case(**PAYS), book, day).notes
    return [f"{n.section} {say_with(n.label, n.inputs)}" for n in notes if n.section.startswith("20.604.6.B")]


@pytest.mark.proves("CRS-20.604.6.B.1", "CRS-20.604.6.B.2", "CRS-20.604.6.B.3")
def test_each_rate_stands_with_its_basis_and_source() -> None:
    found = told(
        rate("inpatient_per_diem", "1250.00"),
        rate("outpatient_ratio", "0.2155"),
        rate("fee_schedule", "81.25"),
    )
    assert [line.split()[0] for line in found] == ["20.604.6.B.1", "20.604.6.B.2", "20.604.6.B.3"]
    assert "1,250.00 dollars a day" in found[0] and "AHCCCS 2026" in found[0]
    assert "0.2155 of the charge" in found[1]


def test_without_rates_the_family_is_sent_to_billing() -> None:
    assert len(told()) == 1 and "billing tells the amounts" in told()[0]
    assert "billing" in told(rate("inpatient_per_diem", "1250.00"), day=date(2026, 5, 31))[0]


def test_rates_by_code_are_counted_not_listed() -> None:
    found = told(rate("fee_schedule", "81.25", "99213"), rate("fee_schedule", "120.00", "99214"))
    assert len(found) == 1 and found[0].endswith(
        "2 more AHCCCS rates by hospital, service or code are in Settings, The book"
    )
