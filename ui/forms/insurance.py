"""Enrollment interview, page 6: other health insurance, primary and secondary (20.501.1.D-F).

Both insurers stand on one page and are kept apart: an answer in one block
never touches the other, and "no insurance now" hides them without forgetting. A
secondary insurance that there is not leaves the case; what was typed of it stays a draft.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.insurance import Policy
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.common import known, not_future, or_none, text
from ui.forms.form import About, Answers, Field, Note, Page, Values

PRIMARY, SECONDARY = N_("Primary insurance"), N_("Secondary insurance")
_TEXTS = ("company", "billing_address", "phone", "policy_number", "id_number", "group_name", "group_number",
          "coverage_type")  # fmt: skip


def _show_policy(side: str, policy: Policy | None) -> Values:
    given = policy or Policy()
    return {
        **{f"{side}_{key}": or_none(getattr(given, key)) for key in _TEXTS},
        f"{side}_end_date": given.end_date, f"{side}_open_ended": given.open_ended,
        f"{side}_medicare": given.medicare, f"{side}_covers_testing": given.covers_testing,
    }  # fmt: skip


def _read_policy(side: str, values: Values) -> Policy:
    facts: dict[str, Any] = {key: text(values[f"{side}_{key}"]) for key in _TEXTS}
    return Policy(
        **facts, end_date=values[f"{side}_end_date"], open_ended=bool(values[f"{side}_open_ended"]),
        medicare=bool(values[f"{side}_medicare"]), covers_testing=known(values[f"{side}_covers_testing"]),
    )  # fmt: skip


def show(case: Case) -> Values:
    """Coverage and both insurers."""
    said = case.coverage
    return {
        "insured": said.insured, "last_3_months": said.insured_last_3_months,
        "uninsured_since": said.uninsured_since, "state_employee": said.state_employee_plan,
        "two": said.secondary is not None,
        **_show_policy("primary", said.primary), **_show_policy("secondary", said.secondary),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Coverage into the case; each insurer from its own answers only."""
    primary, secondary = _read_policy("primary", values), _read_policy("secondary", values)
    coverage = replace(
        case.coverage,
        insured=known(values["insured"]),
        insured_last_3_months=known(values["last_3_months"]),
        uninsured_since=values["uninsured_since"],
        state_employee_plan=known(values["state_employee"]),
        primary=None if primary == Policy() else primary,
        secondary=secondary if values["two"] else None,
    )
    return replace(case, coverage=coverage)


def insured(answers: Answers) -> bool:
    """Whether the applicant is covered now."""
    return answers["insured"] == "yes"


def _second(answers: Answers) -> bool:
    return insured(answers) and answers["two"] == "yes"


def _uninsured(answers: Answers) -> bool:
    return answers["insured"] == "no"


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Whose bill comes first."""
    if insured(answers):
        return (Note("note", say("The insurer is billed first; CRS pays after it."), "20.604.1"),)
    return ()


def _block(side: str, section: str, when: Any) -> tuple[Field, ...]:
    at = {"section": section, "when": when}
    return (
        Field(key=f"{side}_company", label=N_("Company"), required=True, cite="20.501.1.E",
              line=f"{side}a", **at),
        Field(key=f"{side}_phone", label=N_("Phone of the company"), kind="phone", required=True,
              line=f"{side}a", **at),
        Field(key=f"{side}_billing_address", label=N_("Billing address"), width="full", required=True, **at),
        Field(key=f"{side}_policy_number", label=N_("Policy or plan number"), width="medium", required=True,
              line=f"{side}b", **at),
        Field(key=f"{side}_id_number", label=N_("ID number"), width="medium", required=True,
              line=f"{side}b", **at),
        Field(key=f"{side}_group_name", label=N_("Group name"), width="medium", line=f"{side}c", **at),
        Field(key=f"{side}_group_number", label=N_("Group number"), width="medium", line=f"{side}c",
              help=N_("Or: not applicable"), **at),
        Field(key=f"{side}_coverage_type", label=N_("Coverage type"), width="medium", line=f"{side}d", **at),
        Field(key=f"{side}_end_date", label=N_("End date"), kind="day", line=f"{side}d", **at),
        Field(key=f"{side}_open_ended", label=N_("No end date is known"), kind="tick", line=f"{side}d", **at),
        Field(key=f"{side}_covers_testing", label=N_("Covers the diagnostic tests?"), kind="yes_no",
              cite="20.700.2.B", **at),
        Field(key=f"{side}_medicare", label=N_("This is Medicare"), kind="tick", **at),
    )  # fmt: skip


PAGE = Page(
    id="insurance",
    title=N_("Health insurance"),
    show=show,
    keep=keep,
    notes=notes,
    fields=(
        Field(key="insured", label=N_("Covered by other health insurance now?"), kind="yes_no",
              required=True, cite="20.602.3.B.1"),
        Field(key="last_3_months", label=N_("Covered at any time in the last three months?"), kind="yes_no",
              when=_uninsured, required=True, cite="20.602.3.B.1"),
        Field(key="uninsured_since", label=N_("Without insurance since"), kind="day", when=_uninsured,
              check=not_future),
        Field(key="state_employee", label=N_("Could be covered by the State employee health plan?"),
              kind="yes_no", required=True, cite="20.602.3.B.1"),
        *_block("primary", PRIMARY, insured),
        Field(key="two", label=N_("There is a secondary insurance"), kind="tick", when=insured,
              section=SECONDARY, cite="20.501.1.F"),
        *_block("secondary", SECONDARY, _second),
    ),
)  # fmt: skip
