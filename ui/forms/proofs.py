"""Enrollment interview, page 5: the papers that prove age, citizenship and residency (20.503).

One paper may prove more than one thing; a date is asked only where the list
tests it. What is still needed is said at once.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.proofs import Proof
from crs_intake.domain.text import N_
from crs_intake.policy.proofs import kinds
from crs_intake.words import say
from ui.forms.common import fax_door, not_future, or_none, people, text
from ui.forms.details import in_ahcccs
from ui.forms.findings import findings
from ui.forms.form import About, Answers, Choice, Field, Form, Note, Page, Values
from ui.names import short_day


def _tested(answers: Answers, *tests: str) -> bool:
    kind = kinds().get(answers["kind"])
    asked = {test for names in kind.tests.values() for test in names} if kind else set()
    return bool(asked & set(tests))


def _kinds(about: About) -> tuple[Choice, ...]:
    return tuple(Choice(name, kind.label) for name, kind in kinds().items())


def show(case: Case) -> Values:
    """The papers shown."""
    return {
        "proofs": tuple(
            {
                "kind": each.kind, "shown": each.shown, "issued": each.issued, "created": each.created,
                "expires": each.expires, "foreign": each.foreign, "signer": or_none(each.signer),
                "copied": each.copied, "copied_by": or_none(each.copied_by), "pages": each.pages,
                "note": or_none(each.note), "unfit": or_none(each.unfit),
                "override": or_none(each.override_reason),
            }
            for each in case.proofs
        )
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """The papers into the case."""
    return replace(
        case,
        proofs=tuple(
            Proof(
                kind=row["kind"], shown=row["shown"], issued=row["issued"], created=row["created"],
                expires=row["expires"], foreign=bool(row["foreign"]), signer=text(row["signer"]),
                copied=row["copied"], copied_by=text(row["copied_by"]), pages=row["pages"] or 1,
                note=text(row["note"]), unfit=text(row["unfit"]), override_reason=text(row["override"]),
            )
            for row in values["proofs"]
            if row["kind"]
        ),
    )  # fmt: skip


def _summary(row: Form) -> tuple[str, ...]:
    kind = kinds().get(row.text("kind"))
    proves = ", ".join(say(_NAMES[each]) for each in kind.proves if each in _NAMES) if kind else ""
    shown = row.look("shown")[0]
    return (say(kind.label) if kind else "", proves, short_day(shown) if shown else say("promised"))


_NAMES = {"age": N_("age"), "citizenship": N_("citizenship"), "residency": N_("residency"),
          "intent": N_("intent to remain"), "alien": N_("alien status")}  # fmt: skip


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Where the three tests stand with these papers."""
    return findings(about, "age", "citizenship", "residency")


PAGE = Page(
    id="proofs",
    title=N_("Proofs"),
    show=show,
    keep=keep,
    notes=notes,
    closed=in_ahcccs,
    doors=fax_door,
    blank=lambda about, key: {"shown": about.today, "pages": 1},
    fields=(
        Field(
            key="proofs", label=N_("Papers shown"), kind="rows", shape="cards", one=N_("Add a paper"),
            cite="20.503", summary=_summary, headings=(N_("Paper"), N_("Proves"), N_("Shown")),
            empty_says=N_("No paper is entered. Add each one that lies on the desk."),
            columns=(
                Field(key="kind", label=N_("Paper"), kind="pick", choices=_kinds, required=True,
                      width="full", cite="20.503.1"),
                Field(key="shown", label=N_("Shown on"), kind="day", check=not_future, line="shown",
                      help=N_("Empty: promised")),
                Field(key="pages", label=N_("Sheets"), kind="whole", line="shown"),
                Field(key="copied", label=N_("Copy stamped on"), kind="day", check=not_future, line="copied",
                      cite="20.401", help=N_("Stamp \"DES-Copy of Original\"")),
                Field(key="copied_by", label=N_("Copied by"), kind="name", line="copied"),
                Field(key="expires", label=N_("Expires on"), kind="day", line="dates",
                      when=lambda row: _tested(row, "unexpired", "unexpired_if_dated")),
                Field(key="issued", label=N_("Issued on"), kind="day", check=not_future, line="dates",
                      when=lambda row: _tested(row, "issued_within")),
                Field(key="created", label=N_("Record made on"), kind="day", check=not_future, line="dates",
                      when=lambda row: _tested(row, "made_before")),
                Field(key="foreign", label=N_("Of another country"), kind="tick", line="dates",
                      when=lambda row: _tested(row, "domestic")),
                Field(key="signer", label=N_("Signed by"), kind="choice", choices=people,
                      when=lambda row: _tested(row, "affidavit")),
                Field(key="unfit", label=N_("Not what the list asks for, because"), width="full",
                      help=N_("A plain photocopy, no date of birth, another address"), cite="20.503.1"),
                Field(key="override", label=N_("Accepted by a supervisor because"), width="full",
                      when=lambda row: _tested(row, "override") or bool(row["unfit"]), cite="20.503.1"),
                Field(key="note", label=N_("Note"), width="full"),
            ),
        ),
    ),
)  # fmt: skip
