"""Perhaps the same child: what a second form of one child looks like, and what it does not."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.people import Person
from crs_intake.storage.store import SqlStore
from tests.storage.desk import Put, a_case

BORN = date(2006, 9, 14)


def child(
    given: str = "Mateo",
    family: str = "Reyes Salazar",
    born: date | None = BORN,
    phone: str = "602-555-0101",
    mother: tuple[str, str] = ("Ana", "Salazar Ruiz"),
) -> Case:
    parent = Person(id="mother", relation="mother", given=mother[0], family=mother[1], phones=(phone,))
    return a_case(given, family, born=born).with_person(parent)


@pytest.fixture
def number(put: Put) -> str:
    return put(child())


@pytest.mark.parametrize(
    "second, why",
    [
        (child(family="Salazar Reyes", phone="480-555-0199"), "birth date, given name, parent"),
        (child(), "birth date, given name, family name, parent, phone"),
        (child(given="Matteo", family="Reyes", mother=("Rosa", "Diaz"), phone=""), "birth date, given name"),
        (child(given="Mateo", family="Reyez Salazar", mother=("", ""), phone=""), "birth date, given name"),
        (
            child(born=date(2006, 9, 15)),
            "birth date but for one slip, given name, family name, parent, phone",
        ),
        (child(born=date(2006, 9, 4)), None),
        (
            child(given="Reyes Salazar", family="Mateo", mother=("", ""), phone=""),
            "birth date, names in another order",
        ),
        (
            child(given="Reyes", family="Matéo", born=None, phone="480-555-0199"),
            "names in another order, parent",
        ),
        (child(born=date(2006, 6, 2)), "given name, family name, parent, phone"),
        (child(born=None, mother=("", ""), phone=""), "given name, family name"),
        (child(given="Lucas", mother=("", ""), phone=""), "birth date, family name"),
        (child(given="Mateo", family="Brown", mother=("", ""), phone=""), "birth date, given name"),
        (child(given="Mateo", family="Reyes", born=date(2001, 1, 2)), "given name, parent, phone"),
    ],
)
def test_a_second_form_of_the_child_is_seen_with_what_speaks_for_it(
    store: SqlStore, number: str, second: Case, why: str | None
) -> None:
    found = store.possible_duplicates(second)
    assert [hit.number for hit in found] == [number]
    if why:
        assert found[0].why == why


@pytest.mark.parametrize(
    "other",
    [
        child(given="Lucas", born=date(2009, 2, 3)),  # a younger brother: same parents, same telephone
        child(given="Mateo", family="Brown", born=date(2001, 1, 2), mother=("", ""), phone=""),
        child(given="Mateo", family="Reyes", born=date(2001, 1, 2), mother=("Rosa", "Diaz"), phone=""),
        child(
            given="Aiden", family="Brown", mother=("Rosa", "Diaz"), phone="480-555-0199"
        ),  # born the same day
        a_case("", ""),
    ],
)
def test_another_child_is_not_taken_for_it(store: SqlStore, number: str, other: Case) -> None:
    assert number
    assert store.possible_duplicates(other) == ()


def test_day_and_month_exchanged_is_a_slip(store: SqlStore, put: Put) -> None:
    put(child(born=date(2006, 3, 4)))
    found = store.possible_duplicates(child(born=date(2006, 4, 3), phone=""))
    assert [hit.why for hit in found] == ["birth date but for one slip, given name, family name, parent"]


def test_the_likeliest_stands_first_and_the_case_itself_is_left_out(
    store: SqlStore, put: Put, number: str
) -> None:
    twin = put(child(given="Lucas"))
    found = store.possible_duplicates(replace(child(), number=""))
    assert [hit.number for hit in found] == [number, twin]
    assert [hit.number for hit in store.possible_duplicates(store.case(number).case)] == [twin]


def test_two_children_once_told_apart_are_not_asked_about_again(
    store: SqlStore, put: Put, number: str
) -> None:
    twin = put(child(given="Lucas"))
    for _ in range(2):
        with store.work(store.signed_in, "test") as work:
            work.not_the_same(twin, number)
    assert store.possible_duplicates(store.case(number).case) == ()
    assert store.possible_duplicates(store.case(twin).case) == ()
    assert [line.details for line in store.history(twin)][-1] == {"another_child": number}


def test_one_ahcccs_id_is_one_child_whatever_the_name(store: SqlStore, put: Put) -> None:
    from crs_intake.domain.insurance import Pmmis, Title

    known = replace(child(), title=Title(pmmis=Pmmis(ahcccs_id="A12345678")))
    first = put(known)
    other = replace(a_case("Somebody", "Else"), title=known.title)
    assert [hit.number for hit in store.possible_duplicates(other)] == [first]
