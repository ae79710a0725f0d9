"""What was presented, beside what PMMIS shows; PMMIS is the authority (20.601.1).

A difference does not hold the case up: the desk may help to resolve it with
DES (Title XIX) or AHCCCSA (Title XXI). What is submitted to CRSA is the value
of PMMIS, unless somebody gives a reason (AMB-080).
"""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import Compared, Shown
from crs_intake.domain.insurance import Pmmis, Presented
from crs_intake.domain.text import N_


def comparison(case: Case) -> tuple[Compared, ...]:
    """The rows of the title interview, in the order of 20.601.1."""
    here, there = case.title.presented or Presented(), case.title.pmmis or Pmmis()
    seen = there.program in ("xix", "xxi")
    return (
        Compared("ahcccs_id", N_("AHCCCS ID"), here.ahcccs_id, there.ahcccs_id),
        Compared("name", N_("Name"), here.name, there.name),
        Compared("born", N_("Birth date"), here.born, there.born),
        Compared("insurance", N_("Other insurance"), here.insurance_card, there.insurance, none_there=seen),
        Compared("guardian", N_("Guardian"), here.guardianship_papers, there.guardian, none_there=seen),
    )


def differences(case: Case) -> tuple[Compared, ...]:
    """The rows in which the two disagree."""
    return tuple(row for row in comparison(case) if row.agrees is False)


def helper(case: Case) -> str:
    """Who may help to resolve a difference: DES for Title XIX, AHCCCSA for Title XXI (20.601.1)."""
    program = case.title.pmmis.program if case.title.pmmis else case.title.enrolled
    return {"xix": "DES", "xxi": "AHCCCSA"}.get(program or "", "")


def submitted(case: Case) -> dict[str, Shown]:
    """What goes to CRSA: PMMIS's values, or the presented ones where a reason was given (AMB-080)."""
    here = case.title.presented
    reason = here.pmmis_override_reason if here else ""
    return {
        row.name: (row.presented or row.pmmis) if reason else (row.pmmis or row.presented)
        for row in comparison(case)
    }
