"""One scene for every paper: a family on the day on which the paper is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from crs_intake.codec import from_file
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.parents import PremiumContact
from tests.documents.papers import SAMPLES, family
from tests.policy.parents import run as parents


@dataclass(frozen=True)
class Scene:
    """A case and a day on which a paper is made."""

    case: Case
    day: date


def _scene(case: Case, day: str) -> Scene:
    return Scene(case, date.fromisoformat(day))


def event(at: str, kind: str, **details: object) -> Event:
    """An event as the desk records it."""
    return Event(kind=kind, at=Moment.read(at), **details)  # type: ignore[arg-type]


def until(case: Case, day: str, *more: Event) -> Case:
    """The case as it stood at the end of a day, with something else happening."""
    last = date.fromisoformat(day)
    return replace(case, events=(*(e for e in case.events if e.at.day <= last), *more))


def _denied() -> Scene:
    finding = event(
        "2009-03-16T11:20", "medical_determination", outcome="not_eligible", role="director",
        name="Dr. Susan Tso", reason="The heart murmur is harmless. CRS does not treat it.",
    )  # fmt: skip
    case = family("a_no")
    return _scene(replace(case, events=(case.events[0], finding)), "2009-03-17")


def _withdrawn() -> Scene:
    reason = "The papers about your health insurance did not come by April 3."
    case = until(family("c"), "2009-03-24", event("2009-04-06T09:00", "withdrawn", reason=reason))
    return _scene(case, "2009-04-06")


def _too_old() -> Scene:
    case, born = family("b"), date(1988, 3, 1)
    people = tuple(replace(p, born=born) if p.relation == "applicant" else p for p in case.people)
    assert case.title.pmmis is not None
    title = replace(case.title, pmmis=replace(case.title.pmmis, born=born))
    case = replace(case, people=people, title=title)
    held = event("2009-04-08T12:30", "interview_held", method="in_person", name="Jaylen Carter")
    return _scene(until(case, "2009-04-07", held), "2009-04-08")


def _not_resident() -> Scene:
    case = family("c")
    case = replace(case, eligibility=replace(case.eligibility, lives_in_arizona=False))
    reviewed = event("2009-03-11T12:30", "proofs_reviewed", outcome="not_met")
    return _scene(until(case, "2009-03-11", reviewed), "2009-03-11")


def _same_day() -> Scene:
    return _scene(until(family("c"), "2009-03-24"), "2009-03-24")


def _not_found() -> Scene:
    return _scene(
        until(
            family("c"), "2009-03-23",
            event("2009-03-24T09:00", "visit_attended", appointment="initial_evaluation"),
            event("2009-03-24T10:00", "evaluation_finding", outcome="not_eligible", role="physician",
                  name="Dr. Susan Tso", reason="The tests show no condition that CRS treats."),
        ),
        "2009-03-25",
    )  # fmt: skip


def _silent() -> Scene:
    tried = event("2009-04-02T11:00", "contact_attempt", method="phone", outcome="no_answer")
    return _scene(until(family("b"), "2009-04-01", tried), "2009-05-06")


def _member() -> Scene:
    return _scene(from_file(Case, (SAMPLES / "member_m.json").read_text(encoding="utf-8")), "2009-03-31")


def _leaving() -> Scene:
    said = event("2009-04-20T09:00", "termination_requested", reason="moves away")
    return _scene(until(family("b"), "2009-04-08", said), "2009-04-20")


def _refusing() -> Scene:
    said = event("2009-04-20T09:00", "services_refused", reason="another clinic is nearer")
    return _scene(until(family("b"), "2009-04-08", said), "2009-04-20")


def _ended() -> Scene:
    end = event("2010-03-25T09:00", "member_terminated", reason_code="G", effective=date(2010, 3, 24))
    return _scene(until(family("c_2010"), "2010-02-01", end), "2010-03-25")


def _papers_wanted() -> Scene:
    wanted = event("2009-09-01T09:00", "papers_requested", items=("pay_stubs", "tax_return"))
    return _scene(until(family("c"), "2009-03-31", wanted), "2009-09-01")


def _archived() -> Scene:
    scene = _ended()
    return _scene(scene.case, "2013-03-25")


def _nearly_21() -> Scene:
    case, born = family("b"), date(1988, 5, 20)
    people = tuple(replace(p, born=born) if p.relation == "applicant" else p for p in case.people)
    assert case.title.pmmis is not None
    title = replace(case.title, pmmis=replace(case.title.pmmis, born=born))
    return _scene(replace(case, people=people, title=title), "2009-04-20")


def _tests_ordered() -> Scene:
    signed = event("2009-03-24T10:30", "agreement_signed", document="DOC-34", signer="mother")
    ordered = event("2009-03-24T11:00", "tests_ordered", method="crs", note="An echo of the heart, an EKG",
                    name="Dr. Susan Tso")  # fmt: skip
    return _scene(until(family("c"), "2009-03-23", signed, ordered), "2009-03-24")


def _refused() -> Scene:
    said = event("2009-03-24T09:30", "refusal_recorded", name="Rachel Whitman",
                 reason="You do not want to answer questions about your income.")  # fmt: skip
    return _scene(until(family("c"), "2009-03-23", said), "2009-03-24")


def _parents(start: str = "kidscare", day: str = "2026-04-22", **mother: object) -> Scene:
    """The parents of the default family, as Chapter 800 finds them that day."""
    address = {"street": "1420 E. Ajo Way", "city": "Tucson", "state": "AZ", "zip": "85713"}
    change = {"number": "TUC-2026-0800", "sites": ["TUC"], "address": address,
              "referral": {"clinic": "TUC"},
              "parents": {"applied": "2026-04-01", "signatures": [{"person": "mother", "on": "2026-04-01"}],
                          "parents": {"mother": mother}}}  # fmt: skip
    return _scene(parents.case_of(start, change), day)


_LEFT = {"endings": [{"on": "2026-05-20", "program": "kidscare", "reason": "moved_out_of_state",
                      "effective": "2026-05-31"}]}  # fmt: skip
_ASKED = {"hearings": [{"requested": "2026-05-10", "program": "sobra", "about": "premium",
                        "prepaid": "2026-05-20"}]}  # fmt: skip


def _contacted() -> Scene:
    scene = _parents()
    assert scene.case.parents is not None
    note = PremiumContact(at=Moment.read("2026-04-21T14:05"), name="Ana Soto", reached=True, answer="all",
                          fortis=True, ace=True, by="R. Chavez")  # fmt: skip
    told = replace(scene.case.parents, willing=None, contacts=(note,))
    return Scene(replace(scene.case, parents=told), scene.day)


SCENES: dict[str, Callable[[], Scene]] = {
    "DOC-03": lambda: _scene(family("b"), "2009-04-08"),
    "DOC-15": lambda: _scene(family("b"), "2009-04-08"),
    "DOC-16": lambda: _scene(family("c"), "2009-03-11"),
    "DOC-37": _tests_ordered,
    "DOC-74": _refused,
    "DOC-04": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-48": _archived,
    "DOC-73": _nearly_21,
    "DOC-05": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-06": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-07": lambda: _scene(family("b"), "2009-03-02"),
    "DOC-08": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-09": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-10": lambda: _scene(family("a_no"), "2009-03-17"),
    "DOC-11": lambda: _scene(family("b"), "2009-01-16"),
    "DOC-12": lambda: _scene(family("b"), "2009-03-02"),
    "DOC-13": _withdrawn,
    "DOC-14": _denied,
    "DOC-17": lambda: _scene(family("c"), "2009-03-11"),
    "DOC-18": lambda: _scene(family("c"), "2009-03-11"),
    "DOC-19": lambda: _scene(family("b"), "2009-04-08"),
    "DOC-20": _too_old,
    "DOC-21": _not_resident,
    "DOC-22": _not_resident,
    "DOC-23": _same_day,
    "DOC-27": lambda: _scene(family("a_no"), "2009-03-31"),
    "DOC-29": lambda: _scene(family("a_no"), "2009-03-31"),
    "DOC-30": lambda: _scene(family("a_no"), "2009-04-20"),
    "DOC-31": lambda: _scene(family("a_no"), "2009-03-31"),
    "DOC-32": lambda: _scene(family("a_no"), "2009-03-31"),
    "DOC-33": lambda: _scene(family("a_yes"), "2009-03-31"),
    "DOC-34": lambda: _scene(family("a_yes"), "2009-03-31"),
    "DOC-35": lambda: _scene(family("c"), "2009-03-31"),
    "DOC-38": _not_found,
    "DOC-39": lambda: _scene(family("c"), "2009-03-31"),
    "DOC-40": _papers_wanted,
    "DOC-42": lambda: _scene(family("c_2010"), "2010-01-29"),
    "DOC-43": lambda: _scene(family("c_2010"), "2010-02-26"),
    "DOC-44": _ended,
    "DOC-45": _ended,
    "DOC-46": _refusing,
    "DOC-47": _leaving,
    "DOC-49": _denied,
    "DOC-51": _denied,
    "DOC-57": lambda: _scene(family("b"), "2009-04-08"),
    "DOC-58": lambda: _scene(family("b"), "2009-03-19"),
    "DOC-59": lambda: _scene(family("b"), "2009-03-31"),
    "DOC-60": _silent,
    "DOC-61": _member,
    "DOC-62": _parents,
    "DOC-63": _contacted,
    "DOC-64": lambda: _parents("sobra", debt={"unpaid": "40.00", "notice": "2026-04-20"}),
    "DOC-65": lambda: _parents(potentially_medicaid=True),
    "DOC-66": _parents,
    "DOC-67": lambda: _parents("member", "2026-05-20", **_LEFT),
    "DOC-68": lambda: _parents("sobra", medicaid={"covered": True}),
    "DOC-69": lambda: _parents("sobra_member", "2026-05-22", **_ASKED),
}
