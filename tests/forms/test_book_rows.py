"""Rows of the book as they are typed, and as a CSV file brings them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import ChartRow, FplRow, Site, WageRow
from ui.forms import book_rows
from ui.forms.book_rows import Table

TODAY = date(2026, 6, 1)
SITE = Site(format="crs-site/1")
TABLES = Path(__file__).resolve().parents[2] / "resources" / "policy" / "tables"
AMOUNTS = ("16,400", "$22,200", "28000", "33800", "39600", "45400", "51200", "57000")
FPL = {
    "effective_from": "1/14/2027", "each_additional": "5,800", "citation": "92 FR 1234",
    **{f"size_{size}": amount for size, amount in enumerate(AMOUNTS, 1)},
}  # fmt: skip
HEAD = "effective_from,hh1,hh2,hh3,hh4,hh5,hh6,hh7,hh8,additional,citation"


def typed(table: Table, texts: Mapping[str, str]) -> tuple[book_rows.Row | None, dict[str, str]]:
    """The row that was typed on the first of June 2026."""
    return book_rows.typed(table, texts, SITE, TODAY)


def test_amounts_may_be_typed_with_commas_and_dollar_signs() -> None:
    row, wrong = typed("fpl", FPL)
    assert wrong == {}
    assert isinstance(row, FplRow)
    assert (row.amounts[1], row.each_additional, row.effective_from) == (22200, 5800, date(2027, 1, 14))


def test_the_same_fields_make_a_row_of_the_chart() -> None:
    row, wrong = typed("chart", {**FPL, "category": "KIDSCARE"})
    assert wrong == {}
    assert isinstance(row, ChartRow)
    assert row.category == "KIDSCARE"


def test_a_wage_is_dollars_an_hour_of_one_of_the_two() -> None:
    texts = {"effective_from": "1/1/2027", "jurisdiction": "Arizona", "per_hour": "15.60", "citation": "ICA"}
    row, wrong = typed("wages", texts)
    assert wrong == {}
    assert isinstance(row, WageRow)
    assert str(row.per_hour) == "15.60"
    assert set(typed("wages", {})[1]) == {"effective_from", "jurisdiction", "per_hour", "citation"}


@pytest.mark.parametrize("text", ["", "lots", "-5", "12.50", "1e30", "NaN", "٣٣٠٠٠", "99999999999"])
def test_what_is_no_whole_dollar_is_said_beside_its_field(text: str) -> None:
    row, wrong = typed("fpl", {**FPL, "size_4": text})
    assert row is None
    assert wrong["size_4"] == "Type whole dollars, for example 33,000."


def test_an_empty_form_names_every_field() -> None:
    assert set(typed("fpl", {})[1]) == set(book_rows.FIELDS["fpl"])


def test_a_file_shows_what_is_new_what_is_known_and_what_cannot_be() -> None:
    data = "\n".join([
        HEAD,
        '2026-01-13,15960,21640,27320,33000,38680,44360,50040,55720,5680,"91 FR 1797"',
        "2027-01-14,16400,22200,28000,33800,39600,45400,51200,57000,5800,92 FR 1234",
        "2027-02-30,16400,22200,28000,33800,39600,45400,51200,57000,5800,92 FR 1234",
        "2028-01-13,16800,22700,28600,34500,40400,46300,52200,58100,5900,93 FR 1",
        "2027-06-01,16800,22700,28600,34500,40400,46300,52200,58100,5900,93 FR 1",
    ]).encode()  # fmt: skip
    lines = book_rows.from_csv("fpl", data, SITE, TODAY)
    assert [line.known for line in lines] == [True, False, False, False, False]
    assert [line.new for line in lines] == [False, True, False, True, False]
    assert "effective_from" in lines[2].wrong
    assert "The book has a row of Thu 13 Jan 2028" in lines[4].wrong["effective_from"]


@pytest.mark.parametrize(("table", "file"), [("fpl", "fpl.csv"), ("wages", "minimum_wage.csv")])
def test_the_shipped_tables_are_known_line_by_line(table: Table, file: str) -> None:
    lines = book_rows.from_csv(table, (TABLES / file).read_bytes(), SITE, TODAY)
    assert all(line.known for line in lines)


def test_a_file_of_another_kind_is_refused_with_the_columns_it_lacks() -> None:
    with pytest.raises(NotAcceptable, match="these are missing: effective_from, size_1"):
        book_rows.from_csv("fpl", b"name,born\nAna,1990\n", SITE, TODAY)
    with pytest.raises(NotAcceptable, match="these are missing"):
        book_rows.from_csv("fpl", b"", SITE, TODAY)
    with pytest.raises(NotAcceptable, match="too long"):
        book_rows.from_csv("fpl", b"x" * 2_000_001, SITE, TODAY)
    with pytest.raises(NotAcceptable, match="cannot be read as text"):
        book_rows.from_csv("fpl", HEAD.encode() + b"\n" + b"9" * 200_000, SITE, TODAY)


def test_a_file_saved_by_a_spreadsheet_is_read() -> None:
    data = f"\ufeff{HEAD.upper()}\r\n2027-01-14,16400,22200,28000,33800,39600,45400,51200,57000,5800,§ 1\r\n"
    assert book_rows.from_csv("fpl", data.encode(), SITE, TODAY)[0].new
    assert book_rows.from_csv("fpl", data[1:].encode("cp1252"), SITE, TODAY)[0].new


def test_a_ragged_line_is_an_error_of_that_line() -> None:
    data = f"{HEAD}\n2027-01-14,1,2\n\n2027-01-14,1,2,3,4,5,6,7,8,9,x,y,z\n"
    lines = book_rows.from_csv("fpl", data.encode(), SITE, TODAY)
    assert "size_3" in lines[0].wrong
    assert lines[1].looks
