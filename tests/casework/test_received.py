"""Papers that reach the desk: filed as they came, once, with what they tell; the TAD moves the case on."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import uuid4

import pytest

from crs_intake.casework import events, mistakes, received, returned
from crs_intake.casework.ports import Desk
from crs_intake.casework.received import Incoming
from crs_intake.casework.returned import Answer
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.scan import Looked
from crs_intake.policy import life
from crs_intake.policy.determine import assess
from tests.casework.desk import BOOK, A, B, MovableClock, as_, family, until

DENIED = Answer(
    "denied", case_name="Yazzie", number="0098-4471", systems_check="inactive",
    reason="income above the limit for a child of 1-5", worker="K. Adams",
    phone="602-555-0142", site_code="12",
)  # fmt: skip
APPROVED = Answer(
    "approved", case_name="Morales", number="123456", effective=date(2009, 4, 1), worker="K. Adams"
)


def paper(words: str = "a page", number: str = "") -> Incoming:
    """A file that was looked into."""
    return Incoming(
        "fax 0017.tif", words.encode(), Looked("image/tiff", 1), (number,) if number else (), number
    )


@pytest.fixture
def spring(desk: Desk, clock: MovableClock) -> Desk:
    """The desk on Thu 9 Apr 2009 at 10:00: the TAD of family A is out since 31 March, 15:20."""
    from crs_intake.casework import transfer

    for name in ("family_a_no", "family_b"):
        transfer.import_case(desk, until(family(name), "2009-04-09T10:00"))
    clock.put("2009-04-09T10:05")
    return desk


def standing(desk: Desk, number: str = A):  # type: ignore[no-untyped-def]
    """Where the case stands now."""
    return life.standing(desk.store.case(number).case, BOOK, Moment.read(desk.clock.now()))


def open_clocks(desk: Desk, number: str = A) -> set[str]:
    """The clocks that run."""
    return {clock.id for clock in standing(desk, number).clocks if clock.status in ("open", "overdue")}


# Any paper ------------------------------------------------------------------------------------------------


def test_a_paper_is_filed_as_it_came_with_who_and_when(spring: Desk) -> None:
    filed = received.file(spring, A, "DOC-36", paper("statement"))
    seen = received.opened(spring, filed.id)
    assert (seen.content, seen.document, seen.name, seen.pages) == (b"statement", "DOC-36", "fax 0017.tif", 1)
    assert seen.sha256 == hashlib.sha256(b"statement").hexdigest()
    assert (str(seen.received), seen.received_by) == ("2009-04-09T10:05", "Rosa Chavez")
    acts = [line.act for line in spring.store.history(A)]
    assert "papers.filed" in acts
    assert "papers.scan_viewed" in acts
    assert received.exported(spring, seen) == b"statement"
    assert spring.store.history(A)[-1].act == "papers.exported"


@pytest.mark.parametrize("document", received.PAPERS)
def test_every_paper_that_comes_in_can_be_filed(spring: Desk, document: str) -> None:
    assert received.file(spring, A, document, paper(document)).document == document
    assert received.offer(spring, A, document).kind == received.TELLS.get(document)


def test_the_papers_of_the_list_of_documents_are_offered() -> None:
    wanted = {"DOC-01", "DOC-02", "DOC-24", "DOC-28", "DOC-36", "DOC-41", "DOC-50"}
    wanted |= {f"DOC-{at}" for at in range(52, 57)}
    assert wanted <= {id for id, _ in received.known()}


def test_the_same_page_filed_twice_is_kept_once(spring: Desk) -> None:
    action = uuid4()
    first = received.file(spring, A, "DOC-36", paper(), action=action)
    assert received.file(spring, A, "DOC-36", paper(), action=action).id == first.id
    assert received.file(spring, A, "DOC-36", paper(), action=uuid4()).id == first.id
    assert len(received.listed(spring, A)) == 1


def test_another_paper_needs_words_and_a_letter_of_the_desk_does_not_come_in(spring: Desk) -> None:
    with pytest.raises(NotAcceptable, match="Say which paper"):
        received.file(spring, A, "", paper())
    assert received.file(spring, A, "", paper(), note="Lease of the family").note == "Lease of the family"
    with pytest.raises(NotAcceptable, match="made here"):
        received.file(spring, A, "DOC-05", paper())


def test_who_may_file_and_see(spring: Desk) -> None:
    director = as_(spring, "medical_director")
    with pytest.raises(NotAllowed):
        received.file(director, A, "DOC-36", paper())
    filed = received.file(as_(spring, "front_desk"), A, "DOC-36", paper())
    assert received.opened(director, filed.id).content == b"a page"
    with pytest.raises(NotAllowed):
        received.opened(as_(spring, "site_admin"), filed.id)
    with pytest.raises(NotAllowed):
        received.file(as_(spring, "front_desk", site="TUC"), A, "DOC-36", paper())


def test_what_a_paper_tells_is_offered_once(spring: Desk, clock: MovableClock) -> None:
    offered = received.offer(spring, A, "DOC-36")
    assert (offered.kind, offered.now, offered.noted) == ("papers_received", True, None)
    noted = events.record(spring, A, Event(kind="papers_received", at=Moment.read("2009-04-09T09:00"),
                                           items=("Statement of incapacity",))).events[-1]  # fmt: skip
    assert received.offer(spring, A, "DOC-36").noted == noted
    received.file(spring, A, "DOC-36", paper(), event=noted.id)
    assert received.offer(spring, A, "DOC-36").noted is None, "that entry has its paper"


def test_a_hearing_that_was_noted_from_a_call_gets_its_paper_and_is_not_noted_again(spring: Desk) -> None:
    offered = received.offer(spring, A, "DOC-50")
    assert (offered.kind, offered.now) == ("hearing_requested", False), "nothing was denied"


def test_filed_with_the_wrong_case_it_stays_in_sight_and_nothing_noted_of_it_counts(spring: Desk) -> None:
    before = open_clocks(spring)
    returned.file_tad(spring, A, paper(), DENIED)
    assert open_clocks(spring) != before
    scan = received.listed(spring, A)[0]
    with pytest.raises(NotAcceptable, match="Say why"):
        received.void(spring, scan.id, " ")
    case = received.void(spring, scan.id, "it is of family B")
    assert open_clocks(spring) == before
    assert mistakes.voided_by(case, scan.id) is not None
    assert received.opened(spring, scan.id).content == b"a page"
    with pytest.raises(CannotHappenNow):
        received.void(spring, scan.id, "again")
    undo = mistakes.voided_by(case, scan.id)
    assert undo is not None
    mistakes.take_back(spring, A, undo.id, "it was right after all")
    assert open_clocks(spring) != before
    assert received.file(spring, B, "DOC-28", paper()).number == B


# The returned TAD -----------------------------------------------------------------------------------------


@pytest.mark.proves("CRS-TAD.B.2", "CRS-TAD.B.2.check", "CRS-TAD.des.case", "CRS-TAD.des.worker", "CRS-TAD.D")
def test_a_denial_is_kept_with_the_page_stops_the_clocks_and_the_case_goes_on(spring: Desk) -> None:
    assert {"CLK-13", "CLK-17"} <= open_clocks(spring)
    case = returned.file_tad(spring, A, paper(), DENIED)
    event, scan = case.events[-1], received.listed(spring, A)[0]
    assert (event.kind, event.program, event.outcome, event.name, event.number) == (
        "title_result", "xix", "denied", "K. Adams", "0098-4471"
    )  # fmt: skip
    assert event.des is not None
    assert (event.des.systems_check, event.des.case_name, event.des.phone, event.des.site_code) == (
        "inactive", "Yazzie", "602-555-0142", "12"
    )  # fmt: skip
    assert (event.document, event.document_id, scan.document) == ("DOC-28", scan.id, "DOC-28")
    assert not {"CLK-13", "CLK-17", "CLK-18"} & open_clocks(spring)
    assert "CLK-19" in open_clocks(spring), "KidsCare is still asked"


@pytest.mark.proves("CRS-TAD.des.eff")
def test_an_approval_moves_the_case_to_title_xix(spring: Desk) -> None:
    returned.file_tad(spring, A, paper(), APPROVED)
    assert standing(spring).pathway == "xix"
    assert not {"CLK-13", "CLK-17", "CLK-19"} & open_clocks(spring)


def test_still_pending_stops_nothing_and_starts_the_next_follow_up(spring: Desk) -> None:
    case = returned.file_tad(
        spring, A, paper(), Answer("pending", systems_check="pending", worker="K. Adams")
    )
    assert (case.events[-1].kind, case.events[-1].outcome) == ("followup_checked", "undetermined")
    assert {"CLK-13", "CLK-18"} <= open_clocks(spring)


@pytest.mark.proves("CRS-TAD.B.2.denied", "CRS-TAD.des.denied")
@pytest.mark.parametrize("code", ["", "XI", "Code 12", "reason code XI only", "E-4"])
def test_a_bare_code_is_refused_and_the_page_is_not_half_filed(spring: Desk, code: str) -> None:
    with pytest.raises(NotAcceptable, match="a code alone is not enough") as refused:
        returned.file_tad(spring, A, paper(), Answer("denied", reason=code, worker="K. Adams"))
    assert refused.value.where == "reason"
    assert received.listed(spring, A) == ()


@pytest.mark.proves("CRS-TAD.des.eff")
def test_the_effective_date_belongs_to_an_approval_alone(spring: Desk) -> None:
    with pytest.raises(NotAcceptable, match="no effective date"):
        returned.file_tad(
            spring, A, paper(), Answer("denied", reason="over the limit", effective=date(2009, 4, 1))
        )
    with pytest.raises(NotAcceptable, match="effective date"):
        returned.file_tad(spring, A, paper(), Answer("approved"))
    with pytest.raises(NotAcceptable, match="what DES decided"):
        returned.file_tad(spring, A, paper(), Answer(""))
    assert received.listed(spring, A) == ()


def test_the_same_click_twice_records_one_answer(spring: Desk) -> None:
    action = uuid4()
    for _ in range(2):
        case = returned.file_tad(spring, A, paper(), DENIED, action)
    assert [event.kind for event in case.events].count("title_result") == 1
    assert len(received.listed(spring, A)) == 1


def test_a_second_tad_a_closed_case_and_a_wrong_case_are_asked_about(spring: Desk) -> None:
    def about(number: str, incoming: Incoming, answer: Answer) -> dict[str, bool]:
        return {each.about: each.blocks for each in returned.doubts(spring, number, incoming, answer)}

    assert about(A, paper(), DENIED) == {}
    assert about(A, paper(), Answer("denied", case_name="Begaye")) == {"name": False}
    assert about(A, paper(), Answer("denied", case_name="YAZZIE, Lucia")) == {}
    assert "not_sent" in about(B, paper(), Answer("denied"))
    returned.file_tad(spring, A, paper(), DENIED)
    assert about(A, paper("another page"), DENIED) == {"second": False}
    assert about(A, paper(), DENIED) == {"second": False, "same_file": True}
    told = Event(kind="withdrawal_requested", at=Moment.read("2009-04-09T10:06"), name="Elena Morales")
    events.record(spring, A, told)
    spring.clock.put("2009-04-09T10:10")  # type: ignore[attr-defined]
    assert about(A, paper("a third page"), DENIED).get("closed") is True
    received.file(spring, A, "DOC-28", paper("a third page"))


# The code -------------------------------------------------------------------------------------------------


class Says:
    """A reader that finds these codes."""

    def __init__(self, *codes: str) -> None:
        self._codes = codes

    def look(self, data: bytes) -> Looked:
        """A page."""
        return Looked("image/tiff", 1)

    def codes(self, data: bytes) -> tuple[str, ...]:
        """Its codes."""
        return self._codes

    def page(self, data: bytes, at: int, width: int) -> object:
        """None is shown."""
        raise NotImplementedError


@pytest.mark.parametrize(
    ("codes", "number"),
    [((A,), A), ((), ""), (("https://example.org/x",), ""), (("PHX-1999-0001",), ""), (("x", A), A),
     (("\u202e" + A, "'; DROP TABLE cases"), "")],
)  # fmt: skip
def test_the_code_names_a_case_that_is_here_or_none(
    spring: Desk, codes: tuple[str, ...], number: str
) -> None:
    desk = replace(spring, reader=Says(*codes))  # type: ignore[arg-type]
    assert received.look_into(desk, "a.tif", b"x").number == number
    with pytest.raises(NotAcceptable, match="cannot be read here"):
        received.look_into(spring, "a.tif", b"x")


# The route moves on ---------------------------------------------------------------------------------------


@pytest.mark.proves("CRS-20.602.10")
@pytest.mark.parametrize("program", ["xix", "xxi"])
def test_after_a_denial_the_worksheet_refers_to_that_programme_no_more(
    program: Literal["xix", "xxi"],
) -> None:
    case = until(family("family_a_no"), "2009-03-31T14:36")
    if program == "xix":  # the same family with hardly any income
        case = replace(case, income=case.income[:1], no_income_stated=None)
        case = replace(case, income=(replace(case.income[0], payments=case.income[0].payments[:1]),))

    def potential(day: int, *events: Event) -> tuple[str, ...]:
        told = case
        for event in events:
            told = told.after(event)
        return assess(told, BOOK, date(2009, 4, day)).screening.potential

    denied = Event(kind="title_result", at=Moment.read("2009-04-09T10:05"), program=program, outcome="denied",
                   reason="not a resident of Arizona", id="tad")  # fmt: skip
    back = Event(
        kind="correction", at=Moment.read("2009-04-09T11:00"), corrects="tad", reason="another child"
    )
    assert program in potential(8, denied)
    assert program not in potential(9, denied)
    assert program in potential(9, denied, back)


@pytest.mark.proves("CRS-20.602.7.D")
def test_denied_for_excess_income_the_case_waits_for_kidscare_and_says_so(spring: Desk) -> None:
    from ui import steps
    from ui.views import look

    returned.file_tad(spring, A, paper(), DENIED)
    step = steps.next_step(look(spring, A))
    assert step.happened == "followup_checked"
    assert "KidsCare" in step.words
