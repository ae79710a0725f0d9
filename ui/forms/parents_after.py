"""Parents' coverage, pages 5 to 7: the checks of DES, DBF and PMMIS, the decision, and what comes after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.money import shown
from crs_intake.domain.parents import (
    Debt,
    DebtPayment,
    DesDiscontinuance,
    DesRecord,
    MedicaidLookup,
    Newborn,
    ParentDecision,
    ParentEnding,
    ParentFacts,
    ParentHearing,
    ParentPremium,
    ProgramLookup,
    ReportedChange,
    Research,
    StepDone,
)  # fmt: skip
from crs_intake.domain.people import Address
from crs_intake.domain.text import N_
from crs_intake.policy.parents import figures
from crs_intake.policy.parents.after import steps_of
from crs_intake.words import day, say, say_with
from ui.forms import parents_why
from ui.forms.common import SEXES, known, not_future, people, text
from ui.forms.form import About, Answers, Choice, Door, Field, Form, Note, Page, Values
from ui.forms.parents import PROGRAMS, answered, facts_of, outcome_note, row_of, told_of, with_told

YES_NO = (Choice("yes", N_("Yes")), Choice("no", N_("No")))


def _choices(table: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, row["label"]) for key, row in figures.data()[table].items())


# -- page 5: DES, DBF, PMMIS ------------------------------------------------------------------------

_DES = ("received", "aztecs_case", "name", "client_id", "ssn", "born", "gender", "fpl_threshold", "members",
        "effective")  # fmt: skip
_ADDRESS = ("street", "city", "state", "zip")


def show_checks(case: Case) -> Values:
    """One card for each parent: the record of DES and what was looked up."""
    return {"checks": tuple(_show_check(each) for each in told_of(case).parents)}


def _show_check(told: ParentFacts) -> Values:
    des, debt = told.des, told.debt
    address = des.address if des is not None and des.address is not None else Address(state="")
    payments = debt.payments if debt is not None else ()
    return {
        "person": told.person, "pmmis_code": told.pmmis_code,
        **{f"des_{key}": None if des is None else row_of(des, key)[key] for key in _DES},
        **{f"des_{key}": getattr(address, key) or None for key in _ADDRESS},
        "research_on": told.research.on if told.research else None,
        "research": told.research.result if told.research else None,
        "debt_searched": debt.searched if debt else None, "debt_unpaid": debt.unpaid if debt else None,
        "debt_notice": debt.notice if debt else None,
        "debt_checks": ", ".join(map(str, debt.checks)) or None if debt else None,
        "paid_on": payments[-1].on if payments else None,
        "paid": type(payments[-1].amount)(sum(each.amount for each in payments)) if payments else None,
        "medicaid_on": told.medicaid.looked_up if told.medicaid else None,
        "covered": told.medicaid.covered if told.medicaid else None,
        "medicaid_ends": told.medicaid.ends if told.medicaid else None,
        "available_on": told.available.looked_up if told.available else None,
        "available": told.available.available if told.available else None,
        "medicaid_approved": told.medicaid_approved,
    }  # fmt: skip


def keep_checks(case: Case, values: Values) -> Case:
    """The cards into their parents; a card taken out takes its look-ups with it."""
    given = {row["person"]: row for row in values["checks"] or () if row["person"]}
    told = told_of(case)
    new = [ParentFacts(person=id, applies=False) for id in given if told.parent(id) is None]
    blank = _show_check(ParentFacts(person=""))
    parents = tuple(_keep_check(each, given.get(each.person, blank)) for each in (*told.parents, *new))
    return with_told(case, parents=parents)


def _keep_check(told: ParentFacts, row: Values) -> ParentFacts:
    covered, available = known(row["covered"]), known(row["available"])
    return replace(
        told,
        pmmis_code=row["pmmis_code"],
        des=_des(row) if row["des_received"] else None,
        research=Research(on=row["research_on"], result=row["research"])
        if row["research_on"] and row["research"]
        else None,
        debt=_debt(told, row) if row["debt_searched"] and row["debt_unpaid"] is not None else None,
        medicaid=MedicaidLookup(looked_up=row["medicaid_on"], covered=covered, ends=row["medicaid_ends"])
        if row["medicaid_on"] and covered is not None
        else None,
        available=ProgramLookup(looked_up=row["available_on"], available=available)
        if row["available_on"] and available is not None
        else None,
        medicaid_approved=row["medicaid_approved"],
    )


def _des(row: Values) -> DesRecord:
    address = Address(**{key: text(row[f"des_{key}"]) for key in _ADDRESS})
    facts = facts_of(DesRecord, {key: row[f"des_{key}"] for key in _DES}, *_DES)
    return DesRecord(**facts, address=None if address == Address(state="") else address)


def _debt(told: ParentFacts, row: Values) -> Debt:
    """The ledger; parts that were paid before stay apart as long as their sum is the same."""
    old = told.debt.payments if told.debt is not None else ()
    same = old and row["paid"] == sum(each.amount for each in old) and row["paid_on"] == old[-1].on
    new = (DebtPayment(on=row["paid_on"], amount=row["paid"]),) if row["paid_on"] and row["paid"] else ()
    days = tuple(sorted(_days(text(row["debt_checks"]))))
    return Debt(searched=row["debt_searched"], unpaid=row["debt_unpaid"], notice=row["debt_notice"],
                checks=days, payments=old if same else new)  # fmt: skip


def _days(typed: str) -> Iterable[Any]:
    from crs_intake.domain.moment import Moment

    for part in typed.replace(";", ",").split(","):
        try:
            yield Moment.read(part.strip()).day
        except ValueError:
            continue


def _check_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = answered(about)
    notes: list[Note] = []
    for each in found.people if found is not None else ():
        for step in each.steps:
            words = say("{name}, step {number}: {sentence}", name=each.name, number=step.number,
                        sentence=say_with(step.sentence, step.inputs))  # fmt: skip
            notes.append(Note("note", words, step.section))
        if each.role == "parent" and each.program == "sobra":
            notes += [
                Note("due", say("Wanted: {what}", what=say(what)), each.section) for what in each.missing
            ]
            notes += [Note("due", say(what), each.section) for what in each.todo]
    for clock in found.clocks if found is not None else ():
        if clock.id == "CLK-47":
            notes.append(Note("due" if clock.status == "open" else "note",
                              say("The last day to pay is {day}", day=day(clock.due)),
                              clock.section))  # fmt: skip
    return tuple(notes)


def _parent_card(row: Form) -> tuple[str, ...]:
    names = {each.value: each.words for each in people(row.about)}
    return (names.get(row.text("person"), ""),)


def _d(key: str, label: str, kind: Any = "text", **more: Any) -> Field:
    return Field(key=f"des_{key}", label=label, kind=kind, **more)


CHECKS = Page(
    id="parents_checks", title=N_("DES, DBF and PMMIS"), show=show_checks, keep=keep_checks,
    notes=_check_notes, optional=True,
    intro=N_("For the parent of a S.O.B.R.A. child: what DES sent, and the three checks of AHCCCS."),
    fields=(
        Field(
            key="checks", label=N_("Parents"), kind="rows", shape="cards", cite="804.B",
            one=N_("Add a parent"), empty_says=N_("No parent is entered yet."),
            summary=_parent_card, headings=(N_("Parent"),),
            columns=(
                Field(key="person", label=N_("Parent"), kind="pick", choices=people, required=True),
                Field(key="pmmis_code", label=N_("Key code in PMMIS"), kind="pick", cite="802.B",
                      choices=(Choice("325", "325", named=True), Choice("327", "327", named=True))),
                _d("received", N_("Record of DES received"), "day", cite="804.B.1",
                   section=N_("What DES sent")),
                _d("aztecs_case", N_("AZTECS Case Number"), width="medium", line="d1"),
                _d("client_id", N_("AZTECS Client ID"), width="medium", line="d1"),
                _d("name", N_("Name (family name, given name)"), line="d2"),
                _d("born", N_("Birth date"), "day", line="d2"),
                _d("gender", N_("Sex"), "choice", choices=SEXES),
                _d("ssn", N_("Social security number"), "ssn"),
                _d("street", N_("Street and number"), width="full"),
                _d("city", N_("City"), width="medium", line="d3"),
                _d("state", N_("State"), width="tiny", line="d3"),
                _d("zip", N_("ZIP code"), "zip", line="d3"),
                _d("fpl_threshold", N_("FPL threshold (150, 175 or 200)"), "whole", line="d4"),
                _d("members", N_("Members of the income group"), "whole", line="d4"),
                _d("effective", N_("Effective date of DES"), "day", line="d4"),
                Field(key="research", label=N_("Research of a partial match"), kind="pick", line="r",
                      cite="804.B.2", choices=(Choice("matched", N_("Matched to an existing case")),
                                               Choice("created", N_("Created by hand")))),
                Field(key="research_on", label=N_("Settled on"), kind="day", line="r"),
                Field(key="debt_searched", label=N_("DBF searched on"), kind="day", line="b1",
                      section=N_("Unpaid premiums (DBF)"), cite="804.B.3"),
                Field(key="debt_unpaid", label=N_("Unpaid"), kind="money", line="b1"),
                Field(key="debt_notice", label=N_("Notice to pay of"), kind="day", line="b1"),
                Field(key="paid_on", label=N_("Paid on"), kind="day", line="b2"),
                Field(key="paid", label=N_("Paid in all"), kind="money", line="b2"),
                Field(key="debt_checks", label=N_("DBF checked on"), width="full",
                      help=N_("Every day since the notice, as 2026-04-02, 2026-04-03")),
                Field(key="medicaid_on", label=N_("PMMIS searched on"), kind="day", line="m",
                      section=N_("Medicaid and availability (PMMIS)"), cite="804.B.4"),
                Field(key="covered", label=N_("Covered by Medicaid?"), kind="yes_no"),
                Field(key="medicaid_ends", label=N_("End date in PMMIS"), kind="day", line="m2"),
                Field(key="medicaid_approved", label=N_("Approved for Medicaid on"), kind="day",
                      line="m2", cite="809.B.2"),
                Field(key="available_on", label=N_("Availability looked up on"), kind="day", line="a",
                      cite="804.B.5"),
                Field(key="available", label=N_("Program available?"), kind="yes_no"),
            ),
        ),
    ),
)  # fmt: skip


# -- rows that belong to one parent -----------------------------------------------------------------

_DECISION = ("on", "program", "outcome", "effective", "reason")
_PREMIUM = ("month", "due", "paid")
_ENDING = ("on", "program", "reason", "effective")
_DES_END = ("received", "name", "person_id", "effective", "reason", "gross_household_income", "members")
_CHANGE = ("on", "kind", "already_updated", "told_to_ask_des", "note")
_HEARING = ("requested", "program", "about", "reason", "continued_from", "prepaid", "des_data")


def _of_parents(case: Case, name: str, keys: tuple[str, ...]) -> tuple[Values, ...]:
    found = []
    for parent in told_of(case).parents:
        given = getattr(parent, name)
        rows = given if isinstance(given, tuple) else () if given is None else (given,)
        found += [{"person": parent.person, **row_of(each, *keys)} for each in rows]
    return tuple(found)


def _into(case: Case, name: str, kind: type, given: Any, keys: tuple[str, ...], needs: tuple[str, ...],
          *, one: bool = False) -> Case:  # fmt: skip
    """The rows of a table into the parents they name."""
    told = told_of(case)
    rows = [row for row in given or () if row["person"] and all(row[key] for key in needs)]
    new = [row["person"] for row in rows if told.parent(row["person"]) is None]
    parents = []
    for parent in (*told.parents, *(ParentFacts(person=id, applies=False) for id in dict.fromkeys(new))):
        made = tuple(kind(**facts_of(kind, row, *keys)) for row in rows if row["person"] == parent.person)
        value = (made[-1] if made else None) if one else made
        facts: dict[str, Any] = {name: value}
        parents.append(replace(parent, **facts))
    return with_told(case, parents=tuple(parents))


def _person(**more: Any) -> Field:
    return Field(key="person", label=N_("Parent"), kind="pick", choices=people, required=True, **more)


# -- page 6: the decision ---------------------------------------------------------------------------


def show_decision(case: Case) -> Values:
    """Decisions and premiums as recorded."""
    return {"decisions": _of_parents(case, "decisions", _DECISION),
            "premiums": _of_parents(case, "premiums", _PREMIUM)}  # fmt: skip


def keep_decision(case: Case, values: Values) -> Case:
    """Decisions and premiums into their parents."""
    case = _into(case, "decisions", ParentDecision, values["decisions"], _DECISION,
                 ("on", "program", "outcome"))  # fmt: skip
    return _into(case, "premiums", ParentPremium, values["premiums"], _PREMIUM, ("month",))


def _decision_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = answered(about)
    if found is None:
        return (Note("due", say("Enter the application and a parent first."), "803"),)
    notes: list[Note] = []
    for each in found.people:
        notes.append(outcome_note(each, found, about))
        if each.key_code:
            notes.append(Note("note", say("{name}: key code {code}", name=each.name, code=each.key_code),
                              f"805.D.{each.key_code}"))  # fmt: skip
        if each.effective is not None and each.role == "parent":
            notes.append(Note("note", say("{name}: effective {day}", name=each.name, day=day(each.effective)),
                              "804.B.5" if each.program == "sobra" else ""))  # fmt: skip
        notes += [Note("due", say("Wanted: {what}", what=say(what)), each.section) for what in each.missing]
        notes += [Note("due", say(what), each.section) for what in each.todo]
        if each.premium is not None and each.role == "parent":
            words = say("{name}: premium {amount} a month", name=each.name, amount=shown(each.premium))
            why: tuple[str, ...] = ()
            if found.premium is not None and about.book is not None:
                why = parents_why.premium(found.premium, about.book, found.on)
            notes.append(Note("good", words, "806.B", why, say("Premium of {name}", name=each.name)))
        notes += [Note("note", say(what)) for what in each.notes]
    notes += [Note("due", say("To DES through TIPS: {reason}", reason=say(each.reason)), each.section)
              for each in found.tips]  # fmt: skip
    return (*notes, *(Note("note", say(each)) for each in found.notes))


def _papers(about: About) -> tuple[Door, ...]:
    words = {"DOC-64": N_("Notice to pay"), "DOC-65": N_("Denial notice"), "DOC-66": N_("Approval notice"),
             "DOC-67": N_("Discontinuance notice")}  # fmt: skip
    found = answered(about)
    due = dict.fromkeys(each.id for each in found.notices) if found is not None else {}
    return tuple(Door(words[id], paper=id) for id in due)


OUTCOME = (Choice("approved", N_("Approved")), Choice("denied", N_("Denied")))


def _decision_line(row: Form) -> tuple[str, ...]:
    said = {each.value: say(each.words) for each in OUTCOME}
    return (*_one_line(row), said.get(row.text("outcome"), ""))


DECISION = Page(
    id="parents_decision", title=N_("Decision for the parents"), show=show_decision, keep=keep_decision,
    notes=_decision_notes, doors=_papers, blank=lambda about, key: {"on": about.today},
    fields=(
        Field(
            key="decisions", label=N_("Decisions recorded"), kind="rows", one=N_("Add a decision"),
            cite="804.A.final", shape="cards", summary=_decision_line,
            headings=(N_("Parent"), N_("Day"), N_("Outcome")), columns=(
                _person(),
                Field(key="on", label=N_("Day"), kind="day", required=True, check=not_future),
                Field(key="program", label=N_("As parent in"), kind="pick", choices=PROGRAMS, required=True),
                Field(key="outcome", label=N_("Outcome"), kind="pick", required=True, choices=OUTCOME),
                Field(key="effective", label=N_("Effective"), kind="day"),
                Field(key="reason", label=N_("Reason"), width="long",
                      help=N_("Empty: the reason that the rules give, as it stands below.")),
            ),
        ),
        Field(
            key="premiums", label=N_("Premiums"), kind="rows", one=N_("Add a month"), cite="802.A.14",
            columns=(
                _person(),
                Field(key="month", label=N_("First day of the month"), kind="day", required=True),
                Field(key="due", label=N_("Due"), kind="day"),
                Field(key="paid", label=N_("Paid on"), kind="day", check=not_future),
            ),
        ),
    ),
)  # fmt: skip


# -- page 7: endings, changes, hearings, newborns ---------------------------------------------------

STEP_LABELS = {
    "kidscare.1": N_("Key code 359 placed on"), "kidscare.2": N_("Technical Service Center told on"),
    "kidscare.3": N_("KidsCare told on"), "kidscare.4": N_("Family determined on"),
    "sobra.1": N_("Key code 447 placed on"), "sobra.2": N_("Put on the interface to DES on"),
}  # fmt: skip
STEPS_BEGIN = {"kidscare.1": N_("Of a KidsCare parent"), "sobra.1": N_("Of a S.O.B.R.A. parent")}
NEWBORN_STEPS = ("kidscare.1", "kidscare.2", "kidscare.3", "kidscare.4", "sobra.1", "sobra.2")


def show_after(case: Case) -> Values:
    """What came after the decision."""
    newborns = tuple(
        {"parent": each.parent, "born": each.born, "name": each.name or None,
         **{step.replace(".", "_"): next((d.on for d in each.steps if d.step == step), None)
            for step in NEWBORN_STEPS}}
        for each in told_of(case).newborns
    )  # fmt: skip
    return {
        "endings": _of_parents(case, "endings", _ENDING),
        "des_endings": _of_parents(case, "des_discontinuance", _DES_END),
        "changes": _of_parents(case, "changes", _CHANGE),
        "hearings": _of_parents(case, "hearings", _HEARING), "newborns": newborns,
    }  # fmt: skip


def keep_after(case: Case, values: Values) -> Case:
    """All of it into the application."""
    case = _into(case, "endings", ParentEnding, values["endings"], _ENDING, ("on", "program", "reason"))
    case = _into(case, "des_discontinuance", DesDiscontinuance, values["des_endings"], _DES_END,
                 ("received",), one=True)  # fmt: skip
    case = _into(case, "changes", ReportedChange, values["changes"], _CHANGE, ("on", "kind"))
    case = _into(case, "hearings", ParentHearing, values["hearings"], _HEARING,
                 ("requested", "program", "about"))  # fmt: skip
    newborns = tuple(
        Newborn(parent=row["parent"], born=row["born"], name=text(row["name"]), steps=tuple(
            StepDone(step=step, on=row[step.replace(".", "_")])  # type: ignore[arg-type]
            for step in NEWBORN_STEPS if row[step.replace(".", "_")]
        ))
        for row in values["newborns"] or () if row["parent"] and row["born"]
    )  # fmt: skip
    return with_told(case, newborns=newborns)


def _after_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = answered(about)
    if found is None:
        return ()
    notes = [outcome_note(each, found, about) for each in found.people if each.role != "child"]
    for each in found.people:
        if each.role == "newborn":
            notes += [Note("due", say(what), "805.B") for what in each.todo]
    notes += [Note("due", say(each.sentence), each.section) for each in found.changes]
    for hearing in found.hearings:
        who = hearing.attends or say("nobody: no hearing rights")
        goes_on = N_("Benefits continue.") if hearing.benefits_continue else N_("Benefits are not continued.")
        words = say("Attends: {who}. {benefits}", who=who, benefits=say(goes_on))
        if hearing.pay_by is not None:
            words = say("Attends: {who}. Premium in advance by {day}. {benefits}", who=who,
                        day=day(hearing.pay_by), benefits=say(goes_on))  # fmt: skip
        notes.append(Note("note", words, hearing.section))
        notes += [Note("due", say("Hearing packet, missing: {row}", row=say(row)), "807.C.packet")
                  for row, there in hearing.packet if not there]  # fmt: skip
    return tuple(notes)


def _step_fields() -> tuple[Field, ...]:
    told = [*steps_of("kidscare"), *steps_of("sobra")]
    return tuple(
        Field(key=row["step"].replace(".", "_"), label=STEP_LABELS[row["step"]], kind="day", check=not_future,
              cite=row["section"], help=row["label"], section=STEPS_BEGIN.get(row["step"], ""))
        for row in told
    )  # fmt: skip


def _one_line(row: Form) -> tuple[str, ...]:
    names = {each.value: each.words for each in people(row.about)}
    return (names.get(row.text("person") or row.text("parent"), ""),
            row.text("requested") or row.text("on") or row.text("received") or row.text("born"))  # fmt: skip


def _change_line(row: Form) -> tuple[str, ...]:
    return (*_one_line(row), _named("changes", row.text("kind")))


def _ending_line(row: Form) -> tuple[str, ...]:
    return (*_one_line(row), _named("reasons", row.text("reason")))


def _named(table: str, key: str) -> str:
    found = figures.data()[table].get(key)
    return say(found["label"]) if found else ""


AFTER = Page(
    id="parents_after", title=N_("Changes, endings, hearings"), show=show_after, keep=keep_after,
    notes=_after_notes, doors=_papers, optional=True, blank=lambda about, key: (
        {"on": about.today} if key in ("endings", "changes") else {}),
    fields=(
        Field(
            key="changes", label=N_("Reported changes"), kind="rows", one=N_("Add a change"), cite="808.A",
            shape="cards", summary=_change_line, headings=(N_("Parent"), N_("Day"), N_("Change")),
            columns=(
                _person(),
                Field(key="on", label=N_("Reported on"), kind="day", required=True, check=not_future),
                Field(key="kind", label=N_("Change"), kind="pick", choices=lambda about: _choices("changes"),
                      required=True),
                Field(key="already_updated", label=N_("Already updated"), kind="tick"),
                Field(key="told_to_ask_des", label=N_("Told to ask DES on"), kind="day", cite="808.C"),
                Field(key="note", label=N_("Note"), width="long"),
            ),
        ),
        Field(
            key="endings", label=N_("Discontinued by KidsCare or ACE"), kind="rows",
            one=N_("Add a discontinuance"), cite="809.C", shape="cards", summary=_ending_line,
            headings=(N_("Parent"), N_("Day"), N_("Reason")),
            columns=(
                _person(),
                Field(key="on", label=N_("Day"), kind="day", required=True, check=not_future),
                Field(key="program", label=N_("As parent in"), kind="pick", choices=PROGRAMS, required=True),
                Field(key="reason", label=N_("Reason"), kind="pick", required=True,
                      choices=lambda about: _choices("reasons")),
                Field(key="effective", label=N_("Last day of coverage"), kind="day"),
            ),
        ),
        Field(
            key="des_endings", label=N_("Discontinued by DES"), kind="rows", shape="cards", cite="804.C",
            one=N_("Add a record of DES"), summary=_one_line, headings=(N_("Parent"), N_("Day")),
            columns=(
                _person(),
                Field(key="received", label=N_("Received"), kind="day", required=True, line="a"),
                Field(key="effective", label=N_("Discontinuance effective"), kind="day", line="a"),
                Field(key="name", label=N_("Name as DES sent it"), line="b"),
                Field(key="person_id", label=N_("AZTECS Person ID#"), width="medium", line="b"),
                Field(key="reason", label=N_("Reason"), kind="pick",
                      choices=lambda about: _choices("reasons")),
                Field(key="gross_household_income", label=N_("Gross total household income"), kind="money",
                      when=lambda row: row["reason"] == "excess_income", line="c"),
                Field(key="members", label=N_("People in the income group"), kind="whole", line="c",
                      when=lambda row: row["reason"] == "excess_income"),
            ),
        ),
        Field(
            key="hearings", label=N_("Hearings"), kind="rows", shape="cards", one=N_("Add a hearing"),
            cite="807.A", summary=_one_line, headings=(N_("Parent"), N_("Day")),
            columns=(
                _person(),
                Field(key="requested", label=N_("Asked for on"), kind="day", required=True),
                Field(key="program", label=N_("As parent in"), kind="choice", choices=PROGRAMS,
                      required=True),
                Field(key="about", label=N_("About"), kind="choice", required=True, choices=(
                    Choice("denial", N_("Denial")), Choice("discontinuance", N_("Discontinuance")),
                    Choice("premium", N_("Change in premium")))),
                Field(key="reason", label=N_("Reason of the denial"), kind="pick", choices=(
                    Choice("non_payment", N_("Non-payment of premium")),
                    Choice("medicaid", N_("Receipt of Medicaid")),
                    Choice("program_closed", N_("Program closed")), Choice("other", N_("Another reason"))),
                    when=lambda row: row["about"] == "denial"),
                Field(key="continued_from", label=N_("First month of continued benefits"), kind="day",
                      cite="807.B", line="p"),
                Field(key="prepaid", label=N_("Premium paid in advance on"), kind="day", line="p"),
                Field(key="des_data", label=N_("Data of DES came on"), kind="day", cite="807.C.packet"),
            ),
        ),
        Field(
            key="newborns", label=N_("Newborns"), kind="rows", shape="cards", one=N_("Add a newborn"),
            cite="805.B", summary=_one_line, headings=(N_("Parent"), N_("Born")),
            columns=(
                Field(key="parent", label=N_("Parent"), kind="pick", choices=people, required=True),
                Field(key="born", label=N_("Birth date"), kind="day", required=True, line="n"),
                Field(key="name", label=N_("Name"), line="n"),
                *_step_fields(),
            ),
        ),
    ),
)  # fmt: skip
