"""Who may do what: every cell of the table, the sentence of a refusal, and that it is noted."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import crs_intake.casework
from crs_intake.casework import appointments, cases, events, facts, people, referral, rights
from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.errors import NotAllowed
from crs_intake.domain.event import Event, EventKind
from crs_intake.domain.income import Income
from crs_intake.domain.moment import Moment
from tests.casework.desk import ROLES, A, as_, family, received

NOW = Moment.read("2009-03-31T07:55")

# Written down once more by hand, as the office would say it; the table in resources must agree cell by cell.
TABLE = """
                          front_desk interviewer medical_director designee supervisor site_admin
cases.search                   x          x             x            x         x          -
cases.view                     x          x             x            x         x          -
cases.history                  x          x             x            x         x          -
worklist.see                   x          x             x            x         x          -
hands.all                      -          -             -            -         x          -
ssn.reveal                     -          x             -            -         x          -
referral.open                  x          x             -            -         x          -
referral.same                  x          x             -            -         x          -
referral.different             x          x             -            -         x          -
cases.merge                    -          -             -            -         x          -
drafts.keep                    x          x             x            x         x          -
facts.intake                   x          x             x            x         x          -
facts.finances                 -          x             -            -         x          -
proofs.override                -          x             -            -         x          -
events.intake                  x          x             -            -         x          -
events.interview               -          x             -            -         x          -
events.closing                 -          x             -            -         x          -
events.hearing                 -          x             -            -         x          -
events.note                    x          x             x            x         x          -
events.correction              x          x             x            x         x          -
events.take_back               x          x             x            x         x          -
events.void                    -          -             -            -         x          -
events.archive                 -          -             -            -         x          -
medical.may_be_eligible        -          -             x            x         -          -
medical.incomplete             -          -             x            x         -          -
medical.not_eligible           -          -             x            -         -          -
medical.answer_urgent          -          -             x            x         -          -
medical.finding                -          -             x            -         -          -
medical.tests                  -          -             x            -         -          -
medical.from_paper             x          x             -            -         x          -
determination.decide           -          x             -            -         x          -
papers.view                    x          x             x            x         x          -
papers.prepare                 x          x             -            -         x          -
papers.mark                    x          x             -            -         x          -
papers.void                    x          x             -            -         x          -
papers.file                    x          x             -            -         x          -
transfer.export                -          x             -            -         x          -
transfer.import                -          x             -            -         x          -
sharing.extract                -          x             -            -         x          -
reports.see                    -          x             -            -         x          -
partner.see                    x          x             x            x         x          x
partner.keep                   -          -             -            -         x          x
assisted.keep                  x          x             -            -         x          -
heaplus.broadcast              x          x             x            x         x          x
site.keep                      -          -             -            -         x          x
site.readings                  -          -             -            -         x          -
people.keep                    -          -             -            -         -          x
backups.keep                   -          -             -            -         x          x
reports.access                 -          -             -            -         x          -
sample.load                    x          x             x            x         x          x
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(line[0], role, mark == "x") for line in LINES for role, mark in zip(HEAD, line[1:], strict=True)]


def test_the_table_has_these_acts_and_roles_and_no_others() -> None:
    assert tuple(HEAD) == ROLES
    assert [line[0] for line in LINES] == list(rights.table())


@pytest.mark.parametrize("act, role, allowed", CELLS, ids=lambda value: str(value))
def test_every_cell(act: str, role: Role, allowed: bool) -> None:
    person = Actor("p", "Person", frozenset({role}), "PHX")
    assert rights.may(person, act) is allowed
    if allowed:
        rights.ask(person, act)
    else:
        with pytest.raises(NotAllowed):
            rights.ask(person, act)


def test_a_person_without_a_role_may_do_nothing() -> None:
    nobody = Actor("p", "Person", frozenset(), "PHX")
    assert not any(rights.may(nobody, act) for act in rights.table())


def test_the_first_person_may_do_everything(desk: Desk) -> None:
    assert all(rights.may(desk.actor, act) for act in rights.table())


def test_a_refusal_says_who_may_and_is_noted(morning: Desk) -> None:
    designee = as_(morning, "designee")
    with pytest.raises(NotAllowed, match="Your roles do not allow this step") as trouble:
        appointments.book(designee, A, "interview", NOW)
    assert trouble.value.then == "It can be done by: front desk, interviewer, supervisor."
    line = morning.store.history(A)[-1]
    assert (line.act, line.by, line.details) == ("refused", "designee", {"of": "events.intake"})


