"""The audit trail shows who did what, and that nobody changed it afterwards."""

from dataclasses import replace

import pytest

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.storage import audit
from crs_intake.storage.store import SqlStore
from tests.storage.desk import Put, again, family, keep

TAMPERING = {
    "another person": "UPDATE audit SET \"by\" = 'somebody' WHERE seq = 3",
    "another time": "UPDATE audit SET at = '2009-01-01T00:00:00+00:00' WHERE seq = 3",
    "another day": "UPDATE audit SET day = '2009-01-01' WHERE seq = 3",
    "another value": "UPDATE audit SET details = '{}' WHERE seq = 3",
    "a line taken out": "DELETE FROM audit WHERE seq = 3",
    "a line with its seal made up": "UPDATE audit SET act = 'x', hash = prev WHERE seq = 3",
    "two lines exchanged": "UPDATE audit SET seq = CASE seq WHEN 3 THEN 104 ELSE seq END WHERE seq = 3",
}


@pytest.fixture
def lines(store: SqlStore, put: Put) -> str:
    """Five lines about one case."""
    number = put(family())
    for _ in range(4):
        stored = store.case(number)
        applicant = stored.case.applicant
        assert applicant
        case = stored.case.with_person(replace(applicant, note=applicant.note + "x"))
        keep(store, case.after(Event(kind="note", at=Moment.read("2009-03-31T07:55"))), stored.version)
    return number


def test_a_line_tells_who_what_when_and_the_old_and_new_value(store: SqlStore, lines: str) -> None:
    line = store.history(lines)[-1]
    assert (line.by, line.act, line.number) == (store.signed_in.id, "test", lines)
    assert line.at.isoformat() == "2009-03-31T07:55:00-07:00"
    assert line.details == {
        "changes": {"people.0.note": ["xxx", "xxxx"]},
        "events": ["note"],
        "version": 5,
    }


def test_views_and_prints_are_noted_without_changing_the_case(store: SqlStore, lines: str) -> None:
    before = store.case(lines)
    with store.work(store.signed_in, "cases.view") as work:
        work.note("cases.view", lines, screen="case page")
    assert store.case(lines) == before
    assert store.history(lines)[-1].details == {"screen": "case page"}


def test_an_untouched_trail_holds(store: SqlStore, lines: str) -> None:
    assert lines
    with store._reading() as connection:
        assert audit.first_broken(connection) is None
        assert audit.first_broken(connection, 2) is None
    again(store).close()


@pytest.mark.of_a_file
@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_and_named_when_the_desk_is_opened(store: SqlStore, lines: str, how: str) -> None:
    assert lines
    with store.work(store.signed_in, "test") as work:
        for trigger in ("keep_audit_update", "keep_audit_delete"):
            work.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        work.connection.exec_driver_sql(TAMPERING[how])
    with store._reading() as connection:
        assert audit.first_broken(connection) == 3
    found = again(store)  # people can go on working; the supervisor is told
    doubt = next(each for each in found.doubts if each.kind == "trail")
    assert (doubt.at, "line 3 is not as it was written" in doubt.words) == (3, True)
    assert found.verify_trail() == doubt
    found.close()


def test_what_changed_is_told_by_its_path() -> None:
    old = {"a": [1, 2], "b": {"c": None}, "d": [1], "ssn": "526419982"}
    new = {"a": [1, 3], "b": {"c": "x"}, "d": [1, 2], "ssn": "", "e": 5}
    assert audit.changes(old, new) == {
        "a.1": [2, 3],
        "b.c": [None, "x"],
        "d": [[1], [1, 2]],
        "ssn": ["***-**-9982", ""],
        "e": [None, 5],
    }
