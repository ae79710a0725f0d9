"""Determinations side by side: what changed is marked, and papers that went out on the old one are named."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.casework import papers, versions
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import to_record
from crs_intake.clock import FixedClock, moment, today
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import Determination, KeptDocument
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.site import FplRow
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests.builders import a_case, wages
from tests.documents.papers import words_of
from ui.papers import lines_of, status_words

NINE = datetime(2026, 6, 1, 9, 0, tzinfo=PHOENIX)
DENIED = {"title": {"xix_result": "denied", "xxi_result": "denied"}}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on Monday 1 June 2026."""
    clock = FixedClock(NINE)
    store, _ = storage.create(
        tmp_path, "Rosa Nez", "a long sentence to remember", clock, kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    yield Desk(store, Book.load(store.site()), clock, store.signed_in)
    store.close()


def later(desk: Desk, **hours: int) -> Desk:
    """The same desk some time later."""
    return replace(desk, clock=FixedClock(NINE + timedelta(**hours)))


def keep(desk: Desk, case: Case) -> str:
    """Put a case into the store."""
    with desk.store.work(desk.actor, "case.new") as work:
        return work.new_case(case)


def change(desk: Desk, number: str, **parts: object) -> None:
    """Correct facts of the case."""
    stored = desk.store.case(number)
    with desk.store.work(desk.actor, "case.keep") as work:
        work.keep(replace(stored.case, **parts), stored.version)  # type: ignore[arg-type]


def decide(desk: Desk, number: str, reason: str = "") -> None:
    """Keep what the rules say now, as the desk does when it decides."""
    found = assess(desk.store.case(number).case, desk.book, today(desk.clock))
    with desk.store.work(desk.actor, "determination.decide") as work:
        work.keep_determination(
            Determination(number, 0, found.on, desk.actor.name, moment(desk.clock), reason, to_record(found))
        )


def send(desk: Desk, number: str, document: str) -> None:
    """A paper that goes out now."""
    at = moment(desk.clock)
    with desk.store.work(desk.actor, "papers.prepare") as work:
        work.keep_document(
            KeptDocument(
                id=f"{document} {at}", number=number, document=document, language="en", to=("applicant",),
                made=at, pdf=b"%PDF", sha256=hashlib.sha256(b"%PDF").hexdigest(),
            )
        )  # fmt: skip
        work.mark_document(f"{document} {at}", "sent", at, "mail")


def corrected(desk: Desk) -> str:
    """A case decided at nine, corrected and decided again at twelve."""
    number = keep(desk, a_case(income=[], no_income_stated=True, **DENIED))
    decide(desk, number)
    change(desk, number, income=(wages(amount="5000.00"),), no_income_stated=None)
    decide(later(desk, hours=3), number, "Pay stubs came in")
    return number


def test_both_are_kept_with_who_when_and_why(desk: Desk) -> None:
    number = corrected(desk)
    first, second = versions.versions(desk, number)
    assert (first.kept.version, second.kept.version) == (1, 2)
    assert (second.kept.by, second.kept.reason) == ("Rosa Nez", "Pay stubs came in")
    assert str(second.kept.at) == "2026-06-01T12:00"
    assert first.assessment.payment.cls == "pays_nothing_at_or_below_200"
    assert second.assessment.payment.cls == "pays_uninsured_above_200"


def test_what_changed_stands_beside_what_was(desk: Desk) -> None:
    number = corrected(desk)
    old, new = versions.pair(desk, number, 1, 2)
    rows = versions.compare(old.assessment, new.assessment, desk.store.case(number).case)
    changed = {row.label: (row.old, row.new) for row in rows if row.changed}
    assert changed["Adjusted gross income"] == ("0.00", "58,920.00")
    assert changed["Wages, Ana Soto"] == ("", "60,000.00")
    assert "pays nothing" in changed["The family pays"][0]
    assert "100 % of the AHCCCS rates" in changed["The family pays"][1]
    same = {row.label for row in rows if not row.changed}
    assert {"Ana Soto", "Mia Soto", "Family size", "Age", "Guideline"} <= same


def test_a_determination_beside_itself_shows_no_change(desk: Desk) -> None:
    number = corrected(desk)
    old, same = versions.pair(desk, number, 2, 2)
    case = desk.store.case(number).case
    assert not any(row.changed for row in versions.compare(old.assessment, same.assessment, case))


def test_figures_are_compared_exactly_not_as_they_are_shown(desk: Desk) -> None:
    number = corrected(desk)
    found = versions.pair(desk, number, 2, 2)[0].assessment
    column = found.columns["state_only"]
    nearly = replace(column, agi=column.agi + column.agi / 10**9)
    other = replace(found, columns={**found.columns, "state_only": nearly})
    rows = versions.compare(found, other, desk.store.case(number).case)
    assert any(row.changed and row.label == "Adjusted gross income" for row in rows)


def test_a_person_who_left_the_group_is_told_with_the_reason(desk: Desk) -> None:
    with_uncle = a_case(people={"uncle": {"given": "Luis", "relation": "aunt_or_uncle"}}, **DENIED)
    number = keep(desk, with_uncle)
    decide(desk, number)
    change(desk, number, people=a_case().people)
    decide(desk, number)
    old, new = versions.pair(desk, number, 1, 2)
    rows = versions.compare(old.assessment, new.assessment, with_uncle)
    luis = next(row for row in rows if row.label == "Luis")
    assert luis.changed
    assert luis.old.startswith("Not in: ")
    assert luis.new == ""


def test_papers_sent_on_the_old_one_are_named_and_no_others(desk: Desk) -> None:
    number = keep(desk, a_case(**DENIED))
    send(desk, number, "DOC-39")
    decide(later(desk, hours=1), number)
    send(later(desk, hours=2), number, "DOC-34")
    send(later(desk, hours=2), number, "DOC-58")
    decide(later(desk, hours=3), number, "Corrected")
    send(later(desk, hours=4), number, "DOC-43")
    assert [each.document for each in versions.letters_on_old(desk, number, 1)] == ["DOC-34"]
    assert versions.letters_on_old(desk, number, 2) == ()
    assert versions.letters_on_old(desk, number, 7) == ()


def test_in_the_list_of_papers_those_of_an_earlier_determination_say_so_until_they_are_corrected(
    desk: Desk,
) -> None:
    number = keep(desk, a_case(income=[], no_income_stated=True, **DENIED))
    decide(desk, number)
    send(later(desk, hours=1), number, "DOC-34")
    assert versions.on_older(desk, number) == frozenset()  # the only determination there is
    decide(later(desk, hours=3), number, "Pay stubs came in")
    kept = desk.store.documents(number)
    assert versions.on_older(desk, number) == {each.id for each in kept}
    send(later(desk, hours=4), number, "DOC-35")
    assert versions.on_older(desk, number) == {each.id for each in kept}  # the new one is on the newest
    (line,) = lines_of((), kept, {}, older=versions.on_older(desk, number))
    assert status_words(line) == "Sent 1 Jun 2026, mailed, on an earlier determination"
    put_right = replace(kept[0], id="new", corrects=kept[0].id, sent=moment(later(desk, hours=5).clock))
    told = [status_words(each) for each in lines_of((), [*kept, put_right], {}, older=(kept[0].id,))]
    assert not any("earlier determination" in each for each in told)
    assert any("corrected 1 Jun 2026" in each for each in told)


def test_a_version_that_is_not_there_is_said_so(desk: Desk) -> None:
    number = corrected(desk)
    with pytest.raises(NotAcceptable, match="no determination 3 of this case"):
        versions.pair(desk, number, 1, 3)


def test_a_paper_prints_the_determination_as_it_was_kept_after_the_book_was_changed(desk: Desk) -> None:
    """Child support pooled, or a new guideline, changes no figure that was decided before."""
    support = [wages(amount="300.00", kind="alimony", hours_per_month=None, expected_to_continue=None)]
    number = keep(desk, replace(a_case(**DENIED), income=tuple(support)))
    decide(desk, number)
    row = FplRow(effective_from=date(2026, 6, 1), amounts=tuple(range(1000, 1008)), each_additional=1,
                 citation="a new table")  # fmt: skip
    changed = replace(desk, book=Book.load(replace(desk.store.site(), fpl=(row,))))
    case = changed.store.case(number).case
    assert assess(case, changed.book, today(desk.clock)).payment.cls == "pays_uninsured_above_200"
    printed = words_of(papers.draw(changed, case, "DOC-33", "case_file"))
    assert "21,640.00 43,280.00" in printed
    assert "the family pays nothing for CRS services" in printed
    assert versions.versions(changed, number)[0].assessment.payment.cls == "pays_nothing_at_or_below_200"
