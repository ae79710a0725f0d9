"""The three tests of eligibility as remarks on a page: met, not met, or what is still open."""

from __future__ import annotations

from typing import Literal

from crs_intake.domain.decision import Assessment, Finding
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui.forms.form import About, Note

NAMES = {"age": N_("Age"), "citizenship": N_("Citizenship"), "residency": N_("Residency")}
STATES = {"met": N_("met"), "not_met": N_("not met"), "unknown": N_("not known yet")}
_SIGNS: dict[str, Literal["note", "due", "good", "error"]] = {
    "met": "good",
    "not_met": "error",
    "unknown": "due",
}


def findings(about: About, *tests: str) -> tuple[Note, ...]:
    """One remark for each named test, as today's assessment sees it."""
    assessment = about.assess()
    if assessment is None:
        return ()
    found: dict[str, Finding] = {
        "age": assessment.age, "citizenship": assessment.citizenship, "residency": assessment.residency,
    }  # fmt: skip
    return tuple(_note(test, found[test]) for test in tests)


def _note(test: str, finding: Finding) -> Note:
    reason = say_with(finding.reason, finding.inputs) if finding.reason else ""
    words = say("{test}: {state}.", test=say(NAMES[test]), state=say(STATES[finding.state]))
    return Note(_SIGNS[finding.state], f"{words} {reason}".strip(), finding.section)


def told(assessment: Assessment | None) -> tuple[str, ...]:
    """The three tests in a line each, as the page of the case tells them (20.100.1.B-D)."""
    if assessment is None:
        return ()
    found = {"age": assessment.age, "residency": assessment.residency, "citizenship": assessment.citizenship}
    return tuple(
        say("{test}: {state} ({section})", test=say(NAMES[test]), state=_state(each), section=each.section)
        for test, each in found.items()
    )


def _state(finding: Finding) -> str:
    if finding.section == "20.601.2" and finding.state == "met":
        return say("met by PMMIS")
    return say(STATES[finding.state])
