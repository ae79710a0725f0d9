"""Cases are found by whatever the caller says: a piece of a name, a date, four digits of a telephone."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.domain.insurance import Pmmis, Title
from crs_intake.domain.people import Person
from crs_intake.storage.store import SqlStore
from tests.storage.desk import Put, a_case, family, keep


@pytest.fixture
def numbers(put: Put) -> dict[str, str]:
    """A few families whose names and numbers resemble each other."""
    mother = Person(
        id="mother", relation="mother", given="María José", family="de la Cruz", phones=("(602) 555-0178",)
    )
    return {
        "jaylen": put(family("family_b")),
        "yazhi": put(
            replace(
                a_case("Łucja", "Yázhí-O'Neil", born=date(2006, 9, 14), ssn="526-41-9982"),
                phones=("1 928 555 0133 ext. 4",),
            )
        ),
        "cruz": put(
            replace(
                a_case(
                    "José", "García de la Cruz", born=date(2004, 3, 2), other_names=("Pepe Garza",)
                ).with_person(mother),
                title=Title(pmmis=Pmmis(ahcccs_id="A87654321", born=date(2004, 2, 3))),
            )
        ),
        "other": put(a_case("Josefina", "Garciaparra", born=date(2004, 3, 12))),
    }


@pytest.mark.parametrize(
    "typed, found, why",
    [
        ("jaylen", ["jaylen"], "name"),
        ("CARTER jay", ["jaylen"], "name"),
        ("yazhi", ["yazhi"], "name"),
        ("Yázhí", ["yazhi"], "name"),
        ("oneil lucja", ["yazhi"], "name"),
        ("O’Neil-Yazhi", ["yazhi"], "name"),
        ("garcia jose", ["cruz", "other"], "name"),
        ("cruz garcia", ["cruz"], "name"),
        ("delacruz", ["cruz"], "name"),
        ("pepe", ["cruz"], "another spelling"),
        ("maria cruz", ["cruz"], "name of mother, name"),
        ("9/14/2006", ["yazhi"], "birth date"),
        ("09-14-06", ["yazhi"], "birth date"),
        ("2006-09-14", ["yazhi"], "birth date"),
        ("14 Sep 2006", ["yazhi"], "birth date"),
        ("sept 14, 2006", ["yazhi"], "birth date"),
        ("14 de septiembre de 2006", ["yazhi"], "birth date"),
        ("09142006", ["yazhi"], "birth date"),
        ("20060914", ["yazhi"], "birth date"),
        ("14/9/2006", ["yazhi"], "birth date"),
        ("14092006", ["yazhi"], "birth date"),
        ("091406", ["yazhi"], "birth date"),
        ("9 14 2006", ["yazhi"], "birth date"),
        ("2006 09 14", ["yazhi"], "birth date"),
        ("2006.9.14", ["yazhi"], "birth date"),
        ("14-SEP-2006", ["yazhi"], "birth date"),
        ("14sep2006", ["yazhi"], "birth date"),
        ("September 14th, 2006", ["yazhi"], "birth date"),
        ("14 de septiembre del 2006", ["yazhi"], "birth date"),
        ("yazhi 9/14/2006", ["yazhi"], "birth date, name"),
        ("Thu 14 Sep 2006", ["yazhi"], "birth date"),
        ("Thursday, September 14, 2006", ["yazhi"], "birth date"),
        ("jueves 14 de septiembre de 2006", ["yazhi"], "birth date"),
        ("born on 9/14/2006", ["yazhi"], "birth date"),
        ("Yazhi DOB: 9/14/2006", ["yazhi"], "birth date, name"),
        ("nacida el 14/9/2006", ["yazhi"], "birth date"),
        ("9 14 06", ["yazhi"], "birth date"),
        ("2006 sep 14", ["yazhi"], "birth date"),
        ("14 sep 06", ["yazhi"], "birth date"),
        ("Sep 14, '06", ["yazhi"], "birth date"),
        ("sep 14 06 lucja", ["yazhi"], "birth date, name"),
        ("3.2.2004", ["cruz"], "birth date"),
        ("2.3.2004", ["cruz"], "birth date"),
        ("mar garcia", ["cruz"], None),
        ("2/3/2004", ["cruz"], "birth date"),
        ("3/2/2004", ["cruz"], "birth date"),
        ("928-555-0133", ["yazhi"], "phone"),
        ("(928) 555 0133", ["yazhi"], "phone"),
        ("+1 928.555.0133", ["yazhi"], "phone"),
        ("555-0133", ["yazhi"], "phone"),
        ("9285550133", ["yazhi"], "phone"),
        ("19285550133", ["yazhi"], "phone"),
        ("928/555-0133", ["yazhi"], "phone"),
        ("928-555-0133 x4", ["yazhi"], "phone"),
        ("928 555 01", ["yazhi"], "phone"),
        ("0133", ["yazhi"], "phone"),
        ("001 928 555 0133", ["yazhi"], "phone"),
        ("0178", ["cruz", "jaylen"], None),
        ("0178 garcia", ["cruz"], "phone of mother, name"),
        ("A87654321", ["cruz"], "AHCCCS ID"),
        ("a8765", ["cruz"], "AHCCCS ID"),
        ("87654321", ["cruz"], "AHCCCS ID"),
        ("8765", ["cruz"], "AHCCCS ID"),
        ("PHX-2009-0003", ["jaylen"], "case number"),
        ("2009-0003", ["jaylen"], "case number"),
        ("526-41-9982", ["yazhi"], "Social Security number"),
        ("526419982", ["yazhi"], "Social Security number"),
        ("526 41 9982", ["yazhi"], "Social Security number"),
        ("phx20090003", ["jaylen"], "case number"),
        ("PHX–2009–0003", ["jaylen"], "case number"),
        ("phx 2009 0003", ["jaylen"], "case number"),
        ("A 8765 4321", ["cruz"], "AHCCCS ID"),
        ("8765 4321", [], None),
        ("o neil", ["yazhi"], "name"),
        ("neil", ["yazhi"], "name"),
        ("lucja nei", ["yazhi"], "name"),
        ("eil", [], None),
        ("yazhioneil", ["yazhi"], "name"),
        ("GARCÍA", ["cruz", "other"], "name"),
        ("jose garcia cruz", ["cruz"], "name"),
        ("mariana 14 2006", [], None),
        ("526-41-9981", [], None),
        ("jos", ["cruz", "other"], None),
        ("garciap", ["other"], "name"),
        ("aylen", [], None),
        ("jaylen garcia", [], None),
        ("", [], None),
        ("!!! ??", [], None),
        ("13/45/2006", [], None),
    ],
)
def test_a_case_is_found_by_what_the_caller_says(
    store: SqlStore, numbers: dict[str, str], typed: str, found: list[str], why: str | None
) -> None:
    hits = store.search(typed)
    assert sorted(hit.number for hit in hits) == sorted(numbers[name] for name in found)
    if why:
        assert hits[0].why == why


def test_the_whole_name_stands_before_one_that_only_starts_alike(
    store: SqlStore, numbers: dict[str, str]
) -> None:
    assert [hit.number for hit in store.search("jose")] == [numbers["cruz"], numbers["other"]]
    assert len(store.search("jose", limit=1)) == 1


def test_a_changed_name_is_found_and_the_old_one_no_more(store: SqlStore, numbers: dict[str, str]) -> None:
    stored = store.case(numbers["jaylen"])
    applicant = stored.case.applicant
    assert applicant
    keep(store, stored.case.with_person(replace(applicant, given="Jordan")), stored.version)
    assert [hit.name for hit in store.search("jordan")] == ["Jordan Carter"]
    # PMMIS and the AHCCCS card still show the old name, so it goes on finding the case.
    assert [hit.why for hit in store.search("jaylen")] == ["another spelling"]


def test_a_social_security_number_stands_in_no_index(store: SqlStore, numbers: dict[str, str]) -> None:
    assert numbers
    with store.work(store.signed_in, "test") as work:
        rows = work.connection.exec_driver_sql("SELECT word FROM words").scalars().all()
    assert any(row.startswith("ssn:") for row in rows)
    assert not [row for row in rows if "526419982" in row or "9982" in row[:4]]


def test_the_history_shows_a_social_security_number_by_its_last_digits(store: SqlStore, put: Put) -> None:
    number = put(a_case(ssn="526419982"))
    stored = store.case(number)
    applicant = stored.case.applicant
    assert applicant
    keep(store, stored.case.with_person(replace(applicant, ssn="526419983")), stored.version)
    told = str(store.history(number))
    assert "***-**-9983" in told
    assert "52641" not in told


@pytest.mark.parametrize(
    "typed",
    [
        "+526313120142",
        "526313120142",
        "+52 631 312 0142",
        "631 312 0142",
        "(631) 312-0142",
        "312 0142",
        "0142 lucía",
    ],
)
def test_a_family_of_sonora_is_found_by_its_number(store: SqlStore, put: Put, typed: str) -> None:
    found = put(replace(a_case("Lucía", "Noriega"), phones=("+52 631 312 0142",)))
    assert [(hit.number, hit.why.split(",")[0]) for hit in store.search(typed)] == [(found, "phone")]