@pytest.mark.proves("CRS-20.1000.1")
def test_a_case_is_for_the_sites_that_serve_it(morning: Desk) -> None:
    elsewhere = as_(morning, "front_desk", "interviewer", site="YUM")
    with pytest.raises(NotAllowed, match="served by another site"):
        cases.view(elsewhere, A)
    assert cases.search(elsewhere, "yazzie"), (
        "that the child is known must be seen before a second case is opened"
    )
    assert cases.view(as_(morning, "supervisor", site="YUM"), A).stored.case.number == A
    with pytest.raises(NotAllowed):
        cases.reveal_ssn(as_(morning, "supervisor", site="YUM"), A, "applicant", "called")
    stored = morning.store.case(A)
    facts.keep(morning, stored, replace(stored.case, sites=("PHX", "YUM")))
    assert cases.view(elsewhere, A).stored.case.sites == ("PHX", "YUM")
    assert cases.view(as_(morning, "front_desk", site=""), A), (
        "a desk without a site is shut off from nothing"
    )


@pytest.mark.parametrize("kind", get_args(EventKind))
def test_every_kind_of_event_falls_under_a_line_of_the_table(kind: EventKind) -> None:
    for outcome in ("", "may_be_eligible", "not_eligible", "incomplete", "odd"):
        assert rights.act_of(Event(kind=kind, at=NOW, outcome=outcome)) in rights.table()


def test_every_act_that_is_asked_for_stands_in_the_table() -> None:
    asked = set()
    for file in Path(next(iter(crs_intake.casework.__path__))).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in (
                "allow",
                "ask",
                "may",
            ):
                asked |= {
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    assert asked, "nothing asks the table"
    assert asked <= set(rights.table())


@pytest.mark.proves("CRS-20.403.1")
@pytest.mark.parametrize(
    "role, outcome, allowed",
    [
        ("medical_director", "not_eligible", True),
        ("designee", "may_be_eligible", True),
        ("designee", "not_eligible", False),
        ("front_desk", "may_be_eligible", False),
    ],
)
def test_only_the_director_denies_and_the_desk_decides_nothing(
    desk: Desk, role: str, outcome: str, allowed: bool
) -> None:
    person = as_(desk, role)  # type: ignore[arg-type]
    event = Event(kind="medical_determination", at=NOW, outcome=outcome, role="director")
    if allowed:
        rights.allow_event(person, event)
    else:
        with pytest.raises(NotAllowed):
            rights.allow_event(person, event)


def test_the_desk_may_type_in_what_a_named_physician_has_signed(desk: Desk) -> None:
    event = Event(
        kind="medical_determination", at=NOW, outcome="may_be_eligible", role="director", name="Dr. Susan Tso"
    )
    rights.allow_event(as_(desk, "front_desk"), event)
    with pytest.raises(NotAllowed):
        rights.allow_event(as_(desk, "site_admin"), event)
    # The designee decides in person; a designee's own denial is not made a Director's by a name alone.
    with pytest.raises(NotAllowed):
        rights.allow_event(as_(desk, "designee"), replace(event, outcome="not_eligible"))


def test_the_front_desk_keeps_intake_and_the_interviewer_the_finances(morning: Desk) -> None:
    stored = morning.store.case(A)
    desk_only = as_(morning, "front_desk")
    facts.keep(desk_only, stored, replace(stored.case, phones=("602-555-0100",)))
    stored = morning.store.case(A)
    more = replace(stored.case, income=(*stored.case.income, Income(person="father", kind="wages")))
    with pytest.raises(NotAllowed):
        facts.keep(desk_only, stored, more)
    assert facts.keep(as_(morning, "interviewer"), stored, more).version == stored.version + 1


def test_the_site_administrator_keeps_people_and_sees_no_case(morning: Desk) -> None:
    admin = as_(morning, "site_admin")
    for act in (
        lambda: cases.view(admin, A),
        lambda: cases.search(admin, "yazzie"),
        lambda: cases.history(admin, A),
        lambda: events.record(admin, A, Event(kind="note", at=NOW)),
        lambda: referral.open_referral(admin, received(family("family_b"))),
    ):
        with pytest.raises(NotAllowed):
            act()
    ben = people.add(admin, "Ben Ortiz", frozenset({"front_desk"}), "nine slow purple ladders")
    assert (ben.site, ben in morning.store.people()) == ("PHX", True)
    with pytest.raises(NotAllowed):
        people.add(
            as_(morning, "supervisor"), "Cy Diaz", frozenset({"front_desk"}), "nine slow purple ladders"
        )
