"""Adding to the policy book: what is taken, what is refused with which words, and that nothing old moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.casework import book_acts
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.errors import NotAcceptable, NotAllowed, NotInForce
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.money import Money
from crs_intake.domain.site import ChartRow, FplRow, RateRow, Site, WageRow
from crs_intake.policy.book import Book
from ui.forms import book_rows

NEW_FPL = FplRow(
    effective_from=date(2027, 1, 14),
    amounts=(16400, 22200, 28000, 33800, 39600, 45400, 51200, 57000),
    each_additional=5800,
    citation="92 FR 1234",
)
NEW_CHART = ChartRow(
    effective_from=date(2027, 2, 1),
    category="KIDSCARE",
    amounts=(3075, 4163, 5250, 6338, 7425, 8513, 9600, 10688),
    each_additional=1088,
    citation="AHCCCS chart of 1 Feb 2027",
)
NEW_WAGE = WageRow(
    effective_from=date(2027, 1, 1),
    jurisdiction="arizona",
    per_hour=Money.read("15.60"),
    citation="ICA notice",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on Monday 1 June 2026 whose first person holds every role."""
    clock = FixedClock(datetime(2026, 6, 1, 9, 0, tzinfo=PHOENIX))
    store, _ = storage.create(
        tmp_path, "Rosa Nez", "a long sentence to remember", clock, kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    yield Desk(store, Book.load(store.site()), clock, store.signed_in)
    store.close()


def book(desk: Desk) -> Book:
    """The book as the desk would read it now."""
    return Book.load(desk.store.site())


def refused(desk: Desk, row: book_acts.Row) -> NotAcceptable:
    """Why the row is not taken; the settings stay as they were."""
    before = desk.store.site()
    with pytest.raises(NotAcceptable) as found:
        book_acts.add_rows(desk, [row])
    assert desk.store.site() == before
    return found.value


@pytest.mark.proves("CRS-20.604.4.E")
def test_this_years_guideline_counts_from_its_day(desk: Desk) -> None:
    before = book(desk).guideline(date(2026, 12, 31), 4)
    book_acts.add_fpl_row(desk, NEW_FPL)
    assert book(desk).guideline(date(2027, 1, 13), 4) == before == 33000
    assert book(desk).guideline(date(2027, 1, 14), 4) == 33800
    assert book(desk).guideline(date(2027, 1, 14), 10) == 57000 + 2 * 5800
    assert book(desk).fpl_row(date(2027, 6, 1)).citation == "92 FR 1234"


def test_a_row_tells_who_added_it_and_when(desk: Desk) -> None:
    site = book_acts.add_fpl_row(desk, replace(NEW_FPL, by="somebody else", citation="  92 FR 1234 "))
    kept = site.fpl[0]
    assert (kept.by, kept.added, kept.citation) == ("Rosa Nez", date(2026, 6, 1), "92 FR 1234")
    assert desk.store.site() == site


def test_a_year_without_its_row_is_refused_until_the_row_is_there(desk: Desk) -> None:
    with pytest.raises(NotInForce, match="Add it in Settings"):
        book(desk).guideline(date(2028, 6, 1), 4)
    book_acts.add_fpl_row(desk, replace(NEW_FPL, effective_from=date(2028, 1, 14)))
    assert book(desk).guideline(date(2028, 6, 1), 4) == 33800


@pytest.mark.proves("CRS-20.602.3.B")
def test_a_new_row_of_the_chart_counts_from_its_day(desk: Desk) -> None:
    def limit(day: date) -> int | None:
        return next(row.limit(4) for row in book(desk).chart(day) if row.category.id == "KIDSCARE")

    book_acts.add_chart_row(desk, NEW_CHART)
    assert limit(date(2027, 1, 31)) == 6188
    assert limit(date(2027, 2, 1)) == 6338


def test_a_minimum_wage_of_a_later_year_is_added_to_one_of_the_two(desk: Desk) -> None:
    book_acts.add_minimum_wage(desk, NEW_WAGE)
    wages = book(desk).minimum_wage(date(2027, 5, 1))
    assert (wages.arizona, wages.federal) == (Money.read("15.60").dollars, Money.read("7.25").dollars)


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        ({"amounts": (16400, 22200, 22000, 33800, 39600, 45400, 51200, 57000)}, "size_3", "that for 2"),
        ({"amounts": (16400, 22200)}, "size_1", "1 to 8 people"),
        ({"amounts": (0, 22200, 28000, 33800, 39600, 45400, 51200, 57000)}, "size_1", "more than nothing"),
        ({"each_additional": 0}, "each_additional", "each more person"),
        ({"citation": "  "}, "citation", "where it was published"),
        ({"effective_from": date(2025, 6, 1)}, "effective_from", "a row of Tue 13 Jan 2026"),
        ({"effective_from": date(2062, 1, 14)}, "effective_from", "check the year"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_refused_beside_its_field(
    desk: Desk, change: dict[str, object], where: str, says: str
) -> None:
    trouble = refused(desk, replace(NEW_FPL, **change))  # type: ignore[arg-type]
    assert trouble.where == where
    assert says in str(trouble)


def test_a_category_without_a_limit_takes_no_row(desk: Desk) -> None:
    assert refused(desk, replace(NEW_CHART, category="YATI")).where == "category"
    assert refused(desk, replace(NEW_CHART, category="kids")).where == "category"


def test_a_shipped_row_is_put_right_by_one_of_its_own_day(desk: Desk) -> None:
    right = replace(NEW_FPL, effective_from=date(2026, 1, 13))
    said = book_acts.unusual(desk.store.site(), right)
    assert said[0] == "Takes the place of the row of Tue 13 Jan 2026, which began with 15,960.00."
    book_acts.add_fpl_row(desk, right)
    book_acts.add_fpl_row(desk, replace(right, each_additional=5900))
    assert len(desk.store.site().fpl) == 1
    assert book(desk).fpl_row(date(2026, 2, 1)).each_additional == 5900


def test_a_great_step_or_a_lower_amount_is_pointed_out_and_still_taken(desk: Desk) -> None:
    site = Site(format="crs-site/1")
    monthly = replace(NEW_FPL, amounts=tuple(amount // 12 for amount in NEW_FPL.amounts))
    assert book_acts.unusual(site, monthly) == (
        "91 % less than the row before; look at the figures once more.",
    )
    assert book_acts.unusual(site, NEW_FPL) == ()
    dear = replace(NEW_WAGE, per_hour=Money.read("51.60"))
    assert book_acts.unusual(site, dear) == (
        "241 % more than the row before; look at the figures once more.",
    )
    book_acts.add_minimum_wage(desk, dear)


def test_rows_of_a_file_are_added_together_or_not_at_all(desk: Desk) -> None:
    later = replace(NEW_FPL, effective_from=date(2028, 1, 13))
    book_acts.add_rows(desk, [later, NEW_FPL])
    assert [row.effective_from.year for row in desk.store.site().fpl] == [2027, 2028]
    assert refused(desk, replace(NEW_FPL, effective_from=date(2027, 6, 1))).where == "effective_from"
    before = desk.store.site()
    with pytest.raises(NotAcceptable):
        book_acts.add_rows(desk, [NEW_CHART, replace(NEW_WAGE, per_hour=Money(0))])
    assert desk.store.site() == before


def test_only_supervisor_and_administrator_add_to_the_book(desk: Desk) -> None:
    clerk = replace(desk, actor=replace(desk.actor, roles=frozenset({"front_desk", "interviewer"})))
    with pytest.raises(NotAllowed):
        book_acts.add_fpl_row(clerk, NEW_FPL)
    admin = replace(desk, actor=replace(desk.actor, roles=frozenset({"site_admin"})))
    book_acts.add_fpl_row(admin, NEW_FPL)
    with pytest.raises(NotAllowed):
        book_acts.choose_reading(admin, "income.gift_cliff", "excess_only", "Program office letter")


def test_a_chosen_reading_is_kept_with_who_when_and_why(desk: Desk) -> None:
    book_acts.choose_reading(desk, "income.gift_cliff", "Excess only", " Program office, 28 May 2026 ")
    kept = desk.store.site().readings[0]
    assert (kept.value, kept.by, kept.since) == ("excess_only", "Rosa Nez", date(2026, 6, 1))
    assert kept.reason == "Program office, 28 May 2026"
    assert book(desk).reading("income.gift_cliff") == "excess_only"


def test_a_determination_dated_earlier_keeps_the_reading_of_its_day(desk: Desk) -> None:
    book_acts.choose_reading(desk, "deduct.two_earners", "sum", "Letter of 28 May")
    book_acts.choose_reading(desk, "deduct.two_earners", "more_hours", "Letter of 1 June", date(2026, 7, 1))
    now = book(desk)
    assert now.as_of(date(2026, 5, 31)).reading("deduct.two_earners") == "fewer_hours"
    assert now.as_of(date(2026, 6, 30)).reading("deduct.two_earners") == "sum"
    assert now.as_of(date(2026, 7, 1)).reading("deduct.two_earners") == "more_hours"


def test_the_default_can_be_chosen_again(desk: Desk) -> None:
    book_acts.choose_reading(desk, "enroll.months", "6", "Pilot")
    book_acts.choose_reading(desk, "enroll.months", "12", "The pilot is over")
    assert book(desk).reading("enroll.months") == "12"
    assert len(desk.store.site().readings) == 2


@pytest.mark.parametrize(
    ("setting", "value", "reason", "since", "where"),
    [
        ("money.rounding", "monthly_before_compare", "why not", None, "setting"),
        ("no.such", "on", "why not", None, "setting"),
        ("income.gift_cliff", "half", "why not", None, "value"),
        ("income.gift_cliff", "all", "already so", None, "value"),
        ("income.gift_cliff", "excess_only", "   ", None, "reason"),
        ("income.gift_cliff", "excess_only", "x" * 501, None, "reason"),
        ("income.gift_cliff", "excess_only", "too late", date(2026, 5, 31), "since"),
    ],
)
def test_a_reading_that_cannot_be_chosen_is_refused_beside_its_field(
    desk: Desk, setting: str, value: str, reason: str, since: date | None, where: str
) -> None:
    with pytest.raises(NotAcceptable) as found:
        book_acts.choose_reading(desk, setting, value, reason, since)
    assert found.value.where == where
    assert desk.store.site().readings == ()


def a_rate(**change: object) -> RateRow:
    """The per diem of all inpatient services from October 2026."""
    row = RateRow(
        effective_from=date(2026, 10, 1),
        basis="inpatient_per_diem",
        value=Decimal("1250.00"),
        citation="AHCCCS hospital rates of 1 Oct 2026",
    )
    return replace(row, **change)  # type: ignore[arg-type]


@pytest.mark.proves("CRS-20.604.5.C.1", "CRS-20.604.6.B.1")
def test_a_rate_counts_from_its_day_and_the_newest_of_its_kind_stands(desk: Desk) -> None:
    book_acts.add_rows(desk, [a_rate(), a_rate(effective_from=date(2027, 10, 1), value=Decimal("1300.00"))])
    known = book(desk)
    assert known.rates(date(2026, 9, 30)) == (), "a day before the first rate has none, it is never zero"
    assert [row.value for row in known.rates(date(2026, 10, 1))] == [Decimal("1250.00")]
    assert [row.value for row in known.rates(date(2027, 9, 30))] == [Decimal("1250.00")]
    assert [row.value for row in known.rates(date(2027, 10, 1))] == [Decimal("1300.00")]
    book_acts.add_rate(desk, a_rate(basis="fee_schedule", service="99213", value=Decimal("81.25")))
    assert len(book(desk).rates(date(2027, 10, 1))) == 2, "a fee is no per diem"


@pytest.mark.proves("CRS-20.604.5.C.2")
def test_a_cost_to_charge_ratio_is_a_part_of_the_charge(desk: Desk) -> None:
    ratio = a_rate(basis="outpatient_ratio", value=Decimal("1.0001"))
    assert "part of the charge" in str(refused(desk, ratio))
    assert "more than nothing" in str(refused(desk, replace(ratio, value=Decimal(0))))
    book_acts.add_rate(desk, replace(ratio, value=Decimal("0.2155")))
    assert book(desk).rates(date(2026, 10, 1))[0].value == Decimal("0.2155")


def test_rates_of_a_file_are_read_line_by_line(desk: Desk) -> None:
    data = (
        b"effective_from,basis,service,value,citation\n"
        b'10/1/2026,inpatient_per_diem,,"1,250.00",AHCCCS 2026\n'
        b"10/1/2026,fee_schedule,99213,81.25,AHCCCS 2026\n"
        b"10/1/2026,bed,,9,AHCCCS 2026\n"
        b"10/1/2026,fee_schedule,99214,1e30,AHCCCS 2026\n"
    )
    lines = book_rows.from_csv("rates", data, desk.store.site(), date(2026, 6, 1))
    assert [line.new for line in lines] == [True, True, False, False]
    assert set(lines[2].wrong) == {"basis"} and set(lines[3].wrong) == {"value"}
