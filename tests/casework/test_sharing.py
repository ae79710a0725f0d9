"""What leaves the desk as a table: title applicants, to their plan, nothing that a spreadsheet executes."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crs_intake.casework import reports, sharing
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import NotAcceptable, NotAllowed
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Contact
from crs_intake.domain.site import ExportColumn, ExportLayout
from crs_intake.domain.spreadsheet import FORMULA, cell, to_bytes, to_csv
from crs_intake.policy.book import Book
from tests.casework.desk import BOOK, A, B, C, as_, family

MAY = Moment.read("2009-05-01T09:00")
PLAN = "Mercy Care Plan"


@pytest.mark.proves("CRS-20.404")
def test_title_applicants_are_in_the_extract_and_nobody_else() -> None:
    cases = [family(name) for name in ("family_b", "family_c", "family_a_yes")]
    made = sharing.extract(cases, BOOK, MAY)
    assert made.numbers == (B,), "C pays as State Only, A was denied Title XIX and XXI: neither may appear"
    row = dict(zip(made.columns.names, made.rows[0], strict=True))
    assert (row["program"], row["status"], row["enrolled"]) == ("Title XIX", "ENROLLED", "2009-04-08")
    assert row["born"] == "2002-06-12", "PMMIS is the authority for what is submitted (20.601.1)"
    assert C not in made.text and "Whitman" not in made.text
    # The day before and the day of the answer: until KidsCare approves, the applicant is in no extract.
    asked = family("family_a_no")
    approved = next(e.at for e in asked.events if e.kind == "title_result" and e.outcome == "approved")
    before = Moment(date.fromordinal(approved.day.toordinal() - 1))
    assert sharing.extract([asked], BOOK, before).numbers == ()
    assert sharing.extract([asked], BOOK, approved).numbers == (A,)


def test_a_plan_gets_its_own_applicants_only(morning: Desk) -> None:
    made = sharing.preview(morning, PLAN)
    assert made.numbers == (B,)
    assert sharing.preview(morning, "  mercy care  PLAN ").numbers == (B,)
    assert sharing.preview(morning, "Another Plan").numbers == ()
    assert dict(sharing.plans(morning))[PLAN] == 1


def test_what_was_handed_to_which_plan_is_on_record_with_the_file_as_it_was(morning: Desk) -> None:
    made = sharing.preview(morning, PLAN)
    data = sharing.hand(morning, made)
    assert data == to_bytes(made.text)
    (record,) = sharing.handed(morning)
    assert (record.plan, record.cases, record.by, record.text) == (PLAN, 1, "Rosa Chavez", made.text)
    assert record.columns == made.columns.names
    line = morning.store.history(B)[-1]
    assert (line.act, line.details) == ("sharing.handed", {"plan": PLAN})
    with pytest.raises(NotAcceptable, match="nothing is handed out"):
        sharing.hand(morning, sharing.preview(morning, "Another Plan"))
    with pytest.raises(NotAcceptable, match="Choose the plan"):
        sharing.hand(morning, sharing.extract([family("family_b")], BOOK, MAY))


def test_the_front_desk_hands_out_nothing(morning: Desk) -> None:
    for act in (sharing.plans, sharing.handed, lambda desk: sharing.preview(desk, PLAN)):
        with pytest.raises(NotAllowed):
            act(as_(morning, "front_desk"))


def test_columns_are_a_dated_list(morning: Desk) -> None:
    columns = (ExportColumn(name="ahcccs_id", heading="Member ID"), ExportColumn(name="status"))
    layout = ExportLayout(
        table="sharing", effective_from=date(2009, 4, 1), columns=columns, citation="Task Force, 2009"
    )
    sharing.keep_layout(morning, layout)
    book = Book.load(morning.store.site())
    cases = [family("family_b")]
    eve = sharing.extract(cases, book, Moment.read("2009-03-31T12:00"))
    assert "case" in eve.columns.names
    made = sharing.extract(cases, book, Moment.read("2009-04-01T00:00"))
    assert (made.columns.headings, made.rows) == (("Member ID", "Status"), (("A12345678", "NO_SHOW"),))
    assert book.site.exports[0].by == "Rosa Chavez"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"columns": ()}, "columns"),
        ({"columns": (ExportColumn(name="ssn"),)}, "columns"),
        ({"columns": (ExportColumn(name="case"), ExportColumn(name="case"))}, "columns"),
        ({"citation": " "}, "citation"),
        ({"effective_from": date(2009, 3, 30)}, "effective_from"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(morning: Desk, changes: dict[str, object], where: str) -> None:
    layout = ExportLayout(
        table="sharing", effective_from=date(2009, 3, 31), columns=(ExportColumn(name="case"),), citation="x"
    )
    with pytest.raises(NotAcceptable) as trouble:
        sharing.keep_layout(morning, replace(layout, **changes))  # type: ignore[arg-type]
    assert trouble.value.where == where
    assert sharing.keep_layout(morning, layout).exports


NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    " =1",
    "＝1",
]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_starts_a_formula(text: str) -> None:
    (line,) = list(csv.reader(io.StringIO(to_csv(["a"], [[text]]))))[1:]
    assert line == [f"'{text}"]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_is_typed_comes_back_as_it_was_and_never_as_a_formula(texts: list[str]) -> None:
    read = list(csv.reader(io.StringIO(to_csv(["h"] * len(texts), [texts]), newline="")))[1]
    assert len(read) == len(texts)
    for typed, found in zip(texts, read, strict=True):
        bare = typed.replace("\0", "")
        assert found in (bare, f"'{bare}")
        assert found[:1] not in FORMULA and found == cell(typed)


def test_a_hostile_name_is_harmless_in_the_file(morning: Desk) -> None:
    case = family("family_b")
    child = case.applicant
    assert child is not None
    bad = case.with_person(replace(child, family='=cmd|"/c calc"!A1'))
    made = sharing.extract([bad], BOOK, MAY)
    assert '"\'=cmd|""/c calc""!A1"' in made.text


@pytest.mark.proves("CRS-20.602.9")
def test_referrals_are_tracked_in_columns_that_are_mapped_to_the_form_of_crsa() -> None:
    cases = [family(name) for name in ("family_a_no", "family_b", "family_c")]
    first, last = date(2009, 1, 9), date(2009, 3, 9)
    made = reports.referral_tracking(cases, BOOK, MAY, first, last)
    assert [row[0] for row in made.rows] == [B, C, A], "by the day of receipt; both days count"
    assert (made.figures["received"], made.figures["determined"], made.figures["enrolled"]) == (3, 3, 3)
    assert made.figures["determination:may_be_eligible"] == 3
    eve = reports.referral_tracking(cases, BOOK, MAY, date(2009, 1, 10), date(2009, 3, 8))
    assert [row[0] for row in eve.rows] == [C]
    assert not made.mapped, "the program's own report does not replace the form until it is mapped"
    layout = ExportLayout(
        table="tracking", effective_from=date(2009, 5, 1), form="CRSA tracking form",
        columns=(ExportColumn(name="case", heading="Case ID"), ExportColumn(name="received")),
    )  # fmt: skip
    book = Book.load(replace(BOOK.site, exports=(layout,)))
    mapped = reports.referral_tracking(cases, book, MAY, first, last)
    assert mapped.mapped and mapped.text.splitlines()[0] == "Case ID,Referral received"


def test_days_to_the_determination_have_a_median() -> None:
    cases = [family(name) for name in ("family_a_no", "family_b", "family_c")]
    year = (date(2009, 1, 1), date(2009, 12, 31))
    assert reports.referral_tracking(cases, BOOK, MAY, *year).median_days == 7
    assert reports.referral_tracking(cases[:2], BOOK, MAY, *year).median_days == (7 + 46) / 2
    assert reports.referral_tracking([], BOOK, MAY, *year).median_days is None


def test_a_plan_of_settings_is_offered_even_without_applicants(morning: Desk) -> None:
    site = replace(morning.store.site(), plans=(Contact(name="Plan X"),))
    assert dict(sharing.plans(replace(morning, book=Book.load(site))))["Plan X"] == 0
