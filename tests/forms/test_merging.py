"""Two people on one page: each keeps what only that one changed; what both changed is asked."""

from dataclasses import replace
from typing import Any

import pytest

from crs_intake.casework.ports import Desk
from crs_intake.domain.insurance import Coverage, Policy
from tests.qt.desks import A_NO, a_desk
from ui.flow import WIZARDS
from ui.forms.conflict import Conflict
from ui.forms.session import Session

BOTH = Coverage(insured=True, primary=Policy(company="Saguaro"), secondary=Policy(company="Cactus Life"))


@pytest.fixture
def desk(tmp_path: Any) -> Any:
    """The sample desk; family A has two insurers."""
    made = a_desk(tmp_path / "desk")
    kept(made, coverage=BOTH)
    yield made
    made.store.close()


def kept(desk: Desk, **facts: Any) -> None:
    """Something is kept at another desk, or in another window of this one."""
    stored = desk.store.case(A_NO)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, **facts), stored.version)


def typing(desk: Desk, wizard: str, page: str, **answers: str) -> Session:
    """A page opened and typed into."""
    session = Session(desk, WIZARDS[wizard], A_NO)
    form = session.enter(page)
    for path, text in answers.items():
        form.type_in(path.replace("__", "."), text)
    session.typed(page)
    return session


def test_one_desk_changes_the_first_insurer_and_another_one_the_second(desk: Desk) -> None:
    session = typing(desk, "interview", "insurance", primary_company="Saguaro Mutual")
    kept(desk, coverage=replace(BOTH, secondary=Policy(company="Cactus Health", group_number="7")))
    session.leave("insurance")
    coverage = desk.store.case(A_NO).case.coverage
    assert coverage.primary == Policy(company="Saguaro Mutual")
    assert coverage.secondary == Policy(company="Cactus Health", group_number="7")


def test_the_same_answer_given_differently_is_asked_and_nothing_of_either_is_lost(desk: Desk) -> None:
    session = typing(desk, "interview", "insurance", primary_company="Saguaro Mutual")
    kept(desk, coverage=replace(BOTH, primary=Policy(company="Saguaro Health")))
    with pytest.raises(Conflict):
        session.leave("insurance")
    assert session.form("insurance").text("primary_company") == "Saguaro Mutual"
    assert desk.store.case(A_NO).case.coverage.primary == Policy(company="Saguaro Health")


def test_two_windows_change_two_people_and_one_adds_a_third(desk: Desk) -> None:
    session = typing(desk, "interview", "household", people__1__note="works nights")
    people = list(desk.store.case(A_NO).case.people)
    people[3] = replace(people[3], note="at school")
    kept(desk, people=(*people, replace(people[3], id="p9", given="Rosa", note="")))
    session.leave("household")
    found = desk.store.case(A_NO).case.people
    assert [each.note for each in found] == ["", "works nights", "", "at school", ""]
    assert found[4].given == "Rosa"


def test_what_was_left_half_typed_does_not_bring_back_what_was_put_right_since(desk: Desk) -> None:
    """The one fact, put right on the worksheet, came back wrong with a draft of the interview."""
    session = typing(desk, "interview", "insurance", primary_end_date="12/")
    session.save_draft("insurance", "primary_end_date")
    kept(desk, coverage=replace(BOTH, insured_last_3_months=True, primary=Policy(company="Saguaro Health")))
    again = Session(desk, WIZARDS["interview"], A_NO)
    form = again.enter("insurance")
    assert form.text("primary_end_date") == "12/"
    assert (form.text("primary_company"), form.text("last_3_months")) == ("Saguaro Health", "yes")


def test_who_was_taken_out_elsewhere_stays_out(desk: Desk) -> None:
    session = typing(desk, "interview", "household", people__0__note="tired")
    people = desk.store.case(A_NO).case.people
    kept(desk, people=people[:3], care=())
    session.leave("household")
    assert [each.id for each in desk.store.case(A_NO).case.people] == [each.id for each in people[:3]]


def test_income_of_somebody_taken_off_the_list_is_said_and_stays_typed(desk: Desk) -> None:
    """The sentence named the program's own ids, and the line must wait for its person, not go."""
    people = desk.store.case(A_NO).case.people
    kept(desk, people=tuple(each for each in people if each.given != "Daniel"))
    session = Session(desk, WIZARDS["worksheet"], A_NO)
    row = session.enter("income").rows("income")[0]
    assert row.warning(row.field("person")).startswith("This person is no longer on the list of people")
    assert session.assessment() is None
    assert session.trouble.startswith("Wages · Desert Line Freight: the person is no longer on the list")
    session.leave("income")
    assert [each.person for each in desk.store.case(A_NO).case.income] == ["father", "mother", "father"]
